#include "siting/cheapest_cover.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace todoku::siting {

namespace {

/// Sums that are rounded may fall short of the true ones by at most this part of all weight.
constexpr double kRoundingRoom = 1e-9;

/// What one look at a budget gave.
struct Look {
    bool reached = false;
    bool too_little = false; ///< proved
    RuledResult plan;
};

class Cheapest {
public:
    Cheapest(const CoverProblem& problem, const CheapestRequest& request, Progress& progress)
        : problem_(problem), request_(request), progress_(progress) {
        double total = 0.0;
        for (const double weight : problem.weights) {
            total += weight;
        }
        target_ = request.target - kRoundingRoom * total;
    }

    CheapestResult run() {
        CheapestResult result;
        const std::uint64_t most = whole_budget();
        result.greedy_cost = greedy_cost(result.most);
        // The greedy cost is known to do where no floors nor pairs bind; else the whole budget is
        // looked at first.
        std::uint64_t enough = most;
        const bool plain = request_.rules.apart.empty() && request_.rules.floors.empty();
        if (plain && result.greedy_cost > 0) {
            enough = std::min(enough, result.greedy_cost);
        }
        Look best = look_at(enough);
        result.plan = best.plan;
        if (!best.reached) {
            result.proved_impossible = best.too_little && enough == most;
            result.cost = best.plan.cost;
            result.proved_least = best.too_little ? enough + 1 : 0;
            result.stopped = stopped_;
            return result;
        }
        result.reached = true;
        result.cost = best.plan.cost;
        std::uint64_t too_little = 0; // proved
        std::uint64_t in_vain = 0;    // looked at without an answer
        while (std::max(too_little, in_vain) + 1 < result.cost && !stopping()) {
            const std::uint64_t low = std::max(too_little, in_vain);
            // Nearer to the top at first: a greedy plan wastes about a tenth.
            const std::uint64_t budget =
                in_vain == 0 && too_little == 0
                    ? std::max<std::uint64_t>(1, result.cost -
                                                     std::max<std::uint64_t>(1, result.cost / 8))
                    : low + (result.cost - low) / 2;
            Look look = further_look_at(budget);
            if (look.reached) {
                result.cost = look.plan.cost;
                result.plan = std::move(look.plan);
            } else if (look.too_little) {
                too_little = budget;
            } else {
                in_vain = budget;
            }
        }
        // What is proved may lie under what was looked at in vain.
        for (std::uint64_t high = result.cost; too_little + 1 < high && !stopping();) {
            const std::uint64_t budget = too_little + (high - too_little) / 2;
            if (proved_too_little(budget)) {
                too_little = budget;
            } else {
                high = budget;
            }
        }
        result.proved_least = too_little + 1;
        result.stopped = stopped_;
        return result;
    }

private:
    /// Whether to leave it at what is known. @throws Interrupted where that is not wanted
    [[nodiscard]] bool stopping() {
        if (!request_.best_on_stop) {
            progress_.check();
        } else if (Progress::stop_requested()) {
            Progress::clear_stop();
            stopped_ = true;
        }
        return stopped_;
    }
    [[nodiscard]] bool counted() const {
        const CoverRules& rules = request_.rules;
        return rules.costs.empty() && rules.apart.empty() && rules.floors.empty();
    }
    [[nodiscard]] std::uint64_t whole_budget() const {
        std::uint64_t all = 0;
        for (std::size_t s = 0; s < problem_.sites(); ++s) {
            all += request_.rules.cost(s);
        }
        return request_.rules.budget == 0 ? all : std::min(all, request_.rules.budget);
    }

    /// Cost of greedy's way to the target; 0 where it does not get there. Also what all cover.
    std::uint64_t greedy_cost(double& most) {
        std::vector<std::uint8_t> out(problem_.sites(), 0);
        for (const std::uint32_t s : request_.must_not) {
            if (s < out.size()) {
                out[s] = 1;
            }
        }
        std::vector<double> left = problem_.weights;
        double covered = 0.0;
        std::uint64_t cost = 0;
        bool there = false;
        const auto gain_of = [&](std::uint32_t s) {
            double gain = 0.0;
            for (auto i = static_cast<std::size_t>(problem_.begin[s]); i < problem_.begin[s + 1];
                 ++i) {
                gain += left[problem_.demands[i]] *
                        (problem_.shares.empty() ? 1.0 : static_cast<double>(problem_.shares[i]));
            }
            return gain;
        };
        const auto take = [&](std::uint32_t s) {
            covered += gain_of(s);
            for (auto i = static_cast<std::size_t>(problem_.begin[s]); i < problem_.begin[s + 1];
                 ++i) {
                left[problem_.demands[i]] *=
                    problem_.shares.empty() ? 0.0 : 1.0 - static_cast<double>(problem_.shares[i]);
            }
            out[s] = 1;
            if (!there) {
                cost += request_.rules.cost(s);
                there = covered >= target_;
            }
        };
        for (const std::uint32_t s : request_.must) {
            if (s < out.size() && out[s] == 0) {
                take(s);
            }
        }
        std::vector<std::pair<double, std::uint32_t>> offers; // a heap of old gains for their cost
        const auto worth = [&](std::uint32_t s) {
            return gain_of(s) / static_cast<double>(request_.rules.cost(s));
        };
        for (std::uint32_t s = 0; s < out.size(); ++s) {
            if (out[s] == 0) {
                offers.emplace_back(worth(s), ~s); // ties to the lower
            }
        }
        std::make_heap(offers.begin(), offers.end());
        while (!offers.empty() && offers.front().first > 0.0) {
            std::pop_heap(offers.begin(), offers.end());
            const std::uint32_t s = ~offers.back().second;
            offers.back().first = worth(s);
            if (offers.size() == 1 || offers.back() >= offers.front()) {
                offers.pop_back();
                take(s);
            } else {
                std::push_heap(offers.begin(), offers.end());
            }
        }
        most = covered;
        return there ? cost : 0;
    }

