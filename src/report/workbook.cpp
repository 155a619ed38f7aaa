#include "report/workbook.hpp"

#include "core/error.hpp"
#include "report/printable.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <system_error>
#include <utility>

namespace todoku::report {

namespace {

constexpr const char* kFont =
    "ＭＳ Ｐゴシック"; // on every Windows of the last decades, and low in height
constexpr double kFontSize = 10.0;
/// Height of a line of that face, and what a row needs besides, in points. Rows are given their
/// height because readers other than Excel do not find it for wrapped text.
constexpr double kLineHeight = 12.0;
constexpr double kRowPadding = 3.5;
constexpr double kTallestRow = 409.0; // Excel's limit
constexpr lxw_color_t kHeadFill = 0xD9E2EC;
constexpr lxw_color_t kSumFill = 0xF2F2F2;
constexpr lxw_color_t kRule = 0x8C8C8C;
constexpr lxw_color_t kLinkBlue = 0x0563C1; // of Office
constexpr lxw_color_t kStampRed = 0xC00000;
/// Excel holds 32,767 characters (UTF-16 units) in a cell and 255 in a page header; beyond it
/// offers to repair the file.
constexpr std::size_t kCellCharacters = 16000;
constexpr std::size_t kHeaderCharacters = 60;

/// What a call of the library returned; becomes an ExternalError once the file's name is known.
struct LibraryError {
    lxw_error code;
};

void check(lxw_error error) {
    if (error != LXW_NO_ERROR) {
        throw LibraryError{error};
    }
}

[[noreturn]] void fail(const std::filesystem::path& file, lxw_error error) {
    const std::string reason = lxw_strerror(error);
    throw ExternalError(
        {file.string() + " に書き込めません（" + reason +
             "）。空き容量と書き込み権限、Excelで開いたままでないかを確かめてください。",
         "Cannot write " + file.string() + " (" + reason +
             "). Check free space and permissions, and that it is not open in Excel."});
}

lxw_row_t row_at(std::size_t index) {
    return static_cast<lxw_row_t>(index);
}
lxw_col_t column_at(std::size_t index) {
    return static_cast<lxw_col_t>(index);
}

// A column's unit is a digit of the font of empty cells, 7 of 96 pixels to the inch at 10 pt, with
// 5 around them all. Room is left for LibreOffice without that font, whose stand-in has digits
// of 8.5.
constexpr double kPixelsPerUnit = 8.6;
constexpr double kPixelsBeside = 5.0;
// A4 landscape between margins of 0.4 inches, less what programs round differently.
constexpr double kPagePixels = (297.0 / 25.4 - 2 * 0.4) * 96.0 * 0.98;

std::string cell_text(const std::string& text) {
    return shortened(printable(text), kCellCharacters);
}

/// Lines that text takes in a column. A column's unit is a digit (7 pixels), a half-width character
/// takes 6.67; half a character goes to the margins.
double lines_in(const std::string& text, double column_width) {
    const double columns = std::max(2.0, column_width * 7.0 / 6.67 - 0.5);
    return std::ceil(static_cast<double>(display_width(text)) / columns);
}

double row_height(double lines) {
    return std::min(kTallestRow, kLineHeight * std::max(1.0, lines) + kRowPadding);
}

/// A heading may hold line ends, where it is to be broken.
std::vector<std::string> heading_lines(const std::string& heading) {
    std::vector<std::string> lines;
    std::istringstream text(heading);
    for (std::string line; std::getline(text, line);) {
        lines.push_back(printable(line));
    }
    return lines;
}

/// "&" starts a code in page headers.
std::string header_text(const std::string& text) {
    std::string out;
    for (const char c : shortened(printable(text), kHeaderCharacters)) {
        out += c == '&' ? "&&" : std::string(1, c);
    }
    return out;
}

/// Formats made once for each look and part of the sheet.
class Formats {
public:
    explicit Formats(lxw_workbook* book) : book_(book) {
        // Empty cells have the font of the others: its digits are the unit of widths, everywhere.
        // Calibri, which the library puts there, is wider or narrower where it is missing.
        lxw_format* empty = STAILQ_FIRST(book->formats);
        format_set_font_name(empty, kFont);
        format_set_font_size(empty, kFontSize);
    }

    lxw_format* cell(CellLook look) { return look_format(cells_, look, false); }
    /// Blue and underlined, as links are known by.
    lxw_format* link(CellLook look) {
        const bool made = links_.contains(look);
        lxw_format* format = look_format(links_, look, false);
        if (!made) {
            format_set_font_color(format, kLinkBlue);
            format_set_underline(format, LXW_UNDERLINE_SINGLE);
        }
        return format;
    }
    lxw_format* sum(CellLook look) { return look_format(sums_, look, true); }

