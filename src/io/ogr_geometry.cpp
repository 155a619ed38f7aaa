#include "io/ogr_geometry.hpp"

#include "io/ring_order.hpp"

#include <fmt/format.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>

namespace todoku::io {

namespace {

/// Gathers the parts of a geometry by kind while walking through collections.
class Parts {
public:
    Parts(const geo::ToJgd2011& transform, bool swapped)
        : transform_(&transform), swapped_(swapped) {}

    void add(const OGRGeometry& geometry) {
        switch (wkbFlatten(geometry.getGeometryType())) {
        case wkbPoint:
            add_point(*geometry.toPoint());
            break;
        case wkbLineString:
            add_line(*geometry.toLineString());
            break;
        case wkbPolygon:
        case wkbTriangle:
            add_polygon(*geometry.toPolygon());
            break;
        case wkbMultiPoint:
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
            for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
                add(*part);
            }
            break;
        case wkbPolyhedralSurface:
        case wkbTIN:
            for (const OGRPolygon* part : *geometry.toPolyhedralSurface()) {
                add_polygon(*part);
            }
            break;
        default:
            unknown = geometry.getGeometryName();
            break;
        }
    }

    geo::MultiPolygon polygons;
    geo::MultiLine lines;
    std::vector<geo::LatLng> points;
    std::string unknown;             ///< name of a kind of geometry we do not know
    std::optional<geo::XY> unusable; ///< the first coordinate that is no place
    bool at_zero = false;            ///< a point at 0, 0: not filled in

private:
    /// The place in JGD2011; remembers the first coordinate that is none.
    std::optional<geo::LatLng> place(double x, double y) {
        const geo::XY xy = swapped_ ? geo::XY{y, x} : geo::XY{x, y};
        const auto point = (*transform_)(xy);
        // 0, 0 lies off Africa: a vertex there was never measured.
        const bool zero = x == 0.0 && y == 0.0 && transform_->is_geographic();
        if (!point || zero || std::abs(point->lat()) > 90.0 || std::abs(point->lng()) > 360.0) {
            if (!unusable) {
                unusable = geo::XY{x, y};
            }
            return std::nullopt;
        }
        return point;
    }

    void add_point(const OGRPoint& point) {
        if (point.IsEmpty() != 0) {
            return;
        }
        if (point.getX() == 0.0 && point.getY() == 0.0 && transform_->is_geographic()) {
            at_zero = true;
        } else if (const auto at = place(point.getX(), point.getY())) {
            points.push_back(*at);
        }
    }

    std::vector<geo::LatLng> vertices(const OGRSimpleCurve& curve) {
        std::vector<geo::LatLng> result;
        const int count = curve.getNumPoints();
        result.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count && !unusable; ++i) {
            if (const auto at = place(curve.getX(i), curve.getY(i))) {
                result.push_back(*at);
            }
        }
        return result;
    }

    void add_line(const OGRLineString& line) {
        if (line.getNumPoints() >= 2) {
            lines.lines.push_back(vertices(line));
        }
    }

    void add_polygon(const OGRPolygon& polygon) {
        const OGRLinearRing* outer = polygon.getExteriorRing();
        if (outer == nullptr || outer->IsEmpty() != 0) {
            return;
        }
        geo::Polygon result;
        result.outer = vertices(*outer);
        const int holes = polygon.getNumInteriorRings();
        result.holes.reserve(static_cast<std::size_t>(holes));
        for (int i = 0; i < holes; ++i) {
            const OGRLinearRing& hole = *polygon.getInteriorRing(i);
            if (hole.IsEmpty() == 0) {
                result.holes.push_back(vertices(hole));
            }
        }
        polygons.polygons.push_back(std::move(result));
    }

    const geo::ToJgd2011* transform_;
    bool swapped_;
};

ShapeRead without_shape(std::string code, Text problem) {
    return {std::monostate{},
            std::move(code),
            std::move(problem),
            {"この行の図形は使いません。", "the geometry of this row is not used."}};
}

std::string coordinate_text(geo::XY xy) {
    return fmt::format("{:.10g}, {:.10g}", xy.x, xy.y);
}

