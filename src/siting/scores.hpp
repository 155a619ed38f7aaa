// The score of single candidates: many criteria as one figure or one order, with what is not known
// left open. It never chooses the set: sites overlap, so the best twenty are not the twenty best.
#pragma once

#include "siting/value_functions.hpp"

namespace todoku::siting {

enum class ScoreMethod : std::uint8_t { WeightedSum, Topsis, Lexicographic };

/// "weighted-sum" "topsis" "lexicographic".
const char* name_of(ScoreMethod method);
std::optional<ScoreMethod> score_method_of(std::string_view name);

using Weights = std::array<double, kCriteria>;

/// House values, in the ratios a prefecture's request argues by: people first (5), then what
/// everyday life and disasters rest on (2 each), the rest 1. Households are in the people: 0.
Weights default_weights();

struct ScoreRules {
    ScoreMethod method = ScoreMethod::WeightedSum;
    Weights weights = default_weights(); ///< not negative, some above 0; only their ratios count
    std::vector<Criterion> order;        ///< lexicographic: the first decides, then the next
};

/// Worths of one candidate, [0, 1].
using Worths = std::array<Range, kCriteria>;

struct CandidateScore {
    std::uint32_t asset = 0;
    Worths worths;
    /// With the unknown at its worst and at its best; [0, 1]. Nothing with `Lexicographic`.
    std::optional<Range> score;
    std::size_t rank = 0; ///< 1 + candidates that are certainly worth more (by `low`)
};

struct CarrierScores {
    References references;
    /// Weights adding up to 1, 0 of criteria that no candidate is known by: they tell none apart.
    Weights weights{};
    std::vector<CandidateScore> candidates; ///< in the order given
};

/// Weights adding up to 1, 0 where `known` is not. All 0 where none is left.
Weights normalised(const Weights& weights, const std::array<bool, kCriteria>& known);

/// Sum of weight times worth. @param worths [0, 1]
double weighted_sum(std::span<const double> weights, std::span<const double> worths);

/// Relative closeness to the ideal (Hwang & Yoon 1981): the distance from the anti-ideal over the
/// sum of both. Here the ideal is the weight itself (worth 1) and the anti-ideal 0, whatever the
/// candidates, so adding one never reverses the order of the others.
/// @pre spans of one size
double topsis_closeness(std::span<const double> weighted, std::span<const double> ideal,
                        std::span<const double> anti_ideal);

CarrierScores score_candidates(const CarrierCriteria& criteria, const References& references,
                               const ScoreRules& rules);

} // namespace todoku::siting
