// If an owner declines: which other sites would serve the people that a chosen one serves.
#pragma once

#include "siting/max_cover.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

struct Replacement {
    std::uint32_t site = 0;
    double loss = 0.0; ///< of what the whole choice covers, with this in place of the chosen one;
                       ///< under 0 where it would cover more
};

/// For each chosen site the sites outside the choice that serve most of the weight which is served
/// through it alone, the best first (ties to the lower site), at most `most`; none that serves
/// nothing of it.
/// @param chosen different sites of the problem @param must_not sites that may not stand in
/// @throws UsageError where the problem contradicts itself (see solve())
/// @complexity for each chosen site its pairs, those of the sites that share a demand with it, and
/// one look at every site
std::vector<std::vector<Replacement>> replacements(const CoverProblem& problem,
                                                   std::span<const std::uint32_t> chosen,
                                                   std::span<const std::uint32_t> must_not,
                                                   std::size_t most);

} // namespace todoku::siting
