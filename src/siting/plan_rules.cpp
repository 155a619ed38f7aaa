#include "siting/plan_rules.hpp"

#include "geo/ellipsoid.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace todoku::siting {

std::vector<std::pair<std::uint32_t, std::uint32_t>>
pairs_nearer_than(double metres, std::span<const domain::Asset> assets,
                  std::span<const std::uint32_t> usable) {
    // One degree of latitude is nowhere shorter (GRS 80, at the equator: 110,574 m).
    constexpr double kMetresPerDegree = 110'574.0;
    std::vector<std::uint32_t> by_latitude(usable.size());
    std::iota(by_latitude.begin(), by_latitude.end(), 0U);
    const auto place = [&](std::uint32_t s) { return assets[usable[s]].place; };
    std::stable_sort(by_latitude.begin(), by_latitude.end(), [&](std::uint32_t a, std::uint32_t b) {
        return place(a).lat() < place(b).lat();
    });
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::size_t i = 0; i < by_latitude.size(); ++i) {
        for (std::size_t k = i + 1; k < by_latitude.size(); ++k) {
            const std::uint32_t a = by_latitude[i];
            const std::uint32_t b = by_latitude[k];
            if ((place(b).lat() - place(a).lat()) * kMetresPerDegree > metres) {
                break;
            }
            if (geo::distance(place(a), place(b)).value() < metres) {
                pairs.emplace_back(std::min(a, b), std::max(a, b));
            }
        }
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

std::vector<PlanFloor> municipality_floors(const domain::StudyGrid& grid,
                                           std::span<const double> left, double ratio) {
    std::map<std::uint32_t, std::pair<double, double>> people; // all, left out
    for (std::size_t cell = 0; cell < grid.size(); ++cell) {
        for (const domain::MunicipalityPart& part : grid.parts_of(cell)) {
            auto& [all, out] = people[part.municipality];
            all += part.weight * grid.population[cell];
            out += part.weight * grid.population[cell] * left[cell];
        }
    }
    std::vector<PlanFloor> floors;
    for (const auto& [municipality, counts] : people) {
        const double least = counts.second - (1.0 - ratio) * counts.first;
        if (least > 0.0) {
            floors.push_back({municipality, least, 0.0, 0.0});
        }
    }
    return floors;
}

std::vector<CoverFloor> as_cover_floors(std::span<const PlanFloor> floors,
                                        std::span<const CellPart> parts) {
    std::vector<CoverFloor> wanted;
    for (const PlanFloor& floor : floors) {
        CoverFloor one;
        one.least = floor.least;
        for (std::uint32_t d = 0; d < parts.size(); ++d) {
            if (parts[d].municipality == floor.municipality) {
                one.demands.push_back(d);
            }
        }
        wanted.push_back(std::move(one));
    }
    return wanted;
}

} // namespace todoku::siting
