#include "overlay/strand_sweep.hpp"

#include "overlay/fixed_area.hpp"
#include "overlay/strand_stops.hpp"

#include <boost/intrusive/set.hpp>

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>
#include <numeric>
#include <queue>

namespace todoku::overlay {

namespace {

namespace intrusive = boost::intrusive;

/// Windings of a polygon at a place.
struct Windings {
    std::int32_t outer = 0;
    std::int32_t holes = 0;
    void step(const CellSegment& s, std::int32_t sign) {
        (s.group % 2 == 0 ? outer : holes) += sign * s.step;
    }
    [[nodiscard]] bool cover() const { return outer != 0 && holes == 0; }
};

/// A segment on the parallel, after others that it goes on from.
struct Strand : intrusive::set_base_hook<intrusive::link_mode<intrusive::normal_link>> {
    const CellSegment* segment = nullptr;
    std::uint32_t whole = 0; ///< the segment of the part that it is a piece of
    Windings east;           ///< of its polygon, east of it
    std::uint32_t mask_west = 0;
    std::uint32_t mask_east = 0;
    std::uint64_t west = 0; ///< area west of those others
    bool ends = false;
};

struct FromTheWest {
    bool operator()(const Strand& a, const Strand& b) const {
        return side(*a.segment, low(*b.segment)) > 0;
    }
};
using Strands = intrusive::set<Strand, intrusive::compare<FromTheWest>>;

class StrandSweep {
public:
    StrandSweep(const CellPart& part, std::span<const std::uint32_t> layers,
                const RowArea& row_area)
        : part_(part), layers_(layers), row_area_(row_area), west_(layers.size()),
          steps_(part.windings.size(), 0), strand_of_(part.segments.size(), nullptr) {}

    /// The last false proves nothing.
    [[nodiscard]] bool run() {
        if (!one_polygon_a_layer()) {
            return false;
        }
        start();
        const std::vector<StrandStop> stops = stops_from_the_south(part_);
        std::vector<StrandStop> both;
        for (std::size_t first = 0; first < stops.size();) {
            const bool crossing_next = !crossings_.empty() && !(stops[first] < crossings_.top());
            here_ = crossing_next ? crossings_.top().at : stops[first].at;
            std::size_t end = first;
            while (end < stops.size() && stops[end].at == here_) {
                ++end;
            }
            std::span<const StrandStop> some = std::span(stops).subspan(first, end - first);
            if (crossing_next) {
                both.assign(some.begin(), some.end());
                for (; !crossings_.empty() && crossings_.top().at == here_; crossings_.pop()) {
                    both.push_back(crossings_.top());
                }
                some = both;
            }
            move_to(here_.u);
            if (!pass(some)) {
                return false;
            }
            first = end;
        }
        move_to(part_.u1);
        close_west();
        close_east();
        return true;
    }

    [[nodiscard]] std::vector<StrandArea> areas() const {
        std::vector<StrandArea> result;
        for (const Sum& sum : sums_) {
            if (sum.mask != 0) {
                result.push_back(
                    {sum.mask, static_cast<double>(static_cast<std::int64_t>(sum.units))});
            }
        }
        return result;
    }

private:
    // Modulo 2^64: sums on the way may exceed it, the last do not.
    struct Sum {
        std::uint32_t mask = 0;
        std::uint64_t units = 0;
    };

    [[nodiscard]] std::uint32_t bit_of(const CellSegment& s) const {
        return std::uint32_t{1} << layers_[s.group / 2];
    }

    [[nodiscard]] bool one_polygon_a_layer() const {
        std::vector<std::uint32_t> of_layer(32, kNoSegment);
        std::vector<bool> moves(layers_.size(), false);
        const auto note = [&](const auto& entry) {
            const std::uint32_t polygon = entry.group / 2;
            std::uint32_t& one = of_layer[layers_[polygon]];
            one = one == kNoSegment ? polygon : one;
            moves[polygon] = true;
            return one == polygon;
        };
        if (!std::all_of(part_.segments.begin(), part_.segments.end(), note) ||
            !std::all_of(part_.events.begin(), part_.events.end(), note)) {
            return false;
        }
        for (std::size_t polygon = 0; polygon < layers_.size(); ++polygon) {
            const Windings windings{part_.windings[2 * polygon], part_.windings[2 * polygon + 1]};
            const bool done = (part_.covered >> layers_[polygon] & 1U) != 0;
            if (!moves[polygon] && !done && windings.cover()) {
                return false;
            }
        }
        return true;
    }

