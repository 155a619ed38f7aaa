// Ledgers in CSV: what is read, repaired, rejected, and said about it.
#include "core/error.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

using namespace todoku;
using domain::AssetKind;

namespace {

io::AssetSource source_of(const std::filesystem::path& file) {
    io::AssetSource source;
    source.file = file;
    source.shown_as = file.filename().string();
    return source;
}

Issue why_unplaced(const io::LoadedAssets& loaded, std::size_t asset) {
    return issue_of(loaded.unplaced.assets.at(asset), loaded.unplaced.why.at(asset));
}

std::vector<std::shared_ptr<const Issue>> issues_of(const io::LoadedAssets& loaded,
                                                    const std::string& code) {
    std::vector<Issue> all = loaded.issues;
    for (std::size_t i = 0; i < loaded.unplaced.assets.size(); ++i) {
        all.push_back(why_unplaced(loaded, i));
    }
    std::vector<std::shared_ptr<const Issue>> found;
    for (const Issue& issue : all) {
        if (issue.code == code) {
            found.push_back(std::make_shared<const Issue>(issue));
        }
    }
    return found;
}

template <class E>
std::string refusal(const io::AssetSource& source) {
    try {
        io::read_assets(source);
    } catch (const E& error) {
        return error.message().ja;
    }
    FAIL("nothing was refused");
    return {};
}

} // namespace

TEST_CASE("An office's ledger in CP932 with full-width digits and era years is read whole") {
    const test::WrittenFiles files;
    const auto file = files.write_cp932(
        "県有施設.csv",
        "施設番号,施設名,用途,所管課,電話番号,所在地,市区町村コード,緯度,経度,高さ（ｍ）,階数,構造,"
        "延床面積（㎡）,電源,光回線,建築年度,共用可否,公開可否,備考\r\n"
        "Ａ００１,県立津高等学校,学校,教育委員会,０５９－２２８－０２５６,津市新町３丁目１－１,"
        "２４２０１２,３４．７１２３,１３６．５０１２,"
        "１５．５ｍ,地上４階,ＲＣ造,\"１２，３４５\",有,無,昭和５５年,可,○,"
        "\"一部、耐震\"\"済\"\"\"\r\n");
    auto source = source_of(file);
    source.owner = "三重県";
    const auto loaded = io::read_assets(source);
    REQUIRE(loaded.value.size() == 1);
    const domain::Asset& asset = loaded.value[0];
    CHECK(asset.id == "A001");
    CHECK(asset.name == "県立津高等学校");
    CHECK(asset.kind == AssetKind::Building);
    CHECK(asset.use == "学校");
    CHECK(asset.owner == "三重県");
    CHECK(asset.department == "教育委員会");
    CHECK(asset.contact == "059-228-0256");
    CHECK(asset.address == "津市新町3丁目1-1");
    CHECK(asset.municipality == domain::GovernmentCode(24, 201));
    CHECK(asset.place == geo::LatLng::from_degrees(34.7123, 136.5012));
    CHECK(asset.height_m == 15.5);
    CHECK(asset.floors == 4);
    CHECK(asset.structure == "RC造");
    CHECK(asset.area_m2 == 12345.0);
    CHECK(asset.power == true);
    CHECK(asset.fibre == false);
    CHECK(asset.year_built == 1980);
    CHECK(asset.sharing_allowed == true);
    CHECK(asset.publishable == true);
    CHECK(asset.note == "一部、耐震\"済\"");
    CHECK(asset.source == "県有施設.csv");
    CHECK(asset.row == 2);
    CHECK(loaded.encoding == "CP932");
    CHECK(loaded.mapping.at("height_m") == "高さ(m)");
    CHECK(loaded.mapping.at("name") == "施設名");
    CHECK(loaded.counts.used == 1);
}

TEST_CASE("The way of fibre and of vehicles to an asset is read where a ledger gives it") {
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(
        source_of(files.write("ways.csv", "名称,緯度,経度,光回線までの距離(m),車両進入可否\n"
                                          "一,34.7,136.5,350,可\n二,34.71,136.5,1.2km,不可\n"
                                          "三,34.72,136.5,,\n四,34.73,136.5,遠い,要協議\n")));
    REQUIRE(loaded.value.size() == 4);
    CHECK(loaded.mapping.at("fibre_distance_m") == "光回線までの距離(m)");
    CHECK(loaded.value[0].fibre_distance_m == 350.0);
    CHECK(loaded.value[0].access == true);
    CHECK(loaded.value[1].fibre_distance_m == 1200.0);
    CHECK(loaded.value[1].access == false);
    CHECK_FALSE(loaded.value[2].fibre_distance_m.has_value());
    CHECK_FALSE(loaded.value[2].access.has_value());
    CHECK_FALSE(loaded.value[3].fibre_distance_m.has_value()); // told as unreadable
    CHECK_FALSE(loaded.value[3].access.has_value());
    for (const char* words : {"遠い", "要協議"}) {
        CHECK(std::any_of(loaded.issues.begin(), loaded.issues.end(),
                          [words](const Issue& issue) { return issue.value == words; }));
    }
}

