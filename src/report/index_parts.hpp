// The pieces that the sections of index.html are made of: words in two languages, sortable tables.
#pragma once

#include "core/text.hpp"
#include "overlay/sensitivity.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::report {

/// Both languages, one of which the style sheet shows.
std::string both(std::string_view ja, std::string_view en);
std::string both(const Text& text);

/// Wide: names, which may need several lines; the first of them heads its row.
enum class Align { Left, Wide, Centre, Right };

std::string_view css_class(Align align);

struct Heading {
    Text text;
    Align align = Align::Left;
};

struct Cell {
    std::string html;
    std::string sort_key; ///< empty: the text itself
};

Cell text_cell(std::string_view text);
/// Sorts by the Japanese words.
Cell words_cell(const Text& text);
Cell count_cell(double number);
Cell number_cell(std::string text, double number);

/// RFC 4648, 4.
std::string base64(std::string_view bytes);

/// A sortable table.
std::string table(const Text& caption, const std::vector<Heading>& headings,
                  const std::vector<std::vector<Cell>>& rows);

/// A relative link: every byte that could end the path or start a scheme is encoded (RFC
/// 3986, 2.1).
std::string link_to(std::string_view path);

/// Links to files of the output folder, each a label and a relative path.
std::string file_list(const std::vector<std::pair<Text, std::string>>& files);

/// The range behind a share; nothing where there is none.
std::string range_span(const std::optional<overlay::Range>& range, double people);

} // namespace todoku::report
