#include "io/asset_fields.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_denials.hpp"
#include "io/asset_state.hpp"
#include "io/datum_words.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace todoku::io {

namespace {

struct Spellings {
    std::string_view field;
    std::vector<std::string_view> headers; ///< as header_key() makes them, best first
};

// Sources: 推奨データセット 公共施設一覧 (24 columns), 自治体標準オープンデータセット 公共施設一覧
// (56 columns), 国土地理院 指定緊急避難場所データ (共通ID, 施設・場所名),
// 東京都アセットデータベース (所在地, 面積, 高さ), municipal lists of loudspeaker poles, parks and
// schools, and words of property ledgers (公有財産台帳). 高度の値 and 標高 are heights of the
// ground and must not be read as the asset's height.
const std::vector<Spellings>& spellings() {
    static const std::vector<Spellings> table = {
        {"id", {"id",         "共通id",     "施設id",      "資産id",   "資産番号",   "財産番号",
                "台帳番号",   "施設番号",   "管理番号",    "整理番号", "子局番号",   "局番号",
                "棟番号",     "学校コード", "facility_id", "asset_id", "施設コード", "建物番号",
                "建物コード", "識別番号",   "no",          "no.",      "№",          "番号",
                "連番",       "通番",       "項番"}},
        {"name", {"名称",       "施設名",        "施設名称",      "施設・場所名", "資産名",
                  "資産名称",   "財産名",        "財産名称",      "物件名",       "物件名称",
                  "建物名",     "建物名称",      "棟名",          "公園名",       "公園名称",
                  "学校名",     "局名",          "子局名",        "子局名称",     "無線局名",
                  "設置場所名", "避難所名",      "避難場所名",    "施設等名称",   "名前",
                  "口座名",     "口座名称",      "公有財産名",    "施設等名",     "施設の名称",
                  "建築物名",   "建築物名称",    "園名",          "病院名",       "name",
                  "asset_name", "building_name", "facility_name", "title",        "city"}},
        {"kind",
         {"資産種別", "資産区分", "資産の種類", "財産種別", "財産区分", "土地建物区分",
          "土地・建物の別", "種目", "kind", "asset_kind", "asset_type"}},
        {"use", {"用途",       "主用途",   "施設用途", "用途名",   "施設種別",      "施設種類",
                 "施設の種類", "施設分類", "施設区分", "学校種",   "facility_type", "分類",
                 "種別",       "種類",     "区分",     "カテゴリ", "カテゴリー",    "大分類",
                 "use",        "type",     "category"}},
        {"owner",
         {"所有者", "所有者名", "所有", "所有区分", "財産所有者", "設置者", "管理者", "施設管理者",
          "地方公共団体名", "owner"}},
        {"department",
         {"所管課", "所管", "所管部署", "所管所属", "所管部局", "所属", "所属名", "担当課",
          "担当部署", "担当所属", "主管課", "管理課", "管理部署", "部署", "課名", "団体名",
          "department"}},
        {"contact",
         {"連絡先", "連絡先電話番号", "問合せ先", "問い合わせ先", "お問い合わせ先", "電話番号",
          "電話", "tel", "連絡先メールアドレス", "メールアドレス", "contact", "phone"}},
        {"address",
         {"所在地_連結表記", "所在地_連結標記", "所在地",       "住所",       "所在",
          "施設所在地",      "設置場所",        "設置場所住所", "設置住所",   "所在地番",
          "所在地住所",      "学校所在地",      "施設住所",     "施設の住所", "施設の所在地",
          "建物所在地",      "物件所在地",      "公園所在地",   "所在場所",   "設置箇所",
          "住居表示",        "address"}},
        {"lat",
         {"緯度", "緯度_度", "緯度度", "緯度・度", "緯度(10進)", "緯度(世界測地系)", "北緯", "lat",
          "latitude", "緯度経度_緯度", "y_lat", "y(緯度)", "x(緯度)", "y座標(緯度)", "x座標(緯度)",
          "緯度(y)", "緯度(x)", "緯度座標", "ido"}},
        {"lon", {"経度",    "経度_度",  "経度度",  "経度・度",    "経度(10進)",  "経度(世界測地系)",
                 "東経",    "lon",      "lng",     "long",        "longitude",   "緯度経度_経度",
                 "x_lon",   "x(経度)",  "y(経度)", "x座標(経度)", "y座標(経度)", "経度(x)",
                 "経度(y)", "経度座標", "keido"}},
        {"lat_lon",
         {"緯度経度", "緯度・経度", "緯度,経度", "緯度/経度", "緯経度", "座標", "位置座標",
          "位置情報", "緯度経度情報", "latlon", "lat_lon", "latlng", "coordinates"}},
        {"municipality",
         {"所在地_全国地方公共団体コード", "全国地方公共団体コード",
          "都道府県コード又は市区町村コード", "市区町村コード", "市町村コード", "市町コード",
          "行政区域コード", "団体コード", "自治体コード", "地方公共団体コード", "lgcode",
          "municipality_code", "city_code", "municipality"}},
        {"height_m",
         {"高さ", "建物高さ", "建物の高さ", "建築物の高さ", "最高高さ", "最高の高さ", "地上高",
          "地上高さ", "柱高", "鉄塔高", "塔高", "height_m", "height"}},
        {"floors",
         {"階数", "地上階数", "階数(地上)", "建物階数", "階層", "階層数", "地上階", "地上",
          "floors", "floors_above", "storeys", "stories"}},
        {"structure",
         {"構造", "構造・階数", "構造階数", "構造及び階数", "構造・階層", "建物構造", "構造種別",
          "主体構造", "構造区分", "建築構造", "structure"}},
        {"roof",
         {"屋根", "屋根形状", "屋根の形状", "屋根形式", "屋上", "屋上形状", "屋根種別",
          "屋根の種類", "屋根構造", "屋根材", "roof", "roof_type"}},
        {"area_m2",
         {"建物_延床面積", "建物_延面積", "建物_面積",     "延床面積",   "延べ床面積",
          "延べ面積",      "延面積",      "総延床面積",    "床面積",     "建築面積",
          "面積",          "敷地面積",    "土地面積",      "地積",       "避難所面積平方メートル",
          "area_m2",       "area",        "floor_area_m2", "floor_area", "total_floor_area",
          "建物面積"}},
        {"power",
         {"電源", "電源の有無", "電源有無", "商用電源", "商用電源の有無", "電力", "電気", "受電",
          "受電設備", "引込電源", "power"}},
        {"fibre",
         {"光回線", "光回線の有無", "光回線有無", "光ファイバ", "光ファイバー", "光ファイバの有無",
          "光ファイバーの有無", "光ケーブル", "光", "fibre", "fiber"}},
        {"year_built", {"建築年",         "建築年度",   "建築年月",   "建築年月日",
                        "建設年",         "建設年度",   "建設年月日", "竣工年",
                        "竣工年度",       "竣工年月",   "竣工年月日", "完成年",
                        "完成年月",       "築年",       "築年月",     "設置年",
                        "設置年度",       "設置年月",   "設置年月日", "供用開始年",
                        "供用開始年月日", "year_built", "built_year", "construction_year",
                        "built"}},
        {"sharing_allowed",
         {"共用可否", "共用の可否", "共用", "共用可", "共用利用可否", "共同利用", "共同利用可否",
          "シェアリング可否", "インフラシェアリング可否", "貸付可否", "貸付の可否", "設置可否",
          "基地局設置可否", "携帯基地局設置可否", "アンテナ設置可否", "sharing_allowed",
          "sharing"}},
        {"seismic",
         {"耐震", "耐震性", "耐震性能", "耐震区分", "耐震診断", "耐震診断結果", "耐震化",
          "耐震化の状況", "耐震化状況", "耐震補強", "耐震改修", "耐震基準", "耐震性の有無",
          "耐震の有無", "is値", "seismic"}},
        {"fee_class",
         {"使用料区分", "使用料の区分", "使用料種別", "使用料", "料金区分", "占用料区分",
          "貸付料区分", "土地区分", "地目区分", "fee_class", "fee"}},
        {"near_school_or_hospital",
         {"学校・病院の近接", "学校・病院近接", "学校病院近接", "学校・病院等近接",
          "学校・病院等の近接", "学校等近接", "学校・病院に近接", "学校・病院の近く", "学校・病院",
          "近接施設(学校・病院)", "near_school_or_hospital"}},
        {"precision", {"位置精度", "位置の精度", "座標精度", "座標の精度", "precision"}},
        {"publishable",
         {"公開可否",
          "公開の可否",
          "公開",
          "公開区分",
          "公表可否",
          "公表",
          "公表の可否",
          "公開可",
          "公開可能",
          "公表可",
          "公開フラグ",
          "公開の有無",
          "公開・非公開",
          "公開・非公開の別",
          "公開/非公開",
          "公開非公開",
          "情報公開",
          "掲載可否",
          "hp掲載",
          "hp公開",
          "ホームページ掲載",
          "ホームページ公開",
          "webサイト掲載",
          "オープンデータ",
          "オープンデータ可否",
          "オープンデータ化",
          "オープンデータ化の可否",
          "publishable",
          "public"}},
        {"state",
         {"状態",     "状況",     "現況",     "現状",       "施設状態", "施設の状態", "施設状況",
          "供用状況", "供用区分", "利用状況", "使用状況",   "稼働状況", "運用状況",   "存廃",
          "存否",     "存廃区分", "廃止区分", "ステータス", "state",    "status"}},
        {"note",
         {"備考", "備考欄", "特記事項", "摘要", "注記", "その他", "note", "notes", "remarks"}},
    };
    return table;
}

/// Of parts of a facility, beside its own name.
const std::vector<std::string_view>& name_parts() {
    static const std::vector<std::string_view> names = {
        "棟名",       "棟名称",   "棟の名称", "建物名",     "建物名称",
        "建物の名称", "建築物名", "建屋名",   "建築物名称", "building_name"};
    return names;
}

/// One edition of a point layer of 国土数値情報: our field -> its attribute.
struct Edition {
    std::vector<std::pair<std::string_view, std::string_view>> attributes;
};

// 国土数値情報 (MLIT), attribute tables of each layer's pages. P29 moved its columns by one in
// 2021, P14 likewise.
const std::vector<Edition>& editions() {
    static const std::vector<Edition> table = {
        {{{"name", "p29_004"},
          {"use", "p29_003"},
          {"address", "p29_005"},
          {"municipality", "p29_001"}}}, // 2021, 2023
        {{{"name", "p29_005"},
          {"use", "p29_004"},
          {"address", "p29_006"},
          {"municipality", "p29_001"}}},                                              // 2013
        {{{"name", "p14_008"}, {"address", "p14_004"}, {"municipality", "p14_003"}}}, // 2021, 2023
        {{{"name", "p14_007"}, {"address", "p14_003"}}},                              // 2011, 2015
        {{{"name", "p02_004"},
          {"use", "p02_003"},
          {"address", "p02_005"},
          {"municipality", "p02_001"}}},
        {{{"name", "p04_002"}, {"use", "p04_001"}, {"address", "p04_003"}}},
        {{{"name", "p05_003"},
          {"use", "p05_002"},
          {"address", "p05_004"},
          {"municipality", "p05_001"}}},
        {{{"name", "p20_002"},
          {"use", "p20_004"},
          {"address", "p20_003"},
          {"municipality", "p20_001"}}},
        {{{"name", "p34_003"},
          {"use", "p34_002"},
          {"address", "p34_004"},
          {"municipality", "p34_001"}}},
        {{{"name", "p17_001"}}},
        {{{"name", "p18_001"}}},
    };
    return table;
}

struct ClassWord {
    std::string_view header;
    std::string_view value;
    std::string_view word;
};

// Code lists of 国土数値情報: 医療機関分類, 学校分類, 市町村役場等及び公的集会施設の施設分類.
constexpr ClassWord kClassWords[] = {
    {"p04_001", "1", "病院"},         {"p04_001", "2", "診療所"},
    {"p04_001", "3", "歯科診療所"},   {"p29", "16001", "小学校"},
    {"p29", "16002", "中学校"},       {"p29", "16003", "中等教育学校"},
    {"p29", "16004", "高等学校"},     {"p29", "16005", "高等専門学校"},
    {"p29", "16006", "短期大学"},     {"p29", "16007", "大学"},
    {"p29", "16011", "幼稚園"},       {"p29", "16012", "特別支援学校"},
    {"p05_002", "1", "市区町村役場"}, {"p05_002", "2", "支所・出張所"},
    {"p05_002", "3", "公立公民館"},   {"p05_002", "4", "集会施設"},
};

/// "面積(m2)" -> "面積".
std::string without_brackets(const std::string& key) {
    const auto open = key.find('(');
    return open != std::string::npos && open > 0 && key.ends_with(')') ? key.substr(0, open) : key;
}

/// The forms by which a header is compared; empty where it has none.
struct Keys {
    std::vector<std::string> full;
    std::vector<std::string> bare;
    /// Of headers of two parts: together either way (共用可否, 延床面積), the first where the
    /// second only says name or number (所有者_名称), the second.
    std::array<std::vector<std::string>, 4> parted;

