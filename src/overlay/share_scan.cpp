#include "overlay/share_scan.hpp"

#include "overlay/fixed_area.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace todoku::overlay {

ShareScan::ShareScan(const LayerSource& source, const LatticeWindow& window)
    : source_(source), frame_(window.lattice), window_(window), cutter_(0, 0, 0, 0),
      blocks_((static_cast<std::size_t>(window.columns) + kBlock) / kBlock) {}

void ShareScan::run(std::int32_t first_row, std::int32_t rows, std::span<const std::uint32_t> rings,
                    std::vector<ShareRun>& runs) {
    first_row_ = first_row;
    rows_ = rows;
    cutter_ = EdgeCutter(first_row, rows, window_.column, window_.columns);
    row_areas_.clear();
    for (std::int32_t row = first_row; row < first_row + rows; ++row) {
        row_areas_.emplace_back(window_.lattice, row);
    }
    // read_row() leaves both as it found them: clean.
    sums_.resize(static_cast<std::size_t>(rows) * blocks_ * kBlock, 0);
    touched_.resize(static_cast<std::size_t>(rows) * blocks_, 0);
    for (const std::uint32_t ring : rings) {
        walk(source_.rings[ring]);
    }
    for (std::int32_t row = first_row; row < first_row + rows; ++row) {
        read_row(row, runs);
    }
}

inline double ShareScan::below(std::int32_t row, double y) const {
    return rounded(kScanUnits *
                   row_areas_[static_cast<std::size_t>(row - first_row_)].below(y - row));
}

inline bool ShareScan::has_row(std::int32_t row) const {
    return row >= first_row_ && row < first_row_ + rows_;
}

inline bool ShareScan::has_column(std::int32_t column) const {
    return column >= window_.column && column < window_.column + window_.columns;
}

inline void ShareScan::place(geo::LatLng vertex, Place& place) const {
    place.at = frame_(vertex);
    place.row = static_cast<std::int32_t>(place.at.y);
    place.column = static_cast<std::int32_t>(place.at.x);
    if (has_row(place.row)) {
        place.below = below(place.row, place.at.y);
    }
}

// Edges that stay in one cell are added up beside the accumulators; most do.
void ShareScan::walk(const SourceRing& ring) {
    const double south = first_row_;
    const double north = first_row_ + rows_;
    const auto vertices = ring.vertices;
    const std::size_t n = vertices.size();
    // Ground east of a downward edge of a counter-clockwise ring is inside.
    sign_ = ring.hole ? ring.turn : -ring.turn;
    const SourceChunk* chunk = source_.chunks.data() + ring.first_chunk;
    for (std::size_t begin = 0; begin < n; begin += kChunk, ++chunk) {
        if (chunk->north < south || chunk->south >= north) {
            continue;
        }
        // They change places: copied, they would be read in larger pieces than they were written
        // in, for which a processor waits.
        std::array<Place, 2> places;
        Place* a = places.data();
        Place* b = a + 1;
        place(vertices[begin], *a);
        const std::size_t end = std::min(begin + kChunk, n);
        for (std::size_t k = begin + 1; k <= end;) {
            if (!has_row(a->row) || !has_column(a->column)) {
                place(vertices[k < n ? k : 0], *b);
                const bool south_of_band = a->row < first_row_ && b->row < first_row_;
                const bool north_of_band =
                    a->row >= first_row_ + rows_ && b->row >= first_row_ + rows_;
                if (!south_of_band && !north_of_band) {
                    cut(*a, *b);
                }
                std::swap(a, b);
                ++k;
                continue;
            }
            const std::int32_t row = a->row;
            const std::int32_t column = a->column;
            Area sum;
            const RowArea area = row_area(row);
            bool leaves = false;
            for (; k <= end; ++k) {
                place(vertices[k < n ? k : 0], *b);
                leaves = b->row != row || b->column != column;
                if (leaves) {
                    break;
                }
                sum += piece(area, row, column, a->at, b->at, b->below - a->below);
                std::swap(a, b);
            }
            add(row, column, sum, sign_);
            if (leaves) {
                cross(*a, *b);
                std::swap(a, b);
                ++k;
            }
        }
    }
}

inline ShareScan::Area ShareScan::piece(const RowArea& area, std::int32_t row, std::int32_t column,
                                        MeshPoint from, MeshPoint to, double rise) {
    const double beyond = kScanUnits * area.under(from.x - column, from.y - row, to.x - column,
                                                  to.y - row, rise * (1.0 / kScanUnits));
    return {integer(rise), integer(beyond)};
}

inline void ShareScan::add(std::int32_t row, std::int32_t column, Area area, std::int64_t sign) {
    const std::size_t first = static_cast<std::size_t>(row - first_row_) * blocks_ * kBlock +
                              static_cast<std::size_t>(column - window_.column);
    sums_[first] += sign * (area.rise - area.beyond);
    sums_[first + 1] += sign * area.beyond;
    touched_[first / kBlock] |= std::uint64_t{1} << first % kBlock;
}

