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
/// Of approach(): prices move this much more easily than amounts at first; steps between two looks
/// at the gap; and when it starts anew from the mean, by how far the gap has fallen since the last
/// time (PDLP's rules and values: Applegate et al. 2021, sections 3.2 to 3.4).
constexpr double kFirstBalance = 0.5;
constexpr std::size_t kStepsPerLook = 10;
constexpr double kEnoughFall = 0.2;
constexpr double kSomeFall = 0.8;
constexpr double kLongestRun = 0.36;
/// What prices and sums of four bytes can tell of a bound.
constexpr double kFloatRoom = 1e-6;
/// Looking for the level that the free amounts share costs a site as much as so many pairs.
constexpr std::size_t kPairsPerAmount = 50;
/// Problems of fewer pairs are not worth waking threads for.
constexpr std::size_t kPairsForThreads = 2'000'000;
constexpr std::size_t kSitesPerTask = 64;

} // namespace

PriceSearch::PriceSearch(const MergedCover& cover, BoundScope scope, Threads threads)
    : cover_(cover), scope_(std::move(scope)), threads_(threads), balance_(kFirstBalance) {
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
    fresh.weights.assign(weights.begin(), weights.end());
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
        sums[grouped_.group[d]] += static_cast<double>(parts[d]) * cover_.problem.weights[d];
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

/// next = the point of the choices nearest to amounts + step x worth / scale, in the metric of the
/// scales; the sum (or cost) of the free amounts is met by bisection.
void PriceSearch::project(double step) {
    const auto cost = [&](std::size_t s) { return static_cast<double>(scope_.cost(s)); };
    const auto amount = [&](std::size_t s, double level) {
        return std::clamp(amounts_[s] + step * (worths_[s] - level * cost(s)) / scale_[s], 0.0,
                          1.0);
    };
    double low = 0.0; // all free sites at 1 or more need a level under 0 only where worths are 0
    double high = 0.0;
    for (const std::uint32_t s : taken_) {
        low = std::min(low, (worths_[s] - scale_[s] / step) / cost(s));
        high = std::max(high, (worths_[s] + scale_[s] / step) / cost(s));
    }
    constexpr int kHalvings = 50; // far under the error of a float in the worths
    for (int k = 0; k < kHalvings; ++k) {
        const double level = 0.5 * (low + high);
        double sum = 0.0;
        for (const std::uint32_t s : taken_) {
            sum += cost(s) * amount(s, level);
        }
        (sum > static_cast<double>(scope_.free) ? low : high) = level;
    }
    for (const std::uint32_t s : taken_) {
        next_[s] = amount(s, high);
    }
}

/// Sums of rows and columns: steps divided by them are safe for any problem (Pock & Chambolle
/// 2011).
void PriceSearch::measure_scales() {
    const std::size_t sites = worths_.size();
    scale_.assign(sites, 0.0);
    covered_.assign(grouped_.weights.size(), 0.0F);
    const auto list = demands();
    const auto parts = shares();
    for (std::uint32_t s = 0; s < sites; ++s) {
        add_cover(s, 1.0F);
        for (auto i = static_cast<std::size_t>(grouped_.begin[s]); i < grouped_.begin[s + 1]; ++i) {
            scale_[s] += static_cast<double>(grouped_.weights[list[i]]) *
                         (parts.empty() ? 1.0 : static_cast<double>(parts[i]));
        }
        scale_[s] = std::max(scale_[s], 1e-9);
    }
    meeting_ = covered_;
    for (float& sites_there : meeting_) {
        sites_there = std::max(sites_there, 1e-9F);
    }
}

double PriceSearch::relaxed_value(std::span<const float> covered) const {
    double value = 0.0;
    for (std::size_t g = 0; g < covered.size(); ++g) {
        value += static_cast<double>(grouped_.weights[g] * std::min(1.0F, covered[g]));
    }
    return value;
}

/// One step of both sides, as long as lets neither overshoot the other.
/// @return its length
double PriceSearch::step_together() {
    for (;;) {
        const double length = stride_;
        project(length * balance_);
        work_ += kPairsPerAmount * taken_.size() + prices_.size();
        std::swap(covered_, cover_before_);
        cover_by(next_);
        double met = 0.0;
        double moved = 0.0;
        const auto pull = static_cast<float>(length / balance_);
        for (std::size_t g = 0; g < prices_.size(); ++g) {
            const float weight = grouped_.weights[g];
            const float ahead = 2.0F * covered_[g] - cover_before_[g] - 1.0F;
            const float price =
                std::clamp(prices_[g] - pull * weight * ahead / meeting_[g], 0.0F, weight);
            const float change = price - prices_[g];
            next_prices_[g] = price;
            if (change != 0.0F) {
                met += static_cast<double>(change * (covered_[g] - cover_before_[g]));
                moved += static_cast<double>(meeting_[g] * change * change / weight);
            }
        }
        moved *= balance_;
        for (const std::uint32_t s : taken_) {
            const double change = next_[s] - amounts_[s];
            moved += scale_[s] * change * change / balance_;
        }
        const double longest =
            met != 0.0 ? moved / (2.0 * std::abs(met)) : std::numeric_limits<double>::max();
        ++steps_;
        const auto number = static_cast<double>(steps_ + 1);
        stride_ = std::min((1.0 - std::pow(number, -0.3)) * longest,
                           (1.0 + std::pow(number, -0.6)) * stride_);
        if (length <= longest) {
            std::swap(prices_, next_prices_);
            std::swap(amounts_, next_);
            return length;
        }
        std::swap(covered_, cover_before_);
    }
}

void PriceSearch::approach(std::size_t steps, double known, double near, const Progress& progress,
                           const std::function<bool()>& stop) {
    if (scale_.empty()) {
        measure_scales();
    }
    prices_ = best_prices_;
    next_ = amounts_;
    next_prices_.resize(prices_.size());
    cover_before_.resize(prices_.size());
    cover_by(amounts_);
    sum_worths();
    Side mean;
    std::vector<float> begin_prices = prices_;
    std::vector<double> begin_amounts = amounts_;
    double length = 0.0; // since the last start
    std::size_t run = 0;
    std::size_t total = 0;
    double gap_at_start = std::numeric_limits<double>::infinity();
    double last_gap = gap_at_start;
    relaxed_ = 0.0;
    const auto start = [&] {
        mean.prices = prices_;
        mean.covered = covered_;
        mean.amounts = amounts_;
        mean.worths = worths_;
        length = 0.0;
        run = 0;
        last_gap = std::numeric_limits<double>::infinity();
    };
    start();
    for (std::size_t step = 0; step < steps; ++step) {
        progress.check();
        const double took = step_together();
        sum_worths();
        ++run;
        ++total;
        length += took;
        // Worths and cover are linear, and so are their means.
        const double part = took / length;
        const auto into = [](auto& means, const auto& values, auto share) {
            for (std::size_t i = 0; i < means.size(); ++i) {
                means[i] += share * (values[i] - means[i]);
            }
        };
        into(mean.prices, prices_, static_cast<float>(part));
        into(mean.covered, covered_, static_cast<float>(part));
        into(mean.amounts, amounts_, part);
        into(mean.worths, worths_, part);
        const bool last = step + 1 == steps || (stop && stop());
        if (run % kStepsPerLook != 0 && !last) {
            continue;
        }
        const double value = bound_of(prices_, worths_);
        if (value < best_) {
            keep(value, prices_, worths_);
        }
        const double mean_value = bound_of(mean.prices, mean.worths);
        if (mean_value < best_) {
            keep(mean_value, mean.prices, mean.worths);
        }
        const double relaxed = relaxed_value(covered_);
        const double mean_relaxed = relaxed_value(mean.covered);
        relaxed_ = std::max({relaxed_, relaxed, mean_relaxed});
        taken_shares_ = mean.amounts;
        if (last || best_ <= known ||
            best_ - relaxed_ <= std::max(near * (best_ - known), kFloatRoom * best_)) {
            break;
        }
        const double gap = std::min(value - relaxed, mean_value - mean_relaxed);
        if (gap > kEnoughFall * gap_at_start &&
            !(gap <= kSomeFall * gap_at_start && gap > last_gap) &&
            static_cast<double>(run) <= kLongestRun * static_cast<double>(total) + 50.0) {
            last_gap = gap;
            continue;
        }
        if (mean_value - mean_relaxed < value - relaxed) {
            prices_ = mean.prices;
            covered_ = mean.covered;
            amounts_ = mean.amounts;
            worths_ = mean.worths;
        }
        double prices_moved = 0.0;
        for (std::size_t g = 0; g < prices_.size(); ++g) {
            const double change =
                static_cast<double>(prices_[g]) - static_cast<double>(begin_prices[g]);
            if (change != 0.0) {
                prices_moved += static_cast<double>(meeting_[g]) * change * change /
                                static_cast<double>(grouped_.weights[g]);
            }
        }
        double amounts_moved = 0.0;
        for (const std::uint32_t s : taken_) {
            const double change = amounts_[s] - begin_amounts[s];
            amounts_moved += scale_[s] * change * change;
        }
        if (prices_moved > 0.0 && amounts_moved > 0.0) {
            balance_ = std::sqrt(balance_ * std::sqrt(amounts_moved / prices_moved));
        }
        begin_prices = prices_;
        begin_amounts = amounts_;
        gap_at_start = gap;
        start();
    }
}

void PriceSearch::descend(double first, double least, std::size_t steps, double known,
                          const Progress& progress, const std::function<bool()>& stop) {
    double pace = first;
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
