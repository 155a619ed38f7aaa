// Two studies on real files: totals agree with the files' own. Skipped where the files are not
// beside the project.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/shared_data.hpp"

#include <nlohmann/json.hpp>

#include <sstream>

using namespace todoku::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// A copy of a study with its ../shared paths made absolute, so that nothing is written into the
/// source tree.
fs::path place_study(const TemporaryFolder& folder, const std::string& name) {
    std::string text =
        read_file(fs::path(TODOKU_SOURCE_DIR) / "tests" / "studies" / name / "study.toml");
    const std::string relative = "../../../../shared";
    for (auto at = text.find(relative); at != std::string::npos; at = text.find(relative, at)) {
        text.replace(at, relative.size(), fs::weakly_canonical(shared("")).string());
    }
    return folder.write("study.toml", text);
}

const json& input(const json& result, const std::string& id, std::size_t which = 0) {
    for (const json& entry : result["inputs"]) {
        if (entry["id"] == id && which-- == 0) {
            return entry;
        }
    }
    FAIL("no input " << id);
    return result;
}

double column_sum(const fs::path& file, const std::string& column, const std::string& carrier) {
    std::istringstream in(read_file(file));
    std::string line;
    std::getline(in, line);
    std::vector<std::string> header;
    std::istringstream names(line);
    for (std::string name; std::getline(names, name, ',');) {
        header.push_back(name);
    }
    double sum = 0.0;
    while (std::getline(in, line)) {
        std::istringstream fields(line);
        std::string value;
        std::string row_carrier;
        std::string wanted;
        for (std::size_t i = 0; i < header.size() && std::getline(fields, value, ','); ++i) {
            row_carrier = header[i] == "carrier" ? value : row_carrier;
            wanted = header[i] == column ? value : wanted;
        }
        if (row_carrier == carrier) {
            sum += std::stod(wanted);
        }
    }
    return sum;
}

} // namespace

TEST_CASE("Wakayama: real people, municipalities and hospitals with made-up coverage") {
    if (!have_shared("data/mesh_population/tblT001100S30.txt")) {
        return;
    }
    const TemporaryFolder folder;
    const fs::path study = place_study(folder, "wakayama");
    REQUIRE(run_todoku({"lab", "fill", study.string()}).code == 0);
    const Outcome check = run_todoku({"check", study.string(), "--json"});
    INFO(check.err);
    REQUIRE(check.code == 0);
    const json checked = json::parse(check.out);
    // 922,584: the total of column T001100001 of the file, which is Wakayama's census figure of
    // 2020.
    CHECK(checked["people_read"] == 922584.0);
    CHECK(checked["people_placed"].get<double>() == Approx(922584.0).epsilon(1e-12));
    CHECK(input(checked, "population")["read"] == 2237);
    CHECK(input(checked, "municipalities")["facts"][0]["value"] == "30");
    CHECK(input(checked, "assets")["read"] == 1743);

    const fs::path out = folder.path() / "out";
    const Outcome run = run_todoku({"run", study.string(), "-o", out.string(), "--json"});
    INFO(run.err);
    REQUIRE(run.code == 0);
    const json result = json::parse(run.out);
    for (const json& carrier : result["carriers"]) {
        CHECK(carrier["population"].get<double>() ==
              Approx(checked["people_placed"].get<double>()).epsilon(1e-12));
        CHECK(column_sum(out / "tables" / "gaps.csv", "population", carrier["carrier"]) ==
              Approx(carrier["population"].get<double>() - carrier["covered"].get<double>())
                  .epsilon(1e-9));
    }
    CHECK_THAT(read_file(out / "index.html"), Catch::Contains("模擬データ"));
}

TEST_CASE("Mie: real boundaries and 5,420 real shelters, with made-up people and coverage") {
    if (!have_shared("data/assets/gsi_shelters_mie/emergency_242012.geojson")) {
        return;
    }
    const TemporaryFolder folder;
    const fs::path study = place_study(folder, "mie");
    REQUIRE(run_todoku({"lab", "fill", study.string(), "--totals",
                        shared("reference/mie_municipalities.csv").string()})
                .code == 0);
    const Outcome check = run_todoku({"check", study.string(), "--json"});
    INFO(check.err);
    REQUIRE(check.code == 0);
    const json checked = json::parse(check.out);
    CHECK(checked["people_read"] == 1770254.0);
    CHECK(input(checked, "municipalities")["facts"][0]["value"] == "29");
    std::int64_t shelters = 0;
    std::int64_t files = 0;
    for (const json& entry : checked["inputs"]) {
        if (entry["id"] == "assets" && entry["file"] != "") {
            shelters += entry["read"].get<std::int64_t>();
            ++files;
        }
    }
    CHECK(files == 58);
    CHECK(shelters == 5420);
    const fs::path out = folder.path() / "out";
    const Outcome run = run_todoku({"run", study.string(), "-o", out.string(), "--json"});
    INFO(run.err);
    REQUIRE(run.code == 0);
    CHECK(json::parse(run.out)["carriers"].size() == 2);
}
