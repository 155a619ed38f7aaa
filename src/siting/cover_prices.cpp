#include "siting/cover_prices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace todoku::siting {

namespace {

// Found by trial on random geometric, clustered and street-network instances.
constexpr float kNewShare = 0.2F;     ///< of the newest subgradient in the direction
constexpr std::size_t kPatience = 20; ///< steps without a better bound before the pace falls
constexpr double kSlower = 0.75;
/// Prices move this much more easily than amounts at first.
constexpr double kFirstBalance = 0.5;
/// Problems of fewer pairs are not worth waking threads for.
constexpr std::size_t kPairsForThreads = 2'000'000;
constexpr std::size_t kSitesPerTask = 64;

} // namespace

PriceSearch::PriceSearch(const MergedCover& cover, BoundScope scope, Threads threads)
    : cover_(cover), scope_(std::move(scope)), threads_(threads), balance_(kFirstBalance) {
    const double heaviest =
        cover.problem.weights.empty()
            ? 0.0
            : *std::max_element(cover.problem.weights.begin(), cover.problem.weights.end());
    if (heaviest > 0.0) {
        unit_ = std::exp2(std::ilogb(heaviest));
    }
    const std::size_t sites = cover.problem.sites();
    worths_.assign(sites, 0.0);
    taken_shares_.assign(sites, 0.0);
    for (std::uint32_t s = 0; s < sites; ++s) {
        if (scope_.must[s] == 0) {
            taken_.push_back(s);
        }
    }
    must_count_ = sites - taken_.size();
    std::uint64_t all = 0;
    for (const std::uint32_t s : taken_) {
        all += scope_.cost(s);
    }
    scope_.free = std::min<std::uint64_t>(scope_.free, all);
    free_share_ = all == 0 ? 0.0 : static_cast<double>(scope_.free) / static_cast<double>(all);
    regroup(1);
    first_prices();
}

std::span<const std::uint32_t> PriceSearch::demands() const {
    return grouped_.demands.empty() ? std::span(cover_.problem.demands)
                                    : std::span(grouped_.demands);
}

std::span<const float> PriceSearch::shares() const {
    return grouped_.demands.empty() ? std::span(cover_.problem.shares) : std::span(grouped_.shares);
}

void PriceSearch::regroup(std::size_t group) {
    const std::vector<float> parts = prices();
    const CoverProblem& problem = cover_.problem;
    Grouped fresh;
    fresh.group.resize(problem.weights.size());
    std::size_t members = 0;
    std::uint32_t groups = 0;
    for (std::size_t d = 0; d < fresh.group.size(); ++d) {
        if (d == 0 || members >= group || cover_.patch[d] != cover_.patch[d - 1]) {
            ++groups;
            members = 0;
        }
        fresh.group[d] = groups - 1;
        ++members;
    }
    std::vector<double> weights(groups, 0.0);
    for (std::size_t d = 0; d < fresh.group.size(); ++d) {
        weights[fresh.group[d]] += problem.weights[d];
    }
    for (const double weight : weights) {
        fresh.weights.push_back(static_cast<float>(weight / unit_));
    }
    fresh.begin = {0};
    if (groups == problem.weights.size()) {
        fresh.begin = problem.begin;
    } else {
        for (std::size_t s = 0; s < problem.sites(); ++s) {
            double covered = 0.0;
            for (auto i = static_cast<std::size_t>(problem.begin[s]); i < problem.begin[s + 1];
                 ++i) {
                const std::uint32_t d = problem.demands[i];
                const std::uint32_t g = fresh.group[d];
                if (i == problem.begin[s] || g != fresh.demands.back()) {
                    fresh.demands.push_back(g);
                    fresh.shares.push_back(0.0F);
                    covered = 0.0;
                }
                covered += problem.weights[d] *
                           (problem.shares.empty() ? 1.0 : static_cast<double>(problem.shares[i]));
                fresh.shares.back() = static_cast<float>(covered / weights[g]);
            }
            fresh.begin.push_back(fresh.demands.size());
        }
    }
    work_ += problem.demands.size();
    grouped_ = std::move(fresh);
    covered_.assign(groups, 0.0F);
    set_prices(parts);
    scale_.clear();
}

void PriceSearch::set_prices(std::span<const float> parts) {
    std::vector<double> sums(grouped_.weights.size(), 0.0);
    for (std::size_t d = 0; d < parts.size(); ++d) {
        sums[grouped_.group[d]] +=
            static_cast<double>(parts[d]) * (cover_.problem.weights[d] / unit_);
    }
    prices_.resize(sums.size());
    for (std::size_t g = 0; g < sums.size(); ++g) {
        prices_[g] = std::min(static_cast<float>(sums[g]), grouped_.weights[g]);
    }
    best_prices_ = prices_;
    best_ = std::numeric_limits<double>::infinity();
}

