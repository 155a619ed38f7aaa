#include "siting/max_cover.hpp"

#include "core/error.hpp"
#include "siting/core_search.hpp"
#include "siting/cover_allowed.hpp"
#include "siting/cover_branch.hpp"
#include "siting/cover_core.hpp"
#include "siting/cover_proof.hpp"
#include "siting/greedy_cover.hpp"
#include "siting/price_descent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numeric>
#include <optional>
#include <tuple>

namespace todoku::siting {

namespace {

/// Sums that are rounded may fall short of the true ones by at most this part of the total weight:
/// ten thousand times the error of summing 10^6 terms. Bounds from such sums are raised by it.
constexpr double kRoundingRoom = 1e-9;

/// Work of the bound where only greedy's set is wanted: pairs touched (about a tenth of a second).
constexpr std::uint64_t kQuickWork = 100'000'000;
/// Where no time is given: the pairs that each of the search's two sides touches in a round (a few
/// tenths of a second), and how many rounds without progress end it.
constexpr std::uint64_t kRoundWork = 250'000'000;
constexpr std::size_t kIdleRounds = 2;
/// Of the first prices, which are to come near the best: about half a second.
constexpr std::uint64_t kFirstWork = 400'000'000;
/// With a time limit: a round's part of the time that is left, short while prices and sets still
/// help each other, and of all; and no more than it takes a problem that soon can be finished
/// exactly.
constexpr std::size_t kShortRounds = 1;
constexpr double kShortSlice = 0.15;
constexpr double kLongSlice = 0.5;
constexpr double kLeastSlice = 0.02;
constexpr double kSecondsPerPair = 2e-6;
/// After a round without a better set it looks at twice as many, up to so many times as many.
constexpr std::size_t kWidest = 16;
/// Prices that lower the gap by less in a round are left alone for the next, and both sides search.
constexpr double kWorthPricing = 0.01;
/// The exact finish: for problems of at most so many pairs, of a few seconds where no time is
/// given. Only where the gap is a small part of what a site brings on average: else branches never
/// end.
constexpr std::size_t kBranchPairs = 200'000;
constexpr double kBranchGap = 0.12;
constexpr std::uint64_t kBranchWork = 3'000'000'000;
/// A problem is made anew once so large a part of its sites is out.
constexpr double kWorthShrinking = 0.1;
/// With a time limit: the first prices' part of it.
constexpr double kFirstPricing = 0.4;
constexpr double kLeastPricing = 0.001; // seconds

/// One call of solve(): numbers of sites are those of the problem without the sites that may not be
/// chosen.
class Solver {
public:
    Solver(CoverProblem problem, const CoverRequest& request, Progress& progress)
        : request_(request), progress_(progress), started_(std::chrono::steady_clock::now()) {
        check_problem(problem);
        const std::vector<std::uint8_t> allowed =
            allowed_sites(problem, request.must, request.must_not, request.sites);
        std::vector<std::uint32_t> number(allowed.size());
        for (std::uint32_t s = 0; s < allowed.size(); ++s) {
            number[s] = static_cast<std::uint32_t>(core_.site.size());
            if (allowed[s] != 0) {
                core_.site.push_back(s);
            }
        }
        original_ = core_.site;
        core_.cover = merged(std::move(problem), original_);
        if (request.certify) {
            merged_at_ = core_.cover.place;
            in_core_.resize(core_.cover.problem.weights.size());
            std::iota(in_core_.begin(), in_core_.end(), 0U);
        }
        core_.scope.must.assign(original_.size(), 0);
        core_.scope.free = request.sites - request.must.size();
        for (const std::uint32_t s : request.must) {
            must_.push_back(number[s]);
            core_.scope.must[number[s]] = 1;
        }
        start_ = must_;
        for (const std::uint32_t s : request.start) {
            if (start_.size() < request.sites && allowed[s] != 0 &&
                std::find(start_.begin(), start_.end(), number[s]) == start_.end()) {
                start_.push_back(number[s]);
            }
        }
        std::iota(core_.site.begin(), core_.site.end(), 0U);
        for (const double weight : whole().weights) {
            total_ += weight;
            exact_ = exact_ && weight == std::floor(weight);
        }
        // 2^53: up to here every whole number is a double.
        exact_ = exact_ && whole().shares.empty() && total_ <= 9007199254740992.0;
    }

