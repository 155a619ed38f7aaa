#include "study/annual_contents.hpp"

#include "core/error.hpp"
#include "domain/technology.hpp"
#include "report/figures.hpp"
#include "report/source_lines.hpp"
#include "study/csv_table.hpp"
#include "study/package_contents.hpp"
#include "study/pipeline.hpp"
#include "study/reach_words.hpp"
#include "study/read_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace todoku::study {

namespace {

/// Last year's people by municipality (five digits; the prefecture's code for all) and carrier.
class LastYear {
public:
    LastYear(const StudyFile& study, const std::string& rule) {
        if (study.report.last_year.empty()) {
            return;
        }
        about_ = read_about(study.report.last_year);
        if (about_->prefecture != study.prefecture) {
            throw InputError(
                {fmt::format("[report] last_year の {} は、ほかの都道府県の結果です。",
                             study.report.last_year_shown_as),
                 fmt::format("[report] last_year: {} is a result of another prefecture.",
                             study.report.last_year_shown_as)});
        }
        const CsvTable table =
            CsvTable::from_file(study.report.last_year / "tables" / "coverage_by_municipality.csv");
        const std::size_t code = table.column("municipality_code");
        const std::size_t carrier = table.column("carrier");
        const std::size_t technology = table.column("technology");
        const std::size_t rules = table.column("rule");
        const std::size_t population = table.column("population");
        const std::size_t covered = table.column("covered");
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            if (table.at(row, technology) == domain::kAny5g && table.at(row, rules) == rule) {
                figures_[{table.at(row, code), table.at(row, carrier)}] = {
                    table.needed_number(row, population), table.needed_number(row, covered)};
            }
        }
    }

    [[nodiscard]] const std::optional<RunAbout>& about() const { return about_; }
    [[nodiscard]] std::optional<report::YearFigure> of(const std::string& code,
                                                       const std::string& carrier) const {
        const auto found = figures_.find({code, carrier});
        return found == figures_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] bool has_figures() const { return !figures_.empty(); }

private:
    std::optional<RunAbout> about_;
    std::map<std::pair<std::string, std::string>, report::YearFigure> figures_;
};

/// A figure with separators of thousands; whatever else staff wrote as it is.
std::string people_text(const std::string& cell) {
    const auto number = CsvTable::number_in(cell);
    return number ? report::count_text(*number) : cell;
}

/// A day by its era, as the report's own dates; whatever else staff wrote as it is.
std::string day_text(const std::string& cell) {
    const auto day = date_in(trimmed(cell));
    return day ? era_date(*day) : cell;
}

void count_requests(report::AnnualCarrier& carrier, const RequestRegister& requests) {
    for (const RegisterEntry& entry : requests.entries) {
        if (trimmed(entry.at(register_column::kCarrier)) != carrier.name) {
            continue;
        }
        const std::string now = entry.at(register_column::kNow);
        ++carrier.asked;
        carrier.answered += trimmed(entry.at(register_column::kAnswer)).empty() &&
                                    trimmed(entry.at(register_column::kAnswered)).empty()
                                ? 0U
                                : 1U;
        carrier.came += now == kNowServed ? 1U : 0U;
        carrier.partly += now == kNowPartly ? 1U : 0U;
        carrier.remaining += now == kNowLeftOut ? 1U : 0U;
    }
}

} // namespace

report::AnnualReport annual_contents(const Results& results, const RequestRegister& requests) {
    const StudyFile& study = results.study;
    const std::string rule = population_rule(study.rules).name();
    const LastYear before(study, rule);
    report::AnnualReport content;
    content.prefecture = study.prefecture_ja();
    content.study_title = study.title;
    if (!flat_ground_text(study, results.reached).ja.empty()) {
        content.foot = "届く範囲は地形データなしの予測";
    }
    content.as_of = study.as_of;
    content.synthetic = study.synthetic;
    if (before.about()) {
        content.last_as_of = report::date_words(before.about()->as_of);
        if (const std::size_t end = content.last_as_of.rfind("現在"); end != std::string::npos) {
            content.last_as_of.erase(end);
        }
    }

    std::vector<std::string> names;
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        names.push_back(plan.carrier);
    }
    if (results.covered.coverage.layer(overlay::kAnyCarrier, domain::kAny5g)) {
        names.emplace_back(overlay::kAnyCarrier);
    }
    std::map<std::string, std::size_t> rows;
    const auto figure_of = [&](const overlay::CoverageRow& row) {
        return report::AnnualFigure{{row.population.all, row.population.covered},
                                    row.population.unknown,
                                    before.of(row.code, row.layer.carrier)};
    };
    std::map<std::string, report::AnnualFigure> whole;
    for (const overlay::CoverageRow& row : results.covered.statistics) {
        const auto name = std::ranges::find(names, row.layer.carrier);
        if (row.rule != rule || row.layer.technology != domain::kAny5g || name == names.end()) {
            continue;
        }
        if (row.kind == overlay::kPrefecture) {
            whole[row.layer.carrier] = figure_of(row);
        } else if (row.kind == overlay::kMunicipality) {
            const auto [at, fresh] = rows.try_emplace(row.code, content.municipalities.size());
            if (fresh) {
                content.municipalities.push_back({row.name, row.population.all, {}});
                content.municipalities.back().carriers.resize(names.size());
            }
            content.municipalities[at->second]
                .carriers[static_cast<std::size_t>(name - names.begin())] = figure_of(row);
        }
    }
    for (const std::string& name : names) {
        if (name == overlay::kAnyCarrier) {
            content.any = whole[name];
            continue;
        }
        report::AnnualCarrier carrier;
        carrier.name = name;
        carrier.figure = whole[name];
        for (const overlay::GapArea& gap : results.gapped.gaps) {
            if (gap.carrier == name && gap.technology == domain::kAny5g) {
                ++carrier.gaps;
                carrier.gap_population += gap.population;
            }
        }
        count_requests(carrier, requests);
        content.carriers.push_back(std::move(carrier));
    }
    for (const RegisterEntry& entry : requests.entries) {
        using namespace register_column;
        content.requests.push_back({day_text(entry.at(kAsked)), entry.at(kCarrier),
                                    entry.at(kMunicipality), entry.at(kPlace),
                                    people_text(entry.at(kPeople)), day_text(entry.at(kAnswered)),
                                    entry.at(kAnswer), entry.at(kState), entry.at(kNow)});
    }
    content.notes = {rule_sentence(study, results.inputs.population_method)};
    if (before.about()) {
        if (!before.has_figures()) {
            content.notes.push_back(
                "前回の結果には、今回の数え方による値がないため、前回の値を示していない。");
        }
        if (before.about()->census != study.population.census) {
            content.notes.push_back(fmt::format("人口の資料が前回（{}）と今回（{}）とで異なる。",
                                                before.about()->census, study.population.census));
        }
        if (before.about()->synthetic) {
            content.notes.emplace_back("前回の結果は模擬データによる。");
        }
    }
    content.notes.emplace_back(
        "表示は四捨五入したものであるため、内訳の和と計が一致しないことがある。");
    return content;
}

} // namespace todoku::study
