#include "synth/boundary_mosaic.hpp"

#include "synth/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace todoku::synth {

namespace {

/// A point in units of the grid.
struct Spot {
    double row = 0.0;
    double column = 0.0;
};

class Draughtsman {
public:
    Draughtsman(const NodeGrid& grid, const std::vector<std::uint8_t>& label,
                const Crossing& crossing, std::uint64_t seed)
        : grid_(grid), label_(label), crossing_(crossing), seed_(seed),
          east_side_(grid.size(), kNone), north_side_(grid.size(), kNone) {}

    BoundaryMosaic draw() {
        for (std::int32_t row = 0; row + 1 < grid_.rows; ++row) {
            for (std::int32_t column = 0; column + 1 < grid_.columns; ++column) {
                draw_square(row, column);
            }
        }
        for (const Spot spot : spots_) {
            const geo::LatLng place = grid_.place(spot.row, spot.column);
            mosaic_.vertices.push_back(geo::LatLng::from_degrees(
                std::round(place.lat() * 1e7) / 1e7, std::round(place.lng() * 1e7) / 1e7));
        }
        return std::move(mosaic_);
    }

private:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    std::uint32_t vertex(Spot spot) {
        spots_.push_back(spot);
        return static_cast<std::uint32_t>(spots_.size() - 1);
    }

    /// The vertex on the side that leads from a node to its eastern or northern neighbour.
    std::uint32_t side(std::int32_t row, std::int32_t column, bool to_north) {
        const std::size_t node = grid_.index(row, column);
        std::uint32_t& known = (to_north ? north_side_ : east_side_)[node];
        if (known == kNone) {
            const std::size_t next =
                to_north ? grid_.index(row + 1, column) : grid_.index(row, column + 1);
            const double t = std::clamp(crossing_(node, next), 0.06,
                                        0.94); // away from the nodes: no vertex meets another
            known = to_north ? vertex({row + t, static_cast<double>(column)})
                             : vertex({static_cast<double>(row), column + t});
        }
        return known;
    }

    void draw_square(std::int32_t row, std::int32_t column) {
        // Corners anticlockwise from the south-west; side k leads from corner k to corner k + 1.
        const std::array<std::uint8_t, 4> corner = {
            label_[grid_.index(row, column)], label_[grid_.index(row, column + 1)],
            label_[grid_.index(row + 1, column + 1)], label_[grid_.index(row + 1, column)]};
        std::array<std::size_t, 4> crossed{};
        std::size_t count = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            if (corner[k] != corner[(k + 1) % 4]) {
                crossed[count++] = k;
            }
        }
        if (count == 0) {
            return;
        }
        const std::array<std::uint32_t, 4> vertex_on = {
            corner[0] != corner[1] ? side(row, column, false) : kNone,
            corner[1] != corner[2] ? side(row, column + 1, true) : kNone,
            corner[2] != corner[3] ? side(row + 1, column, false) : kNone,
            corner[3] != corner[0] ? side(row, column, true) : kNone};
        if (count == 2) {
            // Walking in through side k, corner k lies on the left and corner k + 1 on the right.
            const Spot origin{static_cast<double>(row), static_cast<double>(column)};
            rough_piece(origin, vertex_on[crossed[0]], vertex_on[crossed[1]], corner[crossed[0]],
                        corner[crossed[1]]);
            return;
        }
        if (count == 4 && corner[0] == corner[2] &&
            (corner[1] != corner[3] || corner[0] > corner[1])) {
            plain_piece(vertex_on[0], vertex_on[1], corner[0], corner[1]); // cuts off corner 1
            plain_piece(vertex_on[2], vertex_on[3], corner[0], corner[3]); // cuts off corner 3
            return;
        }
        if (count == 4 && corner[1] == corner[3]) {
            plain_piece(vertex_on[1], vertex_on[2], corner[1], corner[2]);
            plain_piece(vertex_on[3], vertex_on[0], corner[1], corner[0]);
            return;
        }
        // Three or four labels meet: spokes to a middle vertex.
        const std::uint32_t middle = vertex({row + 0.5, column + 0.5});
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t k = crossed[i];
            plain_piece(vertex_on[k], middle, corner[k], corner[(k + 1) % 4]);
        }
    }

    /// @param left label on the left of the walk from `from` to `to`
    void plain_piece(std::uint32_t from, std::uint32_t to, std::uint8_t left, std::uint8_t right) {
        mosaic_.pieces.push_back({from, to, left, right});
    }

    void rough_piece(Spot origin, std::uint32_t from, std::uint32_t to, std::uint8_t left,
                     std::uint8_t right) {
        const std::uint32_t middle = vertex(displaced(origin, from, to, 0.20));
        const std::uint32_t first = vertex(displaced(origin, from, middle, 0.12));
        const std::uint32_t last = vertex(displaced(origin, middle, to, 0.12));
        plain_piece(from, first, left, right);
        plain_piece(first, middle, left, right);
        plain_piece(middle, last, left, right);
        plain_piece(last, to, left, right);
    }

    /// A point near the middle of two others, inside the square.
    [[nodiscard]] Spot displaced(Spot origin, std::uint32_t from, std::uint32_t to,
                                 double roughness) const {
        const Spot a = spots_[from];
        const Spot b = spots_[to];
        const double shift = roughness * (2.0 * unit_interval(hashed(seed_, from, to)) - 1.0);
        const double row = (a.row + b.row) / 2 + shift * (b.column - a.column);
        const double column = (a.column + b.column) / 2 - shift * (b.row - a.row);
        return {std::clamp(row, origin.row + 0.03, origin.row + 0.97),
                std::clamp(column, origin.column + 0.03, origin.column + 0.97)};
    }

    const NodeGrid& grid_;
    const std::vector<std::uint8_t>& label_;
    const Crossing& crossing_;
    std::uint64_t seed_;
    std::vector<std::uint32_t> east_side_;
    std::vector<std::uint32_t> north_side_;
    std::vector<Spot> spots_;
    BoundaryMosaic mosaic_;
};

