#include "io/asset_table.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/archive_member.hpp"
#include "io/asset_fields.hpp"
#include "io/asset_header.hpp"
#include "io/cells_above.hpp"
#include "io/row_condition.hpp"
#include "io/spreadsheet.hpp"
#include "io/text_records.hpp"
#include "io/text_table.hpp"
#include "io/zip_member.hpp"
#include "io/zip_workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <utility>

namespace todoku::io {

namespace {

using Cells = std::vector<std::string>;
using Views = std::vector<std::string_view>;

// Rows looked at before columns are chosen.
constexpr std::size_t kSample = 200;

Issue noted(const AssetSource& request, const std::string& layer, const char* code) {
    return {.kind = IssueKind::Noted,
            .code = code,
            .file = request.shown_as,
            .layer = layer,
            .row = std::nullopt,
            .field = {},
            .value = {},
            .problem = {},
            .action = {}};
}

/// The field that holds a line end and as many separators as a whole row of `names` fields: a
/// stray quotation mark before one name and another rows later make one field of what lies between.
std::optional<std::string_view> swallows_rows(std::span<const std::string_view> fields,
                                              std::size_t names) {
    for (const std::string_view field : fields) {
        const bool too_short = field.size() < names; // for the separators alone
        const auto holds = [field](char c) { return field.find(c) != std::string_view::npos; };
        if (names < 3 || too_short || !(holds('\n') || holds('\r'))) {
            continue;
        }
        for (const char separator : {',', '\t', ';'}) {
            if (std::count(field.begin(), field.end(), separator) >=
                static_cast<std::ptrdiff_t>(names - 1)) {
                return field;
            }
        }
    }
    return std::nullopt;
}

/// Keeps the first rows back until there are enough to show what the columns look like; then passes
/// every row on.
class Pump {
public:
    Pump(AssetTable table, const AssetTableVisitor& visitor)
        : table_(std::move(table)), visitor_(visitor) {}

    void row(const AssetRow& row) {
        if (begun_) {
            visitor_.row(row);
            return;
        }
        table_.samples.emplace_back(row.cells.begin(), row.cells.end());
        table_.has_geometry =
            table_.has_geometry ||
            (row.geometry != nullptr && !std::holds_alternative<std::monostate>(*row.geometry));
        held_.push_back(row);
        geometries_.push_back(row.geometry != nullptr ? std::optional(*row.geometry)
                                                      : std::nullopt);
        if (held_.size() == kSample) {
            begin();
        }
    }
    void finish() {
        if (!begun_) {
            begin();
        }
    }

private:
    void begin() {
        begun_ = true;
        visitor_.begin(table_);
        for (std::size_t i = 0; i < held_.size(); ++i) {
            const Views views(table_.samples[i].begin(), table_.samples[i].end());
            const auto& geometry = geometries_[i];
            visitor_.row({held_[i].row, views, geometry ? &*geometry : nullptr, held_[i].fit,
                          held_[i].struck});
        }
    }

