// Worths, scores and ranks on small tables; a published TOPSIS; what no candidate may change.
#include "siting/rank_stability.hpp"
#include "siting/scores.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <cmath>

namespace {

using namespace todoku;
using namespace todoku::siting;
using Catch::Matchers::WithinAbs;

constexpr std::size_t kPeople = static_cast<std::size_t>(Criterion::Residents);
constexpr std::size_t kSchool = static_cast<std::size_t>(Criterion::Schools);
constexpr std::size_t kCost = static_cast<std::size_t>(Criterion::Cost);

/// Candidates known by people, schools and cost class.
CarrierCriteria table(const std::vector<std::array<double, 3>>& rows) {
    CarrierCriteria criteria;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        CandidateCriteria candidate;
        candidate.asset = i;
        candidate.measures[kPeople] = Range{rows[i][0], rows[i][0]};
        candidate.measures[kSchool] = Range{rows[i][1], rows[i][1]};
        candidate.measures[kCost] = Range{rows[i][2], rows[i][2]};
        criteria.candidates.push_back(candidate);
    }
    return criteria;
}

References references() {
    References points{};
    points[kPeople] = {0.0, 100.0};
    points[kSchool] = {0.0, 2.0};
    points[kCost] = {5.0, 1.0};
    return points;
}

ScoreRules rules(ScoreMethod method) {
    ScoreRules result;
    result.method = method;
    result.weights = {};
    result.weights[kPeople] = 5.0;
    result.weights[kSchool] = 3.0;
    result.weights[kCost] = 2.0;
    result.order = {Criterion::Schools, Criterion::Residents};
    return result;
}

std::vector<std::size_t> ranks(const CarrierScores& scores) {
    std::vector<std::size_t> result;
    for (const CandidateScore& candidate : scores.candidates) {
        result.push_back(candidate.rank);
    }
    return result;
}

} // namespace

TEST_CASE("Worth is straight between the reference points and level beyond") {
    const ReferencePoints people{0.0, 200.0};
    CHECK(people.worth(50.0) == 0.25);
    CHECK(people.worth(300.0) == 1.0);
    const ReferencePoints cost{5.0, 1.0};
    CHECK(cost.worth(5.0) == 0.0);
    CHECK(cost.worth(2.0) == 0.75);
    CHECK(cost.worth(Range{2.0, 4.0}) == Range{0.25, 0.75});
    CHECK(cost.worth(std::optional<Range>()) == Range{0.0, 1.0});
}

TEST_CASE("The best of an amount is all that is left out by the sites wanted") {
    LeftOut left;
    left.totals[kPeople] = 5000.0;
    left.totals[kSchool] = 4.0;
    const References points = reference_points(left, 20);
    CHECK(points[kPeople].best == 250.0);
    CHECK(points[kSchool].best == 1.0); // no part of a school
}

TEST_CASE("The weighted sum adds weight times worth") {
    const CarrierScores scores = score_candidates(table({{50, 2, 1}, {100, 0, 5}, {0, 0, 3}}),
                                                  references(), rules(ScoreMethod::WeightedSum));
    CHECK_THAT(scores.candidates[0].score->low, WithinAbs(0.25 + 0.3 + 0.2, 1e-12));
    CHECK_THAT(scores.candidates[1].score->low, WithinAbs(0.5, 1e-12));
    CHECK_THAT(scores.candidates[2].score->low, WithinAbs(0.1, 1e-12));
    CHECK(ranks(scores) == std::vector<std::size_t>{1, 2, 3});
}

TEST_CASE("What is not known widens the score and gives no rank") {
    CarrierCriteria criteria = table({{50, 0, 1}, {40, 0, 1}});
    criteria.candidates[1].measures[kCost] = Range{1.0, 3.0};
    criteria.candidates[1].measures[kSchool].reset();
    const CarrierScores scores =
        score_candidates(criteria, references(), rules(ScoreMethod::WeightedSum));
    CHECK_THAT(scores.candidates[1].score->low, WithinAbs(0.2 + 0.0 + 0.1, 1e-12));
    CHECK_THAT(scores.candidates[1].score->high, WithinAbs(0.2 + 0.3 + 0.2, 1e-12));
    CHECK(ranks(scores) == std::vector<std::size_t>{1, 2});
}

