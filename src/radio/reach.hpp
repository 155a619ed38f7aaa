// Reach: which study cells a station on each asset would serve, by path loss over terrain and a
// link budget.
#pragma once

#include "core/issue.hpp"
#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "domain/asset.hpp"
#include "domain/mesh.hpp"
#include "geo/height_grid.hpp"
#include "radio/band_tail.hpp"
#include "radio/batch_loss.hpp"
#include "radio/link_budget.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::radio {

/// Where a station would stand. Heights above ground.
struct Site {
    geo::LatLng place;
    Metres height; ///< of the asset; the antenna's is `antenna_height` (radio/site_review.hpp)
    domain::AssetKind kind = domain::AssetKind::Building;
};

struct ReachRequest {
    std::span<const Site> sites;
    std::span<const domain::MeshCell> cells; ///< of one level, rising; only these are evaluated
    std::vector<BandPreset> presets;
    const geo::HeightGrid* terrain = nullptr; ///< none: flat ground at sea level
    /// Heights of what stands on the ground (buildings, trees), metres; none: nothing.
    const geo::HeightGrid* clutter = nullptr;
    /// From either end nothing stands on the ground: the default street of ITU-R P.2108-1, 3.1.
    Metres clear = Metres(27.0);
    /// Above the range of P.1812 (6 GHz) its place is taken by delta-Bullington and gas, and behind
    /// more than a grazing obstacle nobody is served (`grazing_loss_db`).
    SweepModel model = SweepModel::P1812;
    /// The station's antennas; a preset's EIRP is that of their strongest direction. None: the same
    /// in every direction.
    std::vector<Sector> sectors = {};
    double rain_mm_h = 0.0;        ///< as in `TailSettings`
    bool terminal_clutter = false; ///< as in `TailSettings`; never with `clutter`
    /// Distance of neighbouring receivers; 0: the terrain's own step, 50 m at most.
    Metres pitch = Metres(0.0);
    Threads threads = {};
};

/// Shares below this are not kept: everywhere within the radius some chance of service remains.
inline constexpr double kLeastShare = 0.01;

/// Sparse result: for site s and preset p the cells reached, rising, with the share of the cell
/// that is served: the mean over its receivers of the chance of service.
struct Reach {
    std::vector<BandPreset> presets;
    std::size_t sites = 0;
    std::vector<std::uint64_t>
        begin; ///< sites * presets + 1; entry (s * presets + p) starts a list
    std::vector<std::uint32_t> cells; ///< index in ReachRequest::cells
    std::vector<float> shares;        ///< [kLeastShare, 1]
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

/// Sites of a part; half a minute's work at most on two cores.
inline constexpr std::size_t kSitesOfPart = 256;

/// Keeps a long prediction part by part, so that one that was interrupted goes on where it stopped.
/// Called by one thread at a time.
class ReachParts {
public:
    ReachParts() = default;
    ReachParts(const ReachParts&) = delete;
    ReachParts& operator=(const ReachParts&) = delete;
    virtual ~ReachParts() = default;

    /// What `keep` was given in an earlier prediction of the same request, if it is still there. A
    /// part that does not fit the request is not used.
    virtual std::optional<Reach> kept(std::size_t part) = 0;
    /// @param lists of up to `kSitesOfPart` sites that lie near to each other, without issues
    virtual void keep(std::size_t part, const Reach& lists) = 0;
};

/// The model's loss from each site to receivers on a lattice around it, by the sweep
/// (`radio/sweep.hpp`); only receivers in the given cells and within the preset's radius. A
/// receiver's chance of service is that of its received reference-signal power reaching the
/// preset's threshold when locations vary about P.1812's median (section 4.7, squares of 100 m);
/// with the other models it is 0 or 1. At the site itself it is that of free space. Voids and
/// ground outside the terrain are sea level. The bits do not depend on the number of threads, nor a
/// band's on the other bands, nor on what `parts` has kept.
/// @param parts none: nothing is kept
/// @throws Interrupted; UsageError for cells out of order, presets without frequency, radius or
/// power, a pitch too small for their radius, clutter told twice, or rain and patterns out of range
Reach predict_reach(const ReachRequest& request, Progress& progress, ReachParts* parts = nullptr);

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