    void add(const std::string& key);
};

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_spelled(std::string_view key) {
    return std::any_of(spellings().begin(), spellings().end(), [key](const Spellings& known) {
        return std::find(known.headers.begin(), known.headers.end(), key) != known.headers.end();
    });
}

void Keys::add(const std::string& key) {
    static constexpr std::array<std::string_view, 7> naming = {"名称", "名",       "氏名", "名前",
                                                               "課名", "電話番号", "電話"};
    static constexpr std::array<std::string_view, 11> somebody = {
        "者", "課", "部署", "担当", "法人", "団体", "会社", "連絡", "問合", "旧", "隣接"};
    full.push_back(key);
    bare.push_back(without_brackets(key));
    const auto bar = key.rfind('_');
    const std::string first = key.substr(0, bar);
    const std::string second =
        bar == std::string::npos ? "" : without_brackets(key.substr(bar + 1));
    const bool parts = !is_ascii(first) && !is_ascii(second);
    const bool of_somebody =
        std::any_of(somebody.begin(), somebody.end(), [&first](std::string_view word) {
            return first.find(word) != std::string::npos;
        });
    const bool names_first = is_one_of(second, naming) && is_spelled(first);
    parted[0].push_back(parts ? first + second : "");
    parted[1].push_back(parts ? second + first : "");
    parted[2].push_back(parts && names_first ? first : "");
    parted[3].push_back(parts && !names_first && !of_somebody ? second : "");
}

/// Words for the parts of an address, as header_key() makes them.
namespace part {

using Names = std::span<const std::string_view>;
constexpr std::string_view prefecture[] = {"所在地_都道府県", "都道府県", "都道府県名", "県名"};
constexpr std::string_view city[] = {
    "所在地_市区町村", "市区町村", "市区町村名", "市町村",
    "市町村名",        "市町",     "市町名",     "都道府県名及び市町村名",
    "所在市町村",      "所在市町", "市郡町村",   "郡市区町村",
    "郡市区"};
constexpr std::string_view town[] = {
    "所在地_町字", "町字",     "町字名",   "町名",     "町域",       "町域名",       "大字町名",
    "町丁目",      "町丁目名", "町丁字",   "大字・町", "大字・町名", "大字・町丁目", "大字・丁目名",
    "町・字",      "町・大字", "大字・字", "大字",     "大字名"};
constexpr std::string_view small_town[] = {"小字", "小字名", "字", "字名"};
constexpr std::string_view block[] = {"丁目"};
constexpr std::array<Names, 3> towns = {town, small_town, block};
/// The town and the lot in one column.
constexpr std::string_view town_and_lot[] = {"町名番地",   "町名・番地", "町名地番",   "町名・地番",
                                             "町字番地",   "町名等番地", "大字番地",   "大字地番",
                                             "大字・地番", "大字・番地", "町丁目番地", "町名以下"};
constexpr std::string_view lot[] = {"所在地_番地以下", "番地以下", "番地",     "地番",
                                    "番地等",          "番地号",   "番地番号", "番地以降"};
constexpr std::string_view branch[] = {"枝番",     "枝番号",    "枝番地",
                                       "地番枝番", "地番_枝番", "地番(枝番)"};
constexpr std::string_view building[] = {"建物名等(方書)", "方書", "方書き", "建物名等", "ビル名"};

bool is_in(Names names, std::string_view word) {
    return std::find(names.begin(), names.end(), word) != names.end();
}

} // namespace part

/// 所在地(大字), 所在大字, 所在地番 -> 大字, 大字, 地番: the part of an address that a header
/// names behind "address"; nothing where it names none.
struct SplitHeader {
    std::string part;
    bool bracket = false;
    [[nodiscard]] bool is_town() const {
        return part::is_in(part::town_and_lot, part) ||
               std::any_of(part::towns.begin(), part::towns.end(),
                           [this](part::Names names) { return part::is_in(names, part); });
    }
    [[nodiscard]] bool is_city() const { return part::is_in(part::city, part); }
};

std::optional<SplitHeader> split_header(const std::string& key) {
    for (const std::string_view before : {"所在地", "住所", "所在"}) {
        if (!key.starts_with(before)) {
            continue;
        }
        SplitHeader split{key.substr(before.size())};
        split.bracket = split.part.starts_with('(') && split.part.ends_with(')');
        if (split.bracket) {
            split.part = split.part.substr(1, split.part.size() - 2);
        }
        if (split.is_town() || split.is_city() || part::is_in(part::prefecture, split.part) ||
            part::is_in(part::lot, split.part) || part::is_in(part::branch, split.part) ||
            part::is_in(part::building, split.part)) {
            return split;
        }
    }
    return std::nullopt;
}

/// 所在地(市町) | 所在地(大字) | 所在地(地番) and 所在市町村 | 所在大字 | 所在地番 become
/// 所在地_市町 and so on, where one of them is a town, or a municipality in brackets: 所在地番
/// alone and 所在地(地番) beside 所在地(住居表示) hold whole addresses.
std::vector<std::string> with_split_address(std::vector<std::string> headers) {
    std::vector<std::optional<SplitHeader>> splits;
    for (const std::string& header : headers) {
        splits.push_back(split_header(header_key(header)));
    }
    const bool split = std::any_of(splits.begin(), splits.end(), [](const auto& found) {
        return found && (found->is_town() || (found->is_city() && found->bracket));
    });
    for (std::size_t i = 0; split && i < headers.size(); ++i) {
        if (splits[i]) {
            headers[i] = "所在地_" + splits[i]->part;
        }
    }
    return headers;
}

Keys keys_of(const std::vector<std::string>& headers) {
    Keys keys;
    for (const std::string& header : headers) {
        keys.add(header_key(header));
    }
    // Beside 建物_面積 and 建物_構造 what is said of the land (土地_所有者) is not said of the
    // asset.
    const bool buildings =
        std::any_of(keys.full.begin(), keys.full.end(),
                    [](const std::string& key) { return key.starts_with("建物_"); });
    for (std::size_t i = 0; buildings && i < keys.full.size(); ++i) {
        if (keys.full[i].starts_with("土地_")) {
            keys.parted.back()[i].clear();
        }
    }
    return keys;
}

template <class Names>
std::optional<std::size_t> spelled(const Keys& keys, const Names& names) {
    const auto among = [&](const std::vector<std::string>& candidates,
                           std::string_view name) -> std::optional<std::size_t> {
        const auto found = std::find(candidates.begin(), candidates.end(), name);
        return found == candidates.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(found - candidates.begin()));
    };
    for (const std::string_view name : names) {
        for (const auto* candidates : {&keys.full, &keys.bare}) {
            if (const auto found = among(*candidates, name)) {
                return found;
            }
        }
    }
    for (const auto& candidates : keys.parted) {
        for (const std::string_view name : names) {
            if (const auto found = among(candidates, name)) {
                return found;
            }
        }
    }
    return std::nullopt;
}

