#include "siting/ruled_cover.hpp"

#include "core/error.hpp"
#include "siting/cover_index.hpp"
#include "siting/cover_merge.hpp"
#include "siting/cover_order.hpp"
#include "siting/cover_proof.hpp"
#include "siting/floors_first.hpp"
#include "siting/price_descent.hpp"
#include "siting/ruled_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

namespace todoku::siting {

namespace {

/// Sums that are rounded may fall short of the true ones by at most this part of all weight.
constexpr double kRoundingRoom = 1e-9;
/// Where neither time nor work is given: pairs the search touches in all.
constexpr std::uint64_t kSearchWork = 1'000'000'000;
constexpr std::uint64_t kMostSearchRounds = 20'000;
/// Turns of multipliers where there are floors: prices, then a search, then new multipliers.
constexpr std::size_t kTurns = 24;
constexpr std::uint64_t kTurnWork = 100'000'000;
/// Parts of the time, where it is limited, that a floor by itself, the first prices and those of a
/// later turn may take.
constexpr double kFloorLook = 0.02;
constexpr double kFirstPricing = 0.35;
constexpr double kTurnPricing = 0.02;
/// Multipliers grow towards floors that the set at hand misses by this part of the shortfall.
constexpr double kPush = 2.0;
constexpr double kMostMultiplier = 1e6;

class RuledSolver {
public:
    RuledSolver(const CoverProblem& problem, const RuledRequest& request, Progress& progress)
        : problem_(problem), request_(request), rules_(request.rules), progress_(progress),
          started_(std::chrono::steady_clock::now()) {
        check_problem(problem);
        check_rules(problem, rules_);
        read_wishes();
        apart_ = kept_apart(rules_, problem.sites());
        for (const std::uint32_t s : request.must) {
            for (const std::uint32_t other : apart_[s]) {
                if (keep_[other] != 0) {
                    throw UsageError(
                        {fmt::format("必須の候補{}と{}は、離すべき距離より近くにあります。", s + 1,
                                     other + 1),
                         fmt::format("sites {} and {} are both demanded but are to be kept apart",
                                     s + 1, other + 1)});
                }
            }
        }
        multipliers_.assign(rules_.floors.size(), 0.0);
        for (const double weight : problem.weights) {
            total_ += weight;
        }
    }

    RuledResult run() {
        progress_.begin({"設置場所の選定", "choosing sites"}, 0);
        upper_ = most_of(all_sites());
        look_at_floors();
        first_set();
        improve();
        RuledResult result = answer();
        progress_.end();
        return result;
    }

private:
    void improve() {
        try {
            if (!rules_.floors.empty()) {
                start_from_floors();
            }
            const std::size_t turns = rules_.floors.empty() ? 1 : kTurns;
            for (std::size_t turn = 0; turn < turns && !settled() && !over(); ++turn) {
                price(turn);
                if (settled()) {
                    break;
                }
                search(turn, turns);
                push_multipliers();
            }
            prove_floors();
        } catch (const Interrupted&) {
            if (!request_.best_on_stop) {
                throw;
            }
            Progress::clear_stop(); // what is left is to write the best down
            stopped_ = true;
        }
    }

    void read_wishes() {
        allowed_.assign(problem_.sites(), 1);
        keep_.assign(problem_.sites(), 0);
        const auto check = [&](std::uint32_t site) {
            if (site >= problem_.sites()) {
                throw UsageError({fmt::format("候補{}はありません（候補は{}件です）。", site + 1,
                                              problem_.sites()),
                                  fmt::format("there is no site {} (there are {})", site + 1,
                                              problem_.sites())});
            }
        };
        for (const std::uint32_t s : request_.must_not) {
            check(s);
            allowed_[s] = 0;
        }
        std::uint64_t cost = 0;
        for (const std::uint32_t s : request_.must) {
            check(s);
            if (allowed_[s] == 0) {
                throw UsageError(
                    {fmt::format("候補{}は必須と除外の両方に指定されています。", s + 1),
                     fmt::format("site {} is both demanded and excluded", s + 1)});
            }
            cost += keep_[s] == 0 ? rules_.cost(s) : 0;
            keep_[s] = 1;
        }
        if (cost > rules_.budget) {
            throw UsageError({fmt::format("必須の候補の費用の合計{}が予算{}を超えています。", cost,
                                          rules_.budget),
                              fmt::format("the sites demanded cost {}, more than the budget of {}",
                                          cost, rules_.budget)});
        }
        free_budget_ = rules_.budget - cost;
    }

