// A CSV of an office, in whatever encoding and separator, alone or inside a ZIP: its text in UTF-8
// and its header.
#pragma once

#include "core/csv.hpp"
#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/issue.hpp"
#include "core/text.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

struct TextTable {
    std::string member; ///< of the archive; empty for a plain file
    std::string text;   ///< UTF-8
    Encoding encoding = Encoding::Utf8;
    char separator = ',';
    [[nodiscard]] CsvReader reader() const { return CsvReader(text, separator); }
};

/// True for .csv, .txt and .tsv, and for a ZIP that holds such files and no vector dataset.
bool holds_text_tables(const std::filesystem::path& file, const std::string& shown_as);

/// The table of a text file, or those of a ZIP (only e-Stat's tblT*.txt where there are any).
/// Bytes that are no character are noted in `issues`. @throws InputError for a missing or empty
/// file.
std::vector<TextTable> open_text_tables(const std::filesystem::path& file,
                                        const std::string& shown_as,
                                        const std::optional<std::string>& encoding,
                                        std::vector<Issue>& issues);

/// True for the table of a plain file, and for the member of a ZIP that `layer` names, with or
/// without its folder and its ending; an empty layer names all.
bool is_asked_for(const std::string& member, const std::string& layer);
/// Of a ZIP none of whose members is called so.
InputError no_such_member(const std::string& shown_as, const std::string& layer,
                          const std::vector<std::string>& members);

/// Comma, tab or semicolon, whichever the first line that has any (of ten: titles have none) has
/// most of.
char separator_in(std::string_view text);

/// What is wrong with a row of another number of fields than its header.
Text field_count_problem(std::size_t expected, std::size_t found);

/// The first fields of a row, for the list of issues.
std::string row_excerpt(std::span<const std::string_view> fields);

/// Text by which headers are compared: comparable(), ASCII letters in lower case.
std::string header_key(std::string_view header);

/// Position of the first column whose key is one of `names`, earlier names first.
std::optional<std::size_t> find_column(const std::vector<std::string>& header_keys,
                                       const std::vector<std::string_view>& names);

/// "列: a、b、c" for messages: what was found, cut after 40 columns.
std::string listed(const std::vector<std::string>& names);

} // namespace todoku::io
