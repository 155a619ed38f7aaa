// Areas inside a cell as integers: sums of integers do not depend on their order.
#pragma once

#include <bit>
#include <cstdint>

namespace todoku::overlay {

/// Areas in the scan are integers in units of 2^-40 of a cell.
inline constexpr std::int64_t kWholeCell = std::int64_t{1} << 40;
inline constexpr double kScanUnits = static_cast<double>(kWholeCell);

/// 1.5 * 2^52: adding and subtracting it rounds to an integer.
inline constexpr double kRounder = 6755399441055744.0;

/// To the nearest integer, |value| < 2^51.
inline double rounded(double value) {
    return (value + kRounder) - kRounder;
}

/// The same as an integer.
inline std::int64_t integer(double value) {
    return std::bit_cast<std::int64_t>(value + kRounder) - std::bit_cast<std::int64_t>(kRounder);
}

/// As a share of a cell.
constexpr double share_of(std::int64_t area) {
    return static_cast<double>(area) / kScanUnits;
}

} // namespace todoku::overlay
