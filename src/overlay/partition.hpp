// What of polygons one primary mesh needs: every edge that comes near it, and straight lines for
// the rest.
#pragma once

#include "core/parallel.hpp"
#include "domain/mesh.hpp"
#include "geo/geometry.hpp"
#include "overlay/layer_source.hpp"

#include <span>
#include <vector>

namespace todoku::overlay {

/// How far around a primary mesh every vertex is kept, in primary meshes: about 75 m. More than
/// `sensitivity` moves polygons (kShift).
inline constexpr double kPartitionMargin = 0.001;

/// Divides shapes among primary meshes. The part of a mesh answers every question inside the mesh
/// (shares, combinations, covered points) with the same bits as the whole shapes:
///   - an edge with an end in the mesh, or that may cross it, keeps both its ends, however far away
///   they lie: it is cut at the same places as ever;
///   - of a stretch that stays in one of the eight sectors around the mesh only the ends are left.
///   The straight line between them stays in the sector, so windings inside do not change;
///   - a ring that would turn the other way, or that would look like another polygon's although the
///   two differ elsewhere, is kept whole: whether rings turn alike and polygons are copies of each
///   other (LayerSource) is the same in every mesh.
/// A part is as large as what lies in the mesh, and a few vertices for each time a ring goes
/// around.
class Partition {
public:
    /// @param shapes must outlive it
    Partition(std::span<const geo::MultiPolygon* const> shapes, Threads threads);

    /// One shape for each one given, in their order; empty where none of it reaches the mesh.
    /// Rings that no area comes from (LayerSource) are left out.
    /// @pre mesh is of 80 km
    [[nodiscard]] std::vector<geo::MultiPolygon> of(domain::MeshCell mesh) const;

private:
    std::size_t shapes_;
    LayerSource source_; ///< a layer a shape
};

} // namespace todoku::overlay
