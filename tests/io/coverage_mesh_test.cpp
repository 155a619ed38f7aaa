// Coverage stated as a table of mesh cells: codes of every level, shares, classes, strengths.
#include "geo/ellipsoid.hpp"
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using Catch::Matchers::WithinRel;
using domain::MeshCell;
using domain::Strength;

namespace {

CoverageSource table_of(const std::filesystem::path& file) {
    CoverageSource source;
    source.carrier = "キャリアA";
    source.technology = domain::Technology::Nr5gSub6;
    source.sources = {source_of(file)};
    return source;
}

double area_of(const std::string& code) {
    const geo::Box box = MeshCell::parse(code)->box();
    return geo::area(box).value();
}

double area(const Loaded<domain::CoverageLayer>& loaded) {
    return geo::area(loaded.value.polygons).value();
}

/// "kind code row value" of each issue, without which columns were taken (a test of its own).
std::vector<std::string> told(const std::vector<Issue>& issues) {
    std::vector<std::string> lines;
    for (const Issue& issue : issues) {
        if (issue.code == "mesh_columns_taken") {
            continue;
        }
        lines.push_back(std::string(name_of(issue.kind)) + " " + issue.code + " " +
                        std::to_string(issue.row.value_or(0)) + " " + issue.value);
    }
    return lines;
}

void require_balance(const Loaded<domain::CoverageLayer>& loaded) {
    CHECK(loaded.counts.read == loaded.counts.used + loaded.counts.rejected);
}

} // namespace

TEST_CASE("A table of codes alone covers its cells whole, neighbours in one outline") {
    const WrittenFiles files;
    const auto loaded = read_coverage(
        table_of(files.write("a.csv", "メッシュコード\n51366721\n51366722\n51366731\n")));
    CHECK(loaded.value.polygons.polygons.size() == 1);
    CHECK_THAT(area(loaded),
               WithinRel(area_of("51366721") + area_of("51366722") + area_of("51366731"), 1e-12));
    CHECK(loaded.counts.used == 3);
    CHECK(loaded.value.strengths.empty());
    CHECK(loaded.issues.empty());
}

TEST_CASE("Codes that Excel keeps as text by an apostrophe are read") {
    const WrittenFiles files;
    const auto loaded = read_coverage(
        table_of(files.write("a.csv", "メッシュコード,5G\n'51366721,○\n'51366722,×\n")));
    CHECK_THAT(area(loaded), WithinRel(area_of("51366721"), 1e-12));
    CHECK(told(loaded.issues).empty());
}

TEST_CASE("Codes of several levels stand in one table, ten digits told as 250 m or 100 m") {
    const WrittenFiles files;
    const auto loaded = read_coverage(table_of(
        files.write("a.csv", "code\n5136\n513667\n5236672\n51366781\n513667811\n523667805\n"
                             "5236678011\n52366780111\n")));
    CHECK(loaded.counts.used == 8);
    CHECK(told(loaded.issues) ==
          std::vector<std::string>{"assumed mesh_level_ambiguous 0 5236678011"});
    CHECK_THAT(loaded.issues[0].action.ja, Catch::Contains("250m"));
    const auto tenths =
        read_coverage(table_of(files.write("b.csv", "code\n5136678190\n5136678191\n5136678111\n")));
    CHECK_THAT(tenths.issues[0].action.ja, Catch::Contains("100m"));
    CHECK_THAT(area(tenths), WithinRel(3 * area_of("5136678190"), 1e-4));
}

TEST_CASE("A few codes of 80 or 10 km among finer ones are cut short and rejected") {
    const WrittenFiles files;
    const std::string fine = "code,5G\n513667211,○\n513667212,○\n513667213,○\n513667214,○\n"
                             "513667221,○\n513667222,○\n513667223,○\n513667224,○\n";
    const auto loaded = read_coverage(table_of(files.write("a.csv", fine + "5136,○\n513667,○\n")));
    CHECK_THAT(area(loaded), WithinRel(area_of("51366721") + area_of("51366722"), 1e-12));
    CHECK(told(loaded.issues) == std::vector<std::string>{"rejected mesh_code_cut 10 5136",
                                                          "rejected mesh_code_cut 11 513667"});
    CHECK(loaded.counts.used == 8);
    require_balance(loaded);
    const auto taken =
        std::find_if(loaded.issues.begin(), loaded.issues.end(),
                     [](const Issue& issue) { return issue.code == "mesh_columns_taken"; });
    REQUIRE(taken != loaded.issues.end());
    CHECK_THAT(taken->problem.ja, Catch::Contains("内 8 件、外 0 件"));

    // Nor do codes of ten digits count that the level of the others does not have.
    const auto mistyped = read_coverage(
        table_of(files.write("c.csv", "code,5G\n5136672111,○\n5136672112,○\n5136672115,○\n")));
    const auto said =
        std::find_if(mistyped.issues.begin(), mistyped.issues.end(),
                     [](const Issue& issue) { return issue.code == "mesh_columns_taken"; });
    REQUIRE(said != mistyped.issues.end());
    CHECK_THAT(said->problem.ja, Catch::Contains("内 2 件、外 0 件"));

    // More of them are meant.
    CHECK(read_coverage(table_of(files.write("b.csv", fine + "5136,○\n513667,○\n513666,○\n")))
              .counts.used == 11);
}

