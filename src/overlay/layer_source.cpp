#include "overlay/layer_source.hpp"

#include "overlay/same_cycle.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace todoku::overlay {

namespace {

constexpr double kNoAngle = 1000.0;

// Facts of one ring, found in one pass over its vertices.
struct RingFacts {
    bool usable = false;
    std::size_t size = 0;
    double twice_area = 0.0; // square degrees, relative to the first vertex
    geo::Box box;
};

RingFacts survey(const geo::Ring& ring) {
    RingFacts facts;
    facts.size = ring.size();
    while (facts.size > 1 && ring[facts.size - 1] == ring[0]) {
        --facts.size;
    }
    if (facts.size < 3) {
        return facts;
    }
    const double lat0 = ring[0].lat();
    const double lng0 = ring[0].lng();
    double x0 = 0.0;
    double y0 = 0.0;
    bool sound = true;
    for (std::size_t i = 0; i < facts.size; ++i) {
        const double lat = ring[i].lat();
        const double lng = ring[i].lng();
        sound &= std::abs(lat) <= kNoAngle && std::abs(lng) <= kNoAngle; // false for NaN
        facts.box.extend(ring[i]);
        const double x = lng - lng0;
        const double y = lat - lat0;
        facts.twice_area += x0 * y - x * y0;
        x0 = x;
        y0 = y;
    }
    facts.usable = sound;
    return facts;
}

bool same_polygon(const LayerSource& source, const SourcePolygon& a, const SourcePolygon& b) {
    if (a.rings != b.rings) {
        return false;
    }
    for (std::uint32_t i = 0; i < a.rings; ++i) {
        if (!same_cycle(source.rings[a.first_ring + i].vertices,
                        source.rings[b.first_ring + i].vertices)) {
            return false;
        }
    }
    return true;
}

std::uint64_t place_key(const SourcePolygon& p) {
    std::uint64_t key = p.layer;
    for (const double value : {p.south, p.north, p.west, p.east}) {
        key = (key ^ std::bit_cast<std::uint64_t>(value)) *
              0x9E3779B97F4A7C15ULL; // 2^64 / golden ratio
        key ^= key >> 32U;
    }
    return key;
}

void drop_copies(LayerSource& source) {
    if (source.polygons.size() < 2) {
        return;
    }
    std::unordered_multimap<std::uint64_t, std::size_t> seen;
    seen.reserve(source.polygons.size());
    std::vector<SourcePolygon> kept;
    kept.reserve(source.polygons.size());
    for (const SourcePolygon& polygon : source.polygons) {
        const std::uint64_t key = place_key(polygon);
        const auto [begin, end] = seen.equal_range(key);
        const bool copy = std::any_of(begin, end, [&](const auto& entry) {
            const SourcePolygon& other = kept[entry.second];
            return other.layer == polygon.layer && same_polygon(source, other, polygon);
        });
        if (!copy) {
            seen.emplace(key, kept.size());
            kept.push_back(polygon);
        }
    }
    source.polygons = std::move(kept);
}

} // namespace

LayerSource::LayerSource(std::span<const Layer> layers, const Lattice& lattice, Threads threads) {
    const MeshFrame frame(lattice);
    std::vector<const geo::Ring*> given;
    for (std::uint32_t k = 0; k < layers.size(); ++k) {
        for (const geo::MultiPolygon* shape : layers[k]) {
            for (const geo::Polygon& polygon : shape->polygons) {
                SourcePolygon entry;
                entry.layer = k;
                entry.first_ring = static_cast<std::uint32_t>(given.size());
                entry.rings = static_cast<std::uint32_t>(1 + polygon.holes.size());
                given.push_back(&polygon.outer);
                for (const geo::Ring& hole : polygon.holes) {
                    given.push_back(&hole);
                }
                polygons.push_back(entry);
            }
        }
    }
    std::vector<RingFacts> facts(given.size());
    parallel_for(given.size(), threads, [&](std::size_t i) { facts[i] = survey(*given[i]); }, 64);

    std::vector<SourcePolygon> usable;
    usable.reserve(polygons.size());
    for (SourcePolygon polygon : polygons) {
        const RingFacts& outer = facts[polygon.first_ring];
        if (!outer.usable) {
            continue;
        }
        const MeshPoint low = frame(geo::LatLng::from_degrees(outer.box.south, outer.box.west));
        const MeshPoint high = frame(geo::LatLng::from_degrees(outer.box.north, outer.box.east));
        polygon.south = low.y;
        polygon.north = high.y;
        polygon.west = low.x;
        polygon.east = high.x;
        const std::uint32_t given_first = polygon.first_ring;
        const std::uint32_t given_rings = polygon.rings;
        polygon.first_ring = static_cast<std::uint32_t>(rings.size());
        for (std::uint32_t i = given_first; i < given_first + given_rings; ++i) {
            if (!facts[i].usable) {
                continue;
            }
            SourceRing ring;
            ring.vertices = std::span(*given[i]).first(facts[i].size);
            ring.turn = facts[i].twice_area < 0.0 ? -1 : 1;
            ring.hole = i != given_first;
            ring.south = frame.row_of(facts[i].box.south);
            ring.north = frame.row_of(facts[i].box.north);
            rings.push_back(ring);
        }
        polygon.rings = static_cast<std::uint32_t>(rings.size()) - polygon.first_ring;
        usable.push_back(polygon);
    }
    polygons = std::move(usable);
    drop_copies(*this);

    std::uint32_t count = 0;
    for (SourceRing& ring : rings) {
        ring.first_chunk = count;
        count += static_cast<std::uint32_t>((ring.vertices.size() + kChunk - 1) / kChunk);
    }
    chunks.resize(count);
    parallel_for(
        rings.size(), threads,
        [&](std::size_t i) {
            const SourceRing& ring = rings[i];
            const std::size_t n = ring.vertices.size();
            SourceChunk* chunk = chunks.data() + ring.first_chunk;
            for (std::size_t first = 0; first < n; first += kChunk, ++chunk) {
                // Edges first .. first + kChunk - 1 reach one vertex further (the last edge closes
                // the ring).
                double south = ring.vertices[first].lat();
                double north = south;
                for (std::size_t k = first + 1; k <= std::min(first + kChunk, n); ++k) {
                    const double lat = ring.vertices[k < n ? k : 0].lat();
                    south = std::min(south, lat);
                    north = std::max(north, lat);
                }
                *chunk = {frame.row_of(south), frame.row_of(north)};
            }
        },
        64);
}

} // namespace todoku::overlay