/// The columns of the parts of an address.
AssetColumns::AddressParts address_parts_in(const Keys& keys) {
    AssetColumns::AddressParts parts;
    parts.prefecture = spelled(keys, part::prefecture);
    parts.city = spelled(keys, part::city);
    for (const part::Names names : part::towns) {
        if (const auto found = spelled(keys, names)) {
            parts.town.push_back(*found);
        }
    }
    parts.lot = spelled(keys, part::lot);
    if (const auto both = spelled(keys, part::town_and_lot); both && !parts.lot) {
        parts.lot = both;
    }
    if (const std::size_t next = parts.lot.value_or(keys.full.size()) + 1;
        next < keys.full.size() && (part::is_in(part::branch, keys.full[next]) ||
                                    part::is_in(part::branch, keys.parted.back()[next]))) {
        parts.branch = next; // elsewhere 枝番 is one of the asset's number
    }
    parts.building = spelled(keys, part::building);
    if (parts.town.empty() && parts.lot) {
        // 住所_ before a word that no table has: what lies between municipality and lot.
        for (std::size_t i = 0; i < *parts.lot; ++i) {
            const std::string& key = keys.full[i];
            const bool of_address = key.starts_with("住所_") || key.starts_with("所在地_");
            if (of_address && parts.prefecture != i && parts.city != i && parts.building != i &&
                !is_spelled(keys.parted.back()[i]) && !is_spelled(key) &&
                key.find("コード") == std::string::npos && key.find("郵便") == std::string::npos) {
                parts.town.push_back(i);
            }
        }
    }
    return parts;
}

