#include "radio/path_loss.hpp"

#include "core/error.hpp"
#include "radio/delta_bullington.hpp"
#include "radio/effective_earth.hpp"
#include "radio/free_space.hpp"
#include "radio/p1812.hpp"
#include "radio/path_loss_models.hpp"
#include "radio/tr38901.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace todoku::radio {

namespace {

// Radio waves end at 3,000 GHz (Radio Regulations, No. 1.5). P.526 gives no upper limit of its own.
constexpr Hertz kEndOfRadio = Hertz(3e12);
constexpr Hertz kAnyFrequency =
    Hertz(9e3); // the Table of Frequency Allocations begins at about 9 kHz

constexpr std::array<PathModel, 8> kModels = {
    PathModel{"freespace", "ITU-R P.525-4", kAnyFrequency, kEndOfRadio},
    PathModel{"los", "ITU-R P.525-4 + P.526-15 2.2", kLeastSphericalFrequency, kEndOfRadio},
    PathModel{"bullington", "ITU-R P.525-4 + P.526-15 4.5.1", kLeastSphericalFrequency,
              kEndOfRadio},
    PathModel{"p526", "ITU-R P.525-4 + P.526-15 4.5.2", kLeastSphericalFrequency, kEndOfRadio},
    PathModel{"p1812", "ITU-R P.1812-8", kLeastP1812Frequency, kGreatestP1812Frequency},
    PathModel{"tr38901-uma", "3GPP TR 38.901 UMa", kLeastTr38901Frequency,
              kGreatestTr38901Frequency},
    PathModel{"tr38901-umi", "3GPP TR 38.901 UMi", kLeastTr38901Frequency,
              kGreatestTr38901Frequency},
    PathModel{"tr38901-rma", "3GPP TR 38.901 RMa", kLeastTr38901Frequency, kGreatestRuralFrequency},
};

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

} // namespace

void reject(std::string ja, std::string en) {
    throw UsageError({std::move(ja), std::move(en)});
}

void check_range(double value, double least, double greatest, std::string_view what,
                 std::string_view model) {
    if (!(value >= least && value <= greatest)) {
        reject(fmt::format("{} は {} では {}〜{} の範囲で指定してください（{}）。", what, model,
                           shortest(least), shortest(greatest), shortest(value)),
               fmt::format("{} must be within {} to {} for {}, not {}", what, shortest(least),
                           shortest(greatest), model, shortest(value)));
    }
}

void require_within_model(std::string_view model, Metres first_height, Metres second_height,
                          Metres radius) {
    constexpr ValueNames kOptions = {"--height-m", "receiver_height_m", "--radius-m"};
    if (model == "p1812") {
        check_range(first_height.value(), 1.0, 3000.0, kOptions.base, model);
        check_range(second_height.value(), 1.0, 3000.0, kOptions.user, model);
    } else if (model.starts_with("tr38901")) {
        check_tr38901(model, first_height, second_height, radius, kOptions);
    }
}

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
    std::string others;
    for (const PathModel& other : path_models()) {
        if (frequency >= other.least_frequency && frequency <= other.greatest_frequency) {
            others += (others.empty() ? "" : " ") + std::string(other.id);
        }
    }
    const Text use = others.empty() ? Text{"この周波数で使えるモデルはありません。単位（GHz）を確"
                                           "かめてください。",
                                           "no model knows this frequency: check its unit (GHz)"}
                                    : Text{"この周波数で使えるモデル: " + others + "。",
                                           "models for this frequency: " + others};
    reject(fmt::format("周波数 {} GHz はモデル {} の範囲（{}〜{} GHz）の外です。{}", given,
                       model.id, least, greatest, use.ja),
           fmt::format("{} GHz is outside the range of model {} ({} to {} GHz); {}", given,
                       model.id, least, greatest, use.en));
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
    if (model.id.starts_with("tr38901")) {
        return tr38901_loss(profile, path);
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
    if (model.id == "los") {
        const Bullington b = bullington(view, kStandardEffectiveRadius, wave);
        const bool clear = b.line_of_sight && b.v <= kClearParameter;
        result.intermediates.emplace_back("line_of_sight", b.line_of_sight ? 1.0 : 0.0);
        result.intermediates.emplace_back("v", b.v);
        result.intermediates.emplace_back("clear", clear ? 1.0 : 0.0);
        if (!clear) {
            result.loss_db = std::numeric_limits<double>::infinity();
        }
        return result;
    }
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
