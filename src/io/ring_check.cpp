#include "io/ring_check.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <geos_c.h>

#include <memory>
#include <string_view>
#include <vector>

namespace todoku::io {

namespace {

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

/// How often the ring runs around the point, counter-clockwise positive (Sunday's algorithm).
int winding(const geo::Ring& ring, geo::LatLng p) {
    int turns = 0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const geo::LatLng a = ring[j];
        const geo::LatLng b = ring[i];
        const double left =
            (b.lng() - a.lng()) * (p.lat() - a.lat()) - (p.lng() - a.lng()) * (b.lat() - a.lat());
        if (a.lat() <= p.lat() && b.lat() > p.lat() && left > 0.0) {
            ++turns;
        } else if (a.lat() > p.lat() && b.lat() <= p.lat() && left < 0.0) {
            --turns;
        }
    }
    return turns;
}

// Faces times vertices of the outer ring beyond which the area is not worth the time (some
// seconds).
constexpr double kMostSteps = 4e9;

/// Cuts the ground along all rings and adds up the pieces that are covered.
std::optional<SquareMetres> area_by_winding(const Geos& geos, const geo::Polygon& polygon) {
    const auto lines = geos.lines(polygon);
    const auto noded = geos.own(GEOSUnaryUnion_r(geos.get(), lines.get()));
    const GEOSGeometry* const inputs[] = {noded.get()};
    const auto faces = geos.own(GEOSPolygonize_r(geos.get(), inputs, 1));
    SquareMetres sum;
    const int count = GEOSGetNumGeometries_r(geos.get(), faces.get());
    if (static_cast<double>(count) * static_cast<double>(polygon.outer.size()) > kMostSteps) {
        return std::nullopt;
    }
    std::vector<geo::Box> hole_boxes;
    for (const geo::Ring& hole : polygon.holes) {
        hole_boxes.push_back(geo::bounds(hole));
    }
    for (int i = 0; i < count; ++i) {
        const GEOSGeometry* face = GEOSGetGeometryN_r(geos.get(), faces.get(), i);
        const geo::LatLng inside =
            geos.point(geos.own(GEOSPointOnSurface_r(geos.get(), face)).get());
        bool in_hole = false;
        for (std::size_t k = 0; k < hole_boxes.size() && !in_hole; ++k) {
            in_hole = hole_boxes[k].contains(inside) && winding(polygon.holes[k], inside) != 0;
        }
        if (winding(polygon.outer, inside) == 0 || in_hole) {
            continue;
        }
        geo::Polygon piece{geos.ring(GEOSGetExteriorRing_r(geos.get(), face)), {}};
        for (int k = 0; k < GEOSGetNumInteriorRings_r(geos.get(), face); ++k) {
            piece.holes.push_back(geos.ring(GEOSGetInteriorRingN_r(geos.get(), face, k)));
        }
        sum += geo::area(piece);
    }
    return sum;
}

Text reason_text(std::string_view reason, geo::LatLng at) {
    const bool crossing = reason.find("Self-intersection") != std::string_view::npos;
    const bool hole = reason.find("Hole") != std::string_view::npos ||
                      reason.find("hole") != std::string_view::npos;
    const std::string where = fmt::format("{:.6f}, {:.6f}", at.lat(), at.lng());
    return {std::string(crossing ? "輪郭線が自分自身と交わっています"
                        : hole   ? "穴の位置が正しくありません"
                                 : "輪郭線が正しくありません") +
                "（" + where + " 付近）。",
            fmt::format("{} near {}.", reason.empty() ? "Invalid rings" : reason, where)};
}

} // namespace

bool is_broken(const geo::Ring& ring) {
    for (const geo::LatLng second : ring) {
        if (second == ring.front()) {
            continue;
        }
        for (const geo::LatLng third : ring) {
            if (third != ring.front() && third != second) {
                return false;
            }
        }
        return true;
    }
    return true;
}

std::optional<InvalidPolygon> look_at_rings(const geo::Polygon& polygon) {
    const Geos geos;
    const auto shape = geos.polygon(polygon);
    char* reason = nullptr;
    GEOSGeometry* place = nullptr;
    const char valid = GEOSisValidDetail_r(geos.get(), shape.get(), 0, &reason, &place);
    const std::string why = reason != nullptr ? reason : "";
    GEOSFree_r(geos.get(), reason);
    if (valid == 1) {
        return std::nullopt;
    }
    InvalidPolygon result;
    result.reason = reason_text(why, place != nullptr ? geos.point(geos.own(place).get())
                                                      : polygon.outer.front());
    result.area_by_rings = geo::area(polygon);
    result.area_covered = area_by_winding(geos, polygon);
    return result;
}

} // namespace todoku::io
