// A position on the ground in geographic JGD2011 (EPSG:6668), the one CRS inside the program.
#pragma once

#include <compare>

namespace todoku::geo {

/// Latitude and longitude in decimal degrees, JGD2011. Readers convert everything to it.
class LatLng {
public:
    constexpr LatLng() = default;
    static constexpr LatLng from_degrees(double lat, double lng) { return LatLng(lat, lng); }
    [[nodiscard]] constexpr double lat() const { return lat_; }
    [[nodiscard]] constexpr double lng() const { return lng_; }
    friend constexpr bool operator==(LatLng, LatLng) = default;
    /// South to north, then west to east.
    friend constexpr auto operator<=>(LatLng, LatLng) = default;

private:
    constexpr LatLng(double lat, double lng) : lat_(lat), lng_(lng) {}
    double lat_ = 0.0;
    double lng_ = 0.0;
};

} // namespace todoku::geo
