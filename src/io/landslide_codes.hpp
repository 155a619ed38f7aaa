// Which code of A33_002 is the special landslide zone: editions and copies of 国土数値情報 differ,
// and a wrong guess turns every zone into the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

/// What one row of A33 tells.
struct LandslideRow {
    std::string code;  ///< A33_002
    std::string place; ///< kind of movement, prefecture and number of the place (A33_001, 003, 004)
    bool no_special = false; ///< A33_008 1: the place has no special zone
    double area_m2 = 0.0;
};

struct LandslideCodes {
    std::string special;         ///< "1" or "2"; empty where the file does not tell
    std::int64_t places_for = 0; ///< places where the special zone is the smaller one
    std::int64_t places_against = 0;
    std::int64_t flags_for = 0; ///< rows without a special zone, whose code is thus the other
    std::int64_t flags_against = 0;
};

/// A special zone lies inside its place's zone (土砂災害防止法 第9条: it is taken from within), so
/// of the two it is the smaller; and a place without one holds the other code only. Decided where
/// both kinds of evidence that occur agree in nineteen of twenty cases.
LandslideCodes find_special_code(const std::vector<LandslideRow>& rows);

} // namespace todoku::io
