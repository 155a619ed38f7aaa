#include "overlay/cell_sweep.hpp"

#include "core/progress.hpp"
#include "overlay/strand_sweep.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <tuple>

namespace todoku::overlay {

namespace {

// Sweeping k edges takes up to k^2 steps for every one that crosses the others; from here on
// halving is cheaper.
constexpr std::size_t kMostSegments = 160;
// The sweep strand by strand pays from here on; trying it takes as long as some halvings.
constexpr std::size_t kFewestForStrands = 48;
constexpr int kHalvingsBetweenTries = 4;
// Of a cell's side: parts so small decide no digit that counts.
constexpr double kSmallest = 0x1p-24;

} // namespace

std::span<const CombinationPart> CellSweep::run(const BandScan& scan, std::int32_t row,
                                                std::int32_t column, std::int32_t first_touch,
                                                std::uint32_t layers) {
    row_area_ = scan.row_area(row);
    layers_ = layers;
    polygon_layers_.clear();
    cell_.segments.clear();
    cell_.events.clear();
    cell_.windings.clear();
    areas_.clear();
    for (std::int32_t t = first_touch; t != kNoEntry; t = scan.touch(t).next) {
        if ((layers >> scan.touch(t).layer & 1U) != 0) {
            add_touch(scan, scan.touch(t), row, column, cell_);
        }
    }
    steps_ = 0;
    most_steps_ = limit_.steps + limit_.steps_per_edge * cell_.segments.size();
    crowd_ = {row, column, polygon_layers_.size(), cell_.segments.size()};
    crowd_.layer = fullest_layer();
    solve(cell_, 0);
    crowd_.steps = steps_;
    if (account_ != nullptr) {
        if (const auto crowd = account_->spend(crowd_)) {
            throw crowded(*crowd);
        }
    }

    std::sort(areas_.begin(), areas_.end(),
              [](const Area& a, const Area& b) { return a.mask < b.mask; });
    result_.clear();
    for (const Area& area : areas_) {
        if (area.units > 0.0) {
            result_.push_back({area.mask, std::min(1.0, area.units / kSweepUnits)});
        }
    }
    return result_;
}

void CellSweep::spend(std::size_t steps) {
    steps_ += steps;
    if (steps_ > most_steps_) {
        crowd_.steps = steps_;
        throw crowded(crowd_);
    }
}

std::uint32_t CellSweep::fullest_layer() const {
    std::array<std::size_t, 32> edges{};
    for (const CellSegment& s : cell_.segments) {
        ++edges[polygon_layers_[s.group / 2]];
    }
    return static_cast<std::uint32_t>(std::ranges::max_element(edges) - edges.begin());
}

CrowdedCell CellSweep::crowded(const Crowd& crowd) const {
    return {crowd, geo::LatLng::from_degrees(
                       lattice_.south + (crowd.row + 0.5) / lattice_.rows_per_degree,
                       lattice_.west + (crowd.column + 0.5) / lattice_.columns_per_degree)};
}

// Segments and events of one polygon; its windings at the corner from what the scan found for the
// whole cell.
void CellSweep::add_touch(const BandScan& scan, const Touch& touch, std::int32_t row,
                          std::int32_t column, CellPart& cell) {
    const auto polygon = static_cast<std::uint32_t>(polygon_layers_.size());
    polygon_layers_.push_back(touch.layer);
    std::array<double, 2> integral{}; // of the winding, less that at the corner
    for (std::int32_t v = touch.first_visit; v != kNoEntry; v = scan.visit(v).next) {
        const Visit& visit = scan.visit(v);
        if (visit.points == 0) {
            continue;
        }
        const std::span<const MeshPoint> points = scan.points(visit);
        const std::size_t kind = visit.hole ? 1 : 0;
        const std::uint32_t group = 2 * polygon + (visit.hole ? 1U : 0U);
        const auto add_event = [&](double u, std::int32_t step) {
            cell.events.push_back({u, group, step});
            integral[kind] += step * (1.0 - row_area_.below(u));
        };
        // North of a counter-clockwise ring's way to the east lies its inside.
        if (visit.from_west) {
            add_event(points.front().y - row, visit.turn);
        }
        if (visit.to_west) {
            add_event(points.back().y - row, -visit.turn);
        }
        for (std::size_t i = 1; i < points.size(); ++i) {
            const MeshPoint a = points[i - 1];
            const MeshPoint b = points[i];
            if (a.y == b.y) {
                continue;
            }
            const bool up = a.y < b.y;
            CellSegment s;
            s.u_low = (up ? a.y : b.y) - row;
            s.x_low = (up ? a.x : b.x) - column;
            s.u_high = (up ? b.y : a.y) - row;
            s.x_high = (up ? b.x : a.x) - column;
            s.slope = (s.x_high - s.x_low) / (s.u_high - s.u_low);
            s.group = group;
            s.step = up ? -visit.turn : visit.turn;
            cell.segments.push_back(s);
            const double rise = row_area_.below(s.u_high) - row_area_.below(s.u_low);
            integral[kind] +=
                s.step * (rise - row_area_.under(s.x_low, s.u_low, s.x_high, s.u_high, rise));
        }
    }
    for (std::size_t kind = 0; kind < 2; ++kind) {
        const double corner =
            static_cast<double>(kind == 0 ? touch.outer : touch.holes) / kScanUnits -
            integral[kind];
        const double winding = std::nearbyint(corner);
        assert(std::abs(corner - winding) < 1e-6); // the scan and this cell's own pieces agree
        cell.windings.push_back(static_cast<std::int32_t>(winding));
    }
}

// ---- Parts of a cell

double CellSweep::whole_area(const CellPart& part) const {
    const auto below = [&](double x, double u) {
        return rounded(kSweepUnits * (x * row_area_.below(u)));
    };
    return (below(part.x1, part.u1) - below(part.x1, part.u0)) -
           (below(part.x0, part.u1) - below(part.x0, part.u0));
}

// Which way to halve: in turn, but not through many segments where the other way cuts few (the
// teeth of a comb lie side by side). Nothing where the part is small enough.
std::optional<bool> CellSweep::halve_across(const CellPart& part, int depth) {
    const bool across_can = part.u1 - part.u0 > kSmallest;
    const bool along_can = part.x1 - part.x0 > kSmallest;
    if (!across_can || !along_can) {
        return across_can || along_can ? std::optional(across_can) : std::nullopt;
    }
    const double u = 0.5 * (part.u0 + part.u1);
    const double x = 0.5 * (part.x0 + part.x1);
    std::size_t cut_across = 0;
    std::size_t cut_along = 0;
    for (const CellSegment& s : part.segments) {
        cut_across += static_cast<std::size_t>(s.u_low < u && s.u_high > u);
        cut_along += static_cast<std::size_t>(std::min(s.x_low, s.x_high) < x &&
                                              std::max(s.x_low, s.x_high) > x);
    }
    const bool across = depth % 2 == 0;
    const std::size_t cut = across ? cut_across : cut_along;
    const std::size_t other = across ? cut_along : cut_across;
    return cut > 2 * other ? !across : across;
}

void CellSweep::solve(CellPart& part, int depth) {
    Progress().check(); // a crowded cell can take long
    if (part.segments.size() >= kFewestForStrands && depth % kHalvingsBetweenTries == 0) {
        if (const auto areas = areas_between_strands(part, polygon_layers_, row_area_)) {
            for (const StrandArea& area : *areas) {
                add_area(area.mask, area.units);
            }
            return;
        }
    }
    const std::optional<bool> across =
        part.segments.size() <= kMostSegments ? std::nullopt : halve_across(part, depth);
    if (!across) {
        sweep(part);
        return;
    }
    CellPart first;
    CellPart second;
    spend(part.segments.size() + part.events.size() + part.windings.size());
    split(part, *across, first, second);
    for (CellPart* half : {&first, &second}) {
        finish_covered_layers(*half);
        if (half->covered == layers_) {
            add_area(layers_, whole_area(*half));
        } else {
            solve(*half, depth + 1);
        }
        *half = CellPart{};
    }
}

// Into a western and an eastern half (`across`: a southern and a northern).
void CellSweep::split(const CellPart& part, bool across, CellPart& first, CellPart& second) const {
    first.x0 = second.x0 = part.x0;
    first.x1 = second.x1 = part.x1;
    first.u0 = second.u0 = part.u0;
    first.u1 = second.u1 = part.u1;
    first.covered = second.covered = part.covered;
    first.windings = part.windings;
    second.windings = part.windings;
    if (across) {
        const double middle = 0.5 * (part.u0 + part.u1);
        first.u1 = second.u0 = middle;
        for (const CellEvent& event : part.events) {
            if (event.u < middle) {
                first.events.push_back(event);
                second.windings[event.group] += event.step;
            } else {
                second.events.push_back(event);
            }
        }
        for (const CellSegment& s : part.segments) {
            if (s.u_high <= middle) {
                first.segments.push_back(s);
            } else if (s.u_low >= middle) {
                second.segments.push_back(s);
            } else {
                CellSegment low = s;
                CellSegment high = s;
                low.u_high = high.u_low = middle;
                low.x_high = high.x_low = s.at(middle);
                first.segments.push_back(low);
                second.segments.push_back(high);
            }
        }
        return;
    }
    const double middle = 0.5 * (part.x0 + part.x1);
    first.x1 = second.x0 = middle;
    first.events = part.events;
    second.events = part.events;
    // A stretch in the western half changes the winding on the eastern half's edge beside it.
    const auto add_west = [&](const CellSegment& s) {
        first.segments.push_back(s);
        second.events.push_back({s.u_low, s.group, s.step});
        second.events.push_back({s.u_high, s.group, -s.step});
    };
    for (const CellSegment& s : part.segments) {
        if (std::max(s.x_low, s.x_high) <= middle) {
            add_west(s);
        } else if (std::min(s.x_low, s.x_high) >= middle) {
            second.segments.push_back(s);
        } else {
            const double u = std::clamp(s.u_low + (middle - s.x_low) * (s.u_high - s.u_low) /
                                                      (s.x_high - s.x_low),
                                        s.u_low, s.u_high);
            CellSegment low = s;
            CellSegment high = s;
            low.u_high = high.u_low = u;
            low.x_high = high.x_low = middle;
            for (const CellSegment& piece : {low, high}) {
                if (piece.u_low == piece.u_high) {
                    continue;
                }
                if (std::min(piece.x_low, piece.x_high) < middle) {
                    add_west(piece);
                } else {
                    second.segments.push_back(piece);
                }
            }
        }
    }
    // Stretches that continue each other leave nothing on the edge.
    std::sort(second.events.begin(), second.events.end(),
              [](const CellEvent& a, const CellEvent& b) {
                  return std::tie(a.group, a.u) < std::tie(b.group, b.u);
              });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < second.events.size();) {
        CellEvent sum = second.events[i];
        for (++i; i < second.events.size() && second.events[i].group == sum.group &&
                  second.events[i].u == sum.u;
             ++i) {
            sum.step += second.events[i].step;
        }
        if (sum.step != 0 && sum.u < part.u1) {
            second.events[kept++] = sum;
        }
    }
    second.events.resize(kept);
}

