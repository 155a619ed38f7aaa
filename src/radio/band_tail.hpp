// What becomes of the loss over the ground in one band: what air, rain, the things around a handset
// and the antenna's pattern take, where an obstacle ends service, and the chance of service that
// remains.
#pragma once

#include "radio/antenna_table.hpp"
#include "radio/batch_loss.hpp"
#include "radio/link_budget.hpp"
#include "radio/service_chance.hpp"

#include <cstddef>
#include <vector>

namespace todoku::radio {

/// The model a preset is predicted with: `wanted`, or delta-Bullington where P.1812 is wanted above
/// its range.
SweepModel reach_model(SweepModel wanted, const BandPreset& preset);

/// Diffraction loss of a path of this length over an edge that just touches the line between the
/// antennas, dB: 12.4 (ITU-R P.526-15, 4.1 and eq. 57). Above the range of P.1812 a handset behind
/// more than that is not served: no line of sight is left, and what diffraction, reflections or
/// trees let through there no model of the ranking knows.
double grazing_loss_db(double path_m);

/// From the site to one receiver.
struct TailPath {
    std::size_t steps = 0; ///< of the profile
    float ground_m = 0.0F; ///< distance over the ground
    float rise_m = 0.0F;   ///< of the receiver's antenna over the site's
    float east = 0.0F;     ///< with `north` the direction over the ground, of any length
    float north = 0.0F;
};

/// What is the same for all bands.
struct TailSettings {
    Metres step;                ///< of the profiles
    std::size_t most_steps = 0; ///< of a profile
    double rain_mm_h = 0.0;     ///< from 1 GHz on; ITU-R P.838
    /// Around every handset stand a town's things: the median of ITU-R P.2108, 3.2, which within
    /// its least distance of 250 m is that at 250 m.
    bool terminal_clutter = false;
    const AntennaTable* antenna = nullptr; ///< none: the main beam in every direction
};

class BandTail {
public:
    /// @param wanted model, as in `reach_model`; the antenna's table outlives the tail
    /// @throws UsageError for rain or a frequency outside the range of what is asked for
    BandTail(const BandPreset& preset, SweepModel wanted, const TailSettings& settings);

    [[nodiscard]] SweepModel model() const { return model_; }
    /// Chance of service.
    [[nodiscard]] float chance(float ground_loss_db, const TailPath& path) const {
        if (ends_behind_obstacles_ && obstructed(ground_loss_db, path)) {
            return 0.0F;
        }
        const float pattern_db = antenna_ != nullptr ? pattern_loss_db(path) : 0.0F;
        return chance_.of(ground_loss_db + by_distance_db_[path.steps] + pattern_db);
    }
    /// At the site itself, free space below the antenna, whatever its pattern.
    [[nodiscard]] float chance_at_site(Metres antenna_over_receiver) const;

private:
    [[nodiscard]] bool obstructed(float ground_loss_db, const TailPath& path) const;
    [[nodiscard]] float pattern_loss_db(const TailPath& path) const;

    SweepModel model_;
    ServiceChance chance_;
    Metres wave_;
    bool ends_behind_obstacles_;
    const AntennaTable* antenna_;
    std::vector<float> by_distance_db_; ///< by steps
};

} // namespace todoku::radio
