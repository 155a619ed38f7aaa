#include "study/explain.hpp"

#include "study/asset_lookup.hpp"
#include "study/candidate_scores.hpp"
#include "study/kind_labels.hpp"
#include "study/package_contents.hpp"
#include "study/pipeline.hpp"
#include "study/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace todoku::study {

namespace {

/// People the carrier leaves out, per reach cell.
std::vector<double> left_out(const FinishedStudy& finished, const std::string& carrier) {
    const overlay::PopulationRule rule = population_rule(finished.study.rules);
    const auto layer = finished.covered.at_most().layer(carrier, domain::kAny5g);
    std::vector<double> people;
    for (const std::uint32_t cell : finished.reached.cells) {
        const double share = layer ? finished.covered.at_most().shares[*layer][cell] : 0.0;
        people.push_back(finished.covered.grid.population[cell] * (1.0 - rule.covered(share)));
    }
    return people;
}

CarrierCard carrier_card(const FinishedStudy& finished, const siting::CarrierPlan& plan,
                         std::uint32_t asset) {
    CarrierCard card;
    card.carrier = plan.carrier;
    card.uncovered = plan.uncovered;
    card.compared = plan.values.size();
    for (std::size_t i = 0; i < plan.values.size(); ++i) {
        if (plan.values[i].asset != asset) {
            continue;
        }
        card.alone = plan.values[i].newly_covered;
        card.order_alone = card.alone > 0.0 ? i + 1 : 0;
        for (const std::uint32_t index : plan.values[i].gaps) {
            const overlay::GapArea& gap = finished.gapped.gaps[index];
            const auto number = std::count_if(
                finished.gapped.gaps.begin(), finished.gapped.gaps.begin() + index + 1,
                [&](const overlay::GapArea& g) { return g.carrier == plan.carrier; });
            // Beyond the list handed to the carrier there are no numbers to speak of.
            const bool listed = static_cast<std::size_t>(number) <= finished.study.report.gaps;
            card.gaps.push_back({listed ? static_cast<int>(number) : 0, gap.id,
                                 finished.inputs.municipalities[gap.municipality].name,
                                 gap.nearest_place, gap.population});
        }
    }
    for (const siting::PlanSite& site : plan.sites) {
        if (site.asset == asset) {
            card.rank = site.rank;
            card.gain = site.gain;
        }
    }
    if (card.rank == 0 && card.alone > 0.0) {
        // Which chosen sites reach this asset's people: the reason why it adds little after them.
        const std::vector<double> people = left_out(finished, plan.carrier);
        std::map<std::uint32_t, double> own;
        const radio::Reach::Entries mine = finished.reached.reach.of(asset, 0);
        for (std::size_t i = 0; i < mine.cells.size(); ++i) {
            own[mine.cells[i]] = people[mine.cells[i]] * static_cast<double>(mine.shares[i]);
        }
        for (const siting::PlanSite& site : plan.sites) {
            const radio::Reach::Entries theirs = finished.reached.reach.of(site.asset, 0);
            double shared = 0.0;
            for (std::size_t i = 0; i < theirs.cells.size(); ++i) {
                const auto cell = own.find(theirs.cells[i]);
                if (cell != own.end()) {
                    shared += cell->second * static_cast<double>(theirs.shares[i]);
                }
            }
            if (shared >= 0.5) {
                card.reached_by.emplace_back(finished.inputs.assets[site.asset].name, shared);
            }
        }
        std::stable_sort(card.reached_by.begin(), card.reached_by.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
    }
    return card;
}

/// What no plan of as many sites that holds the asset exceeds, where that is proved.
std::optional<double> bound_with(const siting::CarrierPlan& plan, std::uint32_t asset) {
    for (std::size_t k = 0; k < plan.at_most_with.size(); ++k) {
        if (plan.values[k].asset == asset) {
            return plan.at_most_with[k];
        }
    }
    return std::nullopt;
}

/// What the plan would reach fewer without a chosen site: its people whom no other reaches.
double lost_without(const FinishedStudy& finished, const siting::CarrierPlan& plan,
                    std::uint32_t asset) {
    const std::vector<double> people = left_out(finished, plan.carrier);
    std::vector<double> missed(people.size(), 1.0); // by all the others
    for (const siting::PlanSite& site : plan.sites) {
        if (site.asset == asset) {
            continue;
        }
        const radio::Reach::Entries entries = finished.reached.reach.of(site.asset, 0);
        for (std::size_t i = 0; i < entries.cells.size(); ++i) {
            missed[entries.cells[i]] *= 1.0 - static_cast<double>(entries.shares[i]);
        }
    }
    double lost = 0.0;
    const radio::Reach::Entries own = finished.reached.reach.of(asset, 0);
    for (std::size_t i = 0; i < own.cells.size(); ++i) {
        lost += people[own.cells[i]] * missed[own.cells[i]] * static_cast<double>(own.shares[i]);
    }
    return lost;
}

std::vector<NamedPeople> by_municipality(const FinishedStudy& finished,
                                         const std::vector<double>& people, std::uint32_t asset) {
    std::map<std::uint32_t, double> sums;
    const radio::Reach::Entries own = finished.reached.reach.of(asset, 0);
    for (std::size_t i = 0; i < own.cells.size(); ++i) {
        const double reached = people[own.cells[i]] * static_cast<double>(own.shares[i]);
        for (const domain::MunicipalityPart& part :
             finished.covered.grid.parts_of(finished.reached.cells[own.cells[i]])) {
            sums[part.municipality] += reached * part.weight;
        }
    }
    std::vector<NamedPeople> list;
    for (const auto& [municipality, reached] : sums) {
        if (reached >= 0.5) {
            list.push_back({finished.inputs.municipalities[municipality].name, reached});
        }
    }
    std::stable_sort(list.begin(), list.end(), [](const NamedPeople& a, const NamedPeople& b) {
        return a.people > b.people;
    });
    return list;
}

/// The asset that serves all that this one serves, at least as well each, and reaches most people.
std::optional<NamedPeople> dominating(const FinishedStudy& finished,
                                      const siting::CarrierPlan& plan,
                                      const std::vector<double>& people, std::uint32_t asset,
                                      double alone) {
    std::vector<float> share(people.size(), 0.0F);
    std::size_t wanted = 0;
    const radio::Reach::Entries own = finished.reached.reach.of(asset, 0);
    for (std::size_t i = 0; i < own.cells.size(); ++i) {
        if (people[own.cells[i]] > 0.0) {
            share[own.cells[i]] = own.shares[i];
            ++wanted;
        }
    }
    for (const siting::CandidateValue& other : plan.values) { // most people first
        if (other.newly_covered <= alone) {
            break;
        }
        const radio::Reach::Entries theirs = finished.reached.reach.of(other.asset, 0);
        std::size_t held = 0;
        for (std::size_t i = 0; i < theirs.cells.size(); ++i) {
            const float mine = share[theirs.cells[i]];
            held += mine > 0.0F && theirs.shares[i] >= mine ? 1U : 0U;
        }
        if (held == wanted) {
            return NamedPeople{finished.inputs.assets[other.asset].name, other.newly_covered};
        }
    }
    return std::nullopt;
}

/// Criteria, score and firmness of the rank.
void add_scores(const FinishedStudy& finished, const siting::CarrierPlan& plan,
                const PlanScores& scores, std::uint32_t asset, CarrierCard& card) {
    std::vector<std::size_t> field; // positions among the plan's values
    std::optional<std::size_t> position;
    for (std::size_t i = 0; i < plan.values.size(); ++i) {
        if (plan.values[i].newly_covered > 0.0) {
            field.push_back(i);
        }
        if (plan.values[i].asset == asset) {
            position = i;
        }
    }
    if (!position || field.empty()) {
        return;
    }
    card.field = field.size();
    const siting::CandidateCriteria& own = scores.criteria.candidates[*position];
    for (const std::uint32_t place : own.places) {
        card.places.emplace_back(finished.inputs.places[place].kind,
                                 finished.inputs.places[place].name);
    }
    for (const std::uint32_t gap : own.gaps_closed) {
        card.gaps_closed.push_back(finished.gapped.gaps[gap].id);
    }
    for (const siting::Criterion criterion : siting::all_criteria()) {
        const auto c = static_cast<std::size_t>(criterion);
        CriterionFigure figure;
        figure.criterion = criterion;
        figure.figure = own.measures[c];
        if (figure.figure) {
            std::vector<double> figures;
            figure.rank = 1;
            const auto worth = [&](std::size_t i) {
                return scores.scores.references[c].worst < scores.scores.references[c].best
                           ? scores.criteria.candidates[i].measures[c]->low
                           : -scores.criteria.candidates[i].measures[c]->high;
            };
            for (const std::size_t i : field) {
                figures.push_back(scores.criteria.candidates[i].measures[c]->low);
                figure.rank += worth(i) > worth(*position) ? 1U : 0U;
            }
            const auto middle = figures.begin() + static_cast<std::ptrdiff_t>(figures.size() / 2);
            std::nth_element(figures.begin(), middle, figures.end());
            figure.median = *middle;
        }
        card.criteria.push_back(figure);
    }
    card.score = scores.scores.candidates[*position].score;
    card.score_rank = scores.scores.candidates[*position].rank;
    if (!scores.stability.empty()) {
        card.stability = scores.stability[*position];
    }
    for (const ReachAlternative& alternative : finished.chosen.alternatives) {
        if (alternative.carrier == plan.carrier && alternative.tells()) {
            card.alternatives.push_back(alternative);
        }
    }
    const std::vector<double> people = left_out(finished, plan.carrier);
    card.municipalities = by_municipality(finished, people, asset);
    if (card.rank > 0) {
        card.lost = lost_without(finished, plan, asset);
        const siting::PlanSite& site = plan.sites[card.rank - 1];
        if (!site.alternates.empty()) {
            const siting::PlanAlternate& next =
                *std::min_element(site.alternates.begin(), site.alternates.end(),
                                  [](const auto& a, const auto& b) { return a.loss < b.loss; });
            card.replacement = NamedPeople{finished.inputs.assets[next.asset].name, next.loss};
        }
    } else if (card.alone > 0.0) {
        card.at_most_with = bound_with(plan, asset);
        card.plan_sites = plan.sites.size();
        card.plan_people = plan.sites.empty() ? 0.0 : plan.sites.back().cumulative;
        card.dominated_by = dominating(finished, plan, people, asset, card.alone);
    }
}

Text doubt_of(const ScoreSettings& settings) {
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

std::vector<Text> quality_of(const domain::Asset& asset) {
    std::vector<Text> notes;
    if (asset.height_is_assumed()) {
        notes.push_back({fmt::format("高さは台帳になく、{}の標準値{:g}mを仮定しました。",
                                     domain::label_of(asset.kind).ja, asset.height().value()),
                         fmt::format("height not in the ledger: {:g} m assumed for a {}.",
                                     asset.height().value(), domain::label_of(asset.kind).en)});
    } else if (!asset.height_m) {
        notes.push_back({fmt::format("高さは階数（{}階）から{:g}mとしました。", *asset.floors,
                                     asset.height().value()),
                         fmt::format("height taken from {} floors: {:g} m.", *asset.floors,
                                     asset.height().value())});
    }
    if (!asset.power) {
        notes.push_back(
            {"電源の有無は台帳にありません。", "the ledger does not say whether there is power."});
    }
    if (!asset.fibre) {
        notes.push_back({"光回線の有無は台帳にありません。",
                         "the ledger does not say whether there is fibre."});
    }
    if (asset.precision != domain::PlacePrecision::Ledger) {
        const Text how = domain::label_of(asset.precision);
        notes.push_back(
            {"位置は住所から決めました（" + how.ja + "）。現地の位置を確かめてください。",
             "placed by its address (" + how.en + "): check where it really stands."});
    }
    if (!asset.department.empty() || !asset.contact.empty()) {
        const std::string who = std::string(asset.department) +
                                (asset.department.empty() || asset.contact.empty() ? "" : "  ") +
                                std::string(asset.contact);
        notes.push_back({"問合せ先: " + who, "contact: " + who});
    }
    notes.push_back({fmt::format("出典: {} {}行目", asset.source, asset.row),
                     fmt::format("source: {} row {}", asset.source, asset.row)});
    return notes;
}

std::string people(double number, Language language) {
    return with_thousands(std::round(number)) + (language == Language::Japanese ? "人" : " people");
}

/// The places asked for that the asset reaches into, by their number in the carrier's list; others
/// by their place.
void gap_lines(const CarrierCard& carrier, Language language,
               const std::function<void(const std::string&)>& line) {
    constexpr std::size_t kShown = 5;
    const bool ja = language == Language::Japanese;
    for (std::size_t i = 0; i < std::min(kShown, carrier.gaps.size()); ++i) {
        const GapReached& gap = carrier.gaps[i];
        const std::string place =
            gap.nearest_place.empty()
                ? gap.municipality
                : gap.municipality + " " + (ja ? gap.nearest_place + "付近" : gap.nearest_place);
        if (gap.number > 0) {
            line(ja ? fmt::format("  要望箇所 No.{} {}（{}）にかかります。", gap.number, place,
                                  people(gap.population, language))
                    : fmt::format("  Reaches into no. {} of the places asked for, {} ({}).",
                                  gap.number, place, people(gap.population, language)));
        } else {
            line(ja ? fmt::format("  未整備箇所 {}（{}、要望箇所の一覧の外）にかかります。", place,
                                  people(gap.population, language))
                    : fmt::format("  Reaches into the gap at {} ({}; not in the list of places "
                                  "asked for).",
                                  place, people(gap.population, language)));
        }
    }
    if (carrier.gaps.size() > kShown) {
        line(
            ja ? fmt::format("  ほか{}か所の未整備箇所にかかります。", carrier.gaps.size() - kShown)
               : fmt::format("  And into {} more gaps.", carrier.gaps.size() - kShown));
    }
}

std::string figure_text(double number, siting::Criterion criterion, Language language) {
    const bool length =
        criterion == siting::Criterion::Road || criterion == siting::Criterion::EmergencyRoad;
    const bool part = criterion == siting::Criterion::Safety;
    return (length || part ? fixed(number, 1) : with_thousands(std::round(number))) +
           siting::unit_of(criterion).in(language);
}

std::string range_text(const siting::Range& range, siting::Criterion criterion, Language language) {
    const std::string low = figure_text(range.low, criterion, language);
    const std::string high = figure_text(range.high, criterion, language);
    return low == high ? low : low + (language == Language::Japanese ? "から" : " to ") + high;
}

Text meaning_of(siting::Criterion criterion) {
    switch (criterion) {
    case siting::Criterion::Cost:
        return {"1が安く5が高い、", "1 cheap, 5 dear; "};
    case siting::Criterion::Procedures:
        return {"0は手続なし、", "0 none; "};
    case siting::Criterion::Safety:
        return {"1が安全、", "1 safe; "};
    default:
        return {};
    }
}

using Line = std::function<void(const std::string&)>;

void who_lines(const CarrierCard& carrier, Language language, const Line& line) {
    constexpr std::size_t kShown = 5;
    const bool ja = language == Language::Japanese;
    if (!carrier.municipalities.empty()) {
        std::string list;
        for (std::size_t i = 0; i < std::min(kShown, carrier.municipalities.size()); ++i) {
            list += (i == 0 ? "" : (ja ? "、" : ", ")) + carrier.municipalities[i].name + " " +
                    people(carrier.municipalities[i].people, language);
        }
        line((ja ? "  届く人の住むところ: " : "  They live in: ") + list + (ja ? "。" : "."));
    }
    if (!carrier.places.empty()) {
        std::string list;
        for (std::size_t i = 0; i < std::min(kShown, carrier.places.size()); ++i) {
            const auto& [kind, name] = carrier.places[i];
            const std::string label = place_label(kind).in(language);
            list += (i == 0 ? "" : (ja ? "、" : ", "));
            list += name.empty() ? label : name + (ja ? "（" : " (") + label + (ja ? "）" : ")");
        }
        if (carrier.places.size() > kShown) {
            list += fmt::format(fmt::runtime(ja ? "ほか{}か所" : " and {} more"),
                                carrier.places.size() - kShown);
        }
        line((ja ? "  新たに届く施設: " : "  Places newly served: ") + list + (ja ? "。" : "."));
    }
}

/// What the proof says of plans that hold an asset which was not chosen.
void bound_line(const CarrierCard& carrier, Language language, const Line& line) {
    if (!carrier.at_most_with || carrier.plan_sites == 0) {
        return;
    }
    const bool ja = language == Language::Japanese;
    const double most = std::ceil(*carrier.at_most_with);
    if (most < carrier.plan_people) {
        line(ja ? fmt::format("  この資産を入れた{}か所の計画は、どう選んでも{}を超えません"
                              "（いまの計画は{}）。",
                              carrier.plan_sites, people(most, language),
                              people(carrier.plan_people, language))
                : fmt::format("  No plan of {} sites that includes it can reach more than {} (the "
                              "present plan: {}).",
                              carrier.plan_sites, people(most, language),
                              people(carrier.plan_people, language)));
        return;
    }
    line(ja ? fmt::format("  この資産を入れても{}か所の計画で届くのは多くて{}で、いまの計画（{}）"
                          "に並ぶ組合せがないとまでは言えません。",
                          carrier.plan_sites, people(most, language),
                          people(carrier.plan_people, language))
            : fmt::format("  A plan of {} sites that includes it reaches {} at most; that none "
                          "equals the present plan ({}) is not proved.",
                          carrier.plan_sites, people(most, language),
                          people(carrier.plan_people, language)));
}

void plan_lines(const CarrierCard& carrier, Language language, const Line& line) {
    const bool ja = language == Language::Japanese;
    bound_line(carrier, language, line);
    if (carrier.rank > 0) {
        line(ja ? fmt::format("  計画から外れると、計画全体で届く人が{}減ります。",
                              people(carrier.lost, language))
                : fmt::format("  Without it the whole plan reaches {} fewer.",
                              people(carrier.lost, language)));
        if (carrier.replacement) {
            line(ja ? fmt::format("  使えないときの代わりは{}で、計画全体で届く人の減りは{}です。",
                                  carrier.replacement->name,
                                  people(carrier.replacement->people, language))
                    : fmt::format("  Best replacement: {}; the whole plan then reaches {} fewer.",
                                  carrier.replacement->name,
                                  people(carrier.replacement->people, language)));
        }
    } else if (carrier.dominated_by) {
        line(ja ? fmt::format("  この資産が届くところには、{}からも同じかそれ以上に届きます"
                              "（単独で{}）。",
                              carrier.dominated_by->name,
                              people(carrier.dominated_by->people, language))
                : fmt::format("  {} serves all that this asset serves, at least as well ({} by "
                              "itself).",
                              carrier.dominated_by->name,
                              people(carrier.dominated_by->people, language)));
    }
}

void criteria_lines(const CarrierCard& carrier, Language language, const Line& line) {
    if (carrier.criteria.empty()) {
        return;
    }
    const bool ja = language == Language::Japanese;
    line(ja ? fmt::format("  項目ごとの値（だれかに新たに届く資産{}件の中央値と、その中の順位）:",
                          with_thousands(static_cast<double>(carrier.field)))
            : fmt::format("  By criterion (median of the {} assets that newly reach anybody, and "
                          "the rank among them):",
                          with_thousands(static_cast<double>(carrier.field))));
    std::string unknown;
    for (const CriterionFigure& figure : carrier.criteria) {
        const std::string label = siting::label_of(figure.criterion).in(language);
        if (!figure.figure) {
            unknown += (unknown.empty() ? "" : (ja ? "、" : ", ")) + label;
            continue;
        }
        const std::string meaning = meaning_of(figure.criterion).in(language);
        const std::string own = range_text(*figure.figure, figure.criterion, language);
        const std::string median = figure_text(figure.median, figure.criterion, language);
        // Nobody asks for the rank of those that have none of it.
        const bool none = meaning.empty() && figure.figure->high <= 0.0;
        const std::string rank =
            none ? "" : fmt::format(fmt::runtime(ja ? "、{}番目" : ", rank {}"), figure.rank);
        line(ja ? fmt::format("    {} {}（{}中央値 {}{}）", label, own, meaning, median, rank)
                : fmt::format("    {}: {} ({}median {}{})", label, own, meaning, median, rank));
    }
    if (!unknown.empty()) {
        line((ja ? "    資料がなく分からないもの: " : "    Not known, for want of data: ") +
             unknown);
    }
}

/// "behind the hundredth" where ranks are not told apart.
std::string rank_text(std::uint32_t rank, Language language) {
    const bool ja = language == Language::Japanese;
    if (rank > siting::kRanksTold) {
        return ja ? fmt::format("{}番目より後", siting::kRanksTold)
                  : fmt::format("behind {}", siting::kRanksTold);
    }
    return ja ? fmt::format("{}番目", rank) : fmt::format("{}", rank);
}

void stability_lines(const CarrierCard& carrier, Language language, const Line& line) {
    const bool ja = language == Language::Japanese;
    const siting::RankStability& stability = *carrier.stability;
    const std::string draws = with_thousands(static_cast<double>(siting::kDraws));
    if (carrier.score_rank > siting::kRanksTold) {
        return;
    }
    const double share = std::floor(100.0 * stability.share_at_rank_or_better);
    const std::string low = rank_text(stability.low, language);
    const std::string high = rank_text(stability.high, language);
    line(ja ? fmt::format(
                  "  項目の重みを半分から2倍まで{}通りに変えてみると、{:.0f} %の場合に{}{}、"
                  "10回に9回は{}、最も低いときで{}です。",
                  draws, share, rank_text(static_cast<std::uint32_t>(carrier.score_rank), language),
                  carrier.score_rank > 1 ? "以内" : "", low == high ? low : low + "から" + high,
                  rank_text(stability.worst, language))
            : fmt::format(
                  "  With the weights halved to doubled in {} ways it is {}{} in {:.0f} % of "
                  "cases, {} in nine of ten, {} at the lowest.",
                  draws, rank_text(static_cast<std::uint32_t>(carrier.score_rank), language),
                  carrier.score_rank > 1 ? " or better" : "", share,
                  low == high ? low : low + " to " + high, rank_text(stability.worst, language)));
    if (stability.weight_change) {
        const std::string label = siting::label_of(*stability.weight_changed).in(language);
        const double percent = 100.0 * *stability.weight_change;
        line(
            ja ? fmt::format("  「{}」の重みを、重み全体の{:.2g} %だけ{}と、順位が一つ下がります。",
                             label, percent, stability.weight_rises ? "増やす" : "減らす")
               : fmt::format("  It falls by a rank where the weight of \"{}\" {} by {:.2g} % of "
                             "all weight.",
                             label, stability.weight_rises ? "rises" : "falls", percent));
    }
}

/// An id of a way to predict reach as people call it; others as they are.
std::string prediction_text(const std::string& id, Language language) {
    if (id == "p526") {
        return "ITU-R P.526";
    }
    if (id == "p1812") {
        return "ITU-R P.1812";
    }
    if (id == "los") {
        return language == Language::Japanese ? "見通し" : "line of sight";
    }
    return id;
}

void score_lines(const CarrierCard& carrier, Language language, const Line& line) {
    if (carrier.score_rank == 0) {
        return;
    }
    const bool ja = language == Language::Japanese;
    const std::string compared = with_thousands(static_cast<double>(carrier.compared));
    if (carrier.score) {
        const std::string low = fixed(carrier.score->low, 2);
        const std::string high = fixed(carrier.score->high, 2);
        const std::string open = low == high ? ""
                                             : (ja ? "（分からない項目しだいで" + high + "まで）"
                                                   : " (up to " + high + " by what is not known)");
        line(ja ? fmt::format("  総合点は1点満点で{}{}、使える資産{}件中{}番目です。", low, open,
                              compared, carrier.score_rank)
                : fmt::format("  Its score is {} of 1{}, rank {} of {} usable assets.", low, open,
                              carrier.score_rank, compared));
    } else {
        line(ja ? fmt::format("  重んじる順に比べると、使える資産{}件中{}番目です。", compared,
                              carrier.score_rank)
                : fmt::format("  By the order of criteria it is {} of {} usable assets.",
                              carrier.score_rank, compared));
    }
    if (carrier.stability) {
        stability_lines(carrier, language, line);
    }
    line(ja ? "  総合点は資産一つずつの点です。計画は、届く人の重なりを除いて組で選んでいます。"
            : "  The score is of single assets; the plan is chosen as a set, counting nobody "
              "twice.");
    for (const ReachAlternative& alternative : carrier.alternatives) {
        const std::string way = prediction_text(alternative.alternative, language);
        if (alternative.changed == 0) {
            line(
                ja ? fmt::format("  電波の計算方法を{}に変えても、届く人の多い上位{}件に"
                                 "入れ替わりは見つかりません。",
                                 way, alternative.first)
                   : fmt::format("  With the reach predicted by {}, none of the first {} by people "
                                 "is seen to change.",
                                 way, alternative.first));
            continue;
        }
        line(ja ? fmt::format("  電波の計算方法を{}に変えると、届く人の多い上位{}件のうち"
                              "少なくとも{}件が入れ替わります。",
                              way, alternative.first, alternative.changed)
                : fmt::format("  With the reach predicted by {}, at least {} of the first {} by "
                              "people change.",
                              way, alternative.changed, alternative.first));
    }
}

} // namespace

AssetCard explain(const std::filesystem::path& study, const std::filesystem::path& output,
                  const std::string& asset_id, Progress& progress) {
    const FinishedStudy finished = open_finished(study, output, progress);
    const std::uint32_t index = find_asset(finished.inputs, asset_id);
    const siting::Candidate& candidate = finished.chosen.candidates[index];
    AssetCard card;
    card.study_title = finished.study.title;
    card.synthetic = finished.study.synthetic;
    card.asset = finished.inputs.assets[index];
    const domain::Municipality* municipality =
        municipality_of(finished.inputs, card.asset.municipality);
    card.municipality = municipality != nullptr ? municipality->name : "";
    card.usable = candidate.usable;
    card.reason = candidate.reason;
    card.restrictions = {restriction_text(candidate, Language::Japanese),
                         restriction_text(candidate, Language::English)};
    const std::vector<std::string>& must_not = finished.study.siting.must_not;
    card.kept_out = std::find(must_not.begin(), must_not.end(), card.asset.id) != must_not.end();
    card.data_quality = quality_of(card.asset);
    const Results results{finished.study,  finished.inputs,  finished.covered, finished.compared,
                          finished.gapped, finished.reached, finished.chosen};
    const radio::BandPreset& preset = finished.reached.reach.presets.front();
    card.reach = {radio_sentence(results),
                  fmt::format("Reach: {} ({:g} GHz), {}, {}; served from {:g} dBm outdoors.",
                              preset.label.en, preset.frequency.value() / 1e9,
                              reach_model_text(finished.study, preset).en,
                              reach_ground_text(results, preset).en, preset.threshold.value())};
    card.weights_doubt = doubt_of(finished.study.siting.scores);
    const std::vector<PlanScores> scores =
        card.usable ? score_plans(results) : std::vector<PlanScores>();
    for (std::size_t p = 0; p < finished.chosen.plans.size(); ++p) {
        const siting::CarrierPlan& plan = finished.chosen.plans[p];
        card.carriers.push_back(carrier_card(finished, plan, index));
        if (card.usable) {
            add_scores(finished, plan, scores[p], index, card.carriers.back());
        }
    }
    return card;
}

std::string to_sentences(const AssetCard& card, Language language) {
    const bool ja = language == Language::Japanese;
    std::string text;
    const auto line = [&text](const std::string& sentence) { text += sentence + "\n"; };
    if (card.synthetic) {
        line(ja ? "【模擬データ】" : "[SYNTHETIC DATA]");
    }
    line(fmt::format("{}  {}", card.asset.id, card.asset.name));
    std::string where;
    for (const std::string& part :
         {card.municipality, std::string(card.asset.address),
          domain::label_of(card.asset.kind).in(language),
          fmt::format("{:g} m", card.asset.height().value()), std::string(card.asset.owner)}) {
        where += part.empty() ? "" : "  " + part;
    }
    line(where);
    if (!card.usable) {
        line((ja ? "  使えません: " : "  Not usable: ") + card.reason.in(language));
        line(ja ? "  そのため、届く人も計画も計算していません。"
                : "  So neither its reach nor a place in the plan was computed.");
    }
    if (!card.restrictions.in(language).empty()) {
        line((ja ? "  手続: " : "  Procedures: ") + card.restrictions.in(language));
    }
    for (const CarrierCard& carrier : card.carriers) {
        if (!card.usable) {
            break; // nothing was predicted for what may not be used
        }
        line("");
        line(ja ? "■ " + carrier.carrier : "# " + carrier.carrier);
        if (carrier.order_alone == 0) {
            line(ja ? "  この資産から新たに5Gが届く居住者はいません。"
                    : "  Nobody would newly get 5G from here.");
            continue;
        }
        line(ja ? fmt::format("  "
                              "単独で{}に新たに5Gが届く見込みです（使える資産{}件中{}"
                              "番目、エリア外{}のうち）。",
                              people(carrier.alone, language), carrier.compared,
                              carrier.order_alone, people(carrier.uncovered, language))
                : fmt::format("  By itself it would newly reach {} ({} of {} usable assets; {} are "
                              "left out).",
                              people(carrier.alone, language), carrier.order_alone,
                              carrier.compared, people(carrier.uncovered, language)));
        if (carrier.rank > 0) {
            line(ja ? fmt::format(
                          "  計画の{}番目です。先に選んだ資産のあとでも{}が新たに加わります。",
                          carrier.rank, people(carrier.gain, language))
                    : fmt::format(
                          "  Number {} of the plan: after those before it, it still adds {}.",
                          carrier.rank, people(carrier.gain, language)));
        } else if (card.kept_out) {
            line(ja ? "  計画には入っていません: study.toml の must_not に書かれています。"
                    : "  Not in the plan: study.toml names it under must_not.");
        } else if (carrier.reached_by.empty()) {
            line(ja ? "  計画には入っていません: 選んだ資産のほうが、より多くの人に届きます。"
                    : "  Not in the plan: the chosen assets reach more people.");
        } else {
            std::string by;
            for (std::size_t i = 0; i < std::min<std::size_t>(3, carrier.reached_by.size()); ++i) {
                by += fmt::format("{}{}{}{}{}{:.0f} %", i == 0 ? "" : (ja ? "、" : ", "),
                                  carrier.reached_by[i].first, ja ? " " : ": ",
                                  people(carrier.reached_by[i].second, language), ja ? "・" : ", ",
                                  100.0 * carrier.reached_by[i].second / carrier.alone);
            }
            line(ja ? fmt::format("  計画には入っていません: "
                                  "届く人の多くに、選んだ資産がすでに届きます（{}）。",
                                  by)
                    : fmt::format(
                          "  Not in the plan: chosen assets already reach many of its people ({}).",
                          by));
        }
        plan_lines(carrier, language, line);
        who_lines(carrier, language, line);
        gap_lines(carrier, language, line);
        criteria_lines(carrier, language, line);
        score_lines(carrier, language, line);
    }
    line("");
    if (card.usable && !card.weights_doubt.in(language).empty()) {
        line("  " + card.weights_doubt.in(language));
    }
    for (const Text& note : card.data_quality) {
        line("  " + note.in(language));
    }
    if (card.usable) {
        line("  " + card.reach.in(language));
    }
    return text;
}

} // namespace todoku::study
