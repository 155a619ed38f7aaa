#include "siting/plan_problem.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace todoku::siting {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

double known(double value) {
    return std::isnan(value) ? 0.0 : value;
}

double people_reached(const auto& entries, const PlanDemand& demand) {
    double people = 0.0;
    for (std::size_t k = 0; k < entries.cells.size(); ++k) {
        people += demand.people[entries.cells[k]] * static_cast<double>(entries.shares[k]);
    }
    return people;
}

/// Which of a carrier's gap areas each reach cell belongs to, with the part of its people there.
class GapsByCell {
public:
    GapsByCell(const PlanRequest& request, const std::string& carrier)
        : gaps_(request.gaps.size(), 0.0) {
        std::vector<std::uint32_t> reach_cell(request.grid.size(), kNone);
        for (std::size_t k = 0; k < request.reach_cells.size(); ++k) {
            reach_cell[request.reach_cells[k]] = static_cast<std::uint32_t>(k);
        }
        parts_.resize(request.reach_cells.size());
        for (std::size_t g = 0; g < request.gaps.size(); ++g) {
            const overlay::GapArea& gap = request.gaps[g];
            if (gap.carrier != carrier) {
                continue;
            }
            for (const std::uint32_t cell : gap.cells) {
                if (reach_cell[cell] == kNone) {
                    continue;
                }
                double weight = 0.0;
                for (const domain::MunicipalityPart& part : request.grid.parts_of(cell)) {
                    weight += part.municipality == gap.municipality ? part.weight : 0.0;
                }
                parts_[reach_cell[cell]].push_back({static_cast<std::uint32_t>(g), weight});
            }
        }
    }

    /// The gap areas among these cells, by falling people reached, ties by position.
    std::vector<std::uint32_t> reached(const radio::Reach::Entries& entries,
                                       std::span<const double> people) {
        std::vector<std::uint32_t> found;
        std::vector<std::uint8_t>& seen = seen_;
        seen.assign(gaps_.size(), 0);
        for (std::size_t k = 0; k < entries.cells.size(); ++k) {
            for (const auto& [gap, weight] : parts_[entries.cells[k]]) {
                if (seen[gap] == 0) {
                    seen[gap] = 1;
                    gaps_[gap] = 0.0;
                    found.push_back(gap);
                }
                gaps_[gap] +=
                    people[entries.cells[k]] * weight * static_cast<double>(entries.shares[k]);
            }
        }
        std::sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
            return gaps_[a] != gaps_[b] ? gaps_[a] > gaps_[b] : a < b;
        });
        return found;
    }

private:
    std::vector<std::vector<std::pair<std::uint32_t, double>>> parts_;
    std::vector<double> gaps_; ///< people reached, while one candidate is looked at
    std::vector<std::uint8_t> seen_;
};

} // namespace

std::vector<std::uint32_t> usable_assets(const PlanRequest& request) {
    std::vector<std::uint32_t> usable;
    for (const Candidate& candidate : request.candidates) {
        if (candidate.usable) {
            usable.push_back(candidate.asset);
        }
    }
    std::sort(usable.begin(), usable.end());
    return usable;
}

PlanDemand demand_of(const PlanRequest& request, std::span<const double> left) {
    PlanDemand demand;
    for (const std::uint32_t cell : request.reach_cells) {
        demand.people.push_back(left[cell] * request.grid.population[cell]);
        demand.households.push_back(left[cell] * known(request.grid.households[cell]));
        demand.population_65plus.push_back(left[cell] *
                                           known(request.grid.population_65plus[cell]));
    }
    return demand;
}

std::vector<CellPart> demands_of(const PlanRequest& request, const PlanDemand& demand,
                                 bool by_part) {
    std::vector<CellPart> parts;
    for (std::uint32_t cell = 0; cell < demand.people.size(); ++cell) {
        if (!(demand.people[cell] > 0.0)) {
            continue;
        }
        if (!by_part) {
            parts.push_back({cell, kNone, demand.people[cell]});
            continue;
        }
        for (const domain::MunicipalityPart& part :
             request.grid.parts_of(request.reach_cells[cell])) {
            parts.push_back({cell, part.municipality, part.weight * demand.people[cell]});
        }
    }
    return parts;
}

CoverProblem problem_of(const PlanRequest& request, std::span<const std::uint32_t> usable,
                        std::span<const CellPart> parts) {
    CoverProblem problem;
    std::vector<std::uint32_t> first(request.reach_cells.size() + 1, 0); // demand of each cell
    for (const CellPart& part : parts) {
        problem.weights.push_back(part.people);
        ++first[part.cell + 1];
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    problem.begin.push_back(0);
    for (const std::uint32_t asset : usable) {
        const auto entries = request.reach.of(asset, request.preset);
        for (std::size_t k = 0; k < entries.cells.size(); ++k) {
            for (std::uint32_t d = first[entries.cells[k]]; d < first[entries.cells[k] + 1]; ++d) {
                problem.demands.push_back(d);
                problem.shares.push_back(entries.shares[k]);
            }
        }
        problem.begin.push_back(problem.demands.size());
    }
    return problem;
}

std::vector<CandidateValue> values_of(const PlanRequest& request,
                                      std::span<const std::uint32_t> usable,
                                      const PlanDemand& demand, const std::string& carrier) {
    GapsByCell gaps(request, carrier);
    std::vector<CandidateValue> values;
    for (const std::uint32_t asset : usable) {
        const auto entries = request.reach.of(asset, request.preset);
        CandidateValue value;
        value.asset = asset;
        for (std::size_t k = 0; k < entries.cells.size(); ++k) {
            const double share = static_cast<double>(entries.shares[k]);
            value.newly_covered += demand.people[entries.cells[k]] * share;
            value.households += demand.households[entries.cells[k]] * share;
            value.population_65plus += demand.population_65plus[entries.cells[k]] * share;
        }
        if (request.indoor_preset) {
            value.indoors = people_reached(request.reach.of(asset, *request.indoor_preset), demand);
        }
        for (std::size_t preset = 0; preset < request.reach.presets.size(); ++preset) {
            if (preset != request.preset && preset != request.indoor_preset) {
                value.other_bands.push_back(
                    people_reached(request.reach.of(asset, preset), demand));
            }
        }
        value.gaps = gaps.reached(entries, demand.people);
        values.push_back(std::move(value));
    }
    std::sort(values.begin(), values.end(), [](const CandidateValue& a, const CandidateValue& b) {
        return a.newly_covered != b.newly_covered ? a.newly_covered > b.newly_covered
                                                  : a.asset < b.asset;
    });
    return values;
}

} // namespace todoku::siting
