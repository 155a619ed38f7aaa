// What becomes of rows that do not count: outside, left out by `where`, of other prefectures; as
// check says it.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

using namespace todoku::test;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace {

std::string point(double lat, double lng, const std::string& name) {
    return fmt::format(R"({{"type":"Feature","properties":{{"name":"{}"}},)"
                       R"("geometry":{{"type":"Point","coordinates":[{},{}]}}}})",
                       name, lng, lat);
}

class Checked {
public:
    explicit Checked(const TinyStudy& study) {
        const TemporaryFolder folder;
        const std::string path = study.write(folder).string();
        const Outcome done = run_todoku({"check", path, "--json"});
        INFO(done.err + done.out);
        REQUIRE(done.code == 0);
        result_ = json::parse(done.out);
        screen = run_todoku({"check", path}).out;
        for (const json& input : result_["inputs"]) {
            INFO(input.dump());
            CHECK(input["read"].get<int>() ==
                  input["used"].get<int>() + input["rejected"].get<int>());
            CHECK(input["rejected"].get<int>() >=
                  input["outside"].get<int>() + input["left_out"].get<int>() +
                      input["joined"].get<int>() + input["unplaced"].get<int>());
        }
    }

    /// {read, used, outside, left out} of the first input of this id.
    [[nodiscard]] std::vector<int> counts(const std::string& id) const {
        const json& input = of(id);
        return {input["read"], input["used"], input["outside"], input["left_out"]};
    }
    [[nodiscard]] const json& last(const std::string& id) const {
        const json* found = &of(id);
        for (const json& input : result_["inputs"]) {
            found = input["id"] == id ? &input : found;
        }
        return *found;
    }
    [[nodiscard]] std::string mark(const std::string& id) const { return of(id)["mark"]; }
    [[nodiscard]] std::vector<json> issues(const std::string& code) const {
        std::vector<json> found;
        std::copy_if(result_["issues"].begin(), result_["issues"].end(), std::back_inserter(found),
                     [&](const json& issue) { return issue["code"] == code; });
        return found;
    }
    [[nodiscard]] const json& result() const { return result_; }

    std::string screen;

private:
    [[nodiscard]] const json& of(const std::string& id) const {
        const json& inputs = result_["inputs"];
        const auto found = std::find_if(inputs.begin(), inputs.end(),
                                        [&](const json& input) { return input["id"] == id; });
        INFO(id);
        REQUIRE(found != inputs.end());
        return *found;
    }
    json result_;
};

using Counts = std::vector<int>;

const std::string kPlaces = "\n[[inputs.places]]\nkind = \"school\"\n";

} // namespace

TEST_CASE("An asset in another prefecture counts as outside, of its ledger and of all") {
    TinyStudy study;
    study.files["assets.csv"] += "T-4,東京事務所,庁舎,東京都千代田区,35.69,139.69,8,\n";
    const Checked checked(study);
    CHECK(checked.counts("assets") == Counts{4, 3, 1, 0});
    const json& all = checked.last("assets"); // after joining
    CHECK(all["used"] == 3);
    CHECK(all["outside"] == 1);
    CHECK(checked.mark("assets") == "△");
    REQUIRE(checked.issues("asset_outside").size() == 1);
    CHECK_THAT(checked.issues("asset_outside")[0].dump(), Contains("対象外") && Contains("km"));
    CHECK_THAT(checked.screen, Contains("対象外"));
}

TEST_CASE("An asset outside that stands in two ledgers counts once as outside and once as joined") {
    TinyStudy study;
    study.files["assets.csv"] += "T-4,東京事務所,庁舎,東京都千代田区,35.69,139.69,8,\n";
    study.files["more.csv"] = study.files["assets.csv"];
    study.files["study.toml"] = replaced(study.files["study.toml"], "file = \"assets.csv\"",
                                         "files = [\"assets.csv\", \"more.csv\"]");
    const Checked checked(study);
    const json& all = checked.last("assets");
    CHECK(all["read"] == 8);
    CHECK(all["used"] == 3);
    CHECK(all["outside"] == 1);
    CHECK(all["joined"] == 4);
}

