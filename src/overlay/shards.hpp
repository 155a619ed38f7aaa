// The measuring of a study in shards: one for each primary mesh, joined to the same bits as the
// whole.
#pragma once

#include "overlay/measures.hpp"
#include "overlay/partition.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace todoku::overlay {

/// Zones whose shapes are named by their number in Shard::shapes.
struct ShardZones {
    using Shapes = std::vector<std::uint32_t>;
    Zones::Parts ground; ///< of the shard's cells
    std::vector<Zones::Place> places;
    std::vector<std::vector<Shapes>> passes;
    Shapes land;
};

/// One primary mesh of a study, and nothing beyond it: what measuring needs there.
struct Shard {
    domain::MeshCell mesh;
    std::vector<domain::MeshCell> cells; ///< of the study, rising
    std::vector<ShardZones> zones;
    std::vector<domain::MeshCell> ministry_cells;
    std::vector<ShardZones> ministry_zones;
    std::vector<geo::LatLng> places;
    std::vector<geo::MultiPolygon> shapes;      ///< of the zones and their land
    std::vector<domain::CoverageLayer> layers;  ///< all of the study's; polygons of this mesh
    std::vector<domain::CoverageLayer> unknown; ///< likewise
    std::vector<Shift> shifts;
    std::vector<std::string> moved_technologies;
    std::vector<StrengthLayers> strengths;
    bool deployment = false; ///< wanted
    std::vector<domain::MeshCell> deployment_cells;
};

Measures measure(const Shard& shard, Threads threads, Progress& progress);

/// Which cells and places of a study belong to which primary mesh.
struct ShardPlan {
    struct Members {                           ///< positions in the study's lists, rising
        std::vector<std::uint32_t> cells;      ///< of the grid
        std::vector<std::uint32_t> ministry;   ///< of the ministry's grid
        std::vector<std::uint32_t> deployment; ///< of that of 1 km
        std::vector<std::uint32_t> places;
    };
    std::map<domain::MeshCell, Members> meshes; ///< south to north, west to east
};

/// Places outside the mesh system belong to no mesh: they are covered by nothing.
ShardPlan shard_plan(const MeasureRequest& request);

/// Makes the shards of a study one by one.
class ShardMaker {
public:
    /// Both must outlive it.
    ShardMaker(const MeasureRequest& request, const ShardPlan& plan, Threads threads);

    /// @pre the plan has the mesh
    [[nodiscard]] Shard make(domain::MeshCell mesh) const;

private:
    [[nodiscard]] std::vector<ShardZones> zones_of(std::span<const Zones> zones,
                                                   std::span<const std::uint32_t> cells) const;
    [[nodiscard]] ShardZones::Shapes numbers_of(const LayerShapes& shapes) const;

    const MeasureRequest& request_;
    const ShardPlan& plan_;
    std::map<const geo::MultiPolygon*, std::uint32_t> numbers_; ///< of the zones' shapes
    Partition
        partition_; ///< the zones' shapes by number, then the layers, unknown ground, strengths
};

/// What the shards measured as one: the same bits as measure() of the whole study.
/// @param measured by mesh in the order of the plan @pre all of shards of this plan
Measures joined(const ShardPlan& plan, const MeasureRequest& request,
                std::span<const Measures> measured);

} // namespace todoku::overlay
