// Path loss of 3GPP's street and rural scenarios: statistical, without terrain, for comparison
// (3GPP TR 38.901 V17.0.0, section 7.4.1, tables 7.4.1-1 and 7.4.2-1).
#pragma once

#include "core/units.hpp"

namespace todoku::radio {

enum class Scenario {
    UrbanMacro, ///< UMa: antennas above the roofs, 25 m in the table
    UrbanMicro, ///< UMi street canyon: antennas below the roofs, 10 m
    RuralMacro, ///< RMa: 10 to 150 m
};

/// One link. Heights above ground, metres; distances 10 m to 5 km (10 km for rural line of sight).
struct StatisticalPath {
    Scenario scenario = Scenario::UrbanMacro;
    Hertz frequency;
    double ground_m = 0.0; ///< d2D
    double base_m = 25.0;  ///< hBS
    double user_m = 1.5;   ///< hUT: 1.5 to 22.5 (urban), 1 to 10 (rural)
};

struct StatisticalLoss {
    double breakpoint_m = 0.0;        ///< d'BP or dBP (notes 1 and 5)
    double sight_probability = 0.0;   ///< Pr_LOS, table 7.4.2-1
    double line_of_sight_db = 0.0;    ///< PL_LOS
    double no_line_of_sight_db = 0.0; ///< PL_NLOS, never under PL_LOS
};
/// Section 7.1: 0.5 to 100 GHz; rural to 30 GHz (table 7.4.1-1, note 2).
inline constexpr Hertz kLeastTr38901Frequency = Hertz(0.5e9);
inline constexpr Hertz kGreatestTr38901Frequency = Hertz(100e9);
inline constexpr Metres kLeastTr38901Distance = Metres(10.0);
inline constexpr Hertz kGreatestRuralFrequency = Hertz(30e9);

/// Buildings 5 m high and streets 20 m wide in the rural scenario, the table's defaults.
StatisticalLoss statistical_loss(const StatisticalPath& path);

} // namespace todoku::radio