ShapeRead take(Parts&& parts) {
    if (parts.unusable) {
        const std::string found = coordinate_text(*parts.unusable);
        return without_shape(
            "unusable_coordinates",
            {"座標が緯度経度に直せません（" + found +
                 "）。数値・座標系・緯度と経度の順を確かめてください。",
             "A coordinate is no place on the ground (" + found +
                 "). Check the number, the CRS and the order of latitude and longitude."});
    }
    ShapeRead result;
    std::size_t left_out = 0;
    if (!parts.polygons.empty()) {
        result.geometry = std::move(parts.polygons);
        left_out = parts.lines.lines.size() + parts.points.size();
    } else if (!parts.lines.lines.empty()) {
        result.geometry = std::move(parts.lines);
        left_out = parts.points.size();
    } else if (!parts.points.empty()) {
        result.geometry = parts.points.front();
        if (parts.points.size() > 1) {
            result.code = "several_points";
            result.problem = {fmt::format("一つの行に点が{}個あります。", parts.points.size()),
                              fmt::format("One row holds {} points.", parts.points.size())};
            result.action = {"最初の点を使いました。", "the first was used."};
        }
    } else if (parts.at_zero) {
        return without_shape("zero_coordinates",
                             {"座標が 0, 0 です（未入力とみなします）。",
                              "The coordinates are 0, 0 (taken for not filled in)."});
    } else if (!parts.unknown.empty()) {
        return without_shape("unknown_geometry",
                             {"図形の種類 " + parts.unknown + " は使えません。",
                              "Geometries of type " + parts.unknown + " cannot be used."});
    } else {
        return without_shape("empty_geometry", {"図形が空です。", "The geometry is empty."});
    }
    if (left_out > 0) {
        result.code = "mixed_geometry";
        result.problem = {
            fmt::format("面や線に混じって、別の種類の図形が{}個あります。", left_out),
            fmt::format("{} parts of another kind stand beside the shape.", left_out)};
        result.action = {"その部分を除きました。", "those parts were left out."};
    }
    return result;
}

} // namespace

ShapeRead GeometryReader::read(const OGRGeometry& given) const {
    Parts parts(*transform_, swapped_);
    if (given.hasCurveGeometry() != 0) {
        const std::unique_ptr<OGRGeometry> straight(given.getLinearGeometry());
        if (straight) {
            parts.add(*straight);
        }
    } else {
        parts.add(given);
    }
    return take(std::move(parts));
}

namespace {

template <class Points>
void set_vertices(OGRSimpleCurve& curve, const Points& points, bool backwards = false) {
    const int count = static_cast<int>(points.size());
    curve.setNumPoints(count, FALSE);
    for (int i = 0; i < count; ++i) {
        const auto& point = points[static_cast<std::size_t>(backwards ? count - 1 - i : i)];
        curve.setPoint(i, point.lng(), point.lat());
    }
}

void add_ring(OGRPolygon& polygon, const geo::Ring& ring, bool clockwise) {
    auto linear = std::make_unique<OGRLinearRing>();
    set_vertices(*linear, ring, runs_clockwise(ring) != clockwise);
    linear->closeRings();
    polygon.addRingDirectly(linear.release());
}

} // namespace

std::unique_ptr<OGRGeometry> to_ogr(const geo::Geometry& geometry) {
    struct Visitor {
        std::unique_ptr<OGRGeometry> operator()(std::monostate) const { return nullptr; }
        std::unique_ptr<OGRGeometry> operator()(geo::LatLng point) const {
            return std::make_unique<OGRPoint>(point.lng(), point.lat());
        }
        std::unique_ptr<OGRGeometry> operator()(const geo::MultiLine& lines) const {
            auto result = std::make_unique<OGRMultiLineString>();
            for (const geo::Line& line : lines.lines) {
                auto part = std::make_unique<OGRLineString>();
                set_vertices(*part, line);
                result->addGeometryDirectly(part.release());
            }
            return result;
        }
        std::unique_ptr<OGRGeometry> operator()(const geo::MultiPolygon& shape) const {
            auto result = std::make_unique<OGRMultiPolygon>();
            for (const geo::Polygon& polygon : shape.polygons) {
                auto part = std::make_unique<OGRPolygon>();
                add_ring(*part, polygon.outer, true);
                for (const geo::Ring& hole : polygon.holes) {
                    add_ring(*part, hole, false);
                }
                result->addGeometryDirectly(part.release());
            }
            return result;
        }
    };
    return std::visit(Visitor{}, geometry);
}

} // namespace todoku::io
