// Heights that are no ground in metres, and ground that looks odd but is.
#include "study/terrain_doubts.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <functional>
#include <limits>

using namespace todoku;
using namespace todoku::study;

namespace {

/// 100 x 100 posts, some 11 m apart from north to south and 9 m across.
geo::HeightGrid grid_of(const std::function<float(int row, int column)>& height) {
    geo::HeightGrid grid{35.0, 136.0, 1e-4, 1e-4, 100, 100, {}};
    for (int row = 0; row < 100; ++row) {
        for (int column = 0; column < 100; ++column) {
            grid.heights.push_back(height(row, column));
        }
    }
    return grid;
}

std::vector<std::string> codes(const geo::HeightGrid& grid) {
    std::vector<std::string> found;
    for (const Issue& issue : terrain_doubts("t.tif", grid)) {
        found.push_back(issue.code + " " + issue.value);
    }
    return found;
}

using Codes = std::vector<std::string>;

/// Hills of 32 degrees.
float hills(int row, int column) {
    return 200.0F + 7.0F * static_cast<float>(std::abs(row % 40 - 20)) +
           0.01F * static_cast<float>(column);
}

} // namespace

TEST_CASE("A value for no data is told by its place below all plains or by its cliffs") {
    const auto with = [](float value, int rows) {
        return codes(grid_of([=](int row, int column) {
            return row >= 30 && row < 30 + rows ? value : hills(row, column);
        }));
    };
    CHECK(codes(grid_of(hills)).empty());
    CHECK(with(-99.0F, 20) == Codes{"terrain_one_value -99"});
    CHECK(with(3000.0F, 20) == Codes{"terrain_one_value 3000"});
    CHECK(with(3000.0F, 1).empty()); // one post in a hundred
    CHECK(with(0.0F, 20).empty());   // the sea below a cliff
    CHECK(codes(grid_of([](int, int) { return 3000.0F; })) == Codes{"terrain_one_value 3000"});
    CHECK(codes(grid_of([](int, int) { return std::numeric_limits<float>::quiet_NaN(); })).empty());
}

TEST_CASE("Lakes and land under the sea are no doubt") {
    // A valley dammed up to 256 m: its shores rise from the water.
    CHECK(codes(grid_of([](int row, int column) {
              return std::max(256.0F, hills(row, column));
          })).empty());
    CHECK(codes(grid_of([](int row, int column) {
              return row < 50 ? -4.0F : 0.0F + static_cast<float>(column) * 0.01F;
          })).empty());
}

TEST_CASE("Mountains in feet are steeper than mountains") {
    const auto slopes = [](float times) {
        return codes(grid_of([=](int row, int column) { return times * hills(row, column); }));
    };
    CHECK(slopes(1.0F).empty());
    CHECK(slopes(3.2808F) == Codes{"terrain_steep 100.0 %"});
}
