#include "io/ring_sweep.hpp"

#include <boost/intrusive/set.hpp>

#include <algorithm>
#include <deque>

namespace todoku::io {

namespace {

namespace intrusive = boost::intrusive;

/// A chain of edges that all go east, at the one that the meridian is at.
struct Strand : intrusive::set_base_hook<intrusive::link_mode<intrusive::normal_link>> {
    std::uint32_t edge = 0;
    std::uint32_t ring = 0;
    RingPoint west;
    RingPoint east;
};

struct FromTheSouth {
    bool operator()(const Strand& a, const Strand& b) const {
        return side(a.west, a.east, b.west) > 0;
    }
};

/// Strands above the meridian, from south to north.
using Strands = intrusive::set<Strand, intrusive::compare<FromTheSouth>>;

/// A vertex, where the meridian stops. Vertices on one meridian follow from south to north, as if
/// it leant a little.
struct Stop {
    double x = 0.0;
    std::uint32_t point = 0;
};

class RingSweep {
public:
    explicit RingSweep(const RingPoints& all)
        : all_(all), strand_of_(all.points.size()), begun_(all.rings.size(), false) {}

    std::optional<RingPoint> run() {
        const std::vector<Stop> stops = stops_from_the_west();
        for (std::size_t i = 0; i < stops.size(); ++i) {
            const std::uint32_t vertex = stops[i].point;
            const bool twin = i + 1 < stops.size() && point(stops[i + 1].point) == point(vertex);
            if (twin || !pass(vertex)) {
                return point(vertex);
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] RingPoint point(std::uint32_t i) const { return all_.points[i]; }

    [[nodiscard]] std::vector<Stop> stops_from_the_west() const {
        std::vector<Stop> stops;
        stops.reserve(all_.edges());
        for (const PointRing& ring : all_.rings) {
            for (std::uint32_t i = ring.first; i < ring.last; ++i) {
                stops.push_back({point(i).x, i});
            }
        }
        std::sort(stops.begin(), stops.end(), [&](const Stop& a, const Stop& b) {
            return a.x < b.x || (a.x == b.x && point(a.point).y < point(b.point).y);
        });
        return stops;
    }

    [[nodiscard]] std::uint32_t ring_of(std::uint32_t vertex) const {
        const auto after =
            std::upper_bound(all_.rings.begin(), all_.rings.end(), vertex,
                             [](std::uint32_t i, const PointRing& ring) { return i < ring.first; });
        return static_cast<std::uint32_t>(after - all_.rings.begin()) - 1;
    }

    /// Each of these is false where something may meet.
    [[nodiscard]] bool pass(std::uint32_t vertex) {
        const std::uint32_t ring = ring_of(vertex);
        const std::uint32_t way_out = vertex;
        const std::uint32_t way_in =
            vertex == all_.rings[ring].first ? all_.rings[ring].last - 1 : vertex - 1;
        const bool came_from_west = point(way_in) < point(vertex);
        const bool goes_on_east = point(vertex) < point(way_out + 1);
        if (came_from_west && goes_on_east) {
            return go_on(way_in, way_out);
        }
        if (!came_from_west && !goes_on_east) {
            return go_on(way_out, way_in);
        }
        return came_from_west ? end(way_in, way_out) : begin(ring, way_in, way_out);
    }

    void place(Strand& strand, std::uint32_t edge) {
        strand.edge = edge;
        strand.west = std::min(point(edge), point(edge + 1));
        strand.east = std::max(point(edge), point(edge + 1));
    }

    [[nodiscard]] bool go_on(std::uint32_t west, std::uint32_t east) {
        const std::uint32_t number = strand_of_[west];
        Strand& strand = strands_[number];
        place(strand, east);
        strand_of_[east] = number;
        const auto here = order_.iterator_to(strand);
        return apart_from_south(here) && apart_from_south(std::next(here));
    }

    [[nodiscard]] bool begin(std::uint32_t ring, std::uint32_t way_in, std::uint32_t way_out) {
        const RingPoint vertex = point(way_out);
        const int left = side(vertex, point(way_out + 1), point(way_in));
        const auto [after, sure] = first_north_of(vertex);
        if (left == 0 || !sure || !in_its_place(ring, after)) {
            return false;
        }
        const std::uint32_t south = left > 0 ? way_out : way_in;
        const std::uint32_t north = left > 0 ? way_in : way_out;
        const auto lower = order_.insert_before(after, new_strand(south, ring));
        const auto upper = order_.insert_before(after, new_strand(north, ring));
        return apart_from_south(lower) && apart_from_south(std::next(upper));
    }

    [[nodiscard]] bool end(std::uint32_t way_in, std::uint32_t way_out) {
        auto lower = order_.iterator_to(strands_[strand_of_[way_in]]);
        auto upper = order_.iterator_to(strands_[strand_of_[way_out]]);
        if (std::next(lower) != upper) {
            std::swap(lower, upper);
        }
        if (std::next(lower) != upper) {
            return false;
        }
        idle_.push_back(strand_of_[way_in]);
        idle_.push_back(strand_of_[way_out]);
        order_.erase(lower);
        return apart_from_south(order_.erase(upper));
    }

    Strand& new_strand(std::uint32_t edge, std::uint32_t ring) {
        if (idle_.empty()) {
            idle_.push_back(static_cast<std::uint32_t>(strands_.size()));
            strands_.emplace_back();
        }
        const std::uint32_t number = idle_.back();
        idle_.pop_back();
        Strand& strand = strands_[number];
        place(strand, edge);
        strand.ring = ring;
        strand_of_[edge] = number;
        return strand;
    }

    struct Found {
        Strands::iterator at;
        bool sure = true;
    };
    [[nodiscard]] Found first_north_of(RingPoint vertex) {
        bool sure = true;
        const auto at = order_.lower_bound(vertex, [&](const auto& strand, RingPoint p) {
            const int where = side(strand.west, strand.east, p);
            sure &= where != 0;
            return where > 0;
        });
        return {at, sure};
    }

    [[nodiscard]] bool apart_from_south(Strands::iterator strand) const {
        if (strand == order_.end() || strand == order_.begin()) {
            return true;
        }
        const Strand& a = *std::prev(strand);
        const Strand& b = *strand;
        return a.ring == b.ring ? edges_apart(all_, std::min(a.edge, b.edge),
                                              std::max(a.edge, b.edge), all_.rings[a.ring])
                                : edges_beside(all_, a.edge, b.edge);
    }

    // South of a ring's westernmost vertex must lie what belongs around the ring: for a hole the
    // covered ground of its own polygon, for an outer ring ground that nothing covers.
    [[nodiscard]] bool in_its_place(std::uint32_t number, Strands::iterator after) {
        if (begun_[number]) {
            return true;
        }
        begun_[number] = true;
        const PointRing& ring = all_.rings[number];
        if (after == order_.begin()) {
            return !ring.hole;
        }
        const Strand& south = *std::prev(after);
        const PointRing& other = all_.rings[south.ring];
        const bool eastward = point(south.edge) == south.west;
        // North of an eastward edge of a counter-clockwise ring is its inside.
        const bool inside = eastward == (other.turn > 0);
        const bool covered = inside != other.hole;
        return ring.hole ? covered && other.polygon == ring.polygon : !covered;
    }

    const RingPoints& all_;
    std::deque<Strand> strands_;
    std::vector<std::uint32_t> idle_;      ///< strands that have ended
    std::vector<std::uint32_t> strand_of_; ///< by edge, from where the meridian reaches it
    std::vector<bool> begun_;              ///< rings
    Strands order_;
};

} // namespace

std::optional<RingPoint> first_contact(const RingPoints& all) {
    return RingSweep(all).run();
}

} // namespace todoku::io
