#include "core/error.hpp"
#include "io/gdal_session.hpp"
#include "io/vector_output.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>

namespace todoku::io {

namespace {

// Limits of the format (ECMA-376; Excel specifications and limits).
constexpr std::size_t kMostRows = 1'048'576;
constexpr std::size_t kMostCharacters = 32'767;
constexpr std::size_t kMostSheetName = 31;

struct WorkbookCloser {
    void operator()(lxw_workbook* book) const { workbook_close(book); }
};

/// A name Excel takes for a sheet.
std::string sheet_name(const std::string& name) {
    std::string clean;
    std::size_t characters = 0;
    for (const char c : without_control_characters(name)) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U && ++characters > kMostSheetName) {
            break;
        }
        clean += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_';
    }
    return clean;
}

/// One sheet a layer: a bold header that stays in sight and a filter on each column; attributes
/// only.
class XlsxOutput final : public VectorOutput {
public:
    XlsxOutput(const std::filesystem::path& file, std::string shown)
        : file_(file), shown_(std::move(shown)) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        book_.reset(workbook_new_opt(file.c_str(), &options));
        if (!book_) {
            throw cannot_write(shown_, "XLSX");
        }
        lxw_doc_properties properties{};
        properties.created = 946'684'800; // 2000-01-01: the clock must not enter the file
        workbook_set_properties(book_.get(), &properties);
        header_ = workbook_add_format(book_.get());
        format_set_bold(header_);
        format_set_bg_color(header_, 0xE7EEF7);
        format_set_bottom(header_, LXW_BORDER_THIN);
    }

    void begin_layer(const LayerSchema& schema) override {
        end_sheet();
        sheet_ = workbook_add_worksheet(book_.get(), sheet_name(schema.name).c_str());
        if (sheet_ == nullptr) {
            throw cannot_write(shown_, schema.name);
        }
        row_ = 0;
        columns_ = static_cast<lxw_col_t>(schema.fields.size());
        for (lxw_col_t column = 0; column < columns_; ++column) {
            const Field& field = schema.fields[column];
            constexpr double kTextWidth = 18.0;
            constexpr double kNumberWidth = 12.0;
            worksheet_set_column(sheet_, column, column,
                                 field.type == FieldType::Text ? kTextWidth : kNumberWidth,
                                 nullptr);
            worksheet_write_string(sheet_, 0, column,
                                   without_control_characters(field.name).c_str(), header_);
        }
        worksheet_freeze_panes(sheet_, 1, 0);
        worksheet_repeat_rows(sheet_, 0, 0);
    }

    void write(const geo::Geometry& /*geometry*/, const std::vector<Value>& values) override {
        if (++row_ >= kMostRows) {
            throw ExternalError(
                {shown_ + ": "
                          "Excelの行数の上限（1,048,"
                          "576行）を超えます。CSVかGeoPackageで書き出してください。",
                 shown_ +
                     ": more rows than Excel holds (1,048,576). Write CSV or GeoPackage instead."});
        }
        const auto row = static_cast<lxw_row_t>(row_);
        for (lxw_col_t column = 0; column < columns_; ++column) {
            const Value& value = values[column];
            if (const auto* text = std::get_if<std::string>(&value)) {
                if (!text->empty()) {
                    write_text(row, column, without_control_characters(*text));
                }
            } else if (const auto number = to_number(value)) {
                worksheet_write_number(sheet_, row, column, *number, nullptr);
            }
        }
    }

    void close() override {
        end_sheet();
        sheet_ = nullptr;
        const lxw_error error = workbook_close(book_.release());
        if (error != LXW_NO_ERROR) {
            throw cannot_write(shown_, lxw_strerror(error));
        }
        verify();
    }

    [[nodiscard]] std::vector<Issue> issues() const override { return issues_; }

private:
    void write_text(lxw_row_t row, lxw_col_t column, std::string text) {
        std::size_t characters = 0;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U &&
                ++characters > kMostCharacters) {
                text.resize(at);
                issues_.push_back({IssueKind::Repaired,
                                   "text_cut",
                                   shown_,
                                   "",
                                   static_cast<std::int64_t>(row),
                                   "",
                                   text.substr(0, 60),
                                   {"セルの文字数がExcelの上限を超えます。",
                                    "The text is longer than an Excel cell holds."},
                                   {"32,767文字で切りました。", "cut at 32,767 characters."}});
                break;
            }
        }
        worksheet_write_string(sheet_, row, column, text.c_str(), nullptr);
    }

    void end_sheet() {
        if (sheet_ != nullptr && columns_ > 0) {
            worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(row_),
                                 static_cast<lxw_col_t>(columns_ - 1));
            rows_.push_back(row_ + 1);
        }
    }

    /// The library does not tell when the disk is full: the rows that stand in the file are
    /// counted.
    void verify() const {
        for (std::size_t sheet = 0; sheet < rows_.size(); ++sheet) {
            const std::string member =
                fmt::format("/vsizip/{{{}}}/xl/worksheets/sheet{}.xml", file_.string(), sheet + 1);
            if (rows_in(member) != rows_[sheet]) {
                throw cannot_write(shown_, "the file is cut short");
            }
        }
    }

    static std::size_t rows_in(const std::string& member) {
        const GdalMessages quiet;
        const std::unique_ptr<VSILFILE, FileCloser> file(VSIFOpenL(member.c_str(), "rb"));
        constexpr std::string_view kRow = "<row ";
        std::string text;
        std::string block(std::size_t{1} << 20, '\0');
        std::size_t rows = 0;
        std::size_t got = block.size();
        while (file && got == block.size()) {
            got = VSIFReadL(block.data(), 1, block.size(), file.get());
            text.append(block, 0, got);
            std::size_t at = 0;
            for (std::size_t next = 0; (next = text.find(kRow, at)) != std::string::npos;
                 at = next + kRow.size()) {
                ++rows;
            }
            text.erase(0, std::max(at, text.size() - std::min(text.size(), kRow.size() - 1)));
        }
        return rows;
    }

    struct FileCloser {
        void operator()(VSILFILE* open) const { VSIFCloseL(open); }
    };

    std::filesystem::path file_;
    std::string shown_;
    std::unique_ptr<lxw_workbook, WorkbookCloser> book_;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* header_ = nullptr;
    std::size_t row_ = 0;
    lxw_col_t columns_ = 0;
    std::vector<std::size_t> rows_; ///< of each finished sheet, header included
    std::vector<Issue> issues_;
};

} // namespace

std::unique_ptr<VectorOutput> make_xlsx_output(const std::filesystem::path& file,
                                               const std::string& shown) {
    return std::make_unique<XlsxOutput>(file, shown);
}

} // namespace todoku::io
