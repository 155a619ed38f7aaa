#include "overlay/gap_parts.hpp"

#include "overlay/cell_index.hpp"
#include "overlay/cell_steps.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>

namespace todoku::overlay {

namespace {

constexpr Millimetres kFar = std::numeric_limits<Millimetres>::max();

class Divider {
public:
    Divider(std::span<const domain::MeshCell> cells, Millimetres reach, Metres joining)
        : cells_(cells), index_(cells), steps_(steps_from(cells.front(), joining)), reach_(reach),
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
            for (const CellStep& step : steps_) {
                const auto other = index_.find(
                    {cell.level(), cell.row() + step.rows, cell.column() + step.columns});
                if (other) {
                    enter(queue, {stop.away + step.length, *other});
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
    std::vector<CellStep> steps_;
    Millimetres reach_;
    std::vector<Millimetres> away_; ///< to the nearest seed
    std::vector<std::uint32_t> part_;
    std::uint32_t seeds_ = 0;
};

} // namespace

std::vector<std::uint32_t> divide_into_parts(std::span<const domain::MeshCell> cells,
                                             std::span<const double> people, Metres reach,
                                             Metres joining) {
    assert(cells.size() == people.size());
    if (cells.empty()) {
        return {};
    }
    std::vector<std::uint32_t> order(cells.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return people[a] > people[b]; });
    Divider divider(cells, static_cast<Millimetres>(std::llround(reach.value() * 1000.0)), joining);
    for (const std::uint32_t cell : order) {
        if (!divider.within_reach(cell)) {
            divider.add(cell);
        }
    }
    return std::move(divider).parts();
}

} // namespace todoku::overlay
