#include "siting/plan_outlook.hpp"

#include "siting/cheapest_cover.hpp"

#include <algorithm>
#include <set>

namespace todoku::siting {

namespace {

/// The curve goes on to twice the plan's number, and at least so far.
constexpr std::uint32_t kLeastCurve = 10;
/// As the front does, of what the plan may cost.
constexpr std::uint64_t kFrontLength = 2;
constexpr std::size_t kOthers = 2;
constexpr std::size_t kPhaseRounds = 2;

class Outlook {
public:
    Outlook(const OutlookRequest& request, const Progress& progress)
        : request_(request), progress_(progress) {}

    void phases(CarrierPlan& plan, std::span<const std::uint32_t> order) const {
        std::vector<std::size_t> sums;
        for (const std::size_t sites : request_.phases) {
            sums.push_back((sums.empty() ? 0 : sums.back()) + sites);
        }
        std::vector<double> best;
        for (const std::size_t sites : sums) {
            best.push_back(best_of(sites, request_.must).objective);
        }
        // Forward: each phase the best that keeps the ones before. Backward: the last phase's best
        // set, its sites by what each adds.
        std::vector<std::uint32_t> forward = request_.must;
        std::vector<double> covered_forward;
        for (const std::size_t sites : sums) {
            const CoverResult found = best_of(std::max(sites, forward.size()), forward);
            append_new(forward, found);
            covered_forward.push_back(found.objective);
        }
        std::vector<std::uint32_t> backward;
        const CoverResult whole =
            sums.back() == order.size() ? CoverResult{} : best_of(sums.back(), request_.must);
        if (whole.order.empty()) {
            backward.assign(order.begin(), order.end());
        } else {
            append_new(backward, whole);
        }
        std::vector<double> covered_backward;
        for (const std::size_t sites : sums) {
            covered_backward.push_back(covered(backward, sites));
        }
        const auto sum = [](const std::vector<double>& values) {
            double all = 0.0;
            for (const double value : values) {
                all += value;
            }
            return all;
        };
        const bool back = sum(covered_backward) > sum(covered_forward);
        const std::vector<std::uint32_t>& sites = back ? backward : forward;
        const std::vector<double>& reached = back ? covered_backward : covered_forward;
        std::size_t from = 0;
        for (std::size_t p = 0; p < sums.size(); ++p) {
            PlanPhase phase;
            for (; from < std::min(sums[p], sites.size()); ++from) {
                phase.assets.push_back(request_.usable[sites[from]]);
            }
            phase.covered = reached[p];
            phase.best = std::max(best[p], reached[p]);
            plan.phases.push_back(std::move(phase));
        }
    }

    [[nodiscard]] PlanTarget target() const {
        CheapestRequest cheapest;
        cheapest.target = request_.target_people;
        cheapest.rules = request_.rules;
        cheapest.rules.budget = 0;
        cheapest.rules.costs.clear();
        cheapest.must = request_.must;
        cheapest.must_not = request_.must_not;
        cheapest.seed = request_.seed;
        cheapest.threads = request_.threads;
        Progress silent;
        const CheapestResult found = cheapest_cover(request_.problem, cheapest, silent);
        PlanTarget target;
        target.ratio = request_.target_ratio;
        target.least = request_.target_people;
        target.most = found.most;
        target.reached = found.reached;
        target.proved_impossible = found.proved_impossible;
        target.sites = found.cost;
        target.proved_least = found.proved_least;
        target.greedy = found.greedy_cost;
        return target;
    }

private:
    [[nodiscard]] CoverResult best_of(std::size_t sites,
                                      const std::vector<std::uint32_t>& must) const {
        progress_.check();
        CoverRequest cover;
        cover.sites = std::max(sites, must.size());
        cover.must = must;
        cover.must_not = request_.must_not;
        cover.seed = request_.seed;
        cover.threads = request_.threads;
        cover.improve = true;
        cover.rounds = kPhaseRounds;
        Progress silent;
        return solve(request_.problem, cover, silent);
    }
    static void append_new(std::vector<std::uint32_t>& sites, const CoverResult& found) {
        const std::set<std::uint32_t> known(sites.begin(), sites.end());
        for (const Pick& pick : found.order) {
            if (!known.contains(pick.site)) {
                sites.push_back(pick.site);
            }
        }
    }
    [[nodiscard]] double covered(const std::vector<std::uint32_t>& sites, std::size_t first) const {
        const CoverProblem& problem = request_.problem;
        std::vector<double> left = problem.weights;
        double sum = 0.0;
        for (std::size_t k = 0; k < std::min(first, sites.size()); ++k) {
            for (auto i = static_cast<std::size_t>(problem.begin[sites[k]]);
                 i < problem.begin[sites[k] + 1]; ++i) {
                double& rest = left[problem.demands[i]];
                const double gain =
                    rest * (problem.shares.empty() ? 1.0 : static_cast<double>(problem.shares[i]));
                sum += gain;
                rest -= gain;
            }
        }
        return sum;
    }

    const OutlookRequest& request_;
    const Progress& progress_;
};

} // namespace

void add_outlook(CarrierPlan& plan, std::span<const std::uint32_t> order,
                 const OutlookRequest& request, const Progress& progress) {
    CurveRequest curve;
    curve.order = order;
    curve.must = request.must;
    curve.must_not = request.must_not;
    curve.most = std::max(kLeastCurve, 2 * static_cast<std::uint32_t>(order.size()));
    // The bound of a plan within a budget or with floors is not one of as many sites.
    const bool by_number = request.rules.costs.empty() && request.rules.floors.empty();
    curve.upper_bound = by_number ? plan.upper_bound : 0.0;
    curve.threads = request.threads;
    plan.curve = coverage_curve(request.problem, curve, progress);
    FrontRequest front;
    front.costs = request.costs;
    front.order = order;
    front.must = request.must;
    front.must_not = request.must_not;
    front.most = kFrontLength * std::max(plan.cost, plan.budget);
    front.seed = request.seed;
    front.threads = request.threads;
    plan.front = pareto_front(request.problem, front, progress);
    OtherRequest others;
    others.order = order;
    others.must = request.must;
    others.must_not = request.must_not;
    others.costs = request.rules.costs;
    others.budget = request.rules.budget;
    others.count = kOthers;
    others.seed = request.seed;
    others.threads = request.threads;
    for (const OtherChoice& other : other_choices(request.problem, others, progress)) {
        OtherPlan named;
        for (const std::uint32_t site : other.sites) {
            named.assets.push_back(request.usable[site]);
        }
        named.gains = other.gains;
        named.covered = other.covered;
        named.shared = other.shared;
        plan.others.push_back(std::move(named));
    }
    const Outlook outlook(request, progress);
    if (!request.phases.empty()) {
        outlook.phases(plan, order);
    }
    if (request.target_ratio > 0.0) {
        plan.target = outlook.target();
    }
}

} // namespace todoku::siting
