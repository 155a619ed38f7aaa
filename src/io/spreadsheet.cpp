#include "io/spreadsheet.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/archive_member.hpp"
#include "io/file_access.hpp"
#include "io/gdal_session.hpp"
#include "io/input_limits.hpp"
#include "io/vector_open.hpp"
#include "io/workbook_limits.hpp"
#include "io/workbook_sheets.hpp"
#include "io/zip_workbook.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

namespace todoku::io {

namespace {

constexpr std::array<const char*, 2> kWorkbookDrivers = {"XLSX", "ODS"};
// Every row is data and every cell is text: ledgers have titles above their header, and an id is no
// number.
constexpr std::array<std::pair<const char*, const char*>, 4> kAsTheyStand = {{
    {"OGR_XLSX_HEADERS", "DISABLE"},
    {"OGR_XLSX_FIELD_TYPES", "STRING"},
    {"OGR_ODS_HEADERS", "DISABLE"},
    {"OGR_ODS_FIELD_TYPES", "STRING"},
}};

/// Settings of GDAL on this thread while it lives.
class ReadAsTheyStand {
public:
    ReadAsTheyStand() {
        for (const auto& [key, value] : kAsTheyStand) {
            CPLSetThreadLocalConfigOption(key, value);
        }
    }
    ReadAsTheyStand(const ReadAsTheyStand&) = delete;
    ReadAsTheyStand& operator=(const ReadAsTheyStand&) = delete;
    ~ReadAsTheyStand() {
        for (const auto& [key, value] : kAsTheyStand) {
            CPLSetThreadLocalConfigOption(key, nullptr);
        }
    }
};

/// The next row of the layer that holds text.
bool read_row(OGRLayer& layer, SheetRow& row) {
    const int columns = layer.GetLayerDefn()->GetFieldCount();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        row.row = static_cast<std::int64_t>(feature->GetFID());
        row.cells.resize(static_cast<std::size_t>(columns));
        bool text = false;
        for (int i = 0; i < columns; ++i) {
            std::string& cell = row.cells[static_cast<std::size_t>(i)];
            cell = feature->IsFieldSetAndNotNull(i) != 0 ? feature->GetFieldAsString(i) : "";
            text = text || !trimmed(cell).empty();
        }
        if (text) {
            return true;
        }
    }
    return false;
}

bool holds_text(OGRLayer& layer) {
    SheetRow row;
    layer.ResetReading();
    return read_row(layer, row);
}

/// Rows among which a header stands.
std::vector<SheetRow> first_rows(OGRLayer& layer) {
    constexpr std::size_t kMost = 30;
    std::vector<SheetRow> rows;
    SheetRow row;
    layer.ResetReading();
    while (rows.size() < kMost && read_row(layer, row)) {
        rows.push_back(row);
    }
    return rows;
}

Dataset open_workbook(const std::filesystem::path& file, const std::string& shown_as) {
    const GdalMessages messages;
    const std::array<const char*, kWorkbookDrivers.size() + 1> drivers = {
        kWorkbookDrivers[0], kWorkbookDrivers[1], nullptr};
    Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                      drivers.data(), nullptr, nullptr));
    if (!dataset) {
        throw InputError(
            {shown_as +
                 " をExcelブックとして開けません。パスワードが付いていないか、壊れていないか確"
                 "かめてください。",
             shown_as + " cannot be opened as a workbook. Check that it has no password and is "
                        "whole."});
    }
    return dataset;
}

