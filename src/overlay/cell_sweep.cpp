#include "overlay/cell_sweep.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <tuple>

namespace todoku::overlay {

namespace {

constexpr double kUnits = 1125899906842624.0; // 2^50
constexpr double kRounder =
    6755399441055744.0; // 1.5 * 2^52: adding and subtracting it rounds to an integer

double rounded(double value) {
    return (value + kRounder) - kRounder;
}

} // namespace

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

void CellSweep::add_area(double area) {
    if (mask_ == 0) {
        return;
    }
    for (Part& part : parts_) {
        if (part.mask == mask_) {
            part.area += area;
            return;
        }
    }
    parts_.push_back({mask_, area});
}

// Segments and events of one polygon; its windings at the corner from what the scan found for the
// whole cell.
void CellSweep::add_touch(const BandScan& scan, const Touch& touch, std::int32_t row,
                          std::int32_t column) {
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
            events_.push_back({u, group, step});
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
            Segment s;
            s.u_low = (up ? a.y : b.y) - row;
            s.x_low = (up ? a.x : b.x) - column;
            s.u_high = (up ? b.y : a.y) - row;
            s.x_high = (up ? b.x : a.x) - column;
            s.slope = (s.x_high - s.x_low) / (s.u_high - s.u_low);
            s.group = group;
            s.step = up ? -visit.turn : visit.turn;
            segments_.push_back(s);
            const double rise = row_area_.below(s.u_high) - row_area_.below(s.u_low);
            integral[kind] +=
                s.step * (rise - row_area_.under(s.x_low, s.u_low, s.x_high, s.u_high, rise));
        }
    }
    constexpr double kScanUnits = static_cast<double>(kWholeCell);
    windings_.insert(windings_.end(), 2, 0);
    for (std::uint32_t kind = 0; kind < 2; ++kind) {
        const double corner =
            static_cast<double>(kind == 0 ? touch.outer : touch.holes) / kScanUnits -
            integral[kind];
        const double winding = std::nearbyint(corner);
        assert(std::abs(corner - winding) < 1e-6); // the scan and this cell's own pieces agree
        change(2 * polygon + kind, static_cast<std::int32_t>(winding));
    }
}

// Heights at which the order of segments may change.
void CellSweep::find_crossings() {
    std::sort(segments_.begin(), segments_.end(), [](const Segment& a, const Segment& b) {
        return std::tie(a.u_low, a.x_low, a.u_high, a.x_high) <
               std::tie(b.u_low, b.x_low, b.u_high, b.x_high);
    });
    const auto at = [](const Segment& s, double u) {
        return u >= s.u_high ? s.x_high : s.x_low + (u - s.u_low) * s.slope;
    };
    heights_.assign({0.0, 1.0});
    active_.clear();
    for (std::uint32_t i = 0; i < segments_.size(); ++i) {
        const Segment& s = segments_[i];
        const double west = std::min(s.x_low, s.x_high);
        const double east = std::max(s.x_low, s.x_high);
        heights_.push_back(s.u_low);
        heights_.push_back(s.u_high);
        std::size_t kept = 0;
        for (const std::uint32_t k : active_) {
            const Segment& t = segments_[k];
            if (t.u_high <= s.u_low) {
                continue;
            }
            active_[kept++] = k;
            if (std::max(t.x_low, t.x_high) <= west || std::min(t.x_low, t.x_high) >= east) {
                continue;
            }
            const double top = std::min(s.u_high, t.u_high);
            const double below = s.x_low - at(t, s.u_low);
            const double above = at(s, top) - at(t, top);
            if ((below < 0.0 && above > 0.0) || (below > 0.0 && above < 0.0)) {
                heights_.push_back(s.u_low + (top - s.u_low) * (below / (below - above)));
            }
        }
        active_.resize(kept);
        active_.push_back(i);
    }
    for (const Event& event : events_) {
        heights_.push_back(event.u);
    }
    std::sort(heights_.begin(), heights_.end());
    heights_.erase(std::unique(heights_.begin(), heights_.end()), heights_.end());
}

void CellSweep::add_slabs() {
    std::sort(events_.begin(), events_.end(),
              [](const Event& a, const Event& b) { return a.u < b.u; });
    active_.clear();
    std::size_t next_segment = 0;
    std::size_t next_event = 0;
    double below_low = 0.0;
    for (std::size_t k = 0; k + 1 < heights_.size(); ++k) {
        const double low = heights_[k];
        const double high = heights_[k + 1];
        for (; next_event < events_.size() && events_[next_event].u <= low; ++next_event) {
            change(events_[next_event].group, events_[next_event].step);
        }
        std::erase_if(active_, [&](std::uint32_t i) { return segments_[i].u_high <= low; });
        for (; next_segment < segments_.size() && segments_[next_segment].u_low <= low;
             ++next_segment) {
            segments_[next_segment].x_here = segments_[next_segment].x_low;
            active_.push_back(static_cast<std::uint32_t>(next_segment));
        }
        const double below_high = row_area_.below(high);
        const double rise = below_high - below_low;
        for (const std::uint32_t i : active_) {
            Segment& s = segments_[i];
            const double x = s.u_high <= high ? s.x_high : s.x_low + (high - s.u_low) * s.slope;
            s.middle = s.x_here + x;
            s.west_of = rounded(kUnits * row_area_.under(s.x_here, low, x, high, rise));
            s.x_here = x;
        }
        // Nearly in order from the slab before: insertion sort.
        for (std::size_t i = 1; i < active_.size(); ++i) {
            const std::uint32_t moved = active_[i];
            const double middle = segments_[moved].middle;
            std::size_t to = i;
            for (; to > 0 && segments_[active_[to - 1]].middle > middle; --to) {
                active_[to] = active_[to - 1];
            }
            active_[to] = moved;
        }
        double west_of = 0.0;
        for (const std::uint32_t i : active_) {
            const Segment& s = segments_[i];
            add_area(s.west_of - west_of);
            west_of = s.west_of;
            change(s.group, s.step);
        }
        add_area(rounded(kUnits * below_high) - rounded(kUnits * below_low) - west_of);
        for (const std::uint32_t i : active_) {
            change(segments_[i].group, -segments_[i].step);
        }
        below_low = below_high;
    }
}

std::span<const CombinationPart> CellSweep::run(const BandScan& scan, std::int32_t row,
                                                std::int32_t column, std::int32_t first_touch,
                                                std::uint32_t layers) {
    row_area_ = scan.row_area(row);
    segments_.clear();
    events_.clear();
    windings_.clear();
    polygon_layers_.clear();
    covering_.fill(0);
    mask_ = 0;
    parts_.clear();
    for (std::int32_t t = first_touch; t != kNoEntry; t = scan.touch(t).next) {
        if ((layers >> scan.touch(t).layer & 1U) != 0) {
            add_touch(scan, scan.touch(t), row, column);
        }
    }
    find_crossings();
    add_slabs();

    std::sort(parts_.begin(), parts_.end(),
              [](const Part& a, const Part& b) { return a.mask < b.mask; });
    result_.clear();
    for (const Part& part : parts_) {
        if (part.area > 0.0) {
            result_.push_back({part.mask, std::min(1.0, part.area / kUnits)});
        }
    }
    return result_;
}

} // namespace todoku::overlay