/// The columns of coordinates: of two pairs the one on the new datum, then the one that names none.
struct PlaceColumns {
    std::optional<std::size_t> lat;
    std::optional<std::size_t> lon;
    std::optional<std::size_t> both;
};

/// 座標(緯度), GPS緯度, 緯度※, 緯度_10進, lat_dd are 緯度, 緯度, 緯度, 緯度, lat; others as they
/// are.
std::string plain_angle(const std::string& key) {
    static constexpr std::array<std::string_view, 7> before = {
        "gps", "座標", "位置座標", "位置情報", "位置", "地図座標", "代表点"};
    static constexpr std::array<std::string_view, 9> behind = {
        "", "10進", "(10進)", "10進数", "10進法", "十進", "dd", "deg", "decimal"};
    static constexpr std::array<std::string_view, 9> angles = {
        "緯度", "経度", "北緯", "東経", "lat", "lon", "lng", "latitude", "longitude"};
    std::string rest = key.substr(0, std::min(key.find("※"), key.find('*')));
    for (const std::string_view word : before) {
        if (rest.starts_with(word)) {
            rest.erase(0, word.size());
            break;
        }
    }
    rest.erase(0, rest.find_first_not_of("_ "));
    if (rest.starts_with('(') && rest.ends_with(')')) {
        rest = rest.substr(1, rest.size() - 2);
    }
    for (const std::string_view angle : angles) {
        if (rest.starts_with(angle)) {
            const std::string tail =
                rest.substr(std::min(rest.find_first_not_of("_", angle.size()), rest.size()));
            if (std::find(behind.begin(), behind.end(), tail) != behind.end()) {
                return std::string(angle);
            }
        }
    }
    return key;
}

