#include "geo/ellipsoid.hpp"
#include "overlay/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace todoku::overlay {

namespace {

// Sums over cells; a figure that the census does not state for a cell is left out, and is unknown
// where no cell states it.
struct Sums {
    double population = 0.0;
    double covered = 0.0;
    double covered_area_m2 = 0.0;
    double area_m2 = 0.0;
    double covered_65plus = 0.0;
    double population_65plus = 0.0;
    bool knows_65plus = false;

    void add(const Sums& other) {
        population += other.population;
        covered += other.covered;
        covered_area_m2 += other.covered_area_m2;
        area_m2 += other.area_m2;
        covered_65plus += other.covered_65plus;
        population_65plus += other.population_65plus;
        knows_65plus = knows_65plus || other.knows_65plus;
    }
};

CoverageRow row_of(domain::GovernmentCode code, std::string name, const LayerName& layer,
                   const PopulationRule& rule, const Sums& sums) {
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    CoverageRow row;
    row.municipality = code;
    row.name = std::move(name);
    row.layer = layer;
    row.rule = rule.name();
    row.population = sums.population;
    row.covered = sums.covered;
    row.uncovered = sums.population - sums.covered;
    row.ratio = sums.population > 0.0 ? sums.covered / sums.population : unknown;
    row.area_m2 = sums.area_m2;
    row.covered_area_m2 = sums.covered_area_m2;
    row.covered_65plus = sums.knows_65plus ? sums.covered_65plus : unknown;
    row.population_65plus = sums.knows_65plus ? sums.population_65plus : unknown;
    return row;
}

} // namespace

std::vector<CoverageRow>
coverage_by_municipality(const domain::StudyGrid& grid,
                         std::span<const domain::Municipality> municipalities,
                         const Coverage& coverage, std::span<const PopulationRule> rules) {
    // Areas of cells depend on their row alone.
    std::vector<double> land_m2(grid.size());
    for (std::size_t i = 0; i < grid.size(); ++i) {
        land_m2[i] = i > 0 && grid.cells[i].row() == grid.cells[i - 1].row()
                         ? land_m2[i - 1]
                         : geo::area(grid.cells[i].box()).value();
    }
    for (std::size_t i = 0; i < grid.size(); ++i) {
        land_m2[i] *= grid.land_share[i];
    }
    std::vector<std::size_t> order(municipalities.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return municipalities[a].code < municipalities[b].code;
    });
    // [layer][rule][municipality]
    std::vector<std::vector<std::vector<Sums>>> sums(
        coverage.layers.size(),
        std::vector<std::vector<Sums>>(rules.size(), std::vector<Sums>(municipalities.size())));
    for (std::size_t layer = 0; layer < coverage.layers.size(); ++layer) {
        for (std::size_t rule = 0; rule < rules.size(); ++rule) {
            for (std::size_t i = 0; i < grid.size(); ++i) {
                const double share = coverage.shares[layer][i];
                const double reached = rules[rule].covered(share);
                for (const domain::MunicipalityPart& part : grid.parts_of(i)) {
                    Sums& sum = sums[layer][rule][part.municipality];
                    sum.population += part.weight * grid.population[i];
                    sum.covered += part.weight * grid.population[i] * reached;
                    sum.area_m2 += part.weight * land_m2[i];
                    sum.covered_area_m2 += part.weight * land_m2[i] * share;
                    if (!std::isnan(grid.population_65plus[i])) {
                        sum.population_65plus += part.weight * grid.population_65plus[i];
                        sum.covered_65plus += part.weight * grid.population_65plus[i] * reached;
                        sum.knows_65plus = true;
                    }
                }
            }
        }
    }
    std::vector<CoverageRow> rows;
    rows.reserve(coverage.layers.size() * rules.size() * (municipalities.size() + 1));
    std::map<int, std::vector<std::size_t>> prefectures;
    for (const std::size_t m : order) {
        prefectures[municipalities[m].code.prefecture()].push_back(m);
        for (std::size_t layer = 0; layer < coverage.layers.size(); ++layer) {
            for (std::size_t rule = 0; rule < rules.size(); ++rule) {
                rows.push_back(row_of(municipalities[m].code, municipalities[m].name,
                                      coverage.layers[layer], rules[rule], sums[layer][rule][m]));
            }
        }
    }
    for (const auto& [prefecture, members] : prefectures) {
        for (std::size_t layer = 0; layer < coverage.layers.size(); ++layer) {
            for (std::size_t rule = 0; rule < rules.size(); ++rule) {
                Sums total;
                for (const std::size_t m : members) {
                    total.add(sums[layer][rule][m]);
                }
                rows.push_back(row_of(domain::GovernmentCode(prefecture, 0),
                                      std::string(domain::prefecture_name(prefecture).ja),
                                      coverage.layers[layer], rules[rule], total));
            }
        }
    }
    return rows;
}

} // namespace todoku::overlay
