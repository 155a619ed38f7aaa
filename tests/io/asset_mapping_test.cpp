// The published layouts of ledgers: which header becomes which field, and what is left unused.
#include "io/asset_fields.hpp"
#include "support/catch.hpp"

#include <map>
#include <string>
#include <vector>

using namespace todoku;

namespace {

using Headers = std::vector<std::string>;
using Mapping = std::map<std::string, std::string>;

io::AssetColumns columns_of(const Headers& headers, std::vector<std::size_t> words = {}) {
    return io::find_asset_columns(headers, {}, "a.csv",
                                  io::ColumnLook{[words](std::size_t column) {
                                                     return words.empty() ||
                                                            std::find(words.begin(), words.end(),
                                                                      column) != words.end();
                                                 },
                                                 [](std::size_t) { return false; }});
}

} // namespace

// 自治体標準オープンデータセット (推奨データセット) 公共施設一覧, first layout.
TEST_CASE("The public-facility list of 24 columns is known") {
    const auto columns = columns_of({"都道府県コード又は市区町村コード",
                                     "NO",
                                     "都道府県名",
                                     "市区町村名",
                                     "名称",
                                     "名称_カナ",
                                     "名称_通称",
                                     "POIコード",
                                     "住所",
                                     "方書",
                                     "緯度",
                                     "経度",
                                     "電話番号",
                                     "内線番号",
                                     "法人番号",
                                     "団体名",
                                     "利用可能曜日",
                                     "開始時間",
                                     "終了時間",
                                     "利用可能日時特記事項",
                                     "説明",
                                     "バリアフリー情報",
                                     "URL",
                                     "備考"});
    CHECK(columns.mapping == Mapping{{"id", "NO"},
                                     {"name", "名称"},
                                     {"address", "住所"},
                                     {"lat", "緯度"},
                                     {"lon", "経度"},
                                     {"contact", "電話番号"},
                                     {"department", "団体名"},
                                     {"municipality", "都道府県コード又は市区町村コード"},
                                     {"note", "備考"}});
    // 都道府県名, 市区町村名 and 方書 may complete the address.
    CHECK(columns.unused.size() == 24 - 9 - 3);
}

// The layout since 2023, as 板橋区 publishes it.
TEST_CASE(
    "The public-facility list of 56 columns is known, its height of the ground is not a height") {
    const Headers headers = {"全国地方公共団体コード",
                             "ID",
                             "地方公共団体名",
                             "名称",
                             "名称_カナ",
                             "名称_英字",
                             "名称_通称",
                             "POIコード",
                             "外部識別子",
                             "外部識別子の値",
                             "所在地_全国地方公共団体コード",
                             "町字ID",
                             "所在地_連結表記",
                             "所在地_都道府県",
                             "所在地_市区町村",
                             "所在地_町字",
                             "所在地_番地以下",
                             "建物名等(方書)",
                             "緯度",
                             "経度",
                             "高度の種別",
                             "高度の値",
                             "電話番号",
                             "内線番号",
                             "連絡先メールアドレス",
                             "連絡先FormURL",
                             "連絡先備考（その他、SNSなど）",
                             "郵便番号",
                             "法人番号",
                             "団体名",
                             "利用可能曜日",
                             "開始時間",
                             "終了時間",
                             "利用可能時間特記事項",
                             "説明",
                             "車椅子可",
                             "車椅子貸出",
                             "ツエ貸出",
                             "バリアフリートイレ",
                             "スロープ、エレベータ、エスカレータ",
                             "点字ブロック等の移動支援",
                             "点字や読上による支援",
                             "盲導犬・介助犬、聴導犬同伴",
                             "字幕",
                             "筆談対応",
                             "優先駐車場",
                             "オストメイト対応トイレ",
                             "授乳室",
                             "おむつ替えコーナー",
                             "飲食可否",
                             "ベビーカー貸出",
                             "ベビーカー利用",
                             "URL",
                             "画像",
                             "画像_ライセンス",
                             "備考"};
    REQUIRE(headers.size() == 56);
    const auto columns = columns_of(headers);
    CHECK(columns.mapping == Mapping{{"id", "ID"},
                                     {"name", "名称"},
                                     {"owner", "地方公共団体名"},
                                     {"address", "所在地_連結表記"},
                                     {"lat", "緯度"},
                                     {"lon", "経度"},
                                     {"contact", "電話番号"},
                                     {"department", "団体名"},
                                     {"municipality", "所在地_全国地方公共団体コード"},
                                     {"note", "備考"}});
    CHECK(columns.address_parts.all().size() == 5);
    CHECK(columns.unused.size() == 56 - 10 - 5);
}