TEST_CASE("A share is a strip of that part of each study cell, so that areas come out exactly") {
    const WrittenFiles files;
    const auto loaded = read_coverage(
        table_of(files.write("a.csv", "code,カバー率(%)\n51366721,37.5\n51366731,37.5\n"
                                      "51366724,100\n51366726,0\n")));
    CHECK_THAT(
        area(loaded),
        WithinRel(0.375 * (area_of("51366721") + area_of("51366731")) + area_of("51366724"), 1e-9));
    // One outline of the whole cell; four columns of 250 m, each a strip two kilometres high.
    CHECK(loaded.value.polygons.polygons.size() == 5);
    CHECK(loaded.counts.used == 4);
    CHECK(told(loaded.issues).empty());
    // The study's 100 m cells do not divide 250 m: strips of 50 m columns fit both.
    CoverageSource hundred = table_of(files.write("b.csv", "code,share\n5136672111,0.5\n"));
    hundred.mesh.study_level = domain::MeshLevel::M100;
    CHECK(read_coverage(hundred).value.polygons.polygons.size() == 5);
}

TEST_CASE("Per cent or share is decided by sign, header or most of the numbers, and said") {
    const WrittenFiles files;
    const double cell = area_of("51366721");
    const auto covered = [&](const std::string& text, std::vector<std::string> issues) {
        const auto loaded = read_coverage(table_of(files.write("a.csv", text)));
        CHECK(told(loaded.issues) == issues);
        require_balance(loaded);
        return area(loaded) / cell;
    };
    CHECK_THAT(covered("code,率\n51366721,50%\n", {}), WithinRel(0.5, 1e-9));
    CHECK_THAT(covered("code,カバー率（％）\n51366721,0.5\n", {"noted share_percent_small 0 %"}),
               WithinRel(0.005, 1e-9));
    CHECK_THAT(covered("code,カバー率（％）\n51366721,0.5\n51366722,50\n", {}),
               WithinRel(0.505, 1e-4));
    CHECK_THAT(covered("code,率\n51366721,50\n", {"assumed share_unit_decided 0 %"}),
               WithinRel(0.5, 1e-9));
    CHECK_THAT(covered("code,率\n51366721,０．５\n", {"assumed share_unit_decided 0 0–1"}),
               WithinRel(0.5, 1e-9));
    // A slip of the pen among shares does not make them per cents.
    CHECK_THAT(covered("code,率\n51366721,0.5\n51366722,0\n51366723,5\n51366724,0.25\n",
                       {"assumed share_unit_decided 0 0–1", "rejected share_out_of_range 4 5"}),
               WithinRel(0.75, 1e-4));
    CoverageSource said = table_of(files.write("b.csv", "code,率\n51366721,0.5\n"));
    said.mesh.percent = true;
    CHECK_THAT(area(read_coverage(said)) / cell, WithinRel(0.005, 1e-9));
}

TEST_CASE("Every kind of broken row of a table is listed and counted") {
    const WrittenFiles files;
    const auto loaded = read_coverage(table_of(files.write_cp932(
        "a.csv", "提出資料\nメッシュコード,カバー率(%)\n51366721,80\n5.13667E+07,80\n津市,80\n"
                 "51366799,多い\n51366722,101\n51366723,-1\n51369999,50\n51366721,80\n"
                 "51366721,90\n51366724,1,2\n,\n51366725,100\n")));
    CHECK(told(loaded.issues) ==
          std::vector<std::string>{
              "rejected mesh_code_ruined_by_spreadsheet 4 5.13667E+07",
              "rejected mesh_code_unreadable 5 津市", "rejected share_unreadable 6 多い",
              "rejected mesh_code_unreadable 9 51369999",
              "rejected field_count_differs 12 51366724,1,2", "noted blank_rows 0 1",
              "rejected share_out_of_range 7 101", "rejected share_out_of_range 8 -1",
              "noted mesh_cell_twice 3 51366721"});
    CHECK(loaded.counts.read == 11);
    CHECK(loaded.counts.used == 2);
    CHECK(loaded.counts.joined == 2);
    require_balance(loaded);
    CHECK(loaded.encoding == "CP932");
    // The largest of three statements.
    CHECK_THAT(area(loaded), WithinRel(0.9 * area_of("51366721") + area_of("51366725"), 1e-9));
}

TEST_CASE("A class says covered in plain words, or in the study's") {
    const WrittenFiles files;
    const std::string plain = "code,エリア内外\n51366721,エリア内\n51366722,エリア外\n51366723,○\n";
    CHECK_THAT(area(read_coverage(table_of(files.write("a.csv", plain)))),
               WithinRel(2 * area_of("51366721"), 1e-9));

    const auto graded = files.write("b.csv", "code,区分\n51366721,S\n51366722,A\n51366723,Z\n");
    CHECK_THAT(refusal([&] { read_coverage(table_of(graded)); }),
               Catch::Contains("class_field = \"区分\"") && Catch::Contains("\"A\", \"S\", \"Z\""));
    CoverageSource chosen = table_of(graded);
    chosen.mesh.class_field = "区分";
    chosen.mesh.covered = {"S", "Ａ"};
    const auto loose = read_coverage(chosen);
    CHECK(told(loose.issues) == std::vector<std::string>{"assumed class_not_listed 0 Z"});
    CHECK(loose.counts.used == 3);
    CHECK_THAT(area(loose), WithinRel(2 * area_of("51366721"), 1e-9));
    chosen.mesh.not_covered = {"-"};
    const auto strict = read_coverage(chosen);
    CHECK(told(strict.issues) == std::vector<std::string>{"rejected class_unknown 4 Z"});
    require_balance(strict);
}

