#include "report/map_labels.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace todoku::report::sheet {

namespace {

constexpr double kInkSquare = 2.0; // points; finer than any label is high
constexpr double kBoardSquare =
    24.0; // points; about the size of a label, so that few share a square

// A leader a point longer is as bad as this much ink under the label: short leaders win unless gaps
// would be hidden.
constexpr double kPenaltyPerPoint = 0.9;
constexpr double kLeaderPenalty = 4.0;

std::size_t squares(double length, double square) {
    return static_cast<std::size_t>(std::max(1.0, std::ceil(length / square)));
}

double cross(Point o, Point a, Point b) {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

Rect hull(const Leader& line) {
    return {std::min(line.from.x, line.to.x), std::min(line.from.y, line.to.y),
            std::abs(line.to.x - line.from.x), std::abs(line.to.y - line.from.y)};
}

// Upright directions first: a reader looks right of a mark, then left, above, below.
constexpr std::array<Point, 8> kSides = {
    {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {1, 1}, {-1, -1}, {-1, 1}}};

} // namespace

InkMap::InkMap(const Rect& area)
    : area_(area), columns_(squares(area.width, kInkSquare)),
      rows_(squares(area.height, kInkSquare)), sums_((rows_ + 1) * (columns_ + 1), 0.0) {}

void InkMap::add(Point at, double weight) {
    const double x = std::floor((at.x - area_.x) / kInkSquare);
    const double y = std::floor((at.y - area_.y) / kInkSquare);
    if (x >= 0.0 && y >= 0.0 && x < static_cast<double>(columns_) &&
        y < static_cast<double>(rows_)) {
        sums_[(static_cast<std::size_t>(y) + 1) * (columns_ + 1) + static_cast<std::size_t>(x) +
              1] += weight;
    }
}

void InkMap::add_line(Point a, Point b, double weight_per_point) {
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    const auto steps = static_cast<int>(std::clamp(std::ceil(length / kInkSquare), 1.0, 10000.0));
    for (int i = 0; i < steps; ++i) {
        const double share = (i + 0.5) / steps;
        add({a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share},
            weight_per_point * length / steps);
    }
}

void InkMap::sum() {
    const std::size_t width = columns_ + 1;
    for (std::size_t row = 1; row <= rows_; ++row) {
        double line = 0.0;
        for (std::size_t column = 1; column <= columns_; ++column) {
            line += sums_[row * width + column];
            sums_[row * width + column] = sums_[(row - 1) * width + column] + line;
        }
    }
}

double InkMap::under(const Rect& box) const {
    const auto clamp = [](double value, std::size_t last) {
        return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(last)));
    };
    const std::size_t x0 = clamp(std::floor((box.x - area_.x) / kInkSquare), columns_);
    const std::size_t y0 = clamp(std::floor((box.y - area_.y) / kInkSquare), rows_);
    const std::size_t x1 = clamp(std::ceil((box.right() - area_.x) / kInkSquare), columns_);
    const std::size_t y1 = clamp(std::ceil((box.bottom() - area_.y) / kInkSquare), rows_);
    const std::size_t width = columns_ + 1;
    return sums_[y1 * width + x1] - sums_[y0 * width + x1] - sums_[y1 * width + x0] +
           sums_[y0 * width + x0];
}

LabelBoard::LabelBoard(const Rect& bounds, double gap)
    : bounds_(bounds), gap_(gap), columns_(squares(bounds.width, kBoardSquare)),
      rows_(squares(bounds.height, kBoardSquare)), box_cells_(columns_ * rows_),
      mark_cells_(columns_ * rows_), leader_cells_(columns_ * rows_) {}

namespace {

struct SquareRange {
    std::size_t column0, column1, row0, row1; // inclusive
};

SquareRange range_of(const Rect& area, const Rect& bounds, std::size_t columns, std::size_t rows) {
    const auto at = [](double offset, std::size_t count) {
        return static_cast<std::size_t>(
            std::clamp(std::floor(offset / kBoardSquare), 0.0, static_cast<double>(count - 1)));
    };
    return {at(area.x - bounds.x, columns), at(area.right() - bounds.x, columns),
            at(area.y - bounds.y, rows), at(area.bottom() - bounds.y, rows)};
}

} // namespace

void LabelBoard::enter(const Rect& area, std::vector<std::vector<std::size_t>>& cells,
                       std::size_t index) {
    const SquareRange range = range_of(area, bounds_, columns_, rows_);
    for (std::size_t row = range.row0; row <= range.row1; ++row) {
        for (std::size_t column = range.column0; column <= range.column1; ++column) {
            cells[row * columns_ + column].push_back(index);
        }
    }
}

template <class Test>
bool LabelBoard::any(const Rect& area, const std::vector<std::vector<std::size_t>>& cells,
                     Test test) const {
    const SquareRange range = range_of(area, bounds_, columns_, rows_);
    for (std::size_t row = range.row0; row <= range.row1; ++row) {
        for (std::size_t column = range.column0; column <= range.column1; ++column) {
            if (std::ranges::any_of(cells[row * columns_ + column], test)) {
                return true;
            }
        }
    }
    return false;
}

void LabelBoard::block(const Rect& mark) {
    marks_.push_back(mark);
    enter(mark, mark_cells_, marks_.size() - 1);
}

