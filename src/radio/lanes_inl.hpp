// Vectors of single precision as the kernels of this room use them, and what their equations ask of
// them. Highway includes this once for each kind of processor, hence no `#pragma once`.
#if defined(TODOKU_RADIO_LANES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef TODOKU_RADIO_LANES_INL
#undef TODOKU_RADIO_LANES_INL
#else
#define TODOKU_RADIO_LANES_INL
#endif

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>
#include <numbers>

#ifndef TODOKU_RADIO_LANES_SHARED
#define TODOKU_RADIO_LANES_SHARED
namespace todoku::radio {

/// 0, 1, 2 ..., as many as the longest vector has lanes.
struct LaneNumbers {
    alignas(64) float of[64];
    constexpr LaneNumbers() : of() {
        for (int i = 0; i < 64; ++i) {
            of[i] = static_cast<float>(i);
        }
    }
};
inline constexpr LaneNumbers kLaneNumbers;

} // namespace todoku::radio
#endif

HWY_BEFORE_NAMESPACE();
namespace todoku::radio::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Lanes = hn::ScalableTag<float>;
using V = hn::Vec<Lanes>;

constexpr Lanes kLanes;

HWY_INLINE V set(double value) {
    return hn::Set(kLanes, static_cast<float>(value));
}
/// `first`, `first` + 1 ...: hn::Iota of Highway 1.0 writes them into memory one by one.
HWY_INLINE V counted_from(float first) {
    return hn::Add(hn::Set(kLanes, first), hn::LoadU(kLanes, kLaneNumbers.of));
}
HWY_INLINE V natural_log(V x) {
    return hn::Log(kLanes, x);
}
HWY_INLINE V common_log(V x) {
    return hn::Mul(natural_log(x), set(1.0 / std::numbers::ln10));
}
HWY_INLINE V exponential(V x) {
    return hn::Exp(kLanes, x);
}
HWY_INLINE V square(V x) {
    return hn::Mul(x, x);
}
/// hn::Tanh through one exponential.
HWY_INLINE V tanh_of(V x) {
    const V e = exponential(hn::Mul(hn::Min(x, set(20.0)), set(2.0)));
    return hn::Sub(set(1.0), hn::Div(set(2.0), hn::Add(e, set(1.0))));
}

} // namespace todoku::radio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif // the toggle above
