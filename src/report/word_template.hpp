// Fills a Word template that staff keep themselves: {{name}} becomes a value, a table row with
// {{list.column}} repeats.
#pragma once

#include "report/word_document.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace todoku::report {

/// A value with a name. A paragraph holding nothing but the field is repeated for each line;
/// elsewhere lines break.
struct TemplateField {
    std::string name;
    std::vector<std::string> lines;
};

/// Rows for the table row that names this list: {{箇所.人口}}.
struct TemplateTable {
    std::string name;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

struct TemplateValues {
    std::vector<TemplateField> fields;
    std::vector<TemplateTable> tables;
    std::optional<WordPicture> picture; ///< stands where a paragraph says {{図面}}
    std::string stamp;                  ///< put at the head of every page; empty for none
};

/// The filled document. Word cuts text into runs as it likes; a field is found across them and
/// takes the look of its first character. Everything else of the template stays as it is.
/// @throws InputError where the file is no .docx, names an unknown field (all are listed, with the
/// known ones), leaves
///         "{{" open, or has no field at all
std::string fill_template(const std::filesystem::path& file, const TemplateValues& values);

} // namespace todoku::report