    [[nodiscard]] CoverRequest count_request(std::uint64_t sites) const {
        CoverRequest cover;
        cover.sites = static_cast<std::size_t>(sites);
        cover.must = request_.must;
        cover.must_not = request_.must_not;
        cover.seed = request_.seed;
        cover.threads = request_.threads;
        cover.wanted = target_;
        return cover;
    }

    Look look_at(std::uint64_t budget) {
        Progress silent;
        Look look;
        if (counted()) {
            if (budget < request_.must.size()) {
                look.too_little = true;
                return look;
            }
            CoverRequest cover = count_request(budget);
            cover.improve = true;
            cover.time_limit_s = request_.time_limit_s;
            cover.best_on_stop = request_.best_on_stop;
            const CoverResult found = solve(problem_, cover, silent);
            look.plan.order = trimmed_to_target(found.order);
            look.plan.objective = look.plan.order.empty() ? 0.0 : look.plan.order.back().cumulative;
            look.plan.upper_bound = found.upper_bound;
            look.plan.cost = look.plan.order.size();
            look.plan.stopped = found.stopped;
        } else {
            RuledRequest ruled;
            ruled.rules = request_.rules;
            ruled.rules.budget = budget;
            ruled.must = request_.must;
            ruled.must_not = request_.must_not;
            ruled.time_limit_s = request_.time_limit_s;
            ruled.seed = request_.seed;
            ruled.threads = request_.threads;
            ruled.wanted = target_;
            ruled.best_on_stop = request_.best_on_stop;
            std::uint64_t demanded = 0;
            for (const std::uint32_t s : request_.must) {
                demanded += request_.rules.cost(s);
            }
            if (budget < demanded) {
                look.too_little = true;
                return look;
            }
            look.plan = solve_ruled(problem_, ruled, silent);
        }
        look.reached = look.plan.kept && look.plan.objective >= target_;
        look.too_little =
            !look.reached && (look.plan.upper_bound < target_ || look.plan.proved_impossible);
        too_little_[budget] = look.too_little;
        stopped_ = stopped_ || look.plan.stopped;
        return look;
    }

    /// A look after the first: asked to stop before it found anything, it found nothing.
    Look further_look_at(std::uint64_t budget) {
        try {
            return look_at(budget);
        } catch (const Interrupted&) {
            if (!request_.best_on_stop) {
                throw;
            }
            Progress::clear_stop();
            stopped_ = true;
            return {};
        }
    }

    /// Sites after the one that reaches the target are not needed, but for those demanded.
    [[nodiscard]] std::vector<Pick> trimmed_to_target(const std::vector<Pick>& order) const {
        std::size_t count = 0;
        while (count < order.size() && (count < request_.must.size() || count == 0 ||
                                        order[count - 1].cumulative < target_)) {
            ++count;
        }
        return {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count)};
    }

    [[nodiscard]] bool proved_too_little(std::uint64_t budget) {
        const auto known = too_little_.find(budget);
        return known != too_little_.end() ? known->second : further_look_at(budget).too_little;
    }

    const CoverProblem& problem_;
    const CheapestRequest& request_;
    Progress& progress_;
    double target_ = 0.0;
    bool stopped_ = false;
    std::map<std::uint64_t, bool> too_little_; ///< of budgets looked at: proved
};

} // namespace

CheapestResult cheapest_cover(const CoverProblem& problem, const CheapestRequest& request,
                              Progress& progress) {
    progress.begin({"必要な数の探索", "looking for the fewest sites"}, 0);
    CheapestResult result = Cheapest(problem, request, progress).run();
    progress.end();
    return result;
}

} // namespace todoku::siting
