// A first set of sites that fills floors, before anything else is wanted of it.
#pragma once

#include "core/progress.hpp"
#include "siting/cover_rules.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

/// The demanded sites, then always the site that adds most to what the floors lack for its cost
/// (Wolsey 1982), within budget and pairs; ends where none adds anything. Ties to the lower site.
/// @param keep by site: demanded @param allowed sites that may come, rising
/// @param apart by site (kept_apart()) @throws Interrupted
std::vector<std::uint32_t> floors_first(const CoverProblem& problem, const CoverRules& rules,
                                        std::span<const std::uint8_t> keep,
                                        std::span<const std::uint32_t> allowed,
                                        std::span<const std::vector<std::uint32_t>> apart,
                                        const Progress& progress);

} // namespace todoku::siting
