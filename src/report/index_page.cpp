#include "report/index_page.hpp"

#include "core/output_folder.hpp"
#include "core/text.hpp"
#include "report/figures.hpp"
#include "report/index_bundle.hpp"
#include "report/index_carriers.hpp"
#include "report/index_coverage.hpp"
#include "report/index_evidence.hpp"
#include "report/index_looks.hpp"
#include "report/index_parts.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace todoku::report {

namespace {

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
    html +=
        fmt::format(R"(<p class="small">{}{}</p><p class="small">{}{}</p></section>)",
                    both("人口の集計：", "How people are counted: "), both(content.rule_text),
                    both("届く範囲の予測：", "How reach is predicted: "), both(content.radio_text));
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
        rows.push_back({words_cell(input.what), text_cell(input.file), count(input.read),
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
        html += fmt::format(R"(<section id="notes"><h2>{}</h2><ul>)",
                            both("注記", "Notes (in Japanese)"));
        for (const std::string& note : content.notes) {
            html += fmt::format(R"(<li lang="ja">{}</li>)", escape_markup(note));
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
            R"(<section class="stamp" aria-label="{0} / Synthetic data"><div class="page"><strong>{1}</strong>{2}</div></section>)",
            kSyntheticStamp, both(kSyntheticStamp, "Synthetic data"),
            both("模擬データから作成したものです。実在の事業者のエリアや計画を示すものではありませ"
                 "ん。",
                 "Made from synthetic data. It shows no real carrier's coverage or plans."));
    }
    html += R"(<nav aria-label="目次 / Contents"><div class="page"><ul>)";
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
