// Headers of ledgers as sheets have them: two rows under merged cells, units and parts of angles
// below names, addresses in several columns.
#include "core/error.hpp"
#include "io/cells_above.hpp"
#include "io/readers.hpp"
#include "io/workbook_limits.hpp"
#include "io/written_file.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <map>
#include <string>

using namespace todoku;

namespace {

io::LoadedAssets read(const std::string& csv, std::map<std::string, std::string> fields = {}) {
    const test::WrittenFiles files;
    io::AssetSource source;
    source.file = files.write("a.csv", csv);
    source.shown_as = "a.csv";
    source.fields = std::move(fields);
    return io::read_assets(source);
}

std::string only_address(const std::string& csv) {
    const auto loaded = read(csv);
    REQUIRE(loaded.unplaced.assets.size() == 1);
    return std::string(loaded.unplaced.assets.front().address);
}

using Mapping = std::map<std::string, std::string>;

} // namespace

TEST_CASE("Two rows of headers are one: merged cells go on to the right, whole ones down") {
    const auto loaded = read("県有財産台帳,,,,,,,,,\n"
                             "No.,名称,所在地,位置,,建物,,,電源,共用\n"
                             ",,,緯度,経度,\"高さ\n(m)\",階数,竣工年月日,有無,可否\n"
                             "1,北小学校,津市北町1,34.73,136.5,約12ｍ,地上3階,30406,有,可\n"
                             "No.,名称,所在地,位置,,建物,,,電源,共用\n"
                             ",,,緯度,経度,\"高さ\n(m)\",階数,竣工年月日,有無,可否\n"
                             "2,南倉庫,津市南3,34.71,136.51,1250cm,平屋,S58.3.31,無,不可\n");
    CHECK(loaded.mapping == Mapping{{"id", "No."},
                                    {"name", "名称"},
                                    {"address", "所在地"},
                                    {"lat", "位置_緯度"},
                                    {"lon", "位置_経度"},
                                    {"height_m", "建物_高さ(m)"},
                                    {"floors", "建物_階数"},
                                    {"year_built", "建物_竣工年月日"},
                                    {"power", "電源_有無"},
                                    {"sharing_allowed", "共用_可否"}});
    CHECK(loaded.unused_headers.empty());
    CHECK(loaded.counts.read == 4); // the header stands there once more
    CHECK(loaded.counts.rejected == 2);
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].row == 5);
    CHECK(loaded.value[0].height_m == 12.0);
    CHECK(loaded.value[0].floors == 3);
    CHECK(loaded.value[0].power == true);
    CHECK(loaded.value[1].height_m == 12.5);
    CHECK(loaded.value[1].sharing_allowed == false);
}

