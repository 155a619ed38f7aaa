#include "siting/plan_rules.hpp"

#include "geo/ellipsoid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace todoku::siting {

namespace {

/// One degree of latitude is nowhere shorter (GRS 80, at the equator: 110,574 m).
constexpr double kMetresPerDegree = 110'574.0;

} // namespace

bool may_be_nearer(double metres, geo::LatLng one, geo::LatLng other) {
    return std::abs(one.lat() - other.lat()) * kMetresPerDegree <= metres;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>>
pairs_nearer_than(double metres, std::span<const domain::Asset> assets,
                  std::span<const std::uint32_t> usable) {
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
            if (!may_be_nearer(metres, place(a), place(b))) {
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

std::vector<NearStation> near_stations(const PlanRequest& request, const std::string& carrier,
                                       std::span<const std::uint32_t> usable) {
    std::vector<NearStation> found;
    if (request.rules.station_separation_m <= 0.0) {
        return found;
    }
    for (const std::uint32_t asset : usable) {
        double nearest = std::numeric_limits<double>::infinity();
        for (const domain::Station& station : request.stations) {
            if (station.carrier == carrier &&
                may_be_nearer(request.rules.station_separation_m, request.assets[asset].place,
                              station.at)) {
                nearest = std::min(nearest,
                                   geo::distance(request.assets[asset].place, station.at).value());
            }
        }
        if (nearest < request.rules.station_separation_m) {
            found.push_back({asset, nearest});
        }
    }
    return found;
}

std::vector<std::vector<Replacement>> stand_ins_for(const CoverProblem& problem,
                                                    const CoverRules& rules,
                                                    std::span<const std::uint32_t> chosen,
                                                    std::span<const std::uint32_t> must_not) {
    const bool ruled = !rules.apart.empty() || !rules.costs.empty();
    // Enough that some are left once those that break a rule are gone.
    auto lists = replacements(problem, chosen, must_not, ruled ? 10 * kAlternates : kAlternates);
    if (!ruled) {
        return lists;
    }
    const auto apart = kept_apart(rules, problem.sites());
    std::uint64_t cost = 0;
    for (const std::uint32_t s : chosen) {
        cost += rules.cost(s);
    }
    for (std::size_t k = 0; k < chosen.size(); ++k) {
        std::erase_if(lists[k], [&](const Replacement& other) {
            const auto& foes = apart[other.site];
            const bool clashes = std::any_of(chosen.begin(), chosen.end(), [&](std::uint32_t s) {
                return s != chosen[k] && std::binary_search(foes.begin(), foes.end(), s);
            });
            return clashes || cost - rules.cost(chosen[k]) + rules.cost(other.site) > rules.budget;
        });
        lists[k].resize(std::min(lists[k].size(), kAlternates));
    }
    return lists;
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
