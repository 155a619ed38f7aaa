// clang-format off: Highway compiles this file once for each kind of processor; the order of these
// lines is what makes it do so.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "radio/radial_scan.cpp"
#include <hwy/foreach_target.h>
#include "radio/lanes_inl.hpp"
// clang-format on
#include "radio/radial_scan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#ifndef TODOKU_RADIO_RADIAL_SCAN_SHARED
#define TODOKU_RADIO_RADIAL_SCAN_SHARED
namespace todoku::radio {

/// Two vectors of up to 16 lanes run back over the site; what lies there must never be a maximum.
constexpr std::size_t kFrontPad = 64;
constexpr float kDeep = -1e9F;

/// One radial as the kernels see it. Heights start `kFrontPad` floats before point 0, and points up
/// to 0 are deep.
struct RadialView {
    const float* ground;
    const float* curved;
    const float* obstacle;     ///< null: nothing stands on the ground
    const float* root;         ///< by point
    const float* inverse_back; ///< by point, for a radial of `most` steps
    const float* root_back;
    std::size_t most;
    std::size_t clear_steps;
    float first_m;
    float first_ground_m;
    float curvature;
    float receiver_m;
    float covered; ///< see RadialEnds, times sqrt(step / 2)
};

/// Where a radial's points are bent over the effective Earth, and what is seen of them.
struct RadialLines {
    float* curved; ///< may be overshot by a vector
    float* slope;  ///< of each point from the site's antenna
};

} // namespace todoku::radio
#endif

HWY_BEFORE_NAMESPACE();
namespace todoku::radio::HWY_NAMESPACE {

constexpr float kNowhere = -std::numeric_limits<float>::infinity();

HWY_INLINE float highest(Lanes d, V v) {
    return hn::GetLane(hn::MaxOfLanes(d, v));
}

/// A maximum by lane, and with `kPlace` the farthest point where it stands (points come back
/// towards the site).
template <bool kPlace>
struct Maximum {
    V best;
    V at;

