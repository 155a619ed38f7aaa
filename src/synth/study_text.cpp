#include "synth/study_text.hpp"

#include "synth/drive_test.hpp"
#include "synth/ledgers.hpp"
#include "synth/surroundings_files.hpp"

#include <fmt/format.h>

#include <string_view>

namespace todoku::synth {

namespace {

/// Who made the inputs, as a person reads it beside the figures.
std::string credit(std::uint64_t seed) {
    return fmt::format("模擬データ todoku demo 乱数の種{}", seed);
}

/// The keys that say where an input comes from.
std::string origin(std::uint64_t seed, std::string_view as_of) {
    return fmt::format("credit = \"{}\"\nas_of = \"{}\"\n", credit(seed), as_of);
}

std::string opening(domain::MeshLevel mesh, std::uint64_t seed) {
    return fmt::format(
        R"(# todoku スタディファイル（模擬データ）／ todoku study file of the synthetic prefecture
#
# このフォルダの入力はすべて作り物です（乱数の種 {seed}）。市町の名前・コード・人口だけが事実です
# （令和2年国勢調査、国土数値情報）。境界、地形、人口の配置、エリア、資産、道路、規制区域は実在しません。
# All inputs are made up (seed {seed}); only names, codes and populations of the municipalities are facts.
#
# ファイルの場所は、このファイルのあるフォルダから書きます。＃で始まる行は説明です。
# 自分の県で使うときは、このファイルを写して、ファイル名と県名を書きかえてください。

[study]
name = "demo"                                   # 出力フォルダの名前 / name of the output folder
title = "三重県 5Gエリア整備要望（模擬データ）"     # 資料の表題 / title of the documents
prefecture = 24                                 # 都道府県コード 1-47 / prefecture code
as_of = "2026-10-01"                            # 資料の日付 / date of the documents
synthetic = true                                # 全資料に「模擬データ」と記します / stamps every page

[grid]
mesh = "{mesh}"                                   # 集計メッシュ / mesh of the figures: 1km 500m 250m 125m 100m

[inputs]
# 市町の境界: 国土数値情報 N03 と同じ項目のシェープファイル（CP932）/ boundaries in the fields of N03
# credit、as_of、licence は、出典として資料と図面に示します / named as sources on documents and maps
[inputs.municipalities]
file = "inputs/{municipalities}"
{origin})",
        fmt::arg("seed", seed), fmt::arg("mesh", domain::name_of(mesh)),
        fmt::arg("municipalities", kMunicipalityFile),
        fmt::arg("origin", origin(seed, "2026-01-01")));
}

std::string population(const std::vector<std::string>& census, std::uint64_t seed) {
    std::string files;
    for (const std::string& file : census) {
        files += "    \"inputs/population/" + file + "\",\n";
    }
    return "\n# 人口: e-Stat 地域メッシュ統計と同じ形（CP932、見出し2行、秘匿あり）/ census mesh "
           "in "
           "e-Stat's form\n"
           "# 列名が違う表には "
           "code_field、population_field、households_field、population_65plus_field を書きます\n"
           "[inputs.population]\n"
           "census = \"令和2年国勢調査（模擬）\"          # 数値のそばに示します / shown beside "
           "figures\n"
           "files = [\n" +
           files + "]\n" + origin(seed, "2020-10-01");
}

std::string surroundings(std::uint64_t seed) {
    return fmt::format(R"(
# 標高（GeoTIFF）。ないときは平らな地面として計算します / terrain; flat ground without it
[inputs.terrain]
files = ["inputs/terrain.tif"]
{origin}
# 未整備箇所の中で数える施設 / places counted inside gaps
[[inputs.places]]
kind = "school"
file = "inputs/{school}"
name_field = "名称"
{origin}
[[inputs.places]]
kind = "shelter"
file = "inputs/{shelter}"
name_field = "名称"
{origin}
[[inputs.places]]
kind = "clinic"
file = "inputs/{clinic}"
name_field = "名称"
{origin}
[[inputs.places]]
kind = "office"
file = "inputs/{hall}"
name_field = "名称"
{origin}
# 未整備箇所の中の延長を測る道路 / roads measured inside gaps
[[inputs.roads]]
kind = "national"
file = "inputs/{road}"
name_field = "路線名"
{origin}
# 市町のほかに集計する区域（tables の zone_kind、要望箇所の「区域」）/ zones to give figures for beside municipalities
[[inputs.zones]]
name = "過疎地域"
file = "inputs/{zone}"
name_field = "名称"
{origin}
# 事業者の基地局の位置（tables/deployment.csv の展開率）/ stations of a carrier, for the deployment share
[[inputs.stations]]
carrier = "キャリアA"
technology = "5g-sub6"
file = "inputs/{station}"
where = "種別 = '高度特定基地局'"
base = true                                     # 10 kmメッシュの展開率に数えます / counted by 10 km cells
{origin}
[[inputs.stations]]
carrier = "キャリアA"
technology = "5g-sub6"
file = "inputs/{station}"
where = "種別 = '特定基地局'"
{origin})",
                       fmt::arg("zone", kZoneFile), fmt::arg("station", kStationFile),
                       fmt::arg("school", kSchoolFile), fmt::arg("shelter", kShelterFile),
                       fmt::arg("clinic", kClinicFile), fmt::arg("hall", kTownHallFile),
                       fmt::arg("road", kRoadFile), fmt::arg("origin", origin(seed, "2026-04-01")));
}

