// How coordinates of a file are brought to the ground, and by which ground they are judged.
#pragma once

#include "geo/box.hpp"
#include "geo/crs.hpp"

namespace todoku::io {

struct Placing {
    geo::DatumRules datum;     ///< for files on Tokyo datum
    geo::Box extent;           ///< of the study's municipalities; empty where it is not known
    int plane_rectangular = 0; ///< EPSG code of the prefecture's own system; 0: not known
};

/// House rule: what lies farther than about 5 km from the study's ground is no part of it.
inline constexpr double kBorderDegrees = 0.05;
/// House rule: shapes of a prefecture's own files (areas served, parks, routes) lap over its border
/// by no more than this, some 50 km.
inline constexpr double kSpillDegrees = 0.5;

/// Japan with its outlying islands: 沖ノ鳥島 20.4 N, 与那国島 122.9 E, 択捉島 45.6 N, 南鳥島 154.0
/// E (国土地理院). No latitude of it is a longitude of it.
inline constexpr geo::Box kJapan{20.0, 122.0, 46.0, 154.0};
inline bool in_japan(double lat, double lng) {
    return kJapan.contains(geo::LatLng::from_degrees(lat, lng));
}

} // namespace todoku::io