/// Refuses a sheet of which GDAL left something: it stops before a row far below the others, and
/// loses rows with too many columns. @throws InputError
void require_whole(const std::vector<std::string>& errors, const std::string& shown_as) {
    constexpr std::string_view kRow = "Invalid row: "; // counts from 0
    constexpr int kMostColumns = 2000;
    for (const std::string& error : errors) {
        if (error.starts_with(kRow)) {
            std::int64_t row = 0;
            std::from_chars(error.data() + kRow.size(), error.data() + error.size(), row);
            throw InputError(
                {fmt::format(
                     "{} は、空白の行が長く続いた先の {} 行目にまた値か書式があり、そこから読めま"
                     "せん。要らない値ならその行を、要る値なら間の空白の行を、Excelで削除し"
                     "て保存し直してください。",
                     shown_as, row + 1),
                 fmt::format(
                     "{} has values or formats in row {}, far below the others, and cannot be read "
                     "from "
                     "there. Delete that row, or the empty rows above it, in Excel and save "
                     "it again.",
                     shown_as, row + 1)});
        }
        if (error.find("-repeated") != std::string::npos ||
            error.find("repetition") != std::string::npos) {
            throw InputError(
                {fmt::format(
                     "{} には同じ行か列（空白も）が1万回より多く繰り返された所があり、その先"
                     "を読めません。要らない行と列を削除して保存し直すか、Excelブック"
                     "（.xlsx）で保存してください。",
                     shown_as),
                 fmt::format(
                     "{} repeats a row or column (also a blank one) more than 10,000 times, "
                     "and cannot be read from there. Delete rows and columns that are not "
                     "needed, or save it as an Excel workbook (.xlsx).",
                     shown_as)});
        }
        if (error.find("number of fields") != std::string::npos) {
            throw InputError(
                {fmt::format(
                     "{} には {} 列より右に値があり、その行を読めません。要らない値ならExcel"
                     "で列ごと削除して保存し直してください。",
                     shown_as, kMostColumns),
                 fmt::format("{} has values right of column {}, and such rows cannot be read. "
                             "Delete those columns in Excel and save it again.",
                             shown_as, kMostColumns)});
        }
    }
}

struct ChosenSheet {
    OGRLayer* layer = nullptr;       ///< null where no sheet holds text
    std::vector<std::string> errors; ///< of reading it
    std::vector<std::string> hidden; ///< passed over
    std::vector<std::string> notes;  ///< passed over: no tables of the kind that is read
    std::string part;                ///< member of the archive; empty where it is not known
};

/// The sheet of that name, or the only one that holds text and is not hidden.
ChosenSheet sheet_of(GDALDataset& dataset, const std::filesystem::path& file,
                     const std::string& shown_as, const std::string& sheet,
                     const SheetLook& is_table, SheetsNamed named) {
    const std::vector<WorkbookSheet> sheets = workbook_sheets(file, shown_as);
    const auto part_of = [&](const std::string& name) {
        const auto found = std::ranges::find(sheets, name, &WorkbookSheet::name);
        return found == sheets.end() ? std::string() : found->part;
    };
    const auto is_hidden = [&](const std::string& name) {
        return std::ranges::any_of(
            sheets, [&](const WorkbookSheet& known) { return known.hidden && known.name == name; });
    };
    std::vector<std::string> names;
    ChosenSheet chosen;
    ChosenSheet only_hidden;
    const GdalMessages counting; // an .ods is read as a whole when its sheets are counted
    const int count = dataset.GetLayerCount();
    const auto errors_with = [&counting](std::vector<std::string> errors) {
        std::ranges::copy(counting.errors(), std::back_inserter(errors));
        return errors;
    };
    std::vector<std::pair<std::string, ChosenSheet>> tables; ///< of those shown
    for (int i = 0; i < count; ++i) {
        OGRLayer& layer = *dataset.GetLayer(i);
        const std::string name = layer.GetName();
        const GdalMessages messages; // the sheet is read when it is first asked for anything
        if (!sheet.empty()) {
            names.push_back(name);
            if (comparable(name) == comparable(sheet)) {
                layer.GetLayerDefn();
                return {&layer, errors_with(messages.errors()), {}, {}, part_of(name)};
            }
        } else if (holds_text(layer)) {
            const bool shown = !is_hidden(name);
            (shown ? names : chosen.hidden).push_back(name);
            ChosenSheet& found = shown ? chosen : only_hidden;
            found.layer = &layer;
            found.errors = errors_with(messages.errors());
            found.part = part_of(name);
            if (shown && is_table && is_table(first_rows(layer))) {
                tables.emplace_back(name, found);
            }
        }
    }
    if (names.size() > 1 && tables.size() == 1) {
        ChosenSheet table = std::move(tables.front().second);
        table.hidden = std::move(chosen.hidden);
        table.notes = std::move(names);
        std::erase(table.notes, tables.front().first);
        return table;
    }
    if (sheet.empty() && names.empty()) {
        names = std::move(chosen.hidden);
        chosen = only_hidden;
    }
    if (!sheet.empty() || names.size() > 1) {
        std::vector<std::string> all = names;
        all.insert(all.end(), chosen.hidden.begin(), chosen.hidden.end());
        Text list;
        for (const std::string& name : all) {
            const bool hidden = is_hidden(name);
            list.ja += (list.ja.empty() ? "" : ", ") + name + (hidden ? "（非表示）" : "");
            list.en += (list.en.empty() ? "" : ", ") + name + (hidden ? " (hidden)" : "");
        }
        if (!sheet.empty()) {
            throw InputError(
                {shown_as + " にシート「" + sheet + "」がありません。あるシート: " + list.ja,
                 shown_as + " has no sheet \"" + sheet + "\". Sheets: " + list.en});
        }
        Text together;
        if (named == SheetsNamed::Several && tables.size() > 1) {
            std::vector<std::string> readable;
            for (const auto& [name, table] : tables) {
                readable.push_back(name);
            }
            const std::string line = fmt::format("layer = [\"{}\"]", fmt::join(readable, "\", \""));
            together = {"（まとめて読むなら " + line + "）",
                        " (or read them together with " + line + ")"};
        }
        throw InputError({shown_as +
                              " にはシートが複数あります。layer = \"シート名\" で一つ選んで"
                              "ください" +
                              together.ja + "。あるシート: " + list.ja,
                          shown_as + " has several sheets. Choose one with layer = \"SHEET\"" +
                              together.en + ". Sheets: " + list.en});
    }
    return chosen;
}

} // namespace

