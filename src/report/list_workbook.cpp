#include "report/figures.hpp"
#include "report/geodata_layers.hpp"
#include "report/letter_text.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"
#include "report/source_lines.hpp"
#include "report/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::report {

namespace {

SheetCell counted(double number, bool estimated) {
    return estimated ? SheetCell(MarkedNumber{number, CellLook::Estimated}) : SheetCell(number);
}

SheetCell number_or_blank(std::optional<double> number) {
    return number ? SheetCell(*number) : SheetCell();
}

SheetCell ratio(double part, double whole) {
    return whole > 0.0 ? SheetCell(part / whole) : SheetCell();
}

/// The number leads to the place on the overview map.
SheetCell on_overview(const char* kind, int number) {
    return LinkedNumber{static_cast<double>(number),
                        fmt::format("{}.pdf#{}-{}", kMapStem, kind, number)};
}

/// The page leads to the sheet.
SheetCell on_page(std::string_view book, int page) {
    return page > 0 ? SheetCell(LinkedNumber{static_cast<double>(page),
                                             fmt::format("{}#page={}", book, page)})
                    : SheetCell();
}

std::string state_of(const PackageContent& content) {
    return fmt::format("{}　{}　{}現在", content.prefecture, content.carrier,
                       date_or_blank(content.as_of));
}

std::string places_of(const GapRow& gap) {
    std::string text;
    for (const auto& [kind, names] : gap.places) {
        // A cell of hundreds of names is read by nobody and makes the row taller than the page.
        constexpr std::size_t kNames = 5;
        std::string list;
        for (std::size_t i = 0; i < std::min(kNames, names.size()); ++i) {
            list += (list.empty() ? "" : "、") + names[i];
        }
        if (names.size() > kNames) {
            list += fmt::format(" ほか{}", names.size() - kNames);
        }
        if (!list.empty()) {
            text += (text.empty() ? "" : "　") + fmt::format("【{}】{}", kind, list);
        }
    }
    return text;
}

std::string numbers_of(const AssetRow& asset) {
    std::vector<int> numbers = asset.gap_numbers;
    std::ranges::sort(numbers);
    std::string text;
    for (const int number : numbers) {
        text += (text.empty() ? "" : "、") + std::to_string(number);
    }
    return text;
}

/// The mail address stands on a line of its own, so that the column need not hold both.
std::vector<std::string> contact_lines(const std::string& contact) {
    const std::string text = printable(contact);
    const std::size_t at = text.find('@');
    const std::size_t blank = at == std::string::npos ? at : text.rfind(' ', at);
    if (blank == std::string::npos) {
        return {text};
    }
    return {text.substr(0, blank), text.substr(blank + 1)};
}

/// Wide enough for the longest line within reason: a mail address must not break.
double contact_width(const PackageContent& content) {
    constexpr double kLeast = 14.0;
    constexpr double kMost = 40.0;
    double width = kLeast;
    for (const AssetRow& asset : content.assets) {
        for (const std::string& line : contact_lines(asset.contact)) {
            width = std::max(width, static_cast<double>(display_width(line)) + 2.0);
        }
    }
    return std::min(kMost, width);
}

Sheet gap_sheet(const PackageContent& content) {
    Sheet sheet;
    sheet.name = "要望箇所";
    sheet.title = "5G基地局の整備を要望する箇所　" + state_of(content);
    sheet.when_empty = "現在のところ、整備を要望する箇所はありません。";
    sheet.frozen_columns = 4;
    sheet.columns = {{"番号", 6, CellLook::Centred},
                     {"優先\n順位", 6, CellLook::Centred},
                     {municipalities_word(content), 10, CellLook::Text},
                     {"箇所（最寄り）", 24, CellLook::Text},
                     {"人口\n（人）", 9, CellLook::Count, true},
                     {"世帯数", 9, CellLook::Count, true},
                     {"65歳以上\n（人）", 9, CellLook::Count, true},
                     {"65歳以上\nの割合", 9, CellLook::Percent},
                     {"面積\n（k㎡）", 8, CellLook::OneDecimal, true},
                     {"道路\n（km）", 8, CellLook::OneDecimal, true},
                     {"他社の\n5G", 7, CellLook::Centred},
                     {"貴社の4Gが\n届く割合", 11, CellLook::Percent},
                     {"区域内の施設", 44, CellLook::Text, false, true, true},
                     {"要望の理由", 46, CellLook::Text},
                     {"図面\n（頁）", 6, CellLook::Centred},
                     {"緯度", 11, CellLook::Degrees, false, false},
                     {"経度", 11, CellLook::Degrees, false, false},
                     {"最寄りまで\nの距離（m）", 11, CellLook::Count, false, false},
                     {"団体コード", 10, CellLook::Centred, false, false},
                     {"区域ID", 22, CellLook::Text, false, false}};
    for (const GapRow& gap : content.gaps) {
        sheet.rows.push_back(
            {on_overview("gap", gap.number),
             static_cast<double>(gap.priority),
             gap.municipality,
             place_text(gap),
             gap.population,
             counted(gap.households, gap.households_estimated),
             counted(gap.population_65plus, gap.population_65plus_estimated),
             ratio(gap.population_65plus, gap.population),
             gap.area_m2 / 1e6,
             gap.road_m / 1000.0,
             told_text(gap.another_carrier_serves),
             std::isnan(gap.own_4g_share) ? SheetCell("不明") : SheetCell(gap.own_4g_share),
             places_of(gap),
             gap.reason,
             on_page(kMunicipalityMapsName, gap.map_page),
             gap.centre.lat(),
             gap.centre.lng(),
             gap.nearest_place.empty() ? SheetCell() : SheetCell(gap.nearest_place_m),
             gap.municipality_code,
             gap.id});
    }
    return sheet;
}

/// A year has no separator of thousands.
std::string year_text(const std::optional<int>& year) {
    return year ? std::to_string(*year) : std::string();
}

std::string precision_text(const std::string& precision) {
    return precision == "block"  ? "住所の街区"
           : precision == "town" ? "住所の大字・町丁目"
                                 : "台帳の座標";
}

Sheet asset_sheet(const PackageContent& content) {
    Sheet sheet;
    sheet.name = "提供資産";
    sheet.title = "提供できる施設・土地等　" + state_of(content);
    sheet.when_empty = "現在のところ、提供できる資産はありません。";
    sheet.frozen_columns = 2;
    sheet.columns = {{"順位", 9, CellLook::Centred},
                     {"名称", 24, CellLook::Text},
                     {"種別", 7, CellLook::Centred},
                     {"所有者", 10, CellLook::Text},
                     {"所管課", 18, CellLook::Text},
                     {"連絡先", contact_width(content), CellLook::Text},
                     {municipalities_word(content), 10, CellLook::Text},
                     {"所在地", 22, CellLook::Text},
                     {"高さ\n（m）", 8, CellLook::OneDecimal, false, true, true},
                     {"アンテナ高\n（m、想定）", 10, CellLook::OneDecimal},
                     {"階数", 5, CellLook::Count},
                     {"構造", 7, CellLook::Centred},
                     {"面積\n（㎡）", 8, CellLook::Count},
                     {"電源", 5, CellLook::Centred},
                     {"光\n回線", 5, CellLook::Centred},
                     {"共用", 5, CellLook::Centred},
                     {"手続", 16, CellLook::Text},
                     {"単独で\n届く人口", 9, CellLook::Count},
                     {"新たに\n届く人口", 9, CellLook::Count, true},
                     {"累計", 9, CellLook::Count},
                     {"代替した場合\nに減る人口", 11, CellLook::Count},
                     {"届く箇所\n（番号）", 10, CellLook::Centred, false, true, true},
                     {"選定の理由", 40, CellLook::Text},
                     {"図面\n（頁）", 6, CellLook::Centred},
                     {"用途", 10, CellLook::Text},
                     {"屋根", 10, CellLook::Text},
                     {"建築年", 8, CellLook::Centred},
                     {"耐震", 12, CellLook::Text},
                     {"使用料\n区分", 10, CellLook::Text},
                     {"学校・病院\nの近接", 10, CellLook::Centred, false, false},
                     {"位置の\n精度", 12, CellLook::Text, false, false},
                     {"緯度", 11, CellLook::Degrees, false, false},
                     {"経度", 11, CellLook::Degrees, false, false},
                     {"団体コード", 10, CellLook::Centred, false, false},
                     {"資産ID", 16, CellLook::Text, false, false}};
    for (const AssetRow& asset : content.assets) {
        const bool planned = asset.rank > 0;
        const auto figure = [&](double value) { return planned ? SheetCell(value) : SheetCell(); };
        sheet.rows.push_back(
            {planned ? on_overview("site", asset.rank) : SheetCell(rank_text(asset)),
             asset.name,
             asset.kind,
             asset.owner,
             asset.department,
             TextLines{contact_lines(asset.contact)},
             asset.municipality,
             asset.address,
             asset.new_pole         ? SheetCell(height_text(asset))
             : asset.height_assumed ? SheetCell(MarkedNumber{asset.height_m})
                                    : SheetCell(asset.height_m),
             asset.antenna_m,
             asset.floors ? SheetCell(static_cast<double>(*asset.floors)) : SheetCell(),
             asset.structure,
             number_or_blank(asset.area_m2),
             presence_text(asset.power),
             presence_text(asset.fibre),
             permission_text(asset.sharing_allowed),
             asset.restrictions,
             asset.alone,
             figure(asset.gain),
             figure(asset.cumulative),
             asset.alternate_for > 0 ? SheetCell(std::max(0.0, asset.alternate_loss)) : SheetCell(),
             numbers_of(asset),
             asset.reason,
             on_page(kSiteMapsName, asset.map_page),
             asset.use,
             asset.roof,
             year_text(asset.year_built),
             asset.seismic,
             asset.fee_class,
             presence_text(asset.near_school_or_hospital),
             precision_text(asset.precision),
             asset.place.lat(),
             asset.place.lng(),
             asset.municipality_code,
             asset.id});
    }
    return sheet;
}

bool some_range(const PackageContent& content) {
    return std::ranges::any_of(content.coverage, [](const CoverageSummaryRow& row) {
        return row.share_range.has_value();
    });
}

Sheet coverage_sheet(const PackageContent& content) {
    Sheet sheet;
    sheet.name = "エリア整備状況";
    sheet.title = municipalities_word(content) + "別のエリアの整備状況　" + state_of(content);
    sheet.when_empty = "エリアの整備状況の集計はありません。";
    sheet.frozen_columns = 3;
    sheet.columns = {{"団体コード", 10, CellLook::Centred},
                     {municipalities_word(content), 12, CellLook::Text},
                     {"方式", 18, CellLook::Text},
                     {"人口（人）", 12, CellLook::Count},
                     {"カバー人口\n（過半メッシュ）", 13, CellLook::Count},
                     {"カバー率\n（過半メッシュ）", 13, CellLook::Percent},
                     {"未カバー人口\n（過半メッシュ）", 13, CellLook::Count},
                     {"カバー人口\n（面積按分）", 13, CellLook::Count},
                     {"カバー率\n（面積按分）", 13, CellLook::Percent}};
    const bool unknown = std::ranges::any_of(
        content.coverage, [](const CoverageSummaryRow& row) { return row.unknown_majority > 0.0; });
    if (unknown) {
        sheet.columns.push_back({"エリアの内外が\n不明な人口", 14, CellLook::Count});
    }
    const bool ranges = some_range(content);
    if (ranges) {
        for (const char* end : {"最小", "最大"}) {
            sheet.columns.push_back(
                {std::string("カバー率の幅\n（") + end + "）", 12, CellLook::Percent});
        }
    }
    for (const CoverageSummaryRow& row : content.coverage) {
        sheet.rows.push_back({row.municipality_code, row.municipality, row.technology,
                              row.population, row.covered_majority,
                              ratio(row.covered_majority, row.population),
                              row.population - row.covered_majority - row.unknown_majority,
                              row.covered_area, ratio(row.covered_area, row.population)});
        if (unknown) {
            sheet.rows.back().emplace_back(row.unknown_majority);
        }
        if (ranges) {
            const auto end = [&](double overlay::Range::* which) {
                return row.share_range ? SheetCell((*row.share_range).*which) : SheetCell();
            };
            sheet.rows.back().push_back(end(&overlay::Range::low));
            sheet.rows.back().push_back(end(&overlay::Range::high));
        }
    }
    return sheet;
}

Sheet note_sheet(const PackageContent& content) {
    Sheet sheet;
    sheet.name = "注記・出典";
    sheet.title = "注記及び出典　" + state_of(content);
    sheet.filtered = false;
    sheet.columns = {{"区分", 12, CellLook::Text},   {"項目", 26, CellLook::Text},
                     {"内容", 60, CellLook::Text},   {"時点", 18, CellLook::Text},
                     {"提供元", 28, CellLook::Text}, {"SHA-256", 68, CellLook::Text, false, false}};
    const auto note = [&](std::string kind, std::string item, std::string text) {
        sheet.rows.push_back({std::move(kind), std::move(item), std::move(text), {}, {}, {}});
    };
    note("概要", "資料名", content.study_title);
    note("概要", "作成", content.prefecture);
    note("概要", "事業者", content.carrier);
    note("概要", "時点", date_or_blank(content.as_of) + "現在");
    if (content.synthetic) {
        note("概要", std::string(kSyntheticStamp),
             "この資料は、動作の確認のために作られた模擬データから作成したものです。実在の事業者の"
             "エリアを示すものではありません。");
    }
    note("集計の方法", "人口等の集計", content.rule_text);
    note("集計の方法", "届く範囲の予測", content.radio_text);
    if (content.plan_gain > 0.0) {
        note("集計の方法", "提供資産による効果",
             fmt::format("順位を付した資産の全てに設置した場合に新たに届く人口は{}"
                         "人です。同じ{}をどのように選んでも、{}人を"
                         "超えることはありません。",
                         count_text(content.plan_gain),
                         content.plan_by_budget ? "予算で資産" : "数の資産",
                         count_text(content.plan_upper_bound)));
    }
    note("項目の説明", "番号・優先順位",
         "番号は図面の番号と同じです。優先順位は1が最も急ぐことを示します。");
    note("項目の説明", "図面（頁）",
         fmt::format("要望箇所は{}、提供資産は{}"
                     "の頁です。頁をクリックするとその図面を、番号・順位をクリックすると{}."
                     "pdfを開きます（一覧と図面を同じフォルダーに置いた場合）。",
                     kMunicipalityMapsName, kSiteMapsName, kMapStem));
    note("項目の説明", "他社の5G",
         "他の事業者の5Gが区域の全部又は一部で利用できるかどうか（有・無）のみを示します。－は、示"
         "さないことを"
         "表します。");
    note("項目の説明", "貴社の4Gが届く割合",
         "区域の人口のうち、貴社の4Gを利用できる人口の割合です。");
    note("項目の説明", "単独で届く人口",
         "その資産だけに設置した場合に、新たに貴社の5Gが届く人口です。");
    note("項目の説明", "新たに届く人口",
         "順位の高い順に設置した場合に、その資産によって増える人口です。累計はその合計です。");
    note("項目の説明", "順位「〇の代替」",
         "その順位の資産が使えない場合の代替候補です。その資産だけが届いていた人口を最も多く引き継"
         "ぐも"
         "のから示しています。");
    note(
        "項目の説明", "代替した場合に減る人口",
        "その順位の資産に代えて設置したとき、順位を付した資産の全体で新たに届く人口が減る数です。");
    note("項目の説明", "世帯数・65歳以上の※",
         "統計で秘匿された値を、合算先の値から総人口の比で配分した推計を含みます。");
    note("項目の説明", "高さ（m）の※",
         "台帳に高さ及び階数の記載がないため、種別から推定した高さです。");
    note("項目の説明", "高さ（m）の「柱を新設」",
         "建物や柱のない土地です。アンテナ高の柱を新たに設けるものとして予測しています。");
    note("項目の説明", "アンテナ高（m、想定）",
         "届く範囲の予測に用いた、地面からアンテナまでの高さです。");
    if (some_range(content)) {
        note("項目の説明", "カバー率の幅",
             prefecture_suffix(content.prefecture) + "全体の値の確からしさです。" +
                 overlay::what_ranges_mean().ja);
    }
    note("項目の説明", "端数",
         "表示は四捨五入したものであるため、内訳の和と計が一致しないことがあります。");
    for (const std::string& text : content.notes) {
        note("注記", "", text);
    }
    for (const SourceNote& source : content.sources) {
        sheet.rows.push_back(
            {std::string("出典"), source.what, source.file, date_words(source.date),
             source.licence.empty() ? source.credit : source.credit + "（" + source.licence + "）",
             source.sha256});
    }
    return sheet;
}

/// What the columns of the files below geodata/ are.
Sheet column_sheet() {
    Sheet sheet;
    sheet.name = "地理データの項目";
    sheet.title = "地理データ（geodata）の項目";
    sheet.frozen_columns = 2;
    sheet.columns = {{"データ", 10, CellLook::Text},
                     {"項目名", 24, CellLook::Text},
                     {"シェープファイル\nの項目名", 16, CellLook::Text},
                     {"KMLの見出し", 26, CellLook::Text},
                     {"型", 8, CellLook::Centred},
                     {"説明", 60, CellLook::Text}};
    for (const ColumnAbout& column : geodata_columns()) {
        sheet.rows.push_back({column.layer, column.name, column.short_name, column.label,
                              column.type, column.about});
    }
    return sheet;
}

} // namespace

void write_list(const PackageContent& content, const std::filesystem::path& file) {
    Workbook workbook;
    workbook.title = "要望箇所一覧（" + content.carrier + "）";
    workbook.author = content.prefecture;
    workbook.date = content.as_of;
    workbook.stamp = stamp_text(content.synthetic, content.confidential);
    workbook.sheets = {gap_sheet(content), asset_sheet(content), coverage_sheet(content),
                       note_sheet(content), column_sheet()};
    write_workbook(workbook, file);
}

} // namespace todoku::report