    lxw_format* heading() {
        lxw_format* format = plain();
        format_set_bold(format);
        format_set_bg_color(format, kHeadFill);
        format_set_align(format, LXW_ALIGN_CENTER);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        format_set_text_wrap(format);
        rule(format);
        return format;
    }
    lxw_format* title() {
        lxw_format* format = plain();
        format_set_bold(format);
        format_set_font_size(format, 14.0);
        return format;
    }
    lxw_format* sentence() { return plain(); }

private:
    lxw_format* plain() {
        lxw_format* format = workbook_add_format(book_);
        format_set_font_name(format, kFont);
        format_set_font_size(format, kFontSize);
        return format;
    }

    static void rule(lxw_format* format) {
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, kRule);
    }

    lxw_format* look_format(std::map<CellLook, lxw_format*>& made, CellLook look, bool sum) {
        lxw_format*& format = made[look];
        if (format != nullptr) {
            return format;
        }
        format = plain();
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        rule(format);
        if (sum) {
            format_set_bold(format);
            format_set_bg_color(format, kSumFill);
        }
        switch (look) {
        case CellLook::Text:
            format_set_text_wrap(format);
            break;
        case CellLook::Centred:
            format_set_align(format, LXW_ALIGN_CENTER);
            format_set_text_wrap(format);
            break;
        case CellLook::Count:
            format_set_num_format(format, "#,##0");
            break;
        case CellLook::OneDecimal:
            format_set_num_format(format, "#,##0.0");
            break;
        case CellLook::Assumed:
            format_set_num_format(format, "#,##0.0\"※\"");
            break;
        case CellLook::Estimated:
            format_set_num_format(format, "#,##0\"※\"");
            break;
        case CellLook::Percent:
            format_set_num_format(format, "0.0%");
            break;
        case CellLook::Day:
            format_set_align(format, LXW_ALIGN_CENTER);
            format_set_num_format(format, "[$-411]ggge\"年\"m\"月\"d\"日\"");
            break;
        case CellLook::Degrees:
            format_set_num_format(format, "0.000000");
            break;
        }
        return format;
    }

    lxw_workbook* book_;
    std::map<CellLook, lxw_format*> cells_;
    std::map<CellLook, lxw_format*> sums_;
    std::map<CellLook, lxw_format*> links_;
};

/// Writes one sheet.
class SheetWriter {
public:
    SheetWriter(lxw_workbook* book, const Workbook& workbook, const Sheet& sheet, Formats& formats)
        : workbook_(workbook), sheet_(sheet), formats_(formats),
          page_(workbook_add_worksheet(book, sheet.name.c_str())) {
        if (page_ == nullptr) {
            throw LibraryError{LXW_ERROR_SHEETNAME_ALREADY_USED};
        }
    }

    void write() {
        title();
        headings();
        for (std::size_t i = 0; i < sheet_.rows.size(); ++i) {
            row(i);
        }
        if (sheet_.rows.empty()) {
            check(worksheet_write_string(page_, row_at(kHeadingRow + 1), 0,
                                         cell_text(sheet_.when_empty).c_str(),
                                         formats_.sentence()));
        } else {
            sums();
            if (sheet_.filtered) {
                check(worksheet_autofilter(page_, kHeadingRow, 0,
                                           row_at(kHeadingRow + sheet_.rows.size()),
                                           column_at(sheet_.columns.size() - 1)));
            }
        }
        paper();
    }

private:
    void title() {
        const std::string mark = workbook_.stamp.empty() ? "" : "【" + workbook_.stamp + "】";
        check(worksheet_write_string(page_, 0, 0, cell_text(mark + sheet_.title).c_str(),
                                     formats_.title()));
        check(worksheet_set_row(page_, 0, 24.0, nullptr));
    }

    void headings() {
        lxw_format* format = formats_.heading();
        double tallest = 1.0;
        for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
            const SheetColumn& column = sheet_.columns[i];
            std::string text;
            double lines = sheet_.filtered ? 1.0 : 0.0; // the filter's button takes the lowest line
            for (const std::string& line : heading_lines(column.heading)) {
                text += (text.empty() ? "" : "\n") + line;
                lines += lines_in(line, column.width);
            }
            tallest = std::max(tallest, lines);
            check(worksheet_write_string(page_, kHeadingRow, column_at(i), text.c_str(), format));
            check(worksheet_set_column(page_, column_at(i), column_at(i), column.width, nullptr));
        }
        check(worksheet_set_row(page_, kHeadingRow, row_height(tallest), nullptr));
        worksheet_freeze_panes(page_, kHeadingRow + 1, column_at(sheet_.frozen_columns));
    }

