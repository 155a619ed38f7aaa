// The order in which an answer names its sites.
#pragma once

#include "siting/cover_rules.hpp"
#include "siting/max_cover.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

/// These sites, all of them: demanded ones first, then always the one that adds most for its cost,
/// the lower of equals. @param demanded by site of the problem, 1 or 0
std::vector<Pick> in_order(const CoverProblem& problem, const CoverRules& rules,
                           std::span<const std::uint8_t> demanded,
                           std::vector<std::uint32_t> sites);

} // namespace todoku::siting