TEST_CASE("Both public-facility data sets of municipalities are known") {
    const test::WrittenFiles files;
    const auto old = io::read_assets(source_of(files.write_cp932(
        "old.csv", "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,名称_"
                   "通称,POIコード,住所,方書,緯度,経度,電話番号,内線番号,"
                   "法人番号,団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,説明,"
                   "バリアフリー情報,URL,備考\n"
                   "240001,0000000001,三重県,,県庁,ケンチョウ,,,三重県津市広明町13,,34.7303,136."
                   "5086,059-224-3070,,,管財課,,,,,,,,\n")));
    REQUIRE(old.value.size() == 1);
    CHECK(old.value[0].id == "0000000001");
    CHECK(old.value[0].department == "管財課");
    CHECK(old.value[0].municipality ==
          domain::GovernmentCode{}); // the prefecture's code is no municipality
    REQUIRE(old.issues.size() == 2); // one of them that no datum is named
    CHECK(old.issues[0].code == "crs_assumed");

    const auto modern = io::read_assets(source_of(files.write(
        "new.csv", "\xEF\xBB\xBF全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,名称_英字,"
                   "名称_通称,POIコード,外部識別子,外部識別子の値,"
                   "所在地_全国地方公共団体コード,町字ID,所在地_連結表記,所在地_都道府県,所在地_"
                   "市区町村,所在地_町字,所在地_番地以下,建物名等(方書),緯度,経度,"
                   "高度の種別,高度の値,電話番号,備考\n"
                   "131199,0001,東京都板橋区,区民の森,,,,,,,202045,,,長野県,岡谷市,川岸,1-2,,36.05,"
                   "138.02,海抜,800,03-0000-0000,\n")));
    REQUIRE(modern.value.size() == 1);
    CHECK(modern.value[0].municipality.six_digits() ==
          "202045"); // where it stands, not whose it is
    CHECK(modern.value[0].owner == "東京都板橋区");
    CHECK(modern.value[0].address == "長野県岡谷市川岸1-2");
    CHECK_FALSE(modern.value[0].height_m.has_value());
    CHECK(modern.encoding == "UTF-8 BOM");
}

TEST_CASE("Assets without usable coordinates are of unknown place, by name and reason") {
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(source_of(files.write("a.csv", "名称,緯度,経度\n"
                                                                       "A会館,34.7,136.5\n"
                                                                       "B会館,,\n"
                                                                       "C会館,34.7,\n"
                                                                       "D会館,0,0\n"
                                                                       "E会館,三十余,136.5\n"
                                                                       "F会館,136.5,34.7\n"
                                                                       "G会館,34.7,36.5\n"
                                                                       "H会館,34度42分,136度30分\n"
                                                                       "I会館,-,不明\n")));
    CHECK(loaded.counts.read == 9);
    CHECK(loaded.counts.used == 3);
    CHECK(loaded.counts.rejected == 6);
    CHECK(loaded.counts.unplaced == 6);
    CHECK(loaded.counts.lost() == 0);
    REQUIRE(loaded.unplaced.assets.size() == 6);
    CHECK(loaded.unplaced.assets[0].name == "B会館");
    CHECK(loaded.unplaced.assets[0].id == "a-3");
    CHECK(loaded.counts.repaired == 1);
    const auto absent = issues_of(loaded, "asset_without_coordinates");
    REQUIRE(absent.size() == 3);
    CHECK(absent[0]->row == 3);
    CHECK(absent[0]->field == "緯度, 経度");
    CHECK_THAT(absent[0]->problem.ja, Catch::Matchers::Contains("B会館"));
    CHECK(absent[0]->kind == IssueKind::Rejected);
    REQUIRE(issues_of(loaded, "asset_at_zero").size() == 1);
    CHECK_THAT(issues_of(loaded, "asset_at_zero")[0]->problem.ja,
               Catch::Matchers::Contains("D会館"));
    const auto unreadable = issues_of(loaded, "asset_coordinate_unreadable");
    REQUIRE(unreadable.size() == 1);
    CHECK(unreadable[0]->field == "緯度");
    CHECK(unreadable[0]->value == "三十余");
    REQUIRE(issues_of(loaded, "asset_outside_japan").size() == 1);
    const auto swapped = issues_of(loaded, "asset_lat_lon_swapped");
    REQUIRE(swapped.size() == 1);
    CHECK(swapped[0]->kind == IssueKind::Repaired);
    CHECK(swapped[0]->row == 7);
    CHECK(loaded.value[1].place == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK_THAT(loaded.value[2].place.lng(), Catch::Matchers::WithinAbs(136.5, 1e-12));
}

TEST_CASE("A number ruined by a spreadsheet costs the row, and says why") {
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(source_of(files.write(
        "a.csv", "ID,名称,緯度,経度\n1.3E+12,A会館,34.7,136.5\n1300000000002,B会館,34.7,136.5\n")));
    CHECK(loaded.counts.rejected == 1);
    CHECK(loaded.value[0].id == "1300000000002");
    REQUIRE(issues_of(loaded, "asset_id_ruined_by_spreadsheet").size() == 1);
    CHECK(issues_of(loaded, "asset_id_ruined_by_spreadsheet")[0]->value == "1.3E+12");
}

TEST_CASE("Ids that stand twice, or not at all, are made of file and row") {
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(
        source_of(files.write("施設.csv", "番号,名称,緯度,経度\n1,A会館,34.7,136.5\n2,B会館,34.8,"
                                          "136.5\n1,C会館,34.9,136.5\n,D会館,34.6,136.5\n")));
    CHECK(loaded.value[0].id == "施設-2");
    CHECK(loaded.value[1].id == "2");
    CHECK(loaded.value[2].id == "施設-4");
    CHECK(loaded.value[3].id == "施設-5");
    REQUIRE(issues_of(loaded, "asset_id_repeated").size() == 1);
    CHECK(issues_of(loaded, "asset_id_repeated")[0]->value == "1");
}

TEST_CASE("Title rows above the header, blank rows and missing cells do no harm") {
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(source_of(
        files.write("a.csv", "令和8年度 県有施設一覧,,,\n(担当: 管財課),,,\n\n"
                             "名称,緯度,経度,備考\nA会館,34.7,136.5\n,,,\nB会館,34.8,136.5,x\n")));
    CHECK(loaded.counts.read == 2);
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].row == 5);
    CHECK(loaded.value[1].note == "x");
    REQUIRE(issues_of(loaded, "blank_rows").size() == 1);
    REQUIRE(issues_of(loaded, "trailing_fields_absent").size() == 1);
    CHECK(issues_of(loaded, "trailing_fields_absent")[0]->row == 5);
}

