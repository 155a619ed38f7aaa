// The sweep: path loss from one site to all wanted receivers of a fan, sharing along each radial
// what profiles have in common.
//
// Each receiver's profile is the part of its radial up to the point that stands for it. Against one
// profile per receiver (`loss_map` with `exact`) the ground differs by up to 0.7 of a step.
#pragma once

#include "geo/height_grid.hpp"
#include "radio/batch_loss.hpp"
#include "radio/radial_fan.hpp"
#include "radio/terrain_window.hpp"

#include <functional>

namespace todoku::radio {

/// What is the same for every site of a run.
struct SweepSettings {
    SweepModel model = SweepModel::P1812;
    std::vector<Hertz> frequencies;
    Metres receiver_height = Metres(1.5);
    const geo::HeightGrid* terrain = nullptr; ///< none: flat ground at sea level
    const geo::HeightGrid* clutter =
        nullptr;                ///< heights of what stands on the ground; none: nothing
    Metres clear = Metres(0.0); ///< from either end nothing stands on the ground
    double delta_n = 45.0;      ///< N-units/km, P.1812 only
    double n0 = 325.0;          ///< N-units
    Polarisation polarisation = Polarisation::Vertical;
};

/// The heights around one site, copied so that radials stay in cache; shared by all workers.
struct SiteGround {
    TerrainWindow terrain;
    TerrainWindow clutter;
    SiteGround(const SweepSettings& settings, geo::LatLng site, const RadialFan& fan);
};

/// A range of radials.
struct Radials {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Some receivers' losses, in the order of `receivers` (positions in the fan).
struct SweptBatch {
    std::span<const std::uint32_t> receivers;
    std::span<const std::vector<float>> losses_db; ///< by frequency, at least as many each
    float site_m = 0.0F;                           ///< the site's antenna above sea level
    /// The receivers' antennas above sea level; none where nothing reaches any of them.
    std::span<const float> receivers_m = {};
};

/// One worker's sweep; not shared between threads.
class Sweep {
public:
    /// @pre the fan, the tables (for the fan's `most_steps`) and the settings outlive the sweep
    Sweep(const RadialFan& fan, const RadialTables& tables, const SweepSettings& settings);
    Sweep(const Sweep&) = delete;
    Sweep& operator=(const Sweep&) = delete;

    /// @param wanted by receiver of the fan: not 0 where the loss is asked for; empty: everywhere
    void run(geo::LatLng site, Metres antenna, const SiteGround& ground, const Radials& radials,
             std::span<const std::uint8_t> wanted,
             const std::function<void(const SweptBatch&)>& take);
    /// All radials.
    void run(geo::LatLng site, Metres antenna, std::span<const std::uint8_t> wanted,
             const std::function<void(const SweptBatch&)>& take);

private:
    /// Leaves the receivers in line of sight in `steps_` and `of_radial_` and tells of the others.
    void part_by_sight(std::span<const std::uint16_t> steps,
                       const std::function<void(const SweptBatch&)>& take);
    void flush(const BatchSite& site, const DistanceTerms& distance,
               const std::function<void(const SweptBatch&)>& take);

    const RadialFan& fan_;
    const SweepSettings& settings_;
    RadialScan scan_;
    ReceiverBatch batch_;
    BatchGeometry geometry_;
    std::vector<std::uint32_t> receivers_;
    std::vector<std::uint16_t> steps_;
    std::vector<std::uint32_t> of_radial_;
    std::vector<std::uint32_t> hidden_;
    std::vector<ReceiverScan> scans_;
    std::vector<std::vector<float>> losses_;
    std::vector<std::vector<float>> lost_; ///< infinite, for those out of sight
};

} // namespace todoku::radio