TEST_CASE("Of a ledger wholly outside no row counts as used, joined with each other or not") {
    TinyStudy study;
    study.files["assets.csv"] = "ID,名称,種別,住所,緯度,経度,高さ,市区町村コード\n"
                                "T-1,東京事務所,庁舎,東京都千代田区,35.69,139.69,8,\n"
                                "T-2,東京事務所,庁舎,東京都千代田区,35.69,139.69,8,\n"
                                "T-3,横浜事務所,庁舎,横浜市中区,35.44,139.64,8,\n";
    const Checked checked(study);
    CHECK(checked.counts("assets") == Counts{3, 0, 3, 0});
    const json& all = checked.last("assets");
    CHECK(all["used"] == 0);
    CHECK(all["outside"] == 2);
    CHECK(all["joined"] == 1);
}

TEST_CASE(
    "A school in Tokyo is outside; a list most of which lies elsewhere is no cause for alarm") {
    TinyStudy study;
    const std::string here = point(TinyStudy::lat(1.5), TinyStudy::lng(1.5), "北小学校") + "," +
                             point(TinyStudy::lat(2.5), TinyStudy::lng(5.5), "南小学校");
    const std::string tokyo = point(35.69, 139.69, "東京小学校");
    study.files["schools.geojson"] = TinyStudy::collection(here + "," + tokyo);
    study.files["study.toml"] += kPlaces + "file = \"schools.geojson\"\n";
    const Checked few(study);
    CHECK(few.counts("places") == Counts{3, 2, 1, 0});
    CHECK(few.mark("places") == "△");
    REQUIRE(few.issues("outside_prefecture").size() == 1);
    CHECK_THAT(few.issues("outside_prefecture")[0].dump(), Contains("km"));

    study.files["schools.geojson"] = TinyStudy::collection(
        here + "," + tokyo + "," + point(35.7, 139.7, "西") + "," + point(35.8, 139.7, "東"));
    const Checked many(study);
    CHECK(many.counts("places") == Counts{5, 2, 3, 0});
    CHECK(many.mark("places") == "○");
}

TEST_CASE("Columns of a table of places are named by fields") {
    TinyStudy study;
    study.files["schools.csv"] =
        fmt::format("よび名,たて,よこ\n北小学校,{},{}\n", TinyStudy::lat(1.5), TinyStudy::lng(1.5));
    study.files["study.toml"] +=
        kPlaces +
        "file = \"schools.csv\"\nfields = { name = \"よび名\", lat = \"たて\", lon = \"よこ\" }\n";
    CHECK(Checked(study).counts("places") == Counts{1, 1, 0, 0});
}

TEST_CASE("People in no municipality count as outside and ask for a look; the counts add up") {
    TinyStudy study;
    // Two columns of cells lie over 500 m from both municipalities, between them.
    study.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 4, 1, R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 7, 4, 8,
                           R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
    const Checked checked(study);
    CHECK(checked.counts("population") == Counts{32, 24, 8, 0});
    CHECK(checked.mark("population") == "△");
    CHECK(checked.result()["people_placed"] == 384.0);
    CHECK(checked.result()["people_elsewhere"] == 128.0);
    CHECK(checked.issues("population_outside_municipalities").size() == 8);
}

TEST_CASE(
    "A population file of a wider ground is used as far as the study goes, without alarm; one "
    "of the prefecture alone should lie in its municipalities") {
    TinyStudy study;
    study.files["population.csv"] += TinyStudy::cell(40, 40).code() + ",50,20,10\n";
    const Checked wider(study);
    CHECK(wider.counts("population") == Counts{33, 32, 1, 0});
    CHECK(wider.mark("population") == "○");
    CHECK(wider.issues("population_elsewhere").size() == 1);

    study.files["study.toml"] = replaced(study.files["study.toml"], "census = \"試験\"",
                                         "census = \"試験\", people_of = \"prefecture\"");
    const Checked own(study);
    CHECK(own.counts("population") == Counts{33, 32, 1, 0});
    CHECK(own.mark("population") == "△");
    CHECK(own.issues("population_without_municipality").size() == 1);
}

TEST_CASE("Cells of a coverage table that lie elsewhere count as outside") {
    TinyStudy study;
    study.files["a.csv"] = "メッシュコード\n" + TinyStudy::cell(0, 0).code() + "\n" +
                           TinyStudy::cell(0, 1).code() + "\n5339452311\n";
    study.files["study.toml"] = replaced(study.files["study.toml"], "a.geojson", "a.csv");
    const Checked checked(study);
    CHECK(checked.counts("coverage") == Counts{3, 2, 1, 0});
    REQUIRE(checked.issues("outside_prefecture").size() == 1);
    CHECK(checked.issues("outside_prefecture")[0]["row"] == 4);
}

