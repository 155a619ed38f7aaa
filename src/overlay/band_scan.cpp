#include "overlay/band_scan.hpp"

#include <algorithm>

namespace todoku::overlay {

namespace {

constexpr std::int32_t kOutside = INT32_MIN;
} // namespace

BandScan::BandScan(const LayerSource& source, const LatticeWindow& window)
    : source_(source), frame_(window.lattice), window_(window), cutter_(0, 0, 0, 0),
      columns_(window.columns), stride_(static_cast<std::size_t>(window.columns) + 1) {}

void BandScan::start(std::int32_t first_row, std::int32_t rows) {
    first_row_ = first_row;
    rows_ = rows;
    cutter_ = EdgeCutter(first_row, rows, window_.column, columns_);
    const auto height = static_cast<std::size_t>(rows);
    const std::size_t cells = height * static_cast<std::size_t>(columns_);
    row_areas_.clear();
    for (std::int32_t row = first_row; row < first_row + rows; ++row) {
        row_areas_.emplace_back(window_.lattice, row);
    }
    // Accumulators and first_visit_ are left as settle() found them: clean.
    outer_.resize(height * stride_, 0);
    extents_.resize(height);
    first_visit_.resize(cells, kNoEntry);
    full_.assign(cells, 0);
    first_touch_.assign(cells, kNoEntry);
    touches_.clear();
    visits_.clear();
    points_.clear();
    height_row_ = kOutside;
}

void BandScan::add_polygon(std::uint32_t polygon) {
    const SourcePolygon& entry = source_.polygons[polygon];
    const double north = first_row_ + rows_;
    bool holes = false;
    for (std::uint32_t i = entry.first_ring; i < entry.first_ring + entry.rings; ++i) {
        const SourceRing& ring = source_.rings[i];
        if (ring.north < first_row_ || ring.south >= north) {
            continue;
        }
        if (ring.hole && !holes) {
            holes_.resize(outer_.size(), 0);
            holes = true;
        }
        sums_ = ring.hole ? holes_.data() : outer_.data();
        turn_ = static_cast<std::int8_t>(ring.turn);
        hole_ = ring.hole;
        walk(ring);
    }
    settle(polygon, holes);
}

inline double BandScan::quantised(std::int32_t row, double y) const {
    return rounded(kScanUnits *
                   row_areas_[static_cast<std::size_t>(row - first_row_)].below(y - row));
}

inline void BandScan::put(std::int32_t row, std::int32_t column, MeshPoint from, MeshPoint to) {
    if (row != row_ || column != column_) {
        enter(row, column, from);
    }
    if (column == EdgeCutter::kEast) {
        return;
    }
    const auto local = static_cast<std::size_t>(row - first_row_);
    const double start =
        row == height_row_ && from.y == height_y_ ? height_ : quantised(row, from.y);
    height_ = quantised(row, to.y);
    height_y_ = to.y;
    height_row_ = row;
    const double rise = height_ - start;
    std::int64_t* sums = sums_ + local * stride_;
    Extent& extent = extents_[local];
    // Ground east of a downward edge of a counter-clockwise ring is inside.
    if (column == EdgeCutter::kWest) {
        sums[0] -= turn_ * integer(rise);
        extent.first = 0;
        extent.last = std::max(extent.last, 0);
        return;
    }
    const double x0 = from.x - column;
    const double x1 = to.x - column;
    const double west_of_edge =
        kScanUnits *
        row_areas_[local].under(x0, from.y - row, x1, to.y - row, rise * (1.0 / kScanUnits));
    const std::int64_t beyond = integer(west_of_edge);
    const std::int32_t c = column - window_.column;
    sums[c] -= turn_ * (integer(rise) - beyond);
    sums[c + 1] -= turn_ * beyond;
    extent.first = std::min(extent.first, c);
    extent.last = std::max(extent.last, c + 1);
    points_.push_back(to);
}

void BandScan::walk(const SourceRing& ring) {
    const double south = first_row_;
    const double north = first_row_ + rows_;
    const double west = window_.column;
    const double east = window_.column + columns_;
    const auto vertices = ring.vertices;
    const std::size_t n = vertices.size();
    broken_ = false;
    row_ = kOutside;
    start_row_ = kOutside;
    first_visit_of_ring_ = kNoEntry;
    visit_ = kNoEntry;

    const SourceChunk* chunk = source_.chunks.data() + ring.first_chunk;
    for (std::size_t begin = 0; begin < n; begin += kChunk, ++chunk) {
        if (chunk->north < south || chunk->south >= north) {
            leave_band();
            continue;
        }
        MeshPoint a = frame_(vertices[begin]);
        const std::size_t end = std::min(begin + kChunk, n);
        for (std::size_t k = begin + 1; k <= end; ++k) {
            const MeshPoint b = frame_(vertices[k < n ? k : 0]);
            if (a == b) {
                continue;
            }
            const double low = std::min(a.y, b.y);
            const double high = std::max(a.y, b.y);
            const double left = std::min(a.x, b.x);
            const double right = std::max(a.x, b.x);
            if (low >= south && low < north && left >= west && left < east &&
                high <= static_cast<std::int32_t>(low) + 1.0 &&
                right <= static_cast<std::int32_t>(left) + 1.0) {
                put(static_cast<std::int32_t>(low), static_cast<std::int32_t>(left), a, b);
            } else {
                const std::vector<EdgePiece>& pieces = cutter_.cut(a, b);
                for (const EdgePiece& piece : pieces) {
                    put(piece.row, piece.column, piece.from, piece.to);
                }
                if (pieces.empty() || b.y < south || b.y > north) {
                    leave_band();
                }
            }
            a = b;
        }
    }
    close_ring();
}

void BandScan::enter(std::int32_t row, std::int32_t column, MeshPoint from) {
    if (visit_ != kNoEntry) {
        Visit& open = visits_[static_cast<std::size_t>(visit_)];
        open.points = static_cast<std::uint32_t>(points_.size()) - open.first_point;
        open.to_west = row == row_ && column < column_;
        visit_ = kNoEntry;
    }
    const bool first = row_ == kOutside && !broken_;
    if (column != EdgeCutter::kWest && column != EdgeCutter::kEast) {
        const std::size_t cell =
            static_cast<std::size_t>(row - first_row_) * static_cast<std::size_t>(columns_) +
            static_cast<std::size_t>(column - window_.column);
        Visit visit;
        visit.first_point = static_cast<std::uint32_t>(points_.size());
        visit.next = first_visit_[cell];
        visit.turn = turn_;
        visit.hole = hole_;
        visit.from_west = row == row_ && column_ < column;
        visit_ = static_cast<std::int32_t>(visits_.size());
        first_visit_[cell] = visit_;
        visits_.push_back(visit);
        points_.push_back(from);
    }
    if (first) {
        start_row_ = row;
        start_column_ = column;
        first_visit_of_ring_ = visit_;
    }
    row_ = row;
    column_ = column;
}

void BandScan::leave_band() {
    if (visit_ != kNoEntry) {
        Visit& open = visits_[static_cast<std::size_t>(visit_)];
        open.points = static_cast<std::uint32_t>(points_.size()) - open.first_point;
        visit_ = kNoEntry;
    }
    row_ = kOutside;
    broken_ = true;
}

// The ring's end joins its start: what the first visit came from and the last goes to is known only
// now.
void BandScan::close_ring() {
    if (visit_ != kNoEntry) {
        Visit& open = visits_[static_cast<std::size_t>(visit_)];
        open.points = static_cast<std::uint32_t>(points_.size()) - open.first_point;
    }
    if (row_ == kOutside || start_row_ == kOutside) {
        return;
    }
    if (row_ == start_row_ && column_ == start_column_) {
        if (visit_ == kNoEntry) {
            return;
        }
        Visit& last = visits_[static_cast<std::size_t>(visit_)];
        if (visit_ == first_visit_of_ring_) {
            last.closed = true;
            return;
        }
        Visit& first = visits_[static_cast<std::size_t>(first_visit_of_ring_)];
        for (std::uint32_t i = 1; i < first.points; ++i) {
            points_.push_back(MeshPoint(points_[first.first_point + i]));
        }
        last.points += first.points - 1;
        last.to_west = first.to_west;
        first.points = 0;
        first.to_west = false;
        return;
    }
    if (first_visit_of_ring_ != kNoEntry) {
        visits_[static_cast<std::size_t>(first_visit_of_ring_)].from_west =
            row_ == start_row_ && column_ < start_column_;
    }
    if (visit_ != kNoEntry) {
        visits_[static_cast<std::size_t>(visit_)].to_west =
            row_ == start_row_ && start_column_ < column_;
    }
}

// Prefix sums along the rows turn edge contributions into windings: whole cells get their layer's
// bit, cells with edges a touch. A polygon covers what its outer ring winds around and its holes do
// not.
void BandScan::settle(std::uint32_t polygon, bool holes) {
    const std::uint32_t layer = source_.polygons[polygon].layer;
    const std::uint32_t bit = std::uint32_t{1} << layer;
    for (std::int32_t r = 0; r < rows_; ++r) {
        Extent& extent = extents_[static_cast<std::size_t>(r)];
        if (extent.last < 0) {
            continue;
        }
        const std::size_t first_sum = static_cast<std::size_t>(r) * stride_;
        const std::size_t first_cell =
            static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_);
        std::int64_t outer = 0;
        std::int64_t hole = 0;
        for (std::int32_t c = extent.first; c <= extent.last; ++c) {
            const std::size_t sum = first_sum + static_cast<std::size_t>(c);
            outer += outer_[sum];
            outer_[sum] = 0;
            if (holes) {
                hole += holes_[sum];
                holes_[sum] = 0;
            }
            if (c == columns_) {
                break;
            }
            const std::size_t cell = first_cell + static_cast<std::size_t>(c);
            if (first_visit_[cell] == kNoEntry) {
                if (outer != 0 && hole == 0) {
                    full_[cell] |= bit;
                }
                continue;
            }
            if ((full_[cell] & bit) == 0) {
                Touch touch;
                touch.next = first_touch_[cell];
                touch.first_visit = first_visit_[cell];
                touch.polygon = polygon;
                touch.layer = layer;
                touch.outer = outer;
                touch.holes = hole;
                first_touch_[cell] = static_cast<std::int32_t>(touches_.size());
                touches_.push_back(touch);
            }
            first_visit_[cell] = kNoEntry;
        }
        if (outer != 0 && hole == 0) { // the shape goes on east of its last edge in the window
            for (std::int32_t c = extent.last + 1; c < columns_; ++c) {
                full_[first_cell + static_cast<std::size_t>(c)] |= bit;
            }
        }
        extent = Extent{};
    }
}

} // namespace todoku::overlay
