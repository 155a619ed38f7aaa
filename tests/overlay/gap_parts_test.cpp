// Large gap areas divided into parts: small pictures, and what must hold for any area.
#include "geo/ellipsoid.hpp"
#include "overlay/gap_parts.hpp"
#include "overlay/gaps.hpp"
#include "overlay/study_grid.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <map>
#include <set>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinAbs;

namespace {

const Paper paper;

struct Picture {
    std::vector<domain::MeshCell> cells; ///< rising
    std::vector<double> people;
};

// Rows from north to south; a digit is a cell with that many people, a point none.
Picture picture(const std::vector<std::string>& rows) {
    Picture result;
    for (std::size_t r = rows.size(); r-- > 0;) {
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            if (rows[r][c] != '.') {
                result.cells.push_back(
                    paper.cell(static_cast<int>(rows.size() - 1 - r), static_cast<int>(c)));
                result.people.push_back(rows[r][c] - '0');
            }
        }
    }
    return result;
}

// The parts drawn in the same way, as letters.
std::vector<std::string> drawn(const std::vector<std::string>& rows,
                               const std::vector<std::uint32_t>& parts) {
    std::vector<std::string> result = rows;
    std::size_t next = 0;
    for (std::size_t r = rows.size(); r-- > 0;) {
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            if (rows[r][c] != '.') {
                result[r][c] = static_cast<char>('a' + parts[next++]);
            }
        }
    }
    return result;
}

std::vector<std::string> divided(const std::vector<std::string>& rows, double reach_m) {
    const Picture p = picture(rows);
    return drawn(rows, divide_into_parts(p.cells, p.people, Metres(reach_m)));
}

bool touch(domain::MeshCell a, domain::MeshCell b) {
    return std::abs(a.row() - b.row()) <= 1 && std::abs(a.column() - b.column()) <= 1;
}

bool hangs_together(const std::vector<domain::MeshCell>& cells) {
    std::vector<domain::MeshCell> found = {cells.front()};
    std::set<domain::MeshCell> waiting(cells.begin() + 1, cells.end());
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (auto cell = waiting.begin(); cell != waiting.end();) {
            if (touch(*cell, found[i])) {
                found.push_back(*cell);
                cell = waiting.erase(cell);
            } else {
                ++cell;
            }
        }
    }
    return waiting.empty();
}

// Everything that hangs together with the cell in the middle of a random field.
Picture random_area(Dice& dice, int size) {
    std::set<domain::MeshCell> field;
    for (int r = 0; r < size; ++r) {
        for (int c = 0; c < size; ++c) {
            if (dice.unit() < 0.45) {
                field.insert(paper.cell(r, c));
            }
        }
    }
    std::vector<domain::MeshCell> area = {paper.cell(size / 2, size / 2)};
    field.erase(area.front());
    for (std::size_t i = 0; i < area.size(); ++i) {
        for (auto cell = field.begin(); cell != field.end();) {
            if (touch(*cell, area[i])) {
                area.push_back(*cell);
                cell = field.erase(cell);
            } else {
                ++cell;
            }
        }
    }
    std::sort(area.begin(), area.end());
    Picture result{std::move(area), {}};
    for (std::size_t i = 0; i < result.cells.size(); ++i) {
        result.people.push_back(static_cast<double>(dice.below(6)));
    }
    return result;
}

} // namespace

TEST_CASE("an area that does not reach far from its fullest cell stays whole") {
    // A 250 m cell is about 231 m high and 286 m wide here.
    CHECK(divided({"111", "191", "111"}, 370) == std::vector<std::string>{"aaa", "aaa", "aaa"});
    CHECK(divided({"9"}, 0) == std::vector<std::string>{"a"});
}

TEST_CASE("a long area is divided halfway between its fullest cells") {
    // Seeds: the 9, then the 8, more than 600 m away; the cell in the middle is as far from both
    // and stays with the first.
    CHECK(divided({"1911181"}, 600) == std::vector<std::string>{"aaaabbb"});
    CHECK(divided({"1911181"}, 1500) == std::vector<std::string>{"aaaaaaa"});
}

TEST_CASE("distance follows the area, not the line of sight") {
    // The two arms are close across the gap but far by way of the bend.
    CHECK(divided({"9...8", "1...1", "1...1", "11111"}, 1200) ==
          std::vector<std::string>{"a...b", "a...b", "a...b", "aaabb"});
}

