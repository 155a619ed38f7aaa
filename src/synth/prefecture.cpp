#include "synth/prefecture.hpp"

#include "synth/municipality_table.hpp"
#include "synth/random.hpp"
#include "synth/territories.hpp"

#include <cmath>

namespace todoku::synth {

std::optional<std::size_t> Prefecture::municipality_at(geo::LatLng place) const {
    // The border runs within one step of the nodes it parts, so only the labels around need the
    // exact question.
    const NodeGrid& grid = landscape.grid;
    const std::size_t node = grid.nearest(place);
    const auto inside = [&](std::uint8_t which) {
        return which >= Territories::kFirst &&
               geo::contains(boundaries[which - Territories::kFirst], place);
    };
    bool alone = true;
    grid.around(node,
                [&](std::size_t next, double) { alone = alone && label[next] == label[node]; });
    if (alone) {
        return label[node] >= Territories::kFirst
                   ? std::optional<std::size_t>(label[node] - Territories::kFirst)
                   : std::nullopt;
    }
    if (inside(label[node])) {
        return label[node] - Territories::kFirst;
    }
    std::optional<std::size_t> found;
    grid.around(node, [&](std::size_t next, double) {
        if (!found && label[next] != label[node] && inside(label[next])) {
            found = label[next] - Territories::kFirst;
        }
    });
    return found;
}

Prefecture make_prefecture(std::uint64_t seed) {
    Prefecture prefecture;
    prefecture.landscape = shape_landscape(seed);
    Territories territories = grow_territories(prefecture.landscape, seed);
    const Field& height = prefecture.landscape.height;
    const Crossing crossing = [&](std::size_t a, std::size_t b) {
        if ((height[a] > 0.0) != (height[b] > 0.0)) {
            return height[a] / (height[a] - height[b]); // the level of the sea
        }
        const double between = territories.arrival[b] - territories.arrival[a];
        if (!std::isfinite(between)) { // no growth beyond the prefecture
            return 0.3 + 0.4 * unit_interval(hashed(seed, a, b));
        }
        return 0.5 + between / (territories.effort[a] + territories.effort[b]);
    };
    prefecture.mosaic = draw_boundaries(prefecture.landscape.grid, territories.label, crossing,
                                        hashed(seed, 0xb0ad));
    for (std::size_t i = 0; i < municipality_table().size(); ++i) {
        prefecture.boundaries.push_back(prefecture.mosaic.polygons(
            [i](std::uint8_t label) { return label == Territories::kFirst + i; }));
    }
    prefecture.label = std::move(territories.label);
    return prefecture;
}

} // namespace todoku::synth
