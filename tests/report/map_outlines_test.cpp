#include "geo/geometry.hpp"
#include "report/map_outlines.hpp"
#include "support/catch.hpp"

#include <cmath>

using namespace todoku;
using namespace todoku::report;
using namespace todoku::report::sheet;

namespace {

constexpr Rect kPage = {0.0, 0.0, 400.0, 400.0};

geo::MultiPolygon box(double south, double west, double north, double east) {
    using geo::LatLng;
    geo::Polygon polygon;
    polygon.outer = {LatLng::from_degrees(south, west), LatLng::from_degrees(south, east),
                     LatLng::from_degrees(north, east), LatLng::from_degrees(north, west)};
    return {{polygon}};
}

double length_of(const std::vector<Outline>& lines, Beyond kind) {
    double length = 0.0;
    for (const Outline& outline : lines) {
        for (std::size_t i = 0; outline.beyond == kind && i + 1 < outline.line.size(); ++i) {
            length += std::hypot(outline.line[i + 1].x - outline.line[i].x,
                                 outline.line[i + 1].y - outline.line[i].y);
        }
    }
    return length;
}

double area_of(const std::vector<Path>& rings) {
    double area = 0.0;
    for (const Path& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point a = ring[i];
            const Point b = ring[(i + 1) % ring.size()];
            area += (a.x * b.y - b.x * a.y) / 2.0;
        }
    }
    return std::abs(area);
}

} // namespace

TEST_CASE("A ring is cut at the window") {
    const Rect window = {0.0, 0.0, 10.0, 10.0};
    const Path across = {{-5.0, 2.0}, {5.0, 2.0}, {5.0, 8.0}, {-5.0, 8.0}};
    CHECK_THAT(area_of({cut_to(across, window)}), Catch::Matchers::WithinAbs(30.0, 1e-9));
    const Path around = {{-5.0, -5.0}, {15.0, -5.0}, {15.0, 15.0}, {-5.0, 15.0}};
    CHECK_THAT(area_of({cut_to(around, window)}), Catch::Matchers::WithinAbs(100.0, 1e-9));
    CHECK(cut_to({{20.0, 20.0}, {30.0, 20.0}, {25.0, 30.0}}, window).empty());
}

TEST_CASE("A common border is drawn once, as municipal; the rest by what lies beyond") {
    const geo::MultiPolygon west = box(34.0, 136.0, 34.2, 136.1);
    const geo::MultiPolygon east = box(34.0, 136.1, 34.2, 136.2);
    const MapFrame frame(6674, kPage, {33.9, 135.9, 34.3, 136.3});
    const OutlineNet net(std::vector<MapOutline>{{"西町", &west}, {"東町", &east}}, frame);
    REQUIRE(net.territories().size() == 2);
    const double west_edge = frame.to_page(geo::LatLng::from_degrees(34.1, 136.0)).x;
    const double east_edge = frame.to_page(geo::LatLng::from_degrees(34.1, 136.2)).x;
    const double top = frame.to_page(geo::LatLng::from_degrees(34.2, 136.1)).y;
    const double bottom = frame.to_page(geo::LatLng::from_degrees(34.0, 136.1)).y;
    // West of the two another prefecture, everywhere else the sea.
    const auto ground = [&](Point p) {
        if (p.x > west_edge && p.x < east_edge && p.y > top && p.y < bottom) {
            return Beyond::Municipality;
        }
        return p.x <= west_edge ? Beyond::OtherLand : Beyond::Sea;
    };
    const std::vector<Outline> lines = net.lines(ground, Beyond::Sea);
    const double side = bottom - top;
    const double width = east_edge - west_edge;
    CHECK_THAT(length_of(lines, Beyond::Municipality), Catch::Matchers::WithinAbs(side, 1.0));
    CHECK_THAT(length_of(lines, Beyond::OtherLand), Catch::Matchers::WithinAbs(side, 1.0));
    CHECK_THAT(length_of(lines, Beyond::Sea), Catch::Matchers::WithinAbs(side + 2.0 * width, 2.0));
}

