#include "overlay/covered_shares.hpp"

#include "core/error.hpp"
#include "overlay/layer_source.hpp"
#include "overlay/mesh_overlay.hpp"

#include <algorithm>
#include <string>

namespace todoku::overlay {

namespace {

// The part of the window that the shapes can reach: cells outside have nothing, and cost nothing.
LatticeWindow reached(const LatticeWindow& window, const LayerSource& source) {
    if (window.empty()) {
        return {window.lattice, window.row, window.column, 0, 0};
    }
    double south = window.row + window.rows;
    double north = window.row - 1.0;
    double west = window.column + window.columns;
    double east = window.column - 1.0;
    for (const SourcePolygon& polygon : source.polygons) {
        south = std::min(south, polygon.south);
        north = std::max(north, polygon.north);
        west = std::min(west, polygon.west);
        east = std::max(east, polygon.east);
    }
    const auto first = [](double value, std::int32_t least) {
        return value <= least ? least : static_cast<std::int32_t>(value);
    };
    const auto last = [](double value, std::int32_t end) { // one behind the last
        return value >= end ? end : static_cast<std::int32_t>(value) + 1;
    };
    LatticeWindow result = window;
    if (south >= window.row + window.rows || north < window.row ||
        west >= window.column + window.columns || east < window.column) {
        result.rows = 0;
        result.columns = 0;
        return result;
    }
    result.row = first(south, window.row);
    result.rows = last(north, window.row + window.rows) - result.row;
    result.column = first(west, window.column);
    result.columns = last(east, window.column + window.columns) - result.column;
    return result;
}

void add_cell(std::vector<ShareRun>& runs, std::int32_t row, std::int32_t column, double share) {
    if (!runs.empty() && runs.back().row == row && runs.back().share == share &&
        runs.back().column + runs.back().cells == column) {
        ++runs.back().cells;
    } else {
        runs.push_back({row, column, 1, share});
    }
}

void add_cells(std::span<const ShareRun> runs, domain::MeshLevel level,
               std::vector<CellShare>& cells) {
    for (const ShareRun& run : runs) {
        for (std::int32_t i = 0; i < run.cells; ++i) {
            cells.push_back({{level, run.row, run.column + i}, run.share});
        }
    }
}

constexpr std::size_t kMostRoom = std::size_t{1} << 20;

} // namespace

void require_few_layers(std::size_t layers) {
    if (layers > kMostLayers) {
        throw UsageError({"一度に重ねられるのは " + std::to_string(kMostLayers) + " 層までです（" +
                              std::to_string(layers) + " 層が指定されました）。",
                          "At most " + std::to_string(kMostLayers) +
                              " layers can be combined at a time; " + std::to_string(layers) +
                              " were given."});
    }
}

void for_each_share_run(const geo::MultiPolygon& shape, const LatticeWindow& window,
                        Threads threads,
                        const std::function<void(std::span<const ShareRun>)>& visit,
                        Overlaps overlaps) {
    const LayerSource::Layer layer{&shape};
    const LayerSource source(std::span(&layer, 1), window.lattice, threads);
    const LatticeWindow inner = reached(window, source);
    if (overlaps == Overlaps::None) {
        scan_cells(source, inner, threads, visit);
        return;
    }
    const Bands bands(inner);
    std::vector<std::vector<ShareRun>> by_band(bands.count());
    overlay_cells(
        source, inner, bands, threads,
        [&](std::size_t band, std::int32_t row, std::int32_t column,
            std::span<const CombinationPart> parts) {
            add_cell(by_band[band], row, column, parts.back().share);
        },
        [&](std::size_t first, std::size_t end) {
            for (std::size_t band = first; band < end; ++band) {
                if (!by_band[band].empty()) {
                    visit(by_band[band]);
                }
                std::vector<ShareRun>().swap(by_band[band]);
            }
        });
}

void for_each_share(const geo::MultiPolygon& shape, const domain::MeshWindow& window,
                    Threads threads, const std::function<void(std::span<const CellShare>)>& visit,
                    Overlaps overlaps) {
    std::vector<CellShare> cells;
    for_each_share_run(
        shape, window, threads,
        [&](std::span<const ShareRun> runs) {
            cells.clear();
            add_cells(runs, window.level, cells);
            visit(cells);
        },
        overlaps);
}

std::vector<CellShare> covered_shares(const geo::MultiPolygon& shape,
                                      const domain::MeshWindow& window, Threads threads,
                                      Overlaps overlaps) {
    std::vector<CellShare> result;
    // Room that is not written to costs nothing; a vector that grows is written twice.
    result.reserve(std::min(window.size(), kMostRoom));
    for_each_share_run(
        shape, window, threads,
        [&](std::span<const ShareRun> runs) { add_cells(runs, window.level, result); }, overlaps);
    return result;
}

void for_each_combination(std::span<const LayerShapes> layers, const domain::MeshWindow& window,
                          Threads threads, const CombinationVisitor& visit) {
    require_few_layers(layers.size());
    const LayerSource source(layers, window.level, threads);
    const LatticeWindow inner = reached(window, source);
    const Bands bands(inner);
    overlay_cells(source, inner, bands, threads,
                  [&](std::size_t, std::int32_t row, std::int32_t column,
                      std::span<const CombinationPart> parts) {
                      visit(window.index({window.level, row, column}), parts);
                  });
}

void for_each_combination(std::span<const geo::MultiPolygon* const> layers,
                          const domain::MeshWindow& window, Threads threads,
                          const CombinationVisitor& visit) {
    std::vector<LayerShapes> shapes;
    shapes.reserve(layers.size());
    for (const geo::MultiPolygon* layer : layers) {
        shapes.push_back({layer});
    }
    for_each_combination(std::span<const LayerShapes>(shapes), window, threads, visit);
}

} // namespace todoku::overlay
