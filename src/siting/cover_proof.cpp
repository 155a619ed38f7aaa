#include "siting/cover_proof.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace todoku::siting {

namespace {

constexpr double kMostSum = 4.0e18;                // under 2^62
constexpr double kMostWeight = 4503599627370496.0; // 2^52: products with a share stay exact but for
                                                   // one unit
constexpr int kMostPlaces = 40;
constexpr std::size_t kSitesPerTask = 64;

} // namespace

std::optional<CoverProof> prove(const CoverProblem& problem, std::span<const float> prices,
                                const BoundScope& scope, Threads threads) {
    double total = 0.0;
    bool whole = problem.shares.empty();
    for (const double weight : problem.weights) {
        total += weight;
        whole = whole && weight == std::floor(weight);
    }
    const auto must = static_cast<std::size_t>(std::count(scope.must.begin(), scope.must.end(), 1));
    const double most_sites =
        static_cast<double>(std::max<std::size_t>(1, std::min(scope.free + must, problem.sites())));
    const double ceiling = total + static_cast<double>(problem.weights.size()) + 1.0;
    const auto fits = [&](int places) {
        const double scaled = std::ldexp(ceiling, places);
        return scaled <= kMostWeight && scaled * most_sites <= kMostSum;
    };
    if (!fits(0)) {
        return std::nullopt;
    }
    int places = 0;
    while (places < kMostPlaces && fits(places + 1)) {
        ++places;
    }
    std::vector<std::int64_t> price(problem.weights.size());
    std::int64_t sum = 0;
    for (std::size_t d = 0; d < price.size(); ++d) {
        const double scaled = std::ldexp(problem.weights[d], places);
        const auto weight = static_cast<std::int64_t>(std::ceil(scaled));
        price[d] = prices[d] >= 1.0F
                       ? weight
                       : std::clamp<std::int64_t>(
                             static_cast<std::int64_t>(scaled * static_cast<double>(prices[d])), 0,
                             weight);
        sum += weight - price[d];
    }
    std::vector<std::int64_t> worths(problem.sites());
    parallel_for(
        worths.size(), threads,
        [&](std::size_t site) {
            std::int64_t worth = 0;
            for (auto i = static_cast<std::size_t>(problem.begin[site]);
                 i < problem.begin[site + 1]; ++i) {
                const std::int64_t p = price[problem.demands[i]];
                const float share = problem.shares.empty() ? 1.0F : problem.shares[i];
                worth += share == 1.0F
                             ? p
                             : std::min(p, static_cast<std::int64_t>(static_cast<double>(p) *
                                                                     static_cast<double>(share)) +
                                               1);
            }
            worths[site] = worth;
        },
        kSitesPerTask);
    std::vector<std::int64_t> free;
    for (std::size_t s = 0; s < worths.size(); ++s) {
        if (scope.must[s] != 0) {
            sum += worths[s];
        } else {
            free.push_back(worths[s]);
        }
    }
    const std::size_t count = std::min(scope.free, free.size());
    const auto end = free.begin() + static_cast<std::ptrdiff_t>(count);
    std::int64_t least = 0; // of the worths that count
    if (count > 0) {
        std::nth_element(free.begin(), end - 1, free.end(), std::greater<>());
        least = *(end - 1);
    }
    // The most worthy of those that do not count: takes the place of one that is given up.
    const std::int64_t next = count < free.size() ? *std::max_element(end, free.end()) : 0;
    sum = std::accumulate(free.begin(), end, sum);
    const auto as_weight = [&](std::int64_t value) {
        if (whole) {
            return static_cast<double>(value >> places); // the optimum is whole: round down
        }
        return std::nextafter(std::ldexp(static_cast<double>(value), -places),
                              std::numeric_limits<double>::infinity());
    };
    CoverProof proof;
    proof.bound = as_weight(sum);
    proof.with_site.resize(worths.size());
    proof.without_site.resize(worths.size());
    for (std::size_t s = 0; s < worths.size(); ++s) {
        // A site that is not among the most worthy takes the place of the least of those. With no
        // free place no other site can be held at all.
        const bool counted = scope.must[s] != 0 || (count > 0 && worths[s] >= least);
        proof.with_site[s] =
            counted ? proof.bound : (count > 0 ? as_weight(sum - least + worths[s]) : 0.0);
        proof.without_site[s] =
            scope.must[s] == 0 && counted ? as_weight(sum - worths[s] + next) : proof.bound;
    }
    return proof;
}

} // namespace todoku::siting
