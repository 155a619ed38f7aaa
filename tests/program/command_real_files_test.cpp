// Every file of the real open data beside the project, given to a study as an office would give it:
// the study reads it, or check says the sentence that refuses it. (Row counts of each reader are in
// tests/io/shared_data_test.cpp.)
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/shared_data.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

using namespace todoku::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::string real(const std::string& relative) {
    return fs::weakly_canonical(shared("data/" + relative)).string();
}

/// A study of a prefecture with one input after another.
class RealStudy {
public:
    RealStudy(int prefecture, const std::string& municipalities, const std::string& population)
        : text_(fmt::format("[study]\nname = \"x\"\nprefecture = {}\nas_of = \"2026-10-01\"\n"
                            "[grid]\nmesh = \"1km\"\nshore_m = 5000\n"
                            "[inputs]\nmunicipalities = {{ {} }}\n"
                            "population = {{ {}, census = \"試験\" }}\n",
                            prefecture, municipalities, population)) {}

    void add(const std::string& lines) { text_ += lines + "\n"; }
    void coverage(const std::string& relative) {
        add("[[coverage]]\ncarrier = \"A\"\ntechnology = \"4g\"\nfile = \"" + real(relative) +
            "\"");
    }
    void assets(const std::string& relative) {
        add("[[assets]]\nfile = \"" + real(relative) + "\"");
    }
    void places(const std::string& relative, const std::string& keys = "") {
        add("[[inputs.places]]\nkind = \"place\"\nfile = \"" + real(relative) + "\"\n" + keys);
    }
    void restriction(const std::string& relative) {
        add("[[restriction]]\nname = \"区域\"\neffect = \"notify\"\nfile = \"" + real(relative) +
            "\"");
    }

    [[nodiscard]] json check() const {
        const TemporaryFolder folder;
        folder.write("people.csv", "code,population\n52360470,20\n51366721,10\n64412278,10\n");
        folder.write("a.csv", "メッシュコード\n52360470\n");
        const bool without = text_.find("[[coverage]]") == std::string::npos; // a study needs one
        const std::string coverage =
            "[[coverage]]\ncarrier = \"A\"\ntechnology = \"4g\"\nfile = \"a.csv\"\n";
        const fs::path study = folder.write("study.toml", text_ + (without ? coverage : ""));
        const Outcome done = run_todoku({"check", study.string(), "--json"});
        INFO(done.err);
        REQUIRE((done.code == 0 || done.code == 3));
        return json::parse(done.out)["inputs"];
    }

private:
    std::string text_;
};

/// What became of each file, by its path below the folder: "read", "outside" (read, and all of it
/// lies elsewhere), or the sentence.
class Outcomes {
public:
    void take(const json& inputs) {
        const std::string root = real("") + "/";
        for (const json& input : inputs) {
            INFO(input.dump());
            CHECK(input["read"] == input["used"].get<int>() + input["rejected"].get<int>());
            const std::string files = input["file"];
            for (std::size_t at = 0; at < files.size();) { // several are joined by ", "
                const std::size_t end = std::min(files.find(", ", at), files.size());
                const std::string file = files.substr(at, end - at);
                at = end + 2;
                if (file.starts_with(root)) {
                    of_[file.substr(root.size())] = said_of(input);
                }
            }
        }
    }
    void mark(const std::string& path, const std::string& said) { of_[path] = said; }
    [[nodiscard]] std::string of(const std::string& path) const {
        const auto found = of_.find(path);
        return found == of_.end() ? "no study was given this file" : found->second;
    }

private:
    static std::string said_of(const json& input) {
        if (!input["failure"].is_null()) {
            return input["failure"]["ja"];
        }
        return input["used"] > 0 ? "read" : input["read"] == input["outside"] ? "outside" : "lost";
    }
    std::map<std::string, std::string> of_;
};

struct Expected {
    const char* path; ///< * stands for anything; the first that fits counts
    const char* said;
};

const Expected kExpected[] = {
    {"README.md", "地図データとして読めません"},
    {"*.prj", "Shapefile の一部です。同じ名前の .shp のほうを指定してください"},
    {"*.shx", "Shapefile の一部です。同じ名前の .shp のほうを指定してください"},
    {"*.cpg", "Shapefile の一部です。同じ名前の .shp のほうを指定してください"},
    {"*.dbf", "Shapefile の一部です。同じ名前の .shp のほうを指定してください"},
    {"*.xml", "地図データとして読めません"},
    {"mic_tables/*.csv", "緯度・経度の列も住所の列もありません"},
    {"municipal/*", "read"},
    {"mesh_population/*", "read"},
    {"structures/*", "read"},
    {"assets/gsi_shelters_mie/*", "read"},
    {"assets/localgovjp-utf8.csv", "read"},
    {"assets/P04-14_30-g_MedicalInstitution.shp", "read"},
    {"assets/yaizu/*", "read"},
    {"oddities/yaizu/*.shp", "read"},
    {"terrain/gsi-dem-*", "read"},
    {"terrain/N44W072.hgt", "対象の範囲（北緯"}, // New Hampshire
    {"coverage/*L93.csv", "約9341km離れています、座標系は RGF93 v1 / Lambert-93"},
    {"coverage/UKE_z7_stacje_bazowe_template.gml", "座標系は 緯度経度（WGS84） として読みました"},
    {"mesh_vectors/code_to_level.csv", "人口の列がありません"},
    {"mesh_vectors/code_to_latlon.csv", "対象の都道府県にかかっていません"},
    {"mesh_vectors/latlon_to_code.csv", "対象の都道府県にかかっていません"},
};