TEST_CASE("Rows that `where` leaves out are counted apart, of shapes and of tables") {
    TinyStudy study;
    study.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 2, 8, R"("name":"A")") + "," +
                              TinyStudy::polygon(2, 0, 4, 8, R"("name":"4G")"));
    study.files["b.csv"] = "メッシュコード,方式\n" + TinyStudy::cell(0, 0).code() + ",5G\n" +
                           TinyStudy::cell(0, 1).code() + ",4G\n" + TinyStudy::cell(0, 2).code() +
                           ",4G\n";
    std::string& text = study.files["study.toml"];
    text = replaced(text, "file = \"a.geojson\"", "file = \"a.geojson\"\nwhere = \"name = 'A'\"");
    text = replaced(text, "file = \"b.geojson\"", "file = \"b.csv\"\nwhere = \"方式 = '5G'\"");
    const Checked checked(study);
    CHECK(checked.counts("coverage") == Counts{2, 1, 0, 1});
    CHECK(checked.mark("coverage") == "○");
    CHECK(checked.result()["inputs"][3]["left_out"] == 2);
    CHECK(checked.result()["inputs"][3]["used"] == 1);
    CHECK_THAT(checked.screen, Contains("条件外"));
}

TEST_CASE("Rows of another prefecture on the study's cells are added up and told in numbers") {
    TinyStudy study;
    std::string own = "MESH_ID,SHICODE,PTN_2040\n";
    std::string theirs = own;
    for (int column = 0; column < 8; ++column) {
        own += TinyStudy::cell(0, column).code() + ",24201,8\n";
    }
    theirs += TinyStudy::cell(0, 3).code() + ",23201,5\n" + TinyStudy::cell(0, 4).code() +
              ",23201,7\n" + TinyStudy::cell(40, 4).code() + ",23201,90\n";
    study.files["p24.csv"] = own;
    study.files["p23.csv"] = theirs;
    study.files["study.toml"] =
        replaced(study.files["study.toml"], "files = [\"population.csv\"]",
                 "files = [\"p24.csv\", \"p23.csv\"], population_field = \"PTN_2040\"");
    const Checked kept(study);
    CHECK(kept.counts("population") == Counts{11, 10, 1, 0});
    CHECK(kept.result()["people_placed"] == 76.0);
    REQUIRE(kept.issues("population_of_others_kept").size() == 1);
    CHECK_THAT(kept.issues("population_of_others_kept")[0].dump(),
               Contains("2 件（12 人）") && Contains("N03"));

    // With the neighbour's ground in the boundary file the border cells are divided with it.
    study.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 4, 3.5,
                           R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 3.5, 4, 8,
                           R"("N03_001":"愛知県","N03_004":"豊橋市","N03_007":"23201")"));
    const Checked divided(study);
    REQUIRE(divided.issues("population_of_others_divided").size() == 1);
    CHECK_THAT(divided.issues("population_of_others_divided")[0].dump(), Contains("1 件（5 人）"));
    // Three whole cells of 8 and half of 13.
    CHECK_THAT(divided.result()["people_placed"].get<double>(),
               Catch::Matchers::WithinAbs(30.5, 1e-6));
}

TEST_CASE("A population file takes layer and encoding, and 250 m cells go to a study of 100 m") {
    TinyStudy study;
    std::string& text = study.files["study.toml"];
    text = replaced(text, "census = \"試験\"",
                    "census = \"試験\", encoding = \"UTF-8\", crs = \"EPSG:6668\"");
    text = replaced(text, "mesh = \"250m\"", "mesh = \"100m\"");
    const Checked checked(study);
    CHECK(checked.counts("population") == Counts{32, 32, 0, 0});
    CHECK_THAT(checked.result()["people_placed"].get<double>(),
               Catch::Matchers::WithinAbs(512.0, 1e-6));
}

TEST_CASE("A layer of restrictions with effect none is read and restricts nothing") {
    TinyStudy study;
    study.files["zone.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 2, 8, R"("name":"農業地域")"));
    study.files["study.toml"] +=
        "\n[[restriction]]\nname = \"農業地域\"\nfile = \"zone.geojson\"\neffect = \"none\"\n";
    const Checked checked(study);
    CHECK(checked.counts("restriction") == Counts{1, 0, 1, 0});
    CHECK(checked.mark("restriction") == "○");
    CHECK(checked.issues("zones_without_effect").size() == 1);
}
