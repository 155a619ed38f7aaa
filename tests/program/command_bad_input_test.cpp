// What a clerk reads when a file is not as it should be: the message, the exit code, and that
// nothing is lost.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <unistd.h>

using namespace todoku::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// The tiny study with one more line in its first coverage.
TinyStudy with_coverage_line(const std::string& line) {
    TinyStudy tiny;
    tiny.files["study.toml"] =
        with(tiny.files["study.toml"], "file = \"a.geojson\"\n", "file = \"a.geojson\"\n" + line);
    return tiny;
}

struct Checked {
    int code = -1;
    json result;
    [[nodiscard]] std::string failures() const {
        std::string all;
        for (const json& input : result["inputs"]) {
            if (!input["failure"].is_null()) {
                all += input["failure"]["en"].get<std::string>() + "\n";
                CHECK_FALSE(input["failure"]["ja"].get<std::string>().empty());
            }
        }
        return all;
    }
    [[nodiscard]] std::vector<json> issues(const std::string& wanted) const {
        std::vector<json> found;
        std::copy_if(result["issues"].begin(), result["issues"].end(), std::back_inserter(found),
                     [&](const json& issue) { return issue["code"] == wanted; });
        return found;
    }
    /// Counts always add up.
    void require_balance() const {
        for (const json& input : result["inputs"]) {
            INFO(input.dump());
            CHECK(input["read"].get<int>() ==
                  input["used"].get<int>() + input["rejected"].get<int>());
        }
    }
};

Checked check(const TinyStudy& tiny) {
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const Outcome done = run_todoku({"check", study.string(), "--json"});
    INFO(done.err);
    Checked checked{done.code, json::parse(done.out)};
    checked.require_balance();
    return checked;
}

} // namespace

TEST_CASE("The tiny study itself is all usable") {
    const Checked checked = check(TinyStudy());
    CHECK(checked.code == 0);
    CHECK(checked.failures().empty());
    CHECK(checked.result["people_read"] == 512.0);
    CHECK(checked.result["people_placed"] == 512.0);
}

TEST_CASE("A missing file is named, and every other input is still checked") {
    TinyStudy tiny;
    tiny.files.erase("a.geojson");
    tiny.files.erase("population.csv");
    const Checked checked = check(tiny);
    CHECK(checked.code == 3);
    CHECK_THAT(checked.failures(),
               Catch::Contains("a.geojson") && Catch::Contains("population.csv"));
    CHECK(std::count_if(checked.result["inputs"].begin(), checked.result["inputs"].end(),
                        [](const json& input) { return input["failure"].is_null(); }) >= 4);
}

TEST_CASE("run refuses an unusable input with 3 and leaves the earlier results as they were") {
    TinyStudy tiny;
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    REQUIRE(run_todoku({"run", study.string(), "-o", out.string()}).code == 0);
    const std::string record = read_file(out / "run.json");
    folder.write("b.geojson", "{ this is no GeoJSON");
    const Outcome done = run_todoku({"run", study.string(), "-o", out.string()});
    CHECK(done.code == 3);
    CHECK_THAT(done.err, Catch::Contains("b.geojson"));
    CHECK(read_file(out / "run.json") == record);
    CHECK_FALSE(fs::exists(folder.path() / ".out.partial"));
}

TEST_CASE("Coverage without a CRS is refused with the key that mends it") {
    TinyStudy tiny;
    tiny.files["a.csv"] =
        "WKT,name\n\"POLYGON((136.5 34.7,136.6 34.7,136.6 34.8,136.5 34.7))\",x\n";
    tiny.files["study.toml"] =
        with(tiny.files["study.toml"], "file = \"a.geojson\"", "file = \"a.csv\"");
    const Checked checked = check(tiny);
    CHECK(checked.code == 3);
    CHECK_THAT(checked.failures(), Catch::Contains("a.csv") && Catch::Contains("crs = \"EPSG:"));
}

TEST_CASE("An empty coverage layer is refused") {
    TinyStudy tiny;
    tiny.files["a.geojson"] = TinyStudy::collection("");
    const Checked checked = check(tiny);
    CHECK(checked.code == 3);
    CHECK_THAT(checked.failures(),
               Catch::Contains("a.geojson") && Catch::Contains("no coverage polygon"));
}

