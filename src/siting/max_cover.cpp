#include "siting/max_cover.hpp"

#include "core/error.hpp"
#include "siting/cover_index.hpp"
#include "siting/cover_merge.hpp"
#include "siting/cover_state.hpp"
#include "siting/exchange_search.hpp"
#include "siting/lagrangian_bound.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>

namespace todoku::siting {

namespace {

/// Sums that are rounded may fall short of the true ones by at most this part of the total weight:
/// ten thousand times the error of summing 10^6 terms. Bounds from such sums are raised by it.
constexpr double kRoundingRoom = 1e-9;

/// Steps of the Lagrangian bound where no time is given: pairs touched (about a third of a second
/// for the first look) and most steps.
constexpr std::uint64_t kQuickBoundWork = 100'000'000;
constexpr std::uint64_t kBoundWork = 500'000'000;
constexpr std::uint64_t kQuickBoundSteps = 400;
constexpr std::uint64_t kBoundSteps = 2000;

std::size_t steps_for(std::uint64_t work, std::uint64_t most, const CoverIndex& index) {
    return static_cast<std::size_t>(std::clamp<std::uint64_t>(
        work / std::max<std::uint64_t>(1, index.pairs() + index.demands()), 10, most));
}

std::vector<std::uint8_t> allowed_sites(const CoverIndex& index, const CoverRequest& request) {
    std::vector<std::uint8_t> allowed(index.sites(), 1);
    const auto check = [&](std::uint32_t site) {
        if (site >= index.sites()) {
            throw UsageError(
                {fmt::format("候補{}はありません（候補は{}件です）。", site + 1, index.sites()),
                 fmt::format("there is no site {} (there are {})", site + 1, index.sites())});
        }
    };
    for (const std::uint32_t site : request.must_not) {
        check(site);
        allowed[site] = 0;
    }
    std::vector<std::uint8_t> wanted(index.sites(), 0);
    for (const std::uint32_t site : request.must) {
        check(site);
        if (allowed[site] == 0) {
            throw UsageError({fmt::format("候補{}は必須と除外の両方に指定されています。", site + 1),
                              fmt::format("site {} is both demanded and excluded", site + 1)});
        }
        if (wanted[site] != 0) {
            throw UsageError({fmt::format("候補{}が必須に二度指定されています。", site + 1),
                              fmt::format("site {} is demanded twice", site + 1)});
        }
        wanted[site] = 1;
    }
    if (request.must.size() > request.sites) {
        throw UsageError({fmt::format("必須の候補が{}件あり、選ぶ数{}件を超えています。",
                                      request.must.size(), request.sites),
                          fmt::format("{} sites are demanded but only {} are to be chosen",
                                      request.must.size(), request.sites)});
    }
    return allowed;
}

/// One call of solve().
class Solver {
public:
    Solver(const CoverProblem& problem, const CoverRequest& request, Progress& progress)
        : problem_(merged(CoverIndex(problem))), index_(problem_), request_(request),
          progress_(progress), allowed_(allowed_sites(index_, request)), state_(index_, allowed_),
          upper_(index_.total_weight()), started_(std::chrono::steady_clock::now()) {}

    CoverResult run() {
        progress_.begin({"設置場所の選定", "choosing sites"}, 0);
        std::vector<std::uint32_t> chosen = greedy();
        lower(most_of_all());
        if (!settled() && chosen.size() == request_.sites) {
            refine(chosen);
        } else {
            // Every site that adds anything is in: no choice covers more.
            lower(state_.value() + rounding_room());
        }
        CoverResult result = ordered(chosen);
        progress_.end();
        return result;
    }

private:
    [[nodiscard]] double rounding_room() const {
        return index_.exact() ? 0.0 : kRoundingRoom * index_.total_weight();
    }
    void lower(double bound) { upper_ = std::min(upper_, bound); }
    [[nodiscard]] bool settled() const { return state_.value() >= upper_; }
    [[nodiscard]] double elapsed_s() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    }

    /// The demanded sites, then always the site that adds most; a bound from every set on the way:
    /// the optimum adds to any set at most the largest gains there (submodularity; Nemhauser,
    /// Wolsey & Fisher 1978).
    std::vector<std::uint32_t> greedy() {
        std::vector<std::uint32_t> chosen = request_.must;
        for (const std::uint32_t site : chosen) {
            state_.insert(site);
        }
        const std::size_t free = request_.sites - request_.must.size();
        lower(state_.value() + state_.largest_gains(free) + rounding_room());
        while (chosen.size() < request_.sites) {
            progress_.check();
            const auto site = state_.best();
            if (!site) {
                break;
            }
            state_.insert(*site);
            chosen.push_back(*site);
            lower(state_.value() + state_.largest_gains(free) + rounding_room());
        }
        return chosen;
    }

