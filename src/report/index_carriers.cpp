#include "report/index_carriers.hpp"

#include "core/text.hpp"
#include "report/figures.hpp"
#include "report/index_parts.hpp"
#include "report/letter_text.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace todoku::report {

namespace {

Text presence_words(std::optional<bool> present) {
    return {presence_text(present), !present ? "unknown" : *present ? "yes" : "no"};
}

Text told_words(std::optional<bool> present) {
    return present ? presence_words(present) : Text{told_text(present), "－"};
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
             words_cell(place_words(gap)), count_cell(gap.population),
             number_cell(estimated_text(gap.households, gap.households_estimated), gap.households),
             number_cell(estimated_text(gap.population_65plus, gap.population_65plus_estimated),
                         gap.population_65plus),
             number_cell(kilometres_text(gap.road_m), gap.road_m),
             words_cell(told_words(gap.another_carrier_serves))});
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
         {{"箇所（最寄り）", "Place"}, Align::Wide},
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
        rows.push_back(
            {site.rank > 0
                 ? number_cell(std::to_string(site.rank), site.rank)
                 : words_cell({rank_text(site), fmt::format("in place of {}", site.alternate_for)}),
             text_cell(site.name), text_cell(site.municipality),
             site.new_pole ? words_cell({height_text(site), "new pole"})
                           : number_cell(height_text(site), site.height_m),
             words_cell(presence_words(site.power)), words_cell(presence_words(site.fibre)),
             count_cell(site.rank > 0 ? site.gain : site.alone),
             site.rank > 0 ? count_cell(site.cumulative) : text_cell("")});
    }
    return table({"※は種別から推定した高さ。「柱を新設」は土地",
                  "※: height assumed by kind. new pole: land, where a pole is built"},
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
                "<div><h3>{}</h3><figure>{}<figcaption>{}</figcaption></figure></div>",
                both(chart.title), svg,
                both("線は見つかった最大、薄い帯の上の端は、どう選んでも超えないことを証明した"
                     "人数。丸は計画。丸が線より下にあるのは、計画が横軸とは別の条件（資産の数、予"
                     "算、地域の間"
                     "の公平など）で選ばれているため。",
                     "Line: the most found. Upper edge of the pale band: proved, no choice "
                     "exceeds it. Dot: the plan; below the line because it was chosen by other "
                     "conditions than the axis (number of assets, budget, fairness)."));
        }
    }
    return html.empty() ? html : R"(<div class="charts">)" + html + "</div>";
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
             words_cell(place_words(gap)), count_cell(gap.population),
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
         {{"箇所（最寄り）", "Place"}, Align::Wide},
         {{"人口", "People"}, Align::Right},
         {{"世帯数", "Households"}, Align::Right},
         {{"65歳以上", "65+"}, Align::Right},
         {{"道路(km)", "Roads (km)"}, Align::Right}},
        rows);
}

} // namespace

std::string carrier_id(std::size_t index) {
    return fmt::format("carrier-{}", index + 1);
}

std::string carrier_section(const IndexCarrier& carrier, std::size_t index) {
    const std::string map =
        figure(carrier.map_picture, carrier.map_pdf,
               carrier.name + "の5G未整備エリア図。要望箇所を番号、提供資産を順位で示す。内容は隣の"
                              "表にある。 / Map of "
                              "the places and assets; the tables beside it say the same.");
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
                   ground.title.ja + "の図。番号は隣の表のもの。内容は隣の表にある。 / " +
                       ground.title.en + ": map; the table beside it says the same.");
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

} // namespace todoku::report
