#include "study/open_data_coverage.hpp"

#include "report/figures.hpp"
#include "study/open_data_columns.hpp"
#include "study/pipeline.hpp"
#include "study/suppression.hpp"
#include "study/table_values.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace todoku::study {

using io::FieldType;
using io::Value;
using open_data::column;
using open_data::kSynthetic;
using open_data::people;
using open_data::place_columns;
using open_data::suppressed_column;
using open_data::synthetic_column;
using open_data::text;
using report::OpenColumn;

OpenCoverage::OpenCoverage(const Results& results, const OpenTables& tables) {
    const std::string rule = population_rule(results.study.rules).name();
    for (const overlay::CoverageRow& row : results.covered.statistics) {
        const bool combined =
            std::ranges::find(results.covered.coverage.carriers, row.layer.carrier) ==
            results.covered.coverage.carriers.end();
        const bool open = combined ? tables.combined : tables.carriers.contains(row.layer.carrier);
        if (open && row.rule == rule &&
            (row.kind == overlay::kMunicipality || row.kind == overlay::kPrefecture)) {
            rows_.push_back(&row);
        }
    }
}

void OpenCoverage::hide(double least) {
    std::set<int> prefectures;
    for (const overlay::CoverageRow* row : rows_) {
        prefectures.insert(row->municipality.prefecture());
    }
    for (const int prefecture : prefectures) {
        hide(prefecture, least);
    }
}

bool OpenCoverage::hides(const overlay::CoverageRow& row) const {
    return row.kind == overlay::kPrefecture
               ? totals_.contains({row.municipality, row.layer.technology})
               : municipalities_.contains(row.municipality);
}

void OpenCoverage::hide(int prefecture, double least) {
    std::map<domain::GovernmentCode, std::size_t> position;
    std::vector<domain::GovernmentCode> codes;
    std::vector<double> people;
    for (const overlay::CoverageRow* row : rows_) {
        if (row->municipality.prefecture() == prefecture && row->kind == overlay::kMunicipality &&
            position.emplace(row->municipality, codes.size()).second) {
            codes.push_back(row->municipality);
            people.push_back(row->population.all);
        }
    }
    std::map<std::pair<std::string, std::string>, std::size_t> layer_of;
    std::vector<LayerCounts> layers;
    domain::GovernmentCode whole;
    for (const overlay::CoverageRow* row : rows_) {
        if (row->municipality.prefecture() != prefecture) {
            continue;
        }
        const auto [at, fresh] =
            layer_of.emplace(std::pair(row->layer.carrier, row->layer.technology), layers.size());
        if (fresh) {
            layers.push_back(
                {row->layer.technology,
                 std::vector<std::vector<double>>(codes.size(), std::vector<double>(3, 0.0)),
                 std::vector<double>(3, 0.0)});
        }
        const overlay::Tally& tally = row->population;
        const std::vector<double> counts = {tally.covered, tally.uncovered(), tally.unknown};
        if (row->kind == overlay::kPrefecture) {
            layers[at->second].total = counts;
            whole = row->municipality;
        } else {
            layers[at->second].counts[position.at(row->municipality)] = counts;
        }
    }
    const HiddenCounts hidden = hidden_counts(layers, people, least);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (hidden.municipalities[i]) {
            municipalities_.insert(codes[i]);
        }
    }
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (hidden.totals[i]) {
            totals_.insert({whole, layers[i].technology});
        }
    }
}

void fill_coverage(const Results& results, const OpenCoverage& open, OpenTables& tables) {
    report::OpenTable& table = tables.coverage;
    table.name = "coverage_by_municipality";
    table.title = {"市区町村別の携帯電話エリアの人口カバー率",
                   "Population coverage of mobile services by municipality"};
    table.about = {"公表してよい事業者のエリアに住む人口", "people in the coverage of carriers "
                                                           "whose data may be published"};
    table.columns = place_columns();
    const Text whole_people = {"1人単位に四捨五入", "whole people"};
    for (OpenColumn& own : std::vector<OpenColumn>{
             column("rule", FieldType::Text, "数え方", "",
                    {"majority は面積の過半が届くメッシュの人口、area は面積の割合で按分",
                     "majority: cells with most of their area covered; area: shares of it"}),
             column("census", FieldType::Text, "人口", "", {"人口の調査", "census of the people"}),
             column("population", FieldType::Integer, "人口", "人", whole_people),
             column("covered", FieldType::Integer, "エリア内人口", "人", whole_people),
             column("uncovered", FieldType::Integer, "エリア外人口", "人", whole_people),
             column("unknown", FieldType::Integer, "不明人口", "人",
                    {"事業者がエリアかどうかを把握していない土地の人口",
                     "where the carrier does not know"}),
             column("ratio", FieldType::Real, "人口カバー率", "",
                    {"エリア内人口÷人口（0から1、小数3桁）", "covered / population, 0 to 1"}),
             suppressed_column()}) {
        table.columns.push_back(std::move(own));
    }
    if (results.study.synthetic) {
        table.columns.push_back(synthetic_column("synthetic"));
    }
    for (const overlay::CoverageRow* row : open.rows()) {
        const overlay::Tally& tally = row->population;
        const bool hidden = open.hides(*row);
        const auto shown = [&](double count) { return hidden ? Value{} : people(count); };
        const bool nobody = std::isnan(tally.ratio());
        std::vector<Value> values = {
            row->municipality.six_digits(),
            row->name,
            row->layer.carrier,
            row->layer.technology,
            row->rule,
            text(results.inputs.population.census),
            people(tally.all),
            shown(tally.covered),
            shown(tally.uncovered()),
            shown(tally.unknown),
            hidden || nobody ? Value{} : Value{std::round(tally.ratio() * 1000.0) / 1000.0},
            hidden ? Value{"covered;uncovered;unknown;ratio"} : Value{}};
        if (results.study.synthetic) {
            values.emplace_back(kSynthetic);
        }
        table.add({}, std::move(values));
    }
}

} // namespace todoku::study