bool LabelBoard::free(const Candidate& candidate, Crossing crossing) const {
    if (!bounds_.contains(candidate.box)) {
        return false;
    }
    const Rect roomy = candidate.box.grown(gap_);
    const auto box_hit = [&](std::size_t i) { return boxes_[i].overlaps(roomy); };
    const auto mark_hit = [&](std::size_t i) { return marks_[i].overlaps(candidate.box); };
    const auto leader_hit = [&](std::size_t i) { return crosses(leaders_[i], roomy); };
    if (any(roomy, box_cells_, box_hit) || any(candidate.box, mark_cells_, mark_hit) ||
        any(roomy, leader_cells_, leader_hit)) {
        return false;
    }
    if (!candidate.leader) {
        return true;
    }
    const Leader& line = *candidate.leader;
    const Rect way = hull(line);
    return !any(way, box_cells_, [&](std::size_t i) { return crosses(line, boxes_[i]); }) &&
           (crossing == Crossing::Leaders ||
            !any(way, leader_cells_, [&](std::size_t i) { return crosses(line, leaders_[i]); }));
}

std::optional<std::size_t> LabelBoard::place(std::span<const Candidate> candidates,
                                             const InkMap& ink, Crossing crossing) {
    std::vector<double> cost(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        cost[i] = candidates[i].penalty + ink.under(candidates[i].box);
    }
    std::vector<std::size_t> order(candidates.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return cost[i]; });
    for (const std::size_t i : order) {
        if (!free(candidates[i], crossing)) {
            continue;
        }
        boxes_.push_back(candidates[i].box);
        enter(candidates[i].box, box_cells_, boxes_.size() - 1);
        if (candidates[i].leader) {
            leaders_.push_back(*candidates[i].leader);
            enter(hull(*candidates[i].leader), leader_cells_, leaders_.size() - 1);
        }
        return i;
    }
    return std::nullopt;
}

bool crosses(const Leader& a, const Leader& b) {
    const double d1 = cross(b.from, b.to, a.from);
    const double d2 = cross(b.from, b.to, a.to);
    const double d3 = cross(a.from, a.to, b.from);
    const double d4 = cross(a.from, a.to, b.to);
    return ((d1 > 0.0 && d2 < 0.0) || (d1 < 0.0 && d2 > 0.0)) &&
           ((d3 > 0.0 && d4 < 0.0) || (d3 < 0.0 && d4 > 0.0));
}

bool crosses(const Leader& line, const Rect& box) {
    // Liang and Barsky 1984: the line's parameter range inside the box.
    double enter = 0.0;
    double leave = 1.0;
    const double dx = line.to.x - line.from.x;
    const double dy = line.to.y - line.from.y;
    const auto cut = [&](double towards, double distance) {
        if (towards == 0.0) {
            return distance > 0.0;
        }
        const double at = distance / towards;
        if (towards < 0.0) {
            enter = std::max(enter, at);
        } else {
            leave = std::min(leave, at);
        }
        return enter < leave;
    };
    return cut(-dx, line.from.x - box.x) && cut(dx, box.right() - line.from.x) &&
           cut(-dy, line.from.y - box.y) && cut(dy, box.bottom() - line.from.y);
}

std::vector<Candidate> beside(Point anchor, double clearance, Size label) {
    std::vector<Candidate> places;
    double penalty = 0.0;
    for (const Point& side : kSides) {
        const double diagonal = side.x != 0.0 && side.y != 0.0 ? std::numbers::sqrt2 / 2.0 : 1.0;
        const Point middle = {anchor.x + side.x * (clearance * diagonal + label.width / 2.0),
                              anchor.y + side.y * (clearance * diagonal + label.height / 2.0)};
        places.push_back({Rect::around(middle, label), penalty, std::nullopt});
        penalty += 0.5;
    }
    return places;
}

std::vector<Candidate> around(Point anchor, double nearest, double farthest, Size label,
                              int directions) {
    std::vector<Candidate> places;
    const double step = std::max(4.0, label.height * 0.75);
    for (double distance = nearest; distance <= farthest; distance += step) {
        for (int i = 0; i < directions; ++i) {
            const double angle = 2.0 * std::numbers::pi * (i + 0.5) / directions;
            const Point way = {std::cos(angle), std::sin(angle)};
            // The label's near edge, not its middle, keeps the distance: wide labels go farther
            // sideways.
            const double reach = std::min(label.width / 2.0 / std::max(std::abs(way.x), 1e-9),
                                          label.height / 2.0 / std::max(std::abs(way.y), 1e-9));
            const Point middle = {anchor.x + way.x * (distance + reach),
                                  anchor.y + way.y * (distance + reach)};
            // The leader points at the label's middle and ends on its edge.
            places.push_back(
                {Rect::around(middle, label), kLeaderPenalty + kPenaltyPerPoint * distance,
                 Leader{anchor, {anchor.x + way.x * distance, anchor.y + way.y * distance}}});
        }
    }
    return places;
}

std::vector<Candidate> over(Point middle, double farthest, Size label) {
    constexpr int kDirections = 12;
    std::vector<Candidate> places = {{Rect::around(middle, label), 0.0, std::nullopt}};
    const double step = std::max(3.0, label.height * 0.5);
    for (double distance = step; distance <= farthest; distance += step) {
        for (int i = 0; i < kDirections; ++i) {
            const double angle = 2.0 * std::numbers::pi * i / kDirections;
            places.push_back({Rect::around({middle.x + distance * std::cos(angle),
                                            middle.y + distance * std::sin(angle)},
                                           label),
                              kPenaltyPerPoint * distance, std::nullopt});
        }
    }
    return places;
}

} // namespace todoku::report::sheet
