#include "geo/point_index.hpp"

#include "geo/ellipsoid.hpp"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace todoku::geo {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;

namespace {
using Point = bg::model::point<double, 2, bg::cs::cartesian>;
using Entry = std::pair<Point, std::size_t>;
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
    const LocalFrame frame(place);
    // Two per cent more than asked, as the frame's metres are those at `place` only; exact
    // distances decide below.
    const double lat = 1.02 * radius.value() / frame.metres_per_degree_lat();
    const double lng = 1.02 * radius.value() / frame.metres_per_degree_lng();
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
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        return std::pair(a.distance, a.index) < std::pair(b.distance, b.index);
    });
    return hits;
}

std::vector<PointIndex::Hit> PointIndex::nearest(LatLng place, std::size_t count) const {
    if (impl_->points.empty() || count == 0) {
        return {};
    }
    // Double the radius until enough points are within it: distances on the ellipsoid, not in
    // degrees, decide.
    const std::size_t wanted = std::min(count, impl_->points.size());
    for (Metres radius = kilometres(1.0);; radius = radius * 2.0) {
        if (radius > kilometres(4000.0)) {
            std::vector<Hit> all;
            for (std::size_t i = 0; i < impl_->points.size(); ++i) {
                all.push_back({i, distance(place, impl_->points[i])});
            }
            std::sort(all.begin(), all.end(), [](const Hit& a, const Hit& b) {
                return std::pair(a.distance, a.index) < std::pair(b.distance, b.index);
            });
            all.resize(wanted);
            return all;
        }
        std::vector<Hit> hits = within(place, radius);
        if (hits.size() >= wanted) {
            hits.resize(wanted);
            return hits;
        }
    }
}

} // namespace todoku::geo
