// What the cells of a row say of an asset: kind, figures, answers, municipality.
#include "core/counted.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_answers.hpp"
#include "io/asset_cells.hpp"
#include "io/asset_denials.hpp"
#include "io/asset_kind.hpp"
#include "io/asset_rows.hpp"
#include "io/asset_state.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <utility>

namespace todoku::io {

using domain::Asset;
using domain::AssetKind;

void AssetRows::read_kind(const AssetRow& row, Asset& asset) {
    const std::string_view stated = cell(row, field("kind"));
    const auto remembered = [this](std::string_view words, auto make) {
        return kinds_.of(words, make);
    };
    if (!stated.empty()) {
        if (const auto kind = stated_kind(stated)) {
            asset.kind = *kind;
            asset.kind_stated = true;
            return;
        }
    }
    // A kind in other words (公の施設, 普通財産) speaks like a use.
    for (const std::string_view words : {stated, asset.use.view()}) {
        if (const auto kind = remembered(words, kind_spoken_of)) {
            asset.kind = *kind;
            ++deduced_[*kind];
            return;
        }
    }
    if (!of_poles_.empty()) { // names are of what stands nearby: 北公民館
        asset.kind = AssetKind::Pole;
        ++assumed_poles_;
        return;
    }
    if (const auto kind = kind_spoken_of(asset.name)) {
        asset.kind = *kind;
        ++deduced_[*kind];
        return;
    }
    asset.kind = AssetKind::Building;
    ++assumed_buildings_;
}

template <class Target, class Parse>
void AssetRows::optional_field(const AssetRow& row, std::size_t field, Target& target,
                               const Parse& parse, const Text& expected) {
    const std::string_view found = cell(row, field);
    if (says_nothing(found)) {
        return;
    }
    target = parse(found);
    if (!target) {
        issues_.add(
            issue(row, IssueKind::Noted, "asset_value_unreadable",
                  columns_.shown(kAssetFields[field]), clean_text(found),
                  {expected.ja + "として読めません。", "Cannot be read as " + expected.en + "."},
                  {"値なしとして扱いました。", "Counts as not given."}));
    }
}

void AssetRows::read_figures(const AssetRow& row, Asset& asset) {
    // Nothing in Japan is higher than 東京スカイツリー, 634 m. Zero is how ledgers leave a height
    // open, except of land.
    const auto is_own = [&](std::size_t of) { // a default of the study is in m and ㎡
        return position_[of] != kNone && !trimmed(row.cell(position_[of])).empty();
    };
    const auto metres_in = [&](std::string_view found) {
        return is_own(field("height_m"))
                   ? heights_.of(found,
                                 [this](std::string_view words) {
                                     return height_in(words, columns_.shown("height_m"));
                                 })
                   : height_in(found, "");
    };
    const auto height = [&](std::string_view found) {
        const auto metres = metres_in(found);
        const bool open = metres == 0.0 && asset.kind != AssetKind::Land;
        return metres && *metres >= 0.0 && *metres <= 634.0 && !open ? metres : std::nullopt;
    };
    const std::string_view height_cell = cell(row, field("height_m"));
    const auto as_floors = height_cell.empty() || metres_in(height_cell)
                               ? std::nullopt
                               : floors_stated_in(height_cell);
    if (!as_floors) {
        optional_field(row, field("height_m"), asset.height_m, height,
                       {"地上からの高さ（m、cm、mmの一つの数。0より大きく634m以下）",
                        "a height above the ground (one number in m, cm or mm, above 0, up to "
                        "634 m)"});
    }
    optional_field(row, field("floors"), asset.floors,
                   [this](std::string_view found) { return floors_.of(found, floors_in); },
                   {fmt::format("階数（1から{}までの整数）", kMostFloors),
                    fmt::format("a number of floors (whole, 1 to {})", kMostFloors)});
    if (asset.floors && highest_of_floors(cell(row, field("floors")))) {
        ++floors_of_range_;
    }
    if (as_floors) {
        const bool wanted = !asset.floors;
        if (wanted) {
            asset.floors = as_floors;
        }
        issues_.add(
            issue(row, wanted ? IssueKind::Assumed : IssueKind::Noted, "height_holds_floors",
                  columns_.shown("height_m"), clean_text(height_cell),
                  {"高さの欄に階数が書かれています。", "The cell of the height holds floors."},
                  wanted ? Text{"階数として使い、高さは値なしとして扱いました。",
                                "Used as the number of floors; the height counts as not given."}
                         : Text{"階数は階数の欄のものを使い、高さは値なしとして扱いました。",
                                "The floors of their own column are used; the height counts as not "
                                "given."}));
    }
    constexpr double kMostCost = 4e9;
    optional_field(row, field("cost"), asset.cost,
                   [](std::string_view found) -> std::optional<std::uint32_t> {
                       const auto cost = number_in(found);
                       const bool fits =
                           cost && *cost >= 1.0 && *cost <= kMostCost && *cost == std::floor(*cost);
                       return fits ? std::optional(static_cast<std::uint32_t>(*cost))
                                   : std::nullopt;
                   },
                   {"費用（1以上の整数）", "a cost (a whole number of at least 1)"});
    if (!asset.floors && !asset.structure.empty()) { // RC-3F, 木造平屋建; 構造・階数: RC-2/1
        const bool of_both = columns_.shown("structure").find("階") != std::string::npos;
        asset.floors = of_both ? floors_in(asset.structure) : floors_stated_in(asset.structure);
        floors_of_structure_ += asset.floors ? 1 : 0;
    }
    const std::string unit =
        columns_.area_unit ? clean_text(row.cell(*columns_.area_unit)) : std::string();
    const std::string area_header = columns_.area_unit         ? "(" + unit + ")"
                                    : is_own(field("area_m2")) ? columns_.shown("area_m2")
                                                               : std::string();
    const auto area = [&](std::string_view found) {
        const auto size =
            unit.empty() ? size_in(found, area_header) : size_in(std::string(found) + unit);
        return size && *size >= 0.0 ? size : std::nullopt;
    };
    const bool counts_things = // 3 棟, 1 式
        columns_.area_unit && (says_nothing(unit) || !size_in("1" + unit));
    if (!counts_things) {
        optional_field(row, field("area_m2"), asset.area_m2, area,
                       {"面積（㎡、a、ha、km2、坪の一つの数）",
                        "an area (one number in ㎡, a, ha, km2 or 坪)"});
    }
    if (asset.area_m2 && is_in_tsubo(cell(row, field("area_m2")), area_header)) {
        issues_.add(issue(row, IssueKind::Assumed, "area_in_tsubo", columns_.shown("area_m2"),
                          text(row, field("area_m2")),
                          {"面積が坪で書かれています。", "The area is in 坪."},
                          {"1坪を400/121㎡（約3.306㎡）として㎡に直しました。",
                           "Converted with 400/121 square metres (about 3.306) for 1 坪."}));
    }
    const auto distance = [&](std::string_view found) {
        const auto metres =
            height_in(found, is_own(field("fibre_distance_m")) ? columns_.shown("fibre_distance_m")
                                                               : std::string());
        return metres && *metres >= 0.0 ? metres : std::nullopt;
    };
    optional_field(row, field("fibre_distance_m"), asset.fibre_distance_m, distance,
                   {"光回線までの距離（m、kmの一つの数。0以上）",
                    "a distance to fibre (one number in m or km, not negative)"});
    constexpr int kFirstYear = 1800; // what stands in ledgers of public assets is younger
    const auto year = [this](std::string_view found) {
        const auto built = years_.of(found, year_built_in);
        return built && *built >= kFirstYear && *built <= 2200 ? built : std::nullopt;
    };
    optional_field(row, field("year_built"), asset.year_built, year,
                   {"建てた年（1800年以降の西暦、またはその元号にある年）",
                    "a year of building (from 1800, or one that its era has)"});
    std::optional<domain::PlacePrecision> precision;
    optional_field(row, field("precision"), precision,
                   [](std::string_view found) { return precision_in(found); },
                   {"位置の精度（台帳、街区、町丁目）", "the precision of a place"});
    asset.precision = precision.value_or(domain::PlacePrecision::Ledger);
}

void AssetRows::read_answers(const AssetRow& row, Asset& asset) {
    read_answer(row, field("power"), asset.power, asset);
    read_answer(row, field("fibre"), asset.fibre, asset);
    read_answer(row, field("access"), asset.access, asset);
    read_answer(row, field("sharing_allowed"), asset.sharing_allowed, asset);
    read_answer(row, field("near_school_or_hospital"), asset.near_school_or_hospital, asset);
    read_answer(row, field("publishable"), asset.publishable, asset);
    deny(row, "power", asset.power);
    deny(row, "fibre", asset.fibre);
    deny(row, "sharing_allowed", asset.sharing_allowed);
    deny(row, "publishable", asset.publishable);
}

/// 非公開: ○. One no is enough; × under such a header takes back what only the study's default
/// says.
void AssetRows::deny(const AssetRow& row, std::string_view field, std::optional<bool>& target) {
    const auto columns = columns_.denying.find(field);
    if (columns == columns_.denying.end()) {
        return;
    }
    const auto own = columns_.at(field);
    const bool answered = own && !trimmed(row.cell(*own)).empty();
    Denied& denied = denied_[columns->first];
    for (const std::size_t column : columns->second) {
        const auto no = denies(row.cell(column));
        if (no == true) {
            target = false;
            ++denied.rows;
            return;
        }
        if (!no) {
            ++denied.undecided;
            target = answered || target == false ? target : std::nullopt;
        }
    }
}

/// Keeps what speaks against the asset's use: its state, a date of its end, a bracket in its name,
/// a note of nothing else, a line through the whole row.
void AssetRows::read_state(const AssetRow& row, Asset& asset) {
    const std::string_view state = cell(row, field("state"));
    std::string against;
    if (speaks_against_use(state)) {
        against = clean_text(state);
    }
    for (const std::size_t column : columns_.ends) {
        if (against.empty() && is_date_of_end(row.cell(column))) {
            against = clean_text(columns_.headers.at(column)) + " " + clean_text(row.cell(column));
        }
    }
    if (against.empty()) {
        against = state_in_name(asset.name.view());
    }
    if (against.empty() && is_only_a_state(asset.note.view())) {
        against = asset.note;
    }
    if (against.empty() && row.struck) {
        against = "取消線";
    }
    if (!against.empty()) {
        first_unavailable_ = unavailable_.empty() ? row.row : first_unavailable_;
        constexpr std::size_t kMostWords = 20; // dates differ in every row
        const bool room = unavailable_.size() < kMostWords || unavailable_.contains(against);
        ++unavailable_[room ? against : std::string()];
        asset.unavailable = SharedText(against);
    } else if (asset.name.view().find("仮称") != std::string_view::npos) {
        first_provisional_ = provisional_ == 0 ? row.row : first_provisional_;
        ++provisional_;
    }
}

/// What stands behind an answer stays readable in the note; what is not decided counts as not
/// known.
void AssetRows::read_answer(const AssetRow& row, std::size_t field, std::optional<bool>& target,
                            Asset& asset) {
    const std::string_view found = cell(row, field);
    const auto given = answers_.of(found, [](std::string_view words) {
        return says_nothing(words) ? std::nullopt : std::optional(answer_in(words));
    });
    if (!given) {
        return;
    }
    const Answer& answer = *given;
    target = answer.value;
    const bool to_publish = field == io::field("publishable") && target == true;
    const bool no_more = target == false && answer.remark; // 無（引込可）
    const bool told = answer.conditional || no_more || (to_publish && answer.remark);
    if (target && !told) {
        return;
    }
    const std::string header = columns_.shown(kAssetFields[field]);
    const std::string words = clean_text(found);
    if (told) {
        const bool yes = *target;
        if (to_publish) { // what nobody allowed outright is not published
            target.reset();
        }
        const std::string condition = header + ": " + words;
        asset.note = asset.note.empty() ? condition : std::string(asset.note) + " / " + condition;
        issues_.add(issue(
            row, IssueKind::Assumed,
            to_publish ? "asset_leave_limited"
            : yes      ? "asset_answer_conditional"
                       : "asset_answer_remark",
            header, words,
            {"条件や説明の付いた答えです。", "The answer has a condition or a remark."},
            to_publish
                ? Text{"公開可とはみなさず、その語を備考に残しました。無条件に公開してよければ、"
                       "可とだけ書いてください。",
                       "Not taken for leave to publish; its words are kept in the note. Where "
                       "nothing limits it, write yes alone."}
            : yes ? Text{"条件付きの「可（有）」として使い、その語を備考に残しました。",
                         "Used as yes; its words are kept in the note."}
                  : Text{"「不可（無）」として使い、その語を備考に残しました。",
                         "Used as no; its words are kept in the note."}));
    } else if (answer.open) {
        issues_.add(issue(
            row, IssueKind::Noted, "asset_answer_open", header, words,
            {"有・無、可・不可が決まらない答えです。", "The answer decides neither yes nor no."},
            {"不明として扱いました。決まっていれば有・無などで書いてください。",
             "Counts as unknown. Write yes or no where it is decided."}));
    } else {
        issues_.add(
            issue(row, IssueKind::Noted, "asset_value_unreadable", header, words,
                  {"有・無、可・不可、○・×として読めません。", "Cannot be read as yes or no."},
                  {"値なしとして扱いました。", "Counts as not given."}));
    }
}

/// Of columns that deny, and of assets that are gone or not there yet.
void AssetRows::summarise_answers() {
    const auto tell = [&](IssueKind kind, const char* code, std::optional<std::int64_t> row,
                          std::string field, std::int64_t count, Text problem, Text action) {
        issues_.add({.kind = kind,
                     .code = code,
                     .file = request_.shown_as,
                     .layer = request_.layer,
                     .row = row,
                     .field = std::move(field),
                     .value = std::to_string(count),
                     .problem = std::move(problem),
                     .action = std::move(action)});
    };
    for (const auto& [field, denied] : denied_) {
        const std::string header = columns_.shown(field);
        if (denied.rows > 0) {
            tell(IssueKind::Assumed, "asset_answer_denied", std::nullopt, header, denied.rows,
                 {fmt::format("「{}」に印や語のある資産が {} 件あります。", header,
                              counted(denied.rows)),
                  fmt::format("{} assets have a mark or words under \"{}\".", counted(denied.rows),
                              header)},
                 {"不可（なし）として扱いました。空欄、0、無、可は、印のないものとみます。",
                  "Counts as no. Empty cells, 0, 無 and 可 count as no mark."});
        }
        if (denied.undecided > 0) {
            tell(IssueKind::Noted, "asset_denial_undecided", std::nullopt, header, denied.undecided,
                 {fmt::format("「{}」の × や「不明」が {} 件あります。可とも不可とも読めます。",
                              header, counted(denied.undecided)),
                  fmt::format("{} cells under \"{}\" hold × or \"unknown\", which may mean yes or "
                              "no.",
                              counted(denied.undecided), header)},
                 {"不明として扱い、defaults "
                  "の値も使いませんでした。○か空欄、または1か0で書いてください。",
                  "Counts as unknown, and defaults do not fill it. Write ○ or nothing, 1 or 0."});
        }
    }
    if (!unavailable_.empty()) {
        std::int64_t count = 0;
        std::string words;
        for (const auto& [word, rows] : unavailable_) {
            count += rows;
            words += word.empty() ? std::string()
                                  : fmt::format("{}{} {}", words.empty() ? "" : "、", word, rows);
        }
        tell(IssueKind::Assumed, "asset_unavailable", first_unavailable_,
             columns_.shown(columns_.mapping.contains("state") ? "state" : "name"), count,
             {fmt::format("なくなった、使われていない、またはまだない資産が {} 件あります（{}）。",
                          counted(count), words),
              fmt::format("{} assets are gone, given up or not built yet ({}).", counted(count),
                          words)},
             {"一覧に残し、候補にはしませんでした。使えるものは、その欄を「供用中」などに直してくだ"
              "さい。",
              "Kept in the list, not used as candidates. Where one can be used, correct that "
              "cell."});
    }
    if (provisional_ > 0) {
        tell(
            IssueKind::Noted, "asset_provisional", first_provisional_, columns_.shown("name"),
            provisional_,
            {fmt::format(
                 "名称に「仮称」のある資産が {} 件あります。まだ建っていないことがあります。",
                 counted(provisional_)),
             fmt::format("{} assets have provisional names (仮称): they may not be built yet.",
                         counted(provisional_))},
            {"候補に含めました。まだないものは、名称に（計画中）と書くか、状態の列に書いてください"
             "。",
             "They are candidates. Where one is not there yet, write （計画中） behind its name or "
             "fill a column 状態."});
    }
}

void AssetRows::read_municipality(const AssetRow& row, Asset& asset) {
    const std::string found = text(row, field("municipality"));
    if (says_nothing(found)) {
        return;
    }
    if (const auto code = domain::GovernmentCode::parse(found)) {
        if (!code->is_prefecture()) { // a prefecture's own ledger: the study fills the municipality
                                      // by place
            asset.municipality = *code;
        }
        return;
    }
    issues_.add(issue(row, IssueKind::Noted, "asset_municipality_unreadable",
                      columns_.shown("municipality"), found,
                      {"市区町村コード（5桁、または検査数字の正しい6桁）ではありません。",
                       "Not a municipality code (5 digits, or 6 with a right check digit)."},
                      {"コードは使わず、位置から市区町村を決めます。",
                       "The code is not used; the place decides the municipality."}));
}

} // namespace todoku::io
