#include "io/ring_repair.hpp"

#include "io/geos_shapes.hpp"
#include "io/ring_crossings.hpp"
#include "io/rings_apart.hpp"

#include <utility>
#include <vector>

namespace todoku::io {

namespace {

void add_polygons(const Geos& geos, const GEOSGeometry* geometry, geo::MultiPolygon& shape) {
    const int type = GEOSGeomTypeId_r(geos.get(), geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(geos.get(), geometry) != 0) {
            return;
        }
        geo::Polygon polygon{geos.ring(GEOSGetExteriorRing_r(geos.get(), geometry)), {}};
        for (int k = 0; k < GEOSGetNumInteriorRings_r(geos.get(), geometry); ++k) {
            polygon.holes.push_back(geos.ring(GEOSGetInteriorRingN_r(geos.get(), geometry, k)));
        }
        shape.polygons.push_back(std::move(polygon));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        for (int i = 0; i < GEOSGetNumGeometries_r(geos.get(), geometry); ++i) {
            add_polygons(geos, GEOSGetGeometryN_r(geos.get(), geometry, i), shape);
        }
    }
}

/// The ground a ring winds around, as valid polygons.
Geos::Geometry made_valid(const Geos& geos, const geo::Polygon& polygon) {
    const auto shape = geos.polygon(polygon);
    GEOSMakeValidParams* params = GEOSMakeValidParams_create_r(geos.get());
    GEOSMakeValidParams_setMethod_r(geos.get(), params, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(geos.get(), params, 0);
    GEOSGeometry* valid = GEOSMakeValidWithParams_r(geos.get(), shape.get(), params);
    GEOSMakeValidParams_destroy_r(geos.get(), params);
    return geos.own(valid);
}

} // namespace

std::optional<RepairedPolygon> repaired_for_output(const geo::Polygon& polygon) {
    const ApartProof proof = prove_apart(polygon);
    if (proof.sure) {
        return std::nullopt;
    }
    const Geos geos;
    if (!proof.crowded_at && GEOSisValid_r(geos.get(), geos.polygon(polygon).get()) == 1) {
        return std::nullopt;
    }
    if (proof.crowded_at || cross_often(polygon)) {
        return RepairedPolygon{{{polygon}}, geo::area(polygon), std::nullopt};
    }
    auto valid = made_valid(geos, {polygon.outer, {}});
    if (!polygon.holes.empty()) {
        std::vector<GEOSGeometry*> holes; // taken over by the collection
        for (const geo::Ring& hole : polygon.holes) {
            holes.push_back(made_valid(geos, {hole, {}}).release());
        }
        const auto all =
            geos.own(GEOSGeom_createCollection_r(geos.get(), GEOS_GEOMETRYCOLLECTION, holes.data(),
                                                 static_cast<unsigned>(holes.size())));
        const auto joined = geos.own(GEOSUnaryUnion_r(geos.get(), all.get()));
        valid = geos.own(GEOSDifference_r(geos.get(), valid.get(), joined.get()));
    }
    RepairedPolygon repaired;
    add_polygons(geos, valid.get(), repaired.shape);
    repaired.area_before = geo::area(polygon);
    repaired.area_after = geo::area(repaired.shape);
    return repaired;
}

} // namespace todoku::io