TEST_CASE("Coverage that lies elsewhere is refused with the distance") {
    TinyStudy tiny;
    tiny.files["a.geojson"] = TinyStudy::collection(
        R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[10,50],[11,50],[11,51],[10,50]]]}})");
    const Checked checked = check(tiny);
    CHECK(checked.code == 3);
    CHECK_THAT(checked.failures(), Catch::Contains("km away"));
}

TEST_CASE("A population file with another header is refused with the columns found") {
    TinyStudy tiny;
    tiny.files["population.csv"] = "番号,人数\n5236047041,16\n";
    const Checked checked = check(tiny);
    CHECK(checked.code == 3);
    CHECK_THAT(checked.failures(), Catch::Contains("population.csv") && Catch::Contains("番号"));
}

TEST_CASE("Mesh codes of mixed levels are refused with the row") {
    TinyStudy tiny;
    tiny.files["population.csv"] += "523604704,100,40,20\n";
    const Checked checked = check(tiny);
    CHECK(checked.code == 3);
    CHECK_THAT(checked.failures(), Catch::Contains("population.csv") && Catch::Contains("34"));
}

TEST_CASE("Population that lies elsewhere is refused with the distance") {
    TinyStudy tiny;
    tiny.files["population.csv"] = "code,population\n5030000011,16\n";
    const Checked checked = check(tiny);
    CHECK(checked.code == 3);
    CHECK_THAT(checked.failures(), Catch::Contains("population.csv") && Catch::Contains("km away"));
}

TEST_CASE("An asset without coordinates is listed by name and the others are used") {
    TinyStudy tiny;
    tiny.files["assets.csv"] += "T-4,無位置会館,公民館,津市,,,8,242012\n";
    const Checked checked = check(tiny);
    CHECK(checked.code == 0);
    const auto issues = checked.issues("asset_without_coordinates");
    REQUIRE(issues.size() == 1);
    CHECK(issues[0]["row"] == 5);
    CHECK_THAT(issues[0].dump(), Catch::Contains("無位置会館"));
}

TEST_CASE("An asset in the sea stays in the list, is no candidate, and the distance is said") {
    TinyStudy tiny;
    tiny.files["assets.csv"] += "T-4,海上会館,公民館,津市,34.5,137.5,8,242012\n";
    const Checked checked = check(tiny);
    CHECK(checked.code == 0);
    REQUIRE(checked.issues("asset_outside").size() == 1);
    CHECK_THAT(checked.issues("asset_outside")[0].dump(),
               Catch::Contains("海上会館") && Catch::Contains("km"));
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    REQUIRE(run_todoku({"run", study.string(), "-o", (folder.path() / "out").string()}).code == 0);
    CHECK_THAT(read_file(folder.path() / "out" / "tables" / "candidates.csv"),
               Catch::Contains("海上会館"));
    CHECK_THAT(read_file(folder.path() / "out" / "tables" / "plan.csv"),
               !Catch::Contains("海上会館"));
}

TEST_CASE("A broken polygon is listed with its row and the rest of the layer is used") {
    TinyStudy tiny;
    tiny.files["a.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 2, 8, R"("name":"A")") +
        R"(,{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[136.5,34.73],[136.5,34.73],[136.5,34.73],[136.5,34.73]]]}})" +
        R"(,{"type":"Feature","properties":{},"geometry":null})");
    const Checked checked = check(tiny);
    CHECK(checked.code == 0);
    REQUIRE(checked.issues("broken_ring").size() == 1);
    CHECK(checked.issues("broken_ring")[0]["row"] == 2);
    REQUIRE(checked.issues("empty_geometry").size() == 1);
    CHECK(checked.issues("empty_geometry")[0]["row"] == 3);
}

TEST_CASE("A bow-tie polygon is measured by its winding and never throws") {
    TinyStudy tiny;
    tiny.files["a.geojson"] = TinyStudy::collection(fmt::format(
        R"({{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[{0},{1}],[{2},{3}],[{2},{1}],[{0},{3}],[{0},{1}]]]}}}})",
        TinyStudy::lng(0), TinyStudy::lat(0), TinyStudy::lng(8), TinyStudy::lat(4)));
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    CHECK(run_todoku({"run", study.string(), "-o", (folder.path() / "out").string()}).code == 0);
}