TEST_CASE("Values that cannot be read leave the asset without them, and are listed") {
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(
        source_of(files.write("a.csv", "名称,緯度,経度,高さ,階数,面積,電源,建築年,市区町村コード\n"
                                       "A会館,34.7,136.5,高い,0,-5,要相談,昔,242011\n"
                                       "B会館,34.8,136.5,0,不明,-,未定,―,\n"
                                       "C公園,34.9,136.5,0,,,,,\n"
                                       "D会館,34.9,136.6,9999,,,,,\n")));
    CHECK(loaded.counts.used == 4);
    const auto unreadable = issues_of(loaded, "asset_value_unreadable");
    REQUIRE(unreadable.size() == 6);
    REQUIRE(issues_of(loaded, "asset_answer_open").size() == 1);
    CHECK(unreadable[0]->field == "高さ");
    CHECK(unreadable[0]->value == "高い");
    CHECK(unreadable[0]->row == 2);
    REQUIRE(issues_of(loaded, "asset_municipality_unreadable").size() == 1);
    CHECK(loaded.value[0].municipality == domain::GovernmentCode{});
    CHECK_FALSE(loaded.value[1].height_m.has_value()); // 0 of a building is an open field
    CHECK(loaded.value[2].height_m == 0.0);            // 0 of land is its height
    CHECK(loaded.value[2].kind == AssetKind::Land);
}

TEST_CASE("The study file's mapping and defaults go before the table") {
    const test::WrittenFiles files;
    auto source = source_of(files.write(
        "子局.csv",
        "局,北,東,高,名称,電源\n小浜第二,34.89,138.34,12,無視,\n吉津,34.90,138.33,,無視,無\n"));
    source.fields = {{"name", "局"}, {"lat", "北"}, {"lon", "東"}, {"height_m", "高"}};
    source.defaults = {{"kind", "pole"},
                       {"power", "有"},
                       {"height_m", "15"},
                       {"municipality", "22212"},
                       {"department", "防災課"}};
    const auto loaded = io::read_assets(source);
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].name == "小浜第二");
    CHECK(loaded.value[0].kind == AssetKind::Pole);
    CHECK(loaded.value[0].height_m == 12.0);
    CHECK(loaded.value[1].height_m == 15.0);
    CHECK(loaded.value[0].power == true);
    CHECK(loaded.value[1].power == false);
    CHECK(loaded.value[0].municipality.five_digits() == "22212");
    CHECK(loaded.value[0].department == "防災課");
    CHECK(loaded.mapping.at("name") == "局");
    CHECK(issues_of(loaded, "asset_kind_assumed").empty());

    source.fields["floors"] = "階";
    CHECK_THAT(refusal<InputError>(source),
               Catch::Matchers::Contains("階") && Catch::Matchers::Contains("局, 北, 東"));
    source.fields = {{"nome", "局"}};
    CHECK_THAT(refusal<UsageError>(source), Catch::Matchers::Contains("nome"));
    source.fields.clear();
    source.defaults = {{"kind", "船"}};
    CHECK_THAT(refusal<UsageError>(source), Catch::Matchers::Contains("船"));
    source.defaults = {{"knid", "pole"}};
    CHECK_THAT(refusal<UsageError>(source), Catch::Matchers::Contains("knid"));
}

