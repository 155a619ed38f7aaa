#include "siting/core_search.hpp"

#include "siting/cover_index.hpp"
#include "siting/cover_state.hpp"
#include "siting/exchange_search.hpp"
#include "siting/swap_search.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace todoku::siting {

namespace {

constexpr std::uint64_t kTriesPerSite = 200;
/// Largest table of exchanges (slots x sites) that is kept: a quarter of a gigabyte.
constexpr std::size_t kMostExchanges = 1U << 26U;
constexpr double kMost32 = 2147483647.0; // what the table's entries hold

/// How much of a site the relaxed choice takes at least where it counts as taken, and of the sites
/// that are looked at the least number, and the greatest for each one chosen.
constexpr double kLeastAmount = 1e-3;
constexpr std::size_t kLeastSites = 64;
constexpr std::size_t kMostPerSite = 30;

} // namespace

std::vector<std::uint32_t> sites_to_search(std::span<const std::uint8_t> chosen,
                                           std::span<const double> amounts,
                                           std::span<const double> worths, std::size_t breadth) {
    const auto held = static_cast<std::size_t>(std::ranges::count(chosen, 1));
    const auto taken = static_cast<std::size_t>(
        std::ranges::count_if(amounts, [](double part) { return part >= kLeastAmount; }));
    const std::size_t most = std::max(kLeastSites, kMostPerSite * held);
    const std::size_t wanted =
        std::min(chosen.size(), held + std::clamp(breadth * taken, kLeastSites, most));
    std::vector<std::uint32_t> sites(chosen.size());
    std::iota(sites.begin(), sites.end(), 0U);
    std::ranges::nth_element(
        sites, sites.begin() + static_cast<std::ptrdiff_t>(wanted) - (wanted > 0 ? 1 : 0),
        [&](std::uint32_t a, std::uint32_t b) {
            return std::tuple(chosen[b], amounts[b], worths[b], a) <
                   std::tuple(chosen[a], amounts[a], worths[a], b);
        });
    sites.resize(wanted);
    std::ranges::sort(sites);
    return sites;
}

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