// A polygon without segments and events here is all over the part or nowhere in it.
void CellSweep::finish_covered_layers(CellPart& part) {
    std::vector<bool> moves(polygon_layers_.size(), false);
    for (CellEvent& event : part.events) {
        if (event.u <= part.u0) { // takes effect before the part begins
            part.windings[event.group] += event.step;
        } else {
            moves[event.group / 2] = true;
        }
    }
    std::erase_if(part.events, [&](const CellEvent& event) { return event.u <= part.u0; });
    for (const CellSegment& s : part.segments) {
        moves[s.group / 2] = true;
    }
    std::uint32_t covered = 0;
    for (std::size_t polygon = 0; polygon < polygon_layers_.size(); ++polygon) {
        if (!moves[polygon] && part.windings[2 * polygon] != 0 &&
            part.windings[2 * polygon + 1] == 0) {
            covered |= std::uint32_t{1} << polygon_layers_[polygon];
        }
    }
    part.covered |= covered;
    if (covered != 0) {
        const auto done = [&](const auto& entry) {
            return (part.covered >> polygon_layers_[entry.group / 2] & 1U) != 0;
        };
        std::erase_if(part.segments, done);
        std::erase_if(part.events, done);
    }
}

// ---- The sweep of a part

void CellSweep::add_area(std::uint32_t mask, double units) {
    if (mask == 0) {
        return;
    }
    for (Area& area : areas_) {
        if (area.mask == mask) {
            area.units += units;
            return;
        }
    }
    areas_.push_back({mask, units});
}