TEST_CASE(
    "What decides the kind: the ledger's word, the use, the name, then a building is assumed") {
    const test::WrittenFiles files;
    const auto loaded =
        io::read_assets(source_of(files.write("a.csv", "名称,資産区分,用途,緯度,経度\n"
                                                       "A,土地,学校,34.7,136.5\n"
                                                       "B公園,,学校,34.7,136.5\n"
                                                       "C公園,,,34.7,136.5\n"
                                                       "D,,,34.7,136.5\n"
                                                       "E,行政財産,鉄塔,34.7,136.5\n")));
    CHECK(loaded.value[0].kind == AssetKind::Land);
    CHECK(loaded.value[1].kind == AssetKind::Building);
    CHECK(loaded.value[2].kind == AssetKind::Land);
    CHECK(loaded.value[3].kind == AssetKind::Building);
    CHECK(loaded.value[4].kind == AssetKind::Mast);
    REQUIRE(issues_of(loaded, "asset_kind_deduced").size() == 1);
    CHECK(issues_of(loaded, "asset_kind_deduced")[0]->action.ja ==
          "用途と名称の語から決めました（建物 1、土地 1、鉄塔 1）。");
    REQUIRE(issues_of(loaded, "asset_kind_assumed").size() == 1);
    CHECK(issues_of(loaded, "asset_kind_assumed")[0]->value == "1");
}

TEST_CASE("Coordinate columns in another system are converted when the study names it") {
    const test::WrittenFiles files;
    // GSI's example point in system IX: X 11543.6883 is north, Y 22916.2436 is east.
    auto source = source_of(
        files.write("a.csv", "名称,X座標,Y座標\nA会館,11543.6883,22916.2436\nB会館,0,0\n"));
    source.fields = {{"lat", "X座標"}, {"lon", "Y座標"}};
    source.crs = "EPSG:6677";
    const auto loaded = io::read_assets(source);
    REQUIRE(loaded.value.size() == 1);
    CHECK_THAT(loaded.value[0].place.lat(), Catch::Matchers::WithinAbs(36.103774791, 1e-8));
    CHECK_THAT(loaded.value[0].place.lng(), Catch::Matchers::WithinAbs(140.087855041, 1e-8));
    CHECK(issues_of(loaded, "asset_at_zero").size() == 1);
    source.crs = "EPSG:4301";
    CHECK_THAT(refusal<InputError>(source), Catch::Matchers::Contains("TKY2JGD"));
}

TEST_CASE("A ledger of addresses alone is kept whole, each asset of unknown place") {
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(source_of(
        files.write("a.csv", "番号,名称,住所,高さ\n7,A会館,津市広明町13,12\n8,B会館,,\n")));
    CHECK(loaded.value.empty());
    CHECK(loaded.counts.read == 2);
    CHECK(loaded.counts.unplaced == 2);
    REQUIRE(loaded.unplaced.assets.size() == 2);
    CHECK(loaded.unplaced.assets[0].id == "7");
    CHECK(loaded.unplaced.assets[0].address == "津市広明町13");
    CHECK(loaded.unplaced.assets[0].height_m == 12.0);
    CHECK(why_unplaced(loaded, 0).code == "asset_without_coordinates");
    CHECK(why_unplaced(loaded, 0).field == "lat, lon"); // it has no shapes
    CHECK_THAT(why_unplaced(loaded, 0).problem.ja,
               Catch::Matchers::Contains("A会館") && Catch::Matchers::Contains("津市広明町13"));
}

