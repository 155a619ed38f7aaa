#include "geo/ellipsoid.hpp"
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"

#include <fmt/format.h>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;

namespace {

std::string square(double west) {
    return "\"POLYGON((" + std::to_string(west) + " 34," + std::to_string(west + 0.1) + " 34," +
           std::to_string(west + 0.1) + " 34.1," + std::to_string(west) + " 34))\"";
}

MunicipalitySource table(const std::filesystem::path& file, int prefecture = 24) {
    MunicipalitySource request{source_of(file), prefecture};
    request.source.crs = "EPSG:6668";
    return request;
}

std::vector<std::string> codes_of(const Loaded<std::vector<domain::Municipality>>& loaded) {
    std::vector<std::string> result;
    for (const Issue& issue : loaded.issues) {
        result.push_back(issue.code);
    }
    return result;
}

} // namespace

TEST_CASE(
    "Polygons of one municipality are joined; land of nobody and other prefectures are counted") {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "n03.csv", "wkt,N03_001,N03_003,N03_004,N03_007\n" + square(136.0) +
                       ",三重県,,津市,24201\n" + square(137.0) + ",三重県,多気郡,大台町,24443\n" +
                       square(136.2) + ",三重県,,津市,24201\n" + square(136.3) +
                       ",三重県,,所属未定地,\n" + square(138.0) +
                       ",愛知県,名古屋市,千種区,23101\n" + square(138.5) +
                       ",千葉県,,所属未定地,\n" + square(136.4) + ",三重県,,謎,24x\n");
    const auto loaded = read_municipalities(table(file));
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].code.five_digits() == "24201");
    CHECK(loaded.value[0].boundary.polygons.size() == 2);
    CHECK(loaded.value[1].name == "大台町");
    CHECK(loaded.value[1].county == "多気郡");
    CHECK(loaded.counts.read == 7);
    CHECK(loaded.counts.used == 3);
    CHECK(loaded.counts.rejected == 4);
    CHECK(codes_of(loaded) == std::vector<std::string>{"land_without_municipality",
                                                       "municipality_code_not_readable",
                                                       "other_prefectures"});
    CHECK(loaded.issues[0].row == 5); // the line of the CSV
    CHECK(loaded.counts.outside == 2);
    CHECK(loaded.issues[1].value == "24x");
    CHECK(loaded.issues[2].value == "2");
}

TEST_CASE("Ground without a code is listed by its name, with what becomes of its people") {
    const TemporaryFolder folder;
    const auto loaded = read_municipalities(table(folder.write(
        "n03.csv", "wkt,N03_001,N03_004,N03_007\n" + square(136.0) + ",三重県,津市,24201\n" +
                       square(136.2) + ",三重県,津市,\n" + square(136.4) + ",三重県,,\n")));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.counts.rejected == 2);
    CHECK(codes_of(loaded) == std::vector<std::string>(2, "municipality_code_absent"));
    CHECK(loaded.issues[0].row == 3);
    CHECK(loaded.issues[0].value == "津市");
    CHECK_THAT(loaded.issues[0].problem.ja,
               Catch::Contains("市区町村コードが空です（名称は「津市」）") &&
                   Catch::Contains("どの市区町村にも数えられません"));
    CHECK_THAT(loaded.issues[1].problem.ja, Catch::Contains("名称もありません"));
}

TEST_CASE("A municipality without a name is called by its code, and that is told") {
    const TemporaryFolder folder;
    const auto file =
        folder.write("n03.csv", "wkt,N03_001,N03_004,N03_007\n" + square(136.0) +
                                    ",三重県,津市,24201\n" + square(136.2) + ",三重県,,24443\n");
    const auto loaded = read_municipalities(table(file));
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[1].name == "24443");
    CHECK(codes_of(loaded) == std::vector<std::string>{"municipality_without_name"});
    CHECK(loaded.issues[0].kind == IssueKind::Assumed);
    CHECK(loaded.issues[0].value == "24443");
}

TEST_CASE("Codes of six digits, numbers, lost zeros and two columns are understood") {
    const TemporaryFolder folder;
    CHECK(read_municipalities(
              table(folder.write("six.csv", "wkt,市区町村コード,市区町村名\n" + square(136) +
                                                ",２４２０１２,津市\n")))
              .value[0]
              .code == domain::GovernmentCode(24, 201));
    CHECK(
        read_municipalities(
            table(folder.write("lost.csv", "wkt,code,name\n" + square(136) + ",1100,札幌市\n"), 1))
            .value[0]
            .code == domain::GovernmentCode(1, 100));
    const auto census = read_municipalities(
        table(folder.write("r2ka24.csv", "wkt,PREF,CITY,PREF_NAME,CITY_NAME\n" + square(136) +
                                             ",24,201,三重県,津市\n")));
    CHECK(census.value[0].code == domain::GovernmentCode(24, 201));
    CHECK(census.value[0].name == "津市");
}

