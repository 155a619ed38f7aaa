#include "io/ring_check.hpp"

#include "io/geos_shapes.hpp"
#include "io/ring_crossings.hpp"
#include "io/rings_apart.hpp"

#include <fmt/format.h>
#include <geos_c.h>

#include <string_view>
#include <vector>

namespace todoku::io {

namespace {

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

// Beyond which GEOS takes more than 1 GiB to cut the ground along them.
constexpr std::size_t kMostVertices = 4'000'000;

bool too_large_to_cut(const geo::Polygon& polygon) {
    std::size_t vertices = polygon.outer.size();
    for (const geo::Ring& hole : polygon.holes) {
        vertices += hole.size();
    }
    return vertices > kMostVertices;
}

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

std::string shown(geo::LatLng at) {
    return fmt::format("{:.6f}, {:.6f}", at.lat(), at.lng());
}

Text crowded_text(geo::LatLng at) {
    return {"密集した輪郭線が、互いに交わっているか、接しています（" + shown(at) + " 付近）。",
            "Crowded rings cross or touch near " + shown(at) + "."};
}

Text reason_text(std::string_view reason, geo::LatLng at) {
    const bool crossing = reason.find("Self-intersection") != std::string_view::npos;
    const bool hole = reason.find("Hole") != std::string_view::npos ||
                      reason.find("hole") != std::string_view::npos;
    const std::string where = shown(at);
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
    const ApartProof proof = prove_apart(polygon);
    if (proof.sure) {
        return std::nullopt;
    }
    if (proof.crowded_at) {
        return InvalidPolygon{crowded_text(*proof.crowded_at), geo::area(polygon), std::nullopt};
    }
    const Geos geos;
    auto shape = geos.polygon(polygon);
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
    result.area_covered = too_large_to_cut(polygon) || cross_often(polygon)
                              ? std::nullopt
                              : area_by_winding(geos, polygon);
    return result;
}

} // namespace todoku::io