TEST_CASE("A criterion that nobody is known by weighs nothing") {
    CarrierCriteria criteria = table({{50, 0, 1}, {40, 0, 1}});
    for (CandidateCriteria& candidate : criteria.candidates) {
        candidate.measures[kSchool].reset();
    }
    const CarrierScores scores =
        score_candidates(criteria, references(), rules(ScoreMethod::WeightedSum));
    CHECK_THAT(scores.weights[kPeople], WithinAbs(5.0 / 7.0, 1e-12));
    CHECK(scores.weights[kSchool] == 0.0);
    CHECK(scores.candidates[0].score->exact());
}

TEST_CASE("Lexicographic: the second criterion decides only between equals of the first") {
    const CarrierScores scores =
        score_candidates(table({{100, 0, 1}, {10, 2, 5}, {20, 2, 5}, {20, 2, 1}}), references(),
                         rules(ScoreMethod::Lexicographic));
    CHECK(ranks(scores) == std::vector<std::size_t>{4, 3, 1, 1});
    CHECK_FALSE(scores.candidates[0].score);
    CHECK(rank_stability(scores, ScoreMethod::Lexicographic, 1).empty());
}

// Hwang & Yoon 1981, Multiple Attribute Decision Making: the fighter aircraft, with their own
// normalisation by vector lengths.
TEST_CASE("Relative closeness is that of the published fighter aircraft") {
    const std::vector<std::array<double, 6>> aircraft = {{2.0, 1500, 20000, 5.5, 5, 9},
                                                         {2.5, 2700, 18000, 6.5, 3, 5},
                                                         {1.8, 2000, 21000, 4.5, 7, 7},
                                                         {2.2, 1800, 20000, 5.0, 5, 5}};
    const std::array<double, 6> weights = {0.2, 0.1, 0.1, 0.1, 0.2, 0.3};
    std::vector<std::array<double, 6>> weighted = aircraft;
    std::array<double, 6> ideal{};
    std::array<double, 6> anti{};
    for (std::size_t c = 0; c < weights.size(); ++c) {
        double squares = 0.0;
        for (const auto& row : aircraft) {
            squares += row[c] * row[c];
        }
        double low = 1e9;
        double high = 0.0;
        for (auto& row : weighted) {
            row[c] *= weights[c] / std::sqrt(squares);
            low = std::min(low, row[c]);
            high = std::max(high, row[c]);
        }
        const bool price = c == 3;
        ideal[c] = price ? low : high;
        anti[c] = price ? high : low;
    }
    const std::array<double, 4> published = {0.643, 0.268, 0.613, 0.312};
    for (std::size_t a = 0; a < published.size(); ++a) {
        CHECK_THAT(topsis_closeness(weighted[a], ideal, anti), WithinAbs(published[a], 0.0015));
    }
}

TEST_CASE("One more candidate never reverses the order of the others, by any method") {
    CHECK(rc::check("order stays", [] {
        const auto row =
            rc::gen::map(rc::gen::container<std::vector<int>>(3, rc::gen::inRange(0, 99)),
                         [](const std::vector<int>& v) {
                             return std::array<double, 3>{v[0] * 1.5, v[1] / 40.0, 1.0 + v[2] % 5};
                         });
        auto rows = *rc::gen::container<std::vector<std::array<double, 3>>>(6, row);
        const auto method = *rc::gen::element(ScoreMethod::WeightedSum, ScoreMethod::Topsis,
                                              ScoreMethod::Lexicographic);
        const auto before = ranks(score_candidates(table(rows), references(), rules(method)));
        rows.push_back(*row);
        const auto after = ranks(score_candidates(table(rows), references(), rules(method)));
        for (std::size_t i = 0; i < before.size(); ++i) {
            for (std::size_t j = 0; j < before.size(); ++j) {
                RC_ASSERT((before[i] < before[j]) == (after[i] < after[j]));
            }
        }
    }));
}

