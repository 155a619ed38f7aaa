#include "report/index_coverage.hpp"

#include "core/text.hpp"
#include "domain/technology.hpp"
#include "overlay/ministry_rule.hpp"
#include "report/figures.hpp"
#include "report/index_parts.hpp"
#include "report/printable.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::report {

namespace {

Text rule_label(std::string_view name) {
    if (name == "majority") {
        return {"メッシュの半分以上", "Half of a cell or more"};
    }
    if (name == "area") {
        return {"面積按分", "By area"};
    }
    if (name == "centroid") {
        return {"メッシュの中心", "Centre of the cell"};
    }
    if (name == overlay::kMinistryRule) {
        return {"総務省の方法（500 mメッシュの半分以上）",
                "The ministry's (half of a 500 m cell or more)"};
    }
    if (name.starts_with("majority>")) {
        const std::string threshold(name.substr(name.find('>') + 1));
        return {"メッシュの割合" + threshold + "超", "Share of a cell above " + threshold};
    }
    if (name.starts_with("majority:")) {
        const std::string threshold(name.substr(name.find(':') + 1));
        return {"メッシュの割合" + threshold + "以上", "Share of a cell " + threshold + " or more"};
    }
    return same_text(name);
}

/// A <select> of the values that occur, in order of first appearance.
std::string chooser(const std::string& id, const Text& label,
                    const std::vector<std::string>& values, const std::string& chosen,
                    Text (*label_of)(std::string_view)) {
    std::string html = fmt::format(R"(<label for="{0}">{1}<select id="{0}">)", id, both(label));
    for (const std::string& value : values) {
        const Text name = label_of(value);
        html += fmt::format(R"(<option value="{}" data-ja="{}" data-en="{}"{}>{}</option>)",
                            escape_markup(value), escape_markup(name.ja), escape_markup(name.en),
                            value == chosen ? " selected" : "", escape_markup(name.ja));
    }
    return html + "</select></label>";
}

void keep_once(std::vector<std::string>& values, const std::string& value) {
    if (std::ranges::find(values, value) == values.end()) {
        values.push_back(value);
    }
}

double finite(double number) {
    return std::isfinite(number) ? std::round(number * 1000.0) / 1000.0 : 0.0;
}

/// JSON that may stand inside <script>: no "<" ends the element.
std::string embedded(const nlohmann::json& json) {
    std::string out;
    for (const char c : json.dump()) {
        out += c == '<'   ? "\\u003c"
               : c == '>' ? "\\u003e"
               : c == '&' ? "\\u0026"
                          : std::string(1, c);
    }
    return out;
}

/// How sure a row is: of the prefecture, by the study's rule.
std::optional<overlay::Range> range_of(const IndexContent& content,
                                       const overlay::CoverageRow& row) {
    if (!row.municipality.is_prefecture() || content.sensitivity.empty() ||
        row.rule != content.sensitivity.front().rule) {
        return std::nullopt;
    }
    return overlay::ratio_range(content.sensitivity, row.municipality, row.layer);
}

std::string coverage_line(const overlay::CoverageRow& row,
                          const std::optional<overlay::Range>& range) {
    const overlay::Tally& people = row.population;
    const double ratio = people.all > 0.0 ? people.covered / people.all : 0.0;
    return fmt::format(
        R"(<tr><td class="c">{}</td><th scope="row">{}</th><td class="n">{}</td><td class="n">{}</td>)"
        R"(<td class="n share"><i style="width:{:.2f}%"></i><b>{}</b>{}</td><td class="n">{}</td>)"
        R"(<td class="n">{}</td><td class="n">{}</td></tr>)"
        "\n",
        row.municipality.six_digits(), escape_markup(row.name), count_text(people.all),
        count_text(people.covered), 100.0 * ratio, percent_text(people.covered, people.all),
        range_span(range, people.all), count_text(people.uncovered()),
        count_text(row.population_65plus.uncovered()),
        percent_text(row.area_m2.covered, row.area_m2.all));
}

bool some_unknown(const IndexContent& content) {
    return std::ranges::any_of(content.coverage, [](const overlay::CoverageRow& row) {
        return row.population.unknown > 0.0;
    });
}

} // namespace

std::string word_of(const IndexContent& content) {
    std::vector<std::string> names;
    for (const overlay::CoverageRow& row : content.coverage) {
        names.push_back(row.name);
    }
    return municipalities_word(names);
}

