// Restricted ground: one effect for all, effects by an attribute, layouts that are known, and the
// two code lists of the landslide zones.
#include "io/landslide_codes.hpp"
#include "io/layers.hpp"
#include "io/read_restrictions.hpp"
#include "io/restriction_layouts.hpp"

#include <fmt/format.h>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using domain::RestrictionEffect;

namespace {

/// A square of `size` degrees.
std::string square(double size = 0.1) {
    return fmt::format("\"POLYGON((136 34,{0} 34,{0} {1},136 {1},136 34))\"", 136 + size,
                       34 + size);
}

RestrictionSource table(const TemporaryFolder& folder, const std::string& text) {
    RestrictionSource request;
    request.source = source_of(folder.write("r.csv", text));
    request.source.crs = "EPSG:6668";
    request.name = "指定地";
    return request;
}

LoadedRestrictions read_text(const std::string& text) {
    const TemporaryFolder folder;
    auto loaded = read_restrictions(table(folder, text));
    CHECK(loaded.counts.read == loaded.counts.used + loaded.counts.rejected);
    CHECK(loaded.counts.used == static_cast<std::int64_t>(loaded.value.size()));
    return loaded;
}

std::vector<std::pair<std::string, std::string>> zones_of(const LoadedRestrictions& loaded) {
    std::vector<std::pair<std::string, std::string>> zones;
    for (const domain::Restriction& restriction : loaded.value) {
        zones.emplace_back(restriction.name, domain::name_of(restriction.effect));
    }
    return zones;
}

using Zones = std::vector<std::pair<std::string, std::string>>;

std::string landslides(const std::vector<std::tuple<int, std::string, int, double>>& rows) {
    std::string text = "wkt,A33_001,A33_002,A33_003,A33_004,A33_005,A33_008\n";
    for (const auto& [code, place, flag, size] : rows) {
        text += fmt::format("{},1,{},24,{},白山,{}\n", square(size), code, place, flag);
    }
    return text;
}

} // namespace

TEST_CASE("Restrictions carry the study's name, or each row's where a field is named") {
    const TemporaryFolder folder;
    RestrictionSource request =
        table(folder, "wkt,公園名\n" + square() +
                          ",伊勢志摩国立公園\nPOINT(136 34),点\n\"POLYGON EMPTY\",空\n");
    request.name = "自然公園";
    request.effect = RestrictionEffect::Permit;
    request.authority = "自然公園法";
    const auto plain = read_restrictions(request);
    REQUIRE(plain.value.size() == 1);
    CHECK(plain.value[0].name == "自然公園");
    CHECK(plain.value[0].source == "自然公園法");
    CHECK(plain.value[0].effect == RestrictionEffect::Permit);
    CHECK(plain.layout.ja.empty());
    CHECK(plain.counts.read == 3);
    CHECK(plain.counts.rejected == 2);
    REQUIRE(plain.issues.size() == 2); // each rejected row once, whoever noticed it
    CHECK(plain.issues[0].code == "not_a_polygon");
    CHECK(plain.issues[0].value == "点");
    CHECK(plain.issues[1].code == "empty_geometry");
    CHECK(plain.issues[1].kind == IssueKind::Rejected);
    CHECK(plain.issues[1].row == 4); // the line of the CSV

    request.name_field = "公園名";
    CHECK(read_restrictions(request).value[0].name == "伊勢志摩国立公園");
    request.name_field = "無い";
    CHECK_THAT(refusal([&] { read_restrictions(request); }),
               Catch::Contains("に項目「無い」（name_field）がありません。ある項目: wkt, 公園名"));
}

TEST_CASE("Zones of a nature park are told by their names, with the procedure of each") {
    const auto loaded =
        read_text("wkt,名称,地種区分\n" + square() + ",伊勢志摩,特別保護地区\n" + square() +
                  ",伊勢志摩,第１種特別地域\n" + square() + ",伊勢志摩,海域公園地区\n" + square() +
                  ",伊勢志摩,普通 地域\n" + square() + ",伊勢志摩,未定\n");
    CHECK(zones_of(loaded) == Zones{{"指定地 特別保護地区", "permit"},
                                    {"指定地 第1種特別地域", "permit"},
                                    {"指定地 海域公園地区", "permit"},
                                    {"指定地 普通地域", "notify"}});
    CHECK(loaded.value[0].source == "自然公園法");
    CHECK(loaded.field == "地種区分");
    CHECK(loaded.zones.size() == 4);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "restriction_zone_unknown");
    CHECK(loaded.issues[0].value == "未定");
}