TEST_CASE("Scores do not depend on the unit of a criterion or the scale of the weights") {
    CHECK(rc::check("scale-free", [] {
        const auto people = *rc::gen::container<std::vector<int>>(5, rc::gen::inRange(0, 120));
        std::vector<std::array<double, 3>> rows;
        std::vector<std::array<double, 3>> thousands;
        for (const int p : people) {
            rows.push_back({static_cast<double>(p), p % 3 * 1.0, 1.0 + p % 4});
            thousands.push_back({p * 1024.0, p % 3 * 1.0, 1.0 + p % 4});
        }
        References other = references();
        other[kPeople].best *= 1024.0;
        const auto method = *rc::gen::element(ScoreMethod::WeightedSum, ScoreMethod::Topsis);
        ScoreRules heavy = rules(method);
        for (double& weight : heavy.weights) {
            weight *= 4.0;
        }
        const auto a = score_candidates(table(rows), references(), rules(method));
        const auto b = score_candidates(table(thousands), other, heavy);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            RC_ASSERT(a.candidates[i].score->low == b.candidates[i].score->low);
        }
    }));
}

TEST_CASE("A candidate that is best by everything is first in every draw") {
    const CarrierScores scores = score_candidates(table({{50, 1, 2}, {90, 2, 1}, {40, 1, 3}}),
                                                  references(), rules(ScoreMethod::WeightedSum));
    for (const ScoreMethod method : {ScoreMethod::WeightedSum, ScoreMethod::Topsis}) {
        const auto stability = rank_stability(scores, method, 7, 1000);
        REQUIRE(stability.size() == 3);
        CHECK(stability[1].first_share == 1.0);
        CHECK(stability[1].worst == 1);
        CHECK(stability[0].best == 2);
        CHECK(stability[0].worst == 2);
        CHECK(stability[2].low == 3);
        CHECK(stability[2].high == 3);
        CHECK(stability[0].share_at_rank_or_better == 1.0);
    }
    CHECK_FALSE(rank_stability(scores, ScoreMethod::WeightedSum, 7, 1000)[1].weight_change);
}

TEST_CASE("Ranks under other weights: two rivals change places at the odds of their weights") {
    // People speak for the first, schools for the second; the first leads while
    // weight(people) > weight(schools). Ratio 5/4: log2 of the factors' ratio is triangular on
    // (-2, 2) and must exceed -log2(1.25) = -0.3219: 1 - (2 - 0.3219)^2 / 8 = 0.6480.
    ScoreRules weights = rules(ScoreMethod::WeightedSum);
    weights.weights[kSchool] = 4.0;
    weights.weights[kCost] = 0.0;
    const CarrierScores scores =
        score_candidates(table({{100, 0, 1}, {0, 2, 1}}), references(), weights);
    const auto stability = rank_stability(scores, ScoreMethod::WeightedSum, 1);
    CHECK_THAT(stability[0].first_share, WithinAbs(0.6480, 0.015)); // 3 sigma of 10,000 draws
    CHECK_THAT(stability[1].first_share, WithinAbs(0.3520, 0.015));
    CHECK(stability[0].low == 1);
    CHECK(stability[0].high == 2);
    // Weights 5/9 and 4/9: a ninth less for people, or a ninth more for schools.
    REQUIRE(stability[0].weight_change);
    CHECK_THAT(*stability[0].weight_change, WithinAbs(1.0 / 9.0, 1e-12));
    CHECK_FALSE(stability[1].weight_change); // nobody is behind it
    // The same seed draws the same.
    CHECK(rank_stability(scores, ScoreMethod::WeightedSum, 1)[0].first_share ==
          stability[0].first_share);
}

TEST_CASE("Ranks behind the hundredth are not told apart") {
    std::vector<std::array<double, 3>> rows;
    for (int i = 0; i < 150; ++i) {
        rows.push_back({i / 2.0, 0.0, 1.0});
    }
    const CarrierScores scores =
        score_candidates(table(rows), references(), rules(ScoreMethod::WeightedSum));
    const auto stability = rank_stability(scores, ScoreMethod::WeightedSum, 3, 50);
    CHECK(stability[149].worst == 1);
    CHECK(stability[50].best == 100);
    CHECK(stability[49].best == kRanksTold + 1);
    CHECK(stability[49].worst == kRanksTold + 1);
}