TEST_CASE("A class that says unknown is neither covered nor not") {
    const WrittenFiles files;
    const auto table =
        files.write("a.csv", "code,エリア内外\n51366721,エリア内\n51366722,調査中\n51366723,照会\n"
                             "51366724,エリア外\n");
    CHECK_THAT(refusal([&] { read_coverage(table_of(table)); }), Catch::Contains("値: \"照会\""));
    CoverageSource source = table_of(table);
    source.mesh.not_known = {"照会"};
    const auto loaded = read_coverage(source);
    require_balance(loaded);
    CHECK(loaded.counts.used == 4);
    CHECK_THAT(area(loaded), WithinRel(area_of("51366721"), 1e-9));
    CHECK_THAT(geo::area(loaded.unknown).value(),
               WithinRel(area_of("51366722") + area_of("51366723"), 1e-9));
}

TEST_CASE(
    "Unknown stays unknown with a remark in brackets, and a class not known names not_known") {
    const WrittenFiles files;
    const auto loaded = read_coverage(
        table_of(files.write("a.csv", "code,圏内外\n51366721,圏内\n51366722,調査中（10月予定）\n"
                                      "51366723,照会中\n51366724,圏外\n51366731,一部圏外\n")));
    CHECK_THAT(area(loaded), WithinRel(area_of("51366721"), 1e-9));
    CHECK_THAT(geo::area(loaded.unknown).value(),
               WithinRel(area_of("51366722") + area_of("51366723") + area_of("51366731"), 1e-9));
    CHECK_THAT(refusal([&] {
                   read_coverage(table_of(
                       files.write("b.csv", "code,圏内外\n51366721,圏内\n51366722,圏外\n51366723,"
                                            "圏外\n51366724,一部圏内（屋外）\n")));
               }),
               Catch::Contains("not_known") && Catch::Contains("一部圏内(屋外)"));
}

TEST_CASE("Rows repeated or too weak are not among those told as covered") {
    const WrittenFiles files;
    CoverageSource source = table_of(files.write(
        "a.csv", "code,エリア,強度\n51366721,○,強\n51366721,×,\n51366722,×,\n51366722,×,\n"
                 "51366723,○,弱\n51366724,○,強\n51366724,不明,\n"));
    source.strength.least = Strength::Good;
    const auto loaded = read_coverage(source);
    require_balance(loaded);
    CHECK(loaded.counts.read == 7);
    CHECK(loaded.counts.used == 3);
    CHECK(loaded.counts.joined == 3); // 外 beside 内, 外 twice, 不明 beside 内
    CHECK(loaded.counts.outside == 1);
    CHECK_THAT(area(loaded), WithinRel(area_of("51366721") + area_of("51366724"), 1e-9));
    CHECK(loaded.unknown.empty());
    const auto said = [&](const std::string& code) {
        const auto found = std::find_if(loaded.issues.begin(), loaded.issues.end(),
                                        [&](const Issue& issue) { return issue.code == code; });
        REQUIRE(found != loaded.issues.end());
        return found->problem.ja;
    };
    CHECK_THAT(said("mesh_columns_taken"), Catch::Contains("（内 2 件、外 1 件）"));
    CHECK(said("mesh_cell_twice") ==
          "同じメッシュの行が重なっています（値の等しいもの 1 件、違うもの 2 件）。");
}

TEST_CASE("A table under a title keeps its header where a condition chooses its rows") {
    const WrittenFiles files;
    CoverageSource source = table_of(files.write(
        "a.csv", "令和8年度 エリア一覧,,\n\nメッシュコード,事業者,カバー率\n51366721,キャリアA,1\n"
                 "51366722,キャリアB,1\n51366723,キャリアA,0.5\n"));
    source.sources[0].where = "事業者 = 'キャリアA' AND カバー率 > 0.6";
    const auto loaded = read_coverage(source);
    require_balance(loaded);
    CHECK_THAT(area(loaded), WithinRel(area_of("51366721"), 1e-9));
    CHECK(loaded.counts.left_out == 2);
    source.sources[0].where = "会社 = 'キャリアA'";
    CHECK_THAT(refusal([&] { read_coverage(source); }),
               Catch::Contains("項目: メッシュコード, 事業者, カバー率"));
}

TEST_CASE("A table of several carriers is refused until one is chosen") {
    const WrittenFiles files;
    CoverageSource source = table_of(files.write(
        "a.csv", "code,事業者,圏内外\n51366721,キャリアA,圏内\n51366722,キャリアB,圏内\n"));
    CHECK_THAT(refusal([&] { read_coverage(source); }),
               Catch::Contains("where = \"事業者 = 'キャリアA'\""));
    source.sources[0].where = "事業者 = 'キャリアA'";
    CHECK_THAT(area(read_coverage(source)), WithinRel(area_of("51366721"), 1e-12));
}

TEST_CASE("A table of another technology is refused") {
    const WrittenFiles files;
    const auto file = files.write("a.csv", "code,方式\n51366721,4G\n51366722,4G\n");
    CHECK_THAT(refusal([&] { read_coverage(table_of(file)); }),
               Catch::Contains("列「方式」は「4G」で、5G（Sub6）の表ではありません"));
    CoverageSource lte = table_of(file);
    lte.technology = domain::Technology::Lte4g;
    CHECK(read_coverage(lte).counts.used == 2);
}