    HWY_INLINE void take(V value, V index) {
        if constexpr (kPlace) {
            at = hn::IfThenElse(hn::Gt(value, best), index, at);
        }
        best = hn::Max(best, value);
    }
    HWY_INLINE float value() const { return highest(Lanes(), best); }
    HWY_INLINE std::size_t place() const {
        const Lanes d;
        const V most = hn::MaxOfLanes(d, best);
        return static_cast<std::size_t>(
            hn::GetLane(hn::MaxOfLanes(d, hn::IfThenElseZero(hn::Eq(best, most), at))));
    }
};

/// What a pass back from the receiver finds, over the points [1, top].
struct Back {
    float sight = kNowhere; ///< largest v, or steepest line from the receiver
    std::size_t place = 0;
    float above_m = 0.0F;  ///< highest point above the chord
    float steepest = 0.0F; ///< steepest line from the receiver on a flat Earth
};

/// The line from antenna to antenna and the receiver's end of it.
struct Chord {
    float first_m;
    float slope;
    float second_m;
};

/// @param kSight largest (y - line) / sqrt(i (n - i)), else steepest (y - end) / (n - i)
/// With `kSight` alone it ends where a point covers more than `view.covered` allows.
template <bool kSight, bool kPlace, bool kSurface>
HWY_INLINE Back scan_points(const RadialView& view, const float* heights, std::size_t n,
                            std::size_t top, const Chord& curved, const Chord& flat) {
    const Lanes d;
    const auto lanes = static_cast<std::ptrdiff_t>(hn::Lanes(d));
    const float* inverse = view.inverse_back + (view.most - n);
    const float* root_back = view.root_back + (view.most - n);
    const V first = hn::Set(d, curved.first_m);
    const V slope = hn::Set(d, curved.slope);
    const V second = hn::Set(d, curved.second_m);
    const V flat_slope = hn::Set(d, flat.slope);
    const V flat_second = hn::Set(d, flat.second_m);
    const V back = hn::Set(d, static_cast<float>(lanes));
    V index = counted_from(static_cast<float>(static_cast<std::ptrdiff_t>(top) + 1 - lanes));
    const V nowhere = hn::Set(d, kNowhere);
    Maximum<kPlace> sight{nowhere, hn::Zero(d)};
    Maximum<false> above{nowhere, hn::Zero(d)};
    Maximum<false> steepest{nowhere, hn::Zero(d)};
    const auto look = [&](std::ptrdiff_t i, V at, Maximum<kPlace>& most) HWY_ATTR {
        const V y = hn::LoadU(d, heights + i);
        if constexpr (kSight) {
            const V over = hn::NegMulAdd(slope, at, hn::Sub(y, first));
            most.take(
                hn::Mul(over, hn::Mul(hn::LoadU(d, view.root + i), hn::LoadU(d, root_back + i))),
                at);
        } else {
            most.take(hn::Mul(hn::Sub(y, second), hn::LoadU(d, inverse + i)), at);
        }
    };
    const auto begin = static_cast<std::ptrdiff_t>(top) + 1 - lanes;
    if constexpr (kPlace || kSurface) {
        for (std::ptrdiff_t i = begin; i > -lanes + 1; i -= lanes) {
            look(i, index, sight);
            if constexpr (kSurface) {
                const V h = hn::LoadU(d, view.ground + i);
                above.take(hn::NegMulAdd(flat_slope, index, hn::Sub(h, first)), index);
                steepest.take(hn::Mul(hn::Sub(h, flat_second), hn::LoadU(d, inverse + i)), index);
            }
            index = hn::Sub(index, back);
        }
    } else {
        // Two maxima in turn: one would wait for itself.
        Maximum<kPlace> other{nowhere, hn::Zero(d)};
        const V covered = hn::Set(d, view.covered / std::sqrt(static_cast<float>(n)));
        for (std::ptrdiff_t i = begin; i > -lanes + 1; i -= 2 * lanes) {
            look(i, index, sight);
            index = hn::Sub(index, back);
            look(i - lanes, index, other);
            index = hn::Sub(index, back);
            if constexpr (kSight) {
                if (!hn::AllFalse(d, hn::Gt(hn::Max(sight.best, other.best), covered))) {
                    break;
                }
            }
        }
        sight.best = hn::Max(sight.best, other.best);
    }
    Back result;
    result.sight = sight.value();
    if constexpr (kPlace) {
        result.place = sight.place();
    }
    if constexpr (kSurface) {
        result.above_m = above.value();
        result.steepest = steepest.value();
    }
    return result;
}

template <bool kSight>
HWY_INLINE Back scan_ground(const RadialView& view, ScanDepth depth, std::size_t n,
                            const Chord& curved, const Chord& flat) {
    if (depth == ScanDepth::Horizons) {
        return scan_points<kSight, true, true>(view, view.curved, n, n - 1, curved, flat);
    }
    if (depth == ScanDepth::Surface) {
        return scan_points<kSight, false, true>(view, view.curved, n, n - 1, curved, flat);
    }
    return scan_points<kSight, false, false>(view, view.curved, n, n - 1, curved, flat);
}

/// Highest of points [from, to] above the line through `level` at point 0.
HWY_INLINE float roughness(const float* heights, float level, float line, std::size_t from,
                           std::size_t to) {
    const Lanes d;
    const std::size_t lanes = hn::Lanes(d);
    const auto base = hn::Set(d, level);
    const auto slope = hn::Set(d, line);
    const auto last = hn::Set(d, static_cast<float>(to));
    const auto lowest = hn::Set(d, -std::numeric_limits<float>::infinity());
    auto best = lowest;
    for (std::size_t i = from; i <= to; i += lanes) {
        const auto index = counted_from(static_cast<float>(i));
        const auto above = hn::NegMulAdd(slope, index, hn::Sub(hn::LoadU(d, heights + i), base));
        best = hn::Max(best, hn::IfThenElse(hn::Le(index, last), above, lowest));
    }
    return highest(d, best);
}

/// What the receiver at `r.steps` sees; what the site sees stands in `r` already.
HWY_INLINE void scan_back(const RadialView& view, ScanDepth depth, ReceiverScan& r) {
    const std::size_t n = r.steps;
    const auto count = static_cast<float>(n);
    const float end = r.second_m - view.curvature * (count * count);
    const Chord curved{view.first_m, (end - view.first_m) / count, end};
    const Chord flat{view.first_m, (r.second_m - view.first_m) / count, r.second_m};
    r.sees_ground = !(r.first_slope > curved.slope);
    r.line_of_sight = r.sees_ground && r.rise < curved.slope;
    if (depth == ScanDepth::Clearance && !r.line_of_sight) {
        return;
    }

    const Back back = r.sees_ground ? scan_ground<true>(view, depth, n, curved, flat)
                                    : scan_ground<false>(view, depth, n, curved, flat);
    if (r.sees_ground) {
        r.worst = back.sight;
        r.first_index = back.place;
        if (!r.line_of_sight) {
            r.fall =
                scan_points<false, false, false>(view, view.curved, n, n - 1, curved, flat).sight;
        }
    } else {
        r.second_slope = r.fall = back.sight;
    }
    r.second_index = back.place;
    if (view.obstacle != nullptr && n > view.clear_steps + 1) {
        const std::size_t top = n - 1 - view.clear_steps;
        if (r.line_of_sight) {
            r.worst = std::max(
                r.worst,
                scan_points<true, false, false>(view, view.obstacle, n, top, curved, flat).sight);
        } else {
            r.fall = std::max(
                r.fall,
                scan_points<false, false, false>(view, view.obstacle, n, top, curved, flat).sight);
        }
    }
    if (depth < ScanDepth::Surface) {
        return;
    }
    r.obstruction_m = back.above_m;
    r.from_first -= flat.slope;
    r.from_second = back.steepest + flat.slope;
    if (depth == ScanDepth::Horizons && n > 1) {
        const float first = std::min(static_cast<float>(r.first_fit_m), view.first_ground_m);
        const float second = std::min(static_cast<float>(r.second_fit_m), r.second_ground_m);
        const auto [from, to] = std::minmax(r.first_index, r.second_index);
        r.roughness_m = roughness(view.ground, first, (second - first) / count, from, to);
    }
}

void receive(const RadialView& view, ScanDepth depth, std::span<ReceiverScan> scans) {
    for (ReceiverScan& scan : scans) {
        scan_back(view, depth, scan);
    }
}

/// Points 1 ... n over the flattened Earth and their slopes from the site's antenna.
void bend(const RadialView& view, const float* inverse, std::size_t n, const RadialLines& to) {
    const Lanes d;
    const V first = hn::Set(d, view.first_m);
    const V curvature = hn::Set(d, view.curvature);
    for (std::size_t i = 1; i <= n; i += hn::Lanes(d)) {
        const V at = counted_from(static_cast<float>(i));
        const V y = hn::Sub(hn::LoadU(d, view.ground + i), hn::Mul(curvature, hn::Mul(at, at)));
        hn::StoreU(y, d, to.curved + i);
        hn::StoreU(hn::Mul(hn::Sub(y, first), hn::LoadU(d, inverse + i)), d, to.slope + i);
    }
}

/// 1 at each point 1 ... n whose receiver is in line of sight, else 0: as `scan_back` decides.
/// @param rise_obstacle by receiver, or null where nothing stands on the ground
void find_sight(const RadialView& view, const float* rise_curved, const float* rise_obstacle,
                std::size_t n, float* sees) {
    const Lanes d;
    const V first = hn::Set(d, view.first_m);
    const V curvature = hn::Set(d, view.curvature);
    const V receiver = hn::Set(d, view.receiver_m);
    for (std::size_t i = 1; i <= n; i += hn::Lanes(d)) {
        const V at = counted_from(static_cast<float>(i));
        const V end = hn::Sub(hn::Add(hn::LoadU(d, view.ground + i), receiver),
                              hn::Mul(curvature, hn::Mul(at, at)));
        V rise = hn::LoadU(d, rise_curved + i);
        if (rise_obstacle != nullptr) {
            rise = hn::Max(rise, hn::LoadU(d, rise_obstacle + i));
        }
        const auto sight = hn::Lt(rise, hn::Div(hn::Sub(end, first), at));
        hn::StoreU(hn::IfThenElseZero(sight, hn::Set(d, 1.0F)), d, sees + i);
    }
}

} // namespace todoku::radio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace todoku::radio {