    [[nodiscard]] std::vector<std::uint32_t> all_sites() const {
        std::vector<std::uint32_t> sites;
        for (std::uint32_t s = 0; s < allowed_.size(); ++s) {
            if (allowed_[s] != 0) {
                sites.push_back(s);
            }
        }
        return sites;
    }

    /// What each demand misses with these sites chosen.
    [[nodiscard]] std::vector<double> missed_by(const std::vector<std::uint32_t>& sites) const {
        std::vector<double> missed(problem_.weights.size(), 1.0);
        for (const std::uint32_t s : sites) {
            for (auto i = static_cast<std::size_t>(problem_.begin[s]); i < problem_.begin[s + 1];
                 ++i) {
                missed[problem_.demands[i]] *=
                    problem_.shares.empty() ? 0.0 : 1.0 - static_cast<double>(problem_.shares[i]);
            }
        }
        return missed;
    }
    [[nodiscard]] double value_of(const std::vector<double>& missed) const {
        double value = 0.0;
        for (std::size_t d = 0; d < missed.size(); ++d) {
            value += problem_.weights[d] * (1.0 - missed[d]);
        }
        return value;
    }
    [[nodiscard]] double most_of(const std::vector<std::uint32_t>& sites) const {
        return value_of(missed_by(sites)) + kRoundingRoom * total_;
    }
    template <class Missed>
    [[nodiscard]] double floor_cover(std::size_t f, const Missed& missed) const {
        double covered = 0.0;
        for (const std::uint32_t d : rules_.floors[f].demands) {
            covered += problem_.weights[d] * (1.0 - missed(d));
        }
        return covered;
    }
    /// The least part of a floor that is covered, 1 where all are kept.
    template <class Missed>
    [[nodiscard]] double common_part(const Missed& missed) const {
        double part = 1.0;
        for (std::size_t f = 0; f < rules_.floors.size(); ++f) {
            const double least = rules_.floors[f].least;
            const double covered = floor_cover(f, missed);
            if (covered < least - kRoundingRoom * total_) {
                part = std::min(part, covered / least);
            }
        }
        return part;
    }

    [[nodiscard]] double elapsed_s() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    }
    [[nodiscard]] std::uint64_t work() const {
        return request_.work > 0 ? request_.work : kSearchWork;
    }
    [[nodiscard]] bool timed() const { return request_.time_limit_s > 0.0; }
    [[nodiscard]] bool over() const { return timed() && elapsed_s() >= request_.time_limit_s; }
    [[nodiscard]] bool kept() const { return best_part_ >= 1.0; }
    [[nodiscard]] bool settled() const {
        return (kept() && best_value_ >= upper_) ||
               (request_.wanted &&
                (upper_ < *request_.wanted || (kept() && best_value_ >= *request_.wanted)));
    }

    /// A set seen: better where it keeps the floors better, then where it covers more.
    template <class Missed>
    bool consider(const std::vector<std::uint32_t>& sites, double value, const Missed& missed) {
        const double part = common_part(missed);
        if (part > best_part_ || (part == best_part_ && value > best_value_)) {
            best_part_ = part;
            best_value_ = value;
            best_ = sites;
        }
        return settled();
    }

    /// The problem as the multipliers weigh it.
    [[nodiscard]] CoverProblem weighed() const {
        CoverProblem problem = problem_;
        for (std::size_t f = 0; f < rules_.floors.size(); ++f) {
            for (const std::uint32_t d : rules_.floors[f].demands) {
                problem.weights[d] += multipliers_[f] * problem_.weights[d];
            }
        }
        return problem;
    }

