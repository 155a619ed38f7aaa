#include "report/map_cells.hpp"

#include <set>
#include <tuple>

namespace todoku::report::sheet {

namespace {

constexpr std::int32_t kVertexColumns = 8;

auto mesh_key(const MapCell& cell) {
    return std::tuple(cell.cell.level(), cell.cell.row(), cell.cell.column());
}

// Columns at which an edge gets a vertex: its ends and the multiples of kVertexColumns between.
template <class Visit>
void vertex_columns(std::int32_t first, std::int32_t last, Visit visit) {
    visit(first);
    for (std::int32_t column = (first / kVertexColumns + 1) * kVertexColumns; column < last;
         column += kVertexColumns) {
        visit(column);
    }
    visit(last);
}

} // namespace

std::vector<MapCell> in_mesh_order(std::span<const MapCell> cells) {
    std::vector<MapCell> sorted(cells.begin(), cells.end());
    std::ranges::sort(sorted, [](const MapCell& a, const MapCell& b) {
        const auto ka = mesh_key(a);
        const auto kb = mesh_key(b);
        return ka != kb ? ka < kb : a.shows > b.shows;
    });
    const auto repeated = std::ranges::unique(sorted, {}, mesh_key);
    sorted.erase(repeated.begin(), repeated.end());
    return sorted;
}

std::vector<CellRun> merge_runs(std::span<const MapCell> cells, CellClass least) {
    std::vector<CellRun> runs;
    for (const MapCell& cell : cells) {
        if (cell.shows < least || cell.shows == CellClass::UncoveredEmpty) {
            continue;
        }
        if (!runs.empty() && runs.back().level == cell.cell.level() &&
            runs.back().row == cell.cell.row() && runs.back().last == cell.cell.column()) {
            ++runs.back().last;
        } else {
            runs.push_back(
                {cell.cell.level(), cell.cell.row(), cell.cell.column(), cell.cell.column() + 1});
        }
    }
    return runs;
}

std::vector<Path> trace_runs(std::span<const CellRun> runs, const MapFrame& frame, double grown) {
    std::vector<Path> outlines;
    outlines.reserve(runs.size());
    for (const CellRun& run : runs) {
        const domain::MeshPitch pitch = domain::pitch(run.level);
        const double south = run.row / pitch.rows_per_degree();
        const double north = (run.row + 1) / pitch.rows_per_degree();
        const auto columns_per_degree = static_cast<double>(pitch.columns_per_degree);
        if (!frame.ground().touches(
                {south, run.first / columns_per_degree, north, run.last / columns_per_degree})) {
            continue;
        }
        Path upper;
        Path lower;
        vertex_columns(run.first, run.last, [&](std::int32_t column) {
            const double lng = column / columns_per_degree;
            Point top = frame.to_page(geo::LatLng::from_degrees(north, lng));
            Point bottom = frame.to_page(geo::LatLng::from_degrees(south, lng));
            const double out = column == run.first ? -grown : column == run.last ? grown : 0.0;
            upper.push_back({top.x + out, top.y - grown});
            lower.push_back({bottom.x + out, bottom.y + grown});
        });
        upper.insert(upper.end(), lower.rbegin(), lower.rend());
        outlines.push_back(std::move(upper));
    }
    return outlines;
}

std::vector<Path> trace_rim(std::span<const domain::MeshCell> cells, const MapFrame& frame) {
    std::set<std::tuple<domain::MeshLevel, std::int32_t, std::int32_t>> known;
    for (const domain::MeshCell& cell : cells) {
        known.emplace(cell.level(), cell.row(), cell.column());
    }
    std::vector<Path> edges;
    for (const auto& [level, row, column] : known) {
        const domain::MeshPitch pitch = domain::pitch(level);
        const auto at = [&](std::int32_t r, std::int32_t c) {
            return frame.to_page(geo::LatLng::from_degrees(
                r / pitch.rows_per_degree(), c / static_cast<double>(pitch.columns_per_degree)));
        };
        const auto edge = [&](std::int32_t beside_row, std::int32_t beside_column, Point a,
                              Point b) {
            if (!known.contains({level, beside_row, beside_column})) {
                edges.push_back({a, b});
            }
        };
        const Point sw = at(row, column);
        const Point se = at(row, column + 1);
        const Point nw = at(row + 1, column);
        const Point ne = at(row + 1, column + 1);
        edge(row - 1, column, sw, se);
        edge(row + 1, column, nw, ne);
        edge(row, column - 1, sw, nw);
        edge(row, column + 1, se, ne);
    }
    return edges;
}

} // namespace todoku::report::sheet