void CellSweep::start_windings(const CellPart& part) {
    windings_ = part.windings;
    covering_.fill(0);
    mask_ = part.covered;
    for (std::size_t polygon = 0; polygon < polygon_layers_.size(); ++polygon) {
        if (windings_[2 * polygon] != 0 && windings_[2 * polygon + 1] == 0) {
            ++covering_[polygon_layers_[polygon]];
            mask_ |= std::uint32_t{1} << polygon_layers_[polygon];
        }
    }
    for (std::uint32_t layer = 0; layer < covering_.size(); ++layer) {
        if ((part.covered >> layer & 1U) != 0) {
            covering_[layer] = 1; // none of its polygons changes any more
        }
    }
}

void CellSweep::change(std::uint32_t group, std::int32_t step) {
    const std::uint32_t polygon = group / 2;
    const std::int32_t& outer = windings_[2 * polygon];
    const std::int32_t& holes = windings_[2 * polygon + 1];
    const bool before = outer != 0 && holes == 0;
    windings_[group] += step;
    const bool after = outer != 0 && holes == 0;
    if (before != after) {
        const std::uint32_t layer = polygon_layers_[polygon];
        covering_[layer] += after ? 1 : -1;
        const std::uint32_t bit = std::uint32_t{1} << layer;
        mask_ = covering_[layer] > 0 ? mask_ | bit : mask_ & ~bit;
    }
}