void PriceSearch::start_from(std::span<const float> parts, std::span<const double> amounts,
                             double balance) {
    set_prices(parts);
    if (!amounts.empty()) {
        amounts_.assign(amounts.begin(), amounts.end());
        balance_ = balance;
    }
}

std::vector<float> PriceSearch::prices() const {
    std::vector<float> parts(grouped_.group.size());
    for (std::size_t d = 0; d < parts.size(); ++d) {
        const std::uint32_t g = grouped_.group[d];
        parts[d] = grouped_.weights[g] > 0.0F
                       ? std::clamp(best_prices_[g] / grouped_.weights[g], 0.0F, 1.0F)
                       : 1.0F;
    }
    return parts;
}

/// A demand that many sites could cover is cheap to cover; the share of sites chosen gives the
/// scale.
void PriceSearch::first_prices() {
    const std::size_t sites = worths_.size();
    const double chosen_share = sites == 0 ? 0.0
                                           : (static_cast<double>(must_count_) +
                                              free_share_ * static_cast<double>(taken_.size())) /
                                                 static_cast<double>(sites);
    for (std::uint32_t s = 0; s < sites; ++s) {
        add_cover(s, static_cast<float>(chosen_share));
    }
    std::vector<float> parts(covered_.size());
    for (std::size_t g = 0; g < parts.size(); ++g) {
        parts[g] = 1.0F / (1.0F + covered_[g] * covered_[g]);
    }
    set_prices(parts);
    amounts_.assign(sites, free_share_);
    for (std::size_t s = 0; s < sites; ++s) {
        if (scope_.must[s] != 0) {
            amounts_[s] = 1.0;
        }
    }
}

void PriceSearch::add_cover(std::uint32_t site, float amount) {
    const auto list = demands();
    const auto end = static_cast<std::size_t>(grouped_.begin[site + 1]);
    auto i = static_cast<std::size_t>(grouped_.begin[site]);
    work_ += end - i;
    const auto parts = shares();
    if (parts.empty()) {
        for (; i < end; ++i) {
            covered_[list[i]] += amount;
        }
    } else {
        for (; i < end; ++i) {
            covered_[list[i]] += amount * parts[i];
        }
    }
}

void PriceSearch::cover_by(std::span<const double> amounts) {
    std::fill(covered_.begin(), covered_.end(), 0.0F);
    for (std::uint32_t s = 0; s < amounts.size(); ++s) {
        if (amounts[s] > 0.0) {
            add_cover(s, static_cast<float>(amounts[s]));
        }
    }
}

/// What each site earns at the present prices.
void PriceSearch::sum_worths() {
    const auto list = demands();
    const auto parts = shares();
    const auto worth = [&](std::size_t site) {
        const auto end = static_cast<std::size_t>(grouped_.begin[site + 1]);
        auto i = static_cast<std::size_t>(grouped_.begin[site]);
        // Four sums at a time: the additions need not wait for each other.
        float sums[4] = {0.0F, 0.0F, 0.0F, 0.0F};
        if (parts.empty()) {
            for (; i + 4 <= end; i += 4) {
                sums[0] += prices_[list[i]];
                sums[1] += prices_[list[i + 1]];
                sums[2] += prices_[list[i + 2]];
                sums[3] += prices_[list[i + 3]];
            }
            for (; i < end; ++i) {
                sums[0] += prices_[list[i]];
            }
        } else {
            for (; i + 4 <= end; i += 4) {
                sums[0] += prices_[list[i]] * parts[i];
                sums[1] += prices_[list[i + 1]] * parts[i + 1];
                sums[2] += prices_[list[i + 2]] * parts[i + 2];
                sums[3] += prices_[list[i + 3]] * parts[i + 3];
            }
            for (; i < end; ++i) {
                sums[0] += prices_[list[i]] * parts[i];
            }
        }
        worths_[site] = static_cast<double>(sums[0]) + static_cast<double>(sums[1]) +
                        static_cast<double>(sums[2]) + static_cast<double>(sums[3]);
    };
    work_ += list.size();
    parallel_for(worths_.size(), list.size() < kPairsForThreads ? Threads{1} : threads_, worth,
                 kSitesPerTask);
}

