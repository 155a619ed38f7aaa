#include "radio/bullington.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace todoku::radio {

namespace {

/// How far the ground of the effective Earth rises above the chord, metres.
double bulge_m(double at_m, double length_m, Metres radius) {
    return at_m * (length_m - at_m) / (2.0 * radius.value());
}

/// sqrt(2 d / (lambda d1 d2)): turns a clearance into the diffraction parameter (eq. 26).
double fresnel_factor(double at_m, double length_m, Metres wave) {
    return std::sqrt(2.0 * length_m / (wave.value() * at_m * (length_m - at_m)));
}

double highest_parameter(const ProfileView& p, Metres radius, Metres wave) {
    const double d = p.length_m();
    double v = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i + 1 < p.at_m.size(); ++i) {
        const double at = p.at_m[i];
        const double line = (p.first_antenna_m * (d - at) + p.second_antenna_m * at) / d;
        v = std::max(v,
                     (p.height_m[i] + bulge_m(at, d, radius) - line) * fresnel_factor(at, d, wave));
    }
    return v;
}

} // namespace

double knife_edge_loss_db(double v) {
    if (!(v > -0.78)) {
        return 0.0;
    }
    const double u = v - 0.1;
    return 6.9 + 20.0 * std::log10(std::sqrt(u * u + 1.0) + u);
}

double bullington_correction_db(double knife_edge_db, double path_m) {
    return knife_edge_db + (1.0 - std::exp(-knife_edge_db / 6.0)) * (10.0 + 0.02 * (path_m / 1e3));
}

Bullington bullington(const ProfileView& p, Metres radius, Metres wave) {
    Bullington result;
    const double d = p.length_m();
    result.slope_tr = (p.second_antenna_m - p.first_antenna_m) / d;
    if (p.at_m.size() < 3) {
        result.v = -std::numeric_limits<double>::infinity();
        return result;
    }
    result.slope_tim = -std::numeric_limits<double>::infinity();
    double steepest_at = 0.0;
    for (std::size_t i = 1; i + 1 < p.at_m.size(); ++i) {
        const double at = p.at_m[i];
        const double slope = (p.height_m[i] + bulge_m(at, d, radius) - p.first_antenna_m) / at;
        if (slope > result.slope_tim) {
            result.slope_tim = slope;
            steepest_at = at;
        }
    }
    result.line_of_sight = result.slope_tim < result.slope_tr;
    if (result.line_of_sight) {
        result.v = highest_parameter(p, radius, wave);
    } else {
        result.slope_rim = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 1; i + 1 < p.at_m.size(); ++i) {
            const double at = p.at_m[i];
            result.slope_rim =
                std::max(result.slope_rim,
                         (p.height_m[i] + bulge_m(at, d, radius) - p.second_antenna_m) / (d - at));
        }
        const double sum = result.slope_tim + result.slope_rim;
        const double crossing =
            (p.second_antenna_m - p.first_antenna_m + result.slope_rim * d) / sum;
        // Where one point only grazes the line both lines are the same line and meet everywhere:
        // the point itself counts.
        const bool inside = sum > 0.0 && crossing > 0.0 && crossing < d;
        result.point_m = inside ? crossing : steepest_at;
        const double above_line =
            p.first_antenna_m + result.slope_tim * result.point_m -
            (p.first_antenna_m * (d - result.point_m) + p.second_antenna_m * result.point_m) / d;
        result.v = above_line * fresnel_factor(result.point_m, d, wave);
    }
    result.knife_edge_db = knife_edge_loss_db(result.v);
    result.loss_db = bullington_correction_db(result.knife_edge_db, d);
    return result;
}

} // namespace todoku::radio
