#include "siting/scores.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace todoku::siting {

namespace {

constexpr std::array<std::pair<ScoreMethod, const char*>, 3> kMethods = {{
    {ScoreMethod::WeightedSum, "weighted-sum"},
    {ScoreMethod::Topsis, "topsis"},
    {ScoreMethod::Lexicographic, "lexicographic"},
}};

double score_of(ScoreMethod method, const Weights& weights,
                const std::array<double, kCriteria>& worths) {
    if (method == ScoreMethod::WeightedSum) {
        return weighted_sum(weights, worths);
    }
    std::array<double, kCriteria> weighted{};
    for (std::size_t i = 0; i < kCriteria; ++i) {
        weighted[i] = weights[i] * worths[i];
    }
    static constexpr std::array<double, kCriteria> kNothing{};
    return topsis_closeness(weighted, weights, kNothing);
}

/// -1: a is worth less by the first criterion of the order that tells them apart.
int compared(const Worths& a, const Worths& b, std::span<const Criterion> order) {
    for (const Criterion criterion : order) {
        const auto i = static_cast<std::size_t>(criterion);
        if (a[i].low != b[i].low) {
            return a[i].low < b[i].low ? -1 : 1;
        }
    }
    return 0;
}

} // namespace

const char* name_of(ScoreMethod method) {
    return kMethods[static_cast<std::size_t>(method)].second;
}

std::optional<ScoreMethod> score_method_of(std::string_view name) {
    for (const auto& [method, known] : kMethods) {
        if (name == known) {
            return method;
        }
    }
    return std::nullopt;
}

Weights default_weights() {
    Weights weights{};
    const auto set = [&weights](Criterion criterion, double weight) {
        weights[static_cast<std::size_t>(criterion)] = weight;
    };
    set(Criterion::Residents, 5.0);
    for (const Criterion criterion :
         {Criterion::Residents65plus, Criterion::Daytime, Criterion::EmergencyRoad,
          Criterion::Schools, Criterion::Shelters, Criterion::Clinics, Criterion::GapsClosed,
          Criterion::Cost}) {
        set(criterion, 2.0);
    }
    for (const Criterion criterion :
         {Criterion::Road, Criterion::Sights, Criterion::Carriers, Criterion::Procedures,
          Criterion::Safety, Criterion::Stations}) {
        set(criterion, 1.0);
    }
    return weights;
}

Weights normalised(const Weights& weights, const std::array<bool, kCriteria>& known) {
    Weights result{};
    double sum = 0.0;
    for (std::size_t i = 0; i < kCriteria; ++i) {
        result[i] = known[i] ? weights[i] : 0.0;
        sum += result[i];
    }
    for (double& weight : result) {
        weight = sum > 0.0 ? weight / sum : 0.0;
    }
    return result;
}

double weighted_sum(std::span<const double> weights, std::span<const double> worths) {
    return std::inner_product(weights.begin(), weights.end(), worths.begin(), 0.0);
}

double topsis_closeness(std::span<const double> weighted, std::span<const double> ideal,
                        std::span<const double> anti_ideal) {
    double to_ideal = 0.0;
    double to_anti = 0.0;
    for (std::size_t i = 0; i < weighted.size(); ++i) {
        to_ideal += (weighted[i] - ideal[i]) * (weighted[i] - ideal[i]);
        to_anti += (weighted[i] - anti_ideal[i]) * (weighted[i] - anti_ideal[i]);
    }
    const double whole = std::sqrt(to_ideal) + std::sqrt(to_anti);
    return whole > 0.0 ? std::sqrt(to_anti) / whole : 0.0;
}

CarrierScores score_candidates(const CarrierCriteria& criteria, const References& references,
                               const ScoreRules& rules) {
    CarrierScores result;
    result.references = references;
    std::array<bool, kCriteria> known{};
    for (const CandidateCriteria& candidate : criteria.candidates) {
        CandidateScore score;
        score.asset = candidate.asset;
        for (std::size_t i = 0; i < kCriteria; ++i) {
            known[i] = known[i] || candidate.measures[i].has_value();
            score.worths[i] = references[i].worth(candidate.measures[i]);
        }
        result.candidates.push_back(score);
    }
    result.weights = normalised(rules.weights, known);
    std::vector<std::size_t> by_worth(result.candidates.size());
    std::iota(by_worth.begin(), by_worth.end(), std::size_t{0});
    const auto better = [&](std::size_t a, std::size_t b) {
        const CandidateScore& first = result.candidates[a];
        const CandidateScore& second = result.candidates[b];
        return rules.method == ScoreMethod::Lexicographic
                   ? compared(first.worths, second.worths, rules.order) > 0
                   : first.score->low > second.score->low;
    };
    if (rules.method != ScoreMethod::Lexicographic) {
        for (CandidateScore& candidate : result.candidates) {
            std::array<double, kCriteria> low{};
            std::array<double, kCriteria> high{};
            for (std::size_t i = 0; i < kCriteria; ++i) {
                low[i] = candidate.worths[i].low;
                high[i] = candidate.worths[i].high;
            }
            candidate.score = Range{score_of(rules.method, result.weights, low),
                                    score_of(rules.method, result.weights, high)};
        }
    }
    std::stable_sort(by_worth.begin(), by_worth.end(), better);
    for (std::size_t i = 0; i < by_worth.size(); ++i) {
        const bool tied = i > 0 && !better(by_worth[i - 1], by_worth[i]);
        result.candidates[by_worth[i]].rank =
            tied ? result.candidates[by_worth[i - 1]].rank : i + 1;
    }
    return result;
}

} // namespace todoku::siting
