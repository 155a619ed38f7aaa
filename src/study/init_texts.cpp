#include "study/init_texts.hpp"

namespace todoku::study {

namespace {

constexpr std::string_view kStudyFile = R"(# todoku スタディファイル / study file
#
# ・「#」から行末までは説明です。使わない項目は、行の先頭に # を付けたままにしてください。
# ・ファイルの場所は、このファイルのあるフォルダから書きます（inputs/… のように）。
# ・項目名や値の書き間違いは「todoku check」が行番号とともに知らせます。
# Everything after # is explanation. Paths are relative to this file. "todoku check" names mistakes by line.

[study]
name = "{name}"                   # 出力フォルダの名前（outputs/ の下） / name of the output folder
title = "○○県 5Gエリア整備要望"    # 資料の表題 / title of the documents
prefecture = 24                   # 都道府県コード 1〜47（24 三重県） / prefecture code
as_of = "2026-10-01"              # 資料の日付（"令和8年度" ならその末日） / date of the documents, or a fiscal year
synthetic = false                 # true なら全資料に「模擬データ」と記します / stamps every page
# datum_grid = "TKY2JGD.par"      # 日本測地系（旧測地系）のファイルがあるとき: 国土地理院の変換パラメータ / for files on Tokyo datum
# allow_approximate_datum = false # true: 変換パラメータがなくても約9mの誤差で読みます / read Tokyo datum without it, some 9 m off

[grid]
mesh = "250m"                     # 集計メッシュ: 1km 500m 250m 125m 100m / mesh of the study
# shore_m = 500                   # 市町の境界の外の居住メッシュを、この距離（m）までなら最寄りの市町に入れます。
                                  # 簡略化した境界なら大きくします / for generalised coasts

[inputs]
# 市区町村の境界。国土数値情報「行政区域」N03（GeoJSON、シェープファイル、ZIPのままでも） / municipal boundaries
# credit（作成者）、licence（利用条件）、as_of（時点）はどの入力にも書けます。出典として資料と図面に示します
# credit, licence and as_of may be given for every input: named as sources on documents and maps
municipalities = { file = "inputs/N03_24.geojson", credit = "国土交通省 国土数値情報（行政区域）", licence = "CC BY 4.0", as_of = "2024-01-01" }

# 市区町村ごとのファイルなら files = ["inputs/N03/24*.geojson"]。コードがなく名称だけのファイルには、名称とコードの
# 一覧（総務省の全国地方公共団体コードの表など）を names = "inputs/codes.csv" と書き足します / names only: give a list
# コードの項目が見つからないときは code_field = "項目の名前" と書き足します / names the field of codes

# 人口メッシュ。e-Stat「地域メッシュ統計」をダウンロードしたままの txt か zip。まとめて *.txt とも書けます / census mesh
population = { files = ["inputs/population/*.txt"], census = "令和2年国勢調査", credit = "総務省統計局 国勢調査" }
# 見出しが分からないファイルでは、列の名前を書き足します / where the columns have other names:
# population = { files = ["inputs/mesh.csv"], census = "令和2年国勢調査", code_field = "メッシュ", population_field = "総数", households_field = "世帯", population_65plus_field = "高齢者", population_75plus_field = "75歳以上", people_of = "mesh" }
# 文字化けするときは encoding = "CP932"、レイヤやZIPの中の表がいくつもあるときは layer = "…" を書き足します / where garbled, or of several layers
# 使う行を選ぶときは where = "都道府県 = '三重県'" のように書き足します（条件外の行は数えて示します） / to choose rows
# 集計メッシュが人口メッシュより細かいとき、人口は陸地の面積の割合で分けます（海には分けません）。建物や、量を
# 値に持つラスタの割合で分けるなら、上の { } の中に書き足します / finer cells: divided by land, or by what stands here:
#   weight = { kind = "buildings", files = ["inputs/buildings/*.geojson"], field = "階数" }   # field なしなら1階とみなす
#   weight = { kind = "raster", file = "inputs/floor_area.tif" }

# 昼間の人口（人流データ、従業者と通学者の数など。メッシュコードの列のある表）。資産の総合点の項目 daytime に使います
# people by day, for the criterion daytime of the scores
# daytime = { files = ["inputs/daytime.csv"], population_field = "昼間人口" }   # ほかに code_field、layer、where、encoding

# 座標のない資産を住所から置くときの、国土交通省「位置参照情報」（街区レベル、大字・町丁目レベル。ZIPのままで）
# places of addresses, for assets without coordinates
# addresses = { files = ["inputs/addresses/*.zip"], credit = "国土交通省 位置参照情報" }

# 標高。基盤地図情報のDEM（xml、zipのままでも。フォルダごとでも）、GeoTIFF、標高タイルなど。細かいものを優先します。
# ないときは平らな地面として計算し、資料にそう書きます / terrain; a folder stands for the files below it
# terrain = { files = ["inputs/terrain"] }   # 座標系の書かれていないラスタ（.asc など）があれば crs = "EPSG:6674" も（clutter も） / crs of rasters that state none, also in clutter

# 地面の上に立つもの（建物・樹木）の高さ。どれか一つ: heights 地表からの高さ（m）のラスタ、surface 建物・樹木を含む標高（DSM）、
# land_cover 土地被覆の区分（JAXA 高解像度土地利用土地被覆図など。区分ごとの高さは classes で変えられます）
# what stands on the ground: one of heights (m above ground), surface (DSM), land_cover (classes)
# clutter = { land_cover = ["inputs/landcover.tif"], classes = { 2 = "8" }, credit = "JAXA" }

# 未整備箇所の中で数える施設。いくつでも書けます / places to count inside gaps
# [[inputs.places]]
# kind = "shelter"                # shelter 避難所、school 学校、clinic 医療機関、office 役場等 / any word
# file = "inputs/shelters.geojson"
# name_field = "施設・場所名"      # 名前の列 / column of names
# fields = { lat = "たて", lon = "よこ" }   # CSV・Excelのほかの列 / other columns of a table

# 事業者の基地局の位置（展開率の表、station_separation_m、ほかの社との共用の目安に使います）/ base stations of a carrier
# [[inputs.stations]]
# carrier = "キャリアA"
# technology = "5g-sub6"
# file = "inputs/stations_a.csv"
# base = false                    # 高度特定基地局だけのファイルなら true / true: 高度特定基地局, counted by 10 km cells
# fields = { lat = "たて", lon = "よこ" }   # CSV・Excelのほかの列 / other columns of a table

# 未整備箇所の中で延長を測る道路 / roads to measure inside gaps
# [[inputs.roads]]
# kind = "national"              # 書かなければ項目（N10_003、N13_003、highway など）から / left out: told by attributes
# kind_field = "種別"             # 種別の列 / column of kinds
# file = "inputs/roads.geojson"
# name_field = "路線名"

# 市区町村のほかに集計する区域（学区、過疎地域など）。いくつでも書けます / zones to give figures for
# [[inputs.zones]]
# name = "中学校区"
# file = "inputs/school_districts.geojson"
# name_field = "学区名"           # 書かなければ、よくある項目名から / left out: by usual names
# code_field = "学区コード"

# ── 事業者のエリア。事業者と技術の組ごとに一つ書きます / coverage: one for each carrier and technology ──
# technology: 4g / 5g-converted（転用） / 5g-sub6（Sub6） / 5g-mmwave（ミリ波）
[[coverage]]
carrier = "キャリアA"
technology = "5g-sub6"
file = "inputs/coverage/carrier_a.gpkg"   # いくつもあるときは files = ["…", "…"]
as_of = "2026-09-30"              # エリアの時点 / as-of date
# layer = "sub6"                  # レイヤが一つなら不要 / only where there are several layers
# where = "tech = 'sub6'"         # 属性で選ぶとき（SQL） / attribute filter
# crs = "EPSG:6674"               # 座標系がファイルにないとき / where the file does not say
# encoding = "CP932"              # 文字化けするとき / where names are garbled
# confidential = true             # 既定は true（他の事業者の資料に出しません） / kept from other carriers
# strength = "good"               # 電波の強さが全体で一つに決まるとき: good 良好 / fair 中程度 / edge エリア端 / one strength of all
# strength_field = "強度"         # 強さの列があるとき / column of strengths
# strengths = { "A" = "good", "B" = "fair", "C" = "edge" }   # その列の値の意味（強・中・弱などは書かなくてよい） / what its values mean
# unknown = false                 # true: 図形はエリアではなく、内外が不明の所（同じ事業者・技術のエリアと並べて書きます） / true: its ground is unknown, not covered
# least_strength = "fair"         # これより弱い所はエリアに数えません / weaker ground does not count
# メッシュコードの表（CSV・Excel・DBFなど）のとき。列は見出しから見つけます / a table of mesh codes; columns are found by their headers:
# read = "mesh"                   # 図形のあるファイルを表として読むとき / to read a file with shapes as a table
# code_field = "メッシュコード"
# share_field = "カバー率"        # なければ、載っているメッシュは全部エリア内です / without it each cell listed is covered whole
# share_unit = "percent"          # percent 0〜100、share 0〜1（書かなければデータから判断） / decided by the data if left out
# class_field = "区分"            # エリア内外や方式の列 / column of classes
# covered = ["○", "サービス中"]   # その列のうち、エリア内を表す値 / its values that mean covered
# not_covered = ["×"]             # 書くと、どちらでもない値の行を不採用にします / if given, other values are rejected
# not_known = ["照会中"]          # 内外が不明を表す値（不明・調査中などは書かなくてよい） / values that mean unknown
# 画像（GeoTIFF、ワールドファイル付きのPNG・GIF・JPEG、MBTiles、タイルのフォルダ）のとき / a picture:
# tiles = "{z}/{x}/{y}.png"       # タイルのフォルダの並び順（{z}/{y}/{x}.png、{z}/{x}/{-y}.png なども） / order of a folder of tiles
# zoom = 14                       # 使うタイルのズーム（書かなければ最も細かいもの） / zoom of the tiles
# ignore = [{ west = 136.0, south = 33.7, east = 136.2, north = 33.9 }]   # 地図の上に描かれた凡例などの枠（度）。エリアとしません / boxes of legends and titles, in degrees
# 画像の色の意味を、色ごとに。画像にある色は check が挙げます / what the colours mean; check lists those found:
# [[coverage.colour]]
# rgb = "#E60012"
# tolerance = 12                  # 同じ色とみなす差（赤・緑・青それぞれ 0〜255） / difference that still is this colour
# class = "5G（Sub6）"            # 凡例画像に書く名前 / name in the legend picture
# covered = true                  # エリア内なら true / true where it means covered
# unknown = false                 # 内外が不明を表す色なら true（covered は書きません） / true where it means unknown, without covered
# strength = "good"

# [[coverage]]
# carrier = "キャリアA"
# technology = "4g"
# file = "inputs/coverage/carrier_a_4g.zip"

# ── 実測（走行調査・徒歩調査）のCSV。エリアの資料と照らし合わせます / drive and walk tests, compared with the coverage ──
# 日時、緯度、経度、事業者、方式、RSRP、圏内・圏外の列は、よくある見出しから自動で見つけます
# [[measurement]]
# file = "inputs/走行調査.csv"       # CSV（文字コードは問いません）、ZIPの中のCSV、Excel
# name = "令和7年度 走行調査"
# layer = "Sheet1"                # Excelのシートが複数あるとき / sheet
# encoding = "CP932"
# crs = "EPSG:4301"               # 緯度・経度が日本測地系のとき（見出しにあれば不要） / latitude and longitude on Tokyo datum
# fields = { rsrp = "受信電力", service = "判定" }              # time lat lon carrier technology rsrp service speed
# carrier = "キャリアA"             # ファイル全体が一つの事業者のとき / where the whole file is of one carrier
# carriers = { "A社" = "キャリアA" }  # ファイルの名前 = [[coverage]] の名前 / names in the file
# technology = "4g"               # ファイル全体が一つの方式のとき: 4g 5g 5g-converted 5g-sub6 5g-mmwave
# technologies = { "LTE B19" = "4g" }
# threshold_4g_dbm = -110         # 圏内とするRSRP。圏内・圏外の列がないとき / RSRP that counts as service
# threshold_5g_dbm = -110         # 同じくSS-RSRP
# empty_is_out = false            # RSRPの空欄が圏外を意味するなら true / where empty means out of service

# 実測がメッシュについて語れるとき / when measurements speak of a cell:
# [evidence]
# min_samples = 10                # 測定点がこれより少ないメッシュは決めません / fewer samples decide nothing
# threshold = 0.5                 # 圏内の割合の境目。95%信頼区間がこれをまたぐメッシュも決めません

# ── 基地局を置ける資産の台帳。いくつでも書けます / asset ledgers ──
[[assets]]
file = "inputs/資産台帳.csv"       # CSV、Excel（.xlsx）、GeoPackage、GeoJSON、シェープファイル
owner = "○○県"                   # 台帳に所有者の列がないとき / where the ledger does not say
# layer = "Sheet1"                # Excelのシートやレイヤが複数あるとき / sheet or layer
# where = "所有 = '県'"            # 使う行を選ぶとき（SQL） / rows to use
# fields = { height_m = "軒高", contact = "内線" }              # 見出しが分からないとき: 項目 = "台帳の見出し"
# defaults = { department = "総務部デジタル推進局" }             # 台帳で空のときに入れる値
# crs = "EPSG:6674"               # 緯度・経度の代わりに平面直角座標の x, y があるとき
# encoding = "CP932"
# code_in_file_name = false       # ファイル名の末尾が市区町村コード（5桁か6桁）なら true

# ── 規制区域 / restricted areas ──
# effect: exclude 設置できない / permit 許可が要る / notify 届出が要る / penalty 望ましくない / none 規制なし
# [[restriction]]
# name = "自然公園 特別保護地区"
# file = "inputs/parks.shp"
# where = "区分 = '特別保護地区'"
# effect = "exclude"              # 国土数値情報などは書かなければ区域ごとに判断し、check に示します / left out: known layers are told zone by zone
# effect_field = "区分"           # 列の値ごとに変えるとき / by the values of a column
# effects = { "甲" = "permit", "乙" = "none" }   # 値ごとの扱い。none は規制なし
# zone_names = { "甲" = "第1種" }
# special_code = "2"              # A33_002 で特別警戒区域を表す値（ファイルから決められないとき）
# source = "自然公園法"            # 根拠 / legal basis
# name_field = "公園名"           # 区域ごとの名前の列 / column of names

[rules]
population = "majority"           # majority メッシュの面積の threshold 以上なら全員 / area 面積の割合で
threshold = 0.5                   # 0より大きく1以下 / share of a cell's area
# more_than = true                # ちょうど threshold は数えない（50%超） / more than the threshold, not just it
# tie_tolerance = 0.01            # threshold との差がこれ以下なら同じとみなす / shares so near count as ties
# sensitivity = false             # 県の値の確からしさの表を作らない / no table of how sure the figures are
border_cells = "area"             # 市町の境界のメッシュの人口: area 面積の割合で分ける / centroid 中心のある市町へ

# 圏域など、まとめて集計する市区町村。いくつでも書けます / municipalities summed under a name
# [[group]]
# name = "北勢地域"
# municipalities = ["四日市市", "24207", "菰野町"]   # 名前かコード / names or codes

[gaps]
max_extent_km = 3.0               # これより広がる要望箇所は分けます（0: 分けない） / larger gap areas are divided
# joining_m = 500                 # これ以内に離れたメッシュも一つの箇所とみなす（0: 接するものだけ） / cells so near are one area
# cut_at_borders = false          # 市町の境で分けない / areas may lie in several municipalities
least_population = 0              # これより人口の少ない箇所は載せません / smaller areas are not listed
# order = "households"            # 箇所を並べる順: population 人口 / households 世帯 / population_65plus / road 道路 / places 施設 / isolation エリアからの遠さ
# earlier = "outputs/2025"        # 前回の出力。同じ場所の箇所には同じIDが付きます / an earlier output: places keep their ids

[radio]
model = "p1812"                   # 伝搬モデル: p1812（ITU-R P.1812。6 GHzを超える帯域は p526） p526 bullington freespace / propagation model
presets = ["n77-macro"]           # 周波数帯: n28-macro n3-macro n1-macro n78-macro n78-small n77-macro n77-small n79-macro n79-small n257-small
# receivers_per_side = 10         # メッシュ一辺あたりの受信点の数（0: 地形の格子の間隔） / receivers per side of a cell
# clear_m = 27                    # 端末とアンテナの周りで何も立っていないとみなす距離 / nothing stands so near either end
# threshold_dbm = -110            # 屋外で届くとみなす受信電力 SS-RSRP（dBm、-156から-31） / received power that counts as served
# body_loss_db = 3                # 人の体による損失（dB、0から30） / loss of the body
# woodland_m = 0                  # 端末の周りの林の中を通る長さ（m、ITU-R P.833。[inputs] clutter とどちらか一つ） / metres of the way under trees at the handset
# mast_m = { building = 5, structure = 5, pole = 0, mast = 0 }  # アンテナの高さは資産の高さより何m上か。land = 15 と書けば土地に建てる柱の高さ / antenna above the asset; land: height of a new pole
# antenna = "sector"              # omni 全方向（既定） / sector 3GPP TR 38.901のセクタ / ファイル（.msi .pln .ant） / or a file
# bearings_deg = [0, 120, 240]    # セクタやファイルの向き。北から右回り（度） / where sectors look, clockwise from north
# downtilt_deg = 6                # セクタのチルト（度、0から30） / tilt of a sector below the horizon
# rain_mm_h = 0                   # この強さの雨でも届くこと（mm/時、ITU-R P.838。28 GHz帯で効きます） / served in rain as strong
# terminal_clutter = "none"       # p2108: 端末の周りの建物による損失（ITU-R P.2108。[inputs] clutter とどちらか一つ） / of a town, by statistics
# indoor = "traditional"          # 屋内で届く人口: traditional 在来の建物 / thermally-efficient 断熱ガラスなど / none 求めない（ITU-R P.2109）
# 周波数帯の数字を変えるとき。いくつでも書けます / figures of a band of your own
# [[radio.band]]
# preset = "n77-macro"
# eirp_dbm_per_mhz = 48           # 1 MHzあたりのEIRP（dBm、アンテナ利得を含む） / with the antenna's gain
# radius_km = 5                   # 計算する半径（km、0.1から20） / nothing is predicted beyond

[siting]
sites = 20                        # 事業者ごとに選ぶ資産の数 / sites per carrier
# budget = 60                     # 数の代わりに、費用の合計の上限（class_costs と同じ単位） / in place of sites: what they may cost
# class_costs = [1, 2, 3, 4, 5]   # 費用の区分1から5の費用。1以上の整数（単位は自由、例 百万円）。この1から5は目安で、金額ではありません / costs of the classes 1 to 5, in any unit; these are house values, not money
# must = ["資産ID"]               # 必ず入れる / always in
# must_not = ["資産ID"]           # 入れない / never in
# seed = 1                        # 乱数の種。同じ種なら同じ結果 / the same seed gives the same result
# 資産一つずつの総合点（計画の選定には使いません） / scores of single assets; they never choose the plan
# method = "weighted-sum"         # weighted-sum 加重和 / topsis / lexicographic 重んじる順
# weights = { residents = 5, schools = 2, cost_class = 2 }   # 書かない項目は0 / those not named: 0
# pairwise = [["residents", "schools", 3]]   # weights の代わりに一対比較で。すべての組を一度ずつ / comparisons, each pair once
# order = ["residents", "cost_class"]        # lexicographic のとき / for lexicographic
# references = { residents = [0, 500] }      # 価値0と価値1の値 / figures worth 0 and 1
# separation_m = 500              # 計画の資産どうしを離す距離（m） / no two sites of a plan nearer than this
# station_separation_m = 500      # その事業者の基地局（[[inputs.stations]]）から離す距離（m） / nor nearer to a station of the carrier
# floor_ratio = 0.5               # 市区町村ごとに、計画の後で少なくともこの割合（0から1）に届かせる / at least this part of each municipality's people
# target_ratio = 0.99             # 県全体でこの割合に届くには何か所要るか、も求める / how few sites reach this part of all people
# backup_within = 0.01            # 届く人をこの割合まで減らしてよいので、二つ以上の資産から届く人を増やす（budget、separation_m、floor_ratio とは一緒に使えません） / people that may be given up so that more are reached by two assets
# phases = [5, 5, 10]             # 年度ごとに整備する数。前の年度の資産はそのまま残す / sites of each year, earlier ones staying

# ── 要望書の宛先など。事業者ごとに一つ / letters: one for each carrier ──
[[request]]
carrier = "キャリアA"
reference = "デジ第　　号"         # 文書番号
addressee = ["キャリアA株式会社", "代表取締役社長　様"]
sender = ["○○県知事"]
contact = ["○○県総務部デジタル推進局", "5Gワンストップ窓口", "電話 000-000-0000"]
# template = "templates/要望書.docx"   # Wordで直したひな形を使うとき（書かなければ組込みの要望書） / a letter of your own

[report]
paper = "A3"                      # 地図の用紙: A3 か A4 / paper of the maps
png_dpi = 150                     # 図面一枚ごとのPNG画像の細かさ（0 なら作りません） / resolution of each sheet's picture, 0 for none
gaps = 50                         # 要望箇所の数の上限 / places asked for at most
offers = 50                       # 計画のほかに示す資産の数 / assets offered beyond the plan
tell_other_carriers = false       # true なら、他の事業者の5Gの有無（有・無だけ）を資料に示します / say whether another carrier serves

# register = "register.xlsx"       # 要望台帳（前回の出力の register.xlsx に回答などを書き加えたもの。CSVも可）。書いた言葉は残り、新しい箇所が加わります / the register of requests that you keep
# enquiry = "templates/照会.docx"   # 市町村への照会（letters/ に市町村ごと。事業者のエリアが confidential なら事業者名を伏せます） / a letter to each municipality
# answer = "templates/回答.docx"    # 資産を尋ねた事業者への回答（letters/ に事業者ごと） / an answer to each carrier
# last_year = "outputs/2025"       # 前年度の出力。年次報告（report.pdf）で比べます / last year's output, for the annual report

# オープンデータ（todoku publish）に出さないもの / what the open-data edition holds back
[publish]
min_count = 10                    # この人数に満たない人口は示しません（国勢調査のメッシュ統計の秘匿にならった値） / smaller counts of people are not shown
leave_out = ["contact", "note"]   # 公表しない資産の項目（連絡先、備考） / fields of assets that stay inside
)";

} // namespace

