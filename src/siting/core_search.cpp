#include "siting/core_search.hpp"

#include "siting/cover_index.hpp"
#include "siting/cover_state.hpp"
#include "siting/exchange_search.hpp"
#include "siting/swap_search.hpp"

namespace todoku::siting {

namespace {

constexpr std::uint64_t kTriesPerSite = 200;
/// Largest table of exchanges (slots x sites) that is kept: a quarter of a gigabyte.
constexpr std::size_t kMostExchanges = 1U << 26U;
constexpr double kMost32 = 2147483647.0; // what the table's entries hold

} // namespace

std::vector<std::uint32_t> search_core(const CoverCore& core,
                                       const std::vector<std::uint32_t>& start,
                                       const CoreSearch& search, Progress& progress) {
    const CoverIndex index(core.cover.problem);
    const std::uint64_t tries = kTriesPerSite * start.size();
    if (search.exact && search.total < kMost32 && start.size() * index.sites() <= kMostExchanges) {
        SwapSearch swaps(index, start, core.scope.must, search.seed);
        SwapSearch::Effort effort;
        effort.rounds = tries;
        effort.work = search.work;
        effort.elapsed = search.elapsed;
        effort.good_enough = search.good_enough;
        swaps.run(effort, progress);
        return swaps.best_sites();
    }
    CoverState state(index, std::vector<std::uint8_t>(index.sites(), 1));
    for (const std::uint32_t s : start) {
        state.insert(s);
    }
    SearchRequest request;
    for (std::uint32_t s = 0; s < core.site.size(); ++s) {
        if (core.scope.must[s] != 0) {
            request.keep.push_back(s);
        }
    }
    request.seed = search.seed;
    request.good_enough = search.good_enough;
    request.rounds = tries;
    request.work = search.work;
    request.elapsed = search.elapsed;
    return search_sites(state, index, request, progress);
}

} // namespace todoku::siting
