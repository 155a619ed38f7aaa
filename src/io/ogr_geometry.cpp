#include "io/ogr_geometry.hpp"

#include <ogr_geometry.h>

namespace todoku::io {

namespace {

/// Gathers the parts of a geometry by kind while walking through collections.
class Gatherer {
public:
    Gatherer(const geo::ToJgd2011* transform, bool swapped) : transform_(transform), swapped_(swapped) {}

    void add(const OGRGeometry& geometry) {
        switch (wkbFlatten(geometry.getGeometryType())) {
        case wkbPoint: add_point(*geometry.toPoint()); break;
        case wkbLineString: add_line(*geometry.toLineString()); break;
        case wkbPolygon: add_polygon(*geometry.toPolygon()); break;
        case wkbMultiPoint:
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
            for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
                add(*part);
            }
            break;
        default: ++unknown; break;
        }
    }

    geo::MultiPolygon polygons;
    geo::MultiLine lines;
    std::vector<geo::LatLng> points;
    int unknown = 0;
    int unusable = 0; ///< vertices that are not finite or cannot be transformed

private:
    std::optional<geo::LatLng> place(double x, double y) {
        const geo::XY xy = swapped_ ? geo::XY{y, x} : geo::XY{x, y};
        auto point = (*transform_)(xy);
        if (!point) {
            ++unusable;
        }
        return point;
    }

    void add_point(const OGRPoint& point) {
        if (!point.IsEmpty()) {
            if (const auto at = place(point.getX(), point.getY())) {
                points.push_back(*at);
            }
        }
    }

    std::vector<geo::LatLng> vertices(const OGRSimpleCurve& curve) {
        std::vector<geo::LatLng> result;
        result.reserve(static_cast<std::size_t>(curve.getNumPoints()));
        for (int i = 0; i < curve.getNumPoints(); ++i) {
            if (const auto at = place(curve.getX(i), curve.getY(i))) {
                result.push_back(*at);
            }
        }
        return result;
    }

    void add_line(const OGRLineString& line) {
        geo::Line points_of_line = vertices(line);
        if (points_of_line.size() >= 2) {
            lines.lines.push_back(std::move(points_of_line));
        }
    }

    void add_polygon(const OGRPolygon& polygon) {
        const OGRLinearRing* outer = polygon.getExteriorRing();
        if (outer == nullptr || outer->IsEmpty()) {
            return;
        }
        geo::Polygon result;
        result.outer = vertices(*outer);
        for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
            geo::Ring hole = vertices(*polygon.getInteriorRing(i));
            if (!hole.empty()) {
                result.holes.push_back(std::move(hole));
            }
        }
        if (!result.outer.empty()) {
            polygons.polygons.push_back(std::move(result));
        }
    }

    const geo::ToJgd2011* transform_;
    bool swapped_;
};

} // namespace

GeometryReader::Result GeometryReader::read(const OGRGeometry& given) const {
    std::unique_ptr<OGRGeometry> straight;
    const OGRGeometry* geometry = &given;
    if (given.hasCurveGeometry() != 0) {
        straight.reset(given.getLinearGeometry());
        geometry = straight.get();
    }
    Gatherer parts(transform_, swapped_);
    if (geometry != nullptr && geometry->IsEmpty() == 0) {
        parts.add(*geometry);
    }
    Result result;
    if (!parts.polygons.empty()) {
        result.geometry = std::move(parts.polygons);
    } else if (!parts.lines.lines.empty()) {
        result.geometry = std::move(parts.lines);
    } else if (!parts.points.empty()) {
        result.geometry = parts.points.front();
        if (parts.points.size() > 1) {
            result.code = "several_points";
            result.problem = Text{"一つの図形に点が複数あります。", "one feature holds several points."};
            result.action = {"最初の点を使いました。", "the first was used."};
        }
    }
    if (parts.unusable > 0) {
        result.code = "coordinates_not_usable";
        result.problem = Text{std::to_string(parts.unusable) + "個の座標が数でないか、座標系の範囲外です。",
                              std::to_string(parts.unusable) + " coordinates are no numbers or outside the CRS's range."};
        result.action = {"その頂点を除きました。", "those vertices were left out."};
    }
    return result;
}

namespace {

void set_vertices(OGRSimpleCurve& curve, const std::vector<geo::LatLng>& points) {
    curve.setNumPoints(static_cast<int>(points.size()), FALSE);
    for (std::size_t i = 0; i < points.size(); ++i) {
        curve.setPoint(static_cast<int>(i), points[i].lng(), points[i].lat());
    }
}

void add_ring(OGRPolygon& polygon, const geo::Ring& ring) {
    auto* linear = new OGRLinearRing; // taken over by the polygon
    set_vertices(*linear, ring);
    linear->closeRings();
    polygon.addRingDirectly(linear);
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
                auto* part = new OGRLineString;
                set_vertices(*part, line);
                result->addGeometryDirectly(part);
            }
            return result;
        }
        std::unique_ptr<OGRGeometry> operator()(const geo::MultiPolygon& shape) const {
            auto result = std::make_unique<OGRMultiPolygon>();
            for (const geo::Polygon& polygon : shape.polygons) {
                auto* part = new OGRPolygon;
                add_ring(*part, polygon.outer);
                for (const geo::Ring& hole : polygon.holes) {
                    add_ring(*part, hole);
                }
                result->addGeometryDirectly(part);
            }
            return result;
        }
    };
    return std::visit(Visitor{}, geometry);
}

} // namespace todoku::io
