// A made-up package for tests: places and assets with the names that break careless writers.
#pragma once

#include "report/package_content.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace todoku::test {

/// A square of the given size with its south-west corner at a place.
inline geo::Polygon square(double lat, double lng, double size) {
    const auto at = [](double y, double x) { return geo::LatLng::from_degrees(y, x); };
    return {{at(lat, lng), at(lat, lng + size), at(lat + size, lng + size), at(lat + size, lng),
             at(lat, lng)},
            {}};
}

/// Municipalities of Mie with their codes and 2020 census populations; the rest of the sample is
/// invented.
struct SampleMunicipality {
    const char* code;
    const char* name;
    double population;
};
inline constexpr std::array<SampleMunicipality, 8> kSampleMunicipalities = {
    {{"242012", "津市", 274537},
     {"242047", "松阪市", 159145},
     {"242098", "尾鷲市", 16252},
     {"242110", "鳥羽市", 17525},
     {"242128", "熊野市", 15965},
     {"244431", "大台町", 8668},
     {"244724", "南伊勢町", 10989},
     {"245437", "紀北町", 14604}}};

/// `gaps` places asked for and `assets` assets, the first 20 of them the plan, the others
/// alternates.
inline report::PackageContent sample_package(int gaps = 30, int assets = 40) {
    report::PackageContent content;
    content.prefecture = "三重県";
    content.carrier = "キャリアA";
    content.study_title = "三重県 5Gエリア整備の要望（令和8年度）";
    content.as_of = Date{std::chrono::year(2026), std::chrono::month(10), std::chrono::day(1)};
    content.synthetic = true;
    content.letter.reference = "デジ第123号";
    content.letter.date =
        Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(24)};
    content.letter.addressee = {"キャリアA株式会社", "代表取締役社長　通信　太郎　様"};
    content.letter.sender = {"三重県知事　見本　花子"};
    content.letter.title = "第5世代移動通信システム（5G）基地局の整備について（要望）";
    content.letter.contact = {"三重県総務部デジタル推進局デジタル戦略企画課", "担当　㐂多﨑、髙邉",
                              "電話　059-224-0000（直通）",
                              "電子メール　digital@pref.example.lg.jp"};
    content.rule_text = "国勢調査（令和2年）250mメッシュの人口のうち、5Gのエリアが面積の半分以上を"
                        "占めるメッシュの人口をカバー人口とする"
                        "（過半メッシュ方式）。";
    content.radio_text = "n77（3.7GHz帯）マクロ局、自由空間損失にBullington法（ITU-R "
                         "P.526-15）の回折損失を加え、SS-RSRP "
                         "-105dBm以上を届く範囲とする。";

    constexpr std::array<const char*, 6> hamlets = {
        "大杉谷",   "宮川上流自然の家",     "九鬼町集会所",
        "錦体育館", "神島開発総合センター", "紀伊長島区三浦"};
    double uncovered = 0.0;
    for (int i = 0; i < gaps; ++i) {
        const SampleMunicipality& where =
            kSampleMunicipalities[static_cast<std::size_t>(i * 5 % 8)];
        report::GapRow gap;
        gap.number = i + 1;
        gap.id = std::string(where.code, 5) + "-51366" + std::to_string(10000 + i * 37);
        gap.municipality_code = where.code;
        gap.municipality = where.name;
        gap.nearest_place = hamlets[static_cast<std::size_t>(i) % hamlets.size()];
        gap.nearest_place_m = 120.0 + i * 97.0;
        gap.population = 2212.4 / (i + 1.0);
        gap.households = gap.population / 2.3;
        gap.population_65plus = gap.population * 0.47;
        gap.area_m2 = 62500.0 * (3 + i % 9);
        gap.road_m = i % 7 == 3 ? 0.0 : 431.0 * (1 + i % 11);
        if (i % 3 == 0) {
            gap.places = {{"学校", {"宮川小学校"}},
                          {"避難所", {"大杉谷地域総合センター", "久豆集会所"}}};
        }
        gap.another_carrier_serves = i % 3 == 1;
        gap.own_4g_share = i % 4 == 0 ? 0.0 : 0.25 * (i % 4);
        gap.priority = i + 1;
        gap.reason = "居住者が多く、高齢化率が高い（47."
                     "0％）。他の事業者の5Gも利用できない。避難所2か所を含む。";
        const double lat = 34.0 + 0.013 * i;
        const double lng = 136.2 + 0.011 * (i % 17);
        gap.centre = geo::LatLng::from_degrees(lat + 0.0015, lng + 0.0015);
        gap.outline.polygons = {square(lat, lng, 0.003)};
        if (i % 5 == 0) {
            gap.outline.polygons.push_back(square(lat + 0.004, lng + 0.004, 0.002));
        }
        uncovered += gap.population;
        content.gaps.push_back(gap);
    }
    if (gaps > 2) {
        content.gaps[1].nearest_place =
            "髙﨑邉①㈱𠮷野家前バス停（旧・宮川村大字久豆字葛\xF3\xA0\x84\x80根）";
        content.gaps[2].nearest_place = "";
    }

    constexpr std::array<const char*, 5> kinds = {"建物", "土地", "鉄塔", "柱", "工作物"};
    double cumulative = 0.0;
    for (int i = 0; i < assets; ++i) {
        const SampleMunicipality& where =
            kSampleMunicipalities[static_cast<std::size_t>(i * 3 % 8)];
        report::AssetRow asset;
        asset.rank = i < 20 ? i + 1 : 0;
        asset.alternate_for = i < 20 ? 0 : i - 19;
        asset.alternate_loss = i < 20 ? 0.0 : 7.25 * i;
        asset.id = "A" + std::to_string(1000 + i);
        asset.name = std::string(where.name) +
                     (i % 2 == 0 ? "立宮川中学校屋内運動場" : "防災行政無線中継局");
        asset.kind = kinds[static_cast<std::size_t>(i % 5)];
        asset.use = i % 2 == 0 ? "学校" : "防災";
        asset.owner = i % 4 == 0 ? "三重県" : where.name;
        asset.department = i % 4 == 0 ? "総務部管財課" : "総務課財産係";
        asset.contact = "0597-22-0000";
        asset.municipality_code = where.code;
        asset.municipality = where.name;
        asset.address =
            std::string("三重県") + where.name + "大字見本" + std::to_string(i + 1) + "番地の3";
        asset.place = geo::LatLng::from_degrees(34.001 + 0.013 * i, 136.205 + 0.011 * (i % 17));
        asset.height_m = 8.0 + i % 13;
        asset.height_assumed = i % 3 == 0;
        asset.new_pole = i % 15 == 6; // land without height
        if (asset.new_pole) {
            asset.height_m = 0.0;
        }
        asset.antenna_m = std::max(15.0, asset.height_m + 3.0);
        if (i % 3 != 0) {
            asset.floors = 1 + i % 4;
        }
        asset.structure = i % 5 == 0 ? "RC造" : "";
        if (i % 4 != 1) {
            asset.area_m2 = 350.5 * (i + 1);
        }
        if (i % 3 != 2) {
            asset.power = i % 3 == 0;
            asset.fibre = i % 2 == 0;
        }
        if (i % 5 != 4) {
            asset.sharing_allowed = true;
        }
        asset.restrictions =
            i % 6 == 0 ? "自然公園法（第2種特別地域）：許可、景観計画区域：届出" : "";
        asset.alone = 1500.0 / (i + 1.0);
        asset.gain = asset.rank > 0 ? 1400.6 / (i + 1.0) : 0.0;
        cumulative += asset.gain;
        asset.cumulative = cumulative;
        asset.gap_numbers = {i % 30 + 1, (i + 7) % 30 + 1};
        asset.reason =
            "要望箇所" + std::to_string(i + 1) + "を見通し、電源がある。次点との差は120人。";
        content.assets.push_back(asset);
    }
    if (assets > 3) {
        content.assets[1].name = "𠮷野熊野国立公園大台ヶ原ビジターセンター附属展望休憩施設及び駐車"
                                 "場管理棟（旧・宮川森林組合事務所）";
        content.assets[2].name = "<script>alert(1)</script> & \"髙﨑\" '邉'";
        content.assets[3].name = std::string("制御\x01文字\x1F入り\n改行");
    }
    content.uncovered = gaps > 0 ? uncovered : 0.0;
    content.population = 1770254.0;
    content.covered = content.population - content.uncovered;
    content.plan_gain = cumulative;
    content.plan_upper_bound = cumulative * 1.031;
    for (const SampleMunicipality& where : kSampleMunicipalities) {
        for (const auto& [technology, share] :
             {std::pair{"4G", 0.998}, std::pair{"5G（全方式）", 0.871},
              std::pair{"5G（Sub6）", 0.412}}) {
            content.coverage.push_back({where.code, where.name, technology, where.population,
                                        where.population * share,
                                        where.population * share * 0.993});
        }
    }
    content.coverage.push_back(
        {"240001", "三重県", "5G（全方式）", 1770254.0, content.covered, content.covered * 0.99});
    content.sources = {{"人口メッシュ", "inputs/tblT001142Q24.txt", "令和2年10月1日",
                        "総務省統計局 国勢調査", "CC BY 4.0", std::string(64, 'a')},
                       {"5Gエリア（キャリアA）", "inputs/carrier_a_5g.gpkg", "2026-09-30",
                        "模擬データ生成", "", std::string(64, 'b')},
                       {"行政区域", "inputs/N03-20240101_24.shp", "令和6年1月1日",
                        "国土数値情報（行政区域データ）", "", std::string(64, 'c')}};
    content.notes = {"地形は10mメッシュの標高を用いた。建物・樹木による遮へいは考慮していない。",
                     "資産台帳のうち座標のない12件は除いた。"};
    return content;
}

} // namespace todoku::test