std::string study_file_text(const std::string& name) {
    std::string text(kStudyFile);
    constexpr std::string_view kPlace = "{name}";
    return text.replace(text.find(kPlace), kPlace.size(), name);
}

const std::string_view kLedgerText =
    R"(資産番号,名称,用途,資産種別,所在地,緯度,経度,市区町村コード,高さ(m),階数,構造,屋根,延床面積(㎡),電源,光回線,建築年,耐震,共用可否,使用料区分,学校・病院の近接,公開可否,所管課,連絡先,備考
記入例,（記入例）○○小学校,学校,建物,津市○○町1-1,例 34.730283,例 136.508588,242012,12.5,3,RC造,陸屋根,2400,有,無,昭和60年,新耐震,可,宅地,有,可,総務課,059-000-0000,この行は書き方の例です。「記入例」で始まるので資産としては読みません（check に「不採用」として出ます）。消してください。
)";

const std::string_view kGuideText = R"(todoku（届く） はじめに

このフォルダに、手元のファイルを置いて study.toml に名前を書けば、事業者ごとの要望資料ができます。
インターネットにはつなぎません。元のファイルは書き換えません。

1　置くもの

  inputs/                    市区町村の境界（国土数値情報「行政区域」N03）
  inputs/population/         人口メッシュ（e-Stat「地域メッシュ統計」。ダウンロードした txt か zip のまま）
  inputs/coverage/           事業者のエリア（このフォルダの説明を見てください）
  inputs/資産台帳.csv        基地局を置ける建物・土地・柱の台帳。Excelで開いて書き、CSVのまま保存します。
                             すでに台帳があれば、それを置いて study.toml の file を直してください。
                             見出しの違い、全角の数字、度分秒、和暦、CP932（シフトJIS）は、そのまま読めます。
  templates/要望書.docx      要望書のひな形。Wordで文章を直せます。{{宛先}} のような差込欄に、事業者ごとの値が入ります。
                             使うときは study.toml の template の行の # を外します。

  あれば精度が上がるもの: 標高（terrain）、避難所・学校などの施設（places）、道路（roads）、規制区域（restriction）。