    void start() {
        west_mask_ = part_.covered;
        for (std::size_t polygon = 0; polygon < layers_.size(); ++polygon) {
            west_[polygon] = {part_.windings[2 * polygon], part_.windings[2 * polygon + 1]};
            west_mask_ |= west_[polygon].cover() ? std::uint32_t{1} << layers_[polygon] : 0U;
        }
        events_ = part_.events;
        std::sort(events_.begin(), events_.end(),
                  [](const CellEvent& a, const CellEvent& b) { return a.u < b.u; });
        u_ = west_since_ = east_since_ = part_.u0;
        move_to(part_.u0);
        east_mask_ = west_mask_;
    }

    // ---- Areas

    void add(std::uint32_t mask, std::uint64_t units) {
        const auto sum = std::find_if(sums_.begin(), sums_.end(),
                                      [&](const Sum& other) { return other.mask == mask; });
        if (sum == sums_.end()) {
            sums_.push_back({mask, units});
        } else {
            sum->units += units;
        }
    }

    // West of the segment, all along it.
    [[nodiscard]] std::uint64_t west_of(const CellSegment& s) const {
        const double rise = row_area_.below(s.u_high) - row_area_.below(s.u_low);
        return static_cast<std::uint64_t>(
            integer(kSweepUnits * row_area_.under(s.x_low, s.u_low, s.x_high, s.u_high, rise)));
    }
    // West of the meridian, between two parallels.
    [[nodiscard]] std::uint64_t west_of(double x, double from, double to) const {
        return static_cast<std::uint64_t>(integer(kSweepUnits * (x * row_area_.below(to))) -
                                          integer(kSweepUnits * (x * row_area_.below(from))));
    }
    void close_west() {
        add(west_mask_, 0U - west_of(part_.x0, west_since_, u_));
        west_since_ = u_;
    }
    void close_east() {
        add(east_mask_, west_of(part_.x1, east_since_, u_));
        east_since_ = u_;
    }

    // ---- The parallel

    void move_to(double u) {
        u_ = u;
        for (; next_event_ < events_.size() && events_[next_event_].u <= u; ++next_event_) {
            const CellEvent& event = events_[next_event_];
            if (west_since_ < event.u) {
                u_ = event.u;
                close_west();
                u_ = u;
            }
            const std::size_t polygon = event.group / 2;
            Windings& here = west_[polygon];
            (event.group % 2 == 0 ? here.outer : here.holes) += event.step;
            const std::uint32_t bit = std::uint32_t{1} << layers_[polygon];
            west_mask_ = here.cover() ? west_mask_ | bit : west_mask_ & ~bit;
        }
    }

    [[nodiscard]] bool on_edge(CellPoint p) const {
        return p.u == part_.u0 || p.u == part_.u1 || p.x == part_.x0 || p.x == part_.x1;
    }

    // All ends at one point. False where something may meet.
    [[nodiscard]] bool pass(std::span<const StrandStop> stops) {
        if (stops.size() == 1 && stops[0].ends != kNoSegment && stops[0].begins != kNoSegment) {
            return go_on(stops[0].ends, stops[0].begins);
        }
        const CellPoint here = stops.front().at;
        ended_.clear();
        begun_.clear();
        for (const StrandStop& stop : stops) {
            if (stop.ends != kNoSegment) {
                Strand* const strand = strand_of_[stop.ends];
                if (strand == nullptr) { // no higher than it begins
                    return false;
                }
                strand->ends = true;
                ended_.push_back(strand);
                steps_[strand->segment->group] -= strand->segment->step;
            }
            if (stop.begins != kNoSegment) {
                begun_.push_back(stop.begins);
                steps_[segment(stop.begins).group] += segment(stop.begins).step;
            }
        }
        // What lies east of the point must be the same below and above its parallel.
        bool balanced = true;
        for (const StrandStop& stop : stops) {
            for (const std::uint32_t i : {stop.ends, stop.begins}) {
                if (i != kNoSegment) {
                    balanced &= steps_[segment(i).group] == 0;
                }
            }
        }
        for (const StrandStop& stop : stops) {
            for (const std::uint32_t i : {stop.ends, stop.begins}) {
                if (i != kNoSegment) {
                    steps_[segment(i).group] = 0;
                }
            }
        }
        if ((!balanced && !on_edge(here)) || !in_order(here)) {
            return false;
        }
        const auto after = ended_.empty() ? first_east_of(here) : past_the_ended();
        if (!after) {
            return false;
        }
        return begin(*after, here);
    }