TEST_CASE("Rows of another width are listed with their line, and the counts still add up") {
    TinyStudy tiny;
    tiny.files["population.csv"] += "5236047041,99\n";
    tiny.files["assets.csv"] += "T-4,ずれた会館,34.735,136.51,8,242012\n";
    const Checked checked = check(tiny);
    CHECK(checked.code == 0);
    const auto issues = checked.issues("field_count_differs");
    REQUIRE(issues.size() == 2);
    CHECK(issues[0]["file"] == "population.csv");
    CHECK(issues[0]["row"] == 34);
    CHECK_THAT(issues[0]["problem"]["en"].get<std::string>(),
               Catch::Contains("Expected 4 fields, found 2"));
    CHECK(issues[1]["row"] == 5);
    CHECK(checked.result["people_read"] == 512.0);
}

TEST_CASE("One coverage file for two carriers is noticed, under one name or two, and used") {
    TinyStudy tiny;
    std::string& text = tiny.files["study.toml"];
    text = with(text, "file = \"b.geojson\"", "file = \"a.geojson\"");
    const Checked same = check(tiny);
    CHECK(same.code == 0);
    REQUIRE(same.issues("coverage_given_twice").size() == 1);
    const json issue = same.issues("coverage_given_twice")[0];
    CHECK(issue["kind"] == "noted");
    CHECK_THAT(issue["problem"]["ja"].get<std::string>(),
               Catch::Contains("キャリアA") && Catch::Contains("キャリアB"));
    text = with(text, "carrier = \"キャリアB\"", "carrier = \"キャリアA\"");
    CHECK(check(tiny).issues("coverage_given_twice").size() == 1);

    TinyStudy copied;
    copied.files["b.geojson"] = copied.files["a.geojson"];
    REQUIRE(check(copied).issues("coverage_given_twice").size() == 1);
    CHECK_THAT(check(copied).issues("coverage_given_twice")[0].dump(),
               Catch::Contains("b.geojson"));
    CHECK(check(TinyStudy()).issues("coverage_given_twice").empty());
}

TEST_CASE("Rows of other prefectures and joined duplicates are not called rejected") {
    TinyStudy tiny;
    std::string& towns = tiny.files["municipalities.geojson"];
    towns = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 4, 4, R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 4, 4, 8,
                           R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")") +
        "," +
        TinyStudy::polygon(4, 0, 8, 8,
                           R"("N03_001":"愛知県","N03_004":"豊橋市","N03_007":"23201")"));
    tiny.files["more.csv"] = tiny.files["assets.csv"];
    std::string& text = tiny.files["study.toml"];
    text = with(text, "file = \"assets.csv\"", "files = [\"assets.csv\", \"more.csv\"]");
    tiny.files["population.csv"] += TinyStudy::cell(5, 3).code() + ",40,10,10\n"; // in Aichi
    const Checked checked = check(tiny);
    CHECK(checked.code == 0);
    std::map<std::string, json> inputs;
    for (const json& input : checked.result["inputs"]) {
        inputs[input["id"].get<std::string>()] = input; // of the ledgers the last: after joining
    }
    CHECK(inputs["municipalities"]["outside"] == 1);
    CHECK(inputs["municipalities"]["rejected"] == 1);
    CHECK(inputs["assets"]["joined"] == 3);
    CHECK(checked.result["people_placed"] == 512.0);
    CHECK(checked.result["people_of_neighbours"] == 40.0);
    REQUIRE(checked.issues("population_of_neighbours").size() == 1);

    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const Outcome told = run_todoku({"check", study.string()});
    CHECK_THAT(told.out, Catch::Contains("隣の都道府県の人として除いた: 40人"));
    CHECK_THAT(told.out, !Catch::Contains("△"));
    const Outcome run = run_todoku({"run", study.string(), "-o", (folder.path() / "o").string()});
    CHECK_THAT(run.out, Catch::Contains(
                            "入力で使えなかった行: 0（ほかに対象外 2、条件外 0、重複の統合 3、"));
}

