// Exact answers to compare with: slabs and crossings in rational numbers, areas on the ellipsoid in
// long double. Slow, short and written apart from the program: it shares none of its code but the
// shape types.
#pragma once

#include "domain/mesh.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/geometry.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <vector>

namespace todoku::overlay::test {

using Rational = boost::multiprecision::cpp_rational;
using Real = long double; // 19 digits here, at least those of double anywhere

/// The covered part of one cell by combination of layers (bit k: layer k).
class Oracle {
public:
    explicit Oracle(const std::vector<geo::MultiPolygon>& layers) : layers_(layers) {}

    std::map<std::uint32_t, double> parts(domain::MeshCell cell) const {
        const domain::MeshPitch pitch = domain::pitch(cell.level());
        const Rational rows = Rational(pitch.half_rows_per_degree) / 2;
        const Rational columns = pitch.columns_per_degree;
        const Rational south = Rational(cell.row()) / rows;
        const Rational north = Rational(cell.row() + 1) / rows;
        const Rational west = Rational(cell.column()) / columns;
        const Rational east = Rational(cell.column() + 1) / columns;

        std::vector<Edge> edges;
        std::uint32_t polygon = 0;
        std::vector<std::uint32_t> polygon_layer;
        for (std::uint32_t k = 0; k < layers_.size(); ++k) {
            for (const geo::Polygon& p : layers_[k].polygons) {
                collect(edges, p.outer, south, north, polygon, false);
                for (const geo::Ring& hole : p.holes) {
                    collect(edges, hole, south, north, polygon, true);
                }
                polygon_layer.push_back(k);
                ++polygon;
            }
        }
        std::vector<Rational> heights = {south, north};
        const auto add_height = [&](const Rational& lat) {
            if (lat > south && lat < north) {
                heights.push_back(lat);
            }
        };
        for (std::size_t i = 0; i < edges.size(); ++i) {
            add_height(edges[i].lat0);
            add_height(edges[i].lat1);
            for (const Rational& side : {west, east}) {
                if (edges[i].lng0 != edges[i].lng1) {
                    add_height(edges[i].lat0 + (side - edges[i].lng0) / edges[i].slope);
                }
            }
            if (std::max(edges[i].lng0, edges[i].lng1) < west ||
                std::min(edges[i].lng0, edges[i].lng1) > east) {
                continue; // crossings beside the cell order nothing in it
            }
            for (std::size_t j = 0; j < i; ++j) {
                // lng_i(lat) = lng_j(lat)
                const Rational a = edges[i].slope - edges[j].slope;
                if (a != 0) {
                    const Rational b = (edges[j].lng0 - edges[j].slope * edges[j].lat0) -
                                       (edges[i].lng0 - edges[i].slope * edges[i].lat0);
                    const Rational lat = b / a;
                    if (lat > edges[i].lat0 && lat < edges[i].lat1 && lat > edges[j].lat0 &&
                        lat < edges[j].lat1) {
                        add_height(lat);
                    }
                }
            }
        }
        std::sort(heights.begin(), heights.end());
        heights.erase(std::unique(heights.begin(), heights.end()), heights.end());

        std::map<std::uint32_t, Real> sums;
        for (std::size_t k = 0; k + 1 < heights.size(); ++k) {
            const Rational& low = heights[k];
            const Rational& high = heights[k + 1];
            const Rational middle = (low + high) / 2;
            struct Crossing {
                const Edge* edge;
                Rational at_low, at_middle, at_high; // clamped to the cell
            };
            const auto clamped = [&](const Rational& lng) -> Rational {
                return std::clamp(lng, west, east);
            };
            std::vector<Crossing> crossing;
            for (const Edge& edge : edges) {
                if (edge.lat0 <= low && edge.lat1 >= high) {
                    crossing.push_back({&edge, clamped(edge.at(low)), clamped(edge.at(middle)),
                                        clamped(edge.at(high))});
                }
            }
            std::sort(crossing.begin(), crossing.end(), [&](const Crossing& a, const Crossing& b) {
                return a.at_middle < b.at_middle;
            });
            const Strip strip(low, high);
            std::vector<int> outer(polygon, 0);
            std::vector<int> holes(polygon, 0);
            for (std::size_t i = 0; i <= crossing.size(); ++i) {
                // The gap west of crossing[i].
                std::uint32_t mask = 0;
                for (std::uint32_t p = 0; p < polygon; ++p) {
                    if (outer[p] != 0 && holes[p] == 0) {
                        mask |= 1U << polygon_layer[p];
                    }
                }
                const bool first = i == 0;
                const bool last = i == crossing.size();
                const Rational w0 =
                    (last ? east : crossing[i].at_low) - (first ? west : crossing[i - 1].at_low);
                const Rational w1 =
                    (last ? east : crossing[i].at_high) - (first ? west : crossing[i - 1].at_high);
                if (mask != 0 && (w0 != 0 || w1 != 0)) {
                    sums[mask] += strip.area(Real(w0), Real(w1));
                }
                if (i < crossing.size()) {
                    const Edge& edge = *crossing[i].edge;
                    (edge.hole ? holes : outer)[edge.polygon] += edge.step;
                }
            }
        }
        const Real whole = Strip(south, north).area(Real(east - west), Real(east - west));
        std::map<std::uint32_t, double> result;
        for (const auto& [mask, sum] : sums) {
            result[mask] = static_cast<double>(sum / whole);
        }
        return result;
    }

