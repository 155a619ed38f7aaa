// Which point of which radial stands for each receiver of a lattice around a site: worked out once,
// used for every site.
#pragma once

#include "core/units.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace todoku::radio {

/// A receiver `east` and `north` lattice pitches from the site, at the point `steps` profile steps
/// along its radial.
struct FanReceiver {
    std::int16_t east = 0;
    std::int16_t north = 0;
    std::uint16_t steps = 0;
};

/// Radials at equal angles, one for every profile step of the circle: no receiver lies farther than
/// about 0.7 steps from the point that stands for it (half a step across, half a step along). All
/// lengths are over the ground of the site's local frame.
class RadialFan {
public:
    /// @param radius reach of the radials; @param pitch distance of neighbouring receivers;
    /// @param step distance of neighbouring points of a radial
    /// @throws UsageError where a length is not positive or the fan would have over 32,767 pitches
    /// or 65,535 steps
    RadialFan(Metres radius, Metres pitch, Metres step);

    [[nodiscard]] Metres pitch() const { return pitch_; }
    [[nodiscard]] Metres step() const { return step_; }
    [[nodiscard]] std::size_t radials() const { return begin_.size() - 1; }
    /// Receivers of all radials, ordered by radial, then outwards. The site itself is none.
    [[nodiscard]] std::span<const FanReceiver> receivers() const { return receivers_; }
    /// Their steps and their distances over the ground in metres, by themselves.
    [[nodiscard]] std::span<const std::uint16_t> steps() const { return steps_; }
    [[nodiscard]] std::span<const float> distances_m() const { return distances_m_; }
    [[nodiscard]] std::size_t begin(std::size_t radial) const { return begin_[radial]; }
    /// Pitches from the site to the farthest receiver east, west, north or south.
    [[nodiscard]] int arm() const { return arm_; }
    [[nodiscard]] std::size_t most_steps() const { return most_steps_; }

    /// Direction of a radial: east and north per unit of length.
    struct Direction {
        double east = 0.0;
        double north = 0.0;
    };
    [[nodiscard]] Direction direction(std::size_t radial) const;

private:
    Metres pitch_;
    Metres step_;
    int arm_ = 0;
    std::size_t most_steps_ = 0;
    std::vector<FanReceiver> receivers_;
    std::vector<std::uint16_t> steps_;
    std::vector<float> distances_m_;
    std::vector<std::size_t> begin_; ///< radials + 1
};

} // namespace todoku::radio