TEST_CASE("Names with prefecture and district in front, and wards of the newest edition, come "
          "apart rightly") {
    const TemporaryFolder folder;
    const auto loaded = read_municipalities(table(
        folder.write("names.csv", "wkt,code,name\n" + square(136) + ",24443,三重県多気郡大台町\n" +
                                      square(137) + ",24201,三重県津市\n" + square(138) +
                                      ",7203,郡山市\n" + square(139) + ",29203,大和郡山市\n"),
        0));
    CHECK(loaded.value[0].name == "郡山市");
    CHECK(loaded.value[1].name == "津市");
    CHECK(loaded.value[2].name == "大台町");
    CHECK(loaded.value[2].county == "多気郡");
    CHECK(loaded.value[3].name == "大和郡山市");
    CHECK(loaded.value[3].county.empty());
    const auto wards = read_municipalities(
        table(folder.write("wards.csv", "wkt,N03_001,N03_003,N03_004,N03_005,N03_007\n" +
                                            square(141) + ",北海道,,札幌市,中央区,01101\n"),
              1));
    CHECK(wards.value[0].name == "札幌市中央区");
}

TEST_CASE("A wrong check digit is told with the right one, and codes that passed through decimals "
          "are read") {
    const TemporaryFolder folder;
    const auto loaded = read_municipalities(table(
        folder.write("codes.csv", "wkt,code,name\n" + square(136) + ",242012,津市\n" + square(137) +
                                      ",242048,松阪市\n" + square(138) + ",24207.0,鈴鹿市\n")));
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[1].name == "鈴鹿市");
    CHECK(loaded.counts.rejected == 1);
    REQUIRE(codes_of(loaded) == std::vector<std::string>{"municipality_check_digit_wrong"});
    CHECK(loaded.issues[0].value == "242048");
    CHECK(loaded.issues[0].row == 3);
    CHECK_THAT(loaded.issues[0].problem.ja, Catch::Contains("242047"));
}

TEST_CASE("A ward carries its city's name in every edition, a town its district in one field or "
          "two") {
    const TemporaryFolder folder;
    const auto loaded = read_municipalities(
        table(folder.write("old.csv", "wkt,N03_001,N03_002,N03_003,N03_004,N03_007\n" +
                                          square(136) + ",北海道,石狩振興局,札幌市,中央区,1101\n" +
                                          square(137) + ",東京都,,,中央区,13102\n" + square(138) +
                                          ",三重県,,,北牟婁郡紀北町,24543\n" + square(139) +
                                          ",三重県,,度会郡,玉城町,24461\n"),
              0));
    REQUIRE(loaded.value.size() == 4);
    CHECK(loaded.value[0].name == "札幌市中央区");
    CHECK(loaded.value[1].name == "中央区");
    CHECK(loaded.value[2].name == "玉城町");
    CHECK(loaded.value[2].county == "度会郡");
    CHECK(loaded.value[3].name == "紀北町");
    CHECK(loaded.value[3].county == "北牟婁郡");
}

TEST_CASE("Files with names only are joined through a list of names with codes, JSON or table") {
    const TemporaryFolder folder;
    const auto tsu = folder.write("a.csv", "wkt,name\n" + square(136) + ",三重県津市\n");
    const auto kihoku =
        folder.write("b.csv", "wkt,name\n" + square(137) + ",三重県北牟婁郡紀北町\n" + square(138) +
                                  ",三重県どこか村\n");
    const bool json = GENERATE(true, false);
    MunicipalitySource request = table(tsu);
    request.further.push_back(request.source);
    request.further.back().file = kihoku;
    request.names =
        json ? folder.write("codes.json", R"({"三重県津市":"242012",
        "三重県紀北町":"245437","東京都中央区":"131024"})")
             : folder.write("codes.csv", "団体コード,都道府県名（漢字）,市区町村名（漢字）\n"
                                         "240001,三重県,\n242012,三重県,津市\n"
                                         "245437,三重県,北牟婁郡紀北町\n");
    request.names_shown_as = "codes";
    const auto loaded = read_municipalities(request);
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].code.five_digits() == "24201");
    CHECK(loaded.value[1].code.five_digits() == "24543");
    CHECK(loaded.value[1].name == "紀北町");
    CHECK(loaded.value[1].county == "北牟婁郡");
    CHECK(loaded.counts.read == 3);
    CHECK(loaded.counts.rejected == 1);
    CHECK(codes_of(loaded) ==
          std::vector<std::string>{"code_from_name", "municipality_name_not_in_list"});

    request.names = folder.write("none.json", "[]");
    CHECK_THAT(refusal([&] { read_municipalities(request); }), Catch::Contains("対応を読めません"));
}