bool is_spreadsheet(const std::filesystem::path& file) {
    const std::string ending = lower_ending(file);
    return ending == ".xlsx" || ending == ".xlsm" || ending == ".ods" || ending == ".xls";
}

struct SheetReader::Impl {
    std::unique_ptr<UnpackedWorkbook> workbook; ///< outlives the dataset that reads it
    ReadAsTheyStand settings; ///< sheets are read when their first row is asked for
    Dataset dataset;
    std::string shown_as;
    ChosenSheet sheet;
    SheetMarks marks;
    SheetRow row;
};

SheetReader::SheetReader(const std::filesystem::path& given, const std::string& given_as,
                         const std::string& sheet, const SheetLook& is_table, SheetsNamed named) {
    require_readable(given, given_as);
    auto workbook = std::make_unique<UnpackedWorkbook>(given, given_as);
    const std::filesystem::path& file = workbook->path();
    const std::string& shown_as = workbook->shown_as();
    if (lower_ending(file) == ".xls") {
        throw InputError(
            {shown_as + " は古いExcel形式（.xls）です。Excelで開き、「名前を付けて保存」で「Excel "
                        "ブック（.xlsx）」にしてください。",
             shown_as + " is in the old Excel format (.xls). Open it in Excel and save it as "
                        ".xlsx."});
    }
    require_sane_archive(file, shown_as);
    require_sane_texts(file, shown_as);
    impl_ = std::make_unique<Impl>();
    impl_->dataset = open_workbook(file, shown_as);
    impl_->shown_as = given_as;
    impl_->sheet = sheet_of(*impl_->dataset, file, shown_as,
                            workbook->is_called(sheet) ? std::string() : sheet, is_table, named);
    require_whole(impl_->sheet.errors, shown_as);
    impl_->marks = sheet_marks(file, shown_as, impl_->sheet.part);
    impl_->workbook = std::move(workbook);
    rewind();
}

SheetReader::SheetReader(SheetReader&&) noexcept = default;
SheetReader& SheetReader::operator=(SheetReader&&) noexcept = default;
SheetReader::~SheetReader() = default;

bool SheetReader::next() {
    return impl_->sheet.layer != nullptr && read_row(*impl_->sheet.layer, impl_->row);
}

const SheetRow& SheetReader::row() const {
    return impl_->row;
}

void SheetReader::rewind() {
    if (impl_->sheet.layer != nullptr) {
        impl_->sheet.layer->ResetReading();
    }
}

