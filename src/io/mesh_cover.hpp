// Statements about mesh cells as polygons: whole cells by their outlines, parts of cells as strips
// (docs/decisions/0005-parts-of-cells-are-strips.md).
#pragma once

#include "domain/coverage_layer.hpp"
#include "domain/mesh.hpp"
#include "io/mesh_table.hpp"

#include <span>

namespace todoku::io {

/// Adds the polygons of the cells to the layer, each with its strength. A cell that is covered in
/// part has no shape: it becomes one strip along the western side of each column of cells, as many
/// columns as the study's cells and the stated ones divide it into. So every study cell within it
/// has exactly that share, two statements of one cell overlap as the larger of them, and sums come
/// out exactly.
/// @param cells as read_mesh_table() gives them
void add_mesh_cover(std::span<const CellStatement> cells, domain::MeshLevel study_level,
                    domain::CoverageLayer& layer);

} // namespace todoku::io
