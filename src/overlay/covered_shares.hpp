// The exact share of each mesh cell that polygons cover: their union under the non-zero winding
// rule, true area.
#pragma once

#include "core/parallel.hpp"
#include "domain/mesh.hpp"
#include "geo/geometry.hpp"
#include "overlay/lattice.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace todoku::overlay {

// What is covered, for every input, valid or not:
//   - Edges are straight in longitude and latitude, as files mean them (RFC 7946, 3.1.1); areas are
//   true areas on GRS80.
//   - A polygon covers the points that its outer ring winds around (winding not 0, whichever way
//   round) and its holes
//     do not (sum of their windings, each hole turned the same way round, is 0). A bow-tie covers
//     both wings; a part wound around twice counts once; a hole outside its shell has no effect; a
//     hole cuts its own polygon only.
//   - A shape covers what any of its polygons covers.
//   - A ring with a vertex that is not a number has no area: it is skipped, with its polygon where
//   it is the outer ring.
//     Readers list such rings.
//   - Longitudes are taken as numbers: a ring that is to cross 180 degrees must come in two parts.

struct CellShare {
    domain::MeshCell cell;
    double share = 0.0; ///< (0, 1]
};

/// What the caller knows of a shape's polygons.
enum class Overlaps {
    Possible,
    /// Proved (io::CoverageLayer::overlaps): each polygon is valid (OGC simple features) and none
    /// overlaps another; they may touch. The scan's sums are then the shares and no cell is looked
    /// into, which takes a fifth of the time; where it is not so they are wrong.
    None,
};

/// Shares of all cells of `window` that the shape covers with an area above 0, cells rising.
/// Within 1e-9 of exact arithmetic (1e-11 is usual), whole cells exactly 1. The same bits for any
/// number of threads, any order of polygons and any window around a cell. Time grows with vertices
/// and cells covered; memory, beside input and result, is that of a band of rows for each thread.
std::vector<CellShare> covered_shares(const geo::MultiPolygon& shape,
                                      const domain::MeshWindow& window, Threads threads = {},
                                      Overlaps overlaps = Overlaps::Possible);

/// The same without keeping them: `visit` gets the cells piece by piece, rising, in the calling
/// thread. For windows whose result is large (Japan at 125 m has 26 million cells of land).
void for_each_share(const geo::MultiPolygon& shape, const domain::MeshWindow& window,
                    Threads threads, const std::function<void(std::span<const CellShare>)>& visit,
                    Overlaps overlaps = Overlaps::Possible);

/// Cells beside each other in a row of a lattice that are covered alike.
struct ShareRun {
    std::int32_t row = 0;
    std::int32_t column = 0; ///< of the westernmost
    std::int32_t cells = 1;
    double share = 0.0; ///< (0, 1]
};

/// Shares of the cells of any lattice, such as the pixels of a raster: `visit` gets rows rising,
/// columns rising, in the calling thread.
void for_each_share_run(const geo::MultiPolygon& shape, const LatticeWindow& window,
                        Threads threads,
                        const std::function<void(std::span<const ShareRun>)>& visit,
                        Overlaps overlaps = Overlaps::Possible);

/// How a cell divides among the combinations of several layers: bit k of `mask` says that layer k
/// covers that part.
struct CombinationPart {
    std::uint32_t mask = 0;
    double share = 0.0;
};

/// One layer may come as several shapes (files, dates, classes of service): it covers their union.
using LayerShapes = std::vector<const geo::MultiPolygon*>;
inline constexpr std::size_t kMostLayers = 32;
/// @throws UsageError for more than kMostLayers
void require_few_layers(std::size_t layers);
using CombinationVisitor = std::function<void(std::size_t, std::span<const CombinationPart>)>;

/// Calls `visit(cell index in the window, parts)` once for each cell of the window that any layer
/// covers in part; the parts (mask 0 left out) are exact, rising by mask, and with the uncovered
/// rest add up to 1. Up to 32 layers. Calls come in any order and from several threads at once,
/// never twice for a cell.
/// @throws UsageError for more layers
void for_each_combination(std::span<const geo::MultiPolygon* const> layers,
                          const domain::MeshWindow& window, Threads threads,
                          const CombinationVisitor& visit);
void for_each_combination(std::span<const LayerShapes> layers, const domain::MeshWindow& window,
                          Threads threads, const CombinationVisitor& visit);

} // namespace todoku::overlay