std::string coverage_section(const IndexContent& content) {
    std::vector<std::string> carriers;
    std::vector<std::string> technologies;
    std::vector<std::string> rules;
    nlohmann::json data = nlohmann::json::array();
    for (const overlay::CoverageRow& row : content.coverage) {
        keep_once(carriers, printable(row.layer.carrier));
        keep_once(technologies, printable(row.layer.technology));
        keep_once(rules, printable(row.rule));
        const auto range = range_of(content, row);
        data.push_back({row.municipality.six_digits(),
                        printable(row.name),
                        {printable(row.layer.carrier), printable(row.layer.technology)},
                        printable(row.rule),
                        finite(row.population.all),
                        finite(row.population.covered),
                        finite(row.population_65plus.all),
                        finite(row.population_65plus.covered),
                        finite(row.area_m2.all),
                        finite(row.area_m2.covered),
                        finite(row.population.unknown),
                        finite(row.population_65plus.unknown),
                        range ? range_text(*range, row.population.all) : ""});
    }
    const std::string word = word_of(content);
    std::string html = fmt::format(R"(<section id="coverage"><h2>{}</h2>)",
                                   both(word + "別の整備状況", "Coverage by municipality"));
    if (content.coverage.empty()) {
        return html +
               fmt::format("<p>{}</p>", both(word + "別の集計はありません。",
                                             "There are no figures by municipality.")) +
               R"(<script type="application/json" id="coverage-data">[]</script></section>)"
               "\n";
    }
    const std::string technology =
        std::ranges::find(technologies, domain::kAny5g) != technologies.end()
            ? std::string(domain::kAny5g)
            : technologies.front();
    // First choice: the first carrier that has it.
    const auto first = std::ranges::find_if(content.coverage, [&](const overlay::CoverageRow& row) {
        return row.layer.technology == technology;
    });
    const overlay::CoverageRow& sample =
        first == content.coverage.end() ? content.coverage.front() : *first;
    html += R"(<div class="chooser">)" +
            chooser("choose-carrier", {"事業者", "Carrier"}, carriers, sample.layer.carrier,
                    overlay::carrier_label) +
            chooser("choose-technology", {"方式", "Technology"}, technologies,
                    sample.layer.technology, domain::technology_label) +
            chooser("choose-rule", {"集計の方法", "Rule"}, rules, sample.rule, rule_label) +
            "</div>";
    std::string body;
    std::string foot;
    for (const overlay::CoverageRow& row : content.coverage) {
        if (row.layer == sample.layer && row.rule == sample.rule) {
            (row.municipality.is_prefecture() ? foot : body) +=
                coverage_line(row, range_of(content, row));
        }
    }
    html += R"(<div class="scroll" tabindex="0" role="group" aria-label=")" + word +
            R"(別の整備状況">)"
            R"(<table class="sortable" id="coverage-table"><caption>)" +
            fmt::format(R"(<strong id="coverage-shown">{}　{}　{}</strong>　)",
                        escape_markup(overlay::carrier_label(sample.layer.carrier).ja),
                        escape_markup(domain::technology_label(sample.layer.technology).ja),
                        escape_markup(rule_label(sample.rule).ja)) +
            both("見出しを選ぶと並べ替えます。", "Select a heading to sort.") +
            (some_unknown(content)
                 ? both("エリアの内外が分からない人口は、カバー人口にもエリアにない人口にも"
                        "数えていません。",
                        "People of whom nobody knows whether they are covered count neither as "
                        "covered nor as not covered.")
                 : std::string()) +
            "</caption><thead><tr>";
    const std::vector<Heading> headings = {{{"団体コード", "Code"}, Align::Centre},
                                           {{word, "Municipality"}, Align::Left},
                                           {{"人口", "People"}, Align::Right},
                                           {{"カバー人口", "Covered"}, Align::Right},
                                           {{"カバー率", "Share"}, Align::Right},
                                           {{"エリアにない人口", "Not covered"}, Align::Right},
                                           {{"うち65歳以上", "of them 65+"}, Align::Right},
                                           {{"面積カバー率", "Share of land"}, Align::Right}};
    for (const Heading& heading : headings) {
        html += fmt::format(R"(<th scope="col" class="{}">{}</th>)", css_class(heading.align),
                            both(heading.text));
    }
    html +=
        fmt::format("</tr></thead><tbody>\n{}</tbody><tfoot>{}</tfoot></table></div>", body, foot);
    html +=
        fmt::format(R"(<script type="application/json" id="coverage-data">{}</script></section>)",
                    embedded(data));
    return html + "\n";
}

} // namespace todoku::report
