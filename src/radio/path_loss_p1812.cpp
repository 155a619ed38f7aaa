#include "radio/effective_earth.hpp"
#include "radio/p1812.hpp"
#include "radio/path_loss_models.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace todoku::radio {

namespace {

void check_p1812(const Profile& profile, const PathCase& path) {
    const auto check_range = [](double value, double least, double greatest,
                                std::string_view what) {
        radio::check_range(value, least, greatest, what, "p1812");
    };
    check_range(path.htg_m, 1.0, 3000.0, "htg_m");
    check_range(path.hrg_m, 1.0, 3000.0, "hrg_m");
    check_range(path.p, 1.0, 50.0, "p");
    check_range(path.pl, 1.0, 99.0, "pl");
    check_range(profile.d_m.back(), kLeastP1812Distance.value(), kGreatestP1812Distance.value(),
                "d_m");
    check_range(path.lat_t, -90.0, 90.0, "lat_t");
    check_range(path.lat_r, -90.0, 90.0, "lat_r");
    check_range(path.lon_t, -180.0, 360.0, "lon_t");
    check_range(path.lon_r, -180.0, 360.0, "lon_r");
    // 157 N-units/km is where a ray follows the Earth and eq. 6 has no value.
    check_range(path.delta_n, 0.0, 156.0, "delta_n");
    check_range(path.n0, 0.0, 1000.0, "n0");
    check_range(path.resolution_m, 1.0, 1e5, "resolution_m");
    check_range(path.dct_km.value_or(0.0), 0.0, 1e5, "dct_km");
    check_range(path.dcr_km.value_or(0.0), 0.0, 1e5, "dcr_km");
    if (profile.d_m.size() < 3) {
        reject("p1812 の断面には3点以上が必要です。",
               "a profile for p1812 needs at least 3 points");
    }
    for (std::size_t i = 0; i < profile.zone.size(); ++i) {
        const int zone = profile.zone[i];
        if (zone != 1 && zone != 3 && zone != 4) {
            reject(fmt::format(
                       "断面の{}点目の zone は 1（海）、3（沿岸）、4（内陸）のいずれかです（{}）。",
                       i + 1, zone),
                   fmt::format("zone of point {} must be 1 (sea), 3 (coast) or 4 (inland), not {}",
                               i + 1, zone));
        }
    }
}

/// Latitude of the point half of the profile's length along the great circle (ITU-R P.2001-4,
/// attachment H, on a sphere of 6,371 km).
double middle_latitude_deg(const PathCase& path, double length_m) {
    constexpr double kRadians = std::numbers::pi / 180.0;
    const double lat_t = path.lat_t * kRadians;
    const double lat_r = path.lat_r * kRadians;
    const double east = (path.lon_r - path.lon_t) * kRadians;
    const double r =
        std::sin(lat_t) * std::sin(lat_r) + std::cos(lat_t) * std::cos(lat_r) * std::cos(east);
    const double bearing = std::atan2(std::cos(lat_t) * std::cos(lat_r) * std::sin(east),
                                      std::sin(lat_r) - r * std::sin(lat_t));
    const double half = length_m / 2.0 / kEarthRadius.value();
    return std::asin(std::sin(lat_t) * std::cos(half) +
                     std::cos(lat_t) * std::sin(half) * std::cos(bearing)) /
           kRadians;
}

void add(PathLoss& result, std::string_view part, const DeltaBullington& d) {
    const auto put = [&](std::string_view symbol, double value) {
        result.intermediates.emplace_back(fmt::format(fmt::runtime(symbol), part), value);
    };
    put("Lbulla{}_dB", d.actual.loss_db);
    put("Lbulls{}_dB", d.smooth.loss_db);
    put("Ldsph{}_dB", d.spherical_db);
    put("Ld{}_dB", d.loss_db);
}

} // namespace

PathLoss p1812_loss(const Profile& profile, const PathCase& path) {
    check_p1812(profile, path);
    const double middle = middle_latitude_deg(path, profile.d_m.back());
    const P1812 r =
        p1812({profile.d_m, profile.terrain_m, profile.clutter_m, profile.zone,
               gigahertz(path.f_ghz), path.vpol ? Polarisation::Vertical : Polarisation::Horizontal,
               path.htg_m, path.hrg_m, middle, path.p, path.pl, path.delta_n, path.n0,
               path.resolution_m, path.dct_km, path.dcr_km});
    const DuctingHeights& heights = r.anomalous.heights;
    PathLoss result;
    result.loss_db = r.loss_db;
    result.intermediates = {{"d_km", profile.d_m.back() / 1e3},
                            {"dlt_km", r.seen.first_km},
                            {"dlr_km", r.seen.second_km},
                            {"theta_t_mrad", r.seen.first_angle_mrad},
                            {"theta_r_mrad", r.seen.second_angle_mrad},
                            {"theta_mrad", r.seen.angular_distance_mrad},
                            {"hts_m", profile.terrain_m.front() + path.htg_m},
                            {"hrs_m", profile.terrain_m.back() + path.hrg_m},
                            {"omega", r.sections.sea_share},
                            {"dtm_km", r.sections.longest_land_km},
                            {"dlm_km", r.sections.longest_inland_km},
                            {"dct_km", r.sections.first_to_coast_km},
                            {"dcr_km", r.sections.second_to_coast_km},
                            {"phi_deg", middle},
                            {"b0_percent", r.ducting_percent},
                            {"ae_km", r.effective_radius.value() / 1e3},
                            {"hst_m", r.fitted.first_m},
                            {"hsr_m", r.fitted.second_m},
                            {"hstd_m", r.surface.first_m},
                            {"hsrd_m", r.surface.second_m},
                            {"htc_prime_m", r.median.first_effective_m},
                            {"hrc_prime_m", r.median.second_effective_m},
                            {"hst_ducting_m", heights.first_surface_m},
                            {"hsr_ducting_m", heights.second_surface_m},
                            {"hte_m", heights.first_effective_m},
                            {"hre_m", heights.second_effective_m},
                            {"hm_m", heights.roughness_m},
                            {"Fi", r.fi},
                            {"Fj", r.fj},
                            {"Fk", r.fk},
                            {"Lbfs_dB", r.lbfs_db},
                            {"Lb0p_dB", r.lb0p_db},
                            {"Lb0b_dB", r.lb0b_db}};
    add(result, "50", r.median);
    add(result, "b", r.enhanced);
    const std::vector<std::pair<std::string, double>> sums = {
        {"Ldp_dB", r.ldp_db},
        {"Lbd50_dB", r.lbd50_db},
        {"Lbd_dB", r.lbd_db},
        {"Lminb0p_dB", r.lminb0p_db},
        {"Af_dB", r.anomalous.coupling_db},
        {"beta_percent", r.anomalous.beta_percent},
        {"Gamma", r.anomalous.gamma},
        {"Ap_dB", r.anomalous.variability_db},
        {"Lba_dB", r.anomalous.loss_db},
        {"Lminbap_dB", r.lminbap_db},
        {"Lbda_dB", r.lbda_db},
        {"Lbam_dB", r.lbam_db},
        {"Lbs_dB", r.lbs_db},
        {"Lbc_dB", r.lbc_db},
        {"sigmaL_dB", r.sigma_db},
        {"Lloc_dB", r.lloc_db},
        {"Lb_dB", r.loss_db}};
    result.intermediates.insert(result.intermediates.end(), sums.begin(), sums.end());
    return result;
}

} // namespace todoku::radio
