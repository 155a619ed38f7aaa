// A covering problem without the sites that may not be chosen.
#pragma once

#include "siting/cover_merge.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

/// The problem of the sites that may be chosen, numbered anew, equal demands joined.
struct AllowedCover {
    std::vector<std::uint32_t> site;   ///< in the problem given
    std::vector<std::uint32_t> number; ///< by site of the problem given; of barred ones no matter
    MergedCover cover;

    AllowedCover(const CoverProblem& problem, std::span<const std::uint32_t> must_not);
    /// @pre none of them is barred
    [[nodiscard]] std::vector<std::uint32_t> numbers(std::span<const std::uint32_t> sites) const;
};

/// What the first, the first two, … of these sites cover.
std::vector<double> cumulative_cover(const CoverProblem& problem,
                                     std::span<const std::uint32_t> sites);

} // namespace todoku::siting
