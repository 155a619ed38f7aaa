// What a ledger says against an asset: columns that forbid (非公開, 共用不可), and assets that are
// gone or not built yet.
#include "io/asset_denials.hpp"
#include "io/asset_state.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace todoku;

namespace {

io::LoadedAssets read(const test::WrittenFiles& files, const std::string& text,
                      const std::map<std::string, std::string>& fields = {},
                      const std::map<std::string, std::string>& defaults = {}) {
    io::AssetSource source;
    source.file = files.write("a.csv", text);
    source.shown_as = "a.csv";
    source.fields = fields;
    source.defaults = defaults;
    return io::read_assets(source);
}

const Issue* issue(const io::LoadedAssets& loaded, const std::string& code) {
    for (const Issue& found : loaded.issues) {
        if (found.code == code) {
            return &found;
        }
    }
    return nullptr;
}

using Answers = std::vector<std::optional<bool>>;

Answers published(const io::LoadedAssets& loaded) {
    Answers answers;
    for (const domain::Asset& asset : loaded.value) {
        answers.push_back(asset.publishable);
    }
    return answers;
}

} // namespace

TEST_CASE("A mark under 非公開 forbids to publish, whatever the study's default") {
    const test::WrittenFiles files;
    const std::string rows =
        "A,34.70,136.5,○\nB,34.71,136.5,\nC,34.72,136.5,×\nD,34.73,136.5,部外秘\n"
        "E,34.74,136.5,0\nF,34.75,136.5,公開\n";
    for (const std::string header :
         {"非公開", "非公開フラグ", "公開不可", "秘密区分", "公開_不可"}) {
        const auto loaded =
            read(files, "名称,緯度,経度," + header + "\n" + rows, {}, {{"publishable", "可"}});
        CHECK(published(loaded) == Answers{false, true, std::nullopt, false, true, true});
        REQUIRE(issue(loaded, "asset_answer_denied") != nullptr);
        CHECK(issue(loaded, "asset_answer_denied")->value == "2");
        CHECK(issue(loaded, "asset_denial_undecided")->value == "1");
        CHECK(loaded.unused_headers.empty());
    }
    // Without a default nothing but the ledger's own yes gives leave.
    CHECK(published(read(files, "名称,緯度,経度,非公開\n" + rows)) ==
          Answers{false, std::nullopt, std::nullopt, false, std::nullopt, std::nullopt});
}

TEST_CASE("A forbidding column that the study file names forbids all the same") {
    const test::WrittenFiles files;
    const auto loaded = read(files, "名称,緯度,経度,非公開\nA,34.70,136.5,○\nB,34.71,136.5,\n",
                             {{"publishable", "非公開"}});
    CHECK(published(loaded) == Answers{false, std::nullopt});
}

TEST_CASE("One no is enough where a ledger has a column of each sense") {
    const test::WrittenFiles files;
    const auto loaded = read(files, "名称,緯度,経度,公開可否,非公開\nA,34.70,136.5,可,○\n"
                                    "B,34.71,136.5,可,×\nC,34.72,136.5,不可,\n");
    CHECK(published(loaded) == Answers{false, true, false});
}

TEST_CASE("Marks under 共用不可, 貸付不可, 基地局設置禁止, 電源なし and 光回線未整備 are a no") {
    const test::WrittenFiles files;
    for (const std::string header : {"共用不可", "貸付不可", "利用不可", "携帯基地局設置禁止"}) {
        const auto loaded =
            read(files, "名称,緯度,経度," + header + "\nA,34.70,136.5,○\nB,34.71,136.5,\n");
        CHECK(loaded.value[0].sharing_allowed == false);
        CHECK_FALSE(loaded.value[1].sharing_allowed.has_value());
    }
    const auto loaded = read(files, "名称,緯度,経度,電源なし,光回線未整備\nA,34.70,136.5,○,1\n");
    CHECK(loaded.value[0].power == false);
    CHECK(loaded.value[0].fibre == false);
}

