// Cuts an edge into the pieces that lie in single mesh cells.
#pragma once

#include "geo/lat_lng.hpp"
#include "overlay/lattice.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace todoku::overlay {

/// A position in cells of a lattice: x counts columns, y rows.
struct MeshPoint {
    double x = 0.0;
    double y = 0.0;
    friend bool operator==(const MeshPoint&, const MeshPoint&) = default;
};

/// Degrees to cells of a lattice.
class MeshFrame {
public:
    explicit MeshFrame(const Lattice& lattice) : lattice_(lattice) {}

    [[nodiscard]] MeshPoint operator()(geo::LatLng p) const {
        return {to_mesh(p.lng(), lattice_.west, lattice_.columns_per_degree), row_of(p.lat())};
    }
    [[nodiscard]] double row_of(double lat) const {
        return to_mesh(lat, lattice_.south, lattice_.rows_per_degree);
    }
    [[nodiscard]] geo::LatLng inverse(MeshPoint p) const {
        return geo::LatLng::from_degrees(lattice_.south + p.y / lattice_.rows_per_degree,
                                         lattice_.west + p.x / lattice_.columns_per_degree);
    }

private:
    static double to_mesh(double degrees, double origin, double per_degree) {
        const double value = (degrees - origin) * per_degree;
        // 1.5 * 2^52: adding and subtracting it rounds to the nearest integer.
        constexpr double kRounder = 6755399441055744.0;
        const double edge = (value + kRounder) - kRounder;
        // The double nearest to an edge stands for the edge (domain::MeshCell); the product may
        // miss it by one place.
        if (value != edge && std::abs(value - edge) < 1e-9 &&
            origin + edge / per_degree == degrees) {
            return edge;
        }
        return value;
    }

    Lattice lattice_;
};

/// Part of an edge inside one cell, ends in the edge's direction. Columns west (east) of the window
/// are all given as EdgeCutter::kWest (kEast).
struct EdgePiece {
    std::int32_t row = 0;
    std::int32_t column = 0;
    MeshPoint from;
    MeshPoint to;
};

/// Cuts edges at the rows and columns of a window. A piece on a cell's western or southern edge
/// belongs to the cell, on its eastern or northern to the neighbour. Cuts are computed from the
/// edge's lower end up, whatever its direction and the window: two polygons that share an edge get
/// the same pieces, and so does every shard.
class EdgeCutter {
public:
    static constexpr std::int32_t kWest = -1;
    static constexpr std::int32_t kEast = INT32_MAX;

    EdgeCutter(std::int32_t row, std::int32_t rows, std::int32_t column, std::int32_t columns)
        : first_row_(row), end_row_(row + rows), first_column_(column),
          end_column_(column + columns) {}

    /// Pieces in order from `a` to `b`, none for rows outside the window; valid until the next
    /// call.
    const std::vector<EdgePiece>& cut(MeshPoint a, MeshPoint b) {
        pieces_.clear();
        const bool down = is_down(a, b);
        each_piece(down ? b : a, down ? a : b,
                   [&](std::int32_t row, std::int32_t column, MeshPoint from, MeshPoint to) {
                       pieces_.push_back({row, column, from, to});
                   });
        if (down) {
            std::reverse(pieces_.begin(), pieces_.end());
            for (EdgePiece& piece : pieces_) {
                std::swap(piece.from, piece.to);
            }
        }
        return pieces_;
    }

    /// Whether b is the edge's lower end (on a parallel: its western).
    static bool is_down(MeshPoint a, MeshPoint b) { return b.y < a.y || (b.y == a.y && b.x < a.x); }

    /// Calls visit(row, column, from, to) for each piece from the lower end up, without a list.
    /// @pre !is_down(low, high)
    template <class Visit>
    void each_piece(MeshPoint low, MeshPoint high, const Visit& visit) const {
        if (low.y == high.y) {
            if (low.y >= first_row_ && low.y < end_row_) {
                cut_row(static_cast<std::int32_t>(low.y), low, high, visit);
            }
        } else if (low.y < end_row_ && high.y > first_row_) {
            cut_rows(low, high, visit);
        }
    }

private:
    template <class Visit>
    void cut_rows(MeshPoint low, MeshPoint high, const Visit& visit) const {
        const double slope = (high.x - low.x) / (high.y - low.y);
        const double west = std::min(low.x, high.x);
        const double east = std::max(low.x, high.x);
        const auto at = [&](std::int32_t y) -> MeshPoint {
            return {std::clamp(low.x + (y - low.y) * slope, west, east), static_cast<double>(y)};
        };
        std::int32_t row = first_row_;
        MeshPoint from;
        if (low.y >= first_row_) {
            row = static_cast<std::int32_t>(low.y);
            from = low;
        } else {
            from = at(row);
        }
        for (; row < end_row_ && from.y < high.y; ++row) {
            const MeshPoint to = high.y <= row + 1 ? high : at(row + 1);
            cut_row(row, from, to, visit);
            from = to;
        }
    }

    // Within one row, from the lower end to the upper (or from west to east on a parallel).
    template <class Visit>
    void cut_row(std::int32_t row, MeshPoint from, MeshPoint to, const Visit& visit) const {
        const double west = std::min(from.x, to.x);
        const double east = std::max(from.x, to.x);
        if (east < first_column_ || (east == first_column_ && west < first_column_)) {
            visit(row, kWest, from, to);
            return;
        }
        if (west >= end_column_) {
            visit(row, kEast, from, to);
            return;
        }
        // Columns [first, last] are cut one by one; what lies beyond the window stays whole.
        const std::int32_t first =
            west < first_column_ ? first_column_ : static_cast<std::int32_t>(west);
        if (west == east || (east <= first + 1 && west >= first_column_)) {
            visit(row, first, from, to);
            return;
        }
        const double slope = (to.y - from.y) / (to.x - from.x);
        const auto at = [&](std::int32_t x) -> MeshPoint {
            return {static_cast<double>(x),
                    std::clamp(from.y + (x - from.x) * slope, from.y, to.y)};
        };
        const std::int32_t last = east > end_column_ ? end_column_ - 1 : before(east);
        MeshPoint start = from;
        if (from.x < to.x) {
            if (west < first_column_) {
                start = at(first_column_);
                visit(row, kWest, from, start);
            }
            for (std::int32_t column = first; column <= last; ++column) {
                const MeshPoint end = to.x <= column + 1 ? to : at(column + 1);
                visit(row, column, start, end);
                start = end;
            }
            if (east > end_column_) {
                visit(row, kEast, start, to);
            }
        } else {
            if (east > end_column_) {
                start = at(end_column_);
                visit(row, kEast, from, start);
            }
            for (std::int32_t column = last; column >= first; --column) {
                const MeshPoint end = to.x >= column ? to : at(column);
                visit(row, column, start, end);
                start = end;
            }
            if (west < first_column_) {
                visit(row, kWest, start, to);
            }
        }
    }

    // The column that ends at x or holds it inside.
    static std::int32_t before(double x) {
        const auto column = static_cast<std::int32_t>(x); // x > 0: towards zero is down
        return x > column ? column : column - 1;
    }

    std::int32_t first_row_;
    std::int32_t end_row_;
    std::int32_t first_column_;
    std::int32_t end_column_;
    std::vector<EdgePiece> pieces_;
};

} // namespace todoku::overlay