PlaceColumns place_columns(const std::vector<std::string>& headers) {
    const auto names_of = [](std::string_view field) -> const std::vector<std::string_view>& {
        return std::find_if(spellings().begin(), spellings().end(),
                            [field](const Spellings& known) { return known.field == field; })
            ->headers;
    };
    PlaceColumns any;
    for (const SaidDatum datum : {SaidDatum::World, SaidDatum::None, SaidDatum::Tokyo}) {
        Keys keys; // of this datum; others keep their position and have no key
        for (const std::string& header : headers) {
            const bool fits = said_datum(header) == datum;
            const std::string key = without_datum(header_key(header));
            keys.add(!fits ? std::string() : is_spelled(key) ? key : plain_angle(key));
        }
        const auto column = [&](std::string_view field) { return spelled(keys, names_of(field)); };
        const PlaceColumns found{column("lat"), column("lon"), column("lat_lon")};
        if (found.lat && found.lon && !(any.lat && any.lon)) {
            any.lat = found.lat;
            any.lon = found.lon;
        }
        any.lat = any.lat ? any.lat : found.lat;
        any.lon = any.lon ? any.lon : found.lon;
        any.both = any.both ? any.both : found.both;
    }
    return any;
}

/// 緯度(分), 緯度分, 北緯_秒...: the column of that part of an angle.
std::optional<std::size_t> angle_part(const std::vector<std::string>& keys,
                                      std::initializer_list<std::string_view> angles,
                                      std::string_view part) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (const std::string_view angle : angles) {
            for (const std::string_view form : {"{}({})", "{}{}", "{}_{}", "{}・{}"}) {
                const std::string name = fmt::format(fmt::runtime(form), angle, part);
                if (keys[i] == name || keys[i].ends_with("_" + name)) {
                    return i;
                }
            }
        }
    }
    return std::nullopt;
}