TEST_CASE("A table whose values name several technologies is refused whatever the header") {
    const WrittenFiles files;
    const auto file =
        files.write("a.csv", "code,サービス種別,カバー率(%)\n51366721,5G,100\n51366722,LTE,100\n");
    CHECK_THAT(refusal([&] { read_coverage(table_of(file)); }),
               Catch::Contains("列「サービス種別」に複数の値（「5G」「LTE」）"));
    CoverageSource chosen = table_of(file);
    chosen.mesh.class_field = "サービス種別";
    chosen.mesh.covered = {"5G"};
    CHECK_THAT(area(read_coverage(chosen)), WithinRel(area_of("51366721"), 1e-12));
}

TEST_CASE("A table of several technologies is refused until one is chosen") {
    const WrittenFiles files;
    const auto file = files.write("a.csv", "code,方式\n51366721,4G\n51366722,5G Sub6\n");
    CHECK_THAT(refusal([&] { read_coverage(table_of(file)); }),
               Catch::Contains("列「方式」に複数の値（「4G」「5GSub6」）"));
    CoverageSource chosen = table_of(file);
    chosen.mesh.class_field = "方式";
    chosen.mesh.covered = {"5G Sub6"};
    CHECK_THAT(area(read_coverage(chosen)), WithinRel(area_of("51366722"), 1e-12));
    CoverageSource filtered = table_of(file);
    filtered.sources[0].where = "方式 = '5G Sub6'";
    CHECK_THAT(area(read_coverage(filtered)), WithinRel(area_of("51366722"), 1e-12));
}

TEST_CASE("Strengths of a table are kept, and the study may ask for a least one") {
    const WrittenFiles files;
    CoverageSource source = table_of(
        files.write("a.csv", "code,強度,カバー率(%)\n51366721,強,50\n51366721,弱,100\n51366722,"
                             "レベル2,100\n51366723,,100\n51366724,謎,100\n"));
    source.strength.values = {{"レベル２", Strength::Fair}};
    const auto loaded = read_coverage(source);
    std::map<Strength, int> polygons;
    for (const Strength strength : loaded.value.strengths) {
        ++polygons[strength];
    }
    CHECK(polygons == std::map<Strength, int>{{Strength::Unsaid, 1},
                                              {Strength::Good, 4},
                                              {Strength::Fair, 1},
                                              {Strength::Edge, 1}});
    CHECK(told(loaded.issues) == std::vector<std::string>{"assumed strength_unknown 0 謎"});
    CHECK_THAT(geo::area(domain::polygons_at_least(loaded.value, Strength::Fair)).value(),
               WithinRel(0.5 * area_of("51366721") + area_of("51366722"), 1e-9));

    source.strength.least = Strength::Fair;
    const auto strong = read_coverage(source);
    CHECK_THAT(area(strong), WithinRel(0.5 * area_of("51366721") + area_of("51366722"), 1e-9));
    CHECK(told(strong.issues) == std::vector<std::string>{"assumed strength_unknown 0 謎",
                                                          "noted weaker_than_asked 0 1",
                                                          "rejected strength_not_said 0 2"});
    CHECK(strong.counts.outside == 3);
    require_balance(strong);

    CoverageSource none = table_of(files.write("b.csv", "code\n51366721\n"));
    none.strength.least = Strength::Good;
    CHECK_THAT(refusal([&] { read_coverage(none); }), Catch::Contains("strength_field"));
    none.strength.whole = Strength::Good;
    CHECK(read_coverage(none).value.strengths == std::vector{Strength::Good});
}

TEST_CASE("A table of which every row is unknown asks for a look") {
    const WrittenFiles files;
    const auto told_of = [&](const std::string& rows) {
        std::vector<std::string> codes;
        for (const Issue& issue :
             read_coverage(table_of(files.write("a.csv", "code,エリア\n" + rows))).issues) {
            codes.push_back(issue.code);
        }
        return codes;
    };
    using Codes = std::vector<std::string>;
    CHECK(told_of("51366721,不明\n51366722,調査中\n") ==
          Codes{"mesh_columns_taken", "coverage_all_unknown"});
    CHECK(told_of("51366721,不明\n51366722,×\n51366723,○\n") == Codes{"mesh_columns_taken"});
}

TEST_CASE("A strength that says not covered or unknown is no coverage") {
    const WrittenFiles files;
    CoverageSource source =
        table_of(files.write("a.csv", "code,電波強度\n51366721,強\n51366722,圏外\n51366723,不明\n"
                                      "51366724,なし\n51366725,-\n51366726,0\n"));
    const auto loaded = read_coverage(source);
    CHECK_THAT(area(loaded), WithinRel(area_of("51366721") + area_of("51366726"), 1e-12));
    CHECK_THAT(geo::area(loaded.unknown).value(), WithinRel(area_of("51366723"), 1e-12));
    CHECK(told(loaded.issues) ==
          std::vector<std::string>{"assumed strength_unknown 0 0",
                                   "assumed strength_says_not_covered 0 -",
                                   "assumed strength_says_not_covered 0 なし",
                                   "assumed strength_says_not_covered 0 不明",
                                   "assumed strength_says_not_covered 0 圏外"});
    CHECK(loaded.counts.used == 6);

    source.strength.values = {{"なし", Strength::Edge}};
    CHECK_THAT(area(read_coverage(source)),
               WithinRel(area_of("51366721") + area_of("51366724") + area_of("51366726"), 1e-12));

    // Beside a class the strength need not be known, but cells that are out stay out.
    const auto classed = read_coverage(table_of(files.write(
        "b.csv", "code,エリア,強度\n51366721,○,不明\n51366722,×,圏外\n51366723,○,圏外\n")));
    CHECK_THAT(area(classed), WithinRel(area_of("51366721"), 1e-12));
    CHECK(classed.unknown.empty());
    CHECK(told(classed.issues) ==
          std::vector<std::string>{"assumed strength_says_not_covered 0 圏外"});
}

