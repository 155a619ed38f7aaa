#include "report/index_page.hpp"

#include "core/output_folder.hpp"
#include "core/text.hpp"
#include "domain/technology.hpp"
#include "overlay/ministry_rule.hpp"
#include "report/figures.hpp"
#include "report/index_bundle.hpp"
#include "report/index_evidence.hpp"
#include "report/index_looks.hpp"
#include "report/index_parts.hpp"
#include "report/letter_text.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace todoku::report {

namespace {

/// A relative link: every byte that could end the path or start a scheme is encoded (RFC
/// 3986, 2.1).
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

std::string file_list(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string html = R"(<ul class="files">)";
    for (const auto& [label, path] : files) {
        html += fmt::format(R"(<li><a href="{}">{}</a></li>)", link_to(path), escape_markup(label));
    }
    return html + "</ul>\n";
}

std::string carrier_id(std::size_t index) {
    return fmt::format("carrier-{}", index + 1);
}

/// The range behind a share; nothing where there is none.
std::string range_span(const std::optional<overlay::Range>& range, double people) {
    return range ? fmt::format(R"(<span class="range">（{}）</span>)", range_text(*range, people))
                 : std::string();
}

std::string card(const IndexCarrier& carrier, std::size_t index) {
    const double uncovered = std::max(0.0, carrier.population - carrier.covered - carrier.unknown);
    const auto share = [&](double people) {
        return carrier.population > 0.0
                   ? std::clamp(100.0 * people / carrier.population, 0.0, 100.0)
                   : 0.0;
    };
    return fmt::format(
        R"(<li class="card"><h3><a href="#{id}">{name}</a></h3><p class="big">{percent}{range}</p>)"
        R"(<div class="track" aria-hidden="true"><span class="fill" style="width:{covered:.3f}%"></span>)"
        R"(<span class="fill plan" style="left:{covered:.3f}%;width:{planned:.3f}%"></span></div><dl>)"
        "<dt>{l1}</dt><dd>{v1}</dd><dt>{l2}</dt><dd>{v2}</dd><dt>{l3}</dt><dd>{v3}</dd><dt>{l4}</"
        "dt><dd>{v4}</dd>"
        "</dl></li>\n",
        fmt::arg("id", carrier_id(index)), fmt::arg("name", escape_markup(carrier.name)),
        fmt::arg("percent", percent_text(carrier.covered, carrier.population)),
        fmt::arg("range", range_span(carrier.share_range, carrier.population)),
        fmt::arg("planned", share(carrier.covered + carrier.plan_gain) - share(carrier.covered)),
        fmt::arg("covered", share(carrier.covered)),
        fmt::arg("l1", both("5Gのエリアにない人口", "People without 5G")),
        fmt::arg("v1", count_text(uncovered)),
        fmt::arg("l2", both("未整備箇所（要望）", "Gap areas (asked for)")),
        fmt::arg("v2", fmt::format("{}（{}）", count_text(static_cast<double>(carrier.gaps)),
                                   count_text(static_cast<double>(carrier.asked)))),
        fmt::arg("l3", both("提供資産で届く人口", "People the plan would reach")),
        fmt::arg("v3", count_text(carrier.plan_gain)),
        fmt::arg("l4", both("設置後のカバー率", "Coverage after the plan")),
        fmt::arg("v4", percent_text(carrier.covered + carrier.plan_gain, carrier.population)));
}

std::string summary(const IndexContent& content) {
    std::string html = fmt::format(R"(<section id="summary"><h2>{}</h2>)",
                                   both("5Gの整備状況（人口カバー率）", "5G population coverage"));
    if (content.carriers.empty()) {
        html += fmt::format("<p>{}</p>",
                            both("集計した事業者はありません。", "No carrier was studied."));
    } else {
        html += R"(<ul class="cards">)";
        for (std::size_t i = 0; i < content.carriers.size(); ++i) {
            html += card(content.carriers[i], i);
        }
        html += "</ul>";
    }
    if (std::ranges::any_of(content.carriers, [](const IndexCarrier& carrier) {
            return carrier.share_range.has_value();
        })) {
        html += fmt::format(R"(<p class="small">{}</p>)", both(overlay::what_ranges_mean()));
    }
    html += fmt::format(
        R"(<p class="small">{}{}</p><p class="small">{}{}</p></section>)",
        both("人口の集計：", "How people are counted: "), escape_markup(content.rule_text),
        both("届く範囲の予測：", "How reach is predicted: "), escape_markup(content.radio_text));
    return html + "\n";
}

std::string gap_rows(const IndexCarrier& carrier) {
    if (carrier.top_gaps.empty()) {
        return fmt::format("<p>{}</p>",
                           both("要望箇所はありません。", "There is no place to ask for."));
    }
    std::vector<std::vector<Cell>> rows;
    for (const GapRow& gap : carrier.top_gaps) {
        rows.push_back(
            {number_cell(std::to_string(gap.number), gap.number), text_cell(gap.municipality),
             text_cell(place_text(gap)), count_cell(gap.population),
             number_cell(estimated_text(gap.households, gap.households_estimated), gap.households),
             number_cell(estimated_text(gap.population_65plus, gap.population_65plus_estimated),
                         gap.population_65plus),
             number_cell(kilometres_text(gap.road_m), gap.road_m),
             text_cell(told_text(gap.another_carrier_serves))});
    }
    const std::size_t shown = carrier.top_gaps.size();
    const auto all = count_text(static_cast<double>(carrier.gaps));
    const auto asked = count_text(static_cast<double>(carrier.asked));
    const bool estimated = std::ranges::any_of(carrier.top_gaps, [](const GapRow& gap) {
        return gap.households_estimated || gap.population_65plus_estimated;
    });
    const Text mark = estimated ? estimated_note() : Text{};
    return table(
        {(shown < carrier.gaps
              ? fmt::format("要望箇所{}か所のうち上位{}か所（未整備箇所は全{}か所、計{}人）", asked,
                            shown, all, count_text(carrier.gap_population))
              : fmt::format("全{}か所、計{}人", all, count_text(carrier.gap_population))) +
             (estimated ? "　" + mark.ja : ""),
         fmt::format("{} of {} places asked for ({} gap areas, {} people in all)", shown, asked,
                     all, count_text(carrier.gap_population)) +
             (estimated ? " " + mark.en : "")},
        {{{"番号", "No."}, Align::Centre},
         {{"所在", "Municipality"}, Align::Left},
         {{"箇所（最寄り）", "Nearest place"}, Align::Wide},
         {{"人口", "People"}, Align::Right},
         {{"世帯数", "Households"}, Align::Right},
         {{"65歳以上", "65+"}, Align::Right},
         {{"道路(km)", "Road (km)"}, Align::Right},
         {{"他社の5G", "Other 5G"}, Align::Centre}},
        rows);
}

std::string site_rows(const IndexCarrier& carrier) {
    if (carrier.top_sites.empty()) {
        return fmt::format("<p>{}</p>",
                           both("提供資産はありません。", "There is no asset to offer."));
    }
    std::vector<std::vector<Cell>> rows;
    for (const AssetRow& site : carrier.top_sites) {
        rows.push_back({site.rank > 0 ? number_cell(std::to_string(site.rank), site.rank)
                                      : text_cell(rank_text(site)),
                        text_cell(site.name), text_cell(site.municipality),
                        number_cell(height_text(site), site.height_m),
                        text_cell(presence_text(site.power)), text_cell(presence_text(site.fibre)),
                        count_cell(site.rank > 0 ? site.gain : site.alone),
                        site.rank > 0 ? count_cell(site.cumulative) : text_cell("")});
    }
    return table({"※は種別から推定した高さ。「柱を新設」は土地",
                  "※: height assumed by kind. 柱を新設: land, a pole is built"},
                 {{{"順位", "Rank"}, Align::Centre},
                  {{"名称", "Name"}, Align::Wide},
                  {{"所在", "Municipality"}, Align::Left},
                  {{"高さ(m)", "Height (m)"}, Align::Right},
                  {{"電源", "Power"}, Align::Centre},
                  {{"光回線", "Fibre"}, Align::Centre},
                  {{"新たに届く人口", "Newly reached"}, Align::Right},
                  {{"累計", "Cumulative"}, Align::Right}},
                 rows);
}

std::string figure(const std::string& picture, const std::string& pdf, const std::string& alt) {
    if (picture.empty()) {
        return {};
    }
    return fmt::format(
        R"(<figure><button type="button" class="zoom" aria-pressed="false">{zoom}</button><a href="{pdf}"><img src="data:image/png;base64,{png}" alt="{alt}"></a><figcaption>{caption}</figcaption></figure>)",
        fmt::arg("zoom", both("図面を大きく", "Larger map")), fmt::arg("pdf", link_to(pdf)),
        fmt::arg("png", base64(picture)), fmt::arg("alt", escape_markup(alt)),
        fmt::arg("caption", both("縮小した図面です。選ぶと、A3判のPDFが開きます。",
                                 "Reduced. Select the picture to open the map as PDF.")));
}

std::string charts(const IndexCarrier& carrier) {
    std::string html;
    for (const PlanChart& chart : carrier.charts) {
        const std::string svg = plan_chart_svg(chart);
        if (!svg.empty()) {
            html += fmt::format(
                "<h3>{}</h3><figure>{}<figcaption>{}</figcaption></figure>", both(chart.title), svg,
                both("線は見つかった最大、薄い帯の上の端は、どう選んでも超えないことを証明した"
                     "人数。丸は計画。",
                     "Line: the most found. Upper edge of the pale band: proved, no choice "
                     "exceeds it. Dot: the plan."));
        }
    }
    return html;
}

std::string carrier_section(const IndexCarrier& carrier, std::size_t index) {
    const std::string map = figure(
        carrier.map_picture, carrier.map_pdf,
        carrier.name +
            "の5G未整備エリア図。要望箇所を番号、提供資産を順位で示す。内容は隣の表にある。");
    std::string html = fmt::format(R"(<section id="{}"><h2>{}</h2><div class="carrier{}">{}<div>)",
                                   carrier_id(index), escape_markup(carrier.name),
                                   map.empty() ? " bare" : "", map);
    if (!carrier.files.empty()) {
        html += fmt::format("<h3>{}</h3>{}", both("提出する資料", "The package"),
                            file_list(carrier.files));
    }
    html += fmt::format("<h3>{}</h3>{}", both("要望箇所", "Places asked for"), gap_rows(carrier));
    html += fmt::format("<h3>{}</h3>{}", both("提供資産", "Assets offered"), site_rows(carrier));
    html += charts(carrier);
    return html + "</div></div></section>\n";
}

std::string unserved_rows(const IndexUnserved& ground) {
    if (ground.top_gaps.empty()) {
        return fmt::format("<p>{}</p>", both("ありません。", "There is none."));
    }
    std::vector<std::vector<Cell>> rows;
    bool estimated = false;
    for (const GapRow& gap : ground.top_gaps) {
        estimated = estimated || gap.households_estimated || gap.population_65plus_estimated;
        rows.push_back(
            {number_cell(std::to_string(gap.number), gap.number), text_cell(gap.municipality),
             text_cell(place_text(gap)), count_cell(gap.population),
             number_cell(estimated_text(gap.households, gap.households_estimated), gap.households),
             number_cell(estimated_text(gap.population_65plus, gap.population_65plus_estimated),
                         gap.population_65plus),
             number_cell(kilometres_text(gap.road_m), gap.road_m)});
    }
    const auto all = count_text(static_cast<double>(ground.gaps));
    const auto people = count_text(ground.gap_population);
    const std::size_t shown = ground.top_gaps.size();
    const Text mark = estimated ? estimated_note() : Text{};
    return table(
        {(shown < ground.gaps ? fmt::format("全{}か所、計{}人のうち上位{}か所", all, people, shown)
                              : fmt::format("全{}か所、計{}人", all, people)) +
             (estimated ? "　" + mark.ja : ""),
         fmt::format("{} of {} areas, {} people in all", shown, all, people) +
             (estimated ? " " + mark.en : "")},
        {{{"番号", "No."}, Align::Centre},
         {{"所在", "Municipality"}, Align::Left},
         {{"箇所（最寄り）", "Nearest place"}, Align::Wide},
         {{"人口", "People"}, Align::Right},
         {{"世帯数", "Households"}, Align::Right},
         {{"65歳以上", "65+"}, Align::Right},
         {{"道路(km)", "Roads (km)"}, Align::Right}},
        rows);
}

std::string unserved_section(const IndexContent& content) {
    std::string html =
        fmt::format(R"(<section id="unserved"><h2>{}</h2><p class="small">{}</p>)",
                    both("どの事業者も届かない箇所", "Where no carrier serves"),
                    both("全ての事業者のエリアを合わせて求めたものです。要望の資料には入れて"
                         "いません。",
                         "Made of all carriers' coverage together; no package holds it."));
    for (const IndexUnserved& ground : content.unserved) {
        const std::string map =
            figure(ground.map_picture, ground.map_pdf,
                   ground.title.ja + "の図。番号は隣の表のもの。内容は隣の表にある。");
        html += fmt::format(
            R"(<div class="carrier{}">{}<div><h3>{}</h3><p>{}</p>{}</div></div>)",
            map.empty() ? " bare" : "", map, both(ground.title),
            both(fmt::format("{}人（人口の{}）。{}", count_text(ground.left_out),
                             percent_text(ground.left_out, ground.population), ground.made_of.ja),
                 fmt::format("{} people ({} of all). {}", count_text(ground.left_out),
                             percent_text(ground.left_out, ground.population), ground.made_of.en)),
            unserved_rows(ground));
    }
    return html + "</section>\n";
}

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

std::string word_of(const IndexContent& content) {
    std::vector<std::string> names;
    for (const overlay::CoverageRow& row : content.coverage) {
        names.push_back(row.name);
    }
    return municipalities_word(names);
}

bool some_unknown(const IndexContent& content) {
    return std::ranges::any_of(content.coverage, [](const overlay::CoverageRow& row) {
        return row.population.unknown > 0.0;
    });
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

std::string input_section(const IndexContent& content) {
    std::string html =
        fmt::format(R"(<section id="inputs"><h2>{}</h2>)", both("読み込んだ資料", "Inputs"));
    if (content.inputs.empty()) {
        return html + fmt::format("<p>{}</p></section>\n",
                                  both("資料の記録はありません。", "No input is recorded."));
    }
    std::vector<std::vector<Cell>> rows;
    const auto count = [](std::int64_t number) { return count_cell(static_cast<double>(number)); };
    for (const IndexInput& input : content.inputs) {
        rows.push_back({text_cell(input.what), text_cell(input.file), count(input.read),
                        count(input.used), count(input.rejected), count(input.repaired)});
    }
    return html +
           table({"件数。読込＝採用＋不採用", "Rows. Read = used + rejected"},
                 {{{"資料", "Input"}, Align::Wide},
                  {{"ファイル", "File"}, Align::Wide},
                  {{"読込", "Read"}, Align::Right},
                  {{"採用", "Used"}, Align::Right},
                  {{"不採用", "Rejected"}, Align::Right},
                  {{"うち修正して採用", "Repaired"}, Align::Right}},
                 rows) +
           "</section>\n";
}

std::string closing_sections(const IndexContent& content) {
    std::string html = fmt::format(
        R"(<section id="files"><h2>{}</h2>{}</section>)", both("ファイル", "Files"),
        content.files.empty() ? fmt::format("<p>{}</p>", both("共通のファイルはありません。",
                                                              "There are no common files."))
                              : file_list(content.files));
    if (!content.notes.empty()) {
        html += fmt::format(R"(<section id="notes"><h2>{}</h2><ul>)", both("注記", "Notes"));
        for (const std::string& note : content.notes) {
            html += fmt::format("<li>{}</li>", escape_markup(note));
        }
        html += "</ul></section>\n";
    }
    return html;
}

bool has_map(const IndexContent& content) {
    return content.map && !kMapScript.empty();
}

/// Filled by the script of web/ from the data beside it.
std::string map_section(const IndexContent& content) {
    return fmt::format(
        R"(<section id="map"><h2>{}</h2><div id="map-app"><p>{}</p></div>)"
        R"(<script type="application/x-todoku-map" id="map-data">{}</script></section>)"
        "\n",
        both("地図", "Map"),
        both("地図にはスクリプトと、2023年以降のEdgeかChromeが要ります。地図にあるものは、下の表と"
             "ファイルにもあります。",
             "The map needs scripts, and Edge or Chrome of 2023 or later. What it shows is also in "
             "the tables and files below."),
        packed(map_json(*content.map)));
}

std::string head(const IndexContent& content) {
    const std::string title =
        (content.synthetic ? "【" + std::string(kSyntheticStamp) + "】" : "") + content.title;
    // The policy makes the browser itself refuse whatever would be fetched.
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"ja\" data-lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
        "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>{}</title>\n"
        "<style>{}</style>\n{}</head>\n<body>\n",
        escape_markup(title), kIndexStyle,
        has_map(content) ? fmt::format("<style>{}</style>\n", kMapStyle) : std::string());
}

std::string top(const IndexContent& content) {
    std::string html = fmt::format(
        R"(<a class="skip" href="#main">{}</a><header class="top"><div class="page"><div><h1>{}</h1>)"
        R"(<p class="state">{}　{}</p></div><button type="button" class="lang" id="language">)"
        R"(<span class="ja" lang="en">English</span><span class="en" lang="ja">日本語</span></button></div></header>)",
        both("本文へ", "Skip to the content"), escape_markup(content.title),
        escape_markup(content.prefecture),
        both(date_or_blank(content.as_of) + "現在",
             content.as_of.ok() ? "as of " + iso_date(content.as_of) : ""));
    if (content.synthetic) {
        html += fmt::format(
            R"(<section class="stamp" aria-label="{0}"><div class="page"><strong>{0}</strong>{1}</div></section>)",
            kSyntheticStamp,
            both("模擬データから作成したものです。実在の事業者のエリアや計画を示すものではありませ"
                 "ん。",
                 "Made from synthetic data. It shows no real carrier's coverage or plans."));
    }
    html += R"(<nav aria-label="目次"><div class="page"><ul>)";
    html += fmt::format(R"(<li><a href="#summary">{}</a></li>)", both("概況", "Summary"));
    if (has_map(content)) {
        html += fmt::format(R"(<li><a href="#map">{}</a></li>)", both("地図", "Map"));
    }
    for (std::size_t i = 0; i < content.carriers.size(); ++i) {
        html += fmt::format(R"(<li><a href="#{}">{}</a></li>)", carrier_id(i),
                            escape_markup(content.carriers[i].name));
    }
    for (const auto& [id, label] : {std::pair<std::string_view, Text>{
                                        "unserved", {"どの事業者も届かない箇所", "Served by none"}},
                                    {"coverage", {word_of(content) + "別", "By municipality"}},
                                    {"evidence", {"実測との照合", "Measured"}},
                                    {"inputs", {"読み込んだ資料", "Inputs"}},
                                    {"files", {"ファイル", "Files"}}}) {
        if ((id == "evidence" && !content.evidence) ||
            (id == "unserved" && content.unserved.empty())) {
            continue;
        }
        html += fmt::format(R"(<li><a href="#{}">{}</a></li>)", id, both(label));
    }
    return html + "</ul></div></nav>\n";
}

} // namespace

void write_index_page(const IndexContent& content, const std::filesystem::path& file) {
    std::string html = head(content) + top(content) + R"(<main id="main" class="page">)";
    html += summary(content);
    if (has_map(content)) {
        html += map_section(content);
    }
    for (std::size_t i = 0; i < content.carriers.size(); ++i) {
        html += carrier_section(content.carriers[i], i);
    }
    if (!content.unserved.empty()) {
        html += unserved_section(content);
    }
    html += coverage_section(content);
    if (content.evidence) {
        html += evidence_section(*content.evidence);
    }
    html += input_section(content) + closing_sections(content);
    html += fmt::format("<noscript><p>{}</p></noscript></main>\n<footer><div "
                        "class=\"page\">{}</div></footer>\n<script>{}</script>\n{}"
                        "</body>\n</html>\n",
                        both("並べ替え、表の選択、言語の切替えにはスクリプトを使います。",
                             "Sorting, choosing and the language need scripts."),
                        both("この頁は単独で開くことができ、外部との通信を行いません。",
                             "This page stands alone and contacts nobody."),
                        kIndexScript,
                        has_map(content) ? fmt::format("<script>{}</script>\n", kMapScript)
                                         : std::string());
    write_file_atomically(file, html);
}

} // namespace todoku::report