// An edge that starts in a cell of the band and ends in another. Most run into the next column or
// the next row and are cut there, with the numbers that EdgeCutter would find; the rest is its
// work.
inline void ShareScan::cross(const Place& a, const Place& b) {
    const bool down = EdgeCutter::is_down(a.at, b.at);
    const Place& low = down ? b : a;
    const Place& high = down ? a : b;
    const std::int64_t sign = down ? -sign_ : sign_;
    if (low.row == high.row && has_column(b.column)) {
        const bool eastward = low.column < high.column;
        const Place& west = eastward ? low : high;
        const Place& east = eastward ? high : low;
        if (west.column + 1 == east.column && east.at.x > east.column) {
            const double x = east.column;
            const double slope = (high.at.y - low.at.y) / (high.at.x - low.at.x);
            const MeshPoint middle{
                x, std::clamp(low.at.y + (x - low.at.x) * slope, low.at.y, high.at.y)};
            const double below_middle = below(low.row, middle.y);
            const RowArea& area = row_area(low.row);
            add(low.row, low.column,
                piece(area, low.row, low.column, low.at, middle, below_middle - low.below), sign);
            add(high.row, high.column,
                piece(area, high.row, high.column, middle, high.at, high.below - below_middle),
                sign);
            return;
        }
    } else if (low.column == high.column && low.row + 1 == high.row && high.at.y > high.row &&
               has_row(b.row)) {
        const double slope = (high.at.x - low.at.x) / (high.at.y - low.at.y);
        const double y = high.row;
        const MeshPoint middle{std::clamp(low.at.x + (y - low.at.y) * slope,
                                          std::min(low.at.x, high.at.x),
                                          std::max(low.at.x, high.at.x)),
                               y};
        add(low.row, low.column,
            piece(row_area(low.row), low.row, low.column, low.at, middle, kScanUnits - low.below),
            sign);
        add(high.row, high.column,
            piece(row_area(high.row), high.row, high.column, middle, high.at, high.below), sign);
        return;
    } else if (low.row + 1 == high.row && high.at.y > high.row && has_row(b.row) &&
               has_column(b.column) &&
               (low.column + 1 == high.column || high.column + 1 == low.column)) {
        pass_corner(low, high, sign);
        return;
    }
    cut(a, b);
}

// From a cell into one that it shares a corner with: one of the two rows' pieces runs through two
// columns. Which, is as good as random: it is looked up, not branched on.
inline void ShareScan::pass_corner(const Place& low, const Place& high, std::int64_t sign) {
    const double slope = (high.at.x - low.at.x) / (high.at.y - low.at.y);
    const double y = high.row;
    const MeshPoint middle{std::clamp(low.at.x + (y - low.at.y) * slope,
                                      std::min(low.at.x, high.at.x), std::max(low.at.x, high.at.x)),
                           y};
    struct Part {
        const Place* end;
        MeshPoint from;
        MeshPoint to;
        double below_from;
        double below_to;
    };
    const std::array<Part, 2> parts = {Part{&low, low.at, middle, low.below, kScanUnits},
                                       Part{&high, middle, high.at, 0.0, high.below}};
    const double x = std::max(low.column, high.column);
    const double eastern_end = std::max(low.at.x, high.at.x);
    if (middle.x == x || eastern_end == x) { // one of the edges' ends is all there is beyond
        cut(low, high, sign);
        return;
    }
    const std::size_t longer = (low.column < high.column) == (middle.x > x) ? 0 : 1;
    const Part& whole = parts[1 - longer];
    const Part& part = parts[longer];
    add(whole.end->row, whole.end->column,
        piece(row_area(whole.end->row), whole.end->row, whole.end->column, whole.from, whole.to,
              whole.below_to - whole.below_from),
        sign);
    const std::int32_t row = part.end->row;
    const RowArea& area = row_area(row);
    const double row_slope = (part.to.y - part.from.y) / (part.to.x - part.from.x);
    const MeshPoint border{
        x, std::clamp(part.from.y + (x - part.from.x) * row_slope, part.from.y, part.to.y)};
    const double below_border = rounded(kScanUnits * area.below(border.y - row));
    const std::int32_t west = std::min(low.column, high.column);
    const std::int32_t east = west + 1;
    const bool eastward = part.from.x < part.to.x;
    add(row, eastward ? west : east,
        piece(area, row, eastward ? west : east, part.from, border, below_border - part.below_from),
        sign);
    add(row, eastward ? east : west,
        piece(area, row, eastward ? east : west, border, part.to, part.below_to - below_border),
        sign);
}

// At the same places as EdgeCutter, without its list and without asking twice what lies below.
void ShareScan::cut(const Place& a, const Place& b) {
    const bool down = EdgeCutter::is_down(a.at, b.at);
    cut(down ? b : a, down ? a : b, down ? -sign_ : sign_);
}