TEST_CASE("A share that is blank or said to be unknown leaves its cell unknown") {
    const WrittenFiles files;
    const auto loaded = read_coverage(table_of(
        files.write("a.csv", "code,カバー率(%)\n51366721,80\n51366722,不明\n51366723,\n51366724,0\n"
                             "51366725,-\n")));
    CHECK_THAT(area(loaded), WithinRel(0.8 * area_of("51366721"), 1e-9));
    CHECK_THAT(geo::area(loaded.unknown).value(),
               WithinRel(area_of("51366722") + area_of("51366723"), 1e-12));
    CHECK(told(loaded.issues) ==
          std::vector<std::string>{"assumed share_not_said 0 ", "assumed share_not_said 0 不明"});
    CHECK(loaded.counts.used == 5);
    require_balance(loaded);
}

TEST_CASE("Tables come as workbooks, DBF, GeoPackages without geometry and ZIPs too") {
    const WrittenFiles files;
    const auto written = [&](const std::string& name, VectorFormat format) {
        const auto file = files.folder() / name;
        VectorWriter writer(file, format);
        writer.begin_layer({"エリア",
                            GeometryKind::None,
                            {{"メッシュコード", FieldType::Text, 11},
                             {"カバー率", FieldType::Real, 0},
                             {"強度", FieldType::Text, 10}}});
        writer.write(std::monostate(), {std::string("51366721"), 50.0, std::string("強")});
        writer.write(std::monostate(), {std::string("51366722"), 100.0, std::string("弱")});
        writer.finish();
        return file;
    };
    const double expected = 0.5 * area_of("51366721") + area_of("51366722");
    for (const auto& [name, format] :
         {std::pair{"a.xlsx", VectorFormat::Xlsx}, std::pair{"a.gpkg", VectorFormat::GeoPackage}}) {
        INFO(name);
        const auto loaded = read_coverage(table_of(written(name, format)));
        CHECK_THAT(area(loaded), WithinRel(expected, 1e-9));
        CHECK(loaded.counts.used == 2);
        CHECK(loaded.value.strengths.back() == Strength::Good);
    }
    const auto zip = files.write_zip("a.zip", {{"提出/area.csv", "code,share\n51366721,1\n"}});
    CHECK_THAT(area(read_coverage(table_of(zip))), WithinRel(area_of("51366721"), 1e-12));
}

TEST_CASE("Notes beside the table in a ZIP are passed over and told") {
    const WrittenFiles files;
    const auto loaded = read_coverage(table_of(
        files.write_zip("a.zip", {{"凡例.csv", "記号,意味\n○,エリア内\n"},
                                  {"area.csv", "メッシュコード,5G\n51366721,○\n51366722,×\n"},
                                  {"readme.txt", "説明\n2026年4月\n"}})));
    CHECK_THAT(area(loaded), WithinRel(area_of("51366721"), 1e-12));
    CHECK(told(loaded.issues) ==
          std::vector<std::string>{"noted archive_members_left 0 凡例.csv",
                                   "noted archive_members_left 0 readme.txt"});
    // A table whose column of codes goes by another name is no note.
    CHECK_THAT(refusal([&] {
                   read_coverage(
                       table_of(files.write_zip("b.zip", {{"a.csv", "メッシュコード\n51366721\n"},
                                                          {"b.csv", "番号\n51366722\n"}})));
               }),
               Catch::Contains("b.csv") && Catch::Contains("code_field"));
}

TEST_CASE("A CSV with outlines and a code column stays what it was: polygons") {
    const WrittenFiles files;
    CoverageSource source = table_of(files.write(
        "a.csv", "code,wkt\n51366721,\"POLYGON((136 34,136.1 34,136.1 34.1,136 34))\"\n"));
    source.sources[0].crs = "EPSG:6668";
    CHECK(read_coverage(source).value.polygons.polygons[0].outer.size() >= 3);
    CHECK_THAT(area(read_coverage(source)), !WithinRel(area_of("51366721"), 0.5));
    source.form = CoverageForm::MeshTable;
    CHECK_THAT(area(read_coverage(source)), WithinRel(area_of("51366721"), 1e-12));
}

namespace {

/// Three cells of one table: the area in cells, then "kind code value: problem" of each issue.
struct Taken {
    double cells = 0.0;
    std::vector<std::string> issues;
};

Taken taken(const WrittenFiles& files, const std::string& text,
            domain::Technology technology = domain::Technology::Nr5gSub6) {
    CoverageSource source = table_of(files.write("t.csv", text));
    source.technology = technology;
    const auto loaded = read_coverage(source);
    require_balance(loaded);
    Taken result{area(loaded) / area_of("51366721"), {}};
    for (const Issue& issue : loaded.issues) {
        result.issues.push_back(std::string(name_of(issue.kind)) + " " + issue.code + " " +
                                issue.value + ": " + issue.problem.ja);
    }
    return result;
}

/// A table of 51366721, 51366722 and 51366723 with what stands beside the codes.
std::string beside(const std::string& headers, const std::string& first, const std::string& second,
                   const std::string& third) {
    return "メッシュコード," + headers + "\n51366721," + first + "\n51366722," + second +
           "\n51366723," + third + "\n";
}

} // namespace