TEST_CASE(
    "Real files: the full-resolution boundaries of Mie, joined through the ministry's list of "
    "names") {
    if (!have_shared("data/municipal/N03_fullres/24201.geojson")) {
        return;
    }
    const auto folder = shared("data/municipal/N03_fullres");
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    MunicipalitySource request{source_of(files.front()), 24};
    for (std::size_t i = 1; i < files.size(); ++i) {
        request.further.push_back(source_of(files[i]));
    }
    request.names = shared("data/municipal/city-to-code.json");
    request.names_shown_as = "city-to-code.json";
    const auto loaded = read_municipalities(request);
    CHECK(loaded.value.size() == 27);
    CHECK(loaded.counts.rejected == 0);
    for (const domain::Municipality& municipality : loaded.value) {
        if (municipality.code.five_digits() == "24543") {
            CHECK(municipality.boundary.polygons.size() == 1375);
            CHECK(municipality.name == "紀北町");
        }
    }
}

TEST_CASE("Of the datasets in N03's ZIP since 2024 the one with municipalities is read") {
    const WrittenFiles files;
    const auto layer = [](const std::string& properties) {
        return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{)" +
               properties +
               R"(},"geometry":{"type":"Polygon","coordinates":[[[136,34],[136.1,34],[136.1,34.1],[136,34]]]}}]})";
    };
    const std::string towns = layer(R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")");
    const std::string whole = layer(R"("N03_001":"三重県","N03_007":"24000")");
    const auto zip = files.write_zip("N03-20240101_24_GML.zip",
                                     {{"N03-20240101_24.geojson", towns},
                                      {"N03-20240101_24_prefecture.geojson", whole},
                                      {"N03-20240101_24_subprefecture.geojson", whole},
                                      {"KS-META-N03.xml", "<x/>"}});
    const auto loaded = read_municipalities({source_of(zip), 24});
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].name == "津市");
    CHECK(loaded.counts.rejected == 0);
}

TEST_CASE("A boundary file without codes is refused, or taken by the code in its name") {
    const TemporaryFolder folder;
    const std::string text =
        "wkt,name\n" + square(136) + ",三重県津市\n" + square(137) + ",三重県津市\n";
    const std::string message =
        refusal([&] { read_municipalities(table(folder.write("boundaries.csv", text))); });
    CHECK_THAT(
        message,
        Catch::Contains("市区町村コードの項目（N03_007、市区町村コード、code など）がありません") &&
            Catch::Contains("wkt, name"));
    const auto loaded = read_municipalities(table(folder.write("24201.csv", text)));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].name == "津市");
    CHECK(loaded.value[0].boundary.polygons.size() == 2);
    CHECK(codes_of(loaded) == std::vector<std::string>{"code_from_file_name"});
}

TEST_CASE("A boundary file without the study's prefecture is refused") {
    const TemporaryFolder folder;
    const auto file =
        folder.write("aichi.csv", "wkt,code,name\n" + square(137) + ",23202,岡崎市\n");
    CHECK_THAT(
        refusal([&] { read_municipalities(table(file)); }),
        Catch::Contains("aichi.csv に三重県の市区町村が一つもありません（1行を読みました）"));
    CHECK_THAT(refusal([&] { read_municipalities(table(folder.path() / "none.shp")); }),
               Catch::Contains("none.shp がありません"));
}

TEST_CASE("Two names under one code are told, once") {
    const TemporaryFolder folder;
    const auto loaded = read_municipalities(table(
        folder.write("n.csv", "wkt,code,name\n" + square(136) + ",24201,津市\n" + square(137) +
                                  ",24201,四日市市\n" + square(138) + ",24201,四日市市\n")));
    CHECK(codes_of(loaded) == std::vector<std::string>{"municipality_names_differ"});
    CHECK(loaded.value[0].name == "津市");
}

