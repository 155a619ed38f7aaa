// Choices under rules: by hand, and against every choice there is.
#include "core/error.hpp"
#include "siting/ruled_cover.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>

namespace {

using namespace todoku;
using namespace todoku::siting;

std::vector<double> missed_by(const CoverProblem& problem, unsigned sites) {
    std::vector<double> missed(problem.weights.size(), 1.0);
    for (std::size_t s = 0; s < problem.sites(); ++s) {
        if ((sites >> s & 1U) != 0U) {
            for (auto i = problem.begin[s]; i < problem.begin[s + 1]; ++i) {
                missed[problem.demands[i]] *=
                    problem.shares.empty() ? 0.0 : 1.0 - static_cast<double>(problem.shares[i]);
            }
        }
    }
    return missed;
}

double value_of(const CoverProblem& problem, unsigned sites) {
    const auto missed = missed_by(problem, sites);
    double value = 0.0;
    for (std::size_t d = 0; d < missed.size(); ++d) {
        value += problem.weights[d] * (1.0 - missed[d]);
    }
    return value;
}

bool within(const CoverProblem& problem, const CoverRules& rules, unsigned sites) {
    std::uint64_t cost = 0;
    for (std::size_t s = 0; s < problem.sites(); ++s) {
        cost += (sites >> s & 1U) != 0U ? rules.cost(s) : 0;
    }
    const bool clash = std::any_of(rules.apart.begin(), rules.apart.end(), [&](const auto& pair) {
        return (sites >> pair.first & 1U) != 0U && (sites >> pair.second & 1U) != 0U;
    });
    return cost <= rules.budget && !clash;
}

bool floors_kept(const CoverProblem& problem, const CoverRules& rules, unsigned sites) {
    const auto missed = missed_by(problem, sites);
    return std::all_of(rules.floors.begin(), rules.floors.end(), [&](const CoverFloor& floor) {
        double covered = 0.0;
        for (const std::uint32_t d : floor.demands) {
            covered += problem.weights[d] * (1.0 - missed[d]);
        }
        return covered >= floor.least - 1e-9;
    });
}

/// Two towns: sites a (cost 3) and b (cost 2) in the first of 60 and 40 people, c (cost 2) in the
/// second of 30.
CoverProblem two_towns() {
    CoverProblem problem;
    problem.weights = {60, 40, 30};
    problem.begin = {0, 2, 3, 4};
    problem.demands = {0, 1, 0, 2};
    return problem;
}

std::vector<std::uint32_t> sites_of(const RuledResult& result) {
    std::vector<std::uint32_t> sites;
    for (const Pick& pick : result.order) {
        sites.push_back(pick.site);
    }
    std::sort(sites.begin(), sites.end());
    return sites;
}

RuledResult solved(const CoverProblem& problem, CoverRules rules,
                   std::vector<std::uint32_t> must = {}) {
    RuledRequest request;
    request.rules = std::move(rules);
    request.must = std::move(must);
    request.threads = Threads{1};
    Progress silent;
    return solve_ruled(problem, request, silent);
}

} // namespace

TEST_CASE("A budget buys what covers most together") {
    // 4: b and c cover 90; a alone would cover 100 for 3, and nothing else fits.
    const RuledResult four = solved(two_towns(), {4, {3, 2, 2}, {}, {}});
    CHECK(sites_of(four) == std::vector<std::uint32_t>{0});
    CHECK(four.objective == 100.0);
    CHECK(four.cost == 3);
    const RuledResult five = solved(two_towns(), {5, {3, 2, 2}, {}, {}});
    CHECK(sites_of(five) == std::vector<std::uint32_t>{0, 2});
    CHECK(five.objective == 130.0);
    CHECK(five.upper_bound == 130.0);
}

TEST_CASE("A floor brings the small town in, at a price") {
    const RuledResult with = solved(two_towns(), {4, {3, 2, 2}, {}, {{{2}, 30.0}}});
    CHECK(with.kept);
    CHECK(sites_of(with) == std::vector<std::uint32_t>{1, 2});
    CHECK(with.objective == 90.0);
    REQUIRE(with.floors.size() == 1);
    CHECK(with.floors[0].covered == 30.0);
}

TEST_CASE("A floor that no budget keeps is proved impossible, with the most there is") {
    const RuledResult poor = solved(two_towns(), {1, {3, 2, 2}, {}, {{{2}, 20.0}}});
    CHECK_FALSE(poor.kept);
    CHECK(poor.proved_impossible);
    CHECK(poor.floors[0].most_of_all == 30.0);
    CHECK(poor.floors[0].most_in_budget < 20.0);
    CHECK(poor.order.empty());
    const RuledResult beyond = solved(two_towns(), {7, {3, 2, 2}, {}, {{{2}, 31.0}}});
    CHECK(beyond.proved_impossible);
    CHECK(beyond.common_part == 30.0 / 31.0);
    CHECK(sites_of(beyond) == std::vector<std::uint32_t>{0, 2}); // the rest is done all the same
}