TEST_CASE("A class column goes by the usual headers, and is said with cells in and out") {
    const WrittenFiles files;
    for (const std::string header : {"エリア", "カバー", "整備状況", "5G", "5Gエリア", "キャリアA",
                                     "5G（Sub6）", "キャリアA 5G", "エリア内外"}) {
        INFO(header);
        const Taken table = taken(files, beside(header, "○", "×", "×"));
        CHECK_THAT(table.cells, WithinRel(1.0, 1e-9));
        CHECK(table.issues == std::vector<std::string>{
                                  "assumed mesh_columns_taken " + header +
                                  ": メッシュコードは列「メッシュコード」、エリアの内外は列「" +
                                  header + "」（内 1 件、外 2 件）です。"});
    }
}

TEST_CASE("A column of words for in and out is the class column whatever its header") {
    const WrittenFiles files;
    for (const auto& [in, out] :
         {std::pair{"○", "×"}, std::pair{"有", "無"}, std::pair{"圏内", "圏外"},
          std::pair{"内", "外"}, std::pair{"エリア内", "エリア外"}, std::pair{"可", "不可"},
          std::pair{"●", "x"}}) {
        INFO(in);
        const Taken table = taken(files, beside("X社回答,備考", std::string(in) + ",なし",
                                                std::string(out) + ",なし", std::string(in) + ","));
        CHECK_THAT(table.cells, WithinRel(2.0, 1e-3));
        CHECK(table.issues ==
              std::vector<std::string>{
                  "assumed mesh_columns_taken X社回答: メッシュコードは列「メッシュコード」、"
                  "エリアの内外は列「X社回答」（内 2 件、外 1 件）です。",
                  "assumed mesh_columns_unused 備考: 使わなかった列があります: 備考。"});
    }
    CHECK_THAT(taken(files, beside("5Gフラグ", "1", "0", "0")).cells, WithinRel(1.0, 1e-9));
    // A third value is asked about.
    CHECK_THAT(refusal([&] { taken(files, beside("X社回答", "○", "×", "△")); }),
               Catch::Contains("class_field = \"X社回答\"") && Catch::Contains("\"△\""));
    CHECK_THAT(refusal([&] { taken(files, beside("回答1,回答2", "○,○", "×,○", "×,○")); }),
               Catch::Contains("列「回答1」「回答2」") && Catch::Contains("class_field"));
}

TEST_CASE("A column of where there is no coverage is refused until the study says what covers") {
    const WrittenFiles files;
    const auto [header, none, some] =
        GENERATE(table<std::string, std::string, std::string>({{"圏外", "○", ""},
                                                               {"圏外", "1", "0"},
                                                               {"未整備", "○", "×"},
                                                               {"非カバー", "1", "0"},
                                                               {"エリア外フラグ", "1", "0"},
                                                               {"不感", "○", "×"},
                                                               {"5G未対応", "○", "×"},
                                                               {"not_covered", "yes", "no"},
                                                               {"out_of_service", "Y", "N"}}));
    INFO(header);
    const auto file = files.write("a.csv", beside(header, none, some, some));
    CoverageSource source = table_of(file);
    CHECK_THAT(refusal([&] { read_coverage(source); }),
               Catch::Contains("class_field = \"" + header + "\"") &&
                   Catch::Contains("covered = "));
    source.mesh.class_field = header;
    CHECK_THAT(refusal([&] { read_coverage(source); }), Catch::Contains("covered = "));
    source.mesh.covered = {some};
    CHECK_THAT(area(read_coverage(source)), WithinRel(2.0 * area_of("51366721"), 1e-3));
    // Beside a column of what is covered it is what it is; so are both sides in words of their own.
    CHECK_THAT(
        taken(files, beside(header + ",エリア", none + ",×", some + ",×", some + ",○")).cells,
        WithinRel(1.0, 1e-3));
    CHECK_THAT(taken(files, beside(header, "圏外", "圏内", "圏外")).cells, WithinRel(1.0, 1e-3));
}

TEST_CASE("Headers that name both sides of coverage deny none of it") {
    const WrittenFiles files;
    const std::string header = GENERATE(as<std::string>(), "圏内・圏外", "圏内外", "整備・未整備",
                                        "エリア内外", "in_or_out_of_area");
    INFO(header);
    CHECK_THAT(taken(files, beside(header, "○", "×", "×")).cells, WithinRel(1.0, 1e-3));
}

TEST_CASE("A table whose name says that there is no coverage is refused, not one with a class") {
    const WrittenFiles files;
    CHECK_THAT(refusal([&] {
                   read_coverage(table_of(files.write("圏外.csv", "メッシュコード\n51366721\n")));
               }),
               Catch::Contains("名前（圏外）によれば"));
    CHECK(read_coverage(table_of(files.write(
                            "圏外.csv", "メッシュコード,判定\n51366721,圏内\n51366722,圏外\n")))
              .counts.used == 2);
}

TEST_CASE("English words for covered and not are read in any letters") {
    const WrittenFiles files;
    const auto loaded = read_coverage(table_of(files.write(
        "a.csv", "mesh,status\n51366721,Covered\n51366722,Not covered\n51366723,Planned\n")));
    CHECK_THAT(area(loaded), WithinRel(area_of("51366721"), 1e-12));
}