    void row(std::size_t index) {
        const auto& cells = sheet_.rows[index];
        const lxw_row_t at = row_at(kHeadingRow + 1 + index);
        double tallest = 1.0;
        for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
            lxw_format* format = formats_.cell(sheet_.columns[i].look);
            const SheetCell empty;
            const SheetCell& cell = i < cells.size() ? cells[i] : empty;
            if (const auto* text = std::get_if<std::string>(&cell);
                text != nullptr && !text->empty()) {
                const std::string shown = cell_text(*text);
                if (sheet_.columns[i].printed) { // codes for machines stand in one line
                    tallest = std::max(tallest, lines_in(shown, sheet_.columns[i].width));
                }
                check(worksheet_write_string(page_, at, column_at(i), shown.c_str(), format));
            } else if (const auto* several = std::get_if<TextLines>(&cell); several != nullptr) {
                std::string shown;
                double lines = 0.0;
                for (const std::string& line : several->lines) {
                    const std::string part = cell_text(line);
                    shown += (shown.empty() ? "" : "\n") + part;
                    lines += std::max(1.0, lines_in(part, sheet_.columns[i].width));
                }
                tallest = std::max(tallest, lines);
                check(worksheet_write_string(page_, at, column_at(i), shown.c_str(), format));
            } else if (const auto* number = std::get_if<double>(&cell);
                       number != nullptr && std::isfinite(*number)) {
                check(worksheet_write_number(page_, at, column_at(i), *number, format));
            } else if (const auto* marked = std::get_if<MarkedNumber>(&cell); marked != nullptr) {
                check(worksheet_write_number(page_, at, column_at(i), marked->value,
                                             formats_.cell(marked->look)));
            } else if (const auto* linked = std::get_if<LinkedNumber>(&cell); linked != nullptr) {
                // The link stays when its text becomes a number.
                check(worksheet_write_url(page_, at, column_at(i),
                                          ("external:" + linked->target).c_str(), nullptr));
                check(worksheet_write_number(page_, at, column_at(i), linked->value,
                                             formats_.link(sheet_.columns[i].look)));
            } else if (const auto* day = std::get_if<Date>(&cell); day != nullptr && day->ok()) {
                lxw_datetime date{};
                date.year = static_cast<int>(day->year());
                date.month = static_cast<int>(static_cast<unsigned>(day->month()));
                date.day = static_cast<int>(static_cast<unsigned>(day->day()));
                check(worksheet_write_datetime(page_, at, column_at(i), &date, format));
            } else {
                check(worksheet_write_blank(page_, at, column_at(i), format));
            }
        }
        check(worksheet_set_row(page_, at, row_height(tallest), nullptr));
    }

    /// Sums follow the filter (SUBTOTAL 109 leaves hidden rows out); their values are stored too,
    /// for readers that do not calculate.
    void sums() {
        bool labelled = false;
        for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
            if (!sheet_.columns[i].summed) {
                continue;
            }
            if (!labelled && i > 0) {
                check(worksheet_write_string(page_, kHeadingRow - 1, column_at(i - 1),
                                             "計（表示中）", formats_.sum(CellLook::Centred)));
                labelled = true;
            }
            double total = 0.0;
            for (const auto& cells : sheet_.rows) {
                const SheetCell& cell = i < cells.size() ? cells[i] : SheetCell();
                if (const auto* number = std::get_if<double>(&cell);
                    number != nullptr && std::isfinite(*number)) {
                    total += *number;
                } else if (const auto* marked = std::get_if<MarkedNumber>(&cell);
                           marked != nullptr) {
                    total += marked->value;
                }
            }
            char range[LXW_MAX_CELL_RANGE_LENGTH];
            lxw_rowcol_to_range(range, row_at(kHeadingRow + 1), column_at(i),
                                row_at(kHeadingRow + sheet_.rows.size()), column_at(i));
            const std::string formula = fmt::format("=SUBTOTAL(109,{})", range);
            check(worksheet_write_formula_num(page_, kHeadingRow - 1, column_at(i), formula.c_str(),
                                              formats_.sum(sheet_.columns[i].look), total));
        }
    }

    void paper() {
        worksheet_set_landscape(page_);
        worksheet_set_paper(page_, 9);                    // A4
        worksheet_set_margins(page_, 0.4, 0.4, 0.7, 0.6); // inches: left, right, top, bottom
        check(worksheet_repeat_rows(page_, kHeadingRow, kHeadingRow));
        std::size_t printed = sheet_.columns.size();
        while (printed > 1 && !sheet_.columns[printed - 1].printed) {
            --printed;
        }
        pages_side_by_side(printed);
        const std::size_t last_row = kHeadingRow + std::max<std::size_t>(1, sheet_.rows.size());
        check(worksheet_print_area(page_, 0, 0, row_at(last_row), column_at(printed - 1)));
        std::string header =
            fmt::format("&L&9{}　{}", header_text(workbook_.title), header_text(sheet_.name));
        if (!workbook_.stamp.empty()) {
            header += fmt::format("&R&12&B&K{:06X}{}", static_cast<unsigned>(kStampRed),
                                  header_text(workbook_.stamp));
        }
        check(worksheet_set_header(page_, header.c_str()));
        check(worksheet_set_footer(page_, "&C&9&P / &N"));
    }

    /// A scale by which each page's columns fit, and breaks between them: "fit to so many pages"
    /// breaks where it likes and makes letters too small to read.
    void pages_side_by_side(std::size_t printed) {
        const auto pixels = [&](std::size_t column) {
            return sheet_.columns[column].width * kPixelsPerUnit + kPixelsBeside;
        };
        double frozen = 0.0;
        for (std::size_t i = 0; i < std::min(printed, sheet_.frozen_columns); ++i) {
            frozen += pixels(i);
        }
        std::vector<lxw_col_t> breaks;
        double widest = 0.0;
        double page = 0.0;
        for (std::size_t i = 0; i < printed; ++i) {
            if (sheet_.columns[i].new_page && i >= sheet_.frozen_columns) {
                breaks.push_back(column_at(i));
                page = frozen;
            }
            page += pixels(i);
            widest = std::max(widest, page);
        }
        const double scale = std::floor(100.0 * kPagePixels / widest);
        worksheet_set_print_scale(page_,
                                  static_cast<std::uint16_t>(std::clamp(scale, 10.0, 100.0)));
        if (breaks.empty()) {
            return;
        }
        breaks.push_back(0); // ends the list
        check(worksheet_set_v_pagebreaks(page_, breaks.data()));
        if (sheet_.frozen_columns > 0) {
            check(worksheet_repeat_columns(page_, 0, column_at(sheet_.frozen_columns - 1)));
        }
    }

    const Workbook& workbook_;
    const Sheet& sheet_;
    Formats& formats_;
    lxw_worksheet* page_;
};