bool is_field(std::string_view name) {
    return std::find(kAssetFields.begin(), kAssetFields.end(), name) != kAssetFields.end();
}

} // namespace

std::vector<std::size_t> AssetColumns::AddressParts::all() const {
    std::vector<std::size_t> columns;
    const auto add = [&columns](const std::optional<std::size_t>& part) {
        columns.insert(columns.end(), part ? 1 : 0, part.value_or(0));
    };
    add(prefecture);
    add(city);
    columns.insert(columns.end(), town.begin(), town.end());
    add(lot);
    add(branch);
    add(building);
    add(otherwise);
    return columns;
}

std::optional<std::size_t> AssetColumns::at(std::string_view field) const {
    const auto found = column.find(field);
    return found == column.end() ? std::nullopt : std::optional(found->second);
}

std::string AssetColumns::shown(std::string_view field) const {
    const auto found = mapping.find(std::string(field));
    return found == mapping.end() ? std::string(field) : found->second;
}

AssetColumns find_asset_columns(const std::vector<std::string>& headers,
                                const std::map<std::string, std::string>& chosen,
                                const std::string& shown_as, const ColumnLook& look) {
    const Keys as_written = keys_of(headers);
    const Keys keys = keys_of(with_split_address(headers));
    AssetColumns columns;
    columns.headers = headers;
    const auto take = [&](std::string_view field, std::size_t position) {
        columns.column.emplace(field, position);
        columns.mapping.emplace(field, comparable(headers[position]));
    };
    const auto is_taken = [&columns](std::size_t position) {
        return std::any_of(columns.column.begin(), columns.column.end(),
                           [position](const auto& taken) { return taken.second == position; });
    };
    for (const auto& [field, header] : chosen) {
        if (!is_field(field)) {
            std::string known;
            for (const std::string_view name : kAssetFields) {
                known += (known.empty() ? "" : ", ") + std::string(name);
            }
            throw UsageError(
                {fmt::format("[[assets]] の fields に「{}」という項目はありません。使える項目: {}",
                             field, known),
                 fmt::format("fields of [[assets]] has no \"{}\". Known fields: {}", field,
                             known)});
        }
        const std::string key = header_key(header);
        const auto found = spelled(as_written, std::array<std::string_view, 1>{key});
        if (!found) {
            throw InputError({fmt::format("{} に {} = \"{}\" の列がありません。ある列: {}",
                                          shown_as, field, header, listed(headers)),
                              fmt::format("{} has no column \"{}\" for {}. Columns found: {}",
                                          shown_as, header, field, listed(headers))});
        }
        if (field_denied_by(as_written.full[*found]) != field) {
            take(field, *found);
        }
    }
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (const auto denied = field_denied_by(keys.full[i]); denied && !is_taken(i)) {
            columns.denying[std::string(*denied)].push_back(i);
        } else if (tells_end(keys.full[i]) && !is_taken(i)) {
            columns.ends.push_back(i);
        }
    }
    if (!columns.at("kind")) {
        for (const std::string_view ambiguous : {"種別", "種類", "区分", "分類"}) {
            const auto found = spelled(keys, std::array<std::string_view, 1>{ambiguous});
            if (found && look.holds_kinds(*found)) {
                take("kind", *found);
                break;
            }
        }
    }
    const PlaceColumns places = place_columns(headers);
    for (const auto& [field, found] : {std::pair{"lat", places.lat}, std::pair{"lon", places.lon},
                                       std::pair{"lat_lon", places.both}}) {
        if (found && !columns.at(field)) {
            take(field, *found);
        }
    }
    for (const Spellings& known : spellings()) {
        if (columns.column.contains(std::string(known.field))) {
            continue;
        }
        const auto found = spelled(keys, known.headers);
        const bool taken =
            found &&
            std::any_of(columns.column.begin(), columns.column.end(), [&](const auto& other) {
                return other.second == *found && !chosen.contains(other.first);
            });
        if (found && !taken) {
            take(known.field, *found);
        }
    }
    if (!columns.at("name")) {
        for (const Edition& edition : editions()) {
            const auto name = find_column(keys.full, {edition.attributes.front().second});
            if (!name || !look.holds_words(*name)) {
                continue;
            }
            for (const auto& [field, attribute] : edition.attributes) {
                const auto found = find_column(keys.full, {attribute});
                if (found && !columns.at(field)) {
                    take(field, *found);
                }
            }
            break;
        }
    }
    if (const auto part = spelled(keys, name_parts());
        part && columns.at("name") && !chosen.contains("name") && !is_taken(*part)) {
        columns.name_part = part;
        columns.mapping["name"] += "・" + comparable(headers[*part]);
    }
    if (!columns.at("area_m2")) {
        const auto quantity = spelled(keys, std::array<std::string_view, 1>{"数量"});
        const auto unit = spelled(keys, std::array<std::string_view, 2>{"単位", "数量単位"});
        if (quantity && unit && !is_taken(*quantity) && !is_taken(*unit)) {
            columns.area_unit = unit;
            take("area_m2", *quantity);
        }
    }
    columns.address_parts = address_parts_in(keys);
    for (std::size_t i = 0; i < headers.size() && columns.at("address"); ++i) {
        if ((keys.bare[i] == "所在地" || keys.bare[i] == "住所") && columns.at("address") != i &&
            !columns.address_parts.otherwise) {
            columns.address_parts.otherwise = i;
        }
    }
    const std::vector<std::size_t> address_parts = columns.address_parts.all();
    if (!columns.at("address") && columns.address_parts.tell_a_place()) {
        std::string shown;
        for (const std::size_t part : address_parts) {
            shown += (shown.empty() ? "" : "・") + comparable(headers[part]);
        }
        columns.mapping.emplace("address", shown);
    }
    columns.lat_parts = {angle_part(keys.full, {"緯度", "北緯"}, "分"),
                         angle_part(keys.full, {"緯度", "北緯"}, "秒")};
    columns.lon_parts = {angle_part(keys.full, {"経度", "東経"}, "分"),
                         angle_part(keys.full, {"経度", "東経"}, "秒")};
    for (const auto& [field, denying] : columns.denying) {
        for (const std::size_t column : denying) {
            std::string& shown = columns.mapping[field];
            shown += (shown.empty() ? "" : "・") + comparable(headers[column]);
        }
    }
    const auto denies_one = [&columns](std::size_t position) {
        return std::any_of(columns.denying.begin(), columns.denying.end(),
                           [position](const auto& denied) {
                               return std::find(denied.second.begin(), denied.second.end(),
                                                position) != denied.second.end();
                           });
    };
    for (const std::size_t column : columns.ends) {
        std::string& shown = columns.mapping["state"];
        shown += (shown.empty() ? "" : "・") + comparable(headers[column]);
    }
    const auto is_part = [](const AssetColumns::AngleParts& parts, std::size_t position) {
        return parts.minutes == position || parts.seconds == position;
    };
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const bool used =
            is_part(columns.lat_parts, i) || is_part(columns.lon_parts, i) || is_taken(i) ||
            columns.name_part == i || columns.area_unit == i || denies_one(i) ||
            std::find(columns.ends.begin(), columns.ends.end(), i) != columns.ends.end() ||
            std::find(address_parts.begin(), address_parts.end(), i) != address_parts.end();
        if (!used && !keys.full[i].empty()) {
            columns.unused.push_back(comparable(headers[i]));
        }
    }
    return columns;
}

std::size_t known_headers_in(const std::vector<std::string>& headers) {
    const Keys keys = keys_of(with_split_address(headers));
    const auto fields =
        std::count_if(spellings().begin(), spellings().end(), [&keys](const Spellings& known) {
            return spelled(keys, known.headers).has_value();
        });
    return static_cast<std::size_t>(fields) + address_parts_in(keys).all().size();
}

std::optional<std::string> class_word(std::string_view header, std::string_view value) {
    const std::string key = header_key(header);
    for (const ClassWord& known : kClassWords) {
        if (value == known.value && key.starts_with(known.header)) {
            return std::string(known.word);
        }
    }
    return std::nullopt;
}

} // namespace todoku::io
