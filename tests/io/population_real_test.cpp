// Real census and projection meshes against sums taken from the files by other means.
#include "core/encoding.hpp"
#include "io/readers.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

using namespace todoku;
using domain::MeshLevel;

namespace {

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Sums of the columns of total, 65+ and households, by splitting lines at commas: these files hold
/// no quotes.
struct Sums {
    std::int64_t rows = 0;
    double population = 0;
    double elderly = 0;
    double households = 0;
};

Sums sums_of(const std::string& relative) {
    std::ifstream in(test::shared(relative), std::ios::binary);
    std::stringstream text(
        decode(std::string{std::istreambuf_iterator<char>(in), {}}, Encoding::Cp932).text);
    Sums sums;
    std::string line;
    std::getline(text, line);
    std::getline(text, line);
    while (std::getline(text, line)) {
        std::stringstream cells(line);
        std::vector<std::string> row;
        for (std::string cell; std::getline(cells, cell, ',');) {
            row.push_back(cell);
        }
        const auto figure = [](const std::string& cell) {
            return cell == "*" ? 0.0 : std::stod(cell);
        };
        ++sums.rows;
        sums.population += figure(row.at(4));
        sums.elderly += figure(row.at(22));
        sums.households += figure(row.at(37));
    }
    return sums;
}

/// Sum of a numeric column, by the layout of dBASE III tables (header, then records of fixed
/// width).
double dbf_sum(const std::string& relative, const std::string& name) {
    std::ifstream in(test::shared(relative), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto byte = [&bytes](std::size_t at) {
        return static_cast<std::size_t>(static_cast<unsigned char>(bytes.at(at)));
    };
    const std::size_t records = byte(4) + (byte(5) << 8U) + (byte(6) << 16U);
    const std::size_t header = byte(8) + (byte(9) << 8U);
    const std::size_t width = byte(10) + (byte(11) << 8U);
    std::size_t column = 1; // after the deletion mark
    std::size_t field = 32;
    while (bytes.substr(field, 11).c_str() != name) {
        column += byte(field + 16);
        field += 32;
    }
    double total = 0;
    for (std::size_t i = 0; i < records; ++i) {
        total += std::stod(bytes.substr(header + i * width + column, byte(field + 16)));
    }
    return total;
}

} // namespace

TEST_CASE("The 2020 census of Wakayama by kilometre keeps its sums") {
    const std::string file = "data/mesh_population/tblT001100S30.txt";
    if (!test::have_shared(file)) {
        return;
    }
    io::PopulationSource source;
    source.files = {test::shared(file)};
    source.shown_as = {"tblT001100S30.txt"};
    const auto loaded = io::read_population(source);
    const Sums expected = sums_of(file);
    CHECK(expected.population == 922584); // 総務省統計局, 和歌山県 2020: 922,584
    CHECK(loaded.value.level == MeshLevel::Km1);
    CHECK(loaded.counts.read == 2237);
    CHECK(loaded.counts.used == expected.rows);
    CHECK(loaded.counts.rejected == 0);
    CHECK(loaded.value.size() == 2237);
    CHECK(sum(loaded.value.population) == expected.population);
    CHECK(sum(loaded.value.households) == expected.households);
    CHECK_THAT(sum(loaded.value.population_65plus),
               Catch::Matchers::WithinAbs(expected.elderly, 1e-6));
    for (std::size_t i = 0; i < loaded.value.size(); ++i) {
        CHECK(loaded.value.population_65plus[i] >= 0);
        CHECK(loaded.value.population_65plus[i] <= loaded.value.population[i] + 1e-9);
    }
    REQUIRE(loaded.issues.size() == 1);
    CHECK_THAT(loaded.issues[0].problem.en,
               Catch::Matchers::Contains("aged 65 and over 447, aged 75 and over 447"));
}

TEST_CASE("Two primary meshes of 500 m are joined") {
    const std::string a = "data/mesh_population/tblT001101H5031.txt";
    const std::string b = "data/mesh_population/tblT001101H5130.txt";
    if (!test::have_shared(a)) {
        return;
    }
    io::PopulationSource source;
    source.files = {test::shared(a), test::shared(b)};
    source.shown_as = {"H5031", "H5130"};
    const auto loaded = io::read_population(source);
    const Sums first = sums_of(a);
    const Sums second = sums_of(b);
    CHECK(loaded.value.level == MeshLevel::M500);
    CHECK(loaded.value.size() == 4707 + 806);
    CHECK(sum(loaded.value.population) == first.population + second.population);
    CHECK(sum(loaded.value.households) == first.households + second.households);
    CHECK_THAT(sum(loaded.value.population_65plus),
               Catch::Matchers::WithinAbs(first.elderly + second.elderly, 1e-6));
    CHECK(loaded.issues.size() == 2);
}

TEST_CASE("The ministry's projection for Shiga is read from its Shapefile") {
    const std::string file = "data/mesh_population/1km_mesh_2018_25.shp";
    if (!test::have_shared(file)) {
        return;
    }
    io::PopulationSource source;
    source.files = {test::shared(file)};
    source.shown_as = {"1km_mesh_2018_25.shp"};
    source.population_field = "PTN_2015";
    const auto loaded = io::read_population(source);
    CHECK(loaded.value.level == MeshLevel::Km1);
    CHECK(loaded.counts.read == 1837);
    CHECK(loaded.value.size() == 1837);

    const double expected = dbf_sum(file.substr(0, file.size() - 4) + ".dbf", "PTN_2015");
    CHECK(expected > 1.3e6); // Shiga has 1.4 million people
    CHECK_THAT(sum(loaded.value.population), Catch::Matchers::WithinAbs(expected, 1e-6 * expected));

    // A projected year brings its own column of those aged 65 and over, and its own suppression: 35
    // cells whose details are 0 and stand in another cell, one of them (52354655) in a cell of the
    // next prefecture's file.
    source.population_field = "PTN_2020";
    const auto projected = io::read_population(source);
    const double elderly = dbf_sum(file.substr(0, file.size() - 4) + ".dbf", "PTC_2020");
    CHECK_THAT(sum(projected.value.population_65plus),
               Catch::Matchers::WithinAbs(elderly, 1e-6 * elderly));
    REQUIRE(projected.issues.size() == 2);
    CHECK(projected.issues[0].code == "suppressed_details_apportioned");
    CHECK_THAT(projected.issues[0].problem.en,
               Catch::Matchers::Contains("aged 65 and over 34, aged 75 and over 34"));
    CHECK(projected.issues[1].code == "suppressed_details_unknown");
    CHECK_THAT(projected.issues[1].problem.en,
               Catch::Matchers::Contains("aged 65 and over 1, aged 75 and over 1"));
    CHECK_THAT(projected.issues[1].problem.en, Catch::Matchers::Contains("52354655"));
    // 52353702: 1.9805 people, merged into 52353712 with 323.6191 of whom 141.0509 are 65 or older.
    const auto cell = std::find(projected.value.cells.begin(), projected.value.cells.end(),
                                *domain::MeshCell::parse("52353702"));
    REQUIRE(cell != projected.value.cells.end());
    CHECK_THAT(
        projected.value
            .population_65plus[static_cast<std::size_t>(cell - projected.value.cells.begin())],
        Catch::Matchers::WithinAbs(141.0509 * 1.9805 / (1.9805 + 323.6191), 1e-9));
}

TEST_CASE("The official outlines of cells lie where the codes say") {
    for (const char* name : {"MESH05035", "MESH05036", "MESH05136"}) {
        const std::string file = std::string("data/mesh_population/") + name + ".shp";
        if (!test::have_shared(file)) {
            return;
        }
        io::VectorSource source;
        source.file = test::shared(file);
        std::vector<Issue> issues;
        std::int64_t count = 0;
        double worst = 0;
        io::read_features(
            source,
            [&](const io::LayerInfo& info, io::Feature&& feature) {
                const auto field =
                    info.field("KEY_CODE") ? info.field("KEY_CODE") : info.field("MESH_ID");
                REQUIRE(field.has_value());
                const auto cell = domain::MeshCell::parse(io::to_text(feature.values[*field]));
                REQUIRE(cell.has_value());
                const geo::Box box = geo::bounds(feature.geometry);
                const geo::Box expected = cell->box();
                worst = std::max({worst, std::abs(box.south - expected.south),
                                  std::abs(box.west - expected.west),
                                  std::abs(box.north - expected.north),
                                  std::abs(box.east - expected.east)});
                ++count;
            },
            issues);
        INFO(name);
        CHECK(count == (std::string(name) == "MESH05035"   ? 4400
                        : std::string(name) == "MESH05036" ? 800
                                                           : 5200));
        CHECK(worst < 1e-8); // about a millimetre
    }
}