std::vector<Issue> SheetReader::issues() const {
    std::vector<Issue> issues;
    const auto note = [&](const char* code, std::optional<std::int64_t> row, std::string value,
                          Text problem, Text action) {
        issues.push_back({.kind = IssueKind::Noted,
                          .code = code,
                          .file = impl_->shown_as,
                          .layer = impl_->sheet.layer->GetName(),
                          .row = row,
                          .field = {},
                          .value = std::move(value),
                          .problem = std::move(problem),
                          .action = std::move(action)});
    };
    for (const std::string& name : impl_->sheet.hidden) {
        note(
            "sheet_hidden", std::nullopt, name,
            {"非表示のシート「" + name + "」があります。", "The sheet \"" + name + "\" is hidden."},
            {"読みませんでした。使うときは layer に名前を書いてください。",
             "It was not read. Name it in layer to use it."});
    }
    if (!impl_->sheet.notes.empty()) {
        const std::string taken = impl_->sheet.layer->GetName();
        const std::string others = fmt::format("{}", fmt::join(impl_->sheet.notes, "、"));
        note("sheet_taken", std::nullopt, taken,
             {fmt::format("シートが {} 枚あり、表として読めるのは「{}」だけです（ほか: {}）。",
                          impl_->sheet.notes.size() + 1, taken, others),
              fmt::format("Of {} sheets only \"{}\" reads as such a table (others: {}).",
                          impl_->sheet.notes.size() + 1, taken,
                          fmt::join(impl_->sheet.notes, ", "))},
             {"そのシートを読みました。違うときは layer に名前を書いてください。",
              "It was read. If another is meant, name it in layer."});
        issues.back().kind = IssueKind::Assumed;
    }
    const SheetMarks& marks = impl_->marks;
    if (marks.unsaved_formulas > 0) {
        note("formula_without_result", std::nullopt, marks.first_formula,
             {fmt::format("計算結果の保存されていない数式のセルが {} 個あります（最初は {}）。",
                          marks.unsaved_formulas, marks.first_formula),
              fmt::format("{} cells hold a formula whose result was not saved (the first: {}).",
                          marks.unsaved_formulas, marks.first_formula)},
             {"空欄として読みました。Excelで開いて上書き保存すると、結果が入ります。",
              "read as empty. Open the file in Excel and save it: then the results are in it."});
    }
    if (marks.hidden_rows > 0) {
        note("rows_hidden", marks.first_hidden_row, "",
             {fmt::format("隠れた行（フィルターや非表示）が {} 行あります。", marks.hidden_rows),
              fmt::format("{} rows are hidden (by a filter or by hand).", marks.hidden_rows)},
             {"見えている行と同じように読みました。要らない行は削除してください。",
              "read like the others. Delete rows that are not wanted."});
    }
    if (marks.struck_rows > 0) {
        note("rows_struck", marks.first_struck_row, "",
             {fmt::format("取り消し線の引かれた値のある行が {} 行あります。", marks.struck_rows),
              fmt::format("{} rows hold values that are struck through.", marks.struck_rows)},
             {"線のない行と同じように読みました。なくなったものの行なら、削除してください。",
              "read like the others. Delete rows of what is gone."});
    }
    return issues;
}

const std::vector<MergedCells>& SheetReader::merges() const {
    return impl_->marks.merges;
}

bool SheetReader::is_struck(std::int64_t row) const {
    return std::ranges::binary_search(impl_->marks.wholly_struck, row);
}

void SheetReader::refuse(const InputError& error) const {
    const std::vector<std::string>& hidden = impl_->sheet.hidden;
    if (hidden.empty()) {
        throw;
    }
    const Text& said = error.message();
    const std::string names = fmt::format("{}", fmt::join(hidden, ", "));
    throw InputError(
        {fmt::format(
             "{}（読んだのはシート「{}」で、非表示のシート（{}）は読んでいません。そちらを使"
             "うときは layer に名前を書いてください）",
             said.ja, impl_->sheet.layer->GetName(), names),
         fmt::format("{} (The sheet \"{}\" was read; hidden sheets ({}) were not. Name one in "
                     "layer to use it.)",
                     said.en, impl_->sheet.layer->GetName(), names)});
}

std::vector<SheetRow> SheetReader::first(std::size_t most) {
    std::vector<SheetRow> rows;
    rewind();
    while (rows.size() < most && next()) {
        rows.push_back(row());
    }
    rewind();
    return rows;
}

} // namespace todoku::io