std::string coverage(std::span<const CoverageDelivery> deliveries, std::uint64_t seed) {
    std::string text = R"(
# 事業者から受け取ったエリア。事業者と技術ごとに一つ / coverage, one for each carrier and technology
# technology: 4g / 5g-converted（4G帯の転用） / 5g-sub6 / 5g-mmwave（ミリ波）
# confidential = true の資料から計算したものは、他の事業者の資料に出しません / kept out of other carriers' packages
# A: GeoPackage の4レイヤ（Sub6は強度の列つき）　B: シェープファイル（CP932、.cpg なし）　C: GeoJSON（4Gは2ファイル）　D: 属性で技術を選ぶ
)";
    for (const CoverageDelivery& delivery : deliveries) {
        text += fmt::format("\n[[coverage]]\ncarrier = \"{}\"\ntechnology = \"{}\"\n"
                            "credit = \"{} {}\"\nas_of = \"2026-09-30\"\n",
                            delivery.carrier, domain::name_of(delivery.technology),
                            delivery.carrier, credit(seed));
        if (delivery.files.size() == 1) {
            text += fmt::format("file = \"inputs/coverage/{}\"\n", delivery.files.front());
        } else {
            text += "files = [";
            for (std::size_t i = 0; i < delivery.files.size(); ++i) {
                text +=
                    fmt::format("{}\"inputs/coverage/{}\"", i == 0 ? "" : ", ", delivery.files[i]);
            }
            text += "]\n";
        }
        if (!delivery.layer.empty()) {
            text += fmt::format("layer = \"{}\"\n", delivery.layer);
        }
        if (!delivery.where.empty()) {
            text += fmt::format(
                "where = \"{}\"                       # 属性で選ぶ / attribute filter\n",
                delivery.where);
        }
        text += "confidential = true\n";
    }
    return text;
}

std::string measurements(std::uint64_t seed) {
    return fmt::format(R"toml(
# 実測（走行調査）。エリアの資料と照らし合わせ、食い違うメッシュを示します。事業者への資料には入りません
# a drive test, compared with the coverage; it stays out of the packages
[[measurement]]
file = "inputs/{file}"
name = "走行調査（模擬）"
carriers = {{ "A社" = "キャリアA", "B社" = "キャリアB" }}   # ファイルの名前 = 事業者の名前 / names in the file
{origin})toml",
                       fmt::arg("file", kDriveTestFile),
                       fmt::arg("origin", origin(seed, "2026-09-30")));
}

