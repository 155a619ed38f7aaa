// How far two predictions of the same site's losses lie apart: in dB, and in what they say about
// who is served.
#pragma once

#include "geo/height_grid.hpp"
#include "radio/link_budget.hpp"

#include <array>
#include <cstddef>

namespace todoku::study {

/// Lower ends of the classes of strength, SS-RSRP: good, fair (what counts as served), edge. House
/// assumption, as the threshold of the presets (docs/methods/reach.md, "Link budget").
inline constexpr std::array<DbMilliwatts, 3> kStrengthSteps = {
    DbMilliwatts(-100.0), DbMilliwatts(-110.0), DbMilliwatts(-120.0)};

struct ReachDifference {
    std::size_t posts = 0;  ///< with a loss in both
    double median_db = 0.0; ///< of absolute differences
    double p90_db = 0.0;
    double p99_db = 0.0;
    double greatest_db = 0.0;
    double served_changed = 0.0;   ///< share of the posts served by one and not by the other
    double strength_changed = 0.0; ///< share of the posts in another class of strength
    std::size_t cells = 0;         ///< of 250 m, with a post
    /// Shares of the cells: a cell is served where at least half of its posts are, and of the
    /// strongest class that at least half of its posts reach.
    double cells_served_changed = 0.0;
    double cells_strength_changed = 0.0;
};

/// Losses in dB of the same posts; infinite where nothing arrives, NaN where nothing is predicted.
/// @param band whose power, body loss and threshold tell classes
ReachDifference difference_of(const geo::HeightGrid& a, const geo::HeightGrid& b,
                              const radio::BandPreset& band);

/// The preset of the program whose frequency is nearest, the first of several.
const radio::BandPreset& nearest_preset(Hertz frequency);

} // namespace todoku::study
