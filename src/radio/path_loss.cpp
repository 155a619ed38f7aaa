#include "radio/path_loss.hpp"

#include "core/error.hpp"
#include "radio/delta_bullington.hpp"
#include "radio/effective_earth.hpp"
#include "radio/free_space.hpp"
#include "radio/p1812.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace todoku::radio {

namespace {

// Radio waves end at 3,000 GHz (Radio Regulations, No. 1.5). P.526 gives no upper limit of its own.
constexpr Hertz kEndOfRadio = Hertz(3e12);
constexpr Hertz kAnyFrequency =
    Hertz(9e3); // the Table of Frequency Allocations begins at about 9 kHz

constexpr std::array<PathModel, 4> kModels = {
    PathModel{"freespace", "ITU-R P.525-4", kAnyFrequency, kEndOfRadio},
    PathModel{"bullington", "ITU-R P.525-4 + P.526-15 4.5.1", kLeastSphericalFrequency,
              kEndOfRadio},
    PathModel{"p526", "ITU-R P.525-4 + P.526-15 4.5.2", kLeastSphericalFrequency, kEndOfRadio},
    PathModel{"p1812", "ITU-R P.1812-8", kLeastP1812Frequency, kGreatestP1812Frequency},
};

[[noreturn]] void reject(std::string ja, std::string en) {
    throw UsageError({std::move(ja), std::move(en)});
}

void check_profile(const Profile& profile) {
    const std::size_t n = profile.d_m.size();
    if (n < 2) {
        reject(fmt::format("断面には2点以上が必要ですが、{}点しかありません。", n),
               fmt::format("a profile needs at least 2 points, this one has {}", n));
    }
    if (profile.terrain_m.size() != n ||
        (!profile.clutter_m.empty() && profile.clutter_m.size() != n) ||
        (!profile.zone.empty() && profile.zone.size() != n)) {
        reject("断面の列の長さがそろっていません。", "the columns of the profile differ in length");
    }
    if (profile.d_m.front() != 0.0) {
        reject(fmt::format("断面の距離は0から始まる必要があります（{} m で始まっています）。",
                           shortest(profile.d_m.front())),
               fmt::format("distances of a profile start at 0, these start at {} m",
                           shortest(profile.d_m.front())));
    }
    for (std::size_t i = 0; i < n; ++i) {
        const bool finite = std::isfinite(profile.d_m[i]) && std::isfinite(profile.terrain_m[i]) &&
                            (profile.clutter_m.empty() || std::isfinite(profile.clutter_m[i]));
        if (!finite) {
            reject(fmt::format("断面の{}点目に数値でない値があります。", i + 1),
                   fmt::format("point {} of the profile holds a value that is no number", i + 1));
        }
        if (i > 0 && !(profile.d_m[i] > profile.d_m[i - 1])) {
            reject(fmt::format("断面の距離は増加する必要があります（{}点目 {} m）。", i + 1,
                               shortest(profile.d_m[i])),
                   fmt::format("distances of a profile rise; point {} at {} m does not", i + 1,
                               shortest(profile.d_m[i])));
        }
    }
}

void check_antenna(double height_m, std::string_view column) {
    if (!(height_m >= 0.0) || !std::isfinite(height_m)) {
        reject(fmt::format("{} は0以上の数値（m）で指定してください（{}）。", column,
                           shortest(height_m)),
               fmt::format("{} must be a number of metres, 0 or more, not {}", column,
                           shortest(height_m)));
    }
}

/// Refuses a value outside the range of P.1812-8, section 2. Negated so that NaN is refused too.
void check_range(double value, double least, double greatest, std::string_view what) {
    if (!(value >= least && value <= greatest)) {
        reject(fmt::format("{} は p1812 では {}〜{} の範囲で指定してください（{}）。", what,
                           shortest(least), shortest(greatest), shortest(value)),
               fmt::format("{} must be within {} to {} for p1812, not {}", what, shortest(least),
                           shortest(greatest), shortest(value)));
    }
}

void check_p1812(const Profile& profile, const PathCase& path) {
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

void add(PathLoss& result, std::string_view part, const Bullington& b) {
    const auto put = [&](std::string_view symbol, double value) {
        result.intermediates.emplace_back(fmt::format("{}{}", symbol, part), value);
    };
    put("Stim_m_per_km", b.slope_tim * 1e3);
    put("Str_m_per_km", b.slope_tr * 1e3);
    put("Srim_m_per_km", b.slope_rim * 1e3);
    put("dbp_m", b.point_m);
    put("v", b.v);
    put("Luc_dB", b.knife_edge_db);
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

} // namespace

std::span<const PathModel> path_models() {
    return kModels;
}

const PathModel& path_model(std::string_view id) {
    const auto found = std::find_if(kModels.begin(), kModels.end(),
                                    [&](const PathModel& m) { return m.id == id; });
    if (found != kModels.end()) {
        return *found;
    }
    std::string known;
    for (const PathModel& model : kModels) {
        known += known.empty() ? "" : ", ";
        known += model.id;
    }
    reject(fmt::format("伝搬モデル「{}」はありません。使えるモデル: {}", id, known),
           fmt::format("there is no model \"{}\"; known models: {}", id, known));
}

void require_frequency(const PathModel& model, Hertz frequency) {
    if (frequency >= model.least_frequency && frequency <= model.greatest_frequency) {
        return;
    }
    const std::string least = shortest(model.least_frequency.value() / 1e9);
    const std::string greatest = shortest(model.greatest_frequency.value() / 1e9);
    const std::string given = shortest(frequency.value() / 1e9);
    reject(fmt::format("周波数 {} GHz はモデル {} の範囲（{}〜{} GHz）の外です。", given, model.id,
                       least, greatest),
           fmt::format("{} GHz is outside the range of model {} ({} to {} GHz)", given, model.id,
                       least, greatest));
}

PathLoss path_loss(const Profile& profile, const PathCase& path) {
    const PathModel& model = path_model(path.model);
    const Hertz frequency = gigahertz(path.f_ghz);
    require_frequency(model, frequency);
    check_antenna(path.htg_m, "htg_m");
    check_antenna(path.hrg_m, "hrg_m");
    check_profile(profile);
    if (model.id == "p1812") {
        return p1812_loss(profile, path);
    }

    const Metres wave = wavelength(frequency);
    const double hts = profile.terrain_m.front() + path.htg_m;
    const double hrs = profile.terrain_m.back() + path.hrg_m;
    const double slant = slant_m(profile.d_m.back(), hrs - hts);
    PathLoss result;
    const double free = free_space_loss_db(slant, wave);
    result.intermediates = {{"lambda_m", wave.value()},
                            {"hts_m", hts},
                            {"hrs_m", hrs},
                            {"dfs_m", slant},
                            {"Lbfs_dB", free}};
    result.loss_db = free;
    if (model.id == "freespace") {
        return result;
    }

    std::vector<double> obstacles = profile.terrain_m;
    for (std::size_t i = 1; i + 1 < obstacles.size() && !profile.clutter_m.empty(); ++i) {
        obstacles[i] += profile.clutter_m[i];
    }
    const ProfileView view{profile.d_m, obstacles, hts, hrs};
    result.intermediates.emplace_back("ae_km", kStandardEffectiveRadius.value() / 1e3);
    if (model.id == "bullington") {
        const Bullington b = bullington(view, kStandardEffectiveRadius, wave);
        add(result, "", b);
        result.intermediates.emplace_back("Lb_dB", b.loss_db);
        result.loss_db += b.loss_db;
        return result;
    }
    const DeltaBullington d =
        delta_bullington({view, profile.terrain_m, frequency, kStandardEffectiveRadius,
                          path.vpol ? Polarisation::Vertical : Polarisation::Horizontal,
                          zone_sections(profile.d_m, profile.zone).sea_share});
    add(result, "_a", d.actual);
    result.intermediates.emplace_back("Lbulla_dB", d.actual.loss_db);
    result.intermediates.emplace_back("htc_prime_m", d.first_effective_m);
    result.intermediates.emplace_back("hrc_prime_m", d.second_effective_m);
    add(result, "_s", d.smooth);
    result.intermediates.emplace_back("Lbulls_dB", d.smooth.loss_db);
    result.intermediates.emplace_back("Ldsph_dB", d.spherical_db);
    result.intermediates.emplace_back("Ld_dB", d.loss_db);
    result.loss_db += d.loss_db;
    return result;
}

} // namespace todoku::radio
