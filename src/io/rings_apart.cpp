#include "io/rings_apart.hpp"

#include "io/ring_points.hpp"
#include "io/ring_sweep.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace todoku::io {

namespace {

struct Extent {
    double west;
    double south;
    double east;
    double north;
    void extend(RingPoint p) {
        west = std::min(west, p.x);
        east = std::max(east, p.x);
        south = std::min(south, p.y);
        north = std::max(north, p.y);
    }
    [[nodiscard]] bool meets(const Extent& other) const {
        return (west <= other.east) & (other.west <= east) & (south <= other.north) &
               (other.south <= north);
    }
};

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr Extent kNowhere{kInfinity, kInfinity, -kInfinity, -kInfinity};

Extent extent_of(RingPoint a, RingPoint b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

// Edges of one ring that follow each other: points [first, last].
struct Chain {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t ring = 0;
    Extent extent = kNowhere;
};

// Long enough that there are few of them, short enough that few meet.
constexpr std::uint32_t kChainEdges = 12;
// For each edge; beyond that the plane sweep is quicker.
constexpr std::size_t kMostPairs = 32;
// That GEOS looks at in under a second.
constexpr std::size_t kMostCrowdedEdges = 200'000;

std::vector<Chain> chains_of(const RingPoints& all) {
    std::vector<Chain> chains;
    chains.reserve(all.points.size() / kChainEdges + all.rings.size());
    for (std::uint32_t number = 0; number < all.rings.size(); ++number) {
        const PointRing& ring = all.rings[number];
        for (std::uint32_t first = ring.first; first < ring.last; first += kChainEdges) {
            Chain chain{first, std::min(first + kChainEdges, ring.last), number, kNowhere};
            for (std::uint32_t i = chain.first; i <= chain.last; ++i) {
                chain.extent.extend(all.points[i]);
            }
            chains.push_back(chain);
        }
    }
    return chains;
}

// Chains in a lattice of buckets, each in all buckets that its extent reaches.
class Buckets {
public:
    explicit Buckets(std::span<const Chain> chains) : chains_(chains) {
        Extent all = kNowhere;
        for (const Chain& chain : chains) {
            all.extend({chain.extent.west, chain.extent.south});
            all.extend({chain.extent.east, chain.extent.north});
        }
        west_ = all.west;
        south_ = all.south;
        count_ = static_cast<std::int32_t>(
            std::clamp(std::sqrt(static_cast<double>(chains.size())), 1.0, 8192.0));
        x_scale_ = count_ / std::max(all.east - all.west, 1e-300);
        y_scale_ = count_ / std::max(all.north - all.south, 1e-300);
    }

    // False where chains are so long that listing them would not be quick.
    bool fill() {
        const std::size_t most = 64 * chains_.size() + 1024;
        begin_.assign(static_cast<std::size_t>(count_) * static_cast<std::size_t>(count_) + 1, 0);
        std::size_t entries = 0;
        for (const Chain& chain : chains_) {
            each_bucket(chain, [&](std::size_t bucket) {
                ++begin_[bucket + 1];
                ++entries;
            });
            if (entries > most) {
                return false;
            }
        }
        for (std::size_t i = 1; i < begin_.size(); ++i) {
            begin_[i] += begin_[i - 1];
        }
        listed_.resize(entries);
        std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
        for (std::uint32_t i = 0; i < chains_.size(); ++i) {
            each_bucket(chains_[i], [&](std::size_t bucket) { listed_[next[bucket]++] = i; });
        }
        return true;
    }

    /// How many pairs stand in one bucket, each twice.
    [[nodiscard]] std::size_t pairs() const {
        std::size_t sum = 0;
        for (std::size_t i = 1; i < begin_.size(); ++i) {
            const std::size_t listed = begin_[i] - begin_[i - 1];
            sum += listed * listed;
        }
        return sum;
    }
    [[nodiscard]] std::int32_t count() const { return count_; }
    [[nodiscard]] std::span<const std::uint32_t> at(std::int32_t column, std::int32_t row) const {
        const std::size_t bucket = index(column, row);
        return std::span(listed_).subspan(begin_[bucket], begin_[bucket + 1] - begin_[bucket]);
    }
    [[nodiscard]] std::int32_t column(double x) const { return line((x - west_) * x_scale_); }
    [[nodiscard]] std::int32_t row(double y) const { return line((y - south_) * y_scale_); }
    /// Everything west of here lies in columns before it (rounding left to the caller).
    [[nodiscard]] double west_of(std::int32_t column) const { return west_ + column / x_scale_; }

private:
    [[nodiscard]] std::int32_t line(double value) const {
        return static_cast<std::int32_t>(std::clamp(value, 0.0, count_ - 1.0));
    }
    [[nodiscard]] std::size_t index(std::int32_t column, std::int32_t row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(count_) +
               static_cast<std::size_t>(column);
    }
    // line() never falls as its argument grows: extents that meet share a bucket.
    template <class Visit>
    void each_bucket(const Chain& chain, const Visit& visit) const {
        const std::int32_t west = column(chain.extent.west);
        const std::int32_t east = column(chain.extent.east);
        const std::int32_t north = row(chain.extent.north);
        for (std::int32_t r = row(chain.extent.south); r <= north; ++r) {
            for (std::int32_t c = west; c <= east; ++c) {
                visit(index(c, r));
            }
        }
    }

    std::span<const Chain> chains_;
    double west_ = 0.0;
    double south_ = 0.0;
    double x_scale_ = 1.0; // buckets to the degree
    double y_scale_ = 1.0;
    std::int32_t count_ = 1; // rows, and columns
    std::vector<std::uint32_t> begin_;
    std::vector<std::uint32_t> listed_;
};

enum class Answer { Sure, Unsure, Crowded };

/// The proof by chains, step by step; everything answers "certainly".
class Proof {
public:
    explicit Proof(const RingPoints& all)
        : points_(all.points), rings_(all.rings), all_(all), chains_(chains_of(all)) {}

    /// Crowded: so many chains pass by each other that comparing them would not be quick.
    [[nodiscard]] Answer answer() const {
        Buckets buckets(chains_);
        if (!buckets.fill() || buckets.pairs() > kMostPairs * all_.edges() + 65536) {
            return Answer::Crowded;
        }
        // Layers of overlapping sites are many, and found out here.
        if (!apart(buckets)) {
            return Answer::Unsure;
        }
        const auto simple = [&](const Chain& chain) { return keeps_apart(chain); };
        if (!std::all_of(chains_.begin(), chains_.end(), simple)) {
            return Answer::Unsure;
        }
        for (std::uint32_t ring = 0; ring < rings_.size(); ++ring) {
            if ((rings_[ring].hole || many_polygons()) && !in_its_place(ring, buckets)) {
                return Answer::Unsure;
            }
        }
        return Answer::Sure;
    }

private:
    [[nodiscard]] bool many_polygons() const { return rings_.back().polygon > 0; }
    using Extents = std::array<Extent, kChainEdges>;
    [[nodiscard]] Extents extents_of(const Chain& chain) const {
        Extents extents;
        for (std::uint32_t edge = chain.first; edge < chain.last; ++edge) {
            extents[edge - chain.first] = extent_of(points_[edge], points_[edge + 1]);
        }
        return extents;
    }

    [[nodiscard]] bool keeps_apart(const Chain& chain) const {
        const PointRing& ring = rings_[chain.ring];
        const Extents extents = extents_of(chain);
        const std::uint32_t edges = chain.last - chain.first;
        for (std::uint32_t i = 0; i < edges; ++i) {
            const Extent here = extents[i];
            for (std::uint32_t k = i + 1; k < edges; ++k) {
                if (here.meets(extents[k]) &&
                    !edges_apart(all_, chain.first + i, chain.first + k, ring)) {
                    return false;
                }
            }
        }
        return true;
    }

    // Of chains whose extents meet; `a` comes first.
    [[nodiscard]] bool chains_apart(const Chain& a, const Chain& b) const {
        const PointRing& ring = rings_[a.ring];
        const bool same = a.ring == b.ring;
        const Extents extents = extents_of(b);
        for (std::uint32_t edge = a.first; edge < a.last; ++edge) {
            const Extent here = extent_of(points_[edge], points_[edge + 1]);
            if (!here.meets(b.extent)) {
                continue;
            }
            for (std::uint32_t other = b.first; other < b.last; ++other) {
                if (here.meets(extents[other - b.first]) &&
                    !(same ? edges_apart(all_, edge, other, ring)
                           : edges_beside(all_, edge, other))) {
                    return false;
                }
            }
        }
        return true;
    }

    [[nodiscard]] bool apart(const Buckets& buckets) const {
        for (std::int32_t row = 0; row < buckets.count(); ++row) {
            for (std::int32_t column = 0; column < buckets.count(); ++column) {
                const auto listed = buckets.at(column, row);
                for (std::size_t i = 0; i < listed.size(); ++i) {
                    const Chain& a = chains_[listed[i]];
                    for (std::size_t k = i + 1; k < listed.size(); ++k) {
                        const Chain& b = chains_[listed[k]];
                        // Chains that share several buckets are compared in the first of them.
                        if (a.extent.meets(b.extent) &&
                            column == buckets.column(std::max(a.extent.west, b.extent.west)) &&
                            row == buckets.row(std::max(a.extent.south, b.extent.south)) &&
                            !chains_apart(a, b)) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    // Going west from the ring's westernmost point, the first ring met must have, on its eastern
    // side, what belongs around this one: for a hole the covered ground of its own polygon, for an
    // outer ring ground that nothing covers. @pre no edges meet
    [[nodiscard]] bool in_its_place(std::uint32_t number, const Buckets& buckets) const {
        constexpr double kClose = 1e-12; // degrees; rounding may order nearer crossings wrongly
        const PointRing& ring = rings_[number];
        const RingPoint from = ring.westernmost;
        const std::int32_t row = buckets.row(from.y);
        double nearest = -kInfinity;
        std::uint32_t met = 0;
        std::uint32_t met_ring = 0;
        bool close = false;
        for (std::int32_t column = buckets.column(from.x); column >= 0; --column) {
            for (const std::uint32_t i : buckets.at(column, row)) {
                const Chain& chain = chains_[i];
                if (chain.ring == number || chain.extent.south > from.y ||
                    chain.extent.north < from.y) {
                    continue;
                }
                for (std::uint32_t edge = chain.first; edge < chain.last; ++edge) {
                    const RingPoint a = points_[edge];
                    const RingPoint b = points_[edge + 1];
                    if ((a.y <= from.y) == (b.y <= from.y)) {
                        continue;
                    }
                    const double x = a.x + (from.y - a.y) / (b.y - a.y) * (b.x - a.x);
                    if (x > from.x + kClose || (edge == met && x == nearest)) {
                        continue;
                    }
                    if (std::abs(x - nearest) < kClose || x > from.x - kClose) {
                        close = true;
                    }
                    if (x > nearest) {
                        close = x - nearest < kClose || x > from.x - kClose;
                        nearest = x;
                        met = edge;
                        met_ring = chain.ring;
                    }
                }
            }
            if (nearest > buckets.west_of(column) + kClose) {
                break;
            }
        }
        if (close) {
            return false;
        }
        if (std::isinf(nearest)) {
            return !ring.hole;
        }
        const PointRing& other = rings_[met_ring];
        const bool down = points_[met + 1].y < points_[met].y;
        // East of a downward edge of a counter-clockwise ring is its inside.
        const bool inside = down == (other.turn > 0);
        const bool covered = inside != other.hole;
        return ring.hole ? covered && other.polygon == ring.polygon : !covered;
    }

    std::span<const RingPoint> points_;
    std::span<const PointRing> rings_;
    const RingPoints& all_;
    std::vector<Chain> chains_;
};

} // namespace

ApartProof prove_apart(std::span<const geo::Polygon* const> polygons) {
    std::size_t vertices = 0;
    for (const geo::Polygon* polygon : polygons) {
        vertices += polygon->outer.size() + polygon->holes.size() + 1;
        for (const geo::Ring& hole : polygon->holes) {
            vertices += hole.size();
        }
    }
    if (vertices == 0 || vertices >= UINT32_MAX / 64) {
        return {vertices == 0, std::nullopt};
    }
    RingPoints all;
    all.points.reserve(vertices);
    for (std::uint32_t i = 0; i < polygons.size(); ++i) {
        all.add(polygons[i]->outer, i, false);
        for (const geo::Ring& hole : polygons[i]->holes) {
            all.add(hole, i, true);
        }
    }
    const auto thin = [](const PointRing& ring) { return ring.turn == 0; };
    if (std::any_of(all.rings.begin(), all.rings.end(), thin)) {
        return {};
    }
    const Answer answer = Proof(all).answer();
    if (answer != Answer::Crowded) {
        return {answer == Answer::Sure, std::nullopt};
    }
    const auto contact = first_contact(all);
    return {!contact, contact && all.edges() > kMostCrowdedEdges
                          ? std::optional(geo::LatLng::from_degrees(contact->y, contact->x))
                          : std::nullopt};
}

ApartProof prove_apart(const geo::Polygon& polygon) {
    const geo::Polygon* const one = &polygon;
    return prove_apart(std::span(&one, 1));
}

bool surely_apart(std::span<const geo::Polygon* const> polygons) {
    return prove_apart(polygons).sure;
}

bool surely_apart(const geo::Polygon& polygon) {
    return prove_apart(polygon).sure;
}

} // namespace todoku::io
