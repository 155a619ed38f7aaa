// Reach: which study cells a station on each asset would serve, by path loss over terrain and a
// link budget.
#pragma once

#include "core/issue.hpp"
#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "domain/mesh.hpp"
#include "geo/height_grid.hpp"
#include "radio/link_budget.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace todoku::radio {

/// Where a station would stand. Heights above ground.
struct Site {
    geo::LatLng place;
    Metres height; ///< of the asset; the antenna stands `BandPreset::mast` above it, at least at
                   ///< `least_height`
};

struct ReachRequest {
    std::span<const Site> sites;
    std::span<const domain::MeshCell> cells; ///< of one level, rising; only these are evaluated
    std::vector<BandPreset> presets;
    const geo::HeightGrid* terrain = nullptr; ///< none: flat ground at sea level
    int receivers_per_side = 2; ///< receivers stand in the middle of n x n equal parts of a cell
    Threads threads = {};
};

/// Sparse result: for site s and preset p the cells reached, rising, with the share of the cell's
/// receivers served.
struct Reach {
    std::vector<BandPreset> presets;
    std::size_t sites = 0;
    std::vector<std::uint64_t>
        begin; ///< sites * presets + 1; entry (s * presets + p) starts a list
    std::vector<std::uint32_t> cells; ///< index in ReachRequest::cells
    std::vector<float> shares;        ///< (0, 1]
    /// What was odd about the sites; `row` counts them from 1 (see radio/site_review.hpp).
    std::vector<Issue> issues;

    struct Entries {
        std::span<const std::uint32_t> cells;
        std::span<const float> shares;
    };
    [[nodiscard]] Entries of(std::size_t site, std::size_t preset) const {
        const std::size_t list = site * presets.size() + preset;
        const auto first = static_cast<std::size_t>(begin[list]);
        const auto count = static_cast<std::size_t>(begin[list + 1]) - first;
        return {std::span(cells).subspan(first, count), std::span(shares).subspan(first, count)};
    }
};

/// Free space plus Bullington diffraction (ITU-R P.526-15, 4.5.1) from each site to each receiver
/// within the preset's radius; a receiver is served where the received reference-signal power
/// reaches the preset's threshold. Profiles are sampled at about the terrain's step (50 m without
/// terrain); voids and ground outside it are sea level. Bit-identical for any number of threads.
/// @throws Interrupted; UsageError for cells out of order or presets without frequency, radius or
/// power
Reach predict_reach(const ReachRequest& request, Progress& progress);

/// Path loss in dB from one site to posts around it (rows north to south, the middle post at the
/// site), NaN outside the radius; vertical polarisation over land. `model`: "freespace",
/// "bullington" (free space + Bullington), "p526" (free space + delta-Bullington), "p1812" (half of
/// time and locations; not under free space within its least distance of 250 m), "tr38901-...".
///
/// All but the last come from the sweep (`radio/sweep.hpp`) unless `exact`; then every post has its
/// own profile in double.
struct LossMapRequest {
    geo::LatLng site;
    Metres height; ///< of the antenna above ground
    Metres receiver_height = Metres(1.5);
    Metres radius;
    Hertz frequency;
    std::string model = "bullington";
    Metres step = Metres(0.0); ///< 0: the terrain's own step, 50 m without terrain
    const geo::HeightGrid* terrain = nullptr;
    const geo::HeightGrid* clutter = nullptr; ///< heights of what stands on the ground
    /// From either end nothing stands on the ground: the default street of ITU-R P.2108-1, 3.1.
    Metres clear = Metres(27.0);
    bool exact = false;
    Threads threads = {};
};
/// @throws Interrupted; UsageError for an unknown model, a frequency outside its range, unusable
/// lengths
geo::HeightGrid loss_map(const LossMapRequest& request, Progress& progress);

} // namespace todoku::radio
