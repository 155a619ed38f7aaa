#include "overlay/gap_parts.hpp"

#include "geo/ellipsoid.hpp"
#include "overlay/cell_index.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>

namespace todoku::overlay {

namespace {

/// Whole millimetres: sums are exact, so that equally long ways are equal and parts hang together.
using Millimetres = std::int64_t;

constexpr Millimetres kFar = std::numeric_limits<Millimetres>::max();

/// Ways from a cell to its neighbours. Columns narrow to the north by 0.02 % a row at most: one
/// width serves an area.
struct Steps {
    explicit Steps(domain::MeshCell cell) {
        const auto to = [&](std::int32_t rows, std::int32_t columns) {
            const domain::MeshCell other(cell.level(), cell.row() + rows, cell.column() + columns);
            return static_cast<Millimetres>(
                std::llround(geo::distance(cell.centre(), other.centre()).value() * 1000.0));
        };
        north = to(1, 0);
        east = to(0, 1);
        aslant = to(1, 1);
    }
    [[nodiscard]] Millimetres to(std::int32_t rows, std::int32_t columns) const {
        return rows == 0 ? east : columns == 0 ? north : aslant;
    }
    Millimetres north = 0;
    Millimetres east = 0;
    Millimetres aslant = 0;
};

class Divider {
public:
    Divider(std::span<const domain::MeshCell> cells, Millimetres reach)
        : cells_(cells), index_(cells), steps_(cells.front()), reach_(reach),
          away_(cells.size(), kFar), part_(cells.size(), 0) {}

    [[nodiscard]] bool within_reach(std::uint32_t cell) const { return away_[cell] <= reach_; }

    /// Gives the new seed every cell that is nearer to it than to those before (Dijkstra 1959).
    void add(std::uint32_t seed) {
        std::priority_queue<Stop, std::vector<Stop>, std::greater<>> queue;
        enter(queue, {0, seed});
        while (!queue.empty()) {
            const Stop stop = queue.top();
            queue.pop();
            if (stop.away > away_[stop.cell]) {
                continue; // a shorter way was found meanwhile
            }
            const domain::MeshCell cell = cells_[stop.cell];
            for (std::int32_t row = -1; row <= 1; ++row) {
                for (std::int32_t column = -1; column <= 1; ++column) {
                    const auto other =
                        index_.find({cell.level(), cell.row() + row, cell.column() + column});
                    if (other && *other != stop.cell) {
                        enter(queue, {stop.away + steps_.to(row, column), *other});
                    }
                }
            }
        }
        ++seeds_;
    }

    [[nodiscard]] std::vector<std::uint32_t> parts() && { return std::move(part_); }

private:
    struct Stop {
        Millimetres away = 0;
        std::uint32_t cell = 0;
        friend auto operator<=>(const Stop&, const Stop&) = default;
    };
    void enter(std::priority_queue<Stop, std::vector<Stop>, std::greater<>>& queue, Stop stop) {
        if (stop.away < away_[stop.cell]) {
            away_[stop.cell] = stop.away;
            part_[stop.cell] = seeds_;
            queue.push(stop);
        }
    }

    std::span<const domain::MeshCell> cells_;
    CellIndex index_;
    Steps steps_;
    Millimetres reach_;
    std::vector<Millimetres> away_; ///< to the nearest seed
    std::vector<std::uint32_t> part_;
    std::uint32_t seeds_ = 0;
};

} // namespace

std::vector<std::uint32_t> divide_into_parts(std::span<const domain::MeshCell> cells,
                                             std::span<const double> people, Metres reach) {
    assert(cells.size() == people.size());
    if (cells.empty()) {
        return {};
    }
    std::vector<std::uint32_t> order(cells.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return people[a] > people[b]; });
    Divider divider(cells, static_cast<Millimetres>(std::llround(reach.value() * 1000.0)));
    for (const std::uint32_t cell : order) {
        if (!divider.within_reach(cell)) {
            divider.add(cell);
        }
    }
    return std::move(divider).parts();
}

} // namespace todoku::overlay