TEST_CASE("A share that is not covered is refused with the share to write") {
    const WrittenFiles files;
    const std::string header =
        GENERATE(as<std::string>(), "エリア外率(%)", "圏外エリア率", "圏外率");
    INFO(header);
    CoverageSource source = table_of(files.write("a.csv", beside(header, "100", "50", "0")));
    CHECK_THAT(refusal([&] { read_coverage(source); }), Catch::Contains("share_field"));
    source.mesh.share_field = header;
    CHECK_THAT(refusal([&] { read_coverage(source); }), Catch::Contains("100 から引いた値"));
    CHECK_THAT(taken(files, beside("カバー率(%)," + header, "0,100", "50,50", "100,0")).cells,
               WithinRel(1.5, 1e-3));
}

TEST_CASE("Levels, strengths and plans of a table are no coverage where they say there is none") {
    const WrittenFiles files;
    const auto [header, in, out] = GENERATE(
        table<std::string, std::string, std::string>({{"level", "4", "0"},
                                                      {"強度レベル", "1", "0"},
                                                      {"電波レベル", "中", "外"},
                                                      {"電波状況", "弱い", "圏外"},
                                                      {"状況", "提供中", "計画中"},
                                                      {"提供状況", "提供中", "2027年3月提供予定"},
                                                      {"区分", "5G", "圏外"}}));
    INFO(header);
    const Taken table = taken(files, beside(header, in, out, in));
    CHECK_THAT(table.cells, WithinRel(2.0, 1e-3));
    CHECK_FALSE(table.issues.empty());
}

TEST_CASE("A table of received powers is refused until a condition says what is covered") {
    const WrittenFiles files;
    const auto [header, told, where] = GENERATE(table<std::string, std::string, std::string>(
        {{"RSRP", "where = \"RSRP >= …\"", "RSRP >= -110"},
         {"RSRP(dBm)", "where = '\"RSRP(dBm)\" >= …'", "\"RSRP(dBm)\" >= -110"},
         {"電波強度", "where = \"電波強度 >= …\"", "電波強度 >= -110"}}));
    CoverageSource source = table_of(files.write("a.csv", beside(header, "-80", "-110", "-140")));
    CHECK_THAT(refusal([&] { read_coverage(source); }), Catch::Contains(told));
    source.sources[0].where = where;
    CHECK_THAT(area(read_coverage(source)), WithinRel(2.0 * area_of("51366721"), 1e-3));
    // Beside a class they are what they are.
    CHECK_THAT(taken(files, beside("RSRP,エリア", "-80,○", "-110,×", "-140,×")).cells,
               WithinRel(1.0, 1e-9));
}

TEST_CASE("Of columns for several technologies or carriers the layer's own is taken") {
    const WrittenFiles files;
    using domain::Technology;
    const std::string both = beside("4G,5G", "○,○", "○,", "○,");
    const Taken fifth = taken(files, both);
    CHECK_THAT(fifth.cells, WithinRel(1.0, 1e-9));
    CHECK(
        fifth.issues ==
        std::vector<std::string>{
            "assumed class_blank 2: 列「5G」が空欄の行が 2 件あります。",
            "assumed mesh_columns_taken 5G: メッシュコードは列「メッシュコード」、エリアの内外は列"
            "「5G」（内 1 件、外 2 件）です。",
            "assumed mesh_columns_unused 4G: 使わなかった列があります: 4G。"});
    CHECK_THAT(taken(files, both, Technology::Lte4g).cells, WithinRel(3.0, 1e-3));
    const std::string classes = beside("5G Sub6,5Gミリ波", "○,×", "○,○", "×,×");
    CHECK_THAT(taken(files, classes).cells, WithinRel(2.0, 1e-3));
    CHECK_THAT(taken(files, classes, Technology::Nr5gMmwave).cells, WithinRel(1.0, 1e-3));
    CHECK_THAT(refusal([&] { taken(files, classes, Technology::Nr5gConverted); }),
               Catch::Contains("列「5G Sub6」「5Gミリ波」"));
    CHECK_THAT(refusal([&] { taken(files, beside("4G", "○", "○", "×")); }),
               Catch::Contains("列「4G」") && Catch::Contains("class_field"));
    CHECK_THAT(taken(files, beside("キャリアA,キャリアB", "○,○", "×,○", "×,○")).cells,
               WithinRel(1.0, 1e-9));
    // Shares likewise.
    const std::string shares =
        beside("カバー率（4G）,カバー率（5G）", "100%,50%", "100%,0%", "100%,0%");
    CHECK_THAT(taken(files, shares).cells, WithinRel(0.5, 1e-9));
    CHECK_THAT(
        taken(files, beside("4Gカバー率,5Gカバー率", "100%,50%", "100%,0%", "100%,0%")).cells,
        WithinRel(0.5, 1e-9));
    CHECK_THAT(
        refusal([&] { taken(files, beside("屋外カバー率,屋内カバー率", "1,1", "1,0", "1,0")); }),
        Catch::Contains("列「屋外カバー率」「屋内カバー率」") && Catch::Contains("share_field"));
}

