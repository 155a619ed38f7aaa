// The window between ground and page: a plane projection at a round scale in a rectangle of the
// sheet.
#pragma once

#include "geo/box.hpp"
#include "geo/crs.hpp"
#include "geo/lat_lng.hpp"
#include "report/map_page.hpp"

#include <string>
#include <vector>

namespace todoku::report::sheet {

/// The smallest customary scale denominator that is not under `denominator`: two figures at most
/// (1:250,000, 1:550,000).
double round_scale(double denominator);

/// 14 digits of agreement between neighbours are not needed on paper: projection goes through a
/// table of 65 x 65 nodes computed by PROJ, with an error under a thousandth of a millimetre on the
/// sheet; corners and back are exact.
class MapFrame {
public:
    /// @param page the map's rectangle on the sheet
    /// @param extent shown at least, in the middle. @pre not empty
    /// @param rounded false for an exact fit (key maps) instead of a round scale
    /// @throws ExternalError for an unknown CRS
    MapFrame(int epsg, const Rect& page, const geo::Box& extent, bool rounded = true);

    [[nodiscard]] Point to_page(geo::LatLng place) const;
    [[nodiscard]] geo::LatLng to_ground(Point point) const;
    [[nodiscard]] const Rect& page() const { return page_; }
    [[nodiscard]] int epsg() const { return epsg_; }
    [[nodiscard]] double scale_denominator() const { return scale_; }
    [[nodiscard]] double metres_per_point() const { return metres_per_point_; }
    /// Parallels and meridians that hold the whole rectangle.
    [[nodiscard]] const geo::Box& ground() const { return ground_; }
    /// Direction of true north on the page at the middle of the map, radians clockwise from up.
    [[nodiscard]] double north_angle() const;

    /// The smallest denominator at which the extent fits into a rectangle of the given size.
    static double needed_scale(int epsg, const Size& page, const geo::Box& extent);

private:
    [[nodiscard]] Point plane_to_page(geo::XY plane) const;

    int epsg_;
    Rect page_;
    geo::FromJgd2011 projection_;
    double scale_ = 1.0;
    double metres_per_point_ = 1.0;
    geo::XY middle_; // of the page rectangle, in the plane
    geo::Box ground_;
    std::vector<Point> nodes_; // page positions, rows from south to north
};

} // namespace todoku::report::sheet