TEST_CASE("Roof, earthquake resistance, fee class, schools nearby and precision are read") {
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(source_of(files.write(
        "a.csv", "名称,緯度,経度,屋根形状,耐震性,使用料区分,学校・病院の近接,公開可否,位置精度,階\n"
                 "A会館,34.7,136.5,陸屋根,耐震補強済,宅地,有,不可,町丁目,3\n"
                 "B会館,34.8,136.5,,,,－,,？,\n")));
    REQUIRE(loaded.value.size() == 2);
    const domain::Asset& asset = loaded.value[0];
    CHECK(asset.roof == "陸屋根");
    CHECK(asset.seismic == "耐震補強済");
    CHECK(asset.fee_class == "宅地");
    CHECK(asset.near_school_or_hospital == true);
    CHECK(asset.publishable == false);
    CHECK(asset.precision == domain::PlacePrecision::Town);
    CHECK_FALSE(loaded.value[1].near_school_or_hospital.has_value());
    CHECK(loaded.value[1].precision == domain::PlacePrecision::Ledger);
    REQUIRE(issues_of(loaded, "asset_value_unreadable").size() == 1);
    CHECK(issues_of(loaded, "asset_value_unreadable")[0]->field == "位置精度");
    CHECK(loaded.unused_headers == std::vector<std::string>{"階"});
}

TEST_CASE("Ledgers that cannot be used are refused with what was found and what is needed") {
    const test::WrittenFiles files;
    CHECK_THAT(refusal<InputError>(source_of(files.write("a.csv", "名称,電話\nA会館,059\n"))),
               Catch::Matchers::Contains("緯度") && Catch::Matchers::Contains("名称, 電話"));
    CHECK_THAT(refusal<InputError>(source_of(files.write("b.csv", "名称,緯度,経度\n"))),
               Catch::Matchers::Contains("資産の行"));
    CHECK_THAT(refusal<InputError>(source_of(files.folder() / "c.csv")),
               Catch::Matchers::Contains("c.csv"));
    const auto two = files.write_zip("two.zip", {{"a.csv", "名称,緯度,経度\nA,34,136\n"},
                                                 {"b.csv", "名称,緯度,経度\nB,34,136\n"}});
    CHECK_THAT(refusal<InputError>(source_of(two)), Catch::Matchers::Contains("a.csv, b.csv"));
    auto source = source_of(files.write("d.csv", "名称,緯度,経度\nA,34,136\n"));
    source.encoding = "JIS7";
    CHECK_THAT(refusal<UsageError>(source), Catch::Matchers::Contains("JIS7"));
}

TEST_CASE("A ledger in UTF-16, with tabs, in a ZIP is read all the same") {
    const test::WrittenFiles files;
    std::string utf16 = "\xFF\xFE";
    for (const char16_t c : std::u16string(u"名称\t緯度\t経度\r\nA会館\t34.7\t136.5\r\n")) {
        utf16 += static_cast<char>(c & 0xFF);
        utf16 += static_cast<char>(c >> 8);
    }
    const auto loaded = io::read_assets(source_of(files.write_zip("a.zip", {{"a.txt", utf16}})));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].name == "A会館");
    CHECK(loaded.encoding == "UTF-16LE");
}

TEST_CASE("Of a ZIP with one ledger the notes beside it are left, by name") {
    const test::WrittenFiles files;
    const std::string csv = "名称,緯度,経度\nA会館,34.7,136.5\n";
    const auto loaded = io::read_assets(source_of(
        files.write_zip("a.zip", {{"台帳.csv", csv}, {"readme.txt", "x"}, {"説明.pdf", "%PDF-"}})));
    CHECK(loaded.value.size() == 1);
    REQUIRE(issues_of(loaded, "archive_members_left").size() == 1);
    CHECK(issues_of(loaded, "archive_members_left")[0]->value == "readme.txt, 説明.pdf");
    CHECK_THROWS_AS(
        io::read_assets(source_of(files.write_zip("b.zip", {{"1.csv", csv}, {"2.csv", csv}}))),
        InputError);
    // A workbook of the same name is the same ledger, another one is not.
    CHECK(io::read_assets(source_of(files.write_zip("c.zip", {{"1.csv", csv}, {"1.xlsx", "x"}})))
              .value.size() == 1);
    CHECK_THROWS_AS(
        io::read_assets(source_of(files.write_zip("d.zip", {{"1.csv", csv}, {"2.xlsx", "x"}}))),
        InputError);
}

TEST_CASE("A ZIP without a ledger is refused with what it holds") {
    const test::WrittenFiles files;
    const auto refusal = [&](const std::string& name, const std::string& member,
                             const std::string& other = "a.txt") -> std::string {
        try {
            io::read_assets(source_of(files.write_zip(name, {{member, "x"}, {other, "x"}})));
        } catch (const InputError& error) {
            return error.message().ja;
        }
        return {};
    };
    CHECK_THAT(refusal("a.zip", "台帳.xlsx"),
               Catch::Matchers::Contains("a.zip / 台帳.xlsx をExcelブックとして開けません"));
    CHECK_THAT(refusal("c.zip", "台帳.xlsx", "建物.xlsx"),
               Catch::Matchers::Contains("ZIPを展開し、ブックを指定"));
    CHECK_THAT(refusal("b.zip", "説明.pdf", "説明.docx"),
               Catch::Matchers::Contains("入っているもの: 説明.pdf, 説明.docx"));
}

