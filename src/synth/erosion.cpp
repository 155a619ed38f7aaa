#include "synth/erosion.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <utility>

namespace todoku::synth {

Drainage drain(const NodeGrid& grid, const std::vector<std::uint8_t>& base, const Field& height) {
    // Flooded heights rise strictly away from the base, so that every node has somewhere lower to
    // drain to.
    constexpr double kRise = 1e-7;
    Drainage drainage;
    drainage.order.reserve(grid.size());
    drainage.receiver.resize(grid.size());
    Field flooded = height;
    std::vector<std::uint8_t> reached(grid.size(), 0);
    using Entry = std::pair<double, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> shore;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (base[i] != 0) {
            reached[i] = 1;
            shore.emplace(height[i], i);
        }
    }
    while (!shore.empty()) {
        const std::size_t node = shore.top().second;
        shore.pop();
        drainage.order.push_back(node);
        grid.around(node, [&](std::size_t next, double) {
            if (reached[next] == 0) {
                reached[next] = 1;
                flooded[next] = std::max(height[next], flooded[node] + kRise);
                shore.emplace(flooded[next], next);
            }
        });
    }
    drainage.area.assign(grid.size(), 1.0);
    for (std::size_t node = 0; node < grid.size(); ++node) {
        drainage.receiver[node] = node;
        if (base[node] != 0) {
            continue;
        }
        double steepest = 0.0;
        grid.around(node, [&](std::size_t next, double steps) {
            const double fall = (flooded[node] - flooded[next]) / steps;
            if (fall > steepest) {
                steepest = fall;
                drainage.receiver[node] = next;
            }
        });
    }
    for (std::size_t k = drainage.order.size(); k-- > 0;) {
        const std::size_t node = drainage.order[k];
        if (drainage.receiver[node] != node) {
            drainage.area[drainage.receiver[node]] += drainage.area[node];
        }
    }
    return drainage;
}

void erode(const NodeGrid& grid, const std::vector<std::uint8_t>& base, const Field& uplift,
           int steps, Field& height) {
    for (int step = 0; step < steps; ++step) {
        const Drainage drainage = drain(grid, base, height);
        for (const std::size_t node : drainage.order) {
            const std::size_t below = drainage.receiver[node];
            if (below == node) {
                continue;
            }
            const bool diagonal = grid.row_of(node) != grid.row_of(below) &&
                                  grid.column_of(node) != grid.column_of(below);
            // Area to the power one half over the length of the step; erodibility times the time
            // step is the unit.
            const double cut =
                std::sqrt(drainage.area[node]) / (diagonal ? 1.4142135623730951 : 1.0);
            height[node] = (height[node] + uplift[node] + cut * height[below]) / (1.0 + cut);
        }
    }
}

} // namespace todoku::synth
