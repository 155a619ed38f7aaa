#include "radio/p1812.hpp"

#include "radio/effective_earth.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace todoku::radio {

namespace {

/// Wavelength in metres is 0.2998 / f in GHz, the speed of light of ITU-R P.2001-4 with which the
/// Study Group computed its cases.
Metres wave_of(Hertz frequency) {
    return Metres(0.2998e9 / frequency.value());
}

/// Effective radius exceeded for beta0 % of time: k = 3 (eq. 7b).
constexpr Metres kEnhancedRadius = kEarthRadius * 3.0;

/// Multipath and focusing for a share of time, dB (eq. 9).
double focusing_db(const Horizons& seen, double percent) {
    return 2.6 * (1.0 - std::exp(-0.1 * (seen.first_km + seen.second_km))) *
           std::log10(percent / 50.0);
}

/// Eq. 44 and 45.
double troposcatter_db(double d_km, double angular_distance_mrad, const P1812Path& path) {
    const double f = path.frequency.value() / 1e9;
    const double half = std::log10(f / 2.0);
    const double frequency_db = 25.0 * std::log10(f) - 2.5 * half * half;
    return 190.1 + frequency_db + 20.0 * std::log10(d_km) + 0.573 * angular_distance_mrad -
           0.15 * path.n0 - 10.125 * std::pow(std::log10(50.0 / path.time_percent), 0.7);
}

/// Falls from 1 to 0 about `middle`, the faster the greater `slope` (eq. 57 and 58).
double fading_factor(double value, double middle, double slope) {
    return 1.0 - 0.5 * (1.0 + std::tanh(3.0 * slope * (value - middle) / middle));
}

std::vector<double> with_clutter(const P1812Path& path) {
    std::vector<double> heights(path.terrain_m.begin(), path.terrain_m.end());
    for (std::size_t i = 1; i + 1 < heights.size() && !path.clutter_m.empty(); ++i) {
        heights[i] += path.clutter_m[i];
    }
    return heights;
}

} // namespace

double inverse_complementary_normal(double share) {
    const double x = std::clamp(share, 1e-6, 1.0 - 1e-6);
    const double t = std::sqrt(-2.0 * std::log(x <= 0.5 ? x : 1.0 - x));
    const double c = ((0.010328 * t + 0.802853) * t + 2.515516698) /
                     (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1.0);
    return x <= 0.5 ? t - c : c - t;
}

double location_deviation_db(Hertz frequency, double resolution_m, double receiver_height_m,
                             double clutter_m) {
    const double full = (0.024 * (frequency.value() / 1e9) + 0.52) * std::pow(resolution_m, 0.28);
    return full * std::clamp(1.0 - (receiver_height_m - clutter_m) / 10.0, 0.0, 1.0);
}

P1812 p1812(const P1812Path& path) {
    P1812 r;
    const double hts = path.terrain_m.front() + path.first_height_m;
    const double hrs = path.terrain_m.back() + path.second_height_m;
    const ProfileView terrain{path.at_m, path.terrain_m, hts, hrs};
    const std::vector<double> obstacles = with_clutter(path);
    const ProfileView cluttered{path.at_m, obstacles, hts, hrs};
    const double d_km = terrain.length_m() / 1e3;
    const double p = path.time_percent;
    const Metres wave = wave_of(path.frequency);

    // Section 3: what the path is.
    r.sections = zone_sections(path.at_m, path.zone);
    r.sections.first_to_coast_km = path.first_to_coast_km.value_or(r.sections.first_to_coast_km);
    r.sections.second_to_coast_km = path.second_to_coast_km.value_or(r.sections.second_to_coast_km);
    const double sea = r.sections.sea_share;
    r.ducting_percent = ducting_time_percent(path.middle_lat_deg, r.sections);
    r.effective_radius = effective_earth_radius(path.delta_n);
    r.seen = horizons(terrain, r.effective_radius, wave);
    r.fitted = fitted_surface(terrain);
    r.surface = smooth_surface(terrain);
    r.fi = p > r.ducting_percent ? inverse_complementary_normal(p / 100.0) /
                                       inverse_complementary_normal(r.ducting_percent / 100.0)
                                 : 1.0;
    r.fj = fading_factor(r.seen.angular_distance_mrad, 0.3, 0.8);
    r.fk = fading_factor(d_km, 20.0, 0.5);

    // Section 4.2: line of sight.
    const double rise_km = (hts - hrs) / 1e3;
    r.lbfs_db = 92.4 + 20.0 * std::log10(path.frequency.value() / 1e9) +
                10.0 * std::log10(d_km * d_km + rise_km * rise_km);
    r.lb0p_db = r.lbfs_db + focusing_db(r.seen, p);
    r.lb0b_db = r.lbfs_db + focusing_db(r.seen, r.ducting_percent);

    // Section 4.3: diffraction. For p = 50 % eq. 41 is Ld50 itself, whatever attachment 2 rounds.
    DeltaBullingtonCase over{
        cluttered, path.terrain_m, path.frequency, r.effective_radius, path.polarisation, sea,
        wave};
    r.median = delta_bullington(over, r.surface);
    over.effective_radius = kEnhancedRadius;
    r.enhanced = delta_bullington(over, r.surface);
    r.ldp_db = p == 50.0 ? r.median.loss_db
                         : r.median.loss_db + r.fi * (r.enhanced.loss_db - r.median.loss_db);
    r.lbd50_db = r.lbfs_db + r.median.loss_db;
    r.lbd_db = r.lb0p_db + r.ldp_db;

    // Sections 4.4 and 4.5.
    r.lbs_db = troposcatter_db(d_km, r.seen.angular_distance_mrad, path);
    r.anomalous = ducting(
        {terrain, r.seen, r.sections, path.frequency, r.effective_radius, p, r.ducting_percent});

    // Section 4.6: all of them together.
    r.lminb0p_db = p < r.ducting_percent
                       ? r.lb0p_db + (1.0 - sea) * r.ldp_db
                       : r.lbd50_db + (r.lb0b_db + (1.0 - sea) * r.ldp_db - r.lbd50_db) * r.fi;
    // eq. 60 and 63 about the larger term of each, so that no exponential overflows.
    const double apart = std::abs(r.anomalous.loss_db - r.lb0p_db);
    r.lminbap_db =
        std::max(r.anomalous.loss_db, r.lb0p_db) + 2.5 * std::log1p(std::exp(-apart / 2.5));
    r.lbda_db =
        r.lminbap_db <= r.lbd_db ? r.lminbap_db + (r.lbd_db - r.lminbap_db) * r.fk : r.lbd_db;
    r.lbam_db = r.lbda_db + (r.lminb0p_db - r.lbda_db) * r.fj;
    const double below = std::abs(r.lbs_db - r.lbam_db);
    r.lbc_db = std::min(r.lbs_db, r.lbam_db) - 5.0 * std::log10(1.0 + std::pow(10.0, -0.2 * below));

    // Sections 4.7 and 4.9: locations on land vary.
    const bool at_sea = !path.zone.empty() && path.zone.back() == static_cast<int>(Zone::Sea);
    r.sigma_db =
        at_sea ? 0.0
               : location_deviation_db(path.frequency, path.resolution_m, path.second_height_m,
                                       path.clutter_m.empty() ? 0.0 : path.clutter_m.back());
    r.lloc_db = path.location_percent == 50.0
                    ? 0.0
                    : -inverse_complementary_normal(path.location_percent / 100.0) * r.sigma_db;
    r.loss_db = std::max(r.lb0p_db, r.lbc_db + r.lloc_db);
    return r;
}

} // namespace todoku::radio