    CoverResult run() {
        progress_.begin({"設置場所の選定", "choosing sites"}, 0);
        const GreedyCover greedy = greedy_cover(whole(), request_.sites, must_, progress_);
        best_ = greedy.sites;
        value_ = greedy.value;
        if (start_.size() > must_.size()) { // filled up by greedy
            GreedyCover known = greedy_cover(whole(), request_.sites, start_, progress_);
            if (known.value > value_) {
                best_ = std::move(known.sites);
                value_ = known.value;
            }
        }
        upper_ = std::min(greedy.upper_bound, covered_by_all(whole())) + rounding_room();
        if (best_.size() < request_.sites) {
            // Every site that adds anything is in: no choice covers more.
            upper_ = std::min(upper_, value_ + rounding_room());
        } else if (!settled()) {
            search();
        }
        const std::vector<float> first = request_.certify ? certified() : std::vector<float>();
        CoverResult result = ordered();
        result.stopped = stopped_;
        if (request_.certify) {
            result.prices = spread(merged_at_, first);
            if (!stages_.empty()) { // the last prices that lowered the bound come last
                for (const std::vector<float>& parts : stages_) {
                    result.later_prices.push_back(spread(merged_at_, parts));
                }
                result.later_prices.push_back(spread(merged_at_, lowest_));
            }
        }
        progress_.end();
        return result;
    }

private:
    void search() {
        try {
            first_look();
            if (request_.improve) {
                improve();
            }
        } catch (const Interrupted&) {
            if (!request_.best_on_stop) {
                throw;
            }
            Progress::clear_stop(); // what is left is to write the best down
            stopped_ = true;
        }
    }

    [[nodiscard]] const CoverProblem& whole() const {
        return small_ ? problem_ : core_.cover.problem;
    }
    [[nodiscard]] double rounding_room() const { return exact_ ? 0.0 : kRoundingRoom * total_; }
    [[nodiscard]] bool settled() const {
        return value_ >= upper_ ||
               (request_.wanted && (value_ >= *request_.wanted || upper_ < *request_.wanted));
    }
    [[nodiscard]] double elapsed_s() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    }
    [[nodiscard]] bool timed() const { return request_.time_limit_s > 0.0; }
    /// Says so once the given time since the beginning has passed; nothing where none is given.
    [[nodiscard]] std::function<bool()> stop_at(double seconds) const {
        return timed() ? std::function<bool()>([this, seconds] { return elapsed_s() >= seconds; })
                       : std::function<bool()>();
    }

    void take(const PriceSearch& search) {
        core_.prices = search.prices();
        worths_ = search.worths();
        amounts_ = search.taken_shares();
        balance_ = search.balance();
    }

    /// Prices of the whole problem, from coarse to fine, and the bound they prove.
    void first_look() {
        PriceSearch search(core_.cover, core_.scope, request_.threads);
        PriceEffort effort;
        effort.work = request_.improve ? kFirstWork : kQuickWork;
        if (timed()) {
            effort.elapsed = [this, from = elapsed_s()] {
                return (elapsed_s() - from) /
                       std::max(kFirstPricing * request_.time_limit_s - from, kLeastPricing);
            };
        }
        find_prices(search, whole().weights.size(), effort, value_, progress_);
        take(search);
        if (request_.certify) {
            first_prices_ = core_.prices;
        }
        prove_and_shrink();
    }

    /// The core's prices spread over the whole problem and gone on from there, by its demands.
    /// Demands that only sites given up could cover keep their first price. What these prices prove
    /// counts too.
    [[nodiscard]] std::vector<float> certified() {
        // Nothing for sale: all weight is the bound.
        std::vector<float> parts(in_core_.size(), 0.0F);
        if (!parts.empty()) {
            MergedCover copy;
            if (small_) {
                copy.problem = problem_;
                copy.patch.resize(parts.size());
                std::iota(copy.patch.begin(), copy.patch.end(), 0U);
            }
            const MergedCover& cover = small_ ? copy : core_.cover;
            BoundScope scope{core_.scope.free, std::vector<std::uint8_t>(original_.size(), 0)};
            for (const std::uint32_t s : must_) {
                scope.must[s] = 1;
            }
            PriceSearch search(cover, scope, request_.threads);
            if (first_prices_.empty()) { // greedy's own bound was enough
                PriceEffort effort;
                effort.work = kQuickWork;
                find_prices(search, parts.size(), effort, value_, progress_);
            } else {
                for (std::size_t d = 0; d < parts.size(); ++d) {
                    parts[d] =
                        in_core_[d] == kNoDemand ? first_prices_[d] : core_.prices[in_core_[d]];
                }
                std::vector<double> amounts(original_.size(), 0.0);
                for (std::size_t s = 0; s < core_.site.size(); ++s) {
                    amounts[core_.site[s]] = amounts_[s];
                }
                search.start_from(parts, amounts, balance_);
                search.approach(value_, kNearEnough, progress_,
                                [&] { return search.work() >= kRoundWork; });
            }
            if (search.bound() < total_) {
                parts = search.prices();
            }
            if (const auto proof = prove(cover.problem, parts, scope, request_.threads)) {
                upper_ = std::min(upper_, std::max(value_ + rounding_room(), proof->bound));
            }
        }
        return parts;
    }

