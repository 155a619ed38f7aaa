// The largest sum of two rows of numbers, entry by entry.
#pragma once

#include <cstdint>
#include <span>

namespace todoku::siting {

/// The largest a[i] + b[i], or 0 where none is positive. Sums must fit 32 bits. On lanes as wide as
/// the processor has (Highway); whole numbers, so that the result is the same on each.
/// @pre as many entries in both
std::int32_t largest_sum(std::span<const std::int32_t> a, std::span<const std::int32_t> b);

} // namespace todoku::siting