/// Twice the signed area in square degrees; positive for anticlockwise rings.
double turning(const geo::Ring& ring) {
    double twice = 0.0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        twice += (ring[j].lng() - ring[0].lng()) * (ring[i].lat() - ring[0].lat()) -
                 (ring[i].lng() - ring[0].lng()) * (ring[j].lat() - ring[0].lat());
    }
    return twice;
}

} // namespace

geo::MultiPolygon BoundaryMosaic::polygons(const std::function<bool(std::uint8_t)>& wanted) const {
    // Walk with the wanted land on the left; each vertex is left by one piece at most.
    constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> next(vertices.size(), kNone);
    for (const BorderPiece& piece : pieces) {
        const bool left = wanted(piece.left);
        const bool right = wanted(piece.right);
        if (left && !right) {
            next[piece.from] = piece.to;
        } else if (right && !left) {
            next[piece.to] = piece.from;
        }
    }
    geo::MultiPolygon shape;
    std::vector<geo::Ring> holes;
    for (std::uint32_t start = 0; start < next.size(); ++start) {
        if (next[start] == kNone) {
            continue;
        }
        geo::Ring ring;
        for (std::uint32_t at = start; at != kNone;) {
            ring.push_back(vertices[at]);
            const std::uint32_t to = next[at];
            next[at] = kNone;
            at = to == start ? kNone : to;
        }
        if (turning(ring) > 0.0) {
            shape.polygons.push_back({std::move(ring), {}});
        } else {
            holes.push_back(std::move(ring));
        }
    }
    for (geo::Ring& hole : holes) {
        // The smallest outer ring around a hole's vertex is the one it belongs to.
        geo::Polygon* around = nullptr;
        for (geo::Polygon& polygon : shape.polygons) {
            if (geo::bounds(polygon).contains(hole.front()) &&
                geo::contains(geo::Polygon{polygon.outer, {}}, hole.front()) &&
                (around == nullptr || turning(polygon.outer) < turning(around->outer))) {
                around = &polygon;
            }
        }
        if (around != nullptr) {
            around->holes.push_back(std::move(hole));
        }
    }
    return shape;
}

BoundaryMosaic draw_boundaries(const NodeGrid& grid, const std::vector<std::uint8_t>& label,
                               const Crossing& crossing, std::uint64_t seed) {
    return Draughtsman(grid, label, crossing, seed).draw();
}

} // namespace todoku::synth
