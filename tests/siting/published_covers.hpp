// Readers of the published maximal-covering instances under ../shared/validation/mclp, and recipes
// for made ones.
#pragma once

#include "core/csv.hpp"
#include "siting/max_cover.hpp"
#include "support/shared_data.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace todoku::test {

/// Every node is demand and candidate; `near(a, b)` says whether a site at a covers b.
inline siting::CoverProblem
cover_problem(std::vector<double> weights, std::size_t sites,
              const std::function<bool(std::size_t, std::size_t)>& near) {
    siting::CoverProblem problem;
    problem.begin.push_back(0);
    for (std::size_t s = 0; s < sites; ++s) {
        for (std::size_t d = 0; d < weights.size(); ++d) {
            if (near(s, d)) {
                problem.demands.push_back(static_cast<std::uint32_t>(d));
            }
        }
        problem.begin.push_back(problem.demands.size());
    }
    problem.weights = std::move(weights);
    return problem;
}

/// OR-Library p-median graphs: `n edges p`, edges; the last cost counts for a repeated edge. Demand
/// 1 + (7 i mod 13).
inline siting::CoverProblem read_pmed(const std::string& file, int radius) {
    std::ifstream in(shared("validation/mclp/" + file));
    std::size_t n = 0;
    std::size_t edges = 0;
    std::size_t p = 0;
    in >> n >> edges >> p;
    constexpr int kFar = std::numeric_limits<int>::max() / 4;
    std::vector<int> dist(n * n, kFar);
    for (std::size_t e = 0; e < edges; ++e) {
        std::size_t a = 0;
        std::size_t b = 0;
        int cost = 0;
        in >> a >> b >> cost;
        dist[(a - 1) * n + b - 1] = cost;
        dist[(b - 1) * n + a - 1] = cost;
    }
    for (std::size_t i = 0; i < n; ++i) {
        dist[i * n + i] = 0;
    }
    for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                dist[i * n + j] = std::min(dist[i * n + j], dist[i * n + k] + dist[k * n + j]);
            }
        }
    }
    std::vector<double> weights(n);
    for (std::size_t i = 0; i < n; ++i) {
        weights[i] = static_cast<double>(1 + (7 * (i + 1)) % 13);
    }
    return cover_problem(std::move(weights), n,
                         [&](std::size_t s, std::size_t d) { return dist[s * n + d] <= radius; });
}

/// San Francisco (pysal/spopt): network distances of 16 stores to 205 tracts.
inline siting::CoverProblem read_san_francisco(double radius_m) {
    std::ifstream in(
        shared("validation/mclp/SF_network_distance_candidateStore_16_censusTract_205_new.csv"));
    std::stringstream text;
    text << in.rdbuf();
    const std::string content = text.str();
    CsvReader reader(content);
    std::map<std::string, std::size_t> tracts;
    std::map<std::string, std::vector<std::uint32_t>> stores;
    std::vector<double> weights;
    reader.next(); // header: distance, name, DestinationName, demand
    while (reader.next()) {
        const auto fields = reader.fields();
        const std::string tract(fields[2]);
        const auto [found, added] = tracts.emplace(tract, weights.size());
        if (added) {
            weights.push_back(std::stod(std::string(fields[3])));
        }
        auto& store = stores[std::string(fields[1])];
        if (std::stod(std::string(fields[0])) <= radius_m) {
            store.push_back(static_cast<std::uint32_t>(found->second));
        }
    }
    siting::CoverProblem problem;
    problem.weights = std::move(weights);
    problem.begin.push_back(0);
    for (const auto& [name, demands] : stores) {
        problem.demands.insert(problem.demands.end(), demands.begin(), demands.end());
        problem.begin.push_back(problem.demands.size());
    }
    return problem;
}

/// Maximo, Cordeau & Nascimento 2023: acos formula, its result rounded to float, sphere of
/// 6,378,100 m, within 400 m.
inline siting::CoverProblem read_new_york() {
    std::ifstream in(shared("validation/mclp/NewYork.txt"));
    std::string word;
    std::size_t n = 0;
    while (in >> word && word != "NODE_COORD_SECTION") {
        if (word == "DIMENSION") {
            in >> word >> n;
        }
    }
    constexpr double kRadians = 3.14159265358979323846 / 180.0;
    std::vector<double> lat(n);
    std::vector<double> lng(n);
    for (std::size_t i = 0; i < n; ++i) {
        in >> lat[i] >> lng[i];
        lat[i] *= kRadians;
        lng[i] *= kRadians;
    }
    in >> word; // DEMAND_SECTION
    std::vector<double> weights(n);
    for (double& weight : weights) {
        in >> weight;
    }
    return cover_problem(std::move(weights), n, [&](std::size_t a, std::size_t b) {
        const double cosine = std::sin(lat[a]) * std::sin(lat[b]) +
                              std::cos(lat[a]) * std::cos(lat[b]) * std::cos(lng[a] - lng[b]);
        return a == b || 6378100.0 * static_cast<double>(
                                         static_cast<float>(std::acos(std::min(1.0, cosine)))) <=
                             400.0;
    });
}

/// Cordeau, Furini & Ljubic 2019: 100 facilities and n customers by glibc's rand(), coordinates to
/// 6 decimals.
inline siting::CoverProblem make_cordeau(unsigned seed, std::size_t customers, double radius) {
    std::srand(seed);
    const auto coordinate = [] {
        return std::round(30.0 * static_cast<double>(std::rand()) / static_cast<double>(RAND_MAX) *
                          1e6) /
               1e6;
    };
    constexpr std::size_t kFacilities = 100;
    std::vector<std::pair<double, double>> facilities(kFacilities);
    std::vector<std::pair<double, double>> places(customers);
    for (auto& [x, y] : facilities) {
        x = coordinate();
        y = coordinate();
    }
    for (auto& [x, y] : places) {
        x = coordinate();
        y = coordinate();
    }
    for (std::size_t f = 0; f < kFacilities; ++f) {
        (void)std::rand(); // cost, always 1
    }
    std::vector<double> weights(customers);
    for (double& weight : weights) {
        weight = static_cast<double>(1 + std::rand() % 100);
    }
    return cover_problem(std::move(weights), kFacilities, [&](std::size_t s, std::size_t d) {
        return std::hypot(facilities[s].first - places[d].first,
                          facilities[s].second - places[d].second) <= radius;
    });
}

} // namespace todoku::test