    /// Proves the bound of the core's prices and drops the sites that no better choice can hold.
    void prove_and_shrink() {
        const auto proof = prove(core_.cover.problem, core_.prices, core_.scope, request_.threads);
        if (!proof) {
            return;
        }
        // Sites given up so far stand in no choice better than the one known.
        const double bound = std::max(value_ + rounding_room(), proof->bound);
        if (request_.certify && (bound < upper_ || lowest_.empty())) {
            lowest_ = spread(in_core_, core_.prices);
        }
        upper_ = std::min(upper_, bound);
        std::vector<std::uint8_t> chosen(original_.size(), 0);
        for (const std::uint32_t s : best_) {
            chosen[s] = 1;
        }
        std::vector<std::uint32_t> keep;
        for (std::uint32_t s = 0; s < core_.site.size(); ++s) {
            if (chosen[core_.site[s]] != 0 || core_.scope.must[s] != 0 ||
                proof->with_site[s] > value_ - rounding_room()) {
                keep.push_back(s);
            }
        }
        if (!request_.improve || settled() ||
            static_cast<double>(keep.size()) >
                (1.0 - kWorthShrinking) * static_cast<double>(core_.site.size())) {
            return;
        }
        std::vector<double> worths;
        std::vector<double> amounts;
        for (const std::uint32_t s : keep) {
            worths.push_back(worths_[s]);
            amounts.push_back(amounts_[s]);
        }
        if (request_.certify) {
            stages_.push_back(spread(in_core_, core_.prices));
        }
        CoverCore small = shrunk(core_, keep);
        for (std::uint32_t& d : in_core_) {
            d = d == kNoDemand ? kNoDemand : small.cover.place[d];
        }
        if (!small_) {
            problem_ = std::move(core_.cover.problem);
            small_ = true;
        }
        core_ = std::move(small);
        worths_ = std::move(worths);
        amounts_ = std::move(amounts);
    }

    /// Rounds of better prices and better sets; once those stand still and little is left, the
    /// exact way; with a time limit, rounds again while there is time.
    void improve() {
        std::size_t idle = 0;
        bool pricing = true;
        bool branched = false;
        std::size_t breadth = 1;
        for (std::size_t round = 0; !settled(); ++round) {
            progress_.check();
            const bool standing = idle >= (timed() ? 1U : kIdleRounds);
            if (standing && !branched && worth_branching()) {
                branch();
                branched = true;
                continue;
            }
            if (timed() ? elapsed_s() >= request_.time_limit_s
                        : standing || round >= request_.rounds) {
                break;
            }
            const double value = value_;
            const double upper = upper_;
            const double left = request_.time_limit_s - elapsed_s();
            double slice = std::max((round < kShortRounds ? kShortSlice : kLongSlice) * left,
                                    kLeastSlice * request_.time_limit_s);
            if (worth_branching()) { // stands still soon
                slice = std::min(slice, kSecondsPerPair * static_cast<double>(
                                                              core_.cover.problem.demands.size()) +
                                            0.1);
            }
            const double length = request_.threads.resolved() > 1 ? slice : 0.5 * slice;
            std::optional<PriceSearch> prices;
            if (pricing) {
                prices.emplace(core_.cover, core_.scope, Threads{1});
                prices->start_from(core_.prices, amounts_, balance_);
            }
            std::vector<std::vector<std::uint32_t>> found(2);
            // Neither side sees what the other finds in the same round, so that the result does
            // not depend on the number of threads.
            parallel_for(2, request_.threads, [&](std::size_t side) {
                std::function<double()> elapsed;
                if (timed()) {
                    elapsed = [this, from = elapsed_s(), length] {
                        return (elapsed_s() - from) / length;
                    };
                }
                if (side == 0 && prices) {
                    reprice(*prices, elapsed);
                } else {
                    found[side] = better_sites(2 * round + side, (2 - side) * breadth, elapsed);
                }
            });
            for (std::vector<std::uint32_t>& sites : found) {
                if (!sites.empty() && value_of(sites) > value_) {
                    value_ = value_of(sites);
                    best_ = std::move(sites);
                }
            }
            if (prices) {
                take(*prices);
                prices.reset();
            }
            prove_and_shrink();
            const bool better = value_ > value * (1.0 + 1e-9);
            const bool lower = upper - upper_ > kWorthPricing * (upper - value);
            // New prices are looked for where the last ones were worth it, and for a better set.
            pricing = (pricing && lower) || better;
            idle = better || lower ? 0 : idle + 1;
            breadth = better ? breadth : breadth < kWidest ? 2 * breadth : 1;
        }
    }

