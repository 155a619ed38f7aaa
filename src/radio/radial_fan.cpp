#include "radio/radial_fan.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace todoku::radio {

namespace {

void check(Metres radius, Metres pitch, Metres step) {
    const auto positive = [](Metres length) {
        return std::isfinite(length.value()) && length.value() > 0.0;
    };
    if (!positive(radius) || !positive(pitch) || !positive(step) ||
        radius / pitch > std::numeric_limits<std::int16_t>::max() ||
        radius / step > std::numeric_limits<std::uint16_t>::max() - 1) {
        throw UsageError({"半径・受信点の間隔・断面の間隔の組み合わせが扱える範囲を超えています。"
                          "間隔を広げるか半径を縮めてください。",
                          "radius, pitch and step are out of range together: widen the pitch or "
                          "shorten the radius"});
    }
}

} // namespace

RadialFan::RadialFan(Metres radius, Metres pitch, Metres step) : pitch_(pitch), step_(step) {
    check(radius, pitch, step);
    arm_ = static_cast<int>(std::floor(radius / pitch));
    const auto count = static_cast<std::size_t>(
        std::max(4.0, std::ceil(2.0 * std::numbers::pi * (radius / step))));
    const double radial_per_radian = static_cast<double>(count) / (2.0 * std::numbers::pi);

    const auto for_each = [&](auto take) {
        for (int north = -arm_; north <= arm_; ++north) {
            for (int east = -arm_; east <= arm_; ++east) {
                const double distance = std::sqrt(static_cast<double>(east) * east +
                                                  static_cast<double>(north) * north) *
                                        pitch.value();
                if (distance > radius.value() || (east == 0 && north == 0)) {
                    continue;
                }
                const double angle =
                    std::atan2(static_cast<double>(north), static_cast<double>(east));
                const double turn = angle < 0.0 ? angle + 2.0 * std::numbers::pi : angle;
                const auto radial =
                    static_cast<std::size_t>(std::round(turn * radial_per_radian)) % count;
                const double steps = std::max(1.0, std::round(distance / step.value()));
                take(radial,
                     FanReceiver{static_cast<std::int16_t>(east), static_cast<std::int16_t>(north),
                                 static_cast<std::uint16_t>(steps)});
            }
        }
    };
    begin_.assign(count + 1, 0);
    for_each([&](std::size_t radial, const FanReceiver& receiver) {
        ++begin_[radial + 1];
        most_steps_ = std::max<std::size_t>(most_steps_, receiver.steps);
    });
    for (std::size_t radial = 0; radial < count; ++radial) {
        begin_[radial + 1] += begin_[radial];
    }
    receivers_.resize(begin_.back());
    std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
    for_each([&](std::size_t radial, const FanReceiver& receiver) {
        receivers_[next[radial]++] = receiver;
    });
    for (std::size_t radial = 0; radial < count; ++radial) {
        std::stable_sort(
            receivers_.begin() + static_cast<std::ptrdiff_t>(begin_[radial]),
            receivers_.begin() + static_cast<std::ptrdiff_t>(begin_[radial + 1]),
            [](const FanReceiver& a, const FanReceiver& b) { return a.steps < b.steps; });
    }
    steps_.reserve(receivers_.size());
    distances_m_.reserve(receivers_.size());
    for (const FanReceiver& r : receivers_) {
        steps_.push_back(r.steps);
        distances_m_.push_back(
            static_cast<float>(std::sqrt(static_cast<double>(r.east) * r.east +
                                         static_cast<double>(r.north) * r.north) *
                               pitch.value()));
    }
}

RadialFan::Direction RadialFan::direction(std::size_t radial) const {
    const double angle =
        2.0 * std::numbers::pi * static_cast<double>(radial) / static_cast<double>(radials());
    return {std::cos(angle), std::sin(angle)};
}

} // namespace todoku::radio
