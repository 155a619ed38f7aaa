#include "study/study_file_scores.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::study {

namespace {

using siting::Criterion;

std::string all_names() {
    std::string names;
    for (const Criterion criterion : siting::all_criteria()) {
        names += names.empty() ? "" : ", ";
        names += siting::name_of(criterion);
    }
    return names;
}

std::optional<Criterion> criterion_in(TomlSection& section, const std::string& key,
                                      const std::string& name) {
    const auto criterion = siting::criterion_of(name);
    if (!criterion) {
        section.reject(
            key, {"「" + name + "」という項目はありません。使えるのは " + all_names() + " です。",
                  "there is no criterion \"" + name + "\"; known are " + all_names() + "."});
    }
    return criterion;
}

void read_weights(TomlSection& section, siting::ScoreRules& rules) {
    auto weights = section.section("weights");
    if (!weights) {
        return;
    }
    rules.weights = {};
    double sum = 0.0;
    for (const Criterion criterion : siting::all_criteria()) {
        const double weight = weights->number(siting::name_of(criterion), 0.0, 0.0, 1e6);
        rules.weights[static_cast<std::size_t>(criterion)] = weight;
        sum += weight;
    }
    weights->finish();
    if (sum <= 0.0) {
        section.reject("weights", {"重みがすべて0です。0より大きい重みを一つ以上書いてください。",
                                   "all weights are 0: at least one must be above."});
    }
}

void read_pairwise(TomlSection& section, ScoreSettings& settings) {
    const std::vector<RatedPair> pairs = section.rated_pairs("pairwise");
    if (!section.has("pairwise")) {
        return;
    }
    std::vector<siting::Comparison> comparisons;
    bool usable = true;
    for (const auto& [first, second, ratio] : pairs) {
        usable = criterion_in(section, "pairwise", first) && usable;
        usable = usable && criterion_in(section, "pairwise", second);
        comparisons.push_back({first, second, ratio});
    }
    if (section.has("weights")) {
        section.reject("pairwise", {"weights と pairwise のどちらか一つにしてください。",
                                    "choose weights or pairwise, not both."});
        return;
    }
    if (!usable) {
        return;
    }
    try {
        settings.pairwise = siting::weights_from_pairs(comparisons);
    } catch (const UsageError& error) {
        section.reject("pairwise", {error.message().ja, error.message().en + "."});
        return;
    }
    settings.rules.weights = {};
    for (std::size_t i = 0; i < settings.pairwise->names.size(); ++i) {
        const auto criterion = siting::criterion_of(settings.pairwise->names[i]);
        settings.rules.weights[static_cast<std::size_t>(*criterion)] =
            settings.pairwise->weights[i];
    }
}

void read_order(TomlSection& section, siting::ScoreRules& rules) {
    for (const std::string& name : section.texts("order")) {
        const auto criterion = criterion_in(section, "order", name);
        if (!criterion) {
            continue;
        }
        if (std::find(rules.order.begin(), rules.order.end(), *criterion) != rules.order.end()) {
            section.reject("order", {"「" + name + "」が二度書かれています。一つにしてください。",
                                     "\"" + name + "\" is named twice: once is enough."});
        }
        rules.order.push_back(*criterion);
    }
    const bool lexicographic = rules.method == siting::ScoreMethod::Lexicographic;
    if (lexicographic && rules.order.empty()) {
        section.reject(
            "order",
            {"method = \"lexicographic\" には order が要ります。order = [\"residents\", "
             "\"cost_class\"] のように、重んじる順に書いてください。",
             "method = \"lexicographic\" needs it: name criteria from the weightiest, e.g. order = "
             "[\"residents\", \"cost_class\"]."});
    }
    if (!lexicographic && !rules.order.empty()) {
        section.reject("order", {"method = \"lexicographic\" のときだけ使えます。",
                                 "goes with method = \"lexicographic\" only."});
    }
}

void read_references(TomlSection& section, ScoreSettings& settings) {
    auto references = section.section("references");
    if (!references) {
        return;
    }
    for (const Criterion criterion : siting::all_criteria()) {
        const std::string name = siting::name_of(criterion);
        const std::vector<double> points = references->numbers(name, 0.0, 1e9);
        if (!references->has(name)) {
            continue;
        }
        if (points.size() != 2 || points[0] == points[1]) {
            references->reject(
                name, {"価値0の値と価値1の値を、ちがう二つの数で [0, 500] のように書いてください。",
                       "needs two different figures, those worth 0 and 1, e.g. [0, 500]."});
            continue;
        }
        settings.references[static_cast<std::size_t>(criterion)] =
            siting::ReferencePoints{points[0], points[1]};
    }
    references->finish();
}

} // namespace

ScoreSettings read_scores(TomlSection& section) {
    ScoreSettings settings;
    const std::string method = section.text("method", "weighted-sum");
    if (const auto known = siting::score_method_of(method)) {
        settings.rules.method = *known;
    } else {
        section.reject("method", {"weighted-sum（加重和）、topsis、lexicographic（辞書式）の"
                                  "どれかにしてください。",
                                  "must be weighted-sum, topsis or lexicographic."});
    }
    read_weights(section, settings.rules);
    read_pairwise(section, settings);
    read_order(section, settings.rules);
    read_references(section, settings);
    return settings;
}

Text weights_doubt(const ScoreSettings& settings) {
    if (!settings.pairwise || settings.pairwise->consistency_ratio <= siting::kMostInconsistent) {
        return {};
    }
    const siting::PairwiseWeights& pairs = *settings.pairwise;
    std::vector<Text> names;
    for (const std::string& name : pairs.worst) {
        names.push_back(siting::label_of(*siting::criterion_of(name)));
    }
    return {fmt::format("重みの一対比較に食い違いがあります（整合比 {:.2f}、0.1以下が目安）。"
                        "「{}」「{}」「{}」の比を見直してください。",
                        pairs.consistency_ratio, names[0].ja, names[1].ja, names[2].ja),
            fmt::format("The comparisons behind the weights contradict each other (consistency "
                        "ratio {:.2f}, 0.1 at most is advised): look again at {}, {} and {}.",
                        pairs.consistency_ratio, names[0].en, names[1].en, names[2].en)};
}

std::vector<Issue> weights_issues(const StudyFile& study) {
    const Text doubt = weights_doubt(study.siting.scores);
    if (doubt.ja.empty()) {
        return {};
    }
    return {{.kind = IssueKind::Noted,
             .code = "weights_inconsistent",
             .file = study.file.filename().string(),
             .layer = {},
             .row = std::nullopt,
             .field = "[siting] pairwise",
             .value = fmt::format("{:.2f}", study.siting.scores.pairwise->consistency_ratio),
             .problem = doubt,
             .action = {"そのままの比から重みを決めました。",
                        "The weights come from them as they are."}}};
}

} // namespace todoku::study
