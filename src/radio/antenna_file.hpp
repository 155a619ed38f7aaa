// Antenna pattern files: MSI Planet (.msi, .pln) and Radio Mobile (.ant), told apart by what is in
// them.
//
// MSI: keys, then HORIZONTAL n and VERTICAL n, each with n rows of an angle and the loss below the
// main beam in dB. GAIN is in dBd unless it says dBi. HORIZONTAL turns clockwise from ahead;
// VERTICAL turns downwards from the horizon ahead, as manufacturers write it (a beam tilted by 6
// degrees has its 0 at 6). Radio Mobile: one gain a line, 0 at most: 360 around the horizon, then
// none, 180 or 181 from above to below (+90 to -90), or 360 on around behind. It states no gain.
// Numbers may have a decimal comma.
#pragma once

#include "core/issue.hpp"
#include "radio/antenna_cuts.hpp"

#include <string>
#include <string_view>

namespace todoku::radio {

/// A half-wave dipole over an isotropic antenna: dBi less dBd (10 log10(1.64)).
inline constexpr double kDipole_dbi = 2.15;

/// @param shown_as the file's name in messages. @param bytes in any encoding of core/encoding.hpp
/// @return the two cuts; counts are of the rows with angles. Issues: antenna_gain_in_dbd (no unit),
///         antenna_gain_missing, antenna_signs_turned (gains where losses belong, or the reverse),
///         antenna_angle_repeated, antenna_cut_missing (a list of 360), antenna_beam_upwards
/// @throws InputError naming file, line, value and what was expected: a row or a key that is no
///         number, an angle twice with different values, fewer or more rows than said, signs mixed,
///         a cut or everything missing
Loaded<CutPattern> read_antenna(const std::string& shown_as, std::string_view bytes);

} // namespace todoku::radio
