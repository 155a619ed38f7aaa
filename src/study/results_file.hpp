// results.gpkg: the results as layers for QGIS.
#pragma once

#include "study/result_tables.hpp"

#include <filesystem>
#include <span>

namespace todoku::study {

/// The cell as a polygon.
geo::MultiPolygon cell_rectangle(domain::MeshCell cell);

/// Layers cells, cell_parts, coverage, gaps, candidates, plan, plan_cells, evidence,
/// municipalities, about.
void write_results_file(const Results& results, const ResultTable& gaps,
                        const ResultTable& candidates, const ResultTable& plan,
                        std::span<const ResultTable> evidence, const std::filesystem::path& file,
                        Progress& progress);

} // namespace todoku::study
