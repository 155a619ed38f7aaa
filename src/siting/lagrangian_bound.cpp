#include "siting/lagrangian_bound.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace todoku::siting {

namespace {

// Found by trial on random geometric and street-network instances: a shorter memory zigzags, a
// longer one lags.
constexpr double kNewShare = 0.35;    ///< of the newest subgradient in the direction
constexpr std::size_t kPatience = 12; ///< steps without a better bound before the pace falls
constexpr double kSlower = 0.75;
constexpr double kSlowestPace = 1e-4;

/// Sites of the largest worth, ties to the lower, without regard to order.
void take_largest(std::vector<std::uint32_t>& sites, std::size_t count,
                  const std::vector<double>& worth) {
    if (count >= sites.size()) {
        return;
    }
    std::nth_element(sites.begin(), sites.begin() + static_cast<std::ptrdiff_t>(count), sites.end(),
                     [&](std::uint32_t a, std::uint32_t b) {
                         return worth[a] != worth[b] ? worth[a] > worth[b] : a < b;
                     });
    sites.resize(count);
    std::sort(sites.begin(), sites.end());
}

} // namespace

LagrangianBound::LagrangianBound(const CoverIndex& index, BoundScope scope, Threads threads)
    : index_(index), scope_(std::move(scope)), threads_(threads),
      free_sites_(scope_.sites - std::min(scope_.sites, scope_.must.size())),
      prices_(index.demands(), 1.0), direction_(index.demands(), 0.0), worth_(index.sites(), 0.0),
      cover_(index.demands(), 0.0), best_(std::numeric_limits<double>::infinity()) {
    std::vector<std::uint8_t> usable = scope_.allowed;
    for (const std::uint32_t site : scope_.must) {
        scope_.allowed[site] = 0;
        usable[site] = 1;
    }
    // A demand that many sites could cover is cheap to cover. The share of sites chosen gives the
    // scale; demands that no usable site covers keep the price of their whole weight and so add
    // nothing.
    const double usable_sites = static_cast<double>(std::count(usable.begin(), usable.end(), 1));
    const double chosen_share =
        usable_sites > 0.0 ? static_cast<double>(scope_.sites) / usable_sites : 1.0;
    for (std::uint32_t d = 0; d < index.demands(); ++d) {
        const auto covering = index.covering(d);
        double shares = 0.0;
        for (std::size_t k = 0; k < covering.sites.size(); ++k) {
            shares += usable[covering.sites[k]] != 0 ? covering.share(k) : 0.0;
        }
        prices_[d] = shares > 0.0 ? 1.0 / (1.0 + shares * chosen_share) : 1.0;
    }
    best_prices_ = prices_;
}

void LagrangianBound::count_cover(std::span<const std::uint32_t> sites) {
    std::fill(cover_.begin(), cover_.end(), 0.0);
    for (const std::uint32_t site : sites) {
        const auto covered = index_.covered_by(site);
        for (std::size_t k = 0; k < covered.demands.size(); ++k) {
            cover_[covered.demands[k]] += covered.share(k);
        }
    }
}

double LagrangianBound::evaluate() {
    constexpr std::size_t kGrain = 256;
    parallel_for((index_.sites() + kGrain - 1) / kGrain, threads_, [&](std::size_t block) {
        const std::size_t end = std::min(index_.sites(), (block + 1) * kGrain);
        for (std::size_t s = block * kGrain; s < end; ++s) {
            const auto covered = index_.covered_by(s);
            double worth = 0.0;
            for (std::size_t k = 0; k < covered.demands.size(); ++k) {
                worth += index_.weight(covered.demands[k]) * prices_[covered.demands[k]] *
                         covered.share(k);
            }
            worth_[s] = worth;
        }
    });
    taken_.clear();
    for (std::uint32_t s = 0; s < index_.sites(); ++s) {
        if (scope_.allowed[s] != 0) {
            taken_.push_back(s);
        }
    }
    take_largest(taken_, free_sites_, worth_);
    taken_.insert(taken_.end(), scope_.must.begin(), scope_.must.end());
    double value = 0.0;
    for (std::size_t d = 0; d < prices_.size(); ++d) {
        value += index_.weight(d) * (1.0 - prices_[d]);
    }
    for (const std::uint32_t site : taken_) {
        value += worth_[site];
    }
    return value;
}

