// How far a candidate's rank by score rests on the weights: ranks under many other weights, and the
// least change of one weight that drops it.
#pragma once

#include "siting/scores.hpp"

namespace todoku::siting {

inline constexpr std::size_t kDraws = 10'000;
/// Ranks beyond are not told apart.
inline constexpr std::size_t kRanksTold = 100;
/// Each weight is multiplied by a factor from 1 / kWeightFactor to kWeightFactor, evenly by its
/// logarithm, all independently: people who agree on the order of things rarely agree on more.
inline constexpr double kWeightFactor = 2.0;

/// Ranks over `kRanksTold` are `kRanksTold + 1`: "behind the hundredth".
struct RankStability {
    double first_share = 0.0; ///< of the draws in which none is worth more
    std::uint32_t best = 0;   ///< from 1
    std::uint32_t worst = 0;
    std::uint32_t low = 0;                ///< 5 % of the draws give a better rank at most
    std::uint32_t high = 0;               ///< 5 % of the draws give a worse one at most
    double share_at_rank_or_better = 0.0; ///< of the rank by the study's own weights
    /// Weighted sum only: the least change of a single weight (the weights adding up to 1 before)
    /// with which a candidate behind it draws level; nothing where no such change does.
    std::optional<double> weight_change;
    std::optional<Criterion> weight_changed; ///< which weight that is
    bool weight_rises = false;
};

/// By what is certain of each candidate (`low` of its worths). Empty with `Lexicographic`, which
/// has no weights, and without weights. The same for a seed, on any machine with IEEE arithmetic;
/// one thread, no order of summation to depend on.
/// @returns in the order of the scores
std::vector<RankStability> rank_stability(const CarrierScores& scores, ScoreMethod method,
                                          std::uint64_t seed, std::size_t draws = kDraws);

} // namespace todoku::siting
