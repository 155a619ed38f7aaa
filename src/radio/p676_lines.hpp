// Spectral lines of oxygen and water vapour up to 1,000 GHz (ITU-R P.676-13 (08/2022), annex 1,
// tables 1 and 2).
#pragma once

#include <span>

namespace todoku::radio {

/// A row of table 1.
struct OxygenLine {
    double f0_ghz;
    double a1, a2, a3, a4, a5, a6;
};
/// 44 rows, rising.
std::span<const OxygenLine> oxygen_lines();

/// A row of table 2.
struct VapourLine {
    double f0_ghz;
    double b1, b2, b3, b4, b5, b6;
};
/// 35 rows, rising; the last stands for the continuum of what lies above 1,000 GHz.
std::span<const VapourLine> vapour_lines();

} // namespace todoku::radio
