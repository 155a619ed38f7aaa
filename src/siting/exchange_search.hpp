// Better sets from a good one: exchange single sites, then tear down neighbours and rebuild, again
// and again.
#pragma once

#include "core/progress.hpp"
#include "siting/cover_state.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace todoku::siting {

struct SearchRequest {
    std::vector<std::uint32_t> keep; ///< never removed
    std::uint64_t seed = 1;
    double good_enough = 0.0; ///< an upper bound: a set of this value ends the search
    std::uint64_t rounds = 0; ///< at most
    std::uint64_t work = 0;   ///< at most: (site, demand) pairs touched
    /// Instead of both: share of the time that has passed, [0, 1]; 1 ends the search.
    std::function<double()> elapsed;
};

/// Exchanges one chosen site for another while that covers more. @return whether anything changed
bool exchange_sites(CoverState& state, const std::vector<std::uint8_t>& keep,
                    const Progress& progress);

/// The best set found from the state's own, which it starts from: exchange, then ruin and rebuild
/// (Schrimpf et al. 2000) with a falling threshold for accepting worse sets (Dueck & Scheuer 1990).
/// Sites in rising order.
std::vector<std::uint32_t> search_sites(CoverState& state, const CoverIndex& index,
                                        const SearchRequest& request, const Progress& progress);

} // namespace todoku::siting
