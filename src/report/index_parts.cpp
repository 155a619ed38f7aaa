#include "report/index_parts.hpp"

#include "core/text.hpp"
#include "report/figures.hpp"
#include "report/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace todoku::report {

std::string both(std::string_view ja, std::string_view en) {
    return fmt::format(R"(<span class="ja">{}</span><span class="en" lang="en">{}</span>)",
                       escape_markup(ja), escape_markup(en));
}
std::string both(const Text& text) {
    return both(text.ja, text.en);
}

std::string_view css_class(Align align) {
    switch (align) {
    case Align::Left:
        return "s";
    case Align::Wide:
        return "name";
    case Align::Centre:
        return "c";
    case Align::Right:
        return "n";
    }
    return "";
}

Cell text_cell(std::string_view text) {
    return {escape_markup(text), {}};
}
Cell words_cell(const Text& text) {
    return {both(text), escape_markup(text.ja)};
}

Cell count_cell(double number) {
    return number_cell(count_text(number), number);
}
Cell number_cell(std::string text, double number) {
    return {escape_markup(text), shortest(std::isnan(number) ? 0.0 : number)};
}

std::string table(const Text& caption, const std::vector<Heading>& headings,
                  const std::vector<std::vector<Cell>>& rows) {
    std::string html = fmt::format(
        R"(<div class="scroll" tabindex="0" role="group" aria-label="{}"><table class="sortable"><caption>{}</caption><thead><tr>)",
        escape_markup(caption.ja), both(caption));
    for (const Heading& heading : headings) {
        html += fmt::format(R"(<th scope="col" class="{}">{}</th>)", css_class(heading.align),
                            both(heading.text));
    }
    html += "</tr></thead><tbody>\n";
    const auto names = std::ranges::find(headings, Align::Wide, &Heading::align) - headings.begin();
    for (const std::vector<Cell>& row : rows) {
        html += "<tr>";
        for (std::size_t i = 0; i < headings.size(); ++i) {
            const bool heads = static_cast<std::ptrdiff_t>(i) == names;
            const std::string key =
                row[i].sort_key.empty()
                    ? ""
                    : fmt::format(R"( data-v="{}")", escape_markup(row[i].sort_key));
            html += fmt::format(R"(<{0}{1} class="{2}"{3}>{4}</{0}>)", heads ? "th" : "td",
                                heads ? R"( scope="row")" : "", css_class(headings[i].align), key,
                                row[i].html);
        }
        html += "</tr>\n";
    }
    return html + "</tbody></table></div>\n";
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = group << 8U |
                    (k < count ? static_cast<unsigned char>(bytes[i + k]) : std::uint32_t{0});
        }
        for (std::size_t k = 0; k < 4; ++k) {
            out += k <= count ? digits[group >> (18 - 6 * k) & 63U] : '=';
        }
    }
    return out;
}

std::string link_to(std::string_view path) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    std::string out = "./";
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    for (const char c : path) {
        if (plain.find(c) != std::string_view::npos) {
            out.push_back(c);
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        }
    }
    return out;
}

std::string file_list(const std::vector<std::pair<Text, std::string>>& files) {
    std::string html = R"(<ul class="files">)";
    for (const auto& [label, path] : files) {
        html += fmt::format(R"(<li><a href="{}">{}</a></li>)", link_to(path), both(label));
    }
    return html + "</ul>\n";
}

std::string range_span(const std::optional<overlay::Range>& range, double people) {
    return range ? fmt::format(R"(<span class="range">（{}）</span>)", range_text(*range, people))
                 : std::string();
}

} // namespace todoku::report
