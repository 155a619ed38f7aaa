#include "study/open_data_assets.hpp"

#include "report/figures.hpp"
#include "study/open_data_columns.hpp"
#include "study/pipeline.hpp"
#include "study/table_values.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace todoku::study {

namespace {

using io::FieldType;
using io::Value;
using open_data::column;
using open_data::integer;
using open_data::kSynthetic;
using open_data::real;
using open_data::synthetic_column;
using open_data::text;
using report::OpenColumn;

/// The 56 columns of 自治体標準オープンデータセット 公共施設一覧, in its order.
constexpr const char* kStandardColumns[] = {"全国地方公共団体コード",
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

/// What we put into columns of the standard.
const std::map<std::string, Text>& filled_columns() {
    static const std::map<std::string, Text> filled = {
        {"全国地方公共団体コード",
         {"公表する県のコード（6桁）", "code of the publishing prefecture"}},
        {"ID", {"資産の番号", "identifier of the asset"}},
        {"地方公共団体名", {"公表する県", "the publishing prefecture"}},
        {"名称", {"資産の名称", "name of the asset"}},
        {"所在地_全国地方公共団体コード",
         {"所在する市区町村のコード（6桁）", "code of the municipality it stands in"}},
        {"所在地_連結表記", {"台帳の所在地", "address as in the ledger"}},
        {"所在地_都道府県", {"都道府県", "prefecture"}},
        {"所在地_市区町村", {"市区町村", "municipality"}},
        {"緯度", {"世界測地系（JGD2011）の緯度。位置の分からない資産は空欄", "latitude, JGD2011"}},
        {"経度", {"世界測地系（JGD2011）の経度。位置の分からない資産は空欄", "longitude, JGD2011"}},
        {"連絡先備考（その他、SNSなど）", {"連絡先", "contact"}},
        {"団体名", {"所有者", "owner"}},
        {"説明", {"用途", "use"}},
        {"備考", {"台帳の備考", "remark of the ledger"}}};
    return filled;
}

/// Columns of our own behind the standard's.
std::vector<OpenColumn> own_columns() {
    const Text known = {"1 有、0 無、空欄 不明", "1 yes, 0 no, empty: not known"};
    return {
        column("資産種別", FieldType::Text, "資産種別", "",
               {"建物、土地、工作物など", "building, land, structure..."}),
        column("所管課", FieldType::Text, "所管課", "", {"所管する部署", "the office in charge"}),
        column("位置の精度", FieldType::Text, "位置の精度", "",
               {"台帳の座標、または所在地から求めた位置", "of the place: ledger, or by address"}),
        column("高さ_m", FieldType::Real, "高さ", "m",
               {"地上からの高さ。台帳にある場合だけ", "above ground, where the ledger has it"}),
        column("階数", FieldType::Integer, "階数", "階", {"地上の階数", "floors"}),
        column("構造", FieldType::Text, "構造", "", {"台帳の構造", "structure"}),
        column("屋根", FieldType::Text, "屋根", "", {"台帳の屋根の形", "roof"}),
        column("面積_m2", FieldType::Real, "面積", "㎡",
               {"建物は延床面積、土地は面積", "floor area of a building, area of land"}),
        column("電源", FieldType::Integer, "電源", "", known),
        column("光回線", FieldType::Integer, "光回線", "", known),
        column("建築年", FieldType::Integer, "建築年", "年", {"西暦", "year built"}),
        column("耐震", FieldType::Text, "耐震", "", {"台帳の耐震の区分", "earthquake resistance"}),
        column("共用可否", FieldType::Integer, "共用可否", "",
               {"1 可、0 不可、空欄 不明", "sharing by carriers: 1 yes, 0 no, empty: not known"}),
        column("使用料区分", FieldType::Text, "使用料区分", "",
               {"台帳の使用料の区分", "class of the permit's fee"}),
        column("学校病院の近接", FieldType::Integer, "学校・病院の近接", "", known)};
}

std::vector<Value> values_of(const Results& results, const domain::Asset& asset, bool placed) {
    const std::vector<std::string>& left_out = results.study.publish.leave_out;
    const auto unless_left_out = [&](const char* field, Value value) {
        return std::ranges::find(left_out, field) == left_out.end() ? std::move(value) : Value{};
    };
    const domain::Municipality* municipality = municipality_of(results.inputs, asset.municipality);
    const std::map<std::string, Value> standard = {
        {"全国地方公共団体コード",
         domain::GovernmentCode(results.study.prefecture, 0).six_digits()},
        {"ID", text(asset.id)},
        {"地方公共団体名", results.study.prefecture_ja()},
        {"名称", text(asset.name)},
        {"所在地_全国地方公共団体コード",
         municipality != nullptr ? Value{municipality->code.six_digits()} : Value{}},
        {"所在地_連結表記", unless_left_out("address", text(asset.address))},
        {"所在地_都道府県", results.study.prefecture_ja()},
        {"所在地_市区町村", municipality != nullptr ? Value{municipality->name} : Value{}},
        {"緯度", placed ? Value{asset.place.lat()} : Value{}},
        {"経度", placed ? Value{asset.place.lng()} : Value{}},
        {"連絡先備考（その他、SNSなど）", unless_left_out("contact", text(asset.contact))},
        {"団体名", unless_left_out("owner", text(asset.owner))},
        {"説明", unless_left_out("use", text(asset.use))},
        {"備考", unless_left_out("note", text(asset.note))}};
    std::vector<Value> values;
    for (const char* name : kStandardColumns) {
        const auto found = standard.find(name);
        values.push_back(found == standard.end() ? Value{} : found->second);
    }
    values.insert(
        values.end(),
        {domain::label_of(asset.kind).ja, unless_left_out("department", text(asset.department)),
         unless_left_out("precision",
                         placed ? Value{domain::label_of(asset.precision).ja} : Value{}),
         unless_left_out("height_m", real(asset.height_m)),
         unless_left_out("floors", integer(asset.floors)),
         unless_left_out("structure", text(asset.structure)),
         unless_left_out("roof", text(asset.roof)), unless_left_out("area_m2", real(asset.area_m2)),
         unless_left_out("power", optional_yes(asset.power)),
         unless_left_out("fibre", optional_yes(asset.fibre)),
         unless_left_out("year_built", integer(asset.year_built)),
         unless_left_out("seismic", text(asset.seismic)),
         unless_left_out("sharing_allowed", optional_yes(asset.sharing_allowed)),
         unless_left_out("fee_class", text(asset.fee_class)),
         unless_left_out("near_school_or_hospital", optional_yes(asset.near_school_or_hospital))});
    if (results.study.synthetic) {
        values.emplace_back(kSynthetic);
    }
    return values;
}

} // namespace

void fill_assets(const Results& results, OpenTables& tables) {
    report::OpenTable& table = tables.assets;
    table.name = "assets";
    table.title = {"公共施設一覧（基地局等の設置に使える公共の資産）",
                   "Public facilities (assets for base stations)"};
    table.about = {"台帳で公開可とされた資産。自治体標準オープンデータセット「公共施設一覧」の"
                   "項目に、高さ・電源などの項目を加えたもの",
                   "assets that their ledger allows to be published, in the columns of the "
                   "municipal standard open data set of public facilities and our own"};
    table.geometry = io::GeometryKind::Point;
    for (const char* name : kStandardColumns) {
        const auto filled = filled_columns().find(name);
        const bool place = std::string_view(name) == "緯度" || std::string_view(name) == "経度";
        table.columns.push_back(
            column(name, place ? FieldType::Real : FieldType::Text, name, place ? "度" : "",
                   filled == filled_columns().end()
                       ? Text{"標準の項目。この資料では空欄", "of the standard; empty here"}
                       : filled->second));
    }
    for (OpenColumn& own : own_columns()) {
        table.columns.push_back(std::move(own));
    }
    if (results.study.synthetic) {
        table.columns.push_back(synthetic_column("模擬データ"));
    }
    struct Row {
        const domain::Asset* asset;
        bool placed;
    };
    std::vector<Row> rows;
    const auto take = [&](const std::vector<domain::Asset>& assets, bool placed) {
        for (const domain::Asset& asset : assets) {
            if (asset.publishable == true && asset.unavailable.empty()) {
                rows.push_back({&asset, placed});
            } else {
                ++tables.assets_kept_in;
            }
        }
    };
    take(results.inputs.assets, true);
    take(results.inputs.unplaced, false);
    std::ranges::stable_sort(rows, [](const Row& a, const Row& b) {
        return std::tie(a.asset->municipality, a.asset->id) <
               std::tie(b.asset->municipality, b.asset->id);
    });
    for (const Row& row : rows) {
        tables.ledgers.insert(row.asset->source);
        geo::Geometry place;
        if (row.placed) {
            place = row.asset->place;
        }
        table.add(std::move(place), values_of(results, *row.asset, row.placed));
    }
}

} // namespace todoku::study
