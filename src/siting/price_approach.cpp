// How prices and a relaxed choice of sites approach each other.
#include "siting/cover_prices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace todoku::siting {

namespace {

/// Steps between two looks at the gap; and when the way starts anew from the mean, by how far the
/// gap has fallen since the last time (PDLP's rules and values: Applegate et al. 2021, sections 3.2
/// to 3.4).
constexpr std::size_t kStepsPerLook = 10;
constexpr double kEnoughFall = 0.2;
constexpr double kSomeFall = 0.8;
constexpr double kLongestRun = 0.36;
/// What prices and sums of four bytes can tell of a bound.
constexpr double kFloatRoom = 1e-6;
/// Looking for the level that the free amounts share costs a site as much as so many pairs.
constexpr std::size_t kPairsPerAmount = 10;
constexpr int kMostLevels = 60;
/// The free amounts may miss their sum by this part: far under the error of a float in the worths.
constexpr double kSumRoom = 1e-10;

} // namespace

/// next = the point of the choices nearest to amounts + step x worth / scale, in the metric of the
/// scales. The level that all free amounts share to meet their sum (or cost) is found by Newton's
/// method within halvings.
void PriceSearch::project(double step) {
    const auto free = static_cast<double>(scope_.free);
    double low = 0.0; // all free sites at 1 or more need a level under 0 only where worths are 0
    double high = 0.0;
    falls_.resize(worths_.size());
    for (const std::uint32_t s : taken_) {
        const auto cost = static_cast<double>(scope_.cost(s));
        low = std::min(low, (worths_[s] - scale_[s] / step) / cost);
        high = std::max(high, (worths_[s] + scale_[s] / step) / cost);
        next_[s] = amounts_[s] + step * worths_[s] / scale_[s];
        falls_[s] = step * cost / scale_[s];
    }
    const auto amount = [&](std::size_t s) {
        return std::clamp(next_[s] - level_ * falls_[s], 0.0, 1.0);
    };
    level_ = std::clamp(level_, low, high);
    for (int k = 0; k < kMostLevels; ++k) {
        double sum = 0.0;
        double fall = 0.0;
        for (const std::uint32_t s : taken_) {
            const double part = amount(s);
            const auto cost = static_cast<double>(scope_.cost(s));
            sum += cost * part;
            fall += part > 0.0 && part < 1.0 ? cost * falls_[s] : 0.0;
        }
        if (std::abs(sum - free) <= kSumRoom * free) {
            break;
        }
        (sum > free ? low : high) = level_;
        const double newton = fall > 0.0 ? level_ + (sum - free) / fall : low;
        level_ = newton > low && newton < high ? newton : 0.5 * (low + high);
    }
    for (const std::uint32_t s : taken_) {
        next_[s] = amount(s);
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
            const auto change = static_cast<double>(price - prices_[g]);
            next_prices_[g] = price;
            if (change != 0.0) {
                met += change * static_cast<double>(covered_[g] - cover_before_[g]);
                moved += static_cast<double>(meeting_[g]) * change * change /
                         static_cast<double>(weight);
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
        if (!(length > longest)) { // sums that are no number end nowhere else
            std::swap(prices_, next_prices_);
            std::swap(amounts_, next_);
            return length;
        }
        std::swap(covered_, cover_before_);
    }
}

/// Balances both sides by how far each has gone since `prices` and `amounts`.
void PriceSearch::rebalance(std::span<const float> prices, std::span<const double> amounts) {
    double prices_moved = 0.0;
    for (std::size_t g = 0; g < prices_.size(); ++g) {
        const double change = static_cast<double>(prices_[g]) - static_cast<double>(prices[g]);
        if (change != 0.0) {
            prices_moved += static_cast<double>(meeting_[g]) * change * change /
                            static_cast<double>(grouped_.weights[g]);
        }
    }
    double amounts_moved = 0.0;
    for (const std::uint32_t s : taken_) {
        const double change = amounts_[s] - amounts[s];
        amounts_moved += scale_[s] * change * change;
    }
    if (prices_moved > 0.0 && amounts_moved > 0.0) {
        balance_ = std::sqrt(balance_ * std::sqrt(amounts_moved / prices_moved));
    }
}

void PriceSearch::approach(double known, double near, const Progress& progress,
                           const std::function<bool()>& stop) {
    if (scale_.empty()) {
        measure_scales();
    }
    known /= unit_;
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
    for (;;) {
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
        const bool last = stop && stop();
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
        rebalance(begin_prices, begin_amounts);
        begin_prices = prices_;
        begin_amounts = amounts_;
        gap_at_start = gap;
        start();
    }
}

} // namespace todoku::siting