TEST_CASE("A zone is known by the end of its name, but not one that a by-law designates") {
    const auto loaded =
        read_text("wkt,種別\n" + square() + ",水源かん養保安林\n" + square() +
                  ",土砂流出防備保安林\n" + square() + ",国指定史跡\n" + square() +
                  ",県指定史跡\n" + square() + ",伊勢志摩国立公園 第２種特別地域\n");
    CHECK(zones_of(loaded) == Zones{{"指定地 水源かん養保安林", "permit"},
                                    {"指定地 土砂流出防備保安林", "permit"},
                                    {"指定地 国指定史跡", "permit"},
                                    {"指定地 伊勢志摩国立公園第2種特別地域", "permit"}});
    CHECK(loaded.value[0].source == "森林法");
    CHECK(loaded.value[3].source == "自然公園法");
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].value == "県指定史跡");
}

TEST_CASE("The regions of the land use plan are told by their layer numbers") {
    const auto loaded =
        read_text("wkt,LAYER_NO,OBJ_NAME\n" + square() + ",5,農業\n" + square() + ",6,農用地\n" +
                  square() + ",11,公園\n" + square() + ",13,公園\n" + square() + ",15,原生\n");
    CHECK(zones_of(loaded) == Zones{{"指定地 農用地区域", "permit"},
                                    {"指定地 自然公園地域", "notify"},
                                    {"指定地 自然公園 特別保護地区", "permit"},
                                    {"指定地 原生自然環境保全地域", "exclude"}});
    CHECK(loaded.counts.outside == 1); // 農業地域 restricts nothing
    CHECK(loaded.counts.lost() == 0);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "zones_without_effect");
    CHECK(loaded.issues[0].value == "1");
}

TEST_CASE("An area off the study's ground is told as such, not as one that restricts nothing") {
    const TemporaryFolder folder;
    RestrictionSource request =
        table(folder, "wkt,LAYER_NO,OBJ_NAME\n" + square() + ",6,農用地\n" +
                          "\"POLYGON((140 40,140.1 40,140.1 40.1,140 40.1,140 40))\",6,農用地\n");
    request.source.placing.extent = geo::Box{33.9, 135.9, 34.2, 136.2};
    const auto loaded = read_restrictions(request);
    CHECK(loaded.counts.outside == 1);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "outside_prefecture");
}

TEST_CASE("Flood depths count from three metres; heritage and landscape by their own attributes") {
    const auto flood =
        read_text("wkt,A31a_201,A31a_202,A31a_205\n" + square() + ",1,櫛田川,2\n" + square() +
                  ",1,櫛田川,3\n" + square() + ",1,櫛田川,6\n" + square() + ",1,櫛田川,9\n");
    CHECK(zones_of(flood) ==
          Zones{{"指定地 浸水3～5m", "penalty"}, {"指定地 浸水20m以上", "penalty"}});
    CHECK(flood.counts.outside == 1);
    CHECK(flood.counts.lost() == 1); // 9 is no rank
    const auto heritage =
        read_text("wkt,A34a_001,A34a_003\n" + square() + ",1,紀伊山地の霊場と参詣道\n" + square() +
                  ",2,紀伊山地の霊場と参詣道\n");
    CHECK(zones_of(heritage) == Zones{{"指定地 世界文化遺産 構成資産", "permit"},
                                      {"指定地 世界文化遺産 構成資産", "permit"}});
    REQUIRE(heritage.zones.size() == 1);
    CHECK(heritage.zones[0].rows == 2);
    CHECK(zones_of(read_text("wkt,A35a_001,A35a_003\n" + square() + ",1,三重県\n")) ==
          Zones{{"指定地 景観計画区域", "notify"}});
}