/// Midnight UTC of a date; libxlsxwriter reads zero as "now", so 1980-01-01 stands for no date.
std::time_t created(Date date) {
    using namespace std::chrono;
    const sys_days day = date.ok() ? sys_days(date) : sys_days(year(1980) / January / 1);
    return system_clock::to_time_t(day);
}

/// A file under another name until it is whole.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::filesystem::path& destination)
        : destination_(destination), path_(destination.string() + ".part") {}
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    void put_into_place() {
        std::error_code error;
        std::filesystem::rename(path_, destination_, error);
        if (error) {
            const std::string reason = error.message();
            throw ExternalError({destination_.string() + "：書き込めません（" + reason + "）。",
                                 destination_.string() + ": cannot be written (" + reason + ")."});
        }
    }

private:
    std::filesystem::path destination_;
    std::filesystem::path path_;
};

} // namespace

void write_workbook(const Workbook& workbook, const std::filesystem::path& file) {
    TemporaryFile temporary(file);
    if (!std::ofstream(temporary.path())) { // before the library prints about it
        fail(file, LXW_ERROR_CREATING_XLSX_FILE);
    }
    lxw_workbook* book = workbook_new(temporary.path().c_str());
    if (book == nullptr) {
        fail(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    try {
        // The library asks for writable text but only copies it.
        std::string title = printable(workbook.title);
        std::string author = printable(workbook.author);
        lxw_doc_properties properties = {};
        properties.title = title.data();
        properties.author = author.data();
        properties.created = created(workbook.date);
        check(workbook_set_properties(book, &properties));
        Formats formats(book);
        for (const Sheet& sheet : workbook.sheets) {
            SheetWriter(book, workbook, sheet, formats).write();
        }
    } catch (const LibraryError& error) {
        lxw_workbook_free(book);
        fail(file, error.code);
    } catch (...) {
        lxw_workbook_free(book);
        throw;
    }
    if (const lxw_error error = workbook_close(book);
        error != LXW_NO_ERROR) { // frees the workbook either way
        fail(file, error);
    }
    temporary.put_into_place();
}

} // namespace todoku::report
