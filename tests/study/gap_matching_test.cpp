// Which areas are the same place, and what became of them.
#include "overlay/gaps.hpp"
#include "study/gap_changes.hpp"
#include "study/gap_matching.hpp"
#include "study/read_results.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <initializer_list>

using namespace todoku;
using namespace todoku::study;

namespace {

GapGround area(std::vector<std::uint32_t> cells, std::string municipality = "24201",
               std::string service = "A") {
    return {std::move(service), std::move(municipality), std::move(cells)};
}

// Cell number n has n people.
double by_number(std::uint32_t cell, const std::string& /*municipality*/) {
    return cell;
}

struct Pair {
    std::size_t earlier;
    std::size_t present;
    bool same;
    friend bool operator==(const Pair&, const Pair&) = default;
};

std::vector<Pair> linked(const std::vector<GapGround>& earlier,
                         const std::vector<GapGround>& present) {
    std::vector<Pair> pairs;
    for (const GapLink& link : link_gaps(earlier, present, by_number)) {
        pairs.push_back({link.earlier, link.present, link.same});
    }
    return pairs;
}

/// A row of cells with ten people each in one municipality and one layer; '#' is covered.
class Row {
public:
    Row(const std::string& earlier, const std::string& present, double people = 10.0) {
        ground_.municipalities = {{"24201", "津市"}};
        ground_.layers = {{"A", "5g"}};
        for (std::uint32_t i = 0; i < earlier.size(); ++i) {
            ground_.cells.emplace_back(domain::MeshLevel::M250, 16670,
                                       43680 + static_cast<std::int32_t>(i));
            ground_.municipality.emplace_back(0U);
            ground_.present.people.push_back({i, 0, people});
        }
        ground_.moved.assign(earlier.size(), 0);
        ground_.earlier.has.assign(earlier.size(), 1);
        ground_.present.has = ground_.earlier.has;
        ground_.earlier.shares = {shares(earlier)};
        ground_.present.shares = {shares(present)};
    }

    GapChange only(const std::vector<std::vector<std::uint32_t>>& earlier,
                   const std::vector<std::vector<std::uint32_t>>& present) {
        const auto all = changes(earlier, present);
        REQUIRE(all.size() == 1);
        return all.front();
    }
    std::vector<GapChange> changes(const std::vector<std::vector<std::uint32_t>>& earlier,
                                   const std::vector<std::vector<std::uint32_t>>& present) {
        ground_.earlier.gap_cells = earlier;
        ground_.present.gap_cells = present;
        RunResults before;
        before.gaps = listed(earlier);
        RunResults now;
        now.gaps = listed(present);
        return gap_changes(ground_, before, now, {});
    }

private:
    static std::vector<double> shares(const std::string& picture) {
        std::vector<double> shares;
        for (const char c : picture) {
            shares.push_back(c == '#' ? 1.0 : 0.0);
        }
        return shares;
    }
    [[nodiscard]] std::vector<ListedGap>
    listed(const std::vector<std::vector<std::uint32_t>>& areas) const {
        std::vector<ListedGap> gaps;
        for (const auto& cells : areas) {
            ListedGap& gap = gaps.emplace_back();
            gap.carrier = "A";
            gap.technology = "5g";
            gap.municipality_code = "24201";
            for (const std::uint32_t cell : cells) {
                gap.cells.push_back(ground_.cells[cell]);
            }
        }
        return gaps;
    }

    CommonGround ground_;
};

} // namespace

TEST_CASE("A merged area continues the one it shares most people with") {
    CHECK(linked({area({1, 2}), area({8, 9})}, {area({1, 2, 5, 8, 9})}) ==
          std::vector<Pair>{{1, 0, true}, {0, 0, false}});
}

TEST_CASE("Of a divided area the part with most of its people continues it") {
    CHECK(linked({area({1, 2, 3, 8})}, {area({1, 2, 3}), area({8})}) ==
          std::vector<Pair>{{0, 1, true}, {0, 0, false}});
}

TEST_CASE("Areas of other services and municipalities do not match, those of a municipality that "
          "is no more do") {
    CHECK(linked({area({1})}, {area({1}, "24201", "B"), area({1}, "24204")}).empty());
    CHECK(linked({area({1}, "")}, {area({1}, "24204")}) == std::vector<Pair>{{0, 0, true}});
    CHECK(linked({area({1}, "24201")}, {area({1}, "")}) == std::vector<Pair>{{0, 0, true}});
}

