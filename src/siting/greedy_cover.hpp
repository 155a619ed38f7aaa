// Always the site that adds most: the first answer to a covering problem, and a bound from it.
#pragma once

#include "core/progress.hpp"
#include "siting/cover_problem.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace todoku::siting {

struct GreedyCover {
    std::vector<std::uint32_t> sites; ///< in the order chosen: first those demanded
    std::vector<double> gains;        ///< what each adds after those before it
    double value = 0.0;
    double upper_bound = 0.0; ///< no choice of as many sites that holds those demanded covers more,
                              ///< but for rounding of sums of weights that are not whole
};

/// The demanded sites, then always the site that adds most, ties to the lower, until `sites` are
/// chosen or none adds anything. What a site adds never grows, so that old values serve as bounds
/// and few are computed anew (lazy evaluation, Minoux 1978). The bound holds at any set on the
/// way: the optimum adds to it at most the largest gains there (Nemhauser, Wolsey & Fisher 1978).
/// @pre check_problem() passes; `must` different and at most `sites`
/// @throws Interrupted
GreedyCover greedy_cover(const CoverProblem& problem, std::size_t sites,
                         const std::vector<std::uint32_t>& must, const Progress& progress);

} // namespace todoku::siting
