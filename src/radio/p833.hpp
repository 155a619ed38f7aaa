// Loss of a path that ends in a wood (ITU-R P.833-10 (09/2021), section 2.1): it grows with the
// way under the trees, up to what finds its way round.
#pragma once

#include "core/units.hpp"
#include "radio/valid_range.hpp"

#include <optional>

namespace todoku::radio {

inline constexpr std::string_view kWoodlandSource = "ITU-R P.833-10 2.1";
/// Figure 2.
inline constexpr ValidRange kWoodlandFrequency_ghz = {0.03, 30.0, "GHz"};
inline constexpr ValidRange kWoodlandDepth_m = {.least = 0.0, .unit = "m"};
inline constexpr ValidRange kWoodlandRate_db_per_m = {
    .least = 0.0, .unit = "dB/m", .ends_excluded = true};
inline constexpr ValidRange kWoodlandMost_db = {.least = 0.0, .unit = "dB", .ends_excluded = true};

/// Loss over a very short way, dB per metre: the line of figure 2 for vertical polarisation, read
/// at 30 MHz (0.02), 1 GHz (0.2) and 30 GHz (6), straight between them in both logarithms.
/// @throws UsageError outside kWoodlandFrequency_ghz
double woodland_db_per_m(Hertz frequency);

/// The most a wood takes, dB: 1.15 f^0.43 with f in MHz (eq. 2), as measured at Mulhouse in mixed
/// wood. Measured from 900 to 2,200 MHz; continued beyond.
/// @throws UsageError outside kWoodlandFrequency_ghz
double most_woodland_loss_db(Hertz frequency);

struct Woodland {
    Hertz frequency;
    double depth_m = 0.0;                          ///< d, way within the wood
    std::optional<double> db_per_m = std::nullopt; ///< gamma; none: woodland_db_per_m
    std::optional<double> most_db = std::nullopt;  ///< Am; none: most_woodland_loss_db
};
/// Am (1 - exp(-d gamma / Am)), dB (eq. 1), to be added to what the path has without trees.
/// @throws UsageError outside the ranges above
double woodland_loss_db(const Woodland& wood);

} // namespace todoku::radio