    struct Priced {
        double bound = 0.0;
        std::vector<double> taken; ///< by site: how much of it the relaxed choice takes
    };
    /// The bound of a problem within the budget, going on from these prices where they fit it.
    [[nodiscard]] Priced bound_of(CoverProblem problem, double known, double upper,
                                  std::vector<float>& prices, double until) {
        const std::vector<std::uint32_t> sites = all_sites();
        Priced priced;
        priced.bound = upper;
        priced.taken.assign(problem_.sites(), 0.0);
        const MergedCover cover = merged(std::move(problem), sites);
        if (cover.problem.weights.empty()) {
            return priced;
        }
        BoundScope scope{free_budget_, {}, {}};
        for (const std::uint32_t s : sites) {
            scope.must.push_back(keep_[s]);
            if (!rules_.costs.empty()) {
                scope.costs.push_back(rules_.costs[s]);
            }
        }
        PriceSearch search(cover, scope, request_.threads);
        const bool first = prices.size() != cover.problem.weights.size();
        PriceEffort effort;
        effort.work = first ? work() : kTurnWork;
        if (timed()) {
            effort.elapsed = [this, from = elapsed_s(), until] {
                return (elapsed_s() - from) / std::max(until - from, 1e-9);
            };
        }
        if (first) {
            find_prices(search, cover.problem.weights.size(), effort, known, progress_);
        } else {
            search.start_from(prices, amounts_, balance_);
            search.approach(known, kNearEnough, progress_, [&] {
                return effort.elapsed ? effort.elapsed() >= 1.0 : search.work() >= effort.work;
            });
        }
        amounts_ = search.amounts();
        balance_ = search.balance();
        prices = search.prices();
        place_ = cover.place;
        if (const auto proof = prove(cover.problem, prices, scope, request_.threads)) {
            priced.bound = std::min(priced.bound, proof->bound);
        }
        for (std::size_t s = 0; s < sites.size(); ++s) {
            priced.taken[sites[s]] = keep_[sites[s]] != 0 ? 1.0 : search.taken_shares()[s];
        }
        return priced;
    }

    void look_at_floors() {
        const std::vector<double> missed = missed_by(all_sites());
        for (std::size_t f = 0; f < rules_.floors.size(); ++f) {
            FloorOutcome outcome;
            outcome.least = rules_.floors[f].least;
            outcome.most_of_all = floor_cover(f, [&](std::uint32_t d) { return missed[d]; });
            outcome.most_in_budget = outcome.most_of_all + kRoundingRoom * total_;
            floors_.push_back(outcome);
        }
    }

    /// Where floors are not kept: what of each could be covered at most, were it the only wish.
    void prove_floors() {
        const double room = kRoundingRoom * total_;
        const std::vector<double> missed = missed_by(best_);
        for (std::size_t f = 0; f < rules_.floors.size() && !kept(); ++f) {
            FloorOutcome& outcome = floors_[f];
            if (floor_cover(f, [&](std::uint32_t d) { return missed[d]; }) >=
                outcome.least - room) {
                continue;
            }
            std::vector<float> none;
            if (outcome.most_of_all >= outcome.least) {
                CoverProblem alone = problem_;
                std::fill(alone.weights.begin(), alone.weights.end(), 0.0);
                for (const std::uint32_t d : rules_.floors[f].demands) {
                    alone.weights[d] = problem_.weights[d];
                }
                outcome.most_in_budget =
                    bound_of(std::move(alone), outcome.least, outcome.most_in_budget, none,
                             elapsed_s() + kFloorLook * request_.time_limit_s)
                        .bound;
            }
            floors_impossible_ =
                floors_impossible_ || outcome.most_in_budget < outcome.least - room;
            if (outcome.most_in_budget < outcome.least - room) {
                multipliers_.assign(multipliers_.size(), 0.0);
                multipliers_[f] = kMostMultiplier; // against which all else weighs nothing
                note_prices(outcome.most_of_all >= outcome.least ? none : std::vector<float>());
                return;
            }
        }
    }