HWY_EXPORT(receive);
HWY_EXPORT(bend);
HWY_EXPORT(find_sight);

RadialTables::RadialTables(std::size_t most)
    : most_(most), inverse_(most + 1 + kFrontPad), inverse_back_(kFrontPad + most + 1, 1.0F),
      root_(kFrontPad + most + 1, 1.0F), root_back_(kFrontPad + most + 1, 1.0F) {
    for (std::size_t i = 1; i <= most; ++i) {
        const auto number = static_cast<double>(i);
        inverse_[i] = static_cast<float>(1.0 / number);
        root_[kFrontPad + i] = static_cast<float>(1.0 / std::sqrt(number));
        inverse_back_[kFrontPad + most - i] = inverse_[i];
        root_back_[kFrontPad + most - i] = root_[kFrontPad + i];
    }
}

RadialScan::RadialScan(const RadialTables& tables, ScanDepth depth, bool clutter)
    : tables_(tables), depth_(depth) {
    const std::size_t size = kFrontPad + tables.most() + 1 + kFrontPad;
    ground_.assign(size, kDeep);
    curved_.assign(size, kDeep);
    if (clutter) {
        clutter_.assign(tables.most() + 1, 0.0F);
        obstacle_.assign(size, kDeep);
        rise_obstacle_.assign(tables.most() + 1 + kFrontPad, kDeep);
    }
    slope_.assign(tables.most() + 1 + kFrontPad, 0.0F);
    sees_.assign(tables.most() + 1 + kFrontPad, 0.0F);
    rise_ground_.assign(tables.most() + 1, kDeep);
    rise_curved_.assign(tables.most() + 1 + kFrontPad, kDeep);
    horizon_.assign(tables.most() + 1, 0);
    sum_.assign(tables.most() + 1, 0.0);
    moment_.assign(tables.most() + 1, 0.0);
}