TEST_CASE("Invalid rings are counted and listed with file, feature and both areas") {
    TinyStudy tiny;
    tiny.files["a.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 2, 8, R"("name":"A")") + "," +
        fmt::format(
            R"({{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[{0},{1}],[{2},{3}],[{2},{1}],[{0},{3}],[{0},{1}]]]}}}})",
            TinyStudy::lng(0), TinyStudy::lat(2), TinyStudy::lng(8), TinyStudy::lat(4)) +
        R"(,{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[]}})");
    const Checked checked = check(tiny);
    CHECK(checked.code == 0);
    const auto issues = checked.issues("invalid_rings");
    REQUIRE(issues.size() == 1);
    CHECK(issues[0]["file"] == "a.geojson");
    CHECK(issues[0]["row"] == 2);
    CHECK_THAT(issues[0]["action"]["ja"].get<std::string>(),
               Catch::Contains("GISの面積計算では 0.00") && Catch::Contains("km²"));
    REQUIRE(checked.issues("empty_geometry").size() == 1);
    CHECK(checked.issues("empty_geometry")[0]["row"] == 3);
    CHECK_THAT(checked.result.dump(), Catch::Contains("features with invalid rings"));
}

TEST_CASE("Faults of the study file end with 3 and are told all at once") {
    TinyStudy tiny;
    std::string& text = tiny.files["study.toml"];
    text = with(text, "title = ", "titel = ");
    text = with(text, "as_of = \"2026-10-01\"\n", "");
    const TemporaryFolder folder;
    const Outcome done = run_todoku({"check", tiny.write(folder).string()});
    CHECK(done.code == 3);
    CHECK_THAT(done.err, Catch::Contains("titel") && Catch::Contains("as_of"));
    CHECK_THAT(done.err, Catch::Contains("study.toml:3") && Catch::Contains("study.toml:1"));
}

TEST_CASE("lab mesh encode tells text from a place outside, and fractions names its own option") {
    const Outcome encoded = run_todoku({"lab", "mesh", "encode", "--level", "1km"},
                                       "lat,lon\n34.7303,136.5086\n北緯34度,136.5\n10,80\n34.7\n");
    CHECK(encoded.code == 3);
    CHECK(encoded.out ==
          "lat,lon,code\n34.7303,136.5086,52360470\n北緯34度,136.5,\n10,80,\n34.7,,\n");
    CHECK_THAT(encoded.err, Catch::Contains("3行目") && Catch::Contains("数として読めません"));
    CHECK_THAT(encoded.err, Catch::Contains("4行目") && Catch::Contains("範囲"));
    CHECK_THAT(encoded.err, Catch::Contains("見出しは 2 列ですが、この行は 1 列です"));
    const TemporaryFolder folder;
    const auto empty = folder.write("a.geojson", TinyStudy::collection(""));
    const Outcome none = run_todoku({"lab", "fractions", empty.string(), "--mesh", "1km"});
    CHECK(none.code == 3);
    CHECK_THAT(none.err, !Catch::Contains("0行目"));
}

TEST_CASE("A read-only place for the output is an outside failure with 4") {
    if (geteuid() == 0) {
        // Root writes anywhere: a file in the way of the folder stands for the closed door.
        const TemporaryFolder folder;
        const auto study = TinyStudy().write(folder);
        folder.write("door", "");
        const Outcome done =
            run_todoku({"run", study.string(), "-o", (folder.path() / "door" / "out").string()});
        CHECK(done.code == 4);
        CHECK_FALSE(done.err.empty());
        return;
    }
    const TemporaryFolder folder;
    const auto study = TinyStudy().write(folder);
    fs::create_directories(folder.path() / "closed");
    fs::permissions(folder.path() / "closed", fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(run_todoku({"run", study.string(), "-o", (folder.path() / "closed" / "out").string()})
              .code == 4);
}

TEST_CASE("Boxes to ignore are told by side and line where they are none") {
    const auto said = [](const std::string& line) {
        const TemporaryFolder folder;
        const Outcome done = run_todoku({"check", with_coverage_line(line).write(folder).string()});
        CHECK(done.code == (done.err.empty() ? 0 : 3));
        return done.err;
    };
    CHECK(said("ignore = [{ west = 136, south = 34, east = 137, north = 35 }]\n").empty());
    CHECK_THAT(said("ignore = [{ west = 137, south = 34, east = 136, north = 35 }]\n"),
               Catch::Contains("study.toml:19") && Catch::Contains("west は east より"));
    CHECK_THAT(said("ignore = [{ west = 136, south = 34, east = 137 }]\n"),
               Catch::Contains("north") && Catch::Contains("除く枠の辺を度で"));
    CHECK_THAT(said("ignore = [{ west = 136, south = 34, east = 137, north = 99 }]\n"),
               Catch::Contains("north"));
}
