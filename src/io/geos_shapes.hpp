// GEOS with a context of its own, and our polygons in its form. Included by sources of this room
// only.
#pragma once

#include "core/error.hpp"
#include "geo/geometry.hpp"

#include <geos_c.h>

#include <memory>
#include <vector>

namespace todoku::io {

/// GEOS with a context of its own: one per call, so that threads never meet.
class Geos {
public:
    struct Deleter {
        GEOSContextHandle_t context;
        void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
    };
    using Geometry = std::unique_ptr<GEOSGeometry, Deleter>;

    Geos() : context_(GEOS_init_r()) {}
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;
    ~Geos() { GEOS_finish_r(context_); }

    [[nodiscard]] GEOSContextHandle_t get() const { return context_; }

    /// @throws ExternalError where GEOS gave nothing
    [[nodiscard]] Geometry own(GEOSGeometry* geometry) const {
        if (geometry == nullptr) {
            throw ExternalError(
                {"図形の検査（GEOS）に失敗しました。", "Checking a shape (GEOS) failed."});
        }
        return {geometry, Deleter{context_}};
    }

    [[nodiscard]] GEOSCoordSequence* sequence(const geo::Ring& ring) const {
        const bool open = ring.front() != ring.back();
        const auto count = static_cast<unsigned>(ring.size() + (open ? 1 : 0));
        GEOSCoordSequence* points = GEOSCoordSeq_create_r(context_, count, 2);
        for (unsigned i = 0; i < count; ++i) {
            const geo::LatLng p = ring[i % ring.size()];
            GEOSCoordSeq_setXY_r(context_, points, i, p.lng(), p.lat());
        }
        return points;
    }

    [[nodiscard]] Geometry polygon(const geo::Polygon& polygon) const {
        std::vector<GEOSGeometry*> holes; // taken over by the polygon
        for (const geo::Ring& hole : polygon.holes) {
            holes.push_back(GEOSGeom_createLinearRing_r(context_, sequence(hole)));
        }
        return own(GEOSGeom_createPolygon_r(
            context_, GEOSGeom_createLinearRing_r(context_, sequence(polygon.outer)), holes.data(),
            static_cast<unsigned>(holes.size())));
    }

    /// All rings as one multi-line.
    [[nodiscard]] Geometry lines(const geo::Polygon& polygon) const {
        std::vector<GEOSGeometry*> rings;
        rings.push_back(GEOSGeom_createLineString_r(context_, sequence(polygon.outer)));
        for (const geo::Ring& hole : polygon.holes) {
            rings.push_back(GEOSGeom_createLineString_r(context_, sequence(hole)));
        }
        return own(GEOSGeom_createCollection_r(context_, GEOS_MULTILINESTRING, rings.data(),
                                               static_cast<unsigned>(rings.size())));
    }

    [[nodiscard]] geo::Ring ring(const GEOSGeometry* line) const {
        const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(context_, line);
        unsigned count = 0;
        GEOSCoordSeq_getSize_r(context_, points, &count);
        geo::Ring result;
        for (unsigned i = 0; i < count; ++i) {
            double x = 0.0;
            double y = 0.0;
            GEOSCoordSeq_getXY_r(context_, points, i, &x, &y);
            result.push_back(geo::LatLng::from_degrees(y, x));
        }
        return result;
    }

    [[nodiscard]] geo::LatLng point(const GEOSGeometry* geometry) const {
        double x = 0.0;
        double y = 0.0;
        GEOSGeomGetX_r(context_, geometry, &x);
        GEOSGeomGetY_r(context_, geometry, &y);
        return geo::LatLng::from_degrees(y, x);
    }

private:
    GEOSContextHandle_t context_;
};

} // namespace todoku::io