/// The bound of these prices, at which sites earn `worths`; the most worthy free sites come first.
double PriceSearch::bound_of(std::span<const float> prices, std::span<const double> worths) {
    take_most_worthy(worths);
    double value = 0.0;
    for (std::size_t g = 0; g < prices.size(); ++g) {
        value += static_cast<double>(grouped_.weights[g] - prices[g]);
    }
    for (std::size_t k = 0; k < whole_; ++k) {
        value += worths[taken_[k]];
    }
    if (part_ > 0.0) {
        value += part_ * worths[taken_[whole_]];
    }
    for (std::size_t s = 0; must_count_ > 0 && s < worths.size(); ++s) {
        value += scope_.must[s] != 0 ? worths[s] : 0.0;
    }
    return value;
}

/// Puts the free sites that the bound counts first.
void PriceSearch::take_most_worthy(std::span<const double> worths) {
    if (!scope_.costs.empty()) {
        std::sort(taken_.begin(), taken_.end(), [&](std::uint32_t a, std::uint32_t b) {
            const double of_a = worths[a] * static_cast<double>(scope_.costs[b]);
            const double of_b = worths[b] * static_cast<double>(scope_.costs[a]);
            return of_a != of_b ? of_a > of_b : a < b;
        });
        std::uint64_t left = scope_.free;
        for (whole_ = 0; whole_ < taken_.size() && scope_.costs[taken_[whole_]] <= left; ++whole_) {
            left -= scope_.costs[taken_[whole_]];
        }
        part_ = whole_ < taken_.size()
                    ? static_cast<double>(left) / static_cast<double>(scope_.costs[taken_[whole_]])
                    : 0.0;
        return;
    }
    whole_ = static_cast<std::size_t>(scope_.free);
    if (whole_ < taken_.size()) {
        const auto end = taken_.begin() + static_cast<std::ptrdiff_t>(whole_);
        std::nth_element(taken_.begin(), end, taken_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return worths[a] != worths[b] ? worths[a] > worths[b] : a < b;
        });
        // In their own order: sums of floating point depend on it.
        std::sort(taken_.begin(), end);
    }
}

void PriceSearch::keep(double value, std::span<const float> prices,
                       std::span<const double> worths) {
    best_ = value;
    best_prices_.assign(prices.begin(), prices.end());
    best_worths_.assign(worths.begin(), worths.end());
}

void PriceSearch::descend(double first, double least, std::size_t steps, double known,
                          const Progress& progress, const std::function<bool()>& stop) {
    double pace = first;
    known /= unit_;
    std::size_t in_vain = 0;
    prices_ = best_prices_;
    direction_.assign(prices_.size(), 0.0F);
    for (std::size_t step = 0; step < steps; ++step) {
        progress.check();
        sum_worths();
        const double value = bound_of(prices_, worths_);
        if (value < best_) {
            keep(value, prices_, worths_);
            in_vain = 0;
        } else if (++in_vain >= kPatience) {
            in_vain = 0;
            pace *= kSlower;
            prices_ = best_prices_;
            std::fill(direction_.begin(), direction_.end(), 0.0F);
            if (pace < least) {
                return;
            }
            continue;
        }
        if (best_ <= known || (stop && stop())) {
            return;
        }
        std::fill(covered_.begin(), covered_.end(), 0.0F);
        for (double& share : taken_shares_) {
            share *= 1.0 - static_cast<double>(kNewShare);
        }
        for (std::size_t k = 0; k < whole_; ++k) {
            add_cover(taken_[k], 1.0F);
            taken_shares_[taken_[k]] += static_cast<double>(kNewShare);
        }
        if (part_ > 0.0) {
            add_cover(taken_[whole_], static_cast<float>(part_));
            taken_shares_[taken_[whole_]] += part_ * static_cast<double>(kNewShare);
        }
        for (std::uint32_t s = 0; must_count_ > 0 && s < worths_.size(); ++s) {
            if (scope_.must[s] != 0) {
                add_cover(s, 1.0F);
            }
        }
        double length = 0.0;
        for (std::size_t g = 0; g < prices_.size(); ++g) {
            float slope = covered_[g] - 1.0F;
            if ((slope > 0.0F && prices_[g] <= 0.0F) ||
                (slope < 0.0F && prices_[g] >= grouped_.weights[g])) {
                slope = 0.0F; // at its limit: cannot move that way
            }
            direction_[g] += kNewShare * (slope - direction_[g]);
            length += static_cast<double>(grouped_.weights[g] * direction_[g] * direction_[g]);
        }
        if (!(length > 0.0)) {
            return;
        }
        const auto stride =
            static_cast<float>(pace * std::max(value - known, 1e-6 * std::abs(value)) / length);
        for (std::size_t g = 0; g < prices_.size(); ++g) {
            const float weight = grouped_.weights[g];
            prices_[g] = std::clamp(prices_[g] - stride * weight * direction_[g], 0.0F, weight);
        }
    }
}

} // namespace todoku::siting
