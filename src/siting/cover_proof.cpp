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

/// What the free sites may add at most, for any level >= 0: level x free + sum of max(0, worth -
/// level x cost). Least where the level is what the last site that counts earns for its cost.
class FreeSites {
public:
    FreeSites(std::span<const std::int64_t> worths, const BoundScope& scope)
        : worths_(worths), scope_(scope) {
        std::uint64_t all = 0;
        for (std::uint32_t s = 0; s < worths.size(); ++s) {
            if (scope.must[s] == 0) {
                order_.push_back(s);
                all += scope.cost(s);
            }
        }
        free_ = std::min<std::uint64_t>(scope.free, all);
        if (free_ < all) {
            scope.costs.empty() ? set_level_by_number() : set_level_by_cost();
        }
    }

    [[nodiscard]] std::int64_t level() const { return level_; }
    /// The least level that gives the same sum: what the site after the last one earns.
    [[nodiscard]] std::int64_t low_level() const { return low_; }
    [[nodiscard]] std::int64_t most() const { return most_at(level_); }

private:
    [[nodiscard]] std::int64_t cost(std::uint32_t site) const {
        return static_cast<std::int64_t>(scope_.cost(site));
    }
    [[nodiscard]] std::int64_t most_at(std::int64_t level) const {
        auto sum = static_cast<std::int64_t>(free_) * level;
        for (const std::uint32_t s : order_) {
            sum += std::max<std::int64_t>(0, worths_[s] - level * cost(s));
        }
        return sum;
    }
    void set_level_by_number() {
        std::vector<std::int64_t> falling;
        for (const std::uint32_t s : order_) {
            falling.push_back(worths_[s]);
        }
        const auto end = falling.begin() + static_cast<std::ptrdiff_t>(free_);
        std::nth_element(falling.begin(), end, falling.end(), std::greater<>());
        low_ = *end;
        level_ = free_ > 0 ? *std::min_element(falling.begin(), end) : low_;
    }
    void set_level_by_cost() {
        // The order need not be exact: any level gives a bound.
        const auto earned = [&](std::uint32_t s) {
            return static_cast<double>(worths_[s]) / static_cast<double>(cost(s));
        };
        std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return earned(a) != earned(b) ? earned(a) > earned(b) : a < b;
        });
        std::uint64_t left = free_;
        std::size_t k = 0;
        for (; scope_.cost(order_[k]) <= left; ++k) {
            left -= scope_.cost(order_[k]);
        }
        level_ = worths_[order_[k]] / cost(order_[k]);
        if (most_at(level_ + 1) < most_at(level_)) {
            ++level_;
        }
        low_ = level_;
    }

    std::span<const std::int64_t> worths_;
    const BoundScope& scope_;
    std::vector<std::uint32_t> order_;
    std::uint64_t free_ = 0;
    std::int64_t level_ = 0;
    std::int64_t low_ = 0;
};

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
    // A budget that buys less than one site still has a level.
    const double most_sites = static_cast<double>(
        2 + (scope.costs.empty() ? std::min<std::uint64_t>(scope.free + must, problem.sites())
                                 : problem.sites()));
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
    std::vector<std::int64_t> weights(problem.weights.size());
    std::int64_t sum = 0;
    for (std::size_t d = 0; d < price.size(); ++d) {
        const double scaled = std::ldexp(problem.weights[d], places);
        const auto weight = static_cast<std::int64_t>(std::ceil(scaled));
        price[d] = prices[d] >= 1.0F
                       ? weight
                       : std::clamp<std::int64_t>(
                             static_cast<std::int64_t>(scaled * static_cast<double>(prices[d])), 0,
                             weight);
        weights[d] = weight;
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
    for (std::size_t s = 0; s < worths.size(); ++s) {
        sum += scope.must[s] != 0 ? worths[s] : 0;
    }
    const FreeSites free(worths, scope);
    sum += free.most();
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
        // A site that earns less than its cost at the level lowers the sum by the difference when
        // it is held, one that earns more when it is given up.
        const auto cost = static_cast<std::int64_t>(scope.cost(s));
        const bool demanded = scope.must[s] != 0;
        const std::int64_t lacks = std::max<std::int64_t>(0, free.level() * cost - worths[s]);
        const std::int64_t over = std::max<std::int64_t>(0, worths[s] - free.low_level() * cost);
        const bool within = demanded || scope.cost(s) <= scope.free;
        proof.with_site[s] = demanded ? proof.bound : (within ? as_weight(sum - lacks) : 0.0);
        proof.without_site[s] = demanded ? proof.bound : as_weight(sum - over);
    }
    proof.certificate = {places, free.level(), sum, std::move(weights), std::move(price)};
    return proof;
}

} // namespace todoku::siting
