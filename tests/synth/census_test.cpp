#include "core/csv.hpp"
#include "core/encoding.hpp"
#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"
#include "synth/census.hpp"
#include "synth/census_file.hpp"

#include <rapidcheck.h>

#include <fstream>
#include <iterator>
#include <numeric>

using namespace todoku;
using domain::MeshCell;
using domain::MeshLevel;

namespace {

synth::CensusCell cell_of(std::int32_t row, std::int32_t column, std::int64_t people,
                          std::size_t area = 0) {
    return synth::enumerate(MeshCell(MeshLevel::M250, row, column), area, people, {}, 7);
}

std::vector<std::vector<std::string>> records(const std::string& utf8) {
    std::vector<std::vector<std::string>> rows;
    CsvReader reader(utf8);
    while (reader.next()) {
        rows.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    return rows;
}

// Tsu's corner of the 250 m mesh: rows and columns of cells, far from any edge of a primary mesh.
constexpr std::int32_t kRow = 16670;
constexpr std::int32_t kColumn = 43683;

} // namespace

TEST_CASE("Apportioned people add up to the total and stay within one of their share") {
    CHECK(synth::apportion({1.0, 1.0, 1.0}, 10) == std::vector<std::int64_t>{4, 3, 3});
    CHECK(synth::apportion({0.0, 5.0, 0.0}, 7) == std::vector<std::int64_t>{0, 7, 0});
    CHECK(synth::apportion({}, 0).empty());
    CHECK(rc::check("sums and quotas", [] {
        const auto raw =
            *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000)));
        std::vector<double> weights(raw.begin(), raw.end());
        weights[0] += 1.0;
        const std::int64_t total = *rc::gen::inRange<std::int64_t>(0, 1000000);
        const auto people = synth::apportion(weights, total);
        RC_ASSERT(std::accumulate(people.begin(), people.end(), std::int64_t{0}) == total);
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (std::size_t i = 0; i < people.size(); ++i) {
            RC_ASSERT(std::abs(static_cast<double>(people[i]) -
                               static_cast<double>(total) * weights[i] / sum) <= 1.0 + 1e-6);
        }
    }));
}

TEST_CASE("Ages, sexes and households of a cell agree with each other") {
    for (const std::int64_t people : {1, 2, 3, 7, 40, 311, 1500}) {
        for (std::int32_t k = 0; k < 40; ++k) {
            const auto figures = cell_of(kRow + k, kColumn, people).figures;
            INFO(people << " people, cell " << k);
            REQUIRE(figures[0] == people);
            for (std::size_t column = 0; column < 33; column += 3) { // all = men + women
                REQUIRE(figures[column] == figures[column + 1] + figures[column + 2]);
                REQUIRE(figures[column + 1] >= 0);
                REQUIRE(figures[column + 2] >= 0);
            }
            for (std::size_t kind = 0; kind < 3;
                 ++kind) { // under 15 and over; 15 to 64 and over 64
                REQUIRE(figures[3 + kind] + figures[6 + kind] == figures[kind]);
                REQUIRE(figures[9 + kind] + figures[18 + kind] == figures[6 + kind]);
                for (std::size_t older = 12; older <= 27;
                     older += 3) { // 18+ >= 20+ >= 65+ >= 75+ >= 85+ >= 95+
                    REQUIRE(figures[older + kind] <=
                            figures[older - 3 + kind] + (older == 12 ? figures[6 + kind] : 0));
                }
            }
            REQUIRE(figures[33] >= 1);
            REQUIRE(figures[33] <= people);
            REQUIRE(std::accumulate(figures.begin() + 35, figures.begin() + 42, std::int64_t{0}) ==
                    figures[34]);
            REQUIRE(figures[43] + figures[44] == figures[42]);
            for (std::size_t column = 42; column < synth::kCensusColumns; ++column) {
                REQUIRE(figures[column] >= 0);
                REQUIRE(figures[column] <= figures[33]);
            }
        }
    }
}

TEST_CASE(
    "A small cell hides its details in a near cell of the same municipality, as e-Stat does") {
    // 3 people beside 50; 2 people of another municipality with nobody near; 8 people alone.
    const std::vector<synth::CensusCell> cells = {
        cell_of(kRow, kColumn, 3), cell_of(kRow, kColumn + 2, 50), cell_of(kRow + 1, kColumn, 2, 1),
        cell_of(kRow + 40, kColumn, 8)};
    const std::string bytes = synth::census_file(cells);
    CHECK(bytes.find("\r\n") != std::string::npos);
    const Decoded decoded = decode(bytes, Encoding::Cp932);
    CHECK(decoded.replaced == 0);
    const auto rows = records(decoded.text);
    REQUIRE(rows.size() == 6);
    CHECK(rows[0][0] == "KEY_CODE");
    CHECK(rows[0][4] == "T001142001");
    CHECK(rows[0].size() == 54);
    CHECK(rows[1][4] == "　人口（総数）");

    const auto& small = rows[2];
    const auto& large = rows[3];
    CHECK(small[1] == "2");
    CHECK(small[2] == cells[1].cell.code());
    CHECK(small[4] == "3");
    CHECK(small[4 + synth::k65Plus] == "*");
    CHECK(small[4 + synth::kHouseholds] == std::to_string(cells[0].figures[synth::kHouseholds]));
    CHECK(large[1] == "1");
    CHECK(large[3] == cells[0].cell.code());
    CHECK(large[4] == "50");
    CHECK(large[4 + synth::k65Plus] ==
          std::to_string(cells[0].figures[synth::k65Plus] + cells[1].figures[synth::k65Plus]));
    CHECK(rows[4][1] == "0"); // nobody near to hide behind
    CHECK(rows[4][4 + synth::k65Plus] != "*");
    CHECK(rows[5][1] == "0");
}

TEST_CASE("Several hidden cells are joined by semicolons") {
    const std::vector<synth::CensusCell> cells = {
        cell_of(kRow, kColumn, 2), cell_of(kRow, kColumn + 1, 90), cell_of(kRow, kColumn + 2, 4)};
    const auto rows = records(decode(synth::census_file(cells), Encoding::Cp932).text);
    CHECK(rows[3][3] == cells[0].cell.code() + ";" + cells[2].cell.code());
}

TEST_CASE("Labels of the second header row are those of a real file") {
    const std::string relative = "data/mesh_population/tblT001101H5130.txt";
    if (!test::have_shared(relative)) {
        return;
    }
    std::ifstream in(test::shared(relative), std::ios::binary);
    const std::string real =
        decode(std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()})
            .text;
    const auto theirs = records(real.substr(0, 8000));
    const std::vector<synth::CensusCell> cells = {cell_of(kRow, kColumn, 10)};
    const auto ours = records(decode(synth::census_file(cells), Encoding::Cp932).text);
    CHECK(ours[1] == theirs[1]);
}

TEST_CASE("Census files bear the table numbers of 2020, and other levels are refused") {
    CHECK(synth::census_file_stem(MeshLevel::Km1) == "tblT001140S");
    CHECK(synth::census_file_stem(MeshLevel::M500) == "tblT001141H");
    CHECK(synth::census_file_stem(MeshLevel::M250) == "tblT001142Q");
    CHECK_THROWS_AS(synth::census_file_stem(MeshLevel::Km10), UsageError);
    CHECK_THROWS_AS(synth::census_file_stem(MeshLevel::M100), UsageError);
}
