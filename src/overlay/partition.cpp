#include "overlay/partition.hpp"

#include "overlay/same_cycle.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace todoku::overlay {

namespace {

constexpr domain::MeshLevel kLevel = domain::MeshLevel::Km80;

std::vector<LayerSource::Layer> layers_of(std::span<const geo::MultiPolygon* const> shapes) {
    std::vector<LayerSource::Layer> layers;
    layers.reserve(shapes.size());
    for (const geo::MultiPolygon* shape : shapes) {
        layers.push_back({shape});
    }
    return layers;
}

// The mesh with its margin, and the eight sectors around it.
class Surroundings {
public:
    explicit Surroundings(domain::MeshCell mesh)
        : south_(mesh.row() - kPartitionMargin), north_(mesh.row() + 1 + kPartitionMargin),
          west_(mesh.column() - kPartitionMargin), east_(mesh.column() + 1 + kPartitionMargin) {}

    /// 0 inside; a bit for each side beyond which the point lies (Cohen and Sutherland).
    [[nodiscard]] std::uint8_t sector(geo::LatLng point) const {
        const MeshPoint p = frame_(point);
        const int row = p.y < south_ ? 1 : p.y > north_ ? 2 : 0;
        const int column = p.x < west_ ? 4 : p.x > east_ ? 8 : 0;
        return static_cast<std::uint8_t>(row | column);
    }
    [[nodiscard]] bool reached_by(const SourcePolygon& p) const {
        return p.north >= south_ && p.south <= north_ && p.east >= west_ && p.west <= east_;
    }
    [[nodiscard]] bool holds(const SourcePolygon& p) const {
        return p.south >= south_ && p.north <= north_ && p.west >= west_ && p.east <= east_;
    }

private:
    MeshFrame frame_{kLevel};
    double south_;
    double north_;
    double west_;
    double east_;
};

// True where rounding cannot change which way the ring turns.
bool turns_surely(std::span<const geo::LatLng> ring, std::int32_t turn) {
    constexpr double kSure = 1e-9; // of the rectangle around it
    double twice_area = 0.0;
    geo::Box box;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::LatLng a = ring[i];
        const geo::LatLng b = ring[i + 1 < ring.size() ? i + 1 : 0];
        box.extend(a);
        twice_area += (a.lng() - ring[0].lng()) * (b.lat() - ring[0].lat()) -
                      (b.lng() - ring[0].lng()) * (a.lat() - ring[0].lat());
    }
    return turn * twice_area > kSure * (box.north - box.south) * (box.east - box.west);
}

// Without the inner vertices of stretches in one sector; empty where the ring lies beyond one side
// of the mesh.
geo::Ring shortened(const SourceRing& ring, const Surroundings& around) {
    const auto vertices = ring.vertices;
    const std::size_t n = vertices.size();
    std::vector<std::uint8_t> sectors(n);
    std::uint8_t beyond = 0xFF;
    for (std::size_t i = 0; i < n; ++i) {
        sectors[i] = around.sector(vertices[i]);
        beyond &= sectors[i];
    }
    geo::Ring kept;
    if (beyond != 0) {
        return kept;
    }
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint8_t before = sectors[i > 0 ? i - 1 : n - 1];
        const std::uint8_t after = sectors[i + 1 < n ? i + 1 : 0];
        if (sectors[i] == 0 || sectors[i] != before || sectors[i] != after) {
            kept.push_back(vertices[i]);
        }
    }
    if (kept.size() < n && !(turns_surely(vertices, ring.turn) && turns_surely(kept, ring.turn))) {
        kept.assign(vertices.begin(), vertices.end());
    }
    return kept;
}

// A polygon as one mesh sees it.
struct Piece {
    const SourcePolygon* given = nullptr;
    geo::Polygon left;
    bool shortened = false;
};

std::span<const SourceRing> rings_of(const LayerSource& source, const SourcePolygon& polygon) {
    return std::span(source.rings).subspan(polygon.first_ring, polygon.rings);
}