    AssetTable table_;
    const AssetTableVisitor& visitor_;
    bool begun_ = false;
    std::vector<AssetRow> held_;
    std::vector<std::optional<geo::Geometry>> geometries_; ///< none: a table without shapes
};

AssetTable table_under(const AssetHeader& header) {
    AssetTable table;
    table.headers = header.names();
    table.names = header.width().names();
    table.header_rows = header.rows();
    table.titles = header.titles();
    return table;
}

/// Of the request's `where`; nothing where it asks for all rows.
std::optional<RowCondition> condition_of(const AssetSource& request, const AssetHeader& header,
                                         const std::string& layer, const RowScan& rows,
                                         std::vector<Issue>& issues) {
    return request.where.empty()
               ? std::nullopt
               : std::optional(condition_on({header.names(), request.shown_as, layer},
                                            request.where, rows, issues));
}

/// Whether a header of these rows has coordinates, or addresses and names (or numbers) of things,
/// with a row below it. Legends and notes have not.
bool reads_as_ledger(const AssetSource& request, std::span<const SheetRow> rows) {
    AssetHeader header(request);
    for (const SheetRow& row : rows) {
        header.offer(Views(row.cells.begin(), row.cells.end()), row.row);
    }
    if (header.names().empty() || rows.back().row <= header.line()) {
        return false;
    }
    try {
        const AssetColumns columns = find_asset_columns(
            header.names(), request.fields, request.shown_as,
            {[](std::size_t) { return true; }, [](std::size_t) { return false; }});
        const auto both = [&](const char* one, const char* other) {
            return columns.at(one) && columns.at(other);
        };
        const bool addressed = columns.at("address") || columns.address_parts.tell_a_place();
        return both("lat", "lon") || columns.at("lat_lon") ||
               (addressed && (columns.at("name") || columns.at("id")));
    } catch (const InputError&) { // a column that the study names is not there
        return false;
    }
}

std::string from_sheet(const AssetSource& request, const AssetTableVisitor& visitor,
                       std::vector<Issue>& issues) {
    AssetHeader header(request);
    SheetReader reader(
        request.file, request.shown_as, request.layer,
        [&request](std::span<const SheetRow> rows) { return reads_as_ledger(request, rows); },
        SheetsNamed::Several);
    for (const SheetRow& row : reader.first(AssetHeader::kTitleRows)) {
        header.offer(Views(row.cells.begin(), row.cells.end()), row.row);
    }
    Views views;
    const auto rows = [&](const auto& more) {
        reader.rewind();
        bool wanted = true;
        while (wanted && reader.next()) {
            const SheetRow& row = reader.row();
            views.assign(row.cells.begin(), row.cells.end());
            wanted = row.row <= header.line() || more(views);
        }
    };
    try {
        auto condition = condition_of(request, header, request.layer, rows, issues);
        Pump pump(table_under(header), visitor);
        std::int64_t left_out = 0;
        CellsAbove above(request.shown_as, header.names(), reader.merges());
        rows([&](std::span<const std::string_view> row) {
            const auto cells = above.fill(reader.row().row, row);
            if (condition && !condition->meets(cells)) {
                ++left_out;
            } else {
                const std::int64_t line = reader.row().row;
                pump.row({line, cells, nullptr, RowWidth::Fit::Whole, reader.is_struck(line)});
            }
            return true;
        });
        pump.finish();
        visitor.leave_out(left_out);
        std::ranges::move(above.issues(request.shown_as, request.layer),
                          std::back_inserter(issues));
    } catch (const InputError& error) {
        reader.refuse(error);
    }
    for (Issue& issue : reader.issues()) {
        if (issue.code == "rows_struck") {
            issue.action = {"値の全てに線のある行は「取消線」として一覧に残し、候補にしません。線の"
                            "ない値のある行は、ほかの行と同じように読みました（なくなったものなら、"
                            "行を削除するか、状態の列に「廃止」と書いてください）。",
                            "Rows with every value struck stay in the list as 取消線 and are no "
                            "candidates; rows with other values were read like the others (of what "
                            "is gone, delete the row or write 廃止 in a column 状態)."};
        }
        issues.push_back(std::move(issue));
    }
    return name_of(Encoding::Utf8);
}

/// Names what of a ZIP is not read.
void tell_others(const AssetSource& request, const ZipMember& chosen, std::vector<Issue>& issues) {
    std::vector<std::string> others;
    for (const ZipMember& member : zip_members(request.file, request.shown_as)) {
        if (member.index != chosen.index) {
            others.push_back(member.name);
        }
    }
    if (others.empty()) {
        return;
    }
    Issue issue = noted(request, chosen.name, "archive_members_left");
    issue.value = listed(others);
    issue.problem = {fmt::format("ZIPには台帳のほかに {} 件のファイルがあります（{}）。",
                                 others.size(), listed(others)),
                     fmt::format("Beside the ledger the ZIP holds {} files ({}).", others.size(),
                                 listed(others))};
    issue.action = {"台帳だけを読みました。", "The ledger alone was read."};
    issues.push_back(std::move(issue));
}

/// True for a text of a ZIP that only tells about the others: readme.txt beside a CSV.
bool is_text_note(const ZipMember& member) {
    return lower_ending(member.name) == ".txt";
}

/// Workbooks of a ZIP, which is not where they are read.
std::vector<std::string> workbooks_in(const AssetSource& request) {
    std::vector<std::string> workbooks;
    for (const ZipMember& member : zip_members(request.file, request.shown_as)) {
        if (is_spreadsheet(member.name)) {
            workbooks.push_back(member.name);
        }
    }
    return workbooks;
}

[[noreturn]] void refuse_workbooks(const AssetSource& request,
                                   const std::vector<std::string>& workbooks) {
    throw InputError(
        {fmt::format(
             "{} の中にExcelブックがあります（{}）。ZIPを展開し、ブックを指定してください。",
             request.shown_as, listed(workbooks)),
         fmt::format("{} holds workbooks ({}). Unpack it and name the workbook.", request.shown_as,
                     listed(workbooks))});
}

/// A workbook that is no copy of the text beside it: 台帳.xlsx and 台帳.csv are one ledger.
bool is_another_ledger(const std::string& workbook, const ZipMember& text) {
    return std::filesystem::path(workbook).stem() != std::filesystem::path(text.name).stem();
}

/// Refuses a ZIP in which there is neither a table nor map data.
void require_ledger_in_zip(const AssetSource& request) {
    if (lower_ending(request.file) != ".zip" || !std::filesystem::exists(request.file) ||
        !request.layer.empty()) {
        return;
    }
    static constexpr std::array<std::string_view, 13> ledgers = {
        ".csv", ".tsv", ".txt", ".shp", ".geojson",  ".json", ".gpkg",
        ".kml", ".kmz", ".gml", ".fgb", ".topojson", ".dbf"};
    std::vector<std::string> names;
    for (const ZipMember& member : zip_members(request.file, request.shown_as)) {
        if (std::find(ledgers.begin(), ledgers.end(), lower_ending(member.name)) != ledgers.end() ||
            lower_ending(member.name) == ".zip" || member.name.find(".gdb/") != std::string::npos) {
            return;
        }
        names.push_back(member.name);
    }
    if (const auto workbooks = workbooks_in(request); !workbooks.empty()) {
        refuse_workbooks(request, workbooks);
    }
    throw InputError(
        {fmt::format("{} の中に台帳（CSV、シェープファイル、GeoJSONなど）がありません。入っている"
                     "もの: {}",
                     request.shown_as, listed(names)),
         fmt::format("{} holds no ledger (CSV, Shapefile, GeoJSON...). It holds: {}",
                     request.shown_as, listed(names))});
}

/// The only ledger of the file; of a ZIP, what else stands in it is told. @throws InputError where
/// a ZIP holds several
std::optional<ZipMember> text_of(const AssetSource& request, std::vector<Issue>& issues) {
    std::vector<std::optional<ZipMember>> members = text_members(request.file, request.shown_as);
    if (members.size() > 1 && std::any_of(members.begin(), members.end(), [](const auto& member) {
            return !is_text_note(*member);
        })) {
        std::erase_if(members, [](const auto& member) { return is_text_note(*member); });
    }
    if (members.size() == 1) {
        if (members.front()) {
            const std::vector<std::string> workbooks = workbooks_in(request);
            const bool another =
                std::any_of(workbooks.begin(), workbooks.end(), [&](const std::string& workbook) {
                    return is_another_ledger(workbook, *members.front());
                });
            if (another) {
                refuse_workbooks(request, workbooks);
            }
            tell_others(request, *members.front(), issues);
        }
        return members.front();
    }
    std::vector<std::string> names;
    for (const auto& member : members) {
        names.push_back(member->name);
    }
    throw InputError(
        {fmt::format("{} には台帳かもしれない表・文章のファイルが {} 件入っていて（{}）、どれが台帳"
                     "か決められません。展開し、台帳だけを1件ずつ指定してください。",
                     request.shown_as, members.size(), listed(names)),
         fmt::format("{} holds {} texts that may be ledgers ({}), and which of them is one cannot "
                     "be told. Unpack it and give the ledgers one by one.",
                     request.shown_as, members.size(), listed(names))});
}

std::string from_text(const AssetSource& request, const AssetTableVisitor& visitor,
                      std::vector<Issue>& issues) {
    const std::optional<ZipMember> member = text_of(request, issues);
    const auto encoding = request.encoding
                              ? std::optional(encoding_named(*request.encoding, request.shown_as))
                              : std::nullopt;
    TextRecords records(request.file, request.shown_as, member, encoding);
    struct Held {
        std::int64_t line;
        Cells cells;
    };
    std::vector<Held> first;
    AssetHeader header(request);
    while (first.size() < AssetHeader::kTitleRows && records.next()) {
        header.offer(records.fields(), records.line());
        first.push_back({records.line(), Cells(records.fields().begin(), records.fields().end())});
    }
    const auto rows = [&](const auto& more) {
        TextRecords look(request.file, request.shown_as, member, encoding);
        while (look.next() && (look.line() <= header.line() || is_blank_record(look.fields()) ||
                               more(look.fields()))) {
        }
    };
    auto condition = condition_of(request, header, records.member(), rows, issues);
    Pump pump(table_under(header), visitor);
    std::int64_t blank = 0;
    std::int64_t left_out = 0;
    CellsAbove above(request.shown_as, header.names());
    const auto take = [&](std::int64_t line, std::span<const std::string_view> given) {
        const auto fields = is_blank_record(given) ? given : above.fill(line, given);
        if (is_blank_record(fields)) {
            ++blank;
        } else if (condition && !condition->meets(fields)) {
            ++left_out;
        } else {
            const bool open = records.unterminated_quote() && line == records.line(); // told below
            if (const auto field = swallows_rows(fields, header.width().names()); field && !open) {
                Issue issue = noted(request, records.member(), "quote_spans_rows");
                issue.row = line;
                issue.value = comparable(field->substr(0, field->find_first_of("\r\n")));
                issue.problem = {
                    "引用符（\"）で始まる一つの欄に、行の終わりと1行分の区切りが入っています。"
                    "余分な引用符が後の行を飲み込んでいるおそれがあります。",
                    "One field in quotation marks holds a line end and the separators of a whole "
                    "row: a stray quotation mark may have swallowed the rows that follow."};
                issue.action = {
                    "一つの欄として読みました。元のファイルのこの行を確かめてください。",
                    "Read as one field. Check this line of the file."};
                issues.push_back(std::move(issue));
            }
            pump.row({line, fields, nullptr, header.width().fit(fields)});
        }
    };
    for (const Held& held : first) {
        if (held.line > header.line()) {
            take(held.line, Views(held.cells.begin(), held.cells.end()));
        }
    }
    while (records.next()) {
        take(records.line(), records.fields());
    }
    pump.finish();
    visitor.leave_out(left_out);
    std::ranges::move(above.issues(request.shown_as, records.member()), std::back_inserter(issues));
    for (Issue& issue : records.issues()) {
        issues.push_back(std::move(issue));
    }
    if (blank > 0) {
        Issue issue = noted(request, records.member(), "blank_rows");
        issue.value = std::to_string(blank);
        issue.problem = {fmt::format("区切り文字だけの空の行が {} 行あります。", blank),
                         fmt::format("{} rows hold no text.", blank)};
        issue.action = {"読み飛ばしました。", "Passed over."};
        issues.push_back(std::move(issue));
    }
    if (records.unterminated_quote()) {
        Issue issue = noted(request, records.member(), "quote_not_closed");
        issue.row = records.line();
        issue.value.assign(1, '"');
        issue.problem = {
            "引用符（\"）が閉じられていません。この行から後がすべて1行として読まれています。",
            "A quotation mark is not closed; everything after it was read as one row."};
        issue.action = {"そのまま読みました。ファイルのこの行を直してください。",
                        "Read as it is. Correct this line of the file."};
        issues.push_back(std::move(issue));
    }
    return name_of(records.encoding());
}

std::string from_layer(const AssetSource& request, const AssetTableVisitor& visitor,
                       std::vector<Issue>& issues) {
    VectorSource source;
    source.file = request.file;
    source.shown_as = request.shown_as;
    source.layer = request.layer;
    source.where = request.where;
    source.crs = request.crs;
    source.encoding = request.encoding;
    source.needs_attributes = true;
    source.placing = request.placing;
    source.may_lie_elsewhere = true; // the study tells each asset's distance
    const auto table_of = [](const LayerInfo& info) {
        AssetTable table;
        for (const Field& field : info.fields) {
            table.headers.push_back(field.name);
        }
        return table;
    };
    std::optional<Pump> pump;
    Cells cells;
    Views views;
    const LayerInfo info = read_features(
        source,
        [&](const LayerInfo& layer, Feature&& feature) {
            if (!pump) {
                pump.emplace(table_of(layer), visitor);
            }
            cells.clear();
            for (const Value& value : feature.values) {
                cells.push_back(to_text(value));
            }
            views.assign(cells.begin(), cells.end());
            pump->row({feature.row, views, &feature.geometry, RowWidth::Fit::Whole});
        },
        issues);
    if (!pump) {
        pump.emplace(table_of(info), visitor);
    }
    pump->finish();
    visitor.leave_out(info.left_out);
    return info.encoding;
}

} // namespace

std::string visit_asset_table(const AssetSource& request, const AssetTableVisitor& visitor,
                              std::vector<Issue>& issues) {
    if (holds_workbook(request.file, request.shown_as)) {
        return from_sheet(request, visitor, issues);
    }
    require_ledger_in_zip(request);
    return holds_text_tables(request.file, request.shown_as) ? from_text(request, visitor, issues)
                                                             : from_layer(request, visitor, issues);
}

} // namespace todoku::io
