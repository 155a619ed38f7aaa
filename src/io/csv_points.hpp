// Points of a CSV whose columns hold coordinates, written as people write them.
#pragma once

#include "geo/crs.hpp"
#include "io/datum_words.hpp"

#include <optional>
#include <string>

class OGRFeature;
class OGRFeatureDefn;

namespace todoku::io {

/// The columns of a CSV that hold its coordinates.
struct PointColumns {
    int x = 0;                         ///< longitude, or x
    int y = 0;                         ///< latitude, or y
    bool degrees = false;              ///< the headers speak of latitude and longitude
    SaidDatum said = SaidDatum::None;  ///< the datum that the headers of degrees name
    std::optional<int> datum_column{}; ///< says it row by row, where the headers do not
};

/// 経度 and 緯度, lon and lat, x and y... also with something in brackets behind (緯度（10進）) and
/// with a datum named; of several pairs one on the new datum goes first, one on Tokyo datum last.
/// Nothing where either is missing.
std::optional<PointColumns> point_columns(const OGRFeatureDefn& definition);

/// The row's coordinates: decimal numbers, or angles also in degrees, minutes and seconds. Nothing
/// where one of them is empty or cannot be read; `found` is then what stands there.
std::optional<geo::XY> point_in(const OGRFeature& feature, const PointColumns& columns, bool angles,
                                std::string& found);

} // namespace todoku::io
