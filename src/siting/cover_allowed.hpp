// A covering problem without the sites that may not be chosen.
#pragma once

#include "siting/cover_merge.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

/// By site, 1 where it may be chosen. @throws UsageError for sites there are not, in both lists or
/// demanded twice, and for more demanded than `most`
std::vector<std::uint8_t> allowed_sites(const CoverProblem& problem,
                                        std::span<const std::uint32_t> must,
                                        std::span<const std::uint32_t> must_not, std::size_t most);

/// These sites of a problem by themselves; the demands stay.
CoverProblem rows_of(const CoverProblem& problem, std::span<const std::uint32_t> sites);

/// The problem of the sites that may be chosen, numbered anew, equal demands joined.
struct AllowedCover {
    std::vector<std::uint32_t> site;   ///< in the problem given
    std::vector<std::uint32_t> number; ///< by site of the problem given; of barred ones no matter
    MergedCover cover;

    AllowedCover(const CoverProblem& problem, std::span<const std::uint32_t> must_not);
    /// @pre none of them is barred
    [[nodiscard]] std::vector<std::uint32_t> numbers(std::span<const std::uint32_t> sites) const;
};

/// What all sites together cover.
double covered_by_all(const CoverProblem& problem);

/// What the first, the first two, … of these sites cover.
std::vector<double> cumulative_cover(const CoverProblem& problem,
                                     std::span<const std::uint32_t> sites);

} // namespace todoku::siting