TEST_CASE(
    "Neighbours whose files disagree by a little still have a municipal border between them") {
    const geo::MultiPolygon west = box(34.0, 136.0, 34.2, 136.1000);
    const geo::MultiPolygon east = box(34.0, 136.1003, 34.2, 136.2);
    const MapFrame frame(6674, kPage, {33.9, 135.9, 34.3, 136.3});
    const OutlineNet net(std::vector<MapOutline>{{"西町", &west}, {"東町", &east}}, frame);
    const Rect both = {frame.to_page(geo::LatLng::from_degrees(34.1, 136.0)).x, 0.0,
                       frame.to_page(geo::LatLng::from_degrees(34.1, 136.2)).x -
                           frame.to_page(geo::LatLng::from_degrees(34.1, 136.0)).x,
                       400.0};
    const auto ground = [&](Point p) {
        return both.contains(p) ? Beyond::Municipality : Beyond::Sea;
    };
    CHECK(length_of(net.lines(ground, Beyond::Sea), Beyond::Municipality) > 100.0);
}

TEST_CASE("A narrow inlet is coast, not a border of the municipality with itself") {
    geo::Polygon bay = box(34.0, 136.0, 34.2, 136.2).polygons.front();
    // From the northern edge an inlet of 40 m width, 10 km deep.
    bay.outer.insert(bay.outer.begin() + 3, {geo::LatLng::from_degrees(34.2, 136.1004),
                                             geo::LatLng::from_degrees(34.1, 136.1004),
                                             geo::LatLng::from_degrees(34.1, 136.1000),
                                             geo::LatLng::from_degrees(34.2, 136.1000)});
    const geo::MultiPolygon shape = {{bay}};
    const MapFrame frame(6674, kPage, {33.9, 135.9, 34.3, 136.3});
    const OutlineNet net(std::vector<MapOutline>{{"入江町", &shape}}, frame);
    const std::vector<Outline> lines =
        net.lines([](Point) { return Beyond::Municipality; }, Beyond::Sea);
    CHECK(length_of(lines, Beyond::Municipality) == 0.0);
    CHECK(length_of(lines, Beyond::Sea) > 100.0);
}

TEST_CASE("Of 1,375 islands each keeps a mark, and the name stands on the largest") {
    geo::MultiPolygon islands = box(34.00, 136.00, 34.05, 136.08);
    for (int i = 1; i < 1375; ++i) {
        const double lat = 34.06 + 0.004 * (i / 40);
        const double lng = 136.0 + 0.005 * (i % 40);
        islands.polygons.push_back(box(lat, lng, lat + 0.00003, lng + 0.00003).polygons.front());
    }
    const MapFrame frame(6674, kPage, geo::bounds(islands));
    const OutlineNet net(std::vector<MapOutline>{{"千島町", &islands}}, frame);
    CHECK(net.lines([](Point) { return Beyond::Sea; }, Beyond::Sea).size() == 1375);
    const std::optional<Point> name = name_place(net.territories().front().rings, kPage);
    REQUIRE(name);
    const geo::LatLng ground = frame.to_ground(*name);
    CHECK(geo::contains(islands.polygons.front(), ground));
}

TEST_CASE("A name stands inside a crescent, not in its bay") {
    // A C opened to the east.
    const Path crescent = {{100, 100}, {300, 100}, {300, 140}, {140, 140},
                           {140, 260}, {300, 260}, {300, 300}, {100, 300}};
    const std::optional<Point> name = name_place({&crescent, 1}, kPage);
    REQUIRE(name);
    CHECK_FALSE((name->x > 140 && name->y > 140 && name->y < 260));
    CHECK(Rect{100, 100, 200, 200}.contains(*name));
}

TEST_CASE("An area off the sheet has no name on it") {
    const geo::MultiPolygon far = box(35.0, 137.0, 35.1, 137.1);
    const MapFrame frame(6674, kPage, {34.0, 136.0, 34.2, 136.2});
    const OutlineNet net(std::vector<MapOutline>{{"遠市", &far}, {"無", nullptr}}, frame);
    REQUIRE(net.territories().size() == 2);
    CHECK(net.territories().front().rings.empty());
    CHECK_FALSE(name_place(net.territories().front().rings, kPage).has_value());
}