    [[nodiscard]] bool go_on(std::uint32_t ends, std::uint32_t begins) {
        if (strand_of_[ends] == nullptr) {
            return false;
        }
        Strand& strand = *strand_of_[ends];
        strand.west += west_of(*strand.segment);
        put(strand, begins);
        const auto here = order_.iterator_to(strand);
        return keeps_apart(here) && keeps_apart(std::next(here));
    }

    // Those that begin, from west to east.
    [[nodiscard]] bool in_order(CellPoint here) {
        std::sort(begun_.begin(), begun_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return side(here, high(segment(a)), high(segment(b))) > 0;
        });
        for (std::size_t i = 1; i < begun_.size(); ++i) {
            const CellSegment& a = segment(begun_[i - 1]);
            const CellSegment& b = segment(begun_[i]);
            if (side(here, high(a), high(b)) <= 0 && high(a) != high(b)) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] std::optional<Strands::iterator> first_east_of(CellPoint here) {
        bool sure = true;
        const auto at = order_.lower_bound(here, [&](const auto& strand, CellPoint p) {
            const int where = side(*strand.segment, p);
            sure &= where != 0;
            return where > 0;
        });
        return sure ? std::optional(at) : std::nullopt;
    }

    // They must stand side by side; afterwards they do so from west to east in `ended_`.
    [[nodiscard]] std::optional<Strands::iterator> past_the_ended() {
        auto first = order_.iterator_to(*ended_.front());
        while (first != order_.begin() && std::prev(first)->ends) {
            --first;
        }
        std::size_t count = 0;
        auto after = first;
        for (; after != order_.end() && after->ends && count < ended_.size(); ++after) {
            ended_[count++] = &*after;
        }
        return count == ended_.size() ? std::optional(after) : std::nullopt;
    }

    // West of the point at hand, whose `ended_` still stand before `after`.
    [[nodiscard]] std::optional<Windings> west_of_point(std::uint32_t polygon,
                                                        Strands::iterator after) {
        for (const Strand* strand : ended_) {
            if (strand->segment->group / 2 == polygon) {
                Windings west = strand->east;
                west.step(*strand->segment, -1);
                return west;
            }
        }
        while (after != order_.begin()) {
            --after;
            if (after->segment->group / 2 == polygon) {
                return after->east;
            }
            if (++looked_ > kMostLooks * part_.segments.size()) {
                return std::nullopt;
            }
        }
        return west_[polygon];
    }

    [[nodiscard]] bool begin(Strands::iterator after, CellPoint here) {
        states_.clear();
        for (const std::uint32_t i : begun_) {
            const std::uint32_t polygon = segment(i).group / 2;
            if (std::none_of(states_.begin(), states_.end(),
                             [&](const State& s) { return s.polygon == polygon; })) {
                const auto west = west_of_point(polygon, after);
                if (!west) {
                    return false;
                }
                states_.push_back({polygon, *west});
            }
        }
        for (Strand* strand : ended_) {
            const std::uint64_t west = strand->west + west_of(*strand->segment);
            add(strand->mask_west, west);
            add(strand->mask_east, 0U - west);
            order_.erase(order_.iterator_to(*strand));
            idle_.push_back(strand);
        }
        std::uint32_t mask = after == order_.begin() ? west_mask_ : std::prev(after)->mask_east;
        for (const std::uint32_t i : begun_) {
            const CellSegment& begun = segment(i);
            State& state = *std::find_if(states_.begin(), states_.end(), [&](const State& s) {
                return s.polygon == begun.group / 2;
            });
            state.windings.step(begun, 1);
            Strand& strand = new_strand(i);
            strand.mask_west = mask;
            mask = state.windings.cover() ? mask | bit_of(begun) : mask & ~bit_of(begun);
            strand.mask_east = mask;
            strand.east = state.windings;
            order_.insert_before(after, strand);
            if (!keeps_apart(order_.iterator_to(strand))) {
                return false;
            }
        }
        const std::uint32_t east = order_.empty() ? west_mask_ : order_.rbegin()->mask_east;
        if (east != east_mask_) {
            u_ = here.u;
            close_east();
            east_mask_ = east;
        }
        return keeps_apart(after);
    }