bool fits(const std::string& pattern, const std::string& path) {
    const auto star = pattern.find('*');
    return star == std::string::npos ? pattern == path
                                     : path.starts_with(pattern.substr(0, star)) &&
                                           path.ends_with(pattern.substr(star + 1));
}

const std::string kJapan = "file = \"" + real("municipal/N03-21_210101_japan_s0001.geojson") + "\"";
const std::string kMie = "file = \"" + real("municipal/N03-21_24_210101_s0010.geojson") + "\"";
const std::string kPeople = "file = \"people.csv\"";

std::vector<std::string> files_below(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(real(folder))) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path().lexically_relative(real("")).generic_string());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Mie: its shelters, its filling stations, cells; ledgers and parts of files from everywhere.
void study_mie(Outcomes& outcomes) {
    RealStudy mie(24, kMie, kPeople);
    for (const std::string& file : files_below("assets")) {
        if (file.ends_with("json") || file.ends_with(".csv")) {
            mie.assets(file);
        }
    }
    for (const std::string& file : files_below("mic_tables")) {
        mie.assets(file);
    }
    mie.assets("README.md");
    for (const std::string& file : files_below("")) {
        const std::string ending = fs::path(file).extension().string();
        if (ending == ".prj" || ending == ".shx" || ending == ".cpg" || ending == ".dbf" ||
            ending == ".xml" || (file.find("/MESH") != std::string::npos && ending == ".shp")) {
            mie.coverage(file);
        }
    }
    for (const std::string& file : files_below("structures")) {
        mie.places(file);
    }
    mie.places("mesh_vectors/latlon_to_code.csv");
    mie.places("mesh_vectors/code_to_latlon.csv");
    mie.places("coverage/2018_01_Sites_mobiles_2G_3G_4G_France_metropolitaine_L93.csv",
               "crs = \"EPSG:2154\"");
    mie.places("coverage/UKE_z7_stacje_bazowe_template.gml");
    mie.restriction("municipal/h22_did_24_mie.geojson");
    outcomes.take(mie.check());

    RealStudy topo(24, "file = \"" + real("municipal/N03-21_24_210101_s0010.topojson") + "\"",
                   kPeople);
    outcomes.take(topo.check());
    // Full-size boundaries carry names only; the list beside them has their codes.
    RealStudy full(24,
                   "file = \"" + real("municipal/N03_fullres/*.geojson") + "\", names = \"" +
                       real("municipal/city-to-code.json") + "\"",
                   kPeople);
    const json inputs = full.check();
    CHECK(inputs.at(0)["failure"].is_null());
    CHECK(inputs.at(0)["rejected"] == 0);
    CHECK_THAT(inputs.at(0)["file"].get<std::string>(), Catch::Contains("(27)"));
    for (const std::string& file : files_below("municipal/N03_fullres")) {
        outcomes.mark(file, "read");
    }
    outcomes.mark("municipal/city-to-code.json", "read");
}

/// Prefectures whose people, boundaries and ledgers are there: Japan's boundaries hold them all.
void study_others(Outcomes& outcomes) {
    RealStudy wakayama(30, kJapan, "file = \"" + real("mesh_population/tblT001100S30.txt") + "\"");
    wakayama.assets("assets/P04-14_30-g_MedicalInstitution.shp");
    wakayama.coverage("mesh_population/MESH05035.shp");
    outcomes.take(wakayama.check());

    RealStudy yamaguchi(35, kJapan,
                        "files = [\"" + real("mesh_population/tblT001101H5130.txt") + "\", \"" +
                            real("mesh_population/tblT001101H5031.txt") + "\"]");
    outcomes.take(yamaguchi.check());

    RealStudy shiga(25, kJapan,
                    "file = \"" + real("mesh_population/1km_mesh_2018_25.shp") +
                        "\", population_field = \"PTN_2025\"");
    outcomes.take(shiga.check());

    RealStudy shizuoka(22, kJapan, kPeople);
    for (const std::string& file : files_below("assets/yaizu")) {
        shizuoka.assets(file);
    }
    shizuoka.places("oddities/yaizu/大島・三和地区_タクシー乗車位置.shp");
    shizuoka.coverage("oddities/yaizu/浸水履歴_令和6年.shp");
    shizuoka.restriction("oddities/yaizu/農用地区域.shp");
    shizuoka.add("[[inputs.roads]]\nfile = \"" + real("oddities/yaizu/行政区域界.shp") + "\"");
    outcomes.take(shizuoka.check());

    RealStudy hokkaido(1, kJapan, kPeople);
    hokkaido.add("[inputs.terrain]\nfiles = [\"" + real("terrain/gsi-dem-z8-x229-y94.png") +
                 "\", \"" + real("terrain/gsi-dem-z8-x229-y94.txt") + "\"]");
    outcomes.take(hokkaido.check());
    RealStudy elsewhere(1, kJapan, kPeople);
    elsewhere.add("[inputs.terrain]\nfile = \"" + real("terrain/N44W072.hgt") + "\"");
    outcomes.take(elsewhere.check());

    outcomes.take(
        RealStudy(24, kMie, "file = \"" + real("mesh_vectors/code_to_level.csv") + "\"").check());
}

} // namespace

TEST_CASE("A study reads every file of the real open data, or check says why not") {
    if (!have_shared("data/README.md")) {
        return;
    }
    Outcomes outcomes;
    study_mie(outcomes);
    study_others(outcomes);
    for (const std::string& path : files_below("")) {
        INFO(path);
        const auto expected =
            std::find_if(std::begin(kExpected), std::end(kExpected),
                         [&](const Expected& entry) { return fits(entry.path, path); });
        REQUIRE(expected != std::end(kExpected));
        CHECK_THAT(outcomes.of(path), Catch::Contains(expected->said));
    }
}
