// The index answers as contains() and distance() do, of shapes however they cross themselves.
#include "geo/geometry.hpp"
#include "geo/shape_index.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <random>

using namespace todoku;
using namespace todoku::geo;

namespace {

/// Shapes whose vertices lie on a small lattice (edges meet, lie level, coincide) or anywhere.
class Shapes {
public:
    explicit Shapes(std::uint64_t seed) : random_(seed) {}

    LatLng place() {
        const bool lattice = whole(0, 3) > 0;
        const auto degrees = [&] {
            return lattice ? whole(0, 6) * 0.0625
                           : std::uniform_real_distribution<double>(-0.1, 0.5)(random_);
        };
        const double lat = 34.0 + degrees();
        return LatLng::from_degrees(lat, 136.0 + degrees());
    }
    MultiPolygon shape() {
        MultiPolygon shape;
        for (int count = whole(0, 3); count > 0; --count) {
            Polygon polygon{ring(), {}};
            for (int holes = whole(0, 2); holes > 0; --holes) {
                polygon.holes.push_back(ring());
            }
            shape.polygons.push_back(std::move(polygon));
        }
        return shape;
    }
    int whole(int least, int most) { return std::uniform_int_distribution(least, most)(random_); }

private:
    Ring ring() {
        Ring ring;
        const int vertices = whole(0, 9) == 0 ? whole(100, 300) : whole(0, 12);
        for (int i = 0; i < vertices; ++i) {
            ring.push_back(place());
        }
        return ring;
    }

    std::mt19937_64 random_;
};

} // namespace

TEST_CASE("The index holds and measures as the plain questions do, edge by edge") {
    CHECK(rc::check("contains and distance", [] {
        Shapes make(*rc::gen::arbitrary<std::uint64_t>());
        std::vector<MultiPolygon> shapes;
        for (int count = make.whole(0, 4); count > 0; --count) {
            shapes.push_back(make.shape());
        }
        std::vector<const MultiPolygon*> pointers;
        for (const MultiPolygon& shape : shapes) {
            pointers.push_back(&shape);
        }
        const ShapeIndex index(pointers);
        for (int i = 0; i < 100; ++i) {
            const LatLng place = make.place();
            std::optional<std::size_t> holding;
            for (std::size_t k = shapes.size(); k-- > 0;) {
                holding = contains(shapes[k], place) ? k : holding;
                RC_ASSERT(index.distance(k, place).value() == distance(shapes[k], place).value());
            }
            RC_ASSERT(index.holding(place) == holding);
            std::optional<std::size_t> near;
            for (std::size_t k = 0; k < shapes.size(); ++k) {
                const Metres away = distance(shapes[k], place);
                if (std::isfinite(away.value()) &&
                    (!near || away < distance(shapes[*near], place))) {
                    near = k;
                }
            }
            const auto nearest = index.nearest(place);
            RC_ASSERT(nearest.has_value() == near.has_value());
            RC_ASSERT(!near || nearest->shape == *near);
        }
    }));
}

TEST_CASE("A place in two shapes is in the first, one in a hole in neither") {
    const auto square = [](double south, double west, double side) {
        return Ring{LatLng::from_degrees(south, west), LatLng::from_degrees(south, west + side),
                    LatLng::from_degrees(south + side, west + side),
                    LatLng::from_degrees(south + side, west)};
    };
    const MultiPolygon first{{{square(34.0, 136.0, 1.0), {square(34.4, 136.4, 0.2)}}}};
    const MultiPolygon second{{{square(34.5, 136.5, 1.0), {}}}};
    const ShapeIndex index({&first, &second});
    CHECK(index.holding(LatLng::from_degrees(34.1, 136.1)) == 0);
    CHECK(index.holding(LatLng::from_degrees(34.7, 136.7)) == 0);
    CHECK(index.holding(LatLng::from_degrees(34.55, 136.55)) == 1); // in the hole of the first
    CHECK_FALSE(index.holding(LatLng::from_degrees(34.45, 136.45)));
    CHECK_FALSE(index.holding(LatLng::from_degrees(33.9, 136.1)));
    CHECK(index.distance(1, LatLng::from_degrees(35.0, 137.0)).value() == 0.0);
    CHECK_FALSE(ShapeIndex({}).holding(LatLng::from_degrees(34.1, 136.1)));
}
