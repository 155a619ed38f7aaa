#include "geo/point_index.hpp"

#include "geo/ellipsoid.hpp"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace todoku::geo {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;

namespace {
using Point = bg::model::point<double, 2, bg::cs::cartesian>;
using Entry = std::pair<Point, std::size_t>;

void sort_hits(std::vector<PointIndex::Hit>& hits) {
    std::sort(hits.begin(), hits.end(), [](const PointIndex::Hit& a, const PointIndex::Hit& b) {
        return std::pair(a.distance, a.index) < std::pair(b.distance, b.index);
    });
}
} // namespace

struct PointIndex::Impl {
    std::vector<LatLng> points;
    bgi::rtree<Entry, bgi::rstar<16>> tree;
};

PointIndex::PointIndex(std::span<const LatLng> points) : impl_(std::make_unique<Impl>()) {
    impl_->points.assign(points.begin(), points.end());
    std::vector<Entry> entries;
    entries.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        entries.emplace_back(Point(points[i].lng(), points[i].lat()), i);
    }
    impl_->tree = bgi::rtree<Entry, bgi::rstar<16>>(entries);
}

PointIndex::PointIndex(PointIndex&&) noexcept = default;
PointIndex& PointIndex::operator=(PointIndex&&) noexcept = default;
PointIndex::~PointIndex() = default;

std::vector<PointIndex::Hit> PointIndex::within(LatLng place, Metres radius) const {
    // Two per cent more than asked, as a frame's metres are those of one place only; degrees of
    // longitude are shortest where the circle comes nearest to a pole. Exact distances decide
    // below.
    const double lat = 1.02 * radius.value() / LocalFrame(place).metres_per_degree_lat();
    const double polar = std::min(std::abs(place.lat()) + lat, 89.9);
    const double lng = 1.02 * radius.value() /
                       LocalFrame(LatLng::from_degrees(polar, place.lng())).metres_per_degree_lng();
    const bg::model::box<Point> window(Point(place.lng() - lng, place.lat() - lat),
                                       Point(place.lng() + lng, place.lat() + lat));
    std::vector<Entry> found;
    impl_->tree.query(bgi::intersects(window), std::back_inserter(found));
    std::vector<Hit> hits;
    for (const auto& [point, index] : found) {
        const Metres away = distance(place, impl_->points[index]);
        if (away <= radius) {
            hits.push_back({index, away});
        }
    }
    sort_hits(hits);
    return hits;
}

std::vector<PointIndex::Hit> PointIndex::nearest(LatLng place, std::size_t count) const {
    const std::size_t wanted = std::min(count, impl_->points.size());
    if (wanted == 0) {
        return {};
    }
    // The nearest in degrees are not the nearest on the ground, but none of those is farther than
    // the farthest of these.
    std::vector<Entry> near;
    impl_->tree.query(bgi::nearest(Point(place.lng(), place.lat()), static_cast<unsigned>(wanted)),
                      std::back_inserter(near));
    Metres farthest;
    for (const auto& [point, index] : near) {
        farthest = std::max(farthest, distance(place, impl_->points[index]));
    }
    std::vector<Hit> hits = within(place, farthest);
    if (hits.size() < wanted) { // across 180 degrees, where a window in degrees tears
        hits.clear();
        for (std::size_t i = 0; i < impl_->points.size(); ++i) {
            hits.push_back({i, distance(place, impl_->points[i])});
        }
        sort_hits(hits);
    }
    hits.resize(wanted);
    return hits;
}

} // namespace todoku::geo
