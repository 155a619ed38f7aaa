// A rectangle between two parallels and two meridians.
#pragma once

#include "geo/lat_lng.hpp"

#include <algorithm>
#include <limits>

namespace todoku::geo {

/// Degrees, JGD2011. The default box is empty and grows by extend().
struct Box {
    double south = std::numeric_limits<double>::infinity();
    double west = std::numeric_limits<double>::infinity();
    double north = -std::numeric_limits<double>::infinity();
    double east = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool empty() const { return !(south <= north && west <= east); }
    [[nodiscard]] bool contains(LatLng p) const {
        return p.lat() >= south && p.lat() <= north && p.lng() >= west && p.lng() <= east;
    }
    [[nodiscard]] bool touches(const Box& other) const {
        return south <= other.north && other.south <= north && west <= other.east &&
               other.west <= east;
    }
    [[nodiscard]] LatLng centre() const {
        return LatLng::from_degrees((south + north) / 2, (west + east) / 2);
    }
    void extend(LatLng p) {
        south = std::min(south, p.lat());
        north = std::max(north, p.lat());
        west = std::min(west, p.lng());
        east = std::max(east, p.lng());
    }
    void extend(const Box& other) {
        south = std::min(south, other.south);
        north = std::max(north, other.north);
        west = std::min(west, other.west);
        east = std::max(east, other.east);
    }
    /// The box with `degrees` more on each side.
    [[nodiscard]] Box grown(double degrees) const {
        return {south - degrees, west - degrees, north + degrees, east + degrees};
    }
    friend bool operator==(const Box&, const Box&) = default;
};

} // namespace todoku::geo
