// Mesh cells as few large paths: one per class, rows of neighbouring cells merged, classes painted
// nested, so that no hairlines show between cells.
#pragma once

#include "report/map_frame.hpp"
#include "report/map_sheet.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::report::sheet {

/// Neighbouring cells of one row: columns [first, last).
struct CellRun {
    domain::MeshLevel level = domain::MeshLevel::M250;
    std::int32_t row = 0;
    std::int32_t first = 0;
    std::int32_t last = 0;
    friend bool operator==(const CellRun&, const CellRun&) = default;
};

/// The cells in the order of the mesh, each once; of cells given twice the more urgent class stays.
std::vector<MapCell> in_mesh_order(std::span<const MapCell> cells);

/// Runs of the cells with `shows` of at least `least` in CellClass' order, `UncoveredEmpty` never
/// among them.
/// @param cells as from in_mesh_order
std::vector<CellRun> merge_runs(std::span<const MapCell> cells, CellClass least);

/// The runs that touch the frame as closed outlines on the page, each `grown` points larger on
/// every side. Edges follow the parallels: a vertex stands at every eighth column, the same one in
/// neighbouring rows.
std::vector<Path> trace_runs(std::span<const CellRun> runs, const MapFrame& frame, double grown);

/// The edges on the page between the given cells and the others.
std::vector<Path> trace_rim(std::span<const domain::MeshCell> cells, const MapFrame& frame);

} // namespace todoku::report::sheet