TEST_CASE("The study's table of effects goes before what is known, and names its zones") {
    const TemporaryFolder folder;
    RestrictionSource request =
        table(folder, "wkt,区分\n" + square() + ",甲\n" + square() + ",乙\n" + square() + ",丙\n" +
                          square() + ",丁\n");
    request.effect_field = "区分";
    request.effects = {{"甲", RestrictionEffect::Exclude},
                       {"乙", RestrictionEffect::Notify},
                       {"丙", std::nullopt}};
    request.zone_names = {{"甲", "第1種"}};
    const auto loaded = read_restrictions(request);
    CHECK(zones_of(loaded) == Zones{{"指定地 第1種", "exclude"}, {"指定地 乙", "notify"}});
    CHECK(loaded.counts.outside == 1);
    CHECK(loaded.counts.lost() == 1);

    request.effect = RestrictionEffect::Penalty; // for values without an effect of their own
    CHECK(zones_of(read_restrictions(request)).back() ==
          std::pair<std::string, std::string>{"指定地 丁", "penalty"});
    request.effect_field = "無い";
    CHECK_THAT(refusal([&] { read_restrictions(request); }),
               Catch::Contains("項目「無い」（effect_field）"));

    RestrictionSource parks =
        table(folder, "wkt,LAYER_NO\n" + square() + ",11\n" + square() + ",5\n");
    parks.effects = {{"11", RestrictionEffect::Permit}, {"5", RestrictionEffect::Notify}};
    CHECK(zones_of(read_restrictions(parks)) ==
          Zones{{"指定地 自然公園地域", "permit"}, {"指定地 農業地域", "notify"}});
}

TEST_CASE("A layer that says nothing known is refused with what to write") {
    CHECK_THAT(refusal([] { read_text("wkt,区分\n" + square() + ",甲\n"); }),
               Catch::Contains("r.csv の区域が何の規制か分かりません") &&
                   Catch::Contains("effect_field") && Catch::Contains("ある項目: wkt, 区分"));
}

TEST_CASE("Landslide zones: the special zone is the smaller one of its place, whatever its code") {
    // Three places, the inner zone coded 2, and one place without a special zone.
    const auto standard = read_text(landslides({{1, "1-1", 0, 0.02},
                                                {2, "1-1", 0, 0.01},
                                                {1, "1-2", 0, 0.03},
                                                {2, "1-2", 0, 0.01},
                                                {1, "1-3", 1, 0.02}}));
    CHECK(zones_of(standard) == Zones{{"指定地 土砂災害警戒区域", "penalty"},
                                      {"指定地 土砂災害特別警戒区域", "penalty"},
                                      {"指定地 土砂災害警戒区域", "penalty"},
                                      {"指定地 土砂災害特別警戒区域", "penalty"},
                                      {"指定地 土砂災害警戒区域", "penalty"}});
    REQUIRE(standard.issues.size() == 1);
    CHECK(standard.issues[0].code == "landslide_code_list");
    CHECK(standard.issues[0].kind == IssueKind::Assumed);
    CHECK(standard.issues[0].value == "2");
    CHECK(standard.value[0].source == "土砂災害防止法");

    const auto reversed = read_text(landslides({{2, "1-1", 0, 0.02}, {1, "1-1", 0, 0.01}}));
    CHECK(zones_of(reversed) == Zones{{"指定地 土砂災害警戒区域", "penalty"},
                                      {"指定地 土砂災害特別警戒区域", "penalty"}});
    CHECK(reversed.issues.at(0).value == "1");
    const auto flagged = read_text(landslides({{2, "1-1", 1, 0.02}}));
    CHECK(flagged.issues.at(0).value == "1"); // a place without a special zone is coded 2
}

TEST_CASE("Landslide codes that the file does not explain are refused until the study says") {
    const TemporaryFolder folder;
    RestrictionSource request =
        table(folder, landslides({{1, "1-1", 0, 0.02}, {1, "1-2", 0, 0.01}}));
    CHECK_THAT(refusal([&] { read_restrictions(request); }),
               Catch::Contains("special_code = \"2\""));
    request.special_code = "1";
    CHECK(zones_of(read_restrictions(request)).at(0).first == "指定地 土砂災害特別警戒区域");
    request.special_code = "2";
    CHECK(zones_of(read_restrictions(request)).at(0).first == "指定地 土砂災害警戒区域");
    // Evidence that contradicts itself is none.
    const auto quarrel = landslides(
        {{1, "1-1", 0, 0.02}, {2, "1-1", 0, 0.01}, {1, "1-2", 0, 0.01}, {2, "1-2", 0, 0.02}});
    CHECK_THAT(refusal([&] { read_text(quarrel); }), Catch::Contains("1 対 1"));
    CHECK(find_special_code({}).special.empty());
}

