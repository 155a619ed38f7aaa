// Building entry loss: what a wave loses between the street and a room, for any share of buildings
// and rooms (ITU-R P.2109-2 (08/2023), annex 1, section 3).
#pragma once

#include "core/units.hpp"
#include "radio/valid_range.hpp"

namespace todoku::radio {

inline constexpr std::string_view kBuildingEntrySource = "ITU-R P.2109-2";
/// Annex 1, section 3.
inline constexpr ValidRange kBuildingEntryFrequency_ghz = {0.08, 100.0, "GHz"};
inline constexpr ValidRange kBuildingPercent = {0.0, 100.0, "%", true};
/// Of the path at the wall, above (or, negative, below) the horizontal.
inline constexpr ValidRange kWallElevation_deg = {-90.0, 90.0, "deg"};

enum class Building {
    Traditional,
    ThermallyEfficient, ///< metallised glass, foil-backed panels
};

struct BuildingEntry {
    Building building = Building::Traditional;
    Hertz frequency;
    double percent = 50.0; ///< of losses that do not exceed the result
    double elevation_deg = 0.0;
};
/// Loss relative to the field outside, dB (eq. 1 to 10). Negative in a few rooms: windows.
/// @throws UsageError outside the ranges above
double building_entry_loss_db(const BuildingEntry& entry);

} // namespace todoku::radio