2　study.toml を書く

  メモ帳などで開き、ファイルの名前、県、事業者、要望書の宛先を書きます。説明は study.toml の中にあります。

3　確かめて、作る

  todoku check このフォルダ       読めたもの・直したもの・使えないものを、ファイル・行・理由とともに示します
  todoku run   このフォルダ       outputs/スタディ名/packages/ に、事業者ごとの資料一式ができます

  できた outputs/スタディ名/index.html を開くと、全体が見られます。

4　台帳の列

  資産番号    ほかと重ならない番号（なければファイル名と行番号で呼びます）
  名称、用途、所在地、所管課、連絡先、備考    そのまま資料に載ります
  資産種別    建物 土地 工作物 柱 鉄塔（空なら名称と用途から判断し、check に示します）
  緯度、経度  十進の度（34.730283）か度分秒（34度43分49秒）。世界測地系
  高さ(m)     地面からの高さ。なければ階数から、階数もなければ種別の標準値とし、そう書きます
  電源、光回線、共用可否、公開可否    有・無、可・不可、○・×。空なら「不明」とします

困ったときは todoku --help と、todoku コマンド --help を見てください。
)";

const std::string_view kCoverageGuideText =
    R"(エリアのファイルについて

このフォルダに、事業者から受け取ったエリア（カバレッジ）のファイルを置きます。

・ポリゴンのファイル（GeoPackage .gpkg、シェープファイル .shp、GeoJSON .geojson、KML .kml、ZIPのままでも）。
  シェープファイルは .shp .shx .dbf .prj を一緒に置きます。
・座標系はファイルから読みます。ファイルにないときは、study.toml に crs = "EPSG:6668" のように書きます。
・事業者と技術（4g、5g-converted 転用、5g-sub6、5g-mmwave ミリ波）の組ごとに、study.toml に [[coverage]] を一つ書きます。
  一つのファイルに全部入っているときは、layer や where で選びます。
・重なったポリゴンは一度だけ数えます。

事業者から受け取ったエリアは、ふつう非公開です。
todoku は、ある事業者の資料に、ほかの事業者のエリアから「5Gがある・ない」のほかは何も書きません（confidential = true）。
)";

} // namespace todoku::study