float* RadialScan::ground() {
    return ground_.data() + kFrontPad;
}

float* RadialScan::clutter() {
    return clutter_.empty() ? nullptr : clutter_.data();
}

RadialView RadialScan::view() const {
    return {.ground = ground_.data() + kFrontPad,
            .curved = curved_.data() + kFrontPad,
            .obstacle = obstacle_.empty() ? nullptr : obstacle_.data() + kFrontPad,
            .root = tables_.root_.data() + kFrontPad,
            .inverse_back = tables_.inverse_back_.data() + kFrontPad,
            .root_back = tables_.root_back_.data() + kFrontPad,
            .most = tables_.most(),
            .clear_steps = ends_.clear_steps,
            .first_m = first_m_,
            .first_ground_m = first_ground_m_,
            .curvature = curvature_,
            .receiver_m = ends_.receiver_m,
            .covered = ends_.covered * static_cast<float>(std::sqrt(ends_.step_m / 2.0))};
}

void RadialScan::prepare(std::size_t n, const RadialEnds& ends) {
    ends_ = ends;
    float* ground = ground_.data() + kFrontPad;
    float* curved = curved_.data() + kFrontPad;
    first_ground_m_ = ground[0];
    first_m_ = first_ground_m_ + ends.antenna_m;
    curvature_ = static_cast<float>(ends.step_m * ends.step_m / (2.0 * ends.effective_radius_m));
    if (depth_ >= ScanDepth::Surface) {
        double sum = 0.0;
        double moment = 0.0;
        auto before = static_cast<double>(ground[0]);
        for (std::size_t i = 1; i <= n; ++i) {
            const auto here = static_cast<double>(ground[i]);
            const auto index = static_cast<double>(i);
            sum += here + before;
            moment += here * (3.0 * index - 1.0) + before * (3.0 * index - 2.0);
            sum_[i] = sum;
            moment_[i] = moment;
            before = here;
        }
        float rise = kDeep;
        for (std::size_t i = 1; i <= n; ++i) {
            rise_ground_[i] = rise;
            rise = std::max(rise, (ground[i] - first_m_) * tables_.inverse_[i]);
        }
    }
    const RadialView seen_now = view();
    HWY_DYNAMIC_DISPATCH(bend)(seen_now, tables_.inverse_.data(), n, {curved, slope_.data()});
    float rise = kDeep;
    if (depth_ < ScanDepth::Horizons) {
        for (std::size_t i = 1; i <= n; ++i) {
            rise_curved_[i] = rise;
            rise = std::max(rise, slope_[i]);
        }
    } else {
        std::int32_t horizon = 0;
        for (std::size_t i = 1; i <= n; ++i) {
            rise_curved_[i] = rise;
            horizon_[i] = horizon;
            if (slope_[i] > rise) {
                rise = slope_[i];
                horizon = static_cast<std::int32_t>(i);
            }
        }
    }
    if (!clutter_.empty()) {
        float* obstacle = obstacle_.data() + kFrontPad;
        for (std::size_t i = 1; i <= n; ++i) {
            obstacle[i] = curved[i] + (i > ends.clear_steps ? clutter_[i] : 0.0F);
        }
        float obstacle_rise = kDeep;
        for (std::size_t i = 1; i <= n; ++i) {
            rise_obstacle_[i] = obstacle_rise;
            if (i > ends.clear_steps) {
                const std::size_t last = i - ends.clear_steps;
                obstacle_rise =
                    std::max(obstacle_rise, (obstacle[last] - first_m_) * tables_.inverse_[last]);
            }
        }
    }
    if (depth_ == ScanDepth::Clearance) {
        HWY_DYNAMIC_DISPATCH(find_sight)
        (seen_now, rise_curved_.data(), clutter_.empty() ? nullptr : rise_obstacle_.data(), n,
         sees_.data());
    }
}

void RadialScan::receive(std::span<const std::uint16_t> steps,
                         std::span<ReceiverScan> scans) const {
    const float* ground = ground_.data() + kFrontPad;
    for (std::size_t k = 0; k < steps.size(); ++k) {
        ReceiverScan& r = scans[k];
        const std::size_t n = steps[k];
        r.steps = n;
        r.second_ground_m = ground[n];
        r.second_m = r.second_ground_m + ends_.receiver_m;
        r.first_slope = r.rise = rise_curved_[n];
        r.first_index = static_cast<std::size_t>(horizon_[n]);
        if (!clutter_.empty()) {
            r.rise = std::max(r.rise, rise_obstacle_[n]);
        }
        if (depth_ >= ScanDepth::Surface) {
            const auto count = static_cast<double>(n);
            r.first_fit_m = (2.0 * sum_[n] * count - moment_[n]) / (count * count);
            r.second_fit_m = (moment_[n] - sum_[n] * count) / (count * count);
            r.from_first = rise_ground_[n];
        }
    }
    HWY_DYNAMIC_DISPATCH(receive)(view(), depth_, scans.first(steps.size()));
}

} // namespace todoku::radio
#endif // HWY_ONCE
