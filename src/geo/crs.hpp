// Coordinate reference systems of input files, and the way from each to geographic JGD2011. PROJ
// stays in crs.cpp.
#pragma once

#include "core/text.hpp"
#include "core/units.hpp"
#include "geo/lat_lng.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace todoku::geo {

/// A pair of coordinates in a file's own CRS, in GIS order: x east (longitude), y north (latitude).
struct XY {
    double x = 0.0;
    double y = 0.0;
};

class DatumGrid;

/// How data on Tokyo datum is brought to JGD2011, which lies some 450 m away.
struct DatumRules {
    std::shared_ptr<const DatumGrid> grid; ///< TKY2JGD.par as read; may be null
    std::string proj_grid; ///< else a .gsb or GeoTIFF grid of the same for PROJ: its path, or empty
    /// Without a grid, and outside it: three parameters for the whole country, wrong by metres.
    bool allow_approximate = false;
    /// Why the grid that the study names cannot be read: matters only to files on Tokyo datum.
    std::optional<Text> unusable{};
    /// The ground in question moved in the earthquake of 2011 (moved_in_2011()).
    bool ground_moved = false;
};

/// Prefectures (1 to 47) whose JGD2000 the earthquake of 11 March 2011 ended: 青森 to 岐阜. Source:
/// EPSG:6713, JGD2000 to JGD2011 (1), area of use; 国土地理院 revised the control points of these.
[[nodiscard]] bool moved_in_2011(int prefecture_code);
/// The most that a control point's JGD2000 and JGD2011 differ by: 江ノ島 in 女川町, 2011
/// (国土地理院, 28 October 2011).
inline constexpr double kMostMoved_m = 5.85;

/// Converts from one CRS to JGD2011. Not for concurrent use: one per thread.
class ToJgd2011 {
public:
    /// @param definition "EPSG:2448", WKT or PROJ text; axis order is always x east, y north.
    /// @throws InputError for an unknown definition, for a datum grid that PROJ cannot use, and for
    /// Tokyo-datum data where neither the rules nor PROJ have a grid (or the study's cannot be
    /// read) and approximation is not allowed: a 10 m shift moves people between cells.
    explicit ToJgd2011(const std::string& definition, const DatumRules& rules = {});
    ToJgd2011(ToJgd2011&&) noexcept;
    ToJgd2011& operator=(ToJgd2011&&) noexcept;
    ~ToJgd2011();

    /// Nothing where PROJ finds no finite result.
    [[nodiscard]] std::optional<LatLng> operator()(XY point) const;
    /// True where coordinates are taken over as they are (JGD2011, JGD2000, WGS 84 geographic: all
    /// within 1 m).
    [[nodiscard]] bool is_identity() const;
    /// True where the file's coordinates are degrees, on whatever datum.
    [[nodiscard]] bool is_geographic() const;
    /// True where the file is on Tokyo datum.
    [[nodiscard]] bool is_tokyo() const;
    /// The CRS's name as PROJ gives it, for messages.
    [[nodiscard]] const std::string& name() const;
    /// Metres by which places may be wrong because no datum grid was given (PROJ's figure); nothing
    /// where the way is exact to 1 m.
    [[nodiscard]] std::optional<double> approximate_m() const;
    /// Metres by which places may be wrong because the ground moved after the file's datum, JGD2000
    /// or older, was measured; nothing where it did not, or the rules do not know.
    [[nodiscard]] std::optional<double> moved_m() const;
    /// How many places so far lay outside the datum grid and were brought over approximately.
    [[nodiscard]] std::int64_t outside_grid() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Plane rectangular system of a prefecture (1 to 19) as EPSG code in JGD2011 (6669 to 6687).
/// GSI notice 2002 no. 9; systems of Hokkaido, Tokyo, Kagoshima, Okinawa: the main one.
int plane_rectangular_epsg(int prefecture_code);

/// The system of a place in that prefecture: in those of several systems the one whose meridian of
/// origin is nearest (their borders in the notice lie about half way).
int plane_rectangular_epsg(int prefecture_code, LatLng place);

/// The CRS in ESRI's form of WKT 1, the one that readers of georeferenced PDF know. @throws
/// ExternalError
std::string esri_wkt(int epsg);

/// Projects JGD2011 to a projected CRS for maps and outputs.
class FromJgd2011 {
public:
    /// @param epsg of a projected CRS. @throws ExternalError
    explicit FromJgd2011(int epsg);
    FromJgd2011(FromJgd2011&&) noexcept;
    FromJgd2011& operator=(FromJgd2011&&) noexcept;
    ~FromJgd2011();
    [[nodiscard]] XY operator()(LatLng point) const;
    [[nodiscard]] LatLng inverse(XY point) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace todoku::geo
