// The standard mesh: public test vectors, round trips on every level, the rule about edges.
#include "core/csv.hpp"
#include "domain/mesh.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace todoku;
using namespace todoku::domain;
using geo::LatLng;

namespace {

std::vector<std::vector<std::string>> table(const std::string& relative) {
    std::ifstream in(test::shared(relative), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::vector<std::vector<std::string>> rows;
    CsvReader reader(text);
    reader.next(); // header
    while (reader.next()) {
        rows.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    return rows;
}

MeshCell any_cell(MeshLevel level) {
    const MeshPitch p = pitch(level);
    const auto rows = static_cast<std::int32_t>(std::lround(p.rows_per_degree() * 200.0 / 3.0));
    return {
        level, *rc::gen::inRange<std::int32_t>(0, rows),
        *rc::gen::inRange<std::int32_t>(100 * p.columns_per_degree, 180 * p.columns_per_degree)};
}

LatLng any_point() {
    const double lat = *rc::gen::inRange(0, 66'666'666) * 1e-6;
    const double lng = 100.0 + *rc::gen::inRange(0, 80'000'000) * 1e-6;
    return LatLng::from_degrees(lat, lng);
}

} // namespace

TEST_CASE("Points get the codes that public mesh libraries give them") {
    const std::string file = "data/mesh_vectors/latlon_to_code.csv";
    if (!test::have_shared(file)) {
        return;
    }
    int checked = 0;
    for (const auto& row : table(file)) {
        const auto level = mesh_level_of(row[3]);
        if (!level || row[5].find("DMS") != std::string::npos) {
            continue; // levels the program does not have, coordinates in packed
                      // degrees-minutes-seconds
        }
        const LatLng point = LatLng::from_degrees(std::stod(row[1]), std::stod(row[2]));
        INFO(row[0] << ' ' << row[1] << ' ' << row[2]);
        const auto cell = MeshCell::at(point, *level);
        if (row[4] == "ERROR") {
            // That library ends at 66.66 degrees; the primary rows 00 to 99 end at 66 2/3.
            CHECK(cell.has_value() == (point.lat() == 66.66));
            continue;
        }
        if (row[4] == "WARN") {
            continue; // sea outside Japan, where that library only warns
        }
        REQUIRE(cell.has_value());
        CHECK(cell->code() == row[4]);
        ++checked;
    }
    CHECK(checked == 62);
}

TEST_CASE("Codes stand where public mesh libraries put them") {
    const std::string file = "data/mesh_vectors/code_to_latlon.csv";
    if (!test::have_shared(file)) {
        return;
    }
    int checked = 0;
    for (const auto& row : table(file)) {
        const auto cell = MeshCell::parse(row[1]);
        if (!cell) {
            continue;
        }
        const geo::Box box = cell->box();
        const LatLng corner = row[2] == "SW"   ? LatLng::from_degrees(box.south, box.west)
                              : row[2] == "NE" ? LatLng::from_degrees(box.north, box.east)
                                               : box.centre();
        INFO(row[0] << ' ' << row[1] << ' ' << row[2]);
        // The vectors are written with 7 to 12 decimals.
        const double tolerance = row[2] == "center" ? 1e-7 : 1e-11;
        CHECK_THAT(corner.lat(), Catch::Matchers::WithinAbs(std::stod(row[3]), tolerance));
        CHECK_THAT(corner.lng(), Catch::Matchers::WithinAbs(std::stod(row[4]), tolerance));
        ++checked;
    }
    CHECK(checked == 21);
}

TEST_CASE("The level of a code is that of public mesh libraries, and codes of other systems are no "
          "codes") {
    const std::string file = "data/mesh_vectors/code_to_level.csv";
    if (!test::have_shared(file)) {
        return;
    }
    for (const auto& row : table(file)) {
        const auto cell = MeshCell::parse(row[0]);
        INFO(row[0] << ' ' << row[1]);
        if (const auto level = mesh_level_of(row[1])) {
            REQUIRE(cell.has_value());
            CHECK(cell->level() == *level);
        } else {
            CHECK_FALSE(cell.has_value()); // 40km, 20km, 16km, 8km, 4km, 2.5km and invalid ones
        }
    }
}

TEST_CASE("What is no code is none") {
    for (const char* code : {"",
                             "5",
                             "523",
                             "52360",
                             "5236a7",
                             "523680",
                             "523608",
                             "5236040",
                             "5236045",
                             "52360470a",
                             "523604700",
                             "523604705",
                             "523604715",
                             "5236047015",
                             "52360470110",
                             "523604701111",
                             "5280",
                             "5236047\xEF\xBC\x90",
                             " 5236",
                             "-236"}) {
        INFO(code);
        CHECK_FALSE((MeshCell::parse(code) && MeshCell::parse(code)->code() != code));
    }
    CHECK_FALSE(MeshCell::parse("5280").has_value());      // longitude 180
    CHECK_FALSE(MeshCell::parse("523680").has_value());    // 10 km row 8
    CHECK_FALSE(MeshCell::parse("5236045").has_value());   // quarter 5
    CHECK_FALSE(MeshCell::parse("523604700").has_value()); // half 0
    CHECK_FALSE(MeshCell::parse("523604715").has_value()); // 2 km of odd row
    CHECK(MeshCell::parse("523604605")->level() == MeshLevel::Km2);
}

TEST_CASE("Ten digits are 250 m where they can be, 100 m where asked for") {
    CHECK(MeshCell::parse("5236047011")->level() == MeshLevel::M250);
    CHECK(MeshCell::parse("5236047055")->level() == MeshLevel::M100);
    CHECK(MeshCell::parse("5236047011", MeshLevel::M100)->level() == MeshLevel::M100);
    CHECK_FALSE(MeshCell::parse("5236047055", MeshLevel::M250).has_value());
    CHECK_FALSE(MeshCell::parse("52360470", MeshLevel::M500).has_value());
}

TEST_CASE("Tsu's city hall lies in the half mesh that its prefecture's plan names") {
    // Computed in reference/japan.md: 34.7303 N 136.5086 E.
    CHECK(MeshCell::at(LatLng::from_degrees(34.7303, 136.5086), MeshLevel::M500)->code() ==
          "523604704");
}

TEST_CASE("Every cell of every level reads back from its code, its corner and its centre") {
    CHECK(rc::check([] {
        for (const MeshLevel level : kMeshLevels) {
            const MeshCell cell = any_cell(level);
            RC_ASSERT(MeshCell::parse(cell.code(), level) == cell);
            if (level != MeshLevel::M100) {
                RC_ASSERT(MeshCell::parse(cell.code()) == cell);
            }
            const geo::Box box = cell.box();
            RC_ASSERT(MeshCell::at(LatLng::from_degrees(box.south, box.west), level) == cell);
            RC_ASSERT(MeshCell::at(cell.centre(), level) == cell);
        }
    }));
}

TEST_CASE("The southern and western edges belong to the cell, the northern and eastern to its "
          "neighbours") {
    CHECK(rc::check([] {
        for (const MeshLevel level : kMeshLevels) {
            const MeshCell cell = any_cell(level);
            const geo::Box box = cell.box();
            const double last_lat = std::nextafter(box.north, 0.0);
            const double last_lng = std::nextafter(box.east, 0.0);
            RC_ASSERT(MeshCell::at(LatLng::from_degrees(last_lat, last_lng), level) == cell);
            const MeshCell north(level, cell.row() + 1, cell.column());
            const MeshCell east(level, cell.row(), cell.column() + 1);
            RC_ASSERT(north.box().south == box.north);
            RC_ASSERT(east.box().west == box.east);
            if (const auto above = MeshCell::at(LatLng::from_degrees(box.north, box.west), level)) {
                RC_ASSERT(*above == north);
            }
            if (const auto beside =
                    MeshCell::at(LatLng::from_degrees(box.south, box.east), level)) {
                RC_ASSERT(*beside == east);
            }
        }
    }));
}

TEST_CASE("A decimal edge as people write it opens its cell") {
    // 35.7 = 4284/120: the double nearest to 35.7 stands for the edge of row 4284.
    CHECK(MeshCell::at(LatLng::from_degrees(35.7, 139.7125), MeshLevel::Km1)->code() == "53394547");
    CHECK(MeshCell::at(LatLng::from_degrees(std::nextafter(35.7, 0.0), 139.7125), MeshLevel::Km1)
              ->code() == "53394537");
}

TEST_CASE("Each point has one cell of each level, and the cells nest") {
    CHECK(rc::check([] {
        const LatLng point = any_point();
        for (const MeshLevel level : kMeshLevels) {
            const auto cell = MeshCell::at(point, level);
            RC_ASSERT(cell.has_value());
            RC_ASSERT(cell->box().contains(point));
            for (const MeshLevel coarser : kMeshLevels) {
                if (nests(level, coarser)) {
                    RC_ASSERT(cell->parent(coarser) == *MeshCell::at(point, coarser));
                }
            }
        }
    }));
}

TEST_CASE("Codes of nested levels begin alike") {
    CHECK(rc::check([] {
        const MeshCell cell = any_cell(MeshLevel::M125);
        const std::string code = cell.code();
        RC_ASSERT(cell.parent(MeshLevel::M250).code() == code.substr(0, 10));
        RC_ASSERT(cell.parent(MeshLevel::M500).code() == code.substr(0, 9));
        RC_ASSERT(cell.parent(MeshLevel::Km1).code() == code.substr(0, 8));
        RC_ASSERT(cell.parent(MeshLevel::Km10).code() == code.substr(0, 6));
        RC_ASSERT(cell.parent(MeshLevel::Km80).code() == code.substr(0, 4));
    }));
}

TEST_CASE("Which levels nest") {
    CHECK(nests(MeshLevel::M125, MeshLevel::M250));
    CHECK(nests(MeshLevel::Km1, MeshLevel::Km2));
    CHECK(nests(MeshLevel::Km2, MeshLevel::Km10));
    CHECK(nests(MeshLevel::M100, MeshLevel::M500));
    CHECK_FALSE(nests(MeshLevel::Km2, MeshLevel::Km5));
    CHECK_FALSE(nests(MeshLevel::M100, MeshLevel::M250));
    CHECK_FALSE(nests(MeshLevel::Km1, MeshLevel::M500));
}

TEST_CASE("Outside the system there is no cell") {
    for (const MeshLevel level : kMeshLevels) {
        CHECK_FALSE(MeshCell::at(LatLng::from_degrees(-1e-9, 136), level).has_value());
        CHECK_FALSE(MeshCell::at(LatLng::from_degrees(200.0 / 3.0, 136), level).has_value());
        CHECK_FALSE(
            MeshCell::at(LatLng::from_degrees(34, std::nextafter(100.0, 0.0)), level).has_value());
        CHECK_FALSE(MeshCell::at(LatLng::from_degrees(34, 180), level).has_value());
        CHECK_FALSE(MeshCell::at(LatLng::from_degrees(std::nan(""), 136), level).has_value());
        CHECK_FALSE(MeshCell::at(LatLng::from_degrees(34, std::nan("")), level).has_value());
        CHECK(MeshCell::at(LatLng::from_degrees(0, 100), level).has_value());
    }
}

TEST_CASE("Level names go both ways") {
    for (const MeshLevel level : kMeshLevels) {
        CHECK(mesh_level_of(name_of(level)) == level);
    }
    CHECK_FALSE(mesh_level_of("40km").has_value());
}

TEST_CASE("A window holds its box, numbers its cells and is the smallest") {
    CHECK(rc::check([] {
        const LatLng a = any_point();
        geo::Box box;
        box.extend(a);
        box.extend(LatLng::from_degrees(a.lat() * 0.999, 100.0 + (a.lng() - 100.0) * 0.999));
        const MeshWindow window = MeshWindow::around(box, MeshLevel::Km10);
        RC_ASSERT(!window.empty());
        const geo::Box whole = window.box();
        RC_ASSERT(whole.south <= box.south && whole.west <= box.west && whole.north >= box.north &&
                  whole.east >= box.east);
        RC_ASSERT(window.contains(
            *MeshCell::at(LatLng::from_degrees(box.south, box.west), MeshLevel::Km10)));
        RC_ASSERT(window.cell(0) ==
                  *MeshCell::at(LatLng::from_degrees(box.south, box.west), MeshLevel::Km10));
        RC_ASSERT(window.cell(window.size() - 1) ==
                  *MeshCell::at(LatLng::from_degrees(box.north, box.east), MeshLevel::Km10));
        for (std::size_t i = 0; i < window.size(); ++i) {
            RC_ASSERT(window.index(window.cell(i)) == i);
        }
    }));
}

TEST_CASE("Windows around nothing or outside the system are empty; boxes over the rim are cut") {
    CHECK(MeshWindow::around(geo::Box{}, MeshLevel::Km1).empty());
    CHECK(MeshWindow::around(geo::Box{-10, 120, -5, 130}, MeshLevel::Km1).empty());
    CHECK(MeshWindow::around(geo::Box{30, 80, 40, 99}, MeshLevel::Km1).empty());
    const MeshWindow whole = MeshWindow::around(geo::Box{-90, -180, 90, 180}, MeshLevel::Km80);
    CHECK(whole.row == 0);
    CHECK(whole.column == 100);
    CHECK(whole.rows == 100);
    CHECK(whole.columns == 80);
    CHECK(MeshWindow::around(std::vector<MeshCell>{}).empty());
    const std::vector<MeshCell> cells = {{MeshLevel::Km1, 7, 9}, {MeshLevel::Km1, 5, 12}};
    const MeshWindow window = MeshWindow::around(cells);
    CHECK((window.row == 5 && window.column == 9 && window.rows == 3 && window.columns == 4));
}