TEST_CASE("every part of any area hangs together, keeps to its reach, and nothing is lost") {
    Dice dice(5);
    for (int round = 0; round < 60; ++round) {
        const Picture p = random_area(dice, 30);
        const double reach_m = dice.between(200, 3000);
        const auto parts = divide_into_parts(p.cells, p.people, Metres(reach_m));
        REQUIRE(parts.size() == p.cells.size());
        std::map<std::uint32_t, std::vector<domain::MeshCell>> by_part;
        std::map<std::uint32_t, double> most;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            by_part[parts[i]].push_back(p.cells[i]);
            most[parts[i]] = std::max(most[parts[i]], p.people[i]);
        }
        CHECK(by_part.rbegin()->first + 1 == by_part.size()); // none is empty
        for (const auto& [part, cells] : by_part) {
            CHECK(hangs_together(cells));
            // Two cells of a part are at most twice the reach apart; the line of sight is shorter.
            for (const domain::MeshCell cell : cells) {
                CHECK(geo::distance(cell.centre(), cells.front().centre()).value() <=
                      2.0 * reach_m + 1.0);
            }
        }
        // Same call, same parts.
        CHECK(divide_into_parts(p.cells, p.people, Metres(reach_m)) == parts);
    }
}

TEST_CASE("parts of gap areas add up to the areas they were") {
    using domain::Technology;
    Dice dice(31);
    domain::CoverageLayer layer;
    layer.carrier = "キャリアA";
    layer.technology = Technology::Nr5gSub6;
    for (int i = 0; i < 10; ++i) {
        layer.polygons.polygons.push_back(
            {star(paper, dice, dice.between(0, 40), dice.between(0, 30), 1, 4, 40), {}});
    }
    const std::vector<domain::Municipality> towns = {
        {domain::GovernmentCode(24, 201), "西町", "", {{{paper.box(0, 0, 14.3, 30), {}}}}},
        {domain::GovernmentCode(24, 202), "東町", "", {{{paper.box(14.3, 0, 40, 30), {}}}}}};
    domain::PopulationGrid population;
    for (int r = 0; r < 30; ++r) {
        for (int c = 0; c < 40; ++c) {
            population.push_back(paper.cell(r, c), static_cast<double>(dice.below(30)), 4, 3);
        }
    }
    const domain::StudyGrid grid = make_study_grid(population, towns).value;
    Progress progress;
    const Coverage coverage =
        measure_coverage({.grid = grid, .layers = std::span(&layer, 1)}, Threads{1}, progress);
    const std::vector<domain::Place> places = {{"school", "中央小学校", paper.at(20.5, 15.5)}};
    const std::vector<domain::Road> roads = {
        {"国道", "national", {{{paper.at(0.5, 0.5), paper.at(39.5, 29.5)}}}}};
    const auto sums = [&](Metres extent) {
        struct Sums {
            double people = 0, households = 0, old = 0, area_m2 = 0, road_m = 0;
            std::size_t cells = 0, places = 0, areas = 0;
        };
        std::map<std::pair<std::string, std::uint32_t>, Sums> by_town;
        std::set<std::pair<std::string, std::string>> ids;
        for (const GapArea& area : find_gaps({.grid = grid,
                                              .municipalities = towns,
                                              .coverage = coverage,
                                              .places = places,
                                              .roads = roads,
                                              .rule = {},
                                              .greatest_extent = extent})) {
            Sums& sum = by_town[{area.carrier, area.municipality}];
            sum.people += area.population;
            sum.households += area.households;
            sum.old += area.population_65plus;
            sum.area_m2 += area.area_m2;
            sum.road_m += area.road_m;
            sum.cells += area.cells.size();
            sum.places += area.places.size();
            ++sum.areas;
            CHECK(ids.insert({area.carrier, area.id}).second);
            if (!area.places.empty()) {
                CHECK(area.nearest_place == "中央小学校");
            }
        }
        return by_town;
    };
    const auto whole = sums(Metres(0.0));
    const auto parts = sums(Metres(2000.0));
    REQUIRE(whole.size() == parts.size());
    for (const auto& [town, sum] : whole) {
        const auto& divided_sum = parts.at(town);
        CHECK(divided_sum.areas > sum.areas);
        CHECK(divided_sum.cells == sum.cells);
        CHECK(divided_sum.places == sum.places);
        CHECK_THAT(divided_sum.people, WithinAbs(sum.people, 1e-6));
        CHECK_THAT(divided_sum.households, WithinAbs(sum.households, 1e-6));
        CHECK_THAT(divided_sum.old, WithinAbs(sum.old, 1e-6));
        CHECK_THAT(divided_sum.area_m2, WithinAbs(sum.area_m2, 1e-3));
        CHECK_THAT(divided_sum.road_m, WithinAbs(sum.road_m, 1e-6));
    }
}
