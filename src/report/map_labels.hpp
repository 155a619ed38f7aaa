// Where labels go: a greedy search over candidate places that never lets two labels, or a label and
// a mark, collide.
#pragma once

#include "report/map_page.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace todoku::report::sheet {

/// A straight line from what is labelled to a label that had to move away from it.
struct Leader {
    Point from; ///< at the mark
    Point to;   ///< on the label's edge
};

/// One place a label could take.
struct Candidate {
    Rect box;
    double penalty =
        0.0; ///< how much worse than the place liked best, in the unit of the board's ink
    std::optional<Leader> leader;
};

/// Whether leaders may cross one another. Over labels none ever passes.
enum class Crossing { Never, Leaders };

/// What lies on the sheet already and had better stay visible, as a weight per small square. Sums
/// over rectangles are read in constant time.
class InkMap {
public:
    explicit InkMap(const Rect& area);
    /// Adds weight at a point; outside the area nothing happens. @pre not yet summed
    void add(Point at, double weight);
    /// Adds weight along a line, per point of its length.
    void add_line(Point a, Point b, double weight_per_point);
    /// Must be called once between the last add and the first under().
    void sum();
    [[nodiscard]] double under(const Rect& box) const;

private:
    Rect area_;
    std::size_t columns_ = 0;
    std::size_t rows_ = 0;
    std::vector<double> sums_; // (rows + 1) x (columns + 1)
};

/// Takes labels one by one, the most important first.
class LabelBoard {
public:
    /// @param bounds no label reaches beyond
    /// @param gap white between two labels
    LabelBoard(const Rect& bounds, double gap);

    /// A mark that no label may cover (leaders may pass: they are thin).
    void block(const Rect& mark);
    /// Puts the label on the best free candidate: least penalty plus ink under it. Nothing where
    /// none is free.
    /// @param crossing whether its leader may cross other leaders
    /// @complexity n log n in the candidates
    std::optional<std::size_t> place(std::span<const Candidate> candidates, const InkMap& ink,
                                     Crossing crossing = Crossing::Never);

    [[nodiscard]] const std::vector<Rect>& taken() const { return boxes_; }
    [[nodiscard]] const std::vector<Leader>& leaders() const { return leaders_; }

private:
    [[nodiscard]] bool free(const Candidate& candidate, Crossing crossing) const;
    void enter(const Rect& area, std::vector<std::vector<std::size_t>>& cells, std::size_t index);
    template <class Test>
    [[nodiscard]] bool any(const Rect& area, const std::vector<std::vector<std::size_t>>& cells,
                           Test test) const;

    Rect bounds_;
    double gap_;
    std::size_t columns_;
    std::size_t rows_;
    std::vector<Rect> boxes_;
    std::vector<Rect> marks_;
    std::vector<Leader> leaders_;
    std::vector<std::vector<std::size_t>> box_cells_; // positions in boxes_ by square of the board
    std::vector<std::vector<std::size_t>> mark_cells_;
    std::vector<std::vector<std::size_t>> leader_cells_;
};

bool crosses(const Leader& a, const Leader& b);
bool crosses(const Leader& line, const Rect& box);

/// Places for a label beside a mark: right, left, above, below and the corners, touching a circle
/// of `clearance` round the anchor, without leader.
std::vector<Candidate> beside(Point anchor, double clearance, Size label);

/// Places on rings round an anchor, in so many directions, at growing distance up to `farthest`,
/// joined by leaders.
std::vector<Candidate> around(Point anchor, double nearest, double farthest, Size label,
                              int directions = 16);

/// Places for an area's name: its middle first, then shifted step by step up to `farthest`; no
/// leader.
std::vector<Candidate> over(Point middle, double farthest, Size label);

} // namespace todoku::report::sheet
