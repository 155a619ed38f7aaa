#include "synth/residents.hpp"

#include "synth/census_file.hpp"
#include "synth/mesh_territory.hpp"
#include "synth/municipality_table.hpp"
#include "synth/random.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::synth {

namespace {

/// People per km2 below which a cell may stay empty: paddies and forest between hamlets. Varies
/// from cell to cell.
constexpr double kEmpty = 24.0;

/// Mean density over a cell, from a few places in it, with a grain of its own from cell to cell.
double weight_of(domain::MeshCell cell, const NodeGrid& grid, const Field& density,
                 std::uint64_t seed) {
    const geo::Box box = cell.box();
    const int side = cell.level() == domain::MeshLevel::Km1 ? 4 : 2;
    double sum = 0.0;
    for (int i = 0; i < side; ++i) {
        for (int j = 0; j < side; ++j) {
            const double lat = box.south + (box.north - box.south) * (i + 0.5) / side;
            const double lng = box.west + (box.east - box.west) * (j + 0.5) / side;
            sum += grid.between(density, geo::LatLng::from_degrees(lat, lng));
        }
    }
    const double mean = sum / (side * side);
    Random random(hashed(seed, static_cast<std::uint64_t>(cell.row()),
                         static_cast<std::uint64_t>(cell.column())),
                  "cell");
    if (mean < kEmpty * random.uniform(0.6, 3.6)) {
        return 0.0;
    }
    const double grain = random.uniform();
    return mean * (0.25 + 1.5 * grain);
}

/// Older away from the coast plain and to the south, where the density is low and the land high.
Character character_of(geo::LatLng place, double density, double height_m, Random random) {
    const double south = std::clamp((34.55 - place.lat()) / 0.6, 0.0, 1.0);
    const double lonely = 1.0 / (1.0 + density / 350.0);
    const double high = std::clamp(height_m / 400.0, 0.0, 1.0);
    const double share = 0.235 + 0.10 * south + 0.10 * lonely + 0.06 * high +
                         0.10 * lonely * south + 0.02 * random.bell();
    const double size = 2.15 + 0.55 * (1.0 - south) * lonely + 0.10 * random.bell();
    return {std::clamp(share, 0.12, 0.75), std::clamp(size, 1.5, 3.4)};
}

} // namespace

std::vector<CensusCell> populate(const Prefecture& prefecture, const Settlement& settlement,
                                 domain::MeshLevel level, std::uint64_t seed, Threads threads) {
    static_cast<void>(
        census_file_stem(level)); // refuses a level without census table before any work
    const NodeGrid& grid = prefecture.landscape.grid;
    const auto habitable = habitable_cells(prefecture.boundaries, level);
    std::vector<std::vector<CensusCell>> populated(habitable.size());
    parallel_for(habitable.size(), threads, [&](std::size_t area) {
        const std::vector<domain::MeshCell>& cells = habitable[area];
        std::vector<double> weights(cells.size());
        double sum = 0.0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            weights[i] = weight_of(cells[i], grid, settlement.density, hashed(seed, 0x9e09));
            sum += weights[i];
        }
        if (!(sum > 0.0)) {
            weights.assign(cells.size(), 1.0);
        }
        const auto people = apportion(weights, municipality_table()[area].population);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (people[i] > 0) {
                const geo::LatLng centre = cells[i].centre();
                const Character character =
                    character_of(centre, grid.between(settlement.density, centre),
                                 grid.between(prefecture.landscape.height, centre),
                                 Random(hashed(seed, static_cast<std::uint64_t>(cells[i].row()),
                                               static_cast<std::uint64_t>(cells[i].column())),
                                        "character"));
                populated[area].push_back(enumerate(cells[i], area, people[i], character, seed));
            }
        }
    });
    std::vector<CensusCell> all;
    for (std::vector<CensusCell>& area : populated) {
        all.insert(all.end(), area.begin(), area.end());
    }
    std::sort(all.begin(), all.end(),
              [](const CensusCell& a, const CensusCell& b) { return a.cell < b.cell; });
    return all;
}

} // namespace todoku::synth