std::string assets(std::uint64_t seed) {
    return fmt::format(R"toml(
# 資産台帳。よくある見出し（施設名、所在地、緯度、経度、階数など）は自動で見つけます。見つからないものだけ
# fields に「こちらの項目名 = 台帳の見出し」で書きます。defaults は台帳にない項目の値です
# asset ledgers; usual headers are found by themselves. fields: our field = your header; defaults: values it lacks
[[assets]]                                      # 公共施設台帳（CP932、全角の数字、単位つき）
file = "inputs/assets/{property}"
fields = {{ kind = "種別", municipality = "市町コード" }}
{origin}
[[assets]]                                      # 防災行政無線の屋外拡声子局（UTF-8、BOMつき）
file = "inputs/assets/{poles}"
fields = {{ kind = "種別" }}
defaults = {{ department = "防災担当課" }}
{origin}
[[assets]]                                      # 無線鉄塔（GeoJSON）
file = "inputs/assets/{masts}"
fields = {{ kind = "種別", municipality = "市町コード", height_m = "高さ_m" }}
defaults = {{ department = "無線担当課" }}
{origin}
# 規制区域: exclude（設置不可） permit（許可が必要） notify（届出が必要） penalty（減点）
# where の中の日本語の列名は \" で囲みます / Japanese column names stand in double quotes
[[restriction]]
name = "自然公園 特別保護地区"
file = "inputs/{parks}"
where = "\"地域区分\" = '特別保護地区'"
effect = "exclude"
name_field = "公園名"
source = "自然公園法（模擬の区域）"
{origin}
[[restriction]]
name = "自然公園 特別地域"
file = "inputs/{parks}"
where = "\"地域区分\" = '特別地域'"
effect = "permit"
name_field = "公園名"
source = "自然公園法（模擬の区域）"
{origin}
[[restriction]]
name = "自然公園 普通地域"
file = "inputs/{parks}"
where = "\"地域区分\" = '普通地域'"
effect = "notify"
name_field = "公園名"
source = "自然公園法（模擬の区域）"
{origin}
[[restriction]]
name = "土砂災害特別警戒区域"
file = "inputs/{slides}"
effect = "penalty"
source = "土砂災害防止法（模擬の区域）"
{origin})toml",
                       fmt::arg("property", kPropertyLedger), fmt::arg("poles", kPoleLedger),
                       fmt::arg("masts", kMastLedger), fmt::arg("parks", kParkFile),
                       fmt::arg("slides", kSlideFile),
                       fmt::arg("origin", origin(seed, "2026-04-01")));
}

std::string settings() {
    return R"(
# 人口の数え方 / how people are counted
[rules]
population = "majority"                         # majority: メッシュの半分以上が入れば全員 / area: 面積の割合
threshold = 0.5                                 # majority の境目 / the share that counts as covered

# 要望箇所の区切り方 / how gap areas are cut
[gaps]
max_extent_km = 3.0                             # これより広がる区域は人口の多い所を中心に分けます（0: 分けない）/ larger areas are divided
least_population = 0                            # これより人口の少ない区域は載せません / smaller areas are not listed

# 電波の届く範囲の計算 / reach of a site
[radio]
model = "p1812"                                 # ITU-R P.1812（地形による回折など）
presets = ["n77-macro", "n28-macro"]            # 先頭の周波数帯を計画に使います / the first one is the plan's

# 候補地の選び方 / choosing sites
[siting]
sites = 20                                      # 事業者ごとに選ぶ数 / sites per carrier
must = []                                       # 必ず入れる資産のID / always in
must_not = []                                   # 入れない資産のID / never in
seed = 1
)";
}

std::string requests() {
    std::string text =
        "\n# 要望書の宛先など。事業者ごとに一つ / the request, one for each carrier\n";
    for (std::size_t carrier = 0; carrier < kCarriers.size(); ++carrier) {
        text += fmt::format(R"([[request]]
carrier = "{carrier}"
reference = "デジ第{number}号"
addressee = ["{carrier}株式会社", "代表取締役社長　様"]
sender = ["三重県知事"]
contact = ["三重県総務部デジタル推進局", "5Gワンストップ窓口", "電話 059-000-0000", "5g@example.jp"]

)",
                            fmt::arg("carrier", kCarriers[carrier]),
                            fmt::arg("number", 1001 + carrier));
    }
    return text + R"([report]
paper = "A3"                                    # 地図の用紙: A3 か A4 / paper of maps
gaps = 50                                       # 一覧に載せる要望箇所の数 / places asked for in the list
offers = 50                                     # 計画のほかに示す資産の数 / assets offered beyond the plan
tell_other_carriers = true                      # 他の事業者の5Gの有無を資料に示す（有・無だけ）/ say whether another carrier serves a place
)";
}

} // namespace

std::string demo_study(domain::MeshLevel mesh, std::uint64_t seed,
                       const std::vector<std::string>& census,
                       std::span<const CoverageDelivery> deliveries) {
    return opening(mesh, seed) + population(census, seed) + surroundings(seed) +
           coverage(deliveries, seed) + measurements(seed) + assets(seed) + settings() + requests();
}

} // namespace todoku::synth
