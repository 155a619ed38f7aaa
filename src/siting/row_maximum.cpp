// clang-format off: Highway compiles this file once for each kind of processor; the order of these
// lines is what makes it do so.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "siting/row_maximum.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on
#include "siting/row_maximum.hpp"

#include <algorithm>
#include <cassert>

HWY_BEFORE_NAMESPACE();
namespace todoku::siting::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

std::int32_t largest(const std::int32_t* a, const std::int32_t* b, std::size_t size) {
    const hn::ScalableTag<std::int32_t> lanes;
    const std::size_t width = hn::Lanes(lanes);
    auto most = hn::Zero(lanes);
    auto other = most;
    std::size_t i = 0;
    for (; i + 2 * width <= size; i += 2 * width) {
        most = hn::Max(most, hn::Add(hn::LoadU(lanes, a + i), hn::LoadU(lanes, b + i)));
        other = hn::Max(other,
                        hn::Add(hn::LoadU(lanes, a + i + width), hn::LoadU(lanes, b + i + width)));
    }
    std::int32_t found = hn::GetLane(hn::MaxOfLanes(lanes, hn::Max(most, other)));
    for (; i < size; ++i) {
        found = std::max(found, a[i] + b[i]);
    }
    return found;
}

} // namespace todoku::siting::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace todoku::siting {

HWY_EXPORT(largest);

std::int32_t largest_sum(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
    assert(a.size() == b.size());
    return HWY_DYNAMIC_DISPATCH(largest)(a.data(), b.data(), a.size());
}

} // namespace todoku::siting
#endif
