#include "synth/settlement.hpp"

#include "geo/ellipsoid.hpp"
#include "synth/municipality_table.hpp"
#include "synth/noise.hpp"
#include "synth/place_names.hpp"
#include "synth/random.hpp"
#include "synth/territories.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::synth {

namespace {

/// How well a node can be built on, [0, 1]: flat, low, not at a summit.
Field suitability_of(const Landscape& landscape, const Field& from_road) {
    Field suitability(landscape.grid.size(), 0.0);
    for (std::size_t i = 0; i < suitability.size(); ++i) {
        if (landscape.land[i] == 0) {
            continue;
        }
        const double steep = landscape.slope[i] / 0.085;
        const double high = std::max(0.0, landscape.height[i] - 40.0) / 320.0;
        const double road = 0.65 + 0.35 * std::exp(-from_road[i] / 1500.0);
        suitability[i] = std::exp(-steep * steep - high) * road;
    }
    return suitability;
}

/// Quarters and villages of one municipality, spaced apart, on the best ground.
std::vector<Town> found_towns(const Prefecture& prefecture, const Field& suitability,
                              std::size_t municipality, std::uint64_t seed) {
    const MunicipalityFacts& facts = municipality_table()[municipality];
    const NodeGrid& grid = prefecture.landscape.grid;
    std::vector<std::size_t> own;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (prefecture.label[i] == Territories::kFirst + municipality && suitability[i] > 0.05) {
            own.push_back(i);
        }
    }
    Random random(seed, "towns", municipality);
    std::vector<Town> towns{{facts.office, municipality, 0.0, true, "本町"}};
    const auto wanted = static_cast<std::size_t>(2.0 + facts.area_km2 / 16.0 +
                                                 static_cast<double>(facts.population) / 14000.0);
    const double apart_m = 1300.0 + 900.0 * (facts.area_km2 > 60.0 ? 1.0 : 0.0);
    for (std::size_t attempt = 0; attempt < 60 * wanted && towns.size() < wanted && !own.empty();
         ++attempt) {
        const std::size_t node = random.pick(own);
        const geo::LatLng place = grid.place(node);
        const bool coast = prefecture.landscape.from_sea_m[node] < 900.0;
        const bool free = std::all_of(towns.begin(), towns.end(), [&](const Town& town) {
            return geo::distance(town.place, place).value() > apart_m;
        });
        if (free && random.chance(std::min(1.0, suitability[node] * (coast ? 2.0 : 1.0)))) {
            towns.push_back({place, municipality, 0.0, false, {}});
        }
    }
    // Sizes fall off by rank (Zipf), a little less steeply where a merged city has several old
    // centres.
    double total = 0.0;
    for (std::size_t rank = 0; rank < towns.size(); ++rank) {
        towns[rank].people =
            std::pow(static_cast<double>(rank) + 1.0, -0.85) * random.uniform(0.8, 1.25);
        total += towns[rank].people;
    }
    const std::vector<std::string> names = quarter_names(towns.size(), seed, municipality);
    for (std::size_t rank = 0; rank < towns.size(); ++rank) {
        towns[rank].people *= 0.76 * static_cast<double>(facts.population) / total;
        towns[rank].name = names[rank];
    }
    return towns;
}

/// Adds a town to the density: people thin out exponentially from the middle, over good ground
/// only.
void spread(const Prefecture& prefecture, const Field& suitability, const Town& town,
            Field& density) {
    const NodeGrid& grid = prefecture.landscape.grid;
    const double radius_m = 340.0 * std::pow(std::max(town.people, 50.0) / 1000.0, 0.36);
    const double middle = town.people / (2.0 * std::numbers::pi * radius_m * radius_m / 1e6);
    const auto span = static_cast<std::int32_t>(5.0 * radius_m / kNodeStep_m) + 1;
    const std::size_t centre = grid.nearest(town.place);
    for (std::int32_t row = grid.row_of(centre) - span; row <= grid.row_of(centre) + span; ++row) {
        for (std::int32_t column = grid.column_of(centre) - span;
             column <= grid.column_of(centre) + span; ++column) {
            if (!grid.holds(row, column)) {
                continue;
            }
            const std::size_t node = grid.index(row, column);
            if (prefecture.label[node] == Territories::kFirst + town.municipality) {
                const double away =
                    kNodeStep_m *
                    std::hypot(row - grid.row_of(centre), column - grid.column_of(centre)) /
                    radius_m;
                density[node] += middle * std::exp(-away) * suitability[node];
            }
        }
    }
}

} // namespace

Settlement settle(const Prefecture& prefecture, const std::vector<MadeRoad>& roads,
                  std::uint64_t seed) {
    const Landscape& landscape = prefecture.landscape;
    const NodeGrid& grid = landscape.grid;
    const Field from_road = road_distance(grid, roads);
    const Field suitability = suitability_of(landscape, from_road);
    Settlement settlement;
    settlement.density.assign(grid.size(), 0.0);
    for (std::size_t i = 0; i < municipality_table().size(); ++i) {
        for (Town& town : found_towns(prefecture, suitability, i, seed)) {
            spread(prefecture, suitability, town, settlement.density);
            settlement.towns.push_back(std::move(town));
        }
    }
    // Villages and hamlets: patches of the open country, thick on the plain, thin up the valleys
    // and along the coast.
    std::vector<double> open(municipality_table().size(), 0.0);
    Field hamlets(grid.size(), 0.0);
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (prefecture.label[i] < Territories::kFirst) {
            continue;
        }
        const double patch =
            fractal_noise(hashed(seed, 0x5e77), grid.column_of(i) / 5.0, grid.row_of(i) / 5.0, 3);
        const double valley = landscape.upstream[i] > 25.0 ? 1.6 : 1.0;
        const double shore = landscape.from_sea_m[i] < 900.0 ? 1.5 : 1.0;
        const double grain = std::max(0.0, patch - 0.02);
        hamlets[i] = suitability[i] * valley * shore * grain;
        open[prefecture.label[i] - Territories::kFirst] += hamlets[i];
    }
    const double km2_of_node = kNodeStep_m * kNodeStep_m / 1e6;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (hamlets[i] > 0.0) {
            const std::size_t municipality = prefecture.label[i] - Territories::kFirst;
            const double scattered =
                0.24 * static_cast<double>(municipality_table()[municipality].population);
            settlement.density[i] += scattered * hamlets[i] / (open[municipality] * km2_of_node);
        }
    }
    return settlement;
}

} // namespace todoku::synth
