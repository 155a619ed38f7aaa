// Small counts of people, and what would give them away.
#include "study/suppression.hpp"
#include "support/catch.hpp"

using namespace todoku::study;

namespace {

/// Layers that count covered and uncovered people.
LayerCounts layer(const std::string& technology, std::vector<std::vector<double>> counts) {
    LayerCounts made{technology, std::move(counts), {0.0, 0.0}};
    for (const auto& municipality : made.counts) {
        made.total[0] += municipality[0];
        made.total[1] += municipality[1];
    }
    return made;
}

} // namespace

TEST_CASE("A count is small above nobody and below the least that is shown") {
    CHECK_FALSE(is_small(0.0, 10.0));
    CHECK_FALSE(is_small(1e-9, 10.0)); // what adding up leaves
    CHECK(is_small(0.3, 10.0));
    CHECK(is_small(9.9, 10.0));
    CHECK_FALSE(is_small(10.0, 10.0));
    CHECK_FALSE(is_small(3.0, 0.0));
}

TEST_CASE("A municipality with a small count takes the one of fewest people with it, as the total "
          "minus the rest would tell it") {
    const std::vector<double> people = {1000.0, 200.0, 500.0};
    const HiddenCounts hidden =
        hidden_counts({layer("5g", {{997.0, 3.0}, {100.0, 100.0}, {250.0, 250.0}})}, people, 10.0);
    CHECK(hidden.municipalities == std::vector<bool>{true, true, false});
    CHECK(hidden.totals == std::vector<bool>{false});
}

TEST_CASE("Small counts that are not small together need no other municipality") {
    const HiddenCounts hidden = hidden_counts(
        {layer("5g", {{995.0, 5.0}, {194.0, 6.0}, {250.0, 250.0}})}, {1000.0, 200.0, 500.0}, 10.0);
    CHECK(hidden.municipalities == std::vector<bool>{true, true, false});
}

TEST_CASE("A municipality is hidden in every layer, and every layer's total must stay safe") {
    // Of the second layer the two hidden by the first leave 4 people together.
    const HiddenCounts hidden =
        hidden_counts({layer("5g", {{995.0, 5.0}, {194.0, 6.0}, {250.0, 250.0}, {300.0, 300.0}}),
                       layer("4g", {{1000.0, 0.0}, {196.0, 4.0}, {480.0, 20.0}, {550.0, 50.0}})},
                      {1000.0, 200.0, 500.0, 600.0}, 10.0);
    CHECK(hidden.municipalities == std::vector<bool>{true, true, true, false});
}

TEST_CASE("A small total is not shown, nor those of the same technology that add up with it") {
    const HiddenCounts hidden = hidden_counts({layer("4g", {{1000.0, 0.0}, {196.0, 4.0}}),
                                               layer("4g", {{500.0, 500.0}, {100.0, 100.0}}),
                                               layer("5g", {{500.0, 500.0}, {100.0, 100.0}})},
                                              {1000.0, 200.0}, 10.0);
    CHECK(hidden.totals == std::vector<bool>{true, true, false});
    CHECK(hidden.municipalities == std::vector<bool>{false, true}); // 100 of 5g: no small sum
}

TEST_CASE("Without a least count nothing is hidden") {
    const HiddenCounts hidden =
        hidden_counts({layer("5g", {{997.0, 3.0}, {199.0, 1.0}})}, {1000.0, 200.0}, 0.0);
    CHECK(hidden.municipalities == std::vector<bool>{false, false});
    CHECK(hidden.totals == std::vector<bool>{false});
}

TEST_CASE("A single small gap area takes the next larger one with it, in every list alike") {
    // The area of 20 people is the same ground in both lists: shown in one, it would tell the
    // other.
    CHECK(hidden_gaps({{0, 100.0}, {0, 20.0}, {0, 3.0}, {1, 20.0}, {1, 40.0}}, 10.0) ==
          std::vector<bool>{false, true, true, true, false});
    CHECK(hidden_gaps({{0, 100.0}, {0, 6.0}, {0, 7.0}}, 10.0) ==
          std::vector<bool>{false, true, true});
    CHECK(hidden_gaps({{0, 100.0}, {0, 50.0}}, 10.0) == std::vector<bool>{false, false});
    CHECK(hidden_gaps({{0, 3.0}}, 10.0) == std::vector<bool>{true});
}
