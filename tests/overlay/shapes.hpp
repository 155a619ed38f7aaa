// Shapes that the overlay is tried with: rectangles of cells, ragged stars, seeded and the same on
// every machine.
#pragma once

#include "domain/mesh.hpp"
#include "geo/geometry.hpp"
#include "overlay/covered_shares.hpp"

#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <utility>
#include <vector>

namespace todoku::overlay::test {

/// splitmix64 (Steele, Lea, Flood 2014): small, seeded, portable.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }
    /// [0, 1)
    double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }

private:
    std::uint64_t state_;
};

/// Positions written in cells: column and row of a level, from a cell of Tsu (34.72 N, 136.51 E).
class Paper {
public:
    explicit Paper(domain::MeshLevel level = domain::MeshLevel::M250) : level_(level) {
        const auto origin = *domain::MeshCell::at(geo::LatLng::from_degrees(34.72, 136.51), level);
        row_ = origin.row();
        column_ = origin.column();
    }
    [[nodiscard]] geo::LatLng at(double x, double y) const {
        const domain::MeshPitch p = domain::pitch(level_);
        return geo::LatLng::from_degrees((row_ + y) / p.rows_per_degree(),
                                         (column_ + x) / p.columns_per_degree);
    }
    [[nodiscard]] geo::Ring ring(const std::vector<std::pair<double, double>>& points) const {
        geo::Ring result;
        for (const auto& [x, y] : points) {
            result.push_back(at(x, y));
        }
        return result;
    }
    [[nodiscard]] geo::Ring box(double west, double south, double east, double north) const {
        return ring({{west, south}, {east, south}, {east, north}, {west, north}, {west, south}});
    }
    [[nodiscard]] domain::MeshWindow window(int rows, int columns, int first_row = 0,
                                            int first_column = 0) const {
        return {level_, row_ + first_row, column_ + first_column, rows, columns};
    }
    [[nodiscard]] domain::MeshCell cell(int row, int column) const {
        return {level_, row_ + row, column_ + column};
    }

private:
    domain::MeshLevel level_;
    std::int32_t row_ = 0;
    std::int32_t column_ = 0;
};

inline geo::MultiPolygon shape_of(std::vector<geo::Polygon> polygons) {
    return {std::move(polygons)};
}
inline geo::MultiPolygon shape_of(geo::Ring outer, std::vector<geo::Ring> holes = {}) {
    return {{geo::Polygon{std::move(outer), std::move(holes)}}};
}

/// A ragged closed line around (x, y) in cells: every radius between `inner` and `outer`.
inline geo::Ring star(const Paper& paper, Dice& dice, double x, double y, double inner,
                      double outer, std::size_t vertices) {
    geo::Ring ring;
    for (std::size_t i = 0; i < vertices; ++i) {
        const double angle =
            2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(vertices);
        const double radius = dice.between(inner, outer);
        ring.push_back(paper.at(x + radius * std::cos(angle), y + radius * std::sin(angle)));
    }
    return ring;
}

/// Shares as a picture: rows x columns of the window, row 0 in the south.
inline std::vector<double> picture(const std::vector<CellShare>& shares,
                                   const domain::MeshWindow& window) {
    std::vector<double> result(window.size(), 0.0);
    for (const CellShare& share : shares) {
        result[window.index(share.cell)] = share.share;
    }
    return result;
}

} // namespace todoku::overlay::test
