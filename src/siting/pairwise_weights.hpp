// Weights from pairwise comparisons: the principal eigenvector of Saaty's analytic hierarchy
// process, and how far the comparisons contradict each other.
#pragma once

#include "core/text.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace todoku::siting {

/// `first` weighs `ratio` times as much as `second`.
struct Comparison {
    std::string first;
    std::string second;
    double ratio = 1.0; ///< [1/9, 9]
};

struct PairwiseWeights {
    std::vector<std::string> names; ///< in the order they are first compared
    std::vector<double> weights;    ///< of each, adding up to 1
    double eigenvalue = 0.0;        ///< the principal one; the number of names where all agree
    double consistency_ratio = 0.0; ///< 0: no contradiction; over 0.1 Saaty advises to compare anew
    /// The three whose comparisons contradict each other most; empty for fewer than three.
    std::array<std::string, 3> worst{};
};

inline constexpr double kMostInconsistent = 0.1;

/// @throws UsageError where a pair is missing (each must be compared once), compared twice, with
/// itself, or outside [1/9, 9], or of more than 15 names
PairwiseWeights weights_from_pairs(std::span<const Comparison> comparisons);

} // namespace todoku::siting
