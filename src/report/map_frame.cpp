#include "report/map_frame.hpp"

#include <array>
#include <cmath>

namespace todoku::report::sheet {

namespace {

constexpr int kNodes = 65; // per side
constexpr double kMetresPerPagePoint = 0.0254 / 72.0;
// A map of one place still shows its surroundings.
constexpr double kSmallestExtentMetres = 1000.0;
// White between the extent and the frame, as a share of the extent.
constexpr double kMargin = 0.02;

struct PlaneBox {
    double west = std::numeric_limits<double>::infinity();
    double south = std::numeric_limits<double>::infinity();
    double east = -std::numeric_limits<double>::infinity();
    double north = -std::numeric_limits<double>::infinity();

    void extend(geo::XY p) {
        west = std::min(west, p.x);
        east = std::max(east, p.x);
        south = std::min(south, p.y);
        north = std::max(north, p.y);
    }
    [[nodiscard]] double width() const {
        return std::max(east - west, kSmallestExtentMetres) * (1.0 + 2.0 * kMargin);
    }
    [[nodiscard]] double height() const {
        return std::max(north - south, kSmallestExtentMetres) * (1.0 + 2.0 * kMargin);
    }
    [[nodiscard]] geo::XY middle() const { return {(west + east) / 2.0, (south + north) / 2.0}; }
};

PlaneBox project(const geo::FromJgd2011& projection, const geo::Box& extent) {
    constexpr int kSteps = 16; // edges of the box bend in the plane
    PlaneBox box;
    for (int i = 0; i <= kSteps; ++i) {
        const double share = static_cast<double>(i) / kSteps;
        const double lat = extent.south + (extent.north - extent.south) * share;
        const double lng = extent.west + (extent.east - extent.west) * share;
        box.extend(projection(geo::LatLng::from_degrees(lat, extent.west)));
        box.extend(projection(geo::LatLng::from_degrees(lat, extent.east)));
        box.extend(projection(geo::LatLng::from_degrees(extent.south, lng)));
        box.extend(projection(geo::LatLng::from_degrees(extent.north, lng)));
    }
    return box;
}

double needed_scale(const PlaneBox& box, const Size& page) {
    return std::max(box.width() / (page.width * kMetresPerPagePoint),
                    box.height() / (page.height * kMetresPerPagePoint));
}

} // namespace

double round_scale(double denominator) {
    static constexpr std::array<double, 22> kFigures = {1.0,  1.2, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5,
                                                        2.75, 3.0, 3.5,  4.0, 4.5,  5.0, 5.5,  6.0,
                                                        6.5,  7.0, 7.5,  8.0, 9.0,  10.0};
    const double decade = std::pow(10.0, std::floor(std::log10(denominator)));
    for (const double figure : kFigures) {
        if (figure * decade >= denominator * (1.0 - 1e-9)) {
            return figure * decade;
        }
    }
    return 10.0 * decade;
}

double MapFrame::needed_scale(int epsg, const Size& page, const geo::Box& extent) {
    return sheet::needed_scale(project(geo::FromJgd2011(epsg), extent), page);
}

MapFrame::MapFrame(int epsg, const Rect& page, const geo::Box& extent, bool rounded)
    : epsg_(epsg), page_(page), projection_(epsg) {
    const PlaneBox box = project(projection_, extent);
    const double needed = sheet::needed_scale(box, {page.width, page.height});
    scale_ = rounded ? round_scale(needed) : needed;
    metres_per_point_ = scale_ * kMetresPerPagePoint;
    middle_ = box.middle();

    for (int i = 0; i <= 16; ++i) {
        const double share = static_cast<double>(i) / 16.0;
        ground_.extend(to_ground({page.x + page.width * share, page.y}));
        ground_.extend(to_ground({page.x + page.width * share, page.bottom()}));
        ground_.extend(to_ground({page.x, page.y + page.height * share}));
        ground_.extend(to_ground({page.right(), page.y + page.height * share}));
    }
    nodes_.reserve(static_cast<std::size_t>(kNodes) * kNodes);
    for (int row = 0; row < kNodes; ++row) {
        for (int column = 0; column < kNodes; ++column) {
            const double v = static_cast<double>(row) / (kNodes - 1);
            const double u = static_cast<double>(column) / (kNodes - 1);
            nodes_.push_back(plane_to_page(projection_(
                geo::LatLng::from_degrees(ground_.south + (ground_.north - ground_.south) * v,
                                          ground_.west + (ground_.east - ground_.west) * u))));
        }
    }
}

Point MapFrame::plane_to_page(geo::XY plane) const {
    const Point centre = page_.centre();
    return {centre.x + (plane.x - middle_.x) / metres_per_point_,
            centre.y - (plane.y - middle_.y) / metres_per_point_};
}

Point MapFrame::to_page(geo::LatLng place) const {
    const double v = (place.lat() - ground_.south) / (ground_.north - ground_.south) * (kNodes - 1);
    const double u = (place.lng() - ground_.west) / (ground_.east - ground_.west) * (kNodes - 1);
    // Places off the sheet go on from the outermost square, straight.
    const double row = std::clamp(std::floor(v), 0.0, static_cast<double>(kNodes - 2));
    const double column = std::clamp(std::floor(u), 0.0, static_cast<double>(kNodes - 2));
    const std::size_t at =
        static_cast<std::size_t>(row) * kNodes + static_cast<std::size_t>(column);
    const double dv = v - row;
    const double du = u - column;
    const Point& sw = nodes_[at];
    const Point& se = nodes_[at + 1];
    const Point& nw = nodes_[at + kNodes];
    const Point& ne = nodes_[at + kNodes + 1];
    const auto mix = [&](double a, double b, double c, double d) {
        return (a * (1.0 - du) + b * du) * (1.0 - dv) + (c * (1.0 - du) + d * du) * dv;
    };
    return {mix(sw.x, se.x, nw.x, ne.x), mix(sw.y, se.y, nw.y, ne.y)};
}

geo::LatLng MapFrame::to_ground(Point point) const {
    const Point centre = page_.centre();
    return projection_.inverse({middle_.x + (point.x - centre.x) * metres_per_point_,
                                middle_.y - (point.y - centre.y) * metres_per_point_});
}

double MapFrame::north_angle() const {
    const geo::LatLng centre = to_ground(page_.centre());
    const double step = (ground_.north - ground_.south) / 8.0;
    const Point south = to_page(geo::LatLng::from_degrees(centre.lat() - step, centre.lng()));
    const Point north = to_page(geo::LatLng::from_degrees(centre.lat() + step, centre.lng()));
    return std::atan2(north.x - south.x, south.y - north.y);
}

} // namespace todoku::report::sheet