TEST_CASE("Real file: farmland told by the word in its attribute") {
    const std::string file = "data/oddities/yaizu/農用地区域.shp";
    if (!have_shared(file)) {
        return;
    }
    RestrictionSource request;
    request.source = source_of(shared(file));
    request.name = "農用地";
    const auto loaded = read_restrictions(request);
    CHECK(loaded.counts.used > 0);
    CHECK(loaded.field == "SAFIELD001");
    CHECK(loaded.value[0].effect == RestrictionEffect::Permit);
    CHECK(loaded.value[0].name == "農用地区域");
}

TEST_CASE("A restriction of points, lines or mesh codes alone is refused with what to do") {
    const TemporaryFolder folder;
    const auto refused = [&](const std::string& text) {
        RestrictionSource request = table(folder, text);
        request.effect = RestrictionEffect::Permit;
        return refusal([&] { read_restrictions(request); });
    };
    for (const std::string shape : {"POINT(136 34)", "\"LINESTRING(136 34,136.1 34)\""}) {
        CHECK_THAT(refused("wkt,名称\n" + shape + ",史跡A\n"),
                   Catch::Contains("一つも使えません") && Catch::Contains("バッファ"));
    }
    CHECK_THAT(refused("メッシュコード,浸水深\n52360703,1\n"), Catch::Contains("メッシュの四角形"));
    RestrictionSource mixed =
        table(folder, "wkt,名称\nPOINT(136 34),史跡A\n" + square() + ",史跡B\n");
    mixed.effect = RestrictionEffect::Permit;
    CHECK(read_restrictions(mixed).value.size() == 1);
}

TEST_CASE("Depths of tsunami and storm surge are told by their words") {
    const auto loaded = read_text("wkt,A40_003\n" + square() + ",0.3m以上 ～ 1m未満\n" + square() +
                                  ",5m以上10m未満\n" + square() + ",１m以上３m未満\n" + square() +
                                  ",20m以上\n" + square() + ",2m以上5m未満\n");
    CHECK(zones_of(loaded) == Zones{{"指定地 浸水5m以上10m未満", "penalty"},
                                    {"指定地 浸水20m以上", "penalty"},
                                    {"指定地 浸水2m以上5m未満", "penalty"}});
    CHECK(loaded.counts.outside == 2); // restrict nothing
    const TemporaryFolder folder;
    CHECK_THAT(
        refusal([&] { read_restrictions(table(folder, "wkt,A40_003\n" + square() + ",2\n")); }),
        Catch::Contains("effects に値ごとの規制"));
}

TEST_CASE("Codes of a list that a prefecture made itself are asked for, value by value") {
    CHECK_THAT(refusal([] {
                   read_text("wkt,A40_001,A40_002,A40_003\n" + square() + ",三重県,24,3\n" +
                             square() + ",三重県,24,4\n" + square() + ",三重県,24,3\n");
               }),
               Catch::Contains("A40_003 の値（3、4）の意味が分かりません") &&
                   Catch::Contains("effects = { \"3\" = \"penalty\", \"4\" = \"penalty\" }"));
}

TEST_CASE("Floods by mesh, national forests, disaster areas and zoning have effects of their own") {
    CHECK(zones_of(read_text("wkt,A31b_201\n" + square() + ",1\n" + square() + ",4\n")) ==
          Zones{{"指定地 浸水5～10m", "penalty"}});
    CHECK(zones_of(read_text("wkt,A45_001\n" + square() + ",x\n")) ==
          Zones{{"指定地 国有林野", "permit"}});
    CHECK(zones_of(read_text("wkt,A48_005\n" + square() + ",A区域\n")) ==
          Zones{{"指定地 災害危険区域", "permit"}});
    CHECK(read_text("wkt,A29_004,A29_005\n" + square() + ",1,第一種低層住居専用地域\n")
              .value.empty());
}
