// The result tables, built once and written both as CSV (tables/) and as layers of results.gpkg.
#pragma once

#include "io/vector_file.hpp"
#include "study/inputs.hpp"
#include "study/step_results.hpp"

#include <filesystem>
#include <utility>
#include <vector>

namespace todoku::study {

/// Rows with typed columns and, for layers, a shape each.
struct ResultTable {
    io::LayerSchema schema;
    std::vector<std::pair<geo::Geometry, std::vector<io::Value>>> rows;

    void add(geo::Geometry geometry, std::vector<io::Value> values) {
        rows.emplace_back(std::move(geometry), std::move(values));
    }
};

/// Everything the tables are made from.
struct Results {
    const StudyFile& study;
    const Inputs& inputs;
    const Covered& covered;
    const Compared& compared;
    const Gapped& gapped;
    const Reached& reached;
    const Chosen& chosen;
};

/// One row a gap area and carrier, numbered by falling people within the carrier.
ResultTable gaps_table(const Results& results);
/// One row an asset and carrier: usable or why not, and what it would bring by itself.
ResultTable candidates_table(const Results& results);
/// One row a chosen site and carrier.
ResultTable plan_table(const Results& results);

/// One row a carrier and another way to predict reach.
ResultTable reach_sensitivity_table(const Results& results);

/// CSV, UTF-8 without BOM, LF, shapes left out, numbers as `table_text` rounds them. A synthetic
/// study gets a last column `synthetic` that says 模擬データ.
void write_csv(const ResultTable& table, bool synthetic, const std::filesystem::path& file);

/// The municipality's row of a code; nothing for places outside all.
const domain::Municipality* municipality_of(const Inputs& inputs, domain::GovernmentCode code);

/// 許可が必要: 自然公園 第1種特別地域（自然公園法）; joined by "、"; empty for none.
std::string restriction_text(const siting::Candidate& candidate, Language language);

} // namespace todoku::study