    /// Keeps the prices of a bound, by demand of the problem as it was given. What no site covers
    /// earns nothing at its full price; without prices the bound is all that can be covered.
    void note_prices(const std::vector<float>& prices) {
        proving_prices_.assign(problem_.weights.size(), 1.0F);
        if (!prices.empty()) {
            for (std::size_t d = 0; d < place_.size(); ++d) {
                proving_prices_[d] = place_[d] == kNoDemand ? 1.0F : prices[place_[d]];
            }
        } else {
            const std::vector<double> missed = missed_by(all_sites());
            for (std::size_t d = 0; d < missed.size(); ++d) {
                proving_prices_[d] = missed[d] < 1.0 ? 0.0F : 1.0F;
            }
        }
        proving_multipliers_ = multipliers_;
    }

    void start_from_floors() {
        const std::vector<std::uint32_t> sites =
            floors_first(problem_, rules_, keep_, all_sites(), apart_, progress_);
        const std::vector<double> missed = missed_by(sites);
        consider(sites, value_of(missed), [&](std::uint32_t d) { return missed[d]; });
    }

    /// The bound at the present multipliers: what a choice covers and is paid for the floors, less
    /// what the floors are owed.
    void price(std::size_t turn) {
        double owed = 0.0;
        for (std::size_t f = 0; f < multipliers_.size(); ++f) {
            owed += multipliers_[f] * rules_.floors[f].least;
        }
        double most = total_;
        for (std::size_t f = 0; f < multipliers_.size(); ++f) {
            most += multipliers_[f] * floors_[f].most_of_all;
        }
        const double left = request_.time_limit_s - elapsed_s();
        const Priced priced =
            bound_of(weighed(), best_value_ + owed, most * (1.0 + kRoundingRoom), prices_,
                     elapsed_s() + (prices_.empty() ? kFirstPricing : kTurnPricing) * left);
        // What is proved of prices holds exactly; what is owed is a rounded sum.
        const double bound = priced.bound - owed + (owed > 0.0 ? kRoundingRoom * most : 0.0);
        if (bound < upper_ || proving_prices_.empty()) {
            note_prices(prices_);
        }
        upper_ = std::min(upper_, bound);
        if (upper_ < 0.0) { // the floors are worth more than any choice can pay
            floors_impossible_ = true;
            upper_ = 0.0;
        }
        if (rules_.floors.empty()) {
            return;
        }
        // Subgradient: what the relaxed choice leaves of each floor.
        std::vector<double> cover(problem_.weights.size(), 0.0);
        for (std::size_t s = 0; s < priced.taken.size(); ++s) {
            for (auto i = static_cast<std::size_t>(problem_.begin[s]);
                 priced.taken[s] > 0.0 && i < problem_.begin[s + 1]; ++i) {
                cover[problem_.demands[i]] +=
                    priced.taken[s] *
                    (problem_.shares.empty() ? 1.0 : static_cast<double>(problem_.shares[i]));
            }
        }
        slopes_.assign(multipliers_.size(), 0.0);
        for (std::size_t f = 0; f < slopes_.size(); ++f) {
            slopes_[f] = rules_.floors[f].least - floor_cover(f, [&](std::uint32_t d) {
                             return std::max(0.0, 1.0 - cover[d]);
                         });
        }
        gap_at_turn_ = std::max(bound - (kept() ? best_value_ : 0.9 * bound), 1e-4 * total_) /
                       (1.0 + 0.2 * static_cast<double>(turn));
    }

    [[nodiscard]] RuledSearch::Request search_request() {
        RuledSearch::Request request;
        request.costs = rules_.costs;
        request.budget = rules_.budget;
        request.apart = apart_;
        request.keep = keep_;
        request.allowed = allowed_;
        request.seen = [this](const CoverState& state) {
            double value = 0.0;
            for (std::uint32_t d = 0; d < problem_.weights.size(); ++d) {
                value += problem_.weights[d] * state.covered(d);
            }
            return consider(state.sites(), value,
                            [&](std::uint32_t d) { return 1.0 - state.covered(d); });
        };
        return request;
    }

    void first_set() {
        const CoverIndex index(problem_);
        RuledSearch search(index, search_request());
        search.construct();
    }

