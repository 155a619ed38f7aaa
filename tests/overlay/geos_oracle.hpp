// GEOS as a second opinion on areas (planar, in square degrees). Never trusted alone: callers add
// up its pieces.
#pragma once

#include "geo/geometry.hpp"

#include <geos_c.h>

#include <memory>
#include <vector>

namespace todoku::overlay::test {

struct GeosShapeDeleter {
    GEOSContextHandle_t context = nullptr;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
};
using GeosShape = std::unique_ptr<GEOSGeometry, GeosShapeDeleter>;

class Geos {
public:
    Geos() : context_(GEOS_init_r(), GEOS_finish_r) {}

    [[nodiscard]] GeosShape union_of(const geo::MultiPolygon& shape) const {
        std::vector<GEOSGeometry*> polygons;
        for (const geo::Polygon& polygon : shape.polygons) {
            std::vector<GEOSGeometry*> holes;
            for (const geo::Ring& hole : polygon.holes) {
                holes.push_back(ring(hole));
            }
            polygons.push_back(GEOSGeom_createPolygon_r(get(), ring(polygon.outer), holes.data(),
                                                        static_cast<unsigned>(holes.size())));
        }
        const GeosShape all = own(GEOSGeom_createCollection_r(
            get(), GEOS_MULTIPOLYGON, polygons.data(), static_cast<unsigned>(polygons.size())));
        return own(GEOSUnaryUnion_r(get(), all.get()));
    }
    [[nodiscard]] double area(const GeosShape& shape) const {
        double result = 0.0;
        GEOSArea_r(get(), shape.get(), &result);
        return result;
    }
    [[nodiscard]] double area_in(const GeosShape& shape, const geo::Box& box) const {
        const geo::Ring corners = {geo::LatLng::from_degrees(box.south, box.west),
                                   geo::LatLng::from_degrees(box.south, box.east),
                                   geo::LatLng::from_degrees(box.north, box.east),
                                   geo::LatLng::from_degrees(box.north, box.west)};
        const GeosShape cell = own(GEOSGeom_createPolygon_r(get(), ring(corners), nullptr, 0));
        return area(own(GEOSIntersection_r(get(), shape.get(), cell.get())));
    }

private:
    [[nodiscard]] GEOSContextHandle_t get() const { return context_.get(); }
    [[nodiscard]] GeosShape own(GEOSGeometry* geometry) const {
        return {geometry, GeosShapeDeleter{get()}};
    }
    [[nodiscard]] GEOSGeometry* ring(const geo::Ring& vertices) const {
        const std::size_t n = vertices.size() + (vertices.front() == vertices.back() ? 0 : 1);
        GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(get(), static_cast<unsigned>(n), 2);
        for (std::size_t i = 0; i < n; ++i) {
            const geo::LatLng p = vertices[i % vertices.size()];
            GEOSCoordSeq_setXY_r(get(), sequence, static_cast<unsigned>(i), p.lng(), p.lat());
        }
        return GEOSGeom_createLinearRing_r(get(), sequence);
    }

    std::unique_ptr<std::remove_pointer_t<GEOSContextHandle_t>, void (*)(GEOSContextHandle_t)>
        context_;
};

} // namespace todoku::overlay::test
