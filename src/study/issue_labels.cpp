#include "study/issue_labels.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

namespace todoku::study {

namespace {

struct FewWords {
    std::string_view code;
    const char* ja;
    const char* en;
};
constexpr auto kFewWords = std::to_array<FewWords>({
    {"asset_answer_conditional", "条件や説明の付いた可否・有無",
     "answers with a condition or remark"},
    {"asset_answer_denied", "非公開・共用不可などの列の印は不可",
     "marks of 非公開 and 共用不可 are a no"},
    {"asset_answer_remark", "説明の付いた不可・無", "a no with a remark"},
    {"asset_id_repeated", "重複したIDを付け直し", "repeated ids renewed"},
    {"asset_id_taken", "IDを補い", "ids made"},
    {"asset_kind_deduced", "種別を名称から判断", "kinds judged by name"},
    {"asset_leave_limited", "条件の付いた公開可は公開しない", "limited leave to publish is none"},
    {"asset_name_column_unknown", "名称の列が分からない", "no column of names"},
    {"asset_off_shore", "海岸線の外は最寄りの市町村に", "off the coast: nearest municipality"},
    {"asset_placed_by_address", "住所から位置を決めた", "placed by address"},
    {"asset_unavailable", "解体済・廃止・計画中は候補にしない", "gone or not built: no candidates"},
    {"begins_later", "時点より後に始まる所はエリア外に", "not begun on the day: not covered"},
    {"carrier_by_other_name", "事業者の別の名前", "another name of a carrier"},
    {"code_of_three_digits", "コードに県の番号を補った", "prefecture put before codes"},
    {"code_from_file_name", "市町村コードをファイル名から", "code from the file name"},
    {"weights_inconsistent", "重みの一対比較に食い違い", "comparisons contradict each other"},
    {"angle_in_seconds", "秒の通算を度に", "seconds of arc to degrees"},
    {"angle_with_commas", "コンマ区切りを度・分・秒に", "commas as degrees, minutes, seconds"},
    {"crs_assumed", "座標系を仮定", "CRS assumed"},
    {"datum_approximate", "日本測地系を近似で変換", "Tokyo datum approximately"},
    {"datum_grid_unusable", "測地系の変換パラメータが読めない", "datum grid cannot be read"},
    {"encoding_contradicted", "文字コードを中身から判断", "encoding by content"},
    {"encoding_guessed", "文字コードを中身から判断", "encoding by content"},
    {"floors_of_range", "1～3階などの階は最も高い階を階数に", "of several floors the highest"},
    {"floors_of_structure", "階数を構造の欄から", "floors from the structure"},
    {"ground_moved_2011", "2011年の地震より前の座標", "from before the earthquake of 2011"},
    {"asset_kind_of_list", "種別を柱と仮定", "kind taken for pole"},
    {"cells_like_above", "〃・同上を上の値に", "the same as above"},
    {"cells_merged_down", "結合セルの値を下へ", "merged cells filled down"},
    {"asset_kind_assumed", "種別を建物と仮定", "kind taken for building"},
    {"class_blank", "空欄をエリア外に", "blank taken as not covered"},
    {"mesh_columns_taken", "列を見出しか値から判断", "columns by headers or values"},
    {"mesh_columns_unused", "使わなかった列がある", "columns not used"},
    {"heights_not_numbers", "数でない標高を欠測に", "heights that are no numbers: void"},
    {"landslide_code_list", "特別警戒区域の符号を判断", "code of special zones judged"},
    {"municipality_without_name", "市町村名なし", "municipality without name"},
    {"no_terrain", "平らな地面として計算", "flat ground"},
    {"place_of_map_link", "地図のURLから位置を決めた", "placed by the address of a map"},
    {"place_placed_by_address", "住所から位置を決めた", "placed by address"},
    {"polygon_attributes_unused", "使わなかった項目がある", "attributes not used"},
    {"polygon_class_taken", "エリアの内外を項目の値から", "covered or not by an attribute"},
    {"polygon_days_unused", "始まる日を見ずに全てエリアに", "all covered, begun or not"},
    {"polygon_plan_unused", "予定などの語があるが全てエリアに", "all covered, planned or not"},
    {"polygon_signal_unused", "電波の強さを見ずに全てエリアに", "all covered, however strong"},
    {"polygon_strength_taken", "電波の強さを項目から", "strengths by an attribute"},
    {"population_regridded", "人口を集計のメッシュに合わせた", "people moved to the study's mesh"},
    {"population_details_joined", "内訳だけの表を付けた", "tables of details joined"},
    {"population_tables_joined", "同じ人の二つの表を一度だけ数えた",
     "tables of the same people joined"},
    {"population_unknown", "人口が不明のメッシュは数えない", "cells of unknown people not counted"},
    {"share_not_said", "カバー率のない行は不明", "rows without a share are unknown"},
    {"share_unit_decided", "割合の単位を判断", "unit of shares judged"},
    {"sheet_taken", "表として読めるシートを選んだ", "the sheet that reads as a table"},
    {"strength_says_not_covered", "強度の列に圏外・不明", "strengths that say not covered"},
    {"strength_unknown", "強さの区分が不明", "strength unknown"},
    {"study_date_of_fiscal_year", "スタディの日付を年度の末日に",
     "dated by a fiscal year's last day"},
    {"suppressed_details_apportioned", "秘匿された内訳を配分", "suppressed details shared out"},
    {"terrain_thinned", "標高を間引いた", "terrain thinned"},
    {"trailing_fields_absent", "行末の欠けた列を空欄に", "absent last fields taken for empty"},
    {"zones_without_names", "区域の名前の項目が分からない", "no field names the zones"},
    {"where_code_digits", "条件の市町村コードの桁を補い", "digits of codes in `where`"},
});

// Noted, and nobody has to do anything about them.
constexpr auto kOnlyTold = std::to_array<std::string_view>(
    {"archive_member_chosen", "archive_members_left", "asset_joined", "blank_rows", "invalid_rings",
     "mesh_cell_twice", "mesh_level_ambiguous", "other_prefectures", "place_joined",
     "population_beside_municipalities", "population_elsewhere", "population_not_stated",
     "population_of_neighbours", "population_of_others_divided", "sheet_hidden",
     "weaker_than_asked", "wider_than_prefecture", "zones_without_effect"});

// Assets whose place nobody knows: kept in the list, counted apart from rows that are not used.
constexpr std::array<std::string_view, 5> kWithoutPlace = {
    "asset_at_zero", "asset_coordinate_unreadable", "asset_map_link_without_place",
    "asset_outside_japan", "asset_without_coordinates"};

// What counts as outside, by the same word as the column of counts.
constexpr std::array<std::string_view, 9> kOutside = {"asset_outside",
                                                      "places_off_land",
                                                      "measurement_outside",
                                                      "other_prefectures",
                                                      "outside_prefecture",
                                                      "population_elsewhere",
                                                      "population_outside_municipalities",
                                                      "population_without_municipality",
                                                      "wider_than_prefecture"};

/// What the program calls a thing that has no heading in the file.
struct OwnName {
    std::string_view field;
    Text label;
};
const std::array<OwnName, 4> kOwnNames = {{
    {"geometry", {"図形", "geometry"}},
    {"kind", {"種別", "kind"}},
    {"lat, lon", {"緯度, 経度", "lat, lon"}},
    {"municipality", {"市区町村コード", "municipality"}},
}};

bool is_any_of(std::string_view code, const auto& codes) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::string first_sentence_ja(const std::string& text) {
    return text.substr(0, text.find("。"));
}

/// A full stop within a name (study.toml) or a number ends no sentence.
std::string first_sentence_en(const std::string& text) {
    const std::size_t stop = text.find(". ");
    return stop != std::string::npos ? text.substr(0, stop)
           : text.ends_with('.')     ? text.substr(0, text.size() - 1)
                                     : text;
}

} // namespace

bool asks_for_a_hand(const Issue& issue) {
    return issue.kind == IssueKind::Rejected ||
           (issue.kind == IssueKind::Noted && !is_any_of(issue.code, kOnlyTold));
}

Text kind_label(const Issue& issue) {
    if (is_any_of(issue.code, kOutside)) {
        return {"対象外", "outside"};
    }
    if (issue.code == "mesh_cell_repeated") { // counted so, by the same word
        return {"統合", "joined"};
    }
    // Places of a study are not kept: their issues say another action.
    const bool kept = is_any_of(issue.code, kWithoutPlace) &&
                      issue.action.ja.find("一覧に残しました") != std::string::npos;
    return kept ? Text{"位置不明", "unplaced"} : label_of(issue.kind);
}

std::string field_label(const Issue& issue, Language language) {
    // These speak of what the asset became, whatever its columns were called.
    if (issue.code == "asset_joined" || issue.code == "place_joined") {
        return language == Language::Japanese ? "名称" : "name";
    }
    if (issue.code == "asset_id_taken") {
        return language == Language::Japanese ? "番号" : "id";
    }
    for (const OwnName& own : kOwnNames) {
        if (own.field == issue.field) {
            return own.label.in(language);
        }
    }
    return on_one_line(issue.field);
}

std::string on_one_line(std::string_view text) {
    std::string line;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (text[i] == '\n' || (text[i] == '\r' && !text.substr(i + 1).starts_with('\n'))) {
            line += "⏎";
        } else if (text[i] != '\r') {
            line += byte < 0x20 || byte == 0x7F ? ' ' : text[i];
        }
    }
    return line;
}

