// Backup coverage: weight that two or more chosen sites cover, so that it stays covered when one of
// them fails (Hogan & ReVelle 1986).
#pragma once

#include "siting/cover_problem.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

/// Weight that two or more of the sites cover, after the first, the first two, … of them. With
/// shares, as if covers of different sites were independent: 1 less the chance of none and of one.
/// @param sites different ones of the problem
std::vector<double> covered_twice(const CoverProblem& problem,
                                  std::span<const std::uint32_t> sites);

} // namespace todoku::siting
