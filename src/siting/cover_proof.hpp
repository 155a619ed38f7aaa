// The Lagrangian bound of given prices, in whole numbers: what a proof rests on.
#pragma once

#include "core/parallel.hpp"
#include "siting/cover_prices.hpp"
#include "siting/cover_problem.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace todoku::siting {

/// The bound in whole numbers, to be summed again by anyone (docs/methods/siting.md):
///     bound = sum of (weight - price) + level x free + sum over demanded sites of worth
///             + sum over the other sites of max(0, worth - level x cost),
/// worth = sum over the site's demands of price, or floor(price x share) + 1 where a share is not 1
/// and that is less. All in units of 2^-places of a weight.
struct CoverCertificate {
    int places = 0;
    std::int64_t level = 0;
    std::int64_t bound = 0;
    std::vector<std::int64_t> weights; ///< by demand, rounded up
    std::vector<std::int64_t> prices;  ///< by demand, 0 to its weight
};

struct CoverProof {
    double bound = 0.0;               ///< no choice of the scope covers more
    std::vector<double> with_site;    ///< by site: no choice of the scope that holds it covers more
    std::vector<double> without_site; ///< likewise for choices without it; the bound itself for
                                      ///< sites demanded
    CoverCertificate certificate;
};

/// The bound of cover_prices.hpp for prices given as parts of the weight in [0, 1], one a demand,
/// summed in 64-bit integers of as many binary places as the sums leave (weights and the
/// products with shares rounded up), so that it holds without any trust in floating point. Where
/// all weights are whole and all shares 1 it is rounded down to a whole number.
/// Nothing where the weights do not fit 64 bits.
std::optional<CoverProof> prove(const CoverProblem& problem, std::span<const float> prices,
                                const BoundScope& scope, Threads threads);

} // namespace todoku::siting