TEST_CASE("Words for the public and for the office decide whether to publish") {
    const test::WrittenFiles files;
    CHECK(published(read(files, "名称,緯度,経度,公開区分\nA,34.70,136.5,一般公開\n"
                                "B,34.71,136.5,庁内限り\nC,34.72,136.5,関係者限り\n")) ==
          Answers{true, false, false});
}

TEST_CASE("Headers that say something else deny nothing") {
    for (const std::string header :
         {"公開可否", "公開", "共用可否", "電源", "光回線", "備考", "公開・非公開の別"}) {
        CHECK_FALSE(io::field_denied_by(header).has_value());
    }
}

TEST_CASE("Assets that are gone, closed or not built are kept and marked, by state, date or name") {
    const test::WrittenFiles files;
    const auto loaded =
        read(files, "施設名,緯度,経度,状態,除却年月日,備考\nA,34.70,136.5,供用中,,\n"
                    "B,34.71,136.5,解体済,R5.3.31,\nC,34.72,136.5,廃止,,\n"
                    "D,34.73,136.5,建設中（R9完成予定）,,\nE,34.74,136.5,,R5.3.31,\n"
                    "旧北小学校（解体済）,34.75,136.5,,,\n【廃止】南公民館,34.76,136.5,,,\n"
                    "(仮称)新庁舎,34.77,136.5,,,\nI,34.78,136.5,,,解体済\n"
                    "J,34.79,136.5,休止中,,令和5年に隣の棟を解体\nK,34.80,136.5,廃止予定なし,,\n");
    std::vector<std::string> against;
    for (const domain::Asset& asset : loaded.value) {
        against.emplace_back(asset.unavailable);
    }
    CHECK(against == std::vector<std::string>{"", "解体済", "廃止", "建設中(R9完成予定)",
                                              "除却年月日 R5.3.31", "解体済", "廃止", "", "解体済",
                                              "", ""});
    CHECK(loaded.counts.used == 11);
    REQUIRE(issue(loaded, "asset_unavailable") != nullptr);
    CHECK(issue(loaded, "asset_unavailable")->value == "7");
    CHECK(issue(loaded, "asset_unavailable")->row == 3);
    CHECK(issue(loaded, "asset_provisional")->value == "1");
    CHECK(loaded.unused_headers.empty());
}

TEST_CASE("Of several floors in a cell the highest counts, and is told") {
    const test::WrittenFiles files;
    const auto loaded =
        read(files,
             "名称,緯度,経度,階数\nA,34.70,136.5,1～3\nB,34.71,136.5,1-3F\nC,34.72,136.5,2階・3階\n"
             "D,34.73,136.5,3階（2階部分）\nE,34.74,136.5,地上3階地下1階\nF,34.75,136.5,約3階\n"
             "G,34.76,136.5,5\n");
    std::vector<int> floors;
    for (const domain::Asset& asset : loaded.value) {
        floors.push_back(asset.floors.value_or(-1));
    }
    CHECK(floors == std::vector<int>{3, 3, 3, 3, 3, 3, 5});
    REQUIRE(issue(loaded, "floors_of_range") != nullptr);
    CHECK(issue(loaded, "floors_of_range")->value == "4");
}

TEST_CASE("A column of points as WKT or GeoJSON places the assets, whatever its header") {
    const test::WrittenFiles files;
    const auto loaded =
        read(files, "名称,位置\nA,POINT (136.5086 34.7303)\nB,SRID=4326;POINT(136.5 34.7)\n"
                    "C,POINT Z (136.5 34.7 12)\n"
                    "D,\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[136.5,34.7]}\"\nE,\n");
    REQUIRE(loaded.value.size() == 4);
    CHECK(loaded.value[0].place == geo::LatLng::from_degrees(34.7303, 136.5086));
    for (std::size_t i = 1; i < 4; ++i) {
        CHECK(loaded.value[i].place == geo::LatLng::from_degrees(34.7, 136.5));
    }
    CHECK(loaded.unplaced.assets.size() == 1);
}
