// A study's datum grid and terrain, from the study file to what is said and computed.
#include "core/error.hpp"
#include "io/readers.hpp"
#include "study/check.hpp"
#include "study/fingerprint.hpp"
#include "study/inputs.hpp"
#include "study/placing.hpp"
#include "support/catch.hpp"
#include "support/fgd_dem_files.hpp"
#include "support/tiny_study.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace todoku;
using namespace todoku::study;
using test::TemporaryFolder;
using test::TinyStudy;

namespace {

void replace(std::string& text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

/// The tiny study with its ledger on Tokyo datum.
TinyStudy on_tokyo_datum(const std::string& keys) {
    TinyStudy tiny;
    std::string& toml = tiny.files["study.toml"];
    replace(toml, "[grid]", keys + "\n[grid]");
    replace(toml, "file = \"assets.csv\"", "file = \"assets.csv\"\ncrs = \"EPSG:4301\"");
    return tiny;
}

/// Level shifts of 11.8" and -10.5" around the tiny study.
std::string level_par() {
    std::string text = "MADE UP FOR TESTS\nMeshCode   dB(sec)   dL(sec)\n";
    for (int row = 6; row <= 9; ++row) {
        text += fmt::format("523603{}9 11.8 -10.5\n", row);
        for (int column = 0; column <= 4; ++column) {
            text += fmt::format("523604{}{} 11.8 -10.5\n", row, column);
        }
    }
    return text;
}

std::size_t count(const std::vector<Issue>& issues, std::string_view code) {
    return static_cast<std::size_t>(std::count_if(
        issues.begin(), issues.end(), [&](const Issue& issue) { return issue.code == code; }));
}

CheckResult checked(const TinyStudy& tiny, bool allow = false) {
    const TemporaryFolder folder;
    CheckRequest request;
    request.study = tiny.write(folder);
    request.allow_approximate_datum = allow;
    Progress quiet;
    return check(request, quiet);
}

std::map<Step, std::string> steps_of(const TinyStudy& tiny, bool allow = false) {
    const TemporaryFolder folder;
    Progress quiet;
    return fingerprint(read_study_file(tiny.write(folder), allow), quiet).steps;
}

} // namespace

TEST_CASE("A ledger on Tokyo datum is refused unless the study has the grid or allows the error") {
    const CheckResult refused = checked(on_tokyo_datum(""));
    CHECK_FALSE(refused.usable);
    const auto ledger =
        std::find_if(refused.inputs.begin(), refused.inputs.end(),
                     [](const InputSummary& input) { return input.failure.has_value(); });
    REQUIRE(ledger != refused.inputs.end());
    CHECK(ledger->id == "assets");
    CHECK_THAT(ledger->failure->ja, Catch::Contains("datum_grid = \"TKY2JGD.par\"") &&
                                        Catch::Contains("--allow-approximate-datum"));

    for (const auto& [keys, allow] :
         {std::pair{"allow_approximate_datum = true", false}, std::pair{"", true}}) {
        const CheckResult approximate = checked(on_tokyo_datum(keys), allow);
        CHECK(approximate.usable);
        CHECK(count(approximate.issues, "datum_approximate") == 1);
    }

    TinyStudy exact = on_tokyo_datum("datum_grid = \"TKY2JGD.par\"");
    exact.files["TKY2JGD.par"] = level_par();
    const CheckResult shifted = checked(exact);
    CHECK(shifted.usable);
    CHECK(count(shifted.issues, "datum_approximate") == 0);
    CHECK(count(shifted.issues, "datum_grid_left") == 0);
    exact.files.erase("TKY2JGD.par");
    const CheckResult missing = checked(exact);
    CHECK_FALSE(missing.usable);
    CHECK(missing.missing == std::vector<std::string>{"TKY2JGD.par"});
    CHECK(std::count_if(missing.inputs.begin(), missing.inputs.end(),
                        [](const InputSummary& input) { return input.failure.has_value(); }) == 1);
}

TEST_CASE("A datum grid that is missing stops only what needs it, and is named once") {
    TinyStudy tiny;
    replace(tiny.files["study.toml"], "[grid]", "datum_grid = \"TKY2JGD.par\"\n[grid]");
    const CheckResult idle = checked(tiny);
    CHECK(idle.usable);
    CHECK(idle.missing == std::vector<std::string>{"TKY2JGD.par"});
    CHECK(count(idle.issues, "datum_grid_unusable") == 1);
    // Two inputs on Tokyo datum: the file is named in front of both refusals.
    std::string& toml = tiny.files["study.toml"];
    replace(toml, "file = \"assets.csv\"", "file = \"assets.csv\"\ncrs = \"EPSG:4301\"");
    tiny.files["zone.geojson"] = TinyStudy::collection("");
    toml += "\n[[restriction]]\nname = \"公園\"\neffect = \"permit\"\nfile = \"zone.geojson\"\n"
            "crs = \"EPSG:4301\"\n";
    const TemporaryFolder folder;
    Progress quiet;
    const Inputs inputs = read_inputs(read_study_file(tiny.write(folder)), Threads{1}, quiet);
    try {
        require_usable(inputs);
        FAIL("taken without the grid");
    } catch (const InputError& error) {
        const std::string& text = error.message().ja;
        const auto first = text.find("TKY2JGD.par がありません");
        CHECK(first == 0);
        CHECK(text.find("TKY2JGD.par がありません", first + 1) == std::string::npos);
        CHECK_THAT(text, Catch::Contains("資産台帳: ") && Catch::Contains("規制区域 公園: ") &&
                             Catch::Contains("datum_grid が読めない"));
    }
}

TEST_CASE("The datum's rules know whether the study's ground moved in 2011") {
    StudyFile study;
    study.prefecture = 4; // 宮城県
    CHECK(datum_rules_of(study).ground_moved);
    study.prefecture = 24; // 三重県
    CHECK_FALSE(datum_rules_of(study).ground_moved);
}

TEST_CASE("The datum grid and the permission to do without it change every step's fingerprint") {
    TinyStudy tiny = on_tokyo_datum("datum_grid = \"TKY2JGD.par\"");
    tiny.files["TKY2JGD.par"] = level_par();
    const auto before = steps_of(tiny);
    const auto allowed = steps_of(tiny, true);
    tiny.files["TKY2JGD.par"] += "52360395 11.8 -10.5\n";
    const auto other = steps_of(tiny);
    for (const auto& [step, hash] : before) {
        INFO(name_of(step));
        CHECK(allowed.at(step) != hash);
        CHECK(other.at(step) != hash);
    }
}

TEST_CASE("Terrain without a height under any person is told, though its files can be read") {
    TinyStudy tiny;
    replace(tiny.files["study.toml"], "[[coverage]]",
            "terrain = { files = [\"dem\"] }\n\n[[coverage]]");
    test::FgdDem dem;
    dem.mesh = "52360470";
    dem.tuples =
        test::fgd_tuples(dem, [](double, double) { return std::string("データなし,-9999."); });
    tiny.files["dem/FG-GML-5236-04-70-DEM5A-20161001.xml"] = test::fgd_dem_xml(dem);
    const CheckResult result = checked(tiny);
    CHECK(result.usable);
    const auto terrain = std::find_if(result.inputs.begin(), result.inputs.end(),
                                      [](const InputSummary& i) { return i.id == "terrain"; });
    REQUIRE(terrain != result.inputs.end());
    CHECK(terrain->strays);
    CHECK(count(result.issues, "terrain_without_heights") == 1);
    CHECK(count(result.issues, "terrain_missing") == 0);
}

TEST_CASE("A terrain folder is read as the files below it, and check says what was found") {
    TinyStudy tiny;
    replace(tiny.files["study.toml"], "[[coverage]]",
            "terrain = { files = [\"dem\"] }\n\n[[coverage]]");
    // The western half of the study, 136.5 to 136.5125 E; the southern two of its rows of cells.
    test::FgdDem dem;
    dem.mesh = "52360470";
    dem.tuples = test::fgd_tuples(dem, [](double, double) { return std::string("地表面,20"); });
    tiny.files["dem/a/FG-GML-5236-04-70-DEM5A-20161001.xml"] = test::fgd_dem_xml(dem);
    const CheckResult result = checked(tiny);
    CHECK(result.usable);
    const auto terrain = std::find_if(result.inputs.begin(), result.inputs.end(),
                                      [](const InputSummary& i) { return i.id == "terrain"; });
    REQUIRE(terrain != result.inputs.end());
    CHECK(terrain->file == "dem/a/FG-GML-5236-04-70-DEM5A-20161001.xml");
    CHECK(terrain->counts.read == 1);
    REQUIRE_FALSE(terrain->facts.empty());
    CHECK(terrain->facts.front().first.ja == "DEM5A");
    CHECK(terrain->facts.front().second == "6 m (1)"); // 0.2" of latitude are 6.2 m
    CHECK(count(result.issues, "terrain_missing") == 1);

    const TemporaryFolder folder;
    const StudyFile study = read_study_file(tiny.write(folder));
    const geo::HeightGrid heights = read_study_terrain(
        study, {TinyStudy::lat(0), TinyStudy::lng(0), TinyStudy::lat(4), TinyStudy::lng(8)});
    CHECK(heights.height(geo::LatLng::from_degrees(TinyStudy::lat(1), TinyStudy::lng(2))) == 20.0F);
}

TEST_CASE("A layer of the study that lies elsewhere is refused with the CRS that would fit") {
    TinyStudy tiny;
    // A zone around 津 in plane rectangular VI, declared as latitude and longitude.
    tiny.files["zone.geojson"] = TinyStudy::collection(
        R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":)"
        R"([[[45000,-141500],[47500,-141500],[47500,-140000],[45000,-140000],[45000,-141500]]]}})");
    tiny.files["study.toml"] +=
        "\n[[restriction]]\nname = \"公園\"\neffect = \"permit\"\nfile = \"zone.geojson\"\n";
    const CheckResult wrong = checked(tiny);
    CHECK_FALSE(wrong.usable);
    const auto zone = std::find_if(wrong.inputs.begin(), wrong.inputs.end(),
                                   [](const InputSummary& i) { return i.id == "restriction"; });
    REQUIRE(zone != wrong.inputs.end());
    REQUIRE(zone->failure);
    CHECK_THAT(zone->failure->ja,
               Catch::Contains("EPSG:6674（平面直角座標系 第6系）なら対象の都道府県に重なります"));
    replace(tiny.files["study.toml"], "file = \"zone.geojson\"",
            "file = \"zone.geojson\"\ncrs = \"EPSG:6674\"");
    CHECK(checked(tiny).usable);
}