void LagrangianBound::step(double value, double known_value) {
    count_cover(taken_);
    // Steps are measured in parts of each demand's weight, so that large and small demands move
    // alike.
    double length = 0.0;
    for (std::size_t d = 0; d < prices_.size(); ++d) {
        double slope = cover_[d] - 1.0;
        if ((slope > 0.0 && prices_[d] <= 0.0) || (slope < 0.0 && prices_[d] >= 1.0)) {
            slope = 0.0; // at its limit: cannot move that way
        }
        direction_[d] = kNewShare * slope + (1.0 - kNewShare) * direction_[d];
        length += index_.weight(d) * direction_[d] * direction_[d];
    }
    if (!(length > 0.0)) {
        return;
    }
    const double stride = pace_ * std::max(value - known_value, 1e-6 * std::abs(value)) / length;
    for (std::size_t d = 0; d < prices_.size(); ++d) {
        prices_[d] = std::clamp(prices_[d] - stride * direction_[d], 0.0, 1.0);
    }
}

void LagrangianBound::improve(std::size_t iterations, double known_value, const Progress& progress,
                              const std::function<bool()>& stop) {
    for (std::size_t i = 0; i < iterations; ++i) {
        progress.check();
        double value = evaluate();
        if (value < best_) {
            best_ = value;
            best_prices_ = prices_;
            since_better_ = 0;
        } else if (++since_better_ >= kPatience) {
            since_better_ = 0;
            pace_ = std::max(kSlowestPace, pace_ * kSlower);
            prices_ = best_prices_;
            std::fill(direction_.begin(), direction_.end(), 0.0);
            value = evaluate();
        }
        // Whole weights: a bound less than 1 above a known value proves it best.
        if (best_ - known_value < (index_.exact() ? 1.0 : 1e-9 * std::abs(known_value)) ||
            (stop && stop())) {
            return;
        }
        step(value, known_value);
    }
}

std::optional<double> LagrangianBound::proved() const {
    // Fixed point with as many binary places as the sums of K worths leave in 62 bits.
    const double most_sites =
        static_cast<double>(std::max<std::size_t>(1, std::min(scope_.sites, index_.sites())));
    const double ceiling = index_.total_weight() + static_cast<double>(index_.demands()) + 1.0;
    constexpr double kMostSum = 4.0e18; // under 2^62
    constexpr double kMostWeight =
        4503599627370496.0; // 2^52: products with a share stay exact but for one unit
    int places = 0;
    const auto fits = [&](int p) {
        const double scaled = std::ldexp(ceiling, p);
        return scaled <= kMostWeight && scaled * most_sites <= kMostSum;
    };
    if (!fits(0)) {
        return std::nullopt;
    }
    while (places < 40 && fits(places + 1)) {
        ++places;
    }
    std::vector<std::int64_t> price(prices_.size());
    std::int64_t sum = 0;
    for (std::size_t d = 0; d < price.size(); ++d) {
        const auto weight =
            static_cast<std::int64_t>(std::ceil(std::ldexp(index_.weight(d), places)));
        const auto wanted =
            static_cast<std::int64_t>(std::ldexp(index_.weight(d), places) * best_prices_[d]);
        price[d] = best_prices_[d] >= 1.0 ? weight : std::clamp<std::int64_t>(wanted, 0, weight);
        sum += weight - price[d];
    }
    const auto worth_of = [&](std::uint32_t site) {
        const auto covered = index_.covered_by(site);
        std::int64_t worth = 0;
        for (std::size_t k = 0; k < covered.demands.size(); ++k) {
            const std::int64_t p = price[covered.demands[k]];
            const double share = covered.share(k);
            worth +=
                share == 1.0
                    ? p
                    : std::min(p, static_cast<std::int64_t>(static_cast<double>(p) * share) + 1);
        }
        return worth;
    };
    std::vector<std::int64_t> worths;
    for (std::uint32_t s = 0; s < index_.sites(); ++s) {
        if (scope_.allowed[s] != 0) {
            worths.push_back(worth_of(s));
        }
    }
    const std::size_t count = std::min(free_sites_, worths.size());
    std::nth_element(worths.begin(), worths.begin() + static_cast<std::ptrdiff_t>(count),
                     worths.end(), std::greater<>());
    sum = std::accumulate(worths.begin(), worths.begin() + static_cast<std::ptrdiff_t>(count), sum);
    for (const std::uint32_t site : scope_.must) {
        sum += worth_of(site);
    }
    if (index_.exact()) {
        return static_cast<double>(sum >> places); // the optimum is whole: round down
    }
    return std::nextafter(std::ldexp(static_cast<double>(sum), -places),
                          std::numeric_limits<double>::infinity());
}

} // namespace todoku::siting
