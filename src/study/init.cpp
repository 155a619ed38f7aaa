#include "study/init.hpp"

#include "core/error.hpp"
#include "core/output_folder.hpp"

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kTemplate = R"(# todoku スタディファイル / study file
#
# ファイルの場所は、このファイルのあるフォルダから書きます。＃で始まる行は説明です。
# 使わない項目は行の先頭に # を付けたままにしてください。項目名の書き間違いは「todoku check」が知らせます。
# Paths are relative to this file. Lines starting with # are explanations.

[study]
name = "my-study"                 # 出力フォルダの名前 / name of the output folder
title = "○○県 5Gエリア整備要望"    # 資料の表題 / title of the documents
prefecture = 24                   # 都道府県コード 1-47 / prefecture code
as_of = "2026-10-01"              # 資料の日付 / date of the documents
synthetic = false                 # true にすると全資料に「模擬データ」と記します / stamps every page

[grid]
mesh = "250m"                     # 集計メッシュ: 1km 500m 250m 125m 100m
# shore_m = 500                   # 境界の外の居住メッシュを最寄りの市町に入れる距離（簡略化した境界なら大きく） / for generalised coasts

[inputs]
# 国土数値情報 N03 行政区域（GeoJSON、シェープファイル）/ municipal boundaries
municipalities = { file = "inputs/N03_24.geojson" }
# e-Stat 地域メッシュ統計（ダウンロードしたままの txt か zip）/ census mesh
population = { files = ["inputs/population/*.txt"], census = "令和2年国勢調査" }
# 標高（GeoTIFF など）。ないときは平らな地面として計算します / terrain
# terrain = { files = ["inputs/terrain.tif"] }

# 未整備箇所の中で数える施設と道路 / places and roads to count
# [[inputs.places]]
# kind = "shelter"                # school shelter clinic office など / any word
# file = "inputs/shelters.geojson"
# name_field = "施設・場所名"
#
# [[inputs.roads]]
# kind = "national"
# file = "inputs/roads.geojson"
# name_field = "路線名"

# 事業者のエリア。事業者と技術ごとに一つ / one for each carrier and technology
# technology: 4g 5g-converted（転用） 5g-sub6 5g-mmwave（ミリ波）
[[coverage]]
carrier = "キャリアA"
technology = "5g-sub6"
as_of = "2026-09-30"
file = "inputs/coverage/carrier_a.gpkg"
layer = "sub6"                    # レイヤが一つなら不要 / only where there are several
# where = "tech = 'sub6'"         # 属性で選ぶとき / attribute filter
# crs = "EPSG:6674"               # 座標系がファイルにないとき / where the file does not say
confidential = true               # 他の事業者の資料に出しません / kept from other carriers

# 県有資産などの台帳 / asset ledgers
[[assets]]
file = "inputs/assets.csv"
owner = "○○県"
# fields = { height_m = "建物高さ", contact = "担当課電話" }   # 見出しが分からないとき / our field = your header
# defaults = { department = "総務部デジタル推進局" }            # 台帳にない項目 / values the ledger lacks

# 規制区域: exclude（設置不可） permit（許可） notify（届出） penalty（減点）
# [[restriction]]
# name = "自然公園 特別保護地区"
# file = "inputs/parks.shp"
# where = "区分 = '特別保護地区'"
# effect = "exclude"
# source = "自然公園法"

[rules]
population = "majority"           # majority: メッシュの半分以上で全員 / area: 面積の割合
threshold = 0.5

[radio]
model = "bullington"
presets = ["n77-macro"]           # n28-macro n1-macro n77-macro n77-small n79-macro n257-small
receivers_per_side = 2            # メッシュの一辺あたりの受信点 / receivers per side of a cell

[siting]
sites = 20                        # 事業者ごとに選ぶ数 / sites per carrier
# must = ["asset-id"]             # 必ず入れる / always in
# must_not = ["asset-id"]         # 入れない / never in

# 要望書の宛先など。事業者ごとに一つ / one for each carrier
[[request]]
carrier = "キャリアA"
reference = "デジ第　　号"
addressee = ["キャリアA株式会社", "代表取締役社長　様"]
sender = ["○○県知事"]
contact = ["○○県総務部デジタル推進局", "5Gワンストップ窓口", "電話 000-000-0000"]

[report]
paper = "A3"                      # A3 か A4
gaps = 50                         # 要望箇所の数の上限 / places asked for at most
offers = 50                       # 計画のほかに示す資産の数 / assets offered beyond the plan
)";

} // namespace

std::vector<fs::path> init(const fs::path& folder) {
    const fs::path file = folder / "study.toml";
    if (fs::exists(file)) {
        throw UsageError(
            {file.string() + " がすでにあります。上書きしません。別のフォルダを指定してください。",
             file.string() + " exists already and is not overwritten. Name another folder."});
    }
    std::error_code error;
    fs::create_directories(folder / "inputs", error);
    if (error) {
        throw ExternalError(
            {(folder / "inputs").string() + " を作れません（" + error.message() + "）。",
             "Cannot create " + (folder / "inputs").string() + " (" + error.message() + ")."});
    }
    write_file_atomically(file, kTemplate);
    return {file};
}

} // namespace todoku::study
