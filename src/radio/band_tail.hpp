// What becomes of the loss over the ground in one band: what the air takes, where an obstacle ends
// service, and the chance of service that remains.
#pragma once

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
};

class BandTail {
public:
    /// @param wanted model, as in `reach_model`; @param step, @param most_steps of the profiles
    BandTail(const BandPreset& preset, SweepModel wanted, Metres step, std::size_t most_steps);

    [[nodiscard]] SweepModel model() const { return model_; }
    /// Chance of service.
    [[nodiscard]] float chance(float ground_loss_db, const TailPath& path) const {
        return ends_behind_obstacles_ && obstructed(ground_loss_db, path)
                   ? 0.0F
                   : chance_.of(ground_loss_db + by_distance_db_[path.steps]);
    }
    /// At the site itself, free space below the antenna.
    [[nodiscard]] float chance_at_site(Metres antenna_over_receiver) const;

private:
    [[nodiscard]] bool obstructed(float ground_loss_db, const TailPath& path) const;

    SweepModel model_;
    ServiceChance chance_;
    Metres wave_;
    bool ends_behind_obstacles_;
    std::vector<float> by_distance_db_; ///< by steps
};

} // namespace todoku::radio