    /// Share that layer 0 covers.
    double share(domain::MeshCell cell) const {
        double sum = 0.0;
        for (const auto& [mask, part] : parts(cell)) {
            sum += (mask & 1U) != 0 ? part : 0.0;
        }
        return sum;
    }

private:
    struct Edge {
        Rational lat0, lng0, lat1, lng1; // lat0 < lat1
        int step = 0;                    // winding east of it less winding west of it
        std::uint32_t polygon = 0;
        bool hole = false;
        Rational slope; // longitude by latitude
        Rational at(const Rational& lat) const { return lng0 + (lat - lat0) * slope; }
    };

    static void collect(std::vector<Edge>& edges, const geo::Ring& ring, const Rational& south,
                        const Rational& north, std::uint32_t polygon, bool hole) {
        Rational twice_area = 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const geo::LatLng a = ring[i];
            const geo::LatLng b = ring[(i + 1) % ring.size()];
            twice_area +=
                Rational(a.lng()) * Rational(b.lat()) - Rational(b.lng()) * Rational(a.lat());
        }
        const int turn = twice_area < 0 ? -1 : 1;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const geo::LatLng a = ring[i];
            const geo::LatLng b = ring[(i + 1) % ring.size()];
            if (a.lat() == b.lat()) {
                continue;
            }
            const bool up = a.lat() < b.lat();
            Edge edge;
            edge.lat0 = Rational(up ? a.lat() : b.lat());
            edge.lng0 = Rational(up ? a.lng() : b.lng());
            edge.lat1 = Rational(up ? b.lat() : a.lat());
            edge.lng1 = Rational(up ? b.lng() : a.lng());
            edge.step = up ? -turn : turn;
            edge.slope = (edge.lng1 - edge.lng0) / (edge.lat1 - edge.lat0);
            edge.polygon = polygon;
            edge.hole = hole;
            if (edge.lat0 < north && edge.lat1 > south) {
                edges.push_back(edge);
            }
        }
    }

    // Area per radian of longitude and latitude on GRS80, up to a constant: derivative of Snyder
    // (1987) eq. 3-12.
    static Real density(const Real& lat_degrees) {
        const Real phi = lat_degrees * std::numbers::pi_v<Real> / 180;
        const Real f = 1 / Real(298.257222101L);
        const Real e2 = f * (2 - f);
        const Real s = std::sin(phi);
        const Real w = 1 - e2 * s * s;
        return std::cos(phi) / (w * w);
    }

    // Ground between two parallels, by Gauss-Legendre with 5 points (over at most one row of cells:
    // error under 1e-18).
    class Strip {
    public:
        Strip(const Rational& low, const Rational& high) : height_(high - low) {
            const Real south(low);
            for (std::size_t i = 0; i < 5; ++i) {
                density_[i] =
                    rule()[i].second * density(south + height_ * (1 + rule()[i].first) / 2);
            }
        }
        // Of a part whose width grows evenly with latitude from w0 to w1.
        Real area(const Real& w0, const Real& w1) const {
            Real sum = 0;
            for (std::size_t i = 0; i < 5; ++i) {
                sum += density_[i] * (w0 + (w1 - w0) * (1 + rule()[i].first) / 2);
            }
            return sum * height_ / 2;
        }

    private:
        static const std::array<std::pair<Real, Real>, 5>& rule() {
            static const Real r = std::sqrt(Real(10) / 7);
            static const Real s = std::sqrt(Real(70));
            static const std::array<std::pair<Real, Real>, 5> points = {
                {{Real(0), Real(128) / 225},
                 {std::sqrt(5 - 2 * r) / 3, (322 + 13 * s) / 900},
                 {-std::sqrt(5 - 2 * r) / 3, (322 + 13 * s) / 900},
                 {std::sqrt(5 + 2 * r) / 3, (322 - 13 * s) / 900},
                 {-std::sqrt(5 + 2 * r) / 3, (322 - 13 * s) / 900}}};
            return points;
        }
        Real height_;
        std::array<Real, 5> density_;
    };

    const std::vector<geo::MultiPolygon>& layers_;
};

} // namespace todoku::overlay::test
