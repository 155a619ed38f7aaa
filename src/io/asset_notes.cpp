// What is told of a ledger as a whole, once its rows are read.
#include "core/counted.hpp"
#include "core/text.hpp"
#include "io/asset_rows.hpp"
#include "io/datum_issues.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace todoku::io {

void AssetRows::summarise_kinds() {
    Issue issue{.kind = IssueKind::Assumed,
                .code = "asset_kind_deduced",
                .file = request_.shown_as,
                .layer = request_.layer,
                .row = std::nullopt,
                .field = columns_.shown("kind"),
                .value = {},
                .problem = {},
                .action = {}};
    std::string ja;
    std::string en;
    std::int64_t total = 0;
    for (const auto& [kind, count] : deduced_) {
        ja += (ja.empty() ? "" : "、") + fmt::format("{} {}", label_of(kind).ja, counted(count));
        en += (en.empty() ? "" : ", ") + fmt::format("{} {}", label_of(kind).en, counted(count));
        total += count;
    }
    if (total > 0) {
        issue.value = std::to_string(total);
        issue.problem = {
            fmt::format("{} 件の資産の種別（建物・土地・工作物・柱・鉄塔）が台帳にありません。",
                        counted(total)),
            fmt::format("The ledger does not say the kind of {} assets.", counted(total))};
        issue.action = {"用途と名称の語から決めました（" + ja + "）。",
                        "Told by the words of use and name (" + en + ")."};
        issues_.add(issue);
    }
    if (assumed_poles_ > 0) {
        issue.code = "asset_kind_of_list";
        issue.value = std::to_string(assumed_poles_);
        issue.problem = {
            fmt::format("{} 件の資産の種別が台帳にありません（台帳の名前・題・見出しに「{}」）。",
                        counted(assumed_poles_), of_poles_),
            fmt::format("The ledger does not say the kind of {} assets (its name, title or "
                        "headers say \"{}\").",
                        counted(assumed_poles_), of_poles_)};
        issue.action = {"防災行政無線の柱として扱いました（違うときは defaults の kind で指定して"
                        "ください）。",
                        "Taken for poles of loudspeakers (give kind in defaults if they are "
                        "not)."};
        issues_.add(issue);
    }
    if (assumed_buildings_ > 0) {
        issue.code = "asset_kind_assumed";
        issue.value = std::to_string(assumed_buildings_);
        issue.problem = {
            fmt::format("{} 件の資産の種別が台帳になく、用途と名称からも分かりません。",
                        counted(assumed_buildings_)),
            fmt::format("Neither ledger nor words tell the kind of {} assets.",
                        counted(assumed_buildings_))};
        issue.action = {"建物として扱いました（違うときは defaults の kind で指定してください）。",
                        "Taken for buildings (give kind in defaults if they are not)."};
        issues_.add(issue);
    }
}

/// Of the ledger as a whole: no column of names, floors that stand with the structure.
void AssetRows::summarise_columns() {
    const auto tell = [&](const char* code, std::string field, std::string value, Text problem,
                          Text action, IssueKind kind = IssueKind::Assumed) {
        issues_.add({.kind = kind,
                     .code = code,
                     .file = request_.shown_as,
                     .layer = request_.layer,
                     .row = std::nullopt,
                     .field = std::move(field),
                     .value = std::move(value),
                     .problem = std::move(problem),
                     .action = std::move(action)});
    };
    if (!columns_.at("name") && !columns_.unused.empty()) {
        const std::string unused = listed(columns_.unused);
        tell("asset_name_column_unknown", "", unused,
             {fmt::format("名称の列が分かりません（使わなかった列: {}）。", unused),
              fmt::format("Which column holds the names is not known (columns not used: {}).",
                          unused)},
             {"住所か用途を名称の代わりにしました。名称の列があれば fields の name "
              "に書いてください。",
              "Address or use stand for the name. Where a column holds it, write it as name in "
              "fields."});
    }
    // Of decimals four pairs of digits are below 60 in one of eight rows: in 20 by chance never.
    constexpr std::int64_t kCertain = 20;
    if (decimals_ >= kCertain && minutes_ == decimals_) {
        tell(
            "angle_like_minutes", columns_.shown("lat"), std::to_string(minutes_),
            {fmt::format("緯度・経度の小数点の後ろが、{} 件すべてで、分と秒をつないだ形（34.4349 = "
                         "34度43分49秒）に合います。",
                         counted(minutes_)),
             fmt::format("Behind the point of latitude and longitude stand what may be minutes and "
                         "seconds in all {} rows (34.4349 for 34°43′49″).",
                         counted(minutes_))},
            {"10進の度として読みました。度分秒なら位置が数十kmずれます。34度43分49秒 か "
             "34:43:49 の形でもらい直してください。",
             "Read as decimal degrees. If they are minutes and seconds, places are tens of "
             "kilometres off: ask for them as 34:43:49."},
            IssueKind::Noted);
    }
    if (dates_ > 0) {
        tell("asset_id_like_date", columns_.shown("id"), first_date_.second,
             {fmt::format(
                  "表計算ソフトで日付に変わったような番号が {} 件あります（最初は {}行目の「{}」"
                  "）。",
                  counted(dates_), first_date_.first, first_date_.second),
              fmt::format("{} ids look like numbers that a spreadsheet made dates of (the first: "
                          "\"{}\" in row {}).",
                          counted(dates_), first_date_.second, first_date_.first)},
             {"そのまま番号としました。元の番号（1-5 など）を文字として入れ直してください。",
              "They stand as ids. Enter the original ones (1-5) as text."},
             IssueKind::Noted);
    }
    if (floors_of_range_ > 0) {
        tell("floors_of_range", columns_.shown("floors"), std::to_string(floors_of_range_),
             {fmt::format("階数の欄に「1～3階」「2階・3階」のような階が {} 件あります。",
                          counted(floors_of_range_)),
              fmt::format("{} cells of floors name several (1～3階, 2階・3階).",
                          counted(floors_of_range_))},
             {"最も高い階を階数としました。建物がそれより高ければ、建物の階数を書いてください。",
              "The highest is taken for the number of floors. Where the building is higher, write "
              "its own."});
    }
    if (floors_of_structure_ > 0) {
        tell("floors_of_structure", columns_.shown("structure"),
             std::to_string(floors_of_structure_),
             {fmt::format("{} 件の資産の階数が構造の欄に書かれています。",
                          counted(floors_of_structure_)),
              fmt::format("The floors of {} assets stand in the cell of the structure.",
                          counted(floors_of_structure_))},
             {"階数として使いました。", "Used as the number of floors."});
    }
}

std::vector<Issue> AssetRows::take_issues() {
    summarise_columns();
    summarise_answers();
    if (assumed_) {
        issues_.add(assumed_jgd2011(request_.shown_as, request_.layer));
    }
    if (!unknown_datums_.empty()) {
        issues_.add(unknown_datums(request_.shown_as, request_.layer, unknown_datums_));
    }
    if (convert_) {
        for (Issue& issue : datum_issues(*convert_, request_.shown_as, request_.layer)) {
            issues_.add(std::move(issue));
        }
    }
    summarise_kinds();
    return issues_.take();
}

} // namespace todoku::io