Text in_few_words(const Issue& issue) {
    for (const FewWords& words : kFewWords) {
        if (words.code == issue.code) {
            return {words.ja, words.en};
        }
    }
    return {first_sentence_ja(issue.action.ja), first_sentence_en(issue.action.en)};
}

std::int64_t count_of(const std::vector<Issue>& issues) {
    return std::accumulate(issues.begin(), issues.end(), std::int64_t{0},
                           [](std::int64_t sum, const Issue& issue) { return sum + issue.count; });
}

std::vector<IssueGroup> grouped(const std::vector<Issue>& issues) {
    // One code may say another thing of each field: the heading of a group is true of all in it.
    // Fields of which it says the same (lat, 緯度) stay together.
    std::map<std::tuple<IssueKind, std::string_view, std::string_view>, std::string_view> wording;
    for (const Issue& issue : issues) {
        wording.try_emplace({issue.kind, issue.code, issue.field}, issue.problem.ja);
    }
    std::map<std::tuple<IssueKind, std::string_view, std::string_view>, IssueGroup> by_code;
    for (const Issue& issue : issues) {
        IssueGroup& group =
            by_code[{issue.kind, issue.code, wording.at({issue.kind, issue.code, issue.field})}];
        group.issues.push_back(&issue);
        group.count += issue.count;
        group.asks = asks_for_a_hand(issue);
    }
    std::vector<IssueGroup> groups;
    for (auto& [key, group] : by_code) {
        groups.push_back(std::move(group));
    }
    // The map is in the order of kinds: what was lost comes first.
    const auto rank = [](const IssueGroup& group) {
        return std::pair(group.asks ? 0 : 1, static_cast<int>(group.issues.front()->kind));
    };
    std::stable_sort(groups.begin(), groups.end(), [&](const IssueGroup& a, const IssueGroup& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.count > b.count;
    });
    return groups;
}

} // namespace todoku::study