geo::Polygon whole(const LayerSource& source, const SourcePolygon& polygon) {
    geo::Polygon result;
    for (const SourceRing& ring : rings_of(source, polygon)) {
        geo::Ring vertices(ring.vertices.begin(), ring.vertices.end());
        if (ring.hole) {
            result.holes.push_back(std::move(vertices));
        } else {
            result.outer = std::move(vertices);
        }
    }
    return result;
}

Piece piece_of(const LayerSource& source, const SourcePolygon& polygon,
               const Surroundings& around) {
    Piece piece{&polygon, {}, false};
    if (around.holds(polygon) && polygon.rings == 1) {
        piece.left = whole(source, polygon);
        return piece;
    }
    for (const SourceRing& ring : rings_of(source, polygon)) {
        geo::Ring left = shortened(ring, around);
        piece.shortened = piece.shortened || left.size() < ring.vertices.size();
        if (!ring.hole) {
            piece.left.outer = std::move(left);
            if (piece.left.outer.empty()) {
                return piece;
            }
        } else if (!left.empty()) {
            piece.left.holes.push_back(std::move(left));
        }
    }
    return piece;
}

bool look_alike(const Piece& a, const Piece& b) {
    const auto same = [](const geo::Ring& x, const geo::Ring& y) { return same_cycle(x, y); };
    return same_cycle(a.left.outer, b.left.outer) &&
           std::equal(a.left.holes.begin(), a.left.holes.end(), b.left.holes.begin(),
                      b.left.holes.end(), same);
}

bool same_given(const LayerSource& source, const Piece& a, const Piece& b) {
    const auto first = rings_of(source, *a.given);
    const auto second = rings_of(source, *b.given);
    return std::equal(first.begin(), first.end(), second.begin(), second.end(),
                      [](const SourceRing& x, const SourceRing& y) {
                          return same_cycle(x.vertices, y.vertices);
                      });
}

std::uint64_t key_of(const geo::Ring& ring) {
    const geo::Box box = geo::bounds(ring);
    std::uint64_t key = ring.size();
    for (const double value : {box.south, box.north, box.west, box.east}) {
        key = (key ^ std::bit_cast<std::uint64_t>(value)) *
              0x9E3779B97F4A7C15ULL; // 2^64 / golden ratio
        key ^= key >> 32U;
    }
    return key;
}

void keep_look_alikes_apart(const LayerSource& source, std::vector<Piece>& pieces) {
    std::unordered_multimap<std::uint64_t, std::size_t> seen;
    std::vector<bool> alike(pieces.size(), false);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::uint64_t key = key_of(pieces[i].left.outer);
        const auto [begin, end] = seen.equal_range(key);
        for (auto at = begin; at != end; ++at) {
            const std::size_t j = at->second;
            if ((pieces[i].shortened || pieces[j].shortened) && look_alike(pieces[i], pieces[j]) &&
                !same_given(source, pieces[i], pieces[j])) {
                alike[i] = true;
                alike[j] = true;
            }
        }
        seen.emplace(key, i);
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (alike[i]) {
            pieces[i].left = whole(source, *pieces[i].given);
        }
    }
}

} // namespace

Partition::Partition(std::span<const geo::MultiPolygon* const> shapes, Threads threads)
    : shapes_(shapes.size()), source_(layers_of(shapes), kLevel, threads) {}

std::vector<geo::MultiPolygon> Partition::of(domain::MeshCell mesh) const {
    const Surroundings around(mesh);
    std::vector<Piece> pieces;
    for (const SourcePolygon& polygon : source_.polygons) {
        if (around.reached_by(polygon)) {
            Piece piece = piece_of(source_, polygon, around);
            if (!piece.left.outer.empty()) {
                pieces.push_back(std::move(piece));
            }
        }
    }
    keep_look_alikes_apart(source_, pieces);
    std::vector<geo::MultiPolygon> parts(shapes_);
    for (Piece& piece : pieces) {
        parts[piece.given->layer].polygons.push_back(std::move(piece.left));
    }
    return parts;
}

} // namespace todoku::overlay