TEST_CASE("Columns of one name go by the row above, where several carriers share a table") {
    const WrittenFiles files;
    const std::string rows = "メッシュコード,4G,5G,4G,5G\n51366721,○,○,○,×\n51366722,○,×,○,×\n"
                             "51366723,○,×,○,○\n";
    CoverageSource source =
        table_of(files.write("a.csv", "整備状況\n,キャリアA,,キャリアB,\n" + rows));
    CHECK_THAT(area(read_coverage(source)), WithinRel(area_of("51366721"), 1e-12));
    source.carrier = "キャリアB";
    CHECK_THAT(area(read_coverage(source)), WithinRel(area_of("51366723"), 1e-12));
    source.mesh.class_field = "キャリアA_5G";
    CHECK_THAT(area(read_coverage(source)), WithinRel(area_of("51366721"), 1e-12));
    source.mesh.class_field = "5G";
    CHECK_THAT(refusal([&] { read_coverage(source); }), Catch::Contains("キャリアB_5G"));

    CoverageSource plain = table_of(files.write("b.csv", rows));
    plain.mesh.class_field = "5G";
    CHECK_THAT(refusal([&] { read_coverage(plain); }), Catch::Contains("3列目と5列目"));
}

TEST_CASE("A column goes by any name of the carrier's operator, never by another operator's") {
    const WrittenFiles files;
    CoverageSource source = table_of(
        files.write("a.csv", "code,docomo_5G,au_5G\n51366721,○,×\n51366722,×,○\n51366723,○,○\n"));
    source.carrier = "KDDI";
    CHECK_THAT(area(read_coverage(source)),
               WithinRel(area_of("51366722") + area_of("51366723"), 1e-12));
    source.carrier = "NTTドコモ";
    CHECK_THAT(area(read_coverage(source)),
               WithinRel(area_of("51366721") + area_of("51366723"), 1e-12));
    source.carrier = "ソフトバンク";
    CHECK_THAT(refusal([&] { read_coverage(source); }),
               Catch::Contains("列「docomo_5G」「au_5G」のうち、どれが ソフトバンク"));
    source.sources = {source_of(files.write("b.csv", "code,au 5Gカバー率(%)\n51366721,100\n"))};
    source.carrier = "KDDI";
    CHECK_THAT(area(read_coverage(source)), WithinRel(area_of("51366721"), 1e-12));
}

TEST_CASE("A share of people stands for that of the area where there is nothing better, said") {
    const WrittenFiles files;
    const Taken people = taken(files, beside("人口カバー率", "50%", "0%", "0%"));
    CHECK_THAT(people.cells, WithinRel(0.5, 1e-9));
    CHECK(people.issues ==
          std::vector<std::string>{"assumed mesh_columns_taken 人口カバー率: "
                                   "メッシュコードは列「メッシュコード」、カバー率は列「人口カバー"
                                   "率」です。"});
    CHECK_THAT(taken(files, beside("人口カバー率,エリア", "50%,○", "0%,×", "0%,×")).cells,
               WithinRel(1.0, 1e-9));
}

TEST_CASE("Columns of something else are named, and all listed cells are said to be covered") {
    const WrittenFiles files;
    const Taken other =
        taken(files, beside("備考,時期,高齢化率", "なし,2026年4月,40", "あり,,41", "なし,,42"));
    CHECK_THAT(other.cells, WithinRel(3.0, 1e-3));
    CHECK(other.issues ==
          std::vector<std::string>{"noted mesh_columns_unused 備考、時期、高齢化率: "
                                   "使わなかった列があります: 備考、時期、高齢化率。"});
    const auto loaded =
        read_coverage(table_of(files.write("n.csv", beside("備考", "あ", "い", "う"))));
    REQUIRE(loaded.issues.size() == 1);
    CHECK_THAT(loaded.issues[0].action.ja, Catch::Contains("3 件をすべてエリア内"));
}

TEST_CASE("A class column that is blank throughout, or holds numbers, is refused") {
    const WrittenFiles files;
    CHECK_THAT(refusal([&] { taken(files, "メッシュコード,エリア\n51366721,\n51366722,\n"); }),
               Catch::Contains("列「エリア」は空欄ばかり"));
    CHECK_THAT(refusal([&] { taken(files, beside("4G,5G", "○,", "○,", "×,")); }),
               Catch::Contains("列「5G」は空欄ばかり"));
    CHECK_THAT(refusal([&] { taken(files, beside("5G", "80", "20", "0")); }),
               Catch::Contains("share_field = \"5G\""));
}

TEST_CASE("A table of which every row is lost is refused with the reason") {
    const WrittenFiles files;
    CHECK_THAT(refusal([&] {
                   read_coverage(table_of(
                       files.write("g.csv", "メッシュコード,エリア\n5.236E+09,○\n5.236E+09,○\n")));
               }),
               Catch::Contains("使える行が一つもありません（2行を読みました）。2行目: ") &&
                   Catch::Contains("指数表示"));
}

TEST_CASE("A dash among signs for covered means none, as a blank does") {
    const WrittenFiles files;
    const auto loaded = read_coverage(
        table_of(files.write("a.csv", "メッシュコード,5G\n51366721,○\n51366722,\n51366723,－\n")));
    CHECK_THAT(area(loaded), WithinRel(area_of("51366721"), 1e-9));
    CHECK(told(loaded.issues) == std::vector<std::string>{"assumed class_blank 0 1"});
    CHECK_THAT(refusal([&] {
                   read_coverage(table_of(
                       files.write("b.csv", "メッシュコード,5G\n51366721,○\n51366722,1.5\n")));
               }),
               Catch::Contains("分からない値") || Catch::Contains("数が入っています"));
}