TEST_CASE("An address under one merged header is put together of its parts") {
    const auto loaded = read("番号,施設名,所在地,,,,緯度,経度\n"
                             ",,都道府県,市区町村,町字,番地,,\n"
                             "1,甲,三重県,津市,桜橋三丁目,446番地34,34.73,136.5\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].name == "甲");
    CHECK(loaded.value[0].address == "三重県津市桜橋三丁目446番地34");
    CHECK(loaded.mapping.at("address") ==
          "所在地_都道府県・所在地_市区町村・所在地_町字・所在地_番地");
}

TEST_CASE("Who owns or runs a thing is not what the thing is called, nor where it is") {
    const auto loaded = read("番号,所有者,,施設,,緯度,経度\n"
                             ",氏名,住所,名称,住所,,\n"
                             "1,三重県,津市広明町13,北小学校,津市北町1,34.73,136.5\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].owner == "三重県");
    CHECK(loaded.value[0].name == "北小学校");
    CHECK(loaded.value[0].address == "津市北町1");
    CHECK(loaded.unused_headers == std::vector<std::string>{"所有者_住所"});
}

TEST_CASE("A row of units below the header is part of it") {
    const auto loaded = read("番号,名称,緯度,経度,高さ,面積\n,,(度),(度),(cm),(ha)\n"
                             "1,甲,34.73,136.5,500,12\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.counts.read == 1);
    CHECK(loaded.value[0].height_m == 5.0);
    CHECK(loaded.value[0].area_m2 == 120'000.0);
}

TEST_CASE("Degrees, minutes and seconds may stand in a third row") {
    const auto loaded = read("番号,名称,位置,,,,,\n,,緯度,,,経度,,\n,,度,分,秒,度,分,秒\n"
                             "1,甲,34,30,0,136,45,0\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].name == "甲");
    CHECK(loaded.value[0].place == geo::LatLng::from_degrees(34.5, 136.75));
}

TEST_CASE("A third row parts the names above it; a heading among the rows does not") {
    const auto loaded =
        read("番号,名称,所在地,位置,,建物,,\n,,,緯度,経度,階数,面積,\n,,,,,,延床(㎡),敷地(㎡)\n"
             "1,甲,津市北町1,34.73,136.5,3,1200,4000\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.counts.read == 1);
    CHECK(loaded.mapping.at("area_m2") == "面積_延床(㎡)");
    CHECK(loaded.mapping.at("floors") == "建物_階数");
    CHECK(loaded.value[0].area_m2 == 1200.0);
    CHECK(loaded.unused_headers == std::vector<std::string>{"面積_敷地(㎡)"});

    const auto headed = read("番号,名称,位置,,建物,\n,,緯度,経度,階数,高さ(m)\n,公園,,,,\n"
                             "1,甲,34.73,136.5,3,12\n");
    CHECK(headed.counts.read == 2);
    CHECK(headed.mapping.at("name") == "名称");
}

TEST_CASE("The ledger of fixed assets that every municipality publishes is read by its columns") {
    // 統一的な基準による地方公会計マニュアル, 固定資産台帳の項目.
    const auto loaded =
        read("番号,枝番,所在地,所属（部局等）,勘定科目（種目・種別）,件名（施設名）,取得年月日,"
             "供用開始年月日,"
             "数量（（延べ床）面積）,数量単位,階数,財産区分（行政財産・普通財産）,緯度,経度\n"
             "1,0,津市北町1,管財課,事業用資産/建物,北庁舎,S45.3.31,S45/4/"
             "1,\"1,234.56\",㎡,5,行政財産,34.73,136.5\n"
             "2,0,津市北町1,管財課,事業用資産/工作物,北庁舎塀,S45.3.31,S45/4/"
             "1,20,m,,行政財産,34.74,136.5\n"
             "3,0,津市南町1,管財課,インフラ資産/土地,南,,,300,㎡,,行政財産,34.75,136.5\n");
    REQUIRE(loaded.value.size() == 3);
    CHECK(loaded.value[0].name == "北庁舎");
    CHECK(loaded.value[0].kind == domain::AssetKind::Building);
    CHECK(loaded.value[0].area_m2 == 1234.56);
    CHECK(loaded.value[0].year_built == 1970);
    CHECK(loaded.value[1].kind == domain::AssetKind::Structure);
    CHECK_FALSE(loaded.value[1].area_m2.has_value()); // twenty metres of wall
    CHECK(loaded.value[2].kind == domain::AssetKind::Land);
    CHECK(loaded.value[2].kind_stated);
}

TEST_CASE("Lists of poles, lamps and signals are read by their own words") {
    const auto loaded =
        read("道路照明灯管理番号,交差点名称,設置位置,緯度,経度,支柱高さ（ｍ）,電源種別,完成年度\n"
             "L-1,北町1丁目,津市北町1,34.73,136.5,10,商用電源,H20\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].id == "L-1");
    CHECK(loaded.value[0].name == "北町1丁目");
    CHECK(loaded.value[0].address == "津市北町1");
    CHECK(loaded.value[0].height_m == 10.0);
    CHECK(loaded.value[0].power == true);
    CHECK(loaded.value[0].year_built == 2008);
}

TEST_CASE("A first row of data is no header, whatever its words") {
    const auto loaded = read("番号,名称,種別,備考,緯度,経度\n1,名称,用途,構造,34.73,136.5\n"
                             "2,甲,学校,,34.74,136.5\n");
    CHECK(loaded.value.size() == 2);
    CHECK(loaded.mapping.at("name") == "名称");
}

TEST_CASE("A column of two rows is chosen by both names or by the second") {
    const std::string csv = "番号,名称,位置,,軒,\n,,緯度,経度,高,棟\n1,甲,34.73,136.5,7,8\n";
    for (const char* header : {"軒_高", "高"}) {
        const auto loaded = read(csv, {{"height_m", header}});
        REQUIRE(loaded.value.size() == 1);
        CHECK(loaded.value[0].height_m == 7.0);
        CHECK(loaded.mapping.at("height_m") == "軒_高");
    }
}

TEST_CASE("Parts of an address in columns of their own make it, also where some are empty") {
    const std::string header = "番号,名称,都道府県,市区町村,町字,番地以下,方書\n";
    const auto [row, address] = GENERATE(table<const char*, const char*>({
        {"1,甲,三重県,津市,桜橋,1-2,県庁舎3階", "三重県津市桜橋1-2 県庁舎3階"},
        {"1,甲,,津市,桜橋3丁目,446,", "津市桜橋3丁目446"},
        {"1,甲,,津市,八3,446,", "津市八3-446"},
        {"1,甲,三重県,松阪市,殿町,－,", "三重県松阪市殿町"},
        {"1,甲,三重県,三重県津市,桜橋,,", "三重県津市桜橋"},
    }));
    CHECK(only_address(header + row + "\n") == address);
}

TEST_CASE("A part of an address may be named in brackets, behind 所在, or with its lot") {
    const auto [csv, address] = GENERATE(table<const char*, const char*>({
        {"名称,所在地(市町),所在地(大字),所在地(地番)\n甲,津市,北町,1\n", "津市北町1"},
        {"名称,所在市町村,所在大字,所在地番\n甲,津市,北町,1\n", "津市北町1"},
        {"名称,所在地（市町）,所在地（地番）\n甲,津市,北町1\n", "津市北町1"},
        {"名称,所在地,\n,市町名,町名番地\n甲,津市,北町1番地\n", "津市北町1番地"},
        {"名称,市町名,町名番地\n甲,津市,北町1番地\n", "津市北町1番地"},
        {"名称,所在市町村,所在地番\n甲,津市,津市北町1\n", "津市北町1"},
    }));
    INFO(csv);
    CHECK(only_address(csv) == address);
}

TEST_CASE("枝番 right behind the lot belongs to it, elsewhere to the asset's number") {
    const auto [csv, address] = GENERATE(table<const char*, const char*>({
        {"名称,市町村,大字,字,地番,枝番\n甲,津市,北町,,769,1\n", "津市北町769-1"},
        {"名称,市町村,大字,字,地番,枝番\n甲,津市,北町,,769,\n", "津市北町769"},
        {"名称,所在地,,,\n,市町,大字,地番,枝番\n甲,津市,北町,769,1\n", "津市北町769-1"},
        {"番号,枝番,名称,市町村,大字,地番\n5,1,甲,津市,北町,769\n", "津市北町769"},
    }));
    INFO(csv);
    CHECK(only_address(csv) == address);
}

TEST_CASE("What an address leaves to other columns is added to it, and no more") {
    const std::string header = "名称,市町名,所在,地番\n";
    const auto [row, address] = GENERATE(table<const char*, const char*>({
        {"甲,津市,北町,12番3", "津市北町12番3"},
        {"甲,津市,三重県津市北町,12番3", "三重県津市北町12番3"},
        {"甲,津市,津市桜橋3丁目,446", "津市桜橋3丁目446"},
        {"甲,津市,津市桜橋3丁目446番地,446", "津市桜橋3丁目446番地"},
        {"甲,度会郡大紀町,大紀町滝原1,", "大紀町滝原1"},
        {"甲,名古屋市,愛知県知多市北浜町1,", "愛知県知多市北浜町1"},
        {"甲,名古屋市,知多市北浜町1,", "知多市北浜町1"},
    }));
    CHECK(only_address(header + row + "\n") == address);
}

TEST_CASE("A ledger whose only place is its municipality is refused") {
    CHECK_THROWS_AS(read("名称,都道府県名,市区町村名\n甲,三重県,津市\n"), InputError);
}

TEST_CASE(
    "A ledger of property is read: its 口座名, lots, floors of the structure, sums and notes") {
    const auto loaded =
        read("県有財産台帳（令和7年3月31日現在）,,,,,,,,\n"
             "番号,口座名,所管課,所在地,地番,構造,延面積,建築年月日,備考\n"
             "1,県庁,管財課,津市広明町,13番地,鉄骨造地上8階地下1階,\"23,456㎡\",S39.3.31,\n"
             "2,吉田山会館,管財課,津市栄町一丁目,891,RC-3F,1500,昭58,一部貸付\n"
             ",管財課　計,,,,,24956,,\n"
             "3,公舎,福利課,津市,,木造平屋建,65.3,S45.3,\n"
             "4,倉庫,福利課,津市,,RC3,65.3,S45.3,\n"
             ",合計（4件）,,,,,,,\n"
             "（注１）面積は登記簿による。,,,,,,,,\n");
    REQUIRE(loaded.unplaced.assets.size() == 4);
    CHECK(loaded.counts.read == 7);
    CHECK(loaded.counts.rejected == 7);
    const auto asset = [&](std::size_t i) { return loaded.unplaced.assets[i]; };
    CHECK(asset(0).name == "県庁");
    CHECK(asset(0).address == "津市広明町13番地");
    CHECK(asset(0).floors == 8);
    CHECK(asset(1).address == "津市栄町一丁目891");
    CHECK(asset(1).floors == 3);
    CHECK(asset(1).year_built == 1983);
    CHECK(asset(2).floors == 1);
    CHECK_FALSE(asset(3).floors.has_value());
    const auto told = [&](const std::string& code) {
        return std::count_if(loaded.issues.begin(), loaded.issues.end(),
                             [&](const Issue& issue) { return issue.code == code; });
    };
    CHECK(told("asset_total_row") == 2);
    CHECK(told("asset_footnote") == 1);
    CHECK(told("floors_of_structure") == 1);
}

TEST_CASE("A ledger without a column of names says which columns it did not use") {
    const auto loaded = read("番号,ｼｾﾂ,住所,緯度,経度\n1,甲,津市北町1,34.73,136.5\n");
    const auto told =
        std::find_if(loaded.issues.begin(), loaded.issues.end(),
                     [](const Issue& issue) { return issue.code == "asset_name_column_unknown"; });
    REQUIRE(told != loaded.issues.end());
    CHECK(told->value == "シセツ");
    CHECK(loaded.value.at(0).name == "津市北町1");
}

TEST_CASE("Headers such as Y（緯度） and a pair in brackets are coordinates") {
    const auto axes = read("名称,Ｙ（緯度）,Ｘ（経度）\n甲,34.73,136.5\n");
    CHECK(axes.value.at(0).place == geo::LatLng::from_degrees(34.73, 136.5));
    const auto pair = read("名称,緯度経度\n甲,\"(34.73, 136.5)\"\n");
    CHECK(pair.value.at(0).place == geo::LatLng::from_degrees(34.73, 136.5));
}

TEST_CASE("The header is found below a page of explanations") {
    std::string csv;
    for (int i = 0; i < 20; ++i) {
        csv += "説明,,\n";
    }
    CHECK(read(csv + "名称,緯度,経度\n甲,34.73,136.5\n").value.at(0).row == 22);
}

TEST_CASE("A second table below the first, with other headers, is told") {
    const auto loaded = read("番号,名称,緯度,経度,階数\n1,甲,34.73,136.5,3\n"
                             "番号,名称,緯度,経度,地積\n2,乙,34.74,136.5,300\n");
    CHECK(loaded.value.size() == 2);
    const auto told =
        std::find_if(loaded.issues.begin(), loaded.issues.end(),
                     [](const Issue& issue) { return issue.code == "asset_header_changes"; });
    REQUIRE(told != loaded.issues.end());
    CHECK(told->row == 3);
    CHECK(told->value == "地積");
}

TEST_CASE("What a ledger says of the land is not said of the building on it") {
    const auto loaded = read("番号,名称,土地,,建物,,緯度,経度\n,,面積,所有者,面積,構造,,\n"
                             "1,甲,5000,国,1200,RC,34.73,136.5\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].area_m2 == 1200.0);
    CHECK(loaded.value[0].owner.empty());
    CHECK(loaded.unused_headers == std::vector<std::string>{"土地_面積", "土地_所有者"});
}

TEST_CASE("Every part of an address under one header belongs to it") {
    const auto loaded = read("名称,住所,,,,緯度,経度\n,郵便番号,市町名,町内会,番地,,\n"
                             "甲,514-0001,津市,北町,12-3,34.73,136.5\n");
    CHECK(loaded.value.at(0).address == "津市北町12-3");
}

TEST_CASE("Rows that number or explain columns, and examples, are no assets") {
    for (const char* below : {"(1),(2),(3),(4)", "必須,必須,任意,任意", "①,②,③,④"}) {
        INFO(below);
        const auto loaded = read("番号,名称,緯度,経度\n" + std::string(below) +
                                 "\n記入例,○○会館,34.7,136.5\n1,甲,34.73,136.5\n");
        CHECK(loaded.value.size() == 1);
        CHECK(loaded.unplaced.assets.empty());
        CHECK(loaded.counts.read == 2);
        CHECK(loaded.counts.rejected == 1);
        CHECK(std::any_of(loaded.issues.begin(), loaded.issues.end(), [](const Issue& issue) {
            return issue.code == "asset_example_row" && issue.row == 3;
        }));
    }
}

TEST_CASE("Two rows may explain the columns, one of them with units") {
    const auto loaded =
        read("番号,名称,緯度,経度,高さ\n（半角）,（全角）,（十進）,（十進）,（cm）\n"
             "必須,必須,任意,任意,任意\n1,甲,34.73,136.5,1200\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.counts.read == 1);
    CHECK(loaded.value[0].name == "甲");
    CHECK(loaded.value[0].height_m == 12.0);
}

TEST_CASE("Under 構造・階数 the number counts floors") {
    const auto loaded =
        read("名称,緯度,経度,構造・階数\n甲,34.73,136.5,RC3\n乙,34.73,136.51,S-2/1\n"
             "丙,34.73,136.52,木造平屋\n丁,34.73,136.53,RC\n");
    REQUIRE(loaded.value.size() == 4);
    CHECK(loaded.value[0].floors == 3);
    CHECK(loaded.value[1].floors == 2);
    CHECK(loaded.value[2].floors == 1);
    CHECK_FALSE(loaded.value[3].floors.has_value());
    CHECK(loaded.value[1].structure == "S-2/1");
}

TEST_CASE("Where one column of addresses is empty, a second one is taken") {
    const auto loaded = read("名称,所在地（住居表示）,所在地（地番）,緯度,経度\n"
                             "甲,津市北町1-1,津市北町123番,34.73,136.5\n"
                             "乙,,津市北町124番,34.73,136.51\n");
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].address == "津市北町1-1");
    CHECK(loaded.value[1].address == "津市北町124番");
    CHECK(loaded.unused_headers.empty());
}

TEST_CASE("A second row may hold parts of one name and units of others") {
    const auto loaded = read("番号,名称,位置,,高さ,延床面積\n,,緯度,経度,(m),（㎡）\n"
                             "1,甲,34.73,136.5,40.5,1000\n");
    CHECK(loaded.mapping == Mapping{{"id", "番号"},
                                    {"name", "名称"},
                                    {"lat", "位置_緯度"},
                                    {"lon", "位置_経度"},
                                    {"height_m", "高さ(m)"},
                                    {"area_m2", "延床面積(㎡)"}});
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].height_m == 40.5);
    CHECK(loaded.value[0].area_m2 == 1000.0);
}

TEST_CASE("A cell that says the same as above is read so, and told") {
    const auto loaded = read("名称,所在地,緯度,経度,高さ(m)\n甲,津市北町1,34.73,136.5,12\n"
                             "乙,〃,34.74,136.5,同上\n丙,同上,34.75,136.5,7\n");
    REQUIRE(loaded.value.size() == 3);
    CHECK(loaded.value[1].address == "津市北町1");
    CHECK(loaded.value[1].height_m == 12.0);
    CHECK(loaded.value[2].address == "津市北町1");
    const auto told = std::find_if(loaded.issues.begin(), loaded.issues.end(),
                                   [](const Issue& i) { return i.code == "cells_like_above"; });
    REQUIRE(told != loaded.issues.end());
    CHECK(told->row == 3);
    CHECK(told->problem.ja ==
          "上と同じことを表す印（〃、同上）のセルが 3 個あります（列: 所在地, 高さ(m)）。");
}

TEST_CASE("The only two headers that speak of latitude and longitude are taken for them") {
    const auto loaded =
        read("施設名,代表地点の緯度,代表地点の経度,代表住所\n甲,34.73,136.5,津市北町1\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.mapping.at("lat") == "代表地点の緯度");
    CHECK(loaded.value[0].place == geo::LatLng::from_degrees(34.73, 136.5));
    CHECK(loaded.value[0].address == "津市北町1");
    // Of two pairs nobody knows which is meant.
    const auto two = read("施設名,住所,入口の緯度,入口の経度,出口の緯度,出口の経度\n"
                          "甲,津市北町1,34.73,136.5,34.74,136.51\n");
    CHECK(two.value.empty());
    CHECK(two.unplaced.assets.size() == 1);
}

TEST_CASE("A ledger below another with more headers does not take its rows away") {
    const auto loaded =
        read("【土地】,,,,,\n番号,名称,所在地,地目,緯度,経度\n1,北用地,津市北町1,宅地,34.73,136.5\n"
             ",,,,,\n【建物】,,,,,\n番号,名称,所在地,緯度,経度,構造\n"
             "2,北館,津市北町1,34.74,136.51,RC\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].name == "北用地");
    CHECK(loaded.counts.read == loaded.counts.used + loaded.counts.rejected);
    CHECK(loaded.unplaced.assets.size() >= 1); // told, with the header below
    CHECK(std::any_of(loaded.issues.begin(), loaded.issues.end(), [](const Issue& issue) {
        return issue.code == "asset_header_again" && issue.row == 6;
    }));
}

TEST_CASE("Quotation marks stand for the word above as 〃 does") {
    for (const char* mark : {"”", "“", "″", "〃", "＂"}) {
        INFO(mark);
        const auto loaded = read("名称,所在地,緯度,経度\n甲,津市北町1,34.73,136.5\n乙," +
                                 std::string(mark) + ",34.74,136.5\n");
        CHECK(loaded.value.at(1).address == "津市北町1");
    }
}

TEST_CASE("A list of loudspeaker poles says so by its title or its columns") {
    const auto kinds_of = [](const std::string& csv) {
        std::vector<domain::AssetKind> kinds;
        for (const domain::Asset& asset : read(csv).value) {
            kinds.push_back(asset.kind);
        }
        return kinds;
    };
    using enum domain::AssetKind;
    const std::string rows = "北公民館,34.73,136.5\n栄町第二,34.74,136.5\n";
    CHECK(kinds_of("防災行政無線（同報系）一覧,,\n名称,緯度,経度\n" + rows) ==
          std::vector{Pole, Pole});
    CHECK(kinds_of("子局名称,緯度,経度\n" + rows) == std::vector{Pole, Pole});
    CHECK(kinds_of("名称,緯度,経度,防災行政無線の有無\n北公民館,34.73,136.5,有\n") ==
          std::vector{Building});
    CHECK(kinds_of("子局名称,種別,緯度,経度\n北公民館,建物,34.73,136.5\n") ==
          std::vector{Building});
}

TEST_CASE("A second table right of the first is told, columns of one name alone are not") {
    const auto codes = [](const std::string& csv) {
        const auto loaded = read(csv);
        CHECK(loaded.value.size() == 1);
        return std::count_if(loaded.issues.begin(), loaded.issues.end(), [](const Issue& issue) {
            return issue.code == "asset_table_beside" &&
                   issue.problem.ja ==
                       "表が横に並んでいます（施設名, 緯度, 経度 の列がもう一度あります）。";
        });
    };
    CHECK(codes("施設名,緯度,経度,,施設名,緯度,経度\n北,34.73,136.5,,南,34.74,136.5\n") == 1);
    CHECK(codes("施設名,緯度,経度,備考,備考\n北,34.73,136.5,,\n") == 0);
}

TEST_CASE("Latitudes and longitudes are known by headers with marks and what they are of") {
    for (const auto& [lat, lon] :
         {std::pair{"座標（緯度）", "座標（経度）"},
          std::pair{"位置情報（緯度）", "位置情報（経度）"}, std::pair{"緯度※", "経度※1"},
          std::pair{"GPS緯度", "GPS経度"}, std::pair{"緯度_10進", "経度_10進"},
          std::pair{"lat_dd", "lon_dd"}}) {
        INFO(lat);
        const test::WrittenFiles files;
        io::AssetSource source;
        source.file =
            files.write("a.csv", std::string("名称,") + lat + "," + lon + "\n庁舎,34.73,136.48\n");
        const auto loaded = io::read_assets(source);
        REQUIRE(loaded.value.size() == 1);
        CHECK(loaded.value[0].place == geo::LatLng::from_degrees(34.73, 136.48));
        CHECK(loaded.mapping.contains("lat"));
        CHECK_FALSE(loaded.mapping.contains("lat_lon"));
        CHECK(loaded.unused_headers.empty());
    }
}

TEST_CASE("A long text that many rows take from above is refused before it fills the memory") {
    constexpr std::size_t kLong = io::kMostSheetText / 4;
    const std::string text(kLong, 'x');
    const std::vector<std::string_view> first = {text};
    const std::vector<std::string_view> same = {"〃"};
    io::CellsAbove above("台帳.csv", {"名称"});
    above.fill(2, first);
    for (int row = 3; row < 7; ++row) {
        CHECK(above.fill(row, same).front().size() == kLong);
    }
    try {
        above.fill(7, same);
        FAIL("nothing was refused");
    } catch (const InputError& error) {
        CHECK_THAT(error.message().ja,
                   Catch::Contains("台帳.csv の 7 行目まで") && Catch::Contains("256MB"));
    }
}