    void search(std::size_t turn, std::size_t turns) {
        const CoverProblem weighed_problem = weighed();
        const CoverIndex index(weighed_problem);
        RuledSearch::Request request = search_request();
        request.seed = request_.seed + turn;
        request.rounds = kMostSearchRounds / turns;
        request.work = work() / turns;
        if (timed()) {
            const double from = elapsed_s();
            const double length =
                (request_.time_limit_s - from) / static_cast<double>(turns - turn);
            request.elapsed = [this, from, length] {
                return length > 0.0 ? (elapsed_s() - from) / length : 1.0;
            };
        }
        RuledSearch search(index, std::move(request));
        search.start_from(best_);
        search.run(progress_);
        last_ = search.best_sites();
    }

    /// Floors that the last set misses weigh more, those the relaxed choice over-fills less.
    void push_multipliers() {
        if (rules_.floors.empty()) {
            return;
        }
        double length = 0.0;
        for (const double slope : slopes_) {
            length += slope * slope;
        }
        const std::vector<double> missed = missed_by(last_);
        for (std::size_t f = 0; f < multipliers_.size(); ++f) {
            if (length > 0.0) {
                multipliers_[f] += gap_at_turn_ * slopes_[f] / length;
            }
            const double least = rules_.floors[f].least;
            const double lacks = least - floor_cover(f, [&](std::uint32_t d) { return missed[d]; });
            if (!kept() && lacks > 0.0 && least > 0.0) {
                multipliers_[f] += kPush * lacks / least;
            }
            multipliers_[f] = std::clamp(multipliers_[f], 0.0, kMostMultiplier);
        }
    }

    [[nodiscard]] RuledResult answer() {
        RuledResult result;
        const std::vector<double> missed = missed_by(best_);
        for (std::size_t f = 0; f < floors_.size(); ++f) {
            floors_[f].covered = floor_cover(f, [&](std::uint32_t d) { return missed[d]; });
        }
        result.floors = floors_;
        result.kept = kept();
        result.stopped = stopped_;
        result.common_part = std::min(1.0, best_part_);
        result.proved_impossible = floors_impossible_ && !kept();
        result.order = in_order(problem_, rules_, keep_, best_);
        for (const Pick& pick : result.order) {
            result.cost += rules_.cost(pick.site);
            result.objective = pick.cumulative;
        }
        if (proving_prices_.empty()) {
            multipliers_.assign(multipliers_.size(), 0.0);
            note_prices({});
        }
        result.prices = proving_prices_;
        result.multipliers = proving_multipliers_;
        result.upper_bound = kept() ? std::max(upper_, result.objective) : upper_;
        return result;
    }

    const CoverProblem& problem_;
    const RuledRequest& request_;
    const CoverRules& rules_;
    Progress& progress_;
    std::chrono::steady_clock::time_point started_;
    std::vector<std::uint8_t> allowed_, keep_;
    std::vector<std::vector<std::uint32_t>> apart_;
    std::uint64_t free_budget_ = 0;
    double total_ = 0.0;
    std::vector<double> multipliers_, slopes_; ///< by floor
    double gap_at_turn_ = 0.0;
    std::vector<float> prices_;         ///< of the last turn
    std::vector<double> amounts_;       ///< of each site the relaxed choice takes
    double balance_ = 0.0;              ///< of both
    std::vector<std::uint32_t> place_;  ///< by demand: where its price stands, or kNoDemand
    std::vector<float> proving_prices_; ///< of the least bound, by demand of the problem
    std::vector<double> proving_multipliers_;
    std::vector<FloorOutcome> floors_;
    bool floors_impossible_ = false;
    bool stopped_ = false;
    std::vector<std::uint32_t> best_, last_;
    double best_value_ = -1.0;
    double best_part_ = -1.0;
    double upper_ = std::numeric_limits<double>::infinity();
};

} // namespace

RuledResult solve_ruled(const CoverProblem& problem, const RuledRequest& request,
                        Progress& progress) {
    return RuledSolver(problem, request, progress).run();
}

} // namespace todoku::siting