    /// What all sites together cover.
    [[nodiscard]] double most_of_all() const {
        double sum = 0.0;
        for (std::uint32_t d = 0; d < index_.demands(); ++d) {
            const auto covering = index_.covering(d);
            double missed = 1.0;
            for (std::size_t k = 0; k < covering.sites.size(); ++k) {
                const std::uint32_t site = covering.sites[k];
                if (allowed_[site] != 0) {
                    missed *= 1.0 - covering.share(k);
                }
            }
            sum += index_.weight(d) * (1.0 - missed);
        }
        return sum + rounding_room();
    }

    void prove(LagrangianBound& bound) {
        if (const auto proved = bound.proved()) {
            lower(*proved);
        }
    }

    void refine(std::vector<std::uint32_t>& chosen) {
        const double limit = request_.time_limit_s;
        const auto stop_at = [&](double share) {
            return limit > 0.0 ? std::function<bool()>(
                                     [this, limit, share] { return elapsed_s() >= share * limit; })
                               : std::function<bool()>();
        };
        LagrangianBound bound(index_, {request_.sites, request_.must, allowed_}, request_.threads);
        bound.improve(steps_for(kQuickBoundWork, kQuickBoundSteps, index_), state_.value(),
                      progress_, stop_at(0.2));
        prove(bound);
        if (!request_.improve || settled()) {
            return;
        }
        SearchRequest search;
        search.keep = request_.must;
        search.seed = request_.seed;
        search.good_enough = upper_;
        if (limit > 0.0) {
            search.elapsed = [this, limit] { return elapsed_s() / (0.7 * limit); };
        }
        chosen = search_sites(state_, index_, search, progress_);
        become(chosen);
        if (!settled()) {
            bound.improve(steps_for(kBoundWork, kBoundSteps, index_), state_.value(), progress_,
                          stop_at(1.0));
            prove(bound);
        }
    }

    /// Makes the state hold exactly these sites.
    void become(const std::vector<std::uint32_t>& chosen) {
        for (const std::uint32_t site : std::vector<std::uint32_t>(state_.sites())) {
            state_.remove(site);
        }
        for (const std::uint32_t site : chosen) {
            state_.insert(site);
        }
        state_.refresh();
    }

    /// The demanded sites, then the others by what they add, the lower of equals first.
    CoverResult ordered(const std::vector<std::uint32_t>& chosen) {
        std::vector<std::uint8_t> rest(index_.sites(), 0);
        for (const std::uint32_t site : chosen) {
            rest[site] = 1;
        }
        for (const std::uint32_t site : request_.must) {
            rest[site] = 0;
        }
        CoverState state(index_, std::move(rest));
        CoverResult result;
        const auto pick = [&](std::uint32_t site) {
            const double gain = state.insert(site);
            result.objective += gain;
            result.order.push_back({site, gain, result.objective});
        };
        for (const std::uint32_t site : request_.must) {
            pick(site);
        }
        while (const auto site = state.best()) {
            pick(*site);
        }
        result.upper_bound = std::max(upper_, result.objective);
        return result;
    }

    CoverProblem problem_; ///< merged
    CoverIndex index_;
    const CoverRequest& request_;
    Progress& progress_;
    std::vector<std::uint8_t> allowed_;
    CoverState state_;
    double upper_;
    std::chrono::steady_clock::time_point started_;
};

} // namespace

std::vector<double> alone(const CoverProblem& problem) {
    const CoverIndex index(problem);
    std::vector<double> covered(problem.sites(), 0.0);
    for (std::size_t s = 0; s < covered.size(); ++s) {
        const auto list = index.covered_by(s);
        for (std::size_t k = 0; k < list.demands.size(); ++k) {
            covered[s] += problem.weights[list.demands[k]] * list.share(k);
        }
    }
    return covered;
}

CoverResult solve(const CoverProblem& problem, const CoverRequest& request, Progress& progress) {
    return Solver(problem, request, progress).run();
}

} // namespace todoku::siting
