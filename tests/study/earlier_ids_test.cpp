// Identifiers of gap areas from one run to the next.
#include "study/earlier_ids.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::study;

namespace {

/// A row of cells of one municipality, and areas of one carrier on it.
class Row {
public:
    explicit Row(std::vector<double> people) {
        grid_.population = std::move(people);
        for (std::uint32_t i = 0; i < grid_.population.size(); ++i) {
            grid_.cells.push_back(cell(i));
            grid_.part_begin.push_back(i);
            grid_.parts.push_back({0, 1.0});
        }
        grid_.part_begin.push_back(static_cast<std::uint32_t>(grid_.parts.size()));
        municipality_.code = domain::GovernmentCode(24, 201);
    }

    static domain::MeshCell cell(std::uint32_t i) {
        return {domain::MeshLevel::M250, 16670, 43680 + static_cast<std::int32_t>(i)};
    }
    static std::string id(std::uint32_t i) { return "24201-" + cell(i).code(); }

    /// Identifiers of present areas by their first cell, in the list's order.
    std::vector<std::pair<std::uint32_t, std::string>>
    kept(const std::vector<std::vector<std::uint32_t>>& earlier,
         const std::vector<std::vector<std::uint32_t>>& present) const {
        EarlierGaps before;
        for (const auto& cells : earlier) {
            ListedGap& gap = before.gaps.emplace_back();
            gap.id = id(fullest(cells));
            gap.carrier = "A";
            gap.technology = "5g";
            gap.municipality_code = "24201";
            for (const std::uint32_t i : cells) {
                gap.cells.push_back(cell(i));
            }
        }
        std::vector<overlay::GapArea> areas;
        for (const auto& cells : present) {
            overlay::GapArea& area = areas.emplace_back();
            area.id = id(fullest(cells));
            area.carrier = "A";
            area.technology = "5g";
            area.cells = cells;
            for (const std::uint32_t i : cells) {
                area.population += grid_.population[i];
            }
        }
        keep_earlier_ids(areas, grid_, std::span(&municipality_, 1), before);
        std::vector<std::pair<std::uint32_t, std::string>> ids;
        for (const overlay::GapArea& area : areas) {
            ids.emplace_back(area.cells.front(), area.id);
        }
        return ids;
    }

private:
    [[nodiscard]] std::uint32_t fullest(const std::vector<std::uint32_t>& cells) const {
        std::uint32_t most = cells.front();
        for (const std::uint32_t i : cells) {
            most = grid_.population[i] > grid_.population[most] ? i : most;
        }
        return most;
    }

    domain::StudyGrid grid_;
    domain::Municipality municipality_;
};

using Ids = std::vector<std::pair<std::uint32_t, std::string>>;

} // namespace

TEST_CASE("A place keeps its identifier though its fullest cell is served now") {
    CHECK(Row({1, 9, 2}).kept({{0, 1, 2}}, {{2}}) == Ids{{2, Row::id(1)}});
}

TEST_CASE("A new place has its own identifier") {
    CHECK(Row({1, 9, 2}).kept({{0}}, {{1, 2}}) == Ids{{1, Row::id(1)}});
}

TEST_CASE("A merged area takes the identifier with most people") {
    CHECK(Row({5, 3, 9}).kept({{0}, {2}}, {{0, 1, 2}}) == Ids{{0, Row::id(2)}});
}

TEST_CASE("A divided area gives its identifier to the part with most people, once") {
    // The fullest cell is the smaller part's, which takes its next one.
    CHECK(Row({9, 1, 0, 6, 6}).kept({{0, 1, 2, 3, 4}}, {{3, 4}, {0, 1}}) ==
          Ids{{3, Row::id(0)}, {0, Row::id(1)}});
    CHECK(Row({9, 0, 6, 6}).kept({{0, 1, 2, 3}}, {{2, 3}, {0}}) ==
          Ids{{2, Row::id(0)}, {0, Row::id(0) + "-2"}});
}

TEST_CASE("Areas of equal people stay in the order of their identifiers") {
    // Both keep names of served cells, which change their order.
    CHECK(Row({9, 4, 0, 4, 9}).kept({{0, 3}, {1, 4}}, {{1}, {3}}) ==
          Ids{{3, Row::id(0)}, {1, Row::id(4)}});
}
