#include "radio/band_tail.hpp"

#include "radio/bullington.hpp"
#include "radio/free_space.hpp"
#include "radio/p1812.hpp"
#include "radio/p2108.hpp"
#include "radio/p676.hpp"
#include "radio/p838.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::radio {

namespace {

/// Places vary about P.1812's median, rooms about the median entry loss, and neither knows of the
/// other.
Decibels deviation_of(const BandPreset& preset, SweepModel model) {
    const double places_db = model == SweepModel::P1812
                                 ? location_deviation_db(preset.frequency, P1812Path().resolution_m,
                                                         preset.receiver_height.value(), 0.0)
                                 : 0.0;
    return Decibels(std::hypot(places_db, preset.entry_deviation.value()));
}

bool above_p1812(const BandPreset& preset) {
    return preset.frequency > kGreatestP1812Frequency;
}

} // namespace

SweepModel reach_model(SweepModel wanted, const BandPreset& preset) {
    return wanted == SweepModel::P1812 && above_p1812(preset) ? SweepModel::DeltaBullington
                                                              : wanted;
}

double grazing_loss_db(double path_m) {
    return bullington_correction_db(knife_edge_loss_db(0.0), path_m);
}

BandTail::BandTail(const BandPreset& preset, SweepModel wanted, const TailSettings& settings)
    : model_(reach_model(wanted, preset)),
      chance_(preset.maximum_loss(), deviation_of(preset, model_)),
      wave_(wavelength(preset.frequency)), ends_behind_obstacles_(above_p1812(preset)),
      antenna_(settings.antenna), by_distance_db_(settings.most_steps + 1, 0.0F) {
    // In P.1812's range gas is too little to count.
    const double gas_db_per_m =
        above_p1812(preset) ? gas_attenuation(preset.frequency).db_per_km() / 1e3 : 0.0;
    const bool rains = preset.frequency.value() / 1e9 >= kRainFrequency_ghz.least;
    const double rain_db_per_m =
        rains && settings.rain_mm_h != 0.0
            ? rain_law(preset.frequency, kVerticalTilt_deg).db_per_km(settings.rain_mm_h) / 1e3
            : 0.0;
    const double least_m = kTerrestrialClutterDistance_km.least * 1e3;
    for (std::size_t i = 0; i <= settings.most_steps; ++i) {
        const double at_m = settings.step.value() * static_cast<double>(i);
        const double clutter_db = settings.terminal_clutter
                                      ? terrestrial_clutter_loss_db(
                                            preset.frequency, Metres(std::max(at_m, least_m)), 50.0)
                                      : 0.0;
        by_distance_db_[i] = static_cast<float>((gas_db_per_m + rain_db_per_m) * at_m + clutter_db);
    }
}

float BandTail::pattern_loss_db(const TailPath& path) const {
    constexpr float kDegrees = 180.0F / std::numbers::pi_v<float>;
    return antenna_->loss_db(std::atan2(path.east, path.north) * kDegrees,
                             std::atan2(path.rise_m, path.ground_m) * kDegrees);
}

bool BandTail::obstructed(float ground_loss_db, const TailPath& path) const {
    const double free_db = free_space_loss_db(
        slant_m(static_cast<double>(path.ground_m), static_cast<double>(path.rise_m)), wave_);
    return static_cast<double>(ground_loss_db) - free_db >
           grazing_loss_db(static_cast<double>(path.ground_m));
}

float BandTail::chance_at_site(Metres antenna_over_receiver) const {
    return chance_.of(
        static_cast<float>(free_space_loss_db(slant_m(0.0, antenna_over_receiver.value()), wave_)));
}

} // namespace todoku::radio
