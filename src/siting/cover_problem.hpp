// Who is to be covered and what each site covers: the problem every part of the choice works on.
#pragma once

#include <cstdint>
#include <vector>

namespace todoku::siting {

/// A site covers a share of a demand; several sites cover 1 - product(1 - share) of it
/// (independent misses).
struct CoverProblem {
    std::vector<double> weights;      ///< one a demand, >= 0
    std::vector<std::uint64_t> begin; ///< sites + 1: where each site's demands start
    std::vector<std::uint32_t> demands;
    std::vector<float> shares; ///< (0, 1], one a demand of `demands`; empty means 1 everywhere
    [[nodiscard]] std::size_t sites() const { return begin.empty() ? 0 : begin.size() - 1; }
};

/// @throws UsageError where the problem contradicts itself: lists that do not match, demands out of
///         range or twice in one site, weights negative or not finite, shares outside (0, 1]
void check_problem(const CoverProblem& problem);

/// Weight each site covers by itself. @throws UsageError as check_problem()
std::vector<double> alone(const CoverProblem& problem);

} // namespace todoku::siting
