#include "siting/cover_curve.hpp"

#include "siting/cover_allowed.hpp"
#include "siting/cover_proof.hpp"
#include "siting/greedy_cover.hpp"
#include "siting/max_cover.hpp"
#include "siting/price_descent.hpp"
#include "siting/ruled_cover.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

namespace todoku::siting {

namespace {

/// Pairs the prices of one number of sites may touch: some tenths of a second.
constexpr std::uint64_t kPriceWork = 100'000'000;
/// A bound so much above what is covered is worth prices of its own.
constexpr double kLoose = 0.001;
/// Pairs a search within a budget may touch.
constexpr std::uint64_t kOtherWork = 100'000'000;

/// The best choice found without these sites: of as many, or within the budget.
std::vector<Pick> best_without(const CoverProblem& problem, const OtherRequest& request,
                               const std::vector<std::uint32_t>& barred) {
    Progress silent;
    const std::vector<std::uint32_t> must(request.must.begin(), request.must.end());
    if (!request.costs.empty()) {
        RuledRequest ruled;
        ruled.rules.budget = request.budget;
        ruled.rules.costs.assign(request.costs.begin(), request.costs.end());
        ruled.must = must;
        ruled.must_not = barred;
        ruled.work = kOtherWork;
        ruled.seed = request.seed;
        ruled.threads = request.threads;
        return solve_ruled(problem, ruled, silent).order;
    }
    CoverRequest cover;
    cover.sites = request.order.size();
    cover.must = must;
    cover.must_not = barred;
    cover.seed = request.seed;
    cover.threads = request.threads;
    cover.improve = true;
    cover.rounds = 2;
    return solve(problem, cover, silent).order;
}

} // namespace

std::vector<CurvePoint> coverage_curve(const CoverProblem& problem, const CurveRequest& request,
                                       const Progress& progress) {
    const AllowedCover allowed(problem, request.must_not);
    const CoverProblem& merged_problem = allowed.cover.problem;
    const std::size_t most = std::min<std::size_t>(request.most, allowed.site.size());
    const std::vector<std::uint32_t> must = allowed.numbers(request.must);
    const std::size_t least = std::max<std::size_t>(1, must.size());
    std::vector<CurvePoint> curve;
    if (most < least) {
        return curve;
    }
    const GreedyCover greedy = greedy_cover(merged_problem, most, must, progress);
    const std::vector<double> nested = cumulative_cover(merged_problem, greedy.sites);
    const std::vector<double> chosen =
        cumulative_cover(merged_problem, allowed.numbers(request.order));
    const double all =
        std::accumulate(merged_problem.weights.begin(), merged_problem.weights.end(), 0.0);
    const auto at = [](const std::vector<double>& sums, std::size_t sites) {
        return sums.empty() ? 0.0 : sums[std::min(sites, sums.size()) - 1];
    };
    for (std::size_t k = least; k <= most; ++k) {
        curve.push_back({static_cast<std::uint32_t>(k), std::max(at(nested, k), at(chosen, k)),
                         all * (1.0 + 1e-9)});
    }
    BoundScope scope;
    scope.must.assign(allowed.site.size(), 0);
    for (const std::uint32_t s : must) {
        scope.must[s] = 1;
    }
    std::set<std::size_t> numbers;
    for (const std::size_t quarters : {1U, 2U, 4U, 8U}) {
        numbers.insert(std::clamp((request.order.size() * quarters + 3) / 4, least, most));
    }
    // Prices of one number prove something of every other.
    const auto look = [&](std::size_t number, std::uint64_t work, std::span<CurvePoint> points) {
        scope.free = number - must.size();
        PriceSearch search(allowed.cover, scope, request.threads);
        PriceEffort effort;
        effort.work = work;
        find_prices(search, merged_problem.weights.size(), effort, curve[number - least].covered,
                    progress);
        const std::vector<float> prices = search.prices();
        for (CurvePoint& point : points) {
            scope.free = point.sites - must.size();
            if (const auto proof = prove(merged_problem, prices, scope, request.threads)) {
                point.upper_bound = std::min(point.upper_bound, proof->bound);
            }
        }
    };
    if (!merged_problem.weights.empty()) {
        for (const std::size_t number : numbers) {
            look(number, kPriceWork, curve);
        }
        // And those between, where what the others prove is loose: each for itself.
        for (std::size_t k = 0; k < curve.size(); ++k) {
            if (curve[k].upper_bound > (1.0 + kLoose) * curve[k].covered) {
                look(curve[k].sites, kPriceWork / curve.size(), std::span(curve).subspan(k, 1));
            }
        }
    }
    for (CurvePoint& point : curve) {
        if (point.sites == request.order.size() && request.upper_bound > 0.0) {
            point.upper_bound = std::min(point.upper_bound, request.upper_bound);
        }
    }
    // Fewer sites never cover more.
    for (std::size_t k = curve.size(); k > 1; --k) {
        curve[k - 2].upper_bound = std::min(curve[k - 2].upper_bound, curve[k - 1].upper_bound);
    }
    for (CurvePoint& point : curve) {
        point.upper_bound =
            std::max(point.upper_bound, point.covered); // rounding of the last digit
    }
    return curve;
}

std::vector<OtherChoice> other_choices(const CoverProblem& problem, const OtherRequest& request,
                                       const Progress& progress) {
    std::vector<OtherChoice> others;
    std::vector<std::uint32_t> barred(request.must_not.begin(), request.must_not.end());
    std::vector<std::uint32_t> last(request.order.begin(), request.order.end());
    const std::set<std::uint32_t> must(request.must.begin(), request.must.end());
    const std::set<std::uint32_t> first(request.order.begin(), request.order.end());
    while (others.size() < request.count) {
        progress.check();
        // What the choice would lose without each of its sites: those it loses least by go.
        std::vector<std::pair<double, std::uint32_t>> losses;
        for (std::size_t k = 0; k < last.size(); ++k) {
            if (must.contains(last[k])) {
                continue;
            }
            std::vector<std::uint32_t> rest = last;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(k));
            const std::vector<double> sums = cumulative_cover(problem, rest);
            losses.emplace_back(-(sums.empty() ? 0.0 : sums.back()), last[k]);
        }
        std::sort(losses.begin(), losses.end());
        const std::size_t spared = (losses.size() + 1) / 2;
        if (spared == 0) {
            break;
        }
        for (std::size_t k = 0; k < spared; ++k) {
            barred.push_back(losses[k].second);
        }
        const std::vector<Pick> found = best_without(problem, request, barred);
        if (found.empty()) {
            break;
        }
        OtherChoice other;
        for (const Pick& pick : found) {
            other.sites.push_back(pick.site);
            other.gains.push_back(pick.gain);
            other.shared += first.contains(pick.site) ? 1U : 0U;
        }
        other.covered = found.back().cumulative;
        last = other.sites;
        others.push_back(std::move(other));
    }
    return others;
}

} // namespace todoku::siting