    // From the strand west of it, at least as far as where they cross: there both are divided.
    [[nodiscard]] bool keeps_apart(Strands::iterator east) {
        if (east == order_.begin() || east == order_.end()) {
            return true;
        }
        const auto west = std::prev(east);
        if (apart(*west->segment, *east->segment)) {
            return true;
        }
        const auto at = crossing(*west->segment, *east->segment);
        if (!at || !(here_ < *at) || pieces_.size() > kMostPieces * part_.segments.size()) {
            return false;
        }
        divide(*west, *at);
        divide(*east, *at);
        // A piece may bend by the rounding of the point.
        return keeps_apart(west) && keeps_apart(std::next(east));
    }

    void divide(Strand& strand, CellPoint at) {
        CellSegment lower = *strand.segment;
        CellSegment upper = *strand.segment;
        lower.u_high = upper.u_low = at.u;
        lower.x_high = upper.x_low = at.x;
        const auto count = static_cast<std::uint32_t>(part_.segments.size() + pieces_.size());
        pieces_.push_back({upper, strand.whole});
        pieces_.push_back({lower, strand.whole});
        crossings_.push({at, strand.whole, count});
        strand.segment = &pieces_.back().segment;
    }

    [[nodiscard]] const CellSegment& segment(std::uint32_t i) const {
        const std::size_t whole = part_.segments.size();
        return i < whole ? part_.segments[i] : pieces_[i - whole].segment;
    }

    void put(Strand& strand, std::uint32_t i) {
        const std::size_t whole = part_.segments.size();
        strand.segment = &segment(i);
        strand.whole = i < whole ? i : pieces_[i - whole].whole;
        strand_of_[strand.whole] = &strand;
    }

    Strand& new_strand(std::uint32_t i) {
        if (idle_.empty()) {
            idle_.push_back(&strands_.emplace_back());
        }
        Strand& strand = *idle_.back();
        idle_.pop_back();
        put(strand, i);
        strand.west = 0;
        strand.ends = false;
        return strand;
    }

    // For each segment, on the way to the next strand of the same polygon.
    static constexpr std::size_t kMostLooks = 32;

    // For each segment; each crossing makes four. Beyond that, halving is quicker.
    static constexpr std::size_t kMostPieces = 4;

    const CellPart& part_;
    std::span<const std::uint32_t> layers_;
    const RowArea& row_area_;

    struct Piece {
        CellSegment segment;
        std::uint32_t whole = 0;
    };
    std::deque<Piece> pieces_; ///< of segments that cross, numbered after those of the part
    std::priority_queue<StrandStop, std::vector<StrandStop>, std::greater<>> crossings_;

    CellPoint here_; ///< the stop at hand
    double u_ = 0.0; ///< of the parallel
    std::vector<CellEvent> events_;
    std::size_t next_event_ = 0;
    std::vector<Windings> west_; ///< on the part's western edge, by polygon
    std::uint32_t west_mask_ = 0;
    double west_since_ = 0.0;
    std::uint32_t east_mask_ = 0; ///< on the part's eastern edge
    double east_since_ = 0.0;

    struct State {
        std::uint32_t polygon = 0;
        Windings windings;
    };
    std::vector<std::int32_t> steps_; ///< by group, at the point at hand
    std::vector<Strand*> ended_;
    std::vector<std::uint32_t> begun_; ///< segments
    std::vector<State> states_;
    std::size_t looked_ = 0;

    std::deque<Strand> strands_;
    std::vector<Strand*> idle_;
    std::vector<Strand*> strand_of_; ///< by segment of the part
    Strands order_;
    std::vector<Sum> sums_;
};

} // namespace

std::optional<std::vector<StrandArea>> areas_between_strands(const CellPart& part,
                                                             std::span<const std::uint32_t> layers,
                                                             const RowArea& row_area) {
    StrandSweep sweep(part, layers, row_area);
    return sweep.run() ? std::optional(sweep.areas()) : std::nullopt;
}

} // namespace todoku::overlay
