#include "report/map_labels.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <random>

using namespace todoku::report::sheet;

namespace {

constexpr Rect kSheet = {0.0, 0.0, 400.0, 300.0};

InkMap no_ink() {
    InkMap ink(kSheet);
    ink.sum();
    return ink;
}

// Pairs of labels and leaders that touch, and labels that leave the sheet; must be none.
int collisions(const LabelBoard& board, double gap) {
    int count = 0;
    const std::vector<Rect>& boxes = board.taken();
    const std::vector<Leader>& leaders = board.leaders();
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        count += kSheet.contains(boxes[i]) ? 0 : 1;
        for (std::size_t j = 0; j < i; ++j) {
            count += boxes[i].grown(gap).overlaps(boxes[j]) ? 1 : 0;
        }
        for (const Leader& leader : leaders) {
            const bool own = boxes[i].grown(0.01).contains(leader.to);
            count += !own && crosses(leader, boxes[i]) ? 1 : 0;
        }
    }
    for (std::size_t i = 0; i < leaders.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            count += crosses(leaders[i], leaders[j]) ? 1 : 0;
        }
    }
    return count;
}

} // namespace

TEST_CASE("The first label takes the place liked best, the second at the same mark another") {
    LabelBoard board(kSheet, 1.0);
    const InkMap ink = no_ink();
    const std::vector<Candidate> places = beside({200.0, 150.0}, 5.0, {40.0, 10.0});
    REQUIRE(board.place(places, ink) == std::optional<std::size_t>(0)); // right of the mark
    const Rect first = board.taken().front();
    CHECK(first.x == 205.0);
    CHECK(first.centre().y == 150.0);
    REQUIRE(board.place(places, ink) == std::optional<std::size_t>(1)); // left of it
    CHECK(collisions(board, 1.0) == 0);
}

TEST_CASE("A label keeps off blocked marks and inside the map") {
    LabelBoard board(kSheet, 1.0);
    const InkMap ink = no_ink();
    board.block({205.0, 145.0, 10.0, 10.0});
    const auto right_blocked = board.place(beside({200.0, 150.0}, 5.0, {40.0, 10.0}), ink);
    REQUIRE(right_blocked == std::optional<std::size_t>(1));
    const auto at_the_edge = board.place(beside({395.0, 5.0}, 3.0, {40.0, 10.0}), ink);
    REQUIRE(at_the_edge.has_value());
    CHECK(collisions(board, 1.0) == 0);
}

TEST_CASE("Nothing is placed where nothing is free") {
    LabelBoard board(kSheet, 1.0);
    board.block(kSheet);
    CHECK_FALSE(board.place(around({200.0, 150.0}, 5.0, 60.0, {20.0, 10.0}), no_ink()).has_value());
    CHECK(board.taken().empty());
}

TEST_CASE("A label moves away from what the map shows") {
    InkMap ink(kSheet);
    for (double y = 140.0; y < 160.0; y += 1.0) {
        for (double x = 200.0; x < 260.0; x += 1.0) {
            ink.add({x, y}, 1.0); // all that lies right of the mark
        }
    }
    ink.sum();
    LabelBoard board(kSheet, 1.0);
    REQUIRE(board.place(beside({200.0, 150.0}, 5.0, {40.0, 10.0}), ink) ==
            std::optional<std::size_t>(1));
}

TEST_CASE("Ink under a rectangle is the sum of what was added") {
    InkMap ink({0.0, 0.0, 100.0, 100.0});
    ink.add({11.0, 11.0}, 2.0);
    ink.add({51.0, 51.0}, 3.0);
    ink.add({-5.0, 50.0}, 7.0); // outside
    ink.add_line({80.0, 10.0}, {80.0, 30.0}, 0.5);
    ink.sum();
    CHECK_THAT(ink.under({0.0, 0.0, 100.0, 100.0}),
               Catch::Matchers::WithinAbs(2.0 + 3.0 + 10.0, 1e-9));
    CHECK_THAT(ink.under({10.0, 10.0, 2.0, 2.0}), Catch::Matchers::WithinAbs(2.0, 1e-9));
    CHECK_THAT(ink.under({20.0, 20.0, 10.0, 10.0}), Catch::Matchers::WithinAbs(0.0, 1e-9));
    CHECK_THAT(ink.under({-50.0, -50.0, 40.0, 40.0}), Catch::Matchers::WithinAbs(0.0, 1e-9));
}

TEST_CASE("Lines that touch at an end do not cross, lines through each other do") {
    CHECK(crosses(Leader{{0, 0}, {10, 10}}, Leader{{0, 10}, {10, 0}}));
    CHECK_FALSE(crosses(Leader{{0, 0}, {10, 10}}, Leader{{10, 10}, {20, 0}}));
    CHECK_FALSE(crosses(Leader{{0, 0}, {10, 0}}, Leader{{0, 5}, {10, 5}}));
    const Rect box = {10.0, 10.0, 10.0, 10.0};
    CHECK(crosses(Leader{{0, 0}, {30, 30}}, box));
    CHECK(crosses(Leader{{12, 12}, {14, 15}}, box)); // within
    CHECK_FALSE(crosses(Leader{{0, 0}, {10, 9}}, box));
    CHECK_FALSE(crosses(Leader{{0, 15}, {10, 15}}, box)); // ends on the edge
}

TEST_CASE("However many labels ask for room, none collide") {
    const bool held = rc::check("labels and leaders stay apart", [] {
        const auto seed = *rc::gen::arbitrary<unsigned>();
        std::mt19937 random(seed);
        const auto unit = [&random] { return static_cast<double>(random()) / 4294967296.0; };
        LabelBoard board(kSheet, 1.2);
        InkMap ink(kSheet);
        for (int i = 0; i < 300; ++i) {
            ink.add({unit() * 400.0, unit() * 300.0}, unit() * 5.0);
        }
        ink.sum();
        for (int i = 0; i < 250; ++i) {
            const Point anchor = {unit() * 400.0, unit() * 300.0};
            const Size size = {8.0 + unit() * 40.0, 8.0 + unit() * 6.0};
            std::vector<Candidate> places = beside(anchor, 3.0, size);
            const std::vector<Candidate> more = around(anchor, 5.0, 60.0, size);
            places.insert(places.end(), more.begin(), more.end());
            (void)board.place(places, ink);
        }
        RC_ASSERT(collisions(board, 1.2) == 0);
        RC_ASSERT(board.taken().size() > 40U);
    });
    CHECK(held);
}

TEST_CASE("A leader ends on the edge of its own label, in line with its middle") {
    const Point anchor = {200.0, 150.0};
    for (const Candidate& place : around(anchor, 5.0, 40.0, {30.0, 10.0})) {
        REQUIRE(place.leader.has_value());
        CHECK(place.box.grown(1e-6).contains(place.leader->to));
        CHECK_FALSE(place.box.grown(-1e-6).contains(place.leader->to));
        const Point middle = place.box.centre();
        const double turn = (middle.x - anchor.x) * (place.leader->to.y - anchor.y) -
                            (middle.y - anchor.y) * (place.leader->to.x - anchor.x);
        CHECK(std::abs(turn) < 1e-6);
    }
}