// Heights at which the order of segments may change: ends, events, crossings.
void CellSweep::find_heights(CellPart& part) {
    std::vector<CellSegment>& segments = part.segments;
    std::sort(segments.begin(), segments.end(), [](const CellSegment& a, const CellSegment& b) {
        return std::tie(a.u_low, a.x_low, a.u_high, a.x_high) <
               std::tie(b.u_low, b.x_low, b.u_high, b.x_high);
    });
    heights_.assign({part.u0, part.u1});
    active_.clear();
    for (std::uint32_t i = 0; i < segments.size(); ++i) {
        const CellSegment& s = segments[i];
        const double west = std::min(s.x_low, s.x_high);
        const double east = std::max(s.x_low, s.x_high);
        heights_.push_back(s.u_low);
        heights_.push_back(s.u_high);
        std::size_t kept = 0;
        spend(active_.size());
        for (const Active& other : active_) {
            const CellSegment& t = segments[other.segment];
            if (t.u_high <= s.u_low) {
                continue;
            }
            active_[kept++] = other;
            if (std::max(t.x_low, t.x_high) <= west || std::min(t.x_low, t.x_high) >= east) {
                continue;
            }
            const double top = std::min(s.u_high, t.u_high);
            const double below = s.x_low - t.at(s.u_low);
            const double above = s.at(top) - t.at(top);
            if ((below < 0.0 && above > 0.0) || (below > 0.0 && above < 0.0)) {
                heights_.push_back(s.u_low + (top - s.u_low) * (below / (below - above)));
            }
        }
        active_.resize(kept);
        active_.push_back({i, 0.0, 0.0, 0.0});
    }
    for (const CellEvent& event : part.events) {
        if (event.u > part.u0 && event.u < part.u1) {
            heights_.push_back(event.u);
        }
    }
    std::sort(heights_.begin(), heights_.end());
    heights_.erase(std::unique(heights_.begin(), heights_.end()), heights_.end());
}

void CellSweep::sweep(CellPart& part) {
    find_heights(part);
    start_windings(part);
    std::sort(part.events.begin(), part.events.end(),
              [](const CellEvent& a, const CellEvent& b) { return a.u < b.u; });
    active_.clear();
    std::size_t next_segment = 0;
    std::size_t next_event = 0;
    double below_low = row_area_.below(part.u0);
    for (std::size_t k = 0; k + 1 < heights_.size(); ++k) {
        const double low = heights_[k];
        const double high = heights_[k + 1];
        for (; next_event < part.events.size() && part.events[next_event].u <= low; ++next_event) {
            change(part.events[next_event].group, part.events[next_event].step);
        }
        std::erase_if(active_,
                      [&](const Active& a) { return part.segments[a.segment].u_high <= low; });
        for (; next_segment < part.segments.size() && part.segments[next_segment].u_low <= low;
             ++next_segment) {
            active_.push_back({static_cast<std::uint32_t>(next_segment),
                               part.segments[next_segment].x_low, 0.0, 0.0});
        }
        spend(active_.size());
        const double below_high = row_area_.below(high);
        const double rise = below_high - below_low;
        for (Active& a : active_) {
            const double x = part.segments[a.segment].at(high);
            a.middle = a.x_here + x;
            a.west_of = rounded(kSweepUnits * row_area_.under(a.x_here, low, x, high, rise));
            a.x_here = x;
        }
        // Nearly in order from the slab before: insertion sort.
        for (std::size_t i = 1; i < active_.size(); ++i) {
            const Active moved = active_[i];
            std::size_t to = i;
            for (; to > 0 && active_[to - 1].middle > moved.middle; --to) {
                active_[to] = active_[to - 1];
            }
            active_[to] = moved;
        }
        double west_of = rounded(kSweepUnits * (part.x0 * below_high)) -
                         rounded(kSweepUnits * (part.x0 * below_low));
        for (const Active& a : active_) {
            const CellSegment& s = part.segments[a.segment];
            add_area(mask_, a.west_of - west_of);
            west_of = a.west_of;
            change(s.group, s.step);
        }
        add_area(mask_, rounded(kSweepUnits * (part.x1 * below_high)) -
                            rounded(kSweepUnits * (part.x1 * below_low)) - west_of);
        for (const Active& a : active_) {
            change(part.segments[a.segment].group, -part.segments[a.segment].step);
        }
        below_low = below_high;
    }
}

} // namespace todoku::overlay
