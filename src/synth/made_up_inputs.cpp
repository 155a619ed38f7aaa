// Made-up coverage and people for a real prefecture: what the studies of real boundaries borrow
// from the generator.
#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "geo/ellipsoid.hpp"
#include "synth/census_file.hpp"
#include "synth/coverage_files.hpp"
#include "synth/demo.hpp"
#include "synth/mesh_territory.hpp"
#include "synth/network.hpp"
#include "synth/noise.hpp"
#include "synth/random.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::synth {

namespace {

/// A main town at the office that holds most people, and villages scattered by noise.
std::vector<double> weights_around(geo::LatLng office, std::int64_t population,
                                   const std::vector<domain::MeshCell>& cells, std::uint64_t seed) {
    const double radius_m =
        500.0 * std::pow(std::max(1.0, static_cast<double>(population) / 1000.0), 0.36);
    std::vector<double> town(cells.size());
    std::vector<double> country(cells.size());
    double town_sum = 0.0;
    double country_sum = 0.0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const geo::LatLng centre = cells[i].centre();
        const double away = geo::distance(office, centre).value() / radius_m;
        const double patch = fractal_noise(seed, centre.lng() * 60.0, centre.lat() * 70.0, 4);
        const double grain =
            0.3 + 1.4 * unit_interval(hashed(seed, static_cast<std::uint64_t>(cells[i].row()),
                                             static_cast<std::uint64_t>(cells[i].column())));
        town[i] = std::exp(-away) * grain;
        country[i] = std::max(0.0, patch - 0.08) * grain;
        town_sum += town[i];
        country_sum += country[i];
    }
    constexpr double kInTown = 0.65;
    std::vector<double> weights(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        weights[i] = (town_sum > 0.0 ? kInTown * town[i] / town_sum : 0.0) +
                     (country_sum > 0.0 ? (1.0 - kInTown) * country[i] / country_sum : 0.0);
    }
    if (!(town_sum > 0.0) && !(country_sum > 0.0)) {
        weights.assign(cells.size(), 1.0);
    }
    return weights;
}

} // namespace

void write_population(const PopulationRequest& request) {
    static_cast<void>(census_file_stem(request.mesh)); // refuses a level without census table
    std::vector<geo::MultiPolygon> boundaries;
    for (const PopulationRequest::Area& area : request.areas) {
        boundaries.push_back(area.boundary);
    }
    const auto habitable = habitable_cells(boundaries, request.mesh);
    std::vector<CensusCell> all;
    for (std::size_t i = 0; i < request.areas.size(); ++i) {
        const PopulationRequest::Area& area = request.areas[i];
        if (habitable[i].empty() && area.population > 0) {
            throw InputError(
                {"市区町村 " + area.code + " の形が空なので、人口を置けません。",
                 "Municipality " + area.code + " has no shape, so its people cannot be placed."});
        }
        const std::uint64_t seed = hashed(request.seed, 0xa4ea, i);
        const auto people = apportion(
            weights_around(area.office, area.population, habitable[i], seed), area.population);
        double most = 1.0;
        for (const std::int64_t count : people) {
            most = std::max(most, static_cast<double>(count));
        }
        for (std::size_t k = 0; k < people.size(); ++k) {
            if (people[k] > 0) {
                const double lonely =
                    1.0 - std::log1p(static_cast<double>(people[k])) / std::log1p(most);
                all.push_back(enumerate(habitable[i][k], i, people[k],
                                        {0.26 + 0.18 * lonely, 2.2 + 0.3 * lonely}, seed));
            }
        }
    }
    std::sort(all.begin(), all.end(),
              [](const CensusCell& a, const CensusCell& b) { return a.cell < b.cell; });
    write_file_atomically(request.file, census_file(all));
}

void write_coverage(const CoverageRequest& request) {
    if (request.towns.size() != request.people.size()) {
        throw UsageError(
            {"町の数と人口の数が違います。", "There must be one number of people for each town."});
    }
    std::vector<geo::LatLng> places;
    std::vector<double> people;
    for (std::size_t i = 0; i < request.towns.size(); ++i) {
        if (request.extent.contains(request.towns[i])) {
            places.push_back(request.towns[i]);
            people.push_back(request.people[i]);
        }
    }
    if (places.empty()) {
        throw UsageError(
            {"範囲の中に人のいる場所がないので、エリアを作れません。",
             "There is no place with people in the extent, so no coverage can be made."});
    }
    const Demand demand(std::move(places), std::move(people));
    write_named_layers(request.file, build_networks({demand, {}, {}, request.seed, 1.0, {}}));
}

} // namespace todoku::synth