    void branch() {
        BranchRequest request;
        request.value = value_;
        request.upper_bound = upper_;
        request.work = kBranchWork;
        request.stop = stop_at(0.5 * (elapsed_s() + request_.time_limit_s));
        request.threads = request_.threads;
        const BranchResult result = branch_and_bound(core_, request, progress_);
        upper_ = std::min(upper_, result.upper_bound);
        if (!result.sites.empty()) {
            best_ = result.sites;
            value_ = result.value;
        }
    }
    [[nodiscard]] bool worth_branching() const {
        return exact_ && core_.cover.problem.demands.size() <= kBranchPairs &&
               upper_ - value_ <= kBranchGap * value_ / static_cast<double>(request_.sites);
    }

    void reprice(PriceSearch& search, const std::function<double()>& elapsed) const {
        search.approach(value_, kNearEnough, progress_,
                        [&] { return elapsed ? elapsed() >= 1.0 : search.work() >= kRoundWork; });
    }

    /// The best set found among the sites that the relaxed choice takes and `breadth` times as many
    /// in all, from the best one known.
    [[nodiscard]] std::vector<std::uint32_t> better_sites(std::size_t turn, std::size_t breadth,
                                                          std::function<double()> elapsed) const {
        std::vector<std::uint8_t> best(original_.size(), 0);
        for (const std::uint32_t s : best_) {
            best[s] = 1;
        }
        std::vector<std::uint8_t> chosen;
        for (const std::uint32_t s : core_.site) {
            chosen.push_back(best[s]);
        }
        const CoverCore small = shrunk(core_, sites_to_search(chosen, amounts_, worths_, breadth));
        std::vector<std::uint32_t> start;
        for (std::uint32_t s = 0; s < small.site.size(); ++s) {
            if (best[small.site[s]] != 0) {
                start.push_back(s);
            }
        }
        CoreSearch search;
        search.seed = request_.seed + turn;
        search.good_enough = upper_;
        search.work = kRoundWork;
        search.elapsed = std::move(elapsed);
        search.exact = exact_;
        search.total = total_;
        std::vector<std::uint32_t> found = search_core(small, start, search, progress_);
        for (std::uint32_t& s : found) {
            s = small.site[s];
        }
        return found;
    }

    /// What these sites cover, demanded ones first and then by what they add: the order of the
    /// answer.
    [[nodiscard]] GreedyCover in_order(std::vector<std::uint32_t> sites) const {
        std::sort(sites.begin(), sites.end());
        std::vector<std::uint32_t> must;
        for (const std::uint32_t s : must_) {
            must.push_back(static_cast<std::uint32_t>(
                std::lower_bound(sites.begin(), sites.end(), s) - sites.begin()));
        }
        GreedyCover order = greedy_cover(rows_of(whole(), sites), sites.size(), must, progress_);
        for (std::uint32_t& s : order.sites) {
            s = sites[s];
        }
        return order;
    }
    [[nodiscard]] double value_of(const std::vector<std::uint32_t>& sites) const {
        return in_order(sites).value;
    }

    [[nodiscard]] CoverResult ordered() const {
        const GreedyCover order = in_order(best_);
        CoverResult result;
        for (std::size_t k = 0; k < order.sites.size(); ++k) {
            result.objective += order.gains[k];
            result.order.push_back({original_[order.sites[k]], order.gains[k], result.objective});
        }
        result.upper_bound = std::max(upper_, result.objective);
        return result;
    }

    const CoverRequest& request_;
    Progress& progress_;
    std::vector<std::uint32_t> original_; ///< of each site that may be chosen
    std::vector<std::uint32_t> must_;
    std::vector<std::uint32_t> start_; ///< demanded sites, then those of a choice known before
    CoverCore core_;
    CoverProblem problem_; ///< the whole one, once the core is smaller
    bool small_ = false;
    bool stopped_ = false;
    double total_ = 0.0;
    bool exact_ = true; ///< no sum is ever rounded
    std::vector<std::uint32_t> best_;
    double value_ = 0.0;
    double upper_ = 0.0;
    std::vector<double> worths_;  ///< of the core's sites, at its prices
    std::vector<double> amounts_; ///< of each the relaxed choice takes
    double balance_ = 0.0;        ///< of prices and amounts
    // Where a certificate is asked for:
    std::vector<std::uint32_t> merged_at_; ///< by demand given: the whole problem's, or kNoDemand
    std::vector<std::uint32_t> in_core_;   ///< by demand of the whole problem: the core's
    std::vector<float> first_prices_;      ///< of the whole problem
    std::vector<std::vector<float>>
        stages_;                ///< of the whole problem, each time sites were given up
    std::vector<float> lowest_; ///< those that lowered the bound last
    std::chrono::steady_clock::time_point started_;
};

} // namespace

CoverResult solve(CoverProblem problem, const CoverRequest& request, Progress& progress) {
    return Solver(std::move(problem), request, progress).run();
}

} // namespace todoku::siting