TEST_CASE("Equal overlaps fall to the first areas in the lists") {
    CHECK(linked({area({4, 6}), area({3, 7})}, {area({3, 4}), area({6, 7})}) ==
          std::vector<Pair>{{1, 1, true}, {0, 1, false}, {0, 0, true}, {1, 0, false}});
    CHECK(linked({area({0}), area({0}, "24201")}, {area({0})}) ==
          std::vector<Pair>{{0, 0, true}, {1, 0, false}});
}

TEST_CASE("A gap is closed, shrunk, stays, grows or appears by the people who gained or lost") {
    const GapChange closed = Row("#..#", "####").only({{1, 2}}, {});
    CHECK(closed.state == GapState::Closed);
    CHECK(closed.gained == 20.0);
    CHECK(closed.people_earlier == 20.0);
    CHECK(closed.people_present == 0.0);
    const GapChange shrunk = Row("#..#", "##.#").only({{1, 2}}, {{2}});
    CHECK(shrunk.state == GapState::Shrunk);
    CHECK(shrunk.people_earlier == 20.0);
    CHECK(shrunk.people_present == 10.0);
    CHECK(shrunk.cells_earlier == 2);
    CHECK(shrunk.cells_present == 1);
    CHECK(Row("#..#", "#..#").only({{1, 2}}, {{1, 2}}).state == GapState::Stayed);
    const GapChange grown = Row("#..#", "#...").only({{1, 2}}, {{1, 2, 3}});
    CHECK(grown.state == GapState::Grown);
    CHECK(grown.lost == 10.0);
    CHECK(Row("####", "#..#").only({}, {{1, 2}}).state == GapState::Appeared);
}

TEST_CASE("What leaves or enters the list without any change of coverage is no progress and no "
          "loss") {
    CHECK(Row("#..#", "#..#").only({{1, 2}}, {}).state == GapState::Unlisted);
    CHECK(Row("#..#", "#..#").only({}, {{1, 2}}).state == GapState::Listed);
    CHECK(Row("#..#", "####", 0.0).only({{1, 2}}, {}).state ==
          GapState::Unlisted); // all moved away
}

TEST_CASE("Rows of a divided and of a merged area add up to the people left out") {
    const auto divided = Row("......", "..#...").changes({{0, 1, 2, 3, 4, 5}}, {{3, 4, 5}, {0, 1}});
    REQUIRE(divided.size() == 2);
    CHECK(divided[0].state == GapState::Shrunk);
    CHECK(divided[0].people_earlier == 60.0);
    CHECK(divided[0].people_present == 30.0);
    CHECK(divided[0].gained == 10.0);
    CHECK(divided[1].state == GapState::Divided);
    CHECK(divided[1].earlier == 0U);
    CHECK(divided[1].people_earlier == 0.0);
    CHECK(divided[1].people_present == 20.0);
    const auto merged = Row("..#...", "......").changes({{3, 4, 5}, {0, 1}}, {{0, 1, 2, 3, 4, 5}});
    REQUIRE(merged.size() == 2);
    CHECK(merged[0].state == GapState::Grown);
    CHECK(merged[0].people_earlier == 30.0);
    CHECK(merged[0].people_present == 60.0);
    CHECK(merged[1].state == GapState::Merged);
    CHECK(merged[1].present == 0U);
    CHECK(merged[1].people_earlier == 20.0);
    CHECK(merged[1].people_present == 0.0);
}

TEST_CASE("An area divided elsewhere, with the same coverage, has stayed") {
    const auto changes =
        Row("......", "......").changes({{0, 1, 2}, {3, 4, 5}}, {{0, 1}, {2, 3, 4, 5}});
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].state == GapState::Stayed);
    CHECK(changes[1].state == GapState::Stayed);
}

TEST_CASE("The cells of an outline are those it was drawn from, holes and corners included") {
    std::vector<domain::MeshCell> cells;
    for (std::int32_t row = 0; row < 3; ++row) {
        for (std::int32_t column = 0; column < 3; ++column) {
            if (row != 1 || column != 1) {
                cells.emplace_back(domain::MeshLevel::M250, 16670 + row, 43680 + column);
            }
        }
    }
    cells.emplace_back(domain::MeshLevel::M250, 16673, 43683); // touches at a corner
    CHECK(cells_within(overlay::outline_of(cells), domain::MeshLevel::M250) == cells);
    CHECK(cells_within({}, domain::MeshLevel::M250).empty());
}