// 国土数値情報: attribute tables of the layers' pages.
TEST_CASE("Point layers of 国土数値情報 are known by their attributes") {
    CHECK(columns_of({"P02_001", "P02_002", "P02_003", "P02_004", "P02_005", "P02_006", "P02_007"})
              .mapping == Mapping{{"name", "P02_004"},
                                  {"use", "P02_003"},
                                  {"address", "P02_005"},
                                  {"municipality", "P02_001"}});
    CHECK(columns_of({"P04_001", "P04_002", "P04_003", "P04_004", "P04_005"}).mapping ==
          Mapping{{"name", "P04_002"}, {"use", "P04_001"}, {"address", "P04_003"}});
    CHECK(columns_of({"P34_001", "P34_002", "P34_003", "P34_004"}).mapping ==
          Mapping{{"name", "P34_003"},
                  {"use", "P34_002"},
                  {"address", "P34_004"},
                  {"municipality", "P34_001"}});
    CHECK(columns_of({"P14_001", "P14_002", "P14_003", "P14_004", "P14_005", "P14_006", "P14_007",
                      "P14_008"},
                     {0, 1, 3, 7})
              .mapping ==
          Mapping{{"name", "P14_008"}, {"address", "P14_004"}, {"municipality", "P14_003"}});
    CHECK(columns_of({"P29_001", "P29_002", "P29_003", "P29_004", "P29_005"}, {3, 4}).mapping ==
          Mapping{{"name", "P29_004"},
                  {"use", "P29_003"},
                  {"address", "P29_005"},
                  {"municipality", "P29_001"}});
}

TEST_CASE("Shelters of the Geospatial Information Authority, Tokyo's assets and poles are known") {
    CHECK(
        columns_of({"共通ID", "施設・場所名", "住所", "洪水", "備考"}).mapping ==
        Mapping{{"id", "共通ID"}, {"name", "施設・場所名"}, {"address", "住所"}, {"note", "備考"}});
    // 東京都アセットデータベース names 所在地, 面積 and 高さ; its other headers are not published.
    CHECK(columns_of({"施設名", "所在地", "面積（㎡）", "高さ（ｍ）"}).mapping ==
          Mapping{{"name", "施設名"},
                  {"address", "所在地"},
                  {"area_m2", "面積(㎡)"},
                  {"height_m", "高さ(m)"}});
    CHECK(columns_of(
              {"子局番号", "子局名", "設置場所", "緯度", "経度", "柱高", "屋根の形状", "耐震基準"})
              .mapping == Mapping{{"name", "子局名"},
                                  {"address", "設置場所"},
                                  {"id", "子局番号"},
                                  {"lat", "緯度"},
                                  {"lon", "経度"},
                                  {"height_m", "柱高"},
                                  {"roof", "屋根の形状"},
                                  {"seismic", "耐震基準"}});
}

TEST_CASE("A building's own name belongs to the name, a quantity with its unit is the area") {
    const auto columns = columns_of({"施設名", "棟名", "所在地", "数量", "単位", "備考"});
    CHECK(columns.mapping == Mapping{{"name", "施設名・棟名"},
                                     {"address", "所在地"},
                                     {"area_m2", "数量"},
                                     {"note", "備考"}});
    CHECK(columns.unused.empty());
    CHECK(columns_of({"棟名", "所在地"}).mapping.at("name") == "棟名");
    CHECK(columns_of({"施設名", "所在地", "数量"}).unused == Headers{"数量"});
    CHECK(columns_of({"施設名", "所在地", "延床面積", "数量", "単位"}).mapping.at("area_m2") ==
          "延床面積");
}