TEST_CASE("Sites kept apart never stand together") {
    const RuledResult apart = solved(two_towns(), {9, {3, 2, 2}, {{0, 2}}, {}});
    CHECK(sites_of(apart) == std::vector<std::uint32_t>{0});
    CHECK(apart.objective == 100.0);
}

TEST_CASE("Rules that contradict themselves are refused") {
    CHECK_THROWS_AS(solved(two_towns(), {4, {3, 2}, {}, {}}), UsageError);
    CHECK_THROWS_AS(solved(two_towns(), {4, {3, 0, 2}, {}, {}}), UsageError);
    CHECK_THROWS_AS(solved(two_towns(), {4, {}, {{1, 1}}, {}}), UsageError);
    CHECK_THROWS_AS(solved(two_towns(), {4, {}, {}, {{{7}, 1.0}}}), UsageError);
    CHECK_THROWS_AS(solved(two_towns(), {4, {3, 2, 2}, {}, {}}, {0, 1}), UsageError);
    CHECK_THROWS_AS(solved(two_towns(), {9, {3, 2, 2}, {{0, 2}}, {}}, {0, 2}), UsageError);
    CHECK_THROWS_AS(solved(two_towns(), {9, {3, 2, 2}, {}, {}}, {3}), UsageError);
}

TEST_CASE("Against every choice: the rules are kept, the best is found, the bound holds") {
    CHECK(rc::check("ruled", [] {
        CoverProblem problem;
        const auto demands = *rc::gen::inRange<std::size_t>(1, 13);
        const bool shares = *rc::gen::arbitrary<bool>();
        for (std::size_t d = 0; d < demands; ++d) {
            problem.weights.push_back(*rc::gen::inRange(1, 60));
        }
        problem.begin.push_back(0);
        constexpr std::uint32_t kSites = 8;
        for (std::uint32_t s = 0; s < kSites; ++s) {
            for (std::uint32_t d = 0; d < demands; ++d) {
                if (*rc::gen::inRange(0, 3) == 0) {
                    problem.demands.push_back(d);
                    if (shares) {
                        problem.shares.push_back(static_cast<float>(*rc::gen::inRange(1, 8)) /
                                                 7.0F);
                    }
                }
            }
            problem.begin.push_back(problem.demands.size());
        }
        CoverRules rules;
        rules.budget = *rc::gen::inRange<std::uint64_t>(1, 20);
        if (*rc::gen::arbitrary<bool>()) {
            for (std::uint32_t s = 0; s < kSites; ++s) {
                rules.costs.push_back(*rc::gen::inRange<std::uint32_t>(1, 9));
            }
        } else {
            rules.budget = rules.budget % 5;
        }
        for (auto n = *rc::gen::inRange(0, 4); n > 0; --n) {
            const auto one = *rc::gen::inRange<std::uint32_t>(0, kSites - 1);
            rules.apart.emplace_back(one, *rc::gen::inRange<std::uint32_t>(one + 1, kSites));
        }
        for (auto n = *rc::gen::inRange(0, 3); n > 0; --n) {
            CoverFloor floor;
            for (std::uint32_t d = 0; d < demands; ++d) {
                if (*rc::gen::arbitrary<bool>()) {
                    floor.demands.push_back(d);
                }
            }
            floor.least = *rc::gen::inRange(0, 60);
            rules.floors.push_back(floor);
        }
        double best = -1.0;
        for (unsigned sites = 0; sites < 1U << kSites; ++sites) {
            if (within(problem, rules, sites) && floors_kept(problem, rules, sites)) {
                best = std::max(best, value_of(problem, sites));
            }
        }
        const RuledResult result = solved(problem, rules);
        unsigned chosen = 0;
        for (const Pick& pick : result.order) {
            chosen |= 1U << pick.site;
        }
        RC_ASSERT(within(problem, rules, chosen));
        RC_ASSERT(std::abs(value_of(problem, chosen) - result.objective) < 1e-6);
        RC_ASSERT(result.kept == (best >= 0.0)); // small enough to be found where there is one
        if (result.kept) {
            RC_ASSERT(floors_kept(problem, rules, chosen));
            RC_ASSERT(result.upper_bound >= best - 1e-6);
            RC_ASSERT(result.objective >= best - 1e-6);
        }
        RC_ASSERT(!result.proved_impossible || best < 0.0);
    }));
}
