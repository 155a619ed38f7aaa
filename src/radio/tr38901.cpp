#include "radio/tr38901.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::radio {

namespace {

// Table 7.4.1-1, applicability ranges of RMa.
constexpr double kBuildingHeight_m = 5.0;
constexpr double kStreetWidth_m = 20.0;

// Note 1: the effective environment height. For UMa it is 1 m with certainty up to 13 m of the
// user.
constexpr double kEnvironmentHeight_m = 1.0;

// Note 1 rounds the speed of light.
constexpr double kNoteSpeedOfLight = 3.0e8;

struct Link {
    double f_ghz;
    double base_m;
    double user_m;
    double ground_m;
    double slant_m;
};

double urban_breakpoint_m(const Link& l) {
    return 4.0 * (l.base_m - kEnvironmentHeight_m) * (l.user_m - kEnvironmentHeight_m) * l.f_ghz *
           1e9 / kNoteSpeedOfLight;
}

/// Two slopes that meet at the breakpoint: the urban scenarios differ in their numbers only.
struct TwoSlopes {
    double offset_near_db;
    double slope_near;
    double offset_far_db;
    double height_term;
};

double two_slopes_db(const Link& l, const TwoSlopes& s, double breakpoint_m) {
    const double carrier_db = 20.0 * std::log10(l.f_ghz);
    if (l.ground_m <= breakpoint_m) {
        return s.offset_near_db + s.slope_near * std::log10(l.slant_m) + carrier_db;
    }
    const double rise = l.base_m - l.user_m;
    return s.offset_far_db + 40.0 * std::log10(l.slant_m) + carrier_db -
           s.height_term * std::log10(breakpoint_m * breakpoint_m + rise * rise);
}

double rural_near_db(const Link& l, double slant) {
    const double h = std::pow(kBuildingHeight_m, 1.72);
    return 20.0 * std::log10(40.0 * std::numbers::pi * slant * l.f_ghz / 3.0) +
           std::min(0.03 * h, 10.0) * std::log10(slant) - std::min(0.044 * h, 14.77) +
           0.002 * std::log10(kBuildingHeight_m) * slant;
}

StatisticalLoss urban_macro(const Link& l) {
    StatisticalLoss r;
    r.breakpoint_m = urban_breakpoint_m(l);
    r.sight_probability = l.ground_m <= 18.0 ? 1.0
                                             : 18.0 / l.ground_m + std::exp(-l.ground_m / 63.0) *
                                                                       (1.0 - 18.0 / l.ground_m);
    if (l.user_m > 13.0 && l.ground_m > 18.0) {
        const double c = std::pow((l.user_m - 13.0) / 10.0, 1.5);
        r.sight_probability *=
            1.0 + c * 1.25 * std::pow(l.ground_m / 100.0, 3.0) * std::exp(-l.ground_m / 150.0);
    }
    r.line_of_sight_db = two_slopes_db(l, {28.0, 22.0, 28.0, 9.0}, r.breakpoint_m);
    r.no_line_of_sight_db =
        13.54 + 39.08 * std::log10(l.slant_m) + 20.0 * std::log10(l.f_ghz) - 0.6 * (l.user_m - 1.5);
    return r;
}

StatisticalLoss urban_micro(const Link& l) {
    StatisticalLoss r;
    r.breakpoint_m = urban_breakpoint_m(l);
    r.sight_probability = l.ground_m <= 18.0 ? 1.0
                                             : 18.0 / l.ground_m + std::exp(-l.ground_m / 36.0) *
                                                                       (1.0 - 18.0 / l.ground_m);
    r.line_of_sight_db = two_slopes_db(l, {32.4, 21.0, 32.4, 9.5}, r.breakpoint_m);
    r.no_line_of_sight_db =
        35.3 * std::log10(l.slant_m) + 22.4 + 21.3 * std::log10(l.f_ghz) - 0.3 * (l.user_m - 1.5);
    return r;
}

StatisticalLoss rural_macro(const Link& l) {
    StatisticalLoss r;
    r.breakpoint_m =
        2.0 * std::numbers::pi * l.base_m * l.user_m * l.f_ghz * 1e9 / kNoteSpeedOfLight;
    r.sight_probability = l.ground_m <= 10.0 ? 1.0 : std::exp(-(l.ground_m - 10.0) / 1000.0);
    if (l.ground_m <= r.breakpoint_m) {
        r.line_of_sight_db = rural_near_db(l, l.slant_m);
    } else {
        r.line_of_sight_db =
            rural_near_db(l, r.breakpoint_m) + 40.0 * std::log10(l.slant_m / r.breakpoint_m);
    }
    const double ratio = kBuildingHeight_m / l.base_m;
    const double user = std::log10(11.75 * l.user_m);
    r.no_line_of_sight_db = 161.04 - 7.1 * std::log10(kStreetWidth_m) +
                            7.5 * std::log10(kBuildingHeight_m) -
                            (24.37 - 3.7 * ratio * ratio) * std::log10(l.base_m) +
                            (43.42 - 3.1 * std::log10(l.base_m)) * (std::log10(l.slant_m) - 3.0) +
                            20.0 * std::log10(l.f_ghz) - (3.2 * user * user - 4.97);
    return r;
}

} // namespace

StatisticalLoss statistical_loss(const StatisticalPath& path) {
    const double rise = path.base_m - path.user_m;
    const Link link{path.frequency.value() / 1e9, path.base_m, path.user_m, path.ground_m,
                    std::sqrt(path.ground_m * path.ground_m + rise * rise)};
    StatisticalLoss result;
    switch (path.scenario) {
    case Scenario::UrbanMacro:
        result = urban_macro(link);
        break;
    case Scenario::UrbanMicro:
        result = urban_micro(link);
        break;
    case Scenario::RuralMacro:
        result = rural_macro(link);
        break;
    }
    result.no_line_of_sight_db = std::max(result.no_line_of_sight_db, result.line_of_sight_db);
    return result;
}

} // namespace todoku::radio
