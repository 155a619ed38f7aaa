// A small table of text read whole from CSV, with its columns found by name.
#pragma once

#include "core/csv.hpp"
#include "core/encoding.hpp"
#include "core/error.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <istream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace todoku::study {

struct CsvTable {
    std::string name; ///< of the file, for messages
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::int64_t> lines; ///< line of each row
    RowWidth width;

    /// Position of a column. @throws InputError where it is missing
    [[nodiscard]] std::size_t column(const std::string& wanted) const {
        if (const auto found = optional_column(wanted)) {
            return *found;
        }
        throw InputError({fmt::format("{} に列「{}」がありません。ある列: {}", name, wanted,
                                      fmt::join(header, ", ")),
                          fmt::format("{} has no column \"{}\". Columns: {}", name, wanted,
                                      fmt::join(header, ", "))});
    }
    [[nodiscard]] std::optional<std::size_t> optional_column(const std::string& wanted) const {
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (header[i] == wanted) {
                return i;
            }
        }
        return std::nullopt;
    }
    /// Text of a cell; "" where the row is short.
    [[nodiscard]] const std::string& at(std::size_t row, std::size_t column) const {
        static const std::string none;
        return column < rows[row].size() ? rows[row][column] : none;
    }
    /// The finite number that a text is, nothing for anything else.
    [[nodiscard]] static std::optional<double> number_in(std::string_view cell) {
        const std::string_view text = trimmed(cell);
        double value = 0.0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc{} && end == text.data() + text.size() && value - value == 0.0
                   ? std::optional(value)
                   : std::nullopt;
    }
    [[nodiscard]] std::optional<double> number(std::size_t row, std::size_t column) const {
        return number_in(at(row, column));
    }
    /// A number that must be there. @throws InputError naming file, line, column and value
    [[nodiscard]] double needed_number(std::size_t row, std::size_t column) const {
        if (const auto value = number(row, column)) {
            return *value;
        }
        throw InputError({fmt::format("{} {}行目 {}: 「{}」は数ではありません。", name, lines[row],
                                      header[column], at(row, column)),
                          fmt::format("{} line {} {}: \"{}\" is not a number.", name, lines[row],
                                      header[column], at(row, column))});
    }

    /// @throws InputError naming the first row that has fewer or more fields than the header
    void require_whole_rows() const {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (const auto problem = width_problem(row)) {
                throw InputError({fmt::format("{} {}行目: {}", name, lines[row], problem->ja),
                                  fmt::format("{} line {}: {}", name, lines[row], problem->en)});
            }
        }
    }
    /// What is wrong where a row has fewer or more fields than the header; empty ones at the end do
    /// no harm.
    [[nodiscard]] std::optional<Text> width_problem(std::size_t row) const {
        const std::vector<std::string_view> fields(rows[row].begin(), rows[row].end());
        return width.fit(fields) == RowWidth::Fit::Whole
                   ? std::nullopt
                   : std::optional(io::field_count_problem(width.names(), fields.size()));
    }

    static CsvTable from_text(const std::string& name, const std::string& bytes) {
        CsvTable table;
        table.name = name;
        const std::string text = todoku::decode(bytes).text;
        CsvReader reader(text);
        while (reader.next()) {
            std::vector<std::string> record(reader.fields().begin(), reader.fields().end());
            if (table.header.empty()) {
                table.width = RowWidth(reader.fields());
                for (std::string& column : record) {
                    column = std::string(trimmed(column));
                }
                table.header = std::move(record);
            } else {
                table.rows.push_back(std::move(record));
                table.lines.push_back(reader.line());
            }
        }
        if (table.header.empty()) {
            throw InputError({name + " は空です。見出しの行が必要です。",
                              name + " is empty; a header row is needed."});
        }
        return table;
    }
    static CsvTable from_stream(const std::string& name, std::istream& in) {
        return from_text(name,
                         {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
    }
    /// @throws InputError for a file that cannot be opened or has a row of another width
    static CsvTable from_file(const std::filesystem::path& file) {
        std::ifstream in(file, std::ios::binary);
        if (!in) {
            throw InputError(
                {file.string() + " を開けません。", "Cannot open " + file.string() + "."});
        }
        CsvTable table = from_stream(file.filename().string(), in);
        table.require_whole_rows();
        return table;
    }
};

} // namespace todoku::study
