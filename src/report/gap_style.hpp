// QGIS styles of the geodata layers, in the colours of the printed map.
#pragma once

#include <string>

namespace todoku::report {

/// Gap areas filled by how many people live there, labelled with their number (QML).
std::string gap_layer_style();

/// Offered assets as points: those of the plan labelled with rank and name, the next best smaller
/// (QML).
std::string asset_layer_style();

} // namespace todoku::report