TEST_CASE("Real files: the 29 municipalities of Mie in three formats and editions") {
    double areas[2] = {};
    std::size_t at = 0;
    for (const char* name : {"N03-21_24_210101_s0010.geojson", "N03-21_24_210101_s0010.topojson"}) {
        const std::string file = std::string("data/municipal/") + name;
        if (!have_shared(file)) {
            return;
        }
        INFO(name);
        const auto loaded = read_municipalities({source_of(shared(file)), 24});
        REQUIRE(loaded.value.size() == 29);
        CHECK(loaded.counts.read == 29);
        CHECK(loaded.value.front().code.five_digits() == "24201");
        CHECK(loaded.value.front().name == "津市");
        CHECK(loaded.value.back().code.five_digits() == "24562");
        CHECK(loaded.value.back().name == "紀宝町");
        CHECK(loaded.value.back().county == "南牟婁郡");
        for (const auto& municipality : loaded.value) {
            areas[at] += geo::area(municipality.boundary).value() / 1e6;
        }
        ++at;
    }
    // 国土地理院「全国都道府県市区町村別面積調」 (2021): Mie 5,774 km2; the files are simplified to
    // 1 %.
    CHECK_THAT(areas[0], Catch::Matchers::WithinRel(5774.0, 0.01));
    CHECK_THAT(areas[1], Catch::Matchers::WithinRel(areas[0], 0.001));
}

TEST_CASE("Real files: all Japan, and one prefecture of it") {
    if (!have_shared("data/municipal/N03-21_210101_japan_s0001.geojson")) {
        return;
    }
    const auto file = shared("data/municipal/N03-21_210101_japan_s0001.geojson");
    const auto japan = read_municipalities({source_of(file), 0});
    CHECK(japan.value.size() == 1894);
    CHECK(japan.counts.read == 1897);
    CHECK(japan.counts.rejected == 3); // 所属未定地 of Chiba, Tokyo and Okinawa
    CHECK(codes_of(japan) == std::vector<std::string>(3, "land_without_municipality"));
    const auto mie = read_municipalities({source_of(file), 24});
    CHECK(mie.value.size() == 29);
    CHECK(mie.counts.read == mie.counts.used + mie.counts.rejected);
    CHECK(codes_of(mie) == std::vector<std::string>{"other_prefectures"});
}

TEST_CASE("Real files: full-resolution boundaries that carry names only go by their file's name") {
    if (!have_shared("data/municipal/N03_fullres/24543.geojson")) {
        return;
    }
    const auto loaded =
        read_municipalities({source_of(shared("data/municipal/N03_fullres/24543.geojson")), 24});
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].boundary.polygons.size() == 1375);
    CHECK(loaded.value[0].name == "紀北町");
    CHECK(loaded.value[0].county == "北牟婁郡");
}

TEST_CASE("The field of codes is found by its many names, in any case, or named by the study") {
    const auto header = GENERATE("市町村コード", "地方公共団体コード", "自治体コード", "行政コード",
                                 "標準地域コード", "CITYCODE", "JISCODE", "市区町村CD", "n03_007");
    const TemporaryFolder folder;
    const auto file =
        folder.write("a.csv", fmt::format("wkt,{},名称\n{},24201,津市\n", header, square(136)));
    CHECK(read_municipalities(table(file)).value[0].code == domain::GovernmentCode(24, 201));
    auto named =
        table(folder.write("b.csv", "wkt,code,番号,名称\n" + square(136) + ",1,24201,津市\n"));
    named.code_field = "番号";
    CHECK(read_municipalities(named).value[0].code == domain::GovernmentCode(24, 201));
    named.code_field = "符号";
    CHECK_THAT(refusal([&] { read_municipalities(named); }),
               Catch::Contains("code_field = \"符号\" の項目がありません"));
}

TEST_CASE("Codes of three digits are of the study's prefecture, and that is told") {
    const TemporaryFolder folder;
    const auto loaded = read_municipalities(
        table(folder.write("a.csv", "wkt,市町村コード,市町村名\n" + square(136) + ",201,津市\n" +
                                        square(137) + ",443,大台町\n")));
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[1].code == domain::GovernmentCode(24, 443));
    CHECK(codes_of(loaded) == std::vector<std::string>{"code_of_three_digits"});
}

TEST_CASE("Areas of water among census areas are no ground of their municipality") {
    const TemporaryFolder folder;
    const auto loaded = read_municipalities(table(folder.write(
        "r2ka24.csv", "wkt,PREF,CITY,CITY_NAME,HCODE\n" + square(136) + ",24,201,津市,8101\n" +
                          square(137) + ",24,201,津市,8154\n")));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].boundary.polygons.size() == 1);
    CHECK(loaded.counts.used == 1);
    CHECK(loaded.counts.outside == 1);
    CHECK(codes_of(loaded) == std::vector<std::string>{"water_areas"});
}