TEST_CASE("Layers of points and areas are ledgers too") {
    const test::WrittenFiles files;
    const auto loaded =
        io::read_assets(source_of(files.write("a.geojson",
                                              R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"名称":"A会館","階数":"3階"},"geometry":{"type":"Point","coordinates":[136.5,34.7]}},
{"type":"Feature","properties":{"名称":"B用地"},"geometry":{"type":"Polygon","coordinates":[[[136.5,34.7],[136.52,34.7],[136.52,34.72],[136.5,34.72],[136.5,34.7]]]}},
{"type":"Feature","properties":{"名称":"C会館"},"geometry":null},
{"type":"Feature","properties":{"名称":"D会館"},"geometry":{"type":"Point","coordinates":[34.7,136.5]}}]})")));
    CHECK(loaded.counts.read == 4);
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].floors == 3);
    CHECK(loaded.value[0].id == "a-1");
    CHECK(loaded.value[1].kind == AssetKind::Land);
    CHECK(geo::Box{34.7, 136.5, 34.72, 136.52}.contains(loaded.value[1].place));
    // A layer's latitude of 136.5 degrees is refused by the layer's reader, which says what to
    // check; nothing is lost.
    REQUIRE(issues_of(loaded, "asset_without_coordinates").size() == 2);
    CHECK_THAT(issues_of(loaded, "asset_without_coordinates")[1]->problem.ja,
               Catch::Matchers::Contains("D会館"));
    CHECK(issues_of(loaded, "unusable_coordinates").size() == 1);
    CHECK_THAT(issues_of(loaded, "asset_without_coordinates")[0]->problem.ja,
               Catch::Matchers::Contains("C会館"));
}

TEST_CASE("A header's unit is that of the figures under it which name none") {
    const auto [height, area, metres, square_metres] =
        GENERATE(table<std::string, std::string, std::optional<double>, std::optional<double>>({
            {"高さ（㎝）", "延床面積(ha)", 5.0, 5e6},
            {"高さ（単位：mm）", "延床面積（坪）", 0.5, 500.0 * 400 / 121},
            {"高さ(ｍ、概数)", "延床面積(a)", 500.0, 5e4},
            {"高さ（地上）", "延床面積（町有地）", 500.0, 500.0},
            {"高さ（尺）", "延床面積（反）", std::nullopt, std::nullopt},
            {"高さ（標高m）", "延床面積（千㎡）", std::nullopt, std::nullopt},
        }));
    INFO(height << " / " << area);
    const test::WrittenFiles files;
    auto source = source_of(files.write("a.csv", "名称,緯度,経度," + height + "," + area +
                                                     "\n"
                                                     "A会館,34.7,136.5,500,500\n"
                                                     "B会館,34.8,136.5,12m,300㎡\n"
                                                     "C会館,34.9,136.5,,\n"));
    source.defaults = {{"height_m", "9"}, {"area_m2", "80"}};
    const auto loaded = io::read_assets(source);
    REQUIRE(loaded.value.size() == 3);
    CHECK(loaded.value[0].height_m == metres);
    CHECK(loaded.value[0].area_m2 == square_metres);
    CHECK(loaded.value[1].height_m == 12.0);
    CHECK(loaded.value[1].area_m2 == 300.0);
    CHECK(loaded.value[2].height_m == 9.0);
    CHECK(loaded.value[2].area_m2 == 80.0);
    const std::size_t unread = (metres ? 0U : 1U) + (square_metres ? 0U : 1U);
    CHECK(issues_of(loaded, "asset_value_unreadable").size() == unread);
    const bool tsubo = area.find("坪") != std::string::npos;
    CHECK(issues_of(loaded, "area_in_tsubo").size() == (tsubo ? 1U : 0U));
}

TEST_CASE("Degrees, minutes and seconds in columns of their own make one angle") {
    const auto header =
        GENERATE(as<std::string>(),
                 "名称,緯度（度）,緯度（分）,緯度（秒）,経度（度）,経度（分）,経度（秒）\n",
                 "名称,緯度度,緯度分,緯度秒,経度度,経度分,経度秒\n",
                 "名称,緯度,,,経度,,\n,度,分,秒,度,分,秒\n");
    INFO(header);
    const test::WrittenFiles files;
    const auto loaded =
        io::read_assets(source_of(files.write("a.csv", header + "A会館,34,43,55.2,136,30,30\n"
                                                                "B会館,34,,,136,30,30\n"
                                                                "C会館,34,61,0,136,30,30\n")));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].place ==
          geo::LatLng::from_degrees(34 + 43 / 60.0 + 55.2 / 3600.0, 136 + 30 / 60.0 + 30 / 3600.0));
    CHECK(loaded.unused_headers.empty());
    const auto unread = issues_of(loaded, "asset_coordinate_unreadable");
    REQUIRE(unread.size() == 2);
    CHECK(unread[0]->value == "34度分");
    CHECK(unread[1]->value == "34度61分0秒");
}

