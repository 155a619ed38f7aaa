#include "study/request_register.hpp"

#include "core/csv.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/output_folder.hpp"
#include "io/spreadsheet.hpp"
#include "io/text_table.hpp"
#include "report/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

namespace todoku::study {

namespace fs = std::filesystem;
using namespace register_column;

namespace {

constexpr std::array<const char*, 14> kColumns = {
    kId,  kCarrier,   kMunicipality, kPlace,  kAsked, kPeople, kNumber,
    kNow, kPeopleNow, kAnswered,     kAnswer, kState, kRemark, kGround};
constexpr std::size_t kHeaderWithin = 20; // rows: a title and a note may stand above it

using Row = std::vector<std::string>;

std::string plain(std::string_view cell) {
    return std::string(trimmed(cell));
}

bool is_header(const Row& row) {
    const auto holds = [&](const char* name) {
        return std::ranges::any_of(row,
                                   [&](const std::string& cell) { return plain(cell) == name; });
    };
    return holds(kId) && holds(kCarrier);
}

bool is_day(const std::string& column) {
    return column == kAsked || column == kAnswered;
}

/// A day as 2026-10-01, however staff or their Excel wrote it; whatever else stands there as it is.
std::string in_one_spelling(const std::string& column, const std::string& text) {
    const auto day = is_day(column) ? date_in(trimmed(text)) : std::nullopt;
    return day ? iso_date(*day) : text;
}

/// Takes the rows of one table, one after another.
class Reading {
public:
    Reading(std::string shown_as, std::string layer)
        : shown_as_(std::move(shown_as)), layer_(std::move(layer)) {}

    void take(std::int64_t line, const Row& row) {
        if (columns_.empty()) {
            if (is_header(row)) {
                header(row);
            } else if (++before_ > kHeaderWithin) {
                refuse();
            }
            return;
        }
        RegisterEntry entry;
        entry.line = line;
        bool blank = true;
        for (std::size_t i = 0; i < row.size() && i < columns_.size(); ++i) {
            blank = blank && plain(row[i]).empty();
            if (!columns_[i].empty()) {
                entry.cells[columns_[i]] = in_one_spelling(columns_[i], row[i]);
            }
        }
        if (!blank) {
            look_at(entry);
            register_.entries.push_back(std::move(entry));
        }
    }

    RequestRegister finish() {
        if (columns_.empty()) {
            refuse();
        }
        return std::move(register_);
    }

private:
    void header(const Row& row) {
        for (const std::string& cell : row) {
            std::string name = plain(cell);
            if (std::ranges::find(columns_, name) != columns_.end()) {
                name.clear(); // the first of two is meant
            }
            if (!name.empty() && std::ranges::find(kColumns, name) == kColumns.end()) {
                register_.own_columns.push_back(name);
            }
            columns_.push_back(std::move(name));
        }
    }

    void look_at(const RegisterEntry& entry) {
        for (const char* column : {kAsked, kAnswered}) {
            const std::string day = plain(entry.at(column));
            if (!day.empty() && !date_in(day)) {
                say(entry, "register_day_not_read", column, day,
                    {fmt::format("{}が日付として読めません。", column), "Not a day."},
                    {"そのまま残します。令和8年11月5日 のように書くと、資料に日付として示します。",
                     "It is kept as it is. Write 2026-11-05 to have it shown as a date."});
            }
        }
        const RegisterKey key = key_of(entry);
        if (key.first.empty() || key.second.empty()) {
            say(entry, "register_row_without_key", key.second.empty() ? kId : kCarrier, "",
                {fmt::format("{}がありません。", key.second.empty() ? kId : kCarrier),
                 "No id or no carrier."},
                {"この行は照合せず、そのまま残します。", "The row is kept as it is."});
        } else if (!known_.insert(key).second) {
            say(entry, "register_row_repeated", kId, key.second,
                {"同じ事業者の同じ区域が前の行にもあります。",
                 "The same area of the same carrier stands in an earlier row."},
                {"どちらの行も残します。一つにまとめてください。", "Both are kept; join them."});
        }
    }

    void say(const RegisterEntry& entry, const char* code, const char* field, std::string value,
             Text problem, Text action) {
        Issue issue;
        issue.kind = IssueKind::Noted;
        issue.code = code;
        issue.file = shown_as_;
        issue.layer = layer_;
        issue.row = entry.line;
        issue.field = field;
        issue.value = std::move(value);
        issue.problem = std::move(problem);
        issue.action = std::move(action);
        register_.issues.push_back(std::move(issue));
    }

    [[noreturn]] void refuse() const {
        throw InputError(
            {fmt::format(
                 "{}：要望台帳の見出し（「{}」と「{}」のある行）が見つかりません。前回の出力の"
                 "register.xlsx か register.csv に書き加えたものを指定してください。",
                 shown_as_, kId, kCarrier),
             fmt::format("{}: no header of a register (a row with {} and {}). Name a register.xlsx "
                         "or register.csv of an earlier output.",
                         shown_as_, kId, kCarrier)});
    }