void ShareScan::cut(const Place& low, const Place& high, std::int64_t sign) {
    if (!has_column(low.column) || !has_column(high.column) || low.at.y == high.at.y) {
        cut_at_window(low.at, high.at, sign);
        return;
    }
    const double slope = (high.at.x - low.at.x) / (high.at.y - low.at.y);
    const double west = std::min(low.at.x, high.at.x);
    const double east = std::max(low.at.x, high.at.x);
    const auto at = [&](std::int32_t y) -> MeshPoint {
        return {std::clamp(low.at.x + (y - low.at.y) * slope, west, east), static_cast<double>(y)};
    };
    const bool starts_here = low.row >= first_row_;
    std::int32_t row = starts_here ? low.row : first_row_;
    MeshPoint from = starts_here ? low.at : at(row);
    double below_from = starts_here ? low.below : 0.0;
    for (; row < first_row_ + rows_ && from.y < high.at.y; ++row) {
        const bool ends_here = high.at.y <= row + 1;
        const MeshPoint to = ends_here ? high.at : at(row + 1);
        cut_row(row, from, to, below_from, row == high.row ? high.below : kScanUnits, sign);
        from = to;
        below_from = 0.0;
    }
}

inline void ShareScan::cut_row(std::int32_t row, MeshPoint from, MeshPoint to, double below_from,
                               double below_to, std::int64_t sign) {
    const RowArea area = row_area(row);
    const double west = std::min(from.x, to.x);
    const double east = std::max(from.x, to.x);
    const auto first = static_cast<std::int32_t>(west);
    if (west == east || east <= first + 1) {
        add(row, first, piece(area, row, first, from, to, below_to - below_from), sign);
        return;
    }
    const double slope = (to.y - from.y) / (to.x - from.x);
    const auto end_column = static_cast<std::int32_t>(east);
    const std::int32_t last = east > end_column ? end_column : end_column - 1;
    const bool eastward = from.x < to.x;
    MeshPoint start = from;
    double below_start = below_from;
    for (std::int32_t i = 0; i <= last - first; ++i) {
        const std::int32_t column = eastward ? first + i : last - i;
        const std::int32_t edge = eastward ? column + 1 : column;
        const bool ends_here = eastward ? to.x <= edge : to.x >= edge;
        MeshPoint end = to;
        double below_end = below_to;
        if (!ends_here) {
            end = {static_cast<double>(edge),
                   std::clamp(from.y + (edge - from.x) * slope, from.y, to.y)};
            below_end = rounded(kScanUnits * area.below(end.y - row));
        }
        add(row, column, piece(area, row, column, start, end, below_end - below_start), sign);
        start = end;
        below_start = below_end;
    }
}

void ShareScan::cut_at_window(MeshPoint low, MeshPoint high, std::int64_t sign) {
    cutter_.each_piece(
        low, high, [&](std::int32_t row, std::int32_t column, MeshPoint from, MeshPoint to) {
            const double rise = below(row, to.y) - below(row, from.y);
            if (column == EdgeCutter::kWest) {
                add(row, window_.column, {integer(rise), 0}, sign);
            } else if (column != EdgeCutter::kEast) {
                add(row, column, piece(row_area(row), row, column, from, to, rise), sign);
            }
        });
}

void ShareScan::read_row(std::int32_t row, std::vector<ShareRun>& runs) {
    const std::size_t first_block = static_cast<std::size_t>(row - first_row_) * blocks_;
    std::int64_t covered = 0;
    ShareRun run{row, window_.column, 0, 0.0};
    const auto end_run = [&](std::int32_t column) {
        run.cells = column - run.column;
        if (covered > 0 && run.cells > 0) {
            run.share = share_of(std::min(covered, kWholeCell));
            runs.push_back(run);
        }
        run.column = column;
    };
    std::uint64_t from_west = 0; // whether the cell west of the block is touched
    for (std::size_t block = 0; block < blocks_; ++block) {
        std::uint64_t touched = touched_[first_block + block];
        const std::uint64_t to_east = touched >> (kBlock - 1);
        touched |= touched << 1U | from_west;
        from_west = to_east;
        if (touched == 0) {
            continue;
        }
        touched_[first_block + block] = 0;
        std::int64_t* sums = sums_.data() + (first_block + block) * kBlock;
        const std::int32_t first = window_.column + static_cast<std::int32_t>(block * kBlock);
        for (; touched != 0; touched &= touched - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(touched));
            if (sums[i] != 0) {
                end_run(std::min(first + static_cast<std::int32_t>(i),
                                 window_.column + window_.columns));
                covered += sums[i];
                sums[i] = 0;
            }
        }
    }
    end_run(window_.column + window_.columns);
}

} // namespace todoku::overlay