TEST_CASE("The header once more, totals with a count and footnotes are no assets") {
    const test::WrittenFiles files;
    const auto loaded =
        io::read_assets(source_of(files.write("a.csv", "番号,名称,緯度,経度,高さ\n"
                                                       "1,甲,34.73,136.50,12\n"
                                                       "番号,名称,緯度,経度,高さ\n"
                                                       "2,※乙,,,9\n"
                                                       "合　計,2件,,,21\n"
                                                       "※1 位置は概略です。,,,,\n")));
    REQUIRE(loaded.value.size() == 1);
    REQUIRE(loaded.unplaced.assets.size() == 1);
    CHECK(loaded.unplaced.assets[0].name == "※乙");
    CHECK(loaded.counts.rejected == 4);
    REQUIRE(issues_of(loaded, "asset_header_again").size() == 1);
    CHECK(issues_of(loaded, "asset_header_again")[0]->row == 3);
    REQUIRE(issues_of(loaded, "asset_total_row").size() == 1);
    CHECK(issues_of(loaded, "asset_total_row")[0]->row == 5);
    REQUIRE(issues_of(loaded, "asset_footnote").size() == 1);
    CHECK(issues_of(loaded, "asset_footnote")[0]->row == 6);
}

TEST_CASE("A field that holds whole rows between two stray quotation marks is told") {
    const test::WrittenFiles files;
    const auto loaded =
        io::read_assets(source_of(files.write("a.csv", "ID,名称,緯度,経度\n"
                                                       "1,\"甲\n別館\",34.73,136.50\n"
                                                       "2,\"乙,34.73,136.51\n"
                                                       "3,\"丙,34.73,136.52\n"
                                                       "4,丁,34.73,136.53\n")));
    const auto told = issues_of(loaded, "quote_spans_rows");
    REQUIRE(told.size() == 1);
    CHECK(told[0]->row == 3 + 1); // the name of the first holds a line end of its own
}

TEST_CASE("Degrees, minutes and seconds with commas between them are read and told") {
    const test::WrittenFiles files;
    const auto loaded =
        io::read_assets(source_of(files.write("a.csv", "名称,緯度,経度\n"
                                                       "A,\"34,30,00\",\"136,30,00\"\n"
                                                       "B,\"34,30,00\",136.5\n")));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].place == geo::LatLng::from_degrees(34.5, 136.5));
    CHECK(loaded.counts.unplaced == 1); // one of them alone proves nothing
    const auto told = issues_of(loaded, "angle_with_commas");
    REQUIRE(told.size() == 1);
    CHECK(told[0]->row == 2);
    CHECK(told[0]->value == "34,30,00, 136,30,00");
}

TEST_CASE("Seconds of arc and their thousandths are read as degrees and told") {
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(source_of(files.write("a.csv", "名称,緯度,経度\n"
                                                                       "A,124200,491400\n"
                                                                       "B,124200000,491400000\n"
                                                                       "C,124200,999999\n"
                                                                       "D,34.5,136.5\n")));
    REQUIRE(loaded.value.size() == 3);
    for (const auto& asset : loaded.value) {
        CHECK(asset.place == geo::LatLng::from_degrees(34.5, 136.5));
    }
    CHECK(loaded.counts.unplaced == 1);
    const auto told = issues_of(loaded, "angle_in_seconds");
    REQUIRE(told.size() == 2);
    CHECK(told[0]->row == 2);
    CHECK(told[0]->value == "124200, 491400");
}

TEST_CASE("Rows of buildings are named by facility and building, and quantities go by their unit") {
    const test::WrittenFiles files;
    const auto loaded =
        io::read_assets(source_of(files.write("a.csv", "施設名,棟名,緯度,経度,数量,単位\n"
                                                       "北小学校,体育館,34.7,136.5,\"1,200.5\",㎡\n"
                                                       "北小学校,北小学校校舎,34.7,136.5,2,ha\n"
                                                       "南会館,,34.8,136.5,3,棟\n"
                                                       ",倉庫,34.8,136.6,1,式\n")));
    REQUIRE(loaded.value.size() == 4);
    CHECK(loaded.value[0].name == "北小学校 体育館");
    CHECK(loaded.value[0].area_m2 == 1200.5);
    CHECK(loaded.value[1].name == "北小学校校舎");
    CHECK(loaded.value[1].area_m2 == 20000.0);
    CHECK(loaded.value[2].name == "南会館");
    CHECK_FALSE(loaded.value[2].area_m2);
    CHECK(loaded.value[3].name == "倉庫");
    CHECK_FALSE(loaded.value[3].area_m2);
}