    std::string shown_as_;
    std::string layer_;
    std::size_t before_ = 0;
    std::vector<std::string> columns_;
    std::set<RegisterKey> known_;
    RequestRegister register_;
};

RequestRegister read_text(const fs::path& file, const std::string& shown_as) {
    std::vector<Issue> issues;
    const std::vector<io::TextTable> tables =
        io::open_text_tables(file, shown_as, std::nullopt, issues);
    Reading reading(shown_as, tables.front().member);
    CsvReader reader = tables.front().reader();
    while (reader.next()) {
        reading.take(reader.line(), Row(reader.fields().begin(), reader.fields().end()));
    }
    RequestRegister known = reading.finish();
    known.issues.insert(known.issues.begin(), issues.begin(), issues.end());
    return known;
}

RequestRegister read_sheet(const fs::path& file, const std::string& shown_as) {
    io::SheetReader reader(file, shown_as, "", [](std::span<const io::SheetRow> rows) {
        return std::ranges::any_of(rows,
                                   [](const io::SheetRow& row) { return is_header(row.cells); });
    });
    Reading reading(shown_as, "");
    while (reader.next()) {
        reading.take(reader.row().row, reader.row().cells);
    }
    RequestRegister known = reading.finish();
    const std::vector<Issue> issues = reader.issues();
    known.issues.insert(known.issues.begin(), issues.begin(), issues.end());
    return known;
}

std::vector<std::string> header_of(const RequestRegister& known) {
    std::vector<std::string> header(kColumns.begin(), kColumns.end());
    header.insert(header.end() - 1, known.own_columns.begin(), known.own_columns.end());
    return header; // the ground, kept off the paper, is last
}

double width_of(const std::string& column) {
    static const std::map<std::string, double> kWidths = {
        {kId, 18},     {kCarrier, 11}, {kMunicipality, 10}, {kPlace, 24},     {kAsked, 16},
        {kPeople, 9},  {kNumber, 7},   {kNow, 10},          {kPeopleNow, 11}, {kAnswered, 16},
        {kAnswer, 30}, {kState, 12},   {kRemark, 20},       {kGround, 14}};
    const auto width = kWidths.find(column);
    return width == kWidths.end() ? 16.0 : width->second;
}

report::CellLook look_of(const std::string& column) {
    if (column == kPeople || column == kPeopleNow) {
        return report::CellLook::Count;
    }
    if (is_day(column)) {
        return report::CellLook::Day;
    }
    return column == kNumber || column == kNow ? report::CellLook::Centred : report::CellLook::Text;
}

/// Figures that a run wrote are numbers, and days dates; whatever else stands there is text.
report::SheetCell cell_of(const std::string& column, const std::string& text) {
    const bool counted = column == kPeople || column == kPeopleNow || column == kNumber;
    const bool digits = !text.empty() && text.size() < 10 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    if (counted && digits) {
        return std::stod(text);
    }
    if (const auto day = is_day(column) ? date_in(trimmed(text)) : std::nullopt) {
        return *day;
    }
    if (text.find('\n') == std::string::npos) {
        return text;
    }
    report::TextLines lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.lines.push_back(line);
    }
    return lines;
}

} // namespace

RegisterKey key_of(const RegisterEntry& entry) {
    return {plain(entry.at(kCarrier)), plain(entry.at(kId))};
}

RequestRegister read_register(const fs::path& file, const std::string& shown_as) {
    return io::is_spreadsheet(file) ? read_sheet(file, shown_as) : read_text(file, shown_as);
}

RequestRegister joined(RequestRegister later, const RequestRegister& earlier) {
    std::set<RegisterKey> known;
    for (const RegisterEntry& entry : later.entries) {
        known.insert(key_of(entry));
    }
    std::ranges::copy_if(
        earlier.entries, std::back_inserter(later.entries),
        [&](const RegisterEntry& entry) { return !known.contains(key_of(entry)); });
    return later;
}

void write_register(const RequestRegister& known, const StudyFile& study, const fs::path& folder) {
    const std::vector<std::string> header = header_of(known);
    std::ostringstream csv;
    csv << "\xEF\xBB\xBF";
    write_csv_record(csv, header);
    report::Sheet sheet;
    sheet.name = "要望台帳";
    sheet.title = fmt::format("要望台帳　{}　{}現在", study.prefecture_ja(), era_date(study.as_of));
    sheet.when_empty = "現在のところ、要望した箇所はありません。";
    sheet.frozen_columns = 4;
    for (const std::string& column : header) {
        const bool new_page = column == kAnswered ||
                              (!known.own_columns.empty() && column == known.own_columns.front());
        sheet.columns.push_back(
            {column, width_of(column), look_of(column), false, column != kGround, new_page});
    }
    for (const RegisterEntry& entry : known.entries) {
        std::vector<std::string> texts;
        std::vector<report::SheetCell> cells;
        for (const std::string& column : header) {
            texts.push_back(entry.at(column));
            cells.push_back(cell_of(column, texts.back()));
        }
        write_csv_record(csv, texts);
        sheet.rows.push_back(std::move(cells));
    }
    report::Workbook workbook;
    workbook.title = "要望台帳";
    workbook.author = study.prefecture_ja();
    workbook.date = study.as_of;
    workbook.stamp = study.synthetic ? "模擬データ" : "庁内限り";
    workbook.sheets = {std::move(sheet)};
    report::write_workbook(workbook, folder / "register.xlsx");
    write_file_atomically(folder / "register.csv", csv.str());
}

} // namespace todoku::study
