// Weights from pairwise comparisons against Saaty's own example, and what is refused.
#include "core/error.hpp"
#include "siting/pairwise_weights.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <cmath>

namespace {

using namespace todoku;
using namespace todoku::siting;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

} // namespace

// Saaty 1990, How to make a decision: the analytic hierarchy process, EJOR 48: buying a house.
TEST_CASE("Saaty's house has the published priorities and consistency ratio") {
    const std::vector<std::string> names = {"size",         "transportation", "neighbourhood",
                                            "age of house", "yard",           "modern facilities",
                                            "condition",    "financing"};
    const std::vector<std::vector<double>> upper = {{5, 3, 7, 6, 6, 1.0 / 3, 1.0 / 4},
                                                    {1.0 / 3, 5, 3, 3, 1.0 / 5, 1.0 / 7},
                                                    {6, 3, 4, 6, 1.0 / 5},
                                                    {1.0 / 3, 1.0 / 4, 1.0 / 7, 1.0 / 8},
                                                    {1.0 / 2, 1.0 / 5, 1.0 / 6},
                                                    {1.0 / 5, 1.0 / 6},
                                                    {1.0 / 2}};
    std::vector<Comparison> pairs;
    for (std::size_t i = 0; i < upper.size(); ++i) {
        for (std::size_t j = 0; j < upper[i].size(); ++j) {
            pairs.push_back({names[i], names[i + 1 + j], upper[i][j]});
        }
    }
    const PairwiseWeights result = weights_from_pairs(pairs);
    REQUIRE(result.names == names);
    const std::vector<double> published = {0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333};
    for (std::size_t i = 0; i < published.size(); ++i) {
        CHECK_THAT(result.weights[i], WithinAbs(published[i], 0.0005));
    }
    CHECK_THAT(result.eigenvalue, WithinAbs(9.669, 0.0005));
    CHECK_THAT(result.consistency_ratio, WithinAbs(0.169, 0.0005));
    // Neighbourhood 6 x condition, condition 1/2 x... : size 3 x 6 = 18 against 1/3.
    CHECK(result.worst == std::array<std::string, 3>{"size", "neighbourhood", "condition"});
}

TEST_CASE("Comparisons that agree give their ratios and no contradiction") {
    const PairwiseWeights result =
        weights_from_pairs(std::vector<Comparison>{{"a", "b", 2}, {"b", "c", 3}, {"a", "c", 6}});
    CHECK_THAT(result.weights[0], WithinAbs(0.6, 1e-12));
    CHECK_THAT(result.weights[1], WithinAbs(0.3, 1e-12));
    CHECK_THAT(result.weights[2], WithinAbs(0.1, 1e-12));
    CHECK_THAT(result.eigenvalue, WithinAbs(3.0, 1e-12));
    CHECK_THAT(result.consistency_ratio, WithinAbs(0.0, 1e-12));
}

TEST_CASE("Comparisons that cannot be used are refused by name") {
    const auto message = [](std::vector<Comparison> pairs) {
        try {
            weights_from_pairs(pairs);
        } catch (const UsageError& error) {
            return error.message().en;
        }
        return std::string();
    };
    CHECK_THAT(message({{"a", "b", 2}, {"b", "c", 3}}), Contains("\"a\" and \"c\""));
    CHECK_THAT(message({{"a", "b", 2}, {"b", "a", 2}}), Contains("compared twice"));
    CHECK_THAT(message({{"a", "a", 1}}), Contains("itself"));
    CHECK_THAT(message({{"a", "b", 10}}), Contains("between 1/9 and 9"));
    CHECK_THAT(message({{"a", "b", std::nan("")}}), Contains("between 1/9 and 9"));
    CHECK_THAT(message({}), Contains("no pairwise comparisons"));
}

TEST_CASE("Ratios of given weights give those weights") {
    CHECK(rc::check("weights come back", [] {
        const auto given = *rc::gen::container<std::vector<int>>(4, rc::gen::inRange(3, 10));
        std::vector<Comparison> pairs;
        double sum = 0.0;
        for (std::size_t i = 0; i < given.size(); ++i) {
            sum += given[i];
            for (std::size_t j = i + 1; j < given.size(); ++j) {
                pairs.push_back({std::to_string(i), std::to_string(j),
                                 static_cast<double>(given[i]) / given[j]});
            }
        }
        const PairwiseWeights result = weights_from_pairs(pairs);
        for (std::size_t i = 0; i < given.size(); ++i) {
            RC_ASSERT(std::abs(result.weights[i] - given[i] / sum) < 1e-9);
        }
        RC_ASSERT(result.consistency_ratio < 1e-9);
    }));
}