TEST_CASE("Degrees with minutes behind their point are told where all rows have them") {
    const auto ledger = [](const char* last) {
        std::string text = "番号,名称,緯度,経度\n3-1,甲," + std::string(last) + ",136.3031\n";
        for (int i = 0; i < 19; ++i) {
            text += fmt::format("1-{0},施設{0},34.44{0:02},136.30{0:02}\n", i + 10);
        }
        return text;
    };
    const test::WrittenFiles files;
    const auto codes = [&](const std::string& text) {
        io::AssetSource source;
        source.file = files.write("a.csv", text);
        std::vector<std::string> told;
        for (const Issue& issue : io::read_assets(source).issues) {
            told.push_back(issue.code);
        }
        return told;
    };
    const auto has = [](const std::vector<std::string>& told, const char* code) {
        return std::find(told.begin(), told.end(), code) != told.end();
    };
    const auto minutes = codes(ledger("34.4349"));
    CHECK(has(minutes, "angle_like_minutes"));
    CHECK_FALSE(has(minutes, "asset_id_like_date"));
    std::string degrees = ledger("34.7349");
    degrees.replace(degrees.find("3-1"), 3, "3月1日");
    const auto told = codes(degrees);
    CHECK_FALSE(has(told, "angle_like_minutes"));
    CHECK(has(told, "asset_id_like_date"));
}

TEST_CASE("A place in one cell is found by what it holds, also in the address of a map") {
    const auto [header, cell] = GENERATE(table<std::string, std::string>({
        {"位置", "北緯34度30分 東経136度30分"},
        {"位置", "北緯34度30分東経136度30分"},
        {"場所", "N34°30'0.0\"\" E136°30'0.0\"\""},
        {"場所", "34°30′00″N 136°30′00″E"},
        {"場所", "(34.5, 136.5)"},
        {"地図", "https://www.google.com/maps?q=34.5,136.5"},
        {"地図", "https://www.google.com/maps/search/?api=1&query=34.5%2C136.5"},
        {"地図", "https://www.google.com/maps/@34.5,136.5,17z"},
        {"地図",
         "https://www.google.com/maps/place/a/@34.4,136.4,17z/data=!3m1!4b1!3d34.5!4d136.5"},
        {"地図", "https://maps.gsi.go.jp/#15/34.5/136.5/"},
        {"地図", "https://map.example.jp/?lat=34.5&lon=136.5"},
    }));
    INFO(cell);
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(
        source_of(files.write("a.csv", "名称," + header + "\n北会館,\"" + cell + "\"\n")));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].place == geo::LatLng::from_degrees(34.5, 136.5));
    CHECK(loaded.mapping.at("lat_lon") == header);
    CHECK(issues_of(loaded, "place_of_map_link").size() == (header == "地図" ? 1 : 0));
}

TEST_CASE("A shortened address of a map is no place") {
    const test::WrittenFiles files;
    const auto loaded = io::read_assets(source_of(
        files.write("a.csv", "名称,地図\n北会館,\"https://www.google.com/maps?q=34.5,136.5\"\n"
                             "南会館,https://maps.example/abc\n東会館,北の公園の隣\n"
                             "西会館,\"https://www.google.com/maps?q=34.6,136.5\"\n"
                             "中会館,\"https://www.google.com/maps?q=34.7,136.5\"\n")));
    CHECK(loaded.value.size() == 3);
    CHECK(loaded.counts.unplaced == 2);
}

TEST_CASE("Addresses of maps without a place in them are told to be opened and copied from") {
    const std::string link = GENERATE("https://maps.app.goo.gl/Ab1Cd2", "goo.gl/maps/Ab1",
                                      "https://www.google.com/maps/place/津市役所");
    const bool one_column = GENERATE(true, false);
    const test::WrittenFiles files;
    const std::string text = one_column
                                 ? "名称,緯度経度\n北会館,\"34.7,136.5\"\n南会館," + link + "\n"
                                 : "名称,緯度,経度\n北会館,34.7,136.5\n南会館," + link + ",\n";
    const auto loaded = io::read_assets(source_of(files.write("a.csv", text)));
    CHECK(loaded.counts.used == 1);
    CHECK(loaded.counts.unplaced == 1);
    const auto issues = issues_of(loaded, "asset_map_link_without_place");
    REQUIRE(issues.size() == 1);
    CHECK(issues[0]->row == 3);
    CHECK(issues[0]->value == link);
    CHECK_THAT(issues[0]->problem.ja,
               Catch::Contains("「南会館」") &&
                   Catch::Contains("URLを開き、その場所の緯度・経度を写してください。"));
    CHECK_THAT(issues[0]->problem.en, Catch::Contains("Open it and copy"));
}
