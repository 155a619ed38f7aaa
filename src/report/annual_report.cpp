#include "report/annual_report.hpp"

#include "core/output_folder.hpp"
#include "report/figures.hpp"
#include "report/map_furniture.hpp"
#include "report/map_ink.hpp"
#include "report/map_palette.hpp"
#include "report/pdf_file.hpp"
#include "report/text_pages.hpp"

#include <cairo.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace todoku::report {

namespace {

using sheet::mm;
using sheet::Tagged;
using sheet::Typesetter;

constexpr sheet::Colour kRule = sheet::Colour::hex(0x8C8C8C);

constexpr const char* kChartWords =
    "線は見つかった最大、薄い帯の上の端はどう選んでも超えないと証明した人数、丸は計画である。丸が線"
    "よ"
    "り下にあるのは、計画が横軸とは別の条件（資産の数、予算など）で選ばれているためである。費用は区"
    "分"
    "ごとに class_costs で定めた値の合計である（既定の1から5は目安で金額ではない）。";

using Pages = sheet::TextPages;
using Heading = Pages::Heading;
using Column = sheet::TableColumn;

std::string share(const YearFigure& figure) {
    return percent_text(figure.covered, figure.population);
}

/// The change of the share in points: +1.2, or － without last year.
std::string points(const AnnualFigure& figure) {
    if (!figure.before || figure.before->population <= 0.0 || figure.now.population <= 0.0) {
        return "－";
    }
    const double change = 100.0 * (figure.now.covered / figure.now.population -
                                   figure.before->covered / figure.before->population);
    return fmt::format("{}{:.1f}",
                       change >= 0.05    ? "+"
                       : change <= -0.05 ? "－"
                                         : "±",
                       std::abs(change) < 0.05 ? 0.0 : std::abs(change));
}

std::string people(double number) {
    return count_text(number);
}

std::string counted(std::size_t number) {
    return count_text(static_cast<double>(number));
}

std::string fiscal_year(Date date) {
    using namespace std::chrono;
    const bool early = date.month() < April;
    const std::string whole =
        era_date(Date{early ? date.year() - years(1) : date.year(), April, day(1)});
    return whole.substr(0, whole.find("年")) + "年度"; // 令和8年度
}

void overview(Pages& pages, const AnnualReport& content) {
    pages.chapter("1　概況");
    const bool before = !content.last_as_of.empty();
    pages.paragraph(fmt::format(
        "{}における携帯電話事業者の5Gのエリア整備の状況を、{}現在のエリアと人口から求めた。{}",
        content.prefecture, date_or_blank(content.as_of),
        before ? fmt::format("前回の値は、{}現在のものである。", content.last_as_of)
               : std::string("前回の結果は指定されていないため、今回の値のみを示す。")));
    if (content.any) {
        pages.paragraph(fmt::format(
            "いずれかの事業者の5Gを利用できる人口は{}人（{}）{}である。利用できない人口は{}"
            "人である。",
            people(content.any->now.covered), share(content.any->now),
            content.any->before ? fmt::format("、前回との差は{}ポイント", points(*content.any))
                                : std::string(),
            people(content.any->now.population - content.any->now.covered - content.any->unknown)));
    }
    pages.section("事業者別の人口カバー率");
    std::vector<std::vector<std::string>> rows;
    const bool compared = std::ranges::any_of(content.carriers, [](const AnnualCarrier& carrier) {
        return carrier.figure.before.has_value();
    });
    const auto add = [&](const std::string& name, const AnnualFigure& figure) {
        rows.push_back(
            {name, people(figure.now.population), people(figure.now.covered), share(figure.now)});
        if (compared) {
            rows.back().push_back(figure.before ? share(*figure.before) : "－");
            rows.back().push_back(points(figure));
        }
        rows.back().push_back(people(figure.now.population - figure.now.covered - figure.unknown));
    };
    for (const AnnualCarrier& carrier : content.carriers) {
        add(carrier.name, carrier.figure);
    }
    if (content.any) {
        add("いずれかの事業者", *content.any);
    }
    std::vector<Column> columns = {{"事業者", 2.0},
                                   {"人口（人）", 1.4, true},
                                   {"カバー人口（人）", 1.6, true},
                                   {"カバー率", 1.1, true}};
    if (compared) {
        columns.push_back({"前回", 1.1, true});
        columns.push_back({"差（ポイント）", 1.7, true});
    }
    columns.push_back({"エリア外の人口（人）", 2.1, true});
    pages.table(columns, rows);
    if (!compared) {
        pages.paragraph(
            "注　前回の値及び前回との差は、比べられる前回の結果がないため示していない。", 9.0);
    }
    pages.section("未整備箇所");
    rows.clear();
    for (const AnnualCarrier& carrier : content.carriers) {
        rows.push_back({carrier.name, counted(carrier.gaps), people(carrier.gap_population)});
    }
    pages.table({{"事業者", 2.0}, {"未整備箇所（か所）", 1.5, true}, {"居住者（人）", 1.5, true}},
                rows);
}

/// 市町 and the like.
std::string word_of(const AnnualReport& content) {
    std::vector<std::string> names;
    for (const AnnualMunicipality& municipality : content.municipalities) {
        names.push_back(municipality.name);
    }
    return municipalities_word(names);
}

void by_municipality(Pages& pages, const AnnualReport& content) {
    const std::string word = word_of(content);
    pages.chapter(fmt::format("2　{}別の人口カバー率", word));
    pages.paragraph(
        content.last_as_of.empty()
            ? std::string("5Gの人口カバー率を事業者別に示す。")
            : std::string("5Gの人口カバー率を事業者別に示す。括弧の中は前回との差（ポイント）"
                          "である。"));
    std::vector<Column> columns = {{word, 1.3}, {"人口（人）", 1.1, true}};
    for (const AnnualCarrier& carrier : content.carriers) {
        columns.push_back({carrier.name, 1.45, true});
    }
    if (content.any) {
        columns.push_back({"いずれかの事業者", 1.75, true});
    }
    std::vector<std::vector<std::string>> rows;
    for (const AnnualMunicipality& municipality : content.municipalities) {
        std::vector<std::string> row = {municipality.name, people(municipality.population)};
        for (const AnnualFigure& figure : municipality.carriers) {
            row.push_back(figure.before ? fmt::format("{} ({})", share(figure.now), points(figure))
                                        : share(figure.now));
        }
        rows.push_back(std::move(row));
    }
    pages.table(columns, rows);
}

/// What more assets, or more money, would bring.
void outlook(Pages& pages, const AnnualReport& content) {
    pages.chapter("4　資産の数・費用と新たに届く人口");
    pages.paragraph("計画で選ぶ資産の数や費用の合計の上限を変えたときに新たに5Gが届く人口を示す。");
    pages.paragraph(kChartWords, 9.0);
    for (const AnnualCarrier& carrier : content.carriers) {
        pages.charts(carrier.name, carrier.charts);
    }
}

void requests(Pages& pages, const AnnualReport& content) {
    const std::string word = word_of(content);
    pages.chapter("3　要望と回答、整備の状況");
    pages.paragraph(
        "要望台帳（register.xlsx）による。現況は、要望した区域の居住者のうち事業者のエリアに"
        "入った者による。整備済みは全員、一部整備は一部、未整備は一人も入っていないものである。");
    std::vector<std::vector<std::string>> rows;
    for (const AnnualCarrier& carrier : content.carriers) {
        rows.push_back({carrier.name, counted(carrier.asked), counted(carrier.answered),
                        counted(carrier.came), counted(carrier.partly),
                        counted(carrier.remaining)});
    }
    pages.table({{"事業者", 2.0},
                 {"要望（件）", 1.2, true},
                 {"うち回答あり", 1.2, true},
                 {"うち整備済み", 1.2, true},
                 {"うち一部整備", 1.2, true},
                 {"うち未整備", 1.2, true}},
                rows);
    pages.section("要望した箇所");
    if (content.requests.empty()) {
        pages.paragraph("要望した箇所はない。");
        return;
    }
    rows.clear();
    for (const AnnualRequest& request : content.requests) {
        rows.push_back({request.carrier, request.municipality, request.place, request.people,
                        request.asked, request.answered, request.answer, request.state,
                        request.now});
    }
    pages.table({{"事業者", 1.4},
                 {word, 1.2},
                 {"箇所", 2.1},
                 {"人口（人）", 0.9, true},
                 {"要望日", 2.1},
                 {"回答日", 2.1},
                 {"回答", 1.5},
                 {"状態", 1.0},
                 {"現況", 1.0}},
                rows);
}

bool has_charts(const AnnualReport& content) {
    return std::ranges::any_of(content.carriers, [](const AnnualCarrier& carrier) {
        return std::ranges::any_of(carrier.charts, drawable);
    });
}

void methods(Pages& pages, const AnnualReport& content) {
    pages.chapter(fmt::format("{}　数え方と出典", has_charts(content) ? 5 : 4));
    pages.section("数え方と注意");
    for (const std::string& note : content.notes) {
        pages.paragraph("・" + note, 9.0);
    }
    pages.section("出典・データの時点");
    for (const std::string& source : content.sources) {
        pages.paragraph("・" + source, 9.0);
    }
}

/// Title, what and when, and the contents, whose pages are known by now.
void draw_cover(cairo_t* cairo, const Pages& pages, const AnnualReport& content,
                const std::vector<Heading>& contents) {
    const double width = pages.width();
    double y = mm(45.0);
    const auto line = [&](const std::string& text, double size, const char* tag_name, double after,
                          double weight = 0.0) {
        const auto block = pages.set(text, size, width, 3);
        const Tagged tag(cairo, tag_name);
        block->draw(cairo, {sheet::kPageSide, y}, {.colour = sheet::kBlack, .weight_pt = weight});
        y += block->size().height + after;
    };
    line(fiscal_year(content.as_of) + "　5Gのエリア整備の進捗報告", 20.0, "H1", mm(6.0), 0.45);
    line(content.prefecture, 13.0, "P", mm(2.0));
    line(date_or_blank(content.as_of) + "現在", 11.0, "P", mm(2.0));
    line(content.study_title, 10.0, "P", mm(4.0));
    if (content.synthetic) {
        line("この報告は、動作の確認のために作られた模擬データから作成したものである。", 10.0, "P",
             mm(2.0));
    }
    line("事業者から提供された公表できない資料によるものを含むため、庁内限りとする。", 10.0, "P",
         mm(14.0));
    line("目次", 13.0, "H2", mm(3.0), 0.3);
    for (const Heading& heading : contents) {
        const auto name = pages.set(heading.text, 11.0, width - mm(15.0), 1);
        const auto number = pages.set(std::to_string(heading.page + 1), 11.0, 0.0, 1);
        const Tagged tag(cairo, "P");
        name->draw(cairo, {sheet::kPageSide, y}, {.colour = sheet::kBlack});
        number->draw(cairo, {sheet::kPageSide + width - number->ink().width - number->ink().x, y},
                     {.colour = sheet::kBlack});
        const double dots = y + name->size().height * 0.75;
        const double from = sheet::kPageSide + name->ink().x + name->ink().width + mm(2.0);
        const double to = sheet::kPageSide + width - mm(8.0);
        const std::array<double, 2> dashes = {0.8, 2.6};
        if (to > from) {
            const sheet::Saved saved(cairo);
            cairo_move_to(cairo, from, dots);
            cairo_line_to(cairo, to, dots);
            sheet::stroke(cairo, kRule, 0.7, dashes);
        }
        y += name->size().height + mm(1.6);
    }
}

} // namespace

void write_annual_report(const AnnualReport& content, const std::filesystem::path& file) {
    const Typesetter typesetter;
    Pages pages(typesetter);
    overview(pages, content);
    by_municipality(pages, content);
    requests(pages, content);
    if (has_charts(content)) {
        outlook(pages, content);
    }
    methods(pages, content);

    const std::size_t texts = 1 + pages.count(); // behind the cover
    const std::size_t total = texts + content.maps.size();
    std::vector<Heading> contents = pages.headings();
    for (Heading& heading : contents) {
        ++heading.page;
    }
    if (!content.maps.empty()) {
        contents.push_back({fmt::format("{}　図面", has_charts(content) ? 6 : 5), texts});
    }

    const std::string title = fiscal_year(content.as_of) + "　5Gのエリア整備の進捗報告";
    const std::string stamp = content.synthetic ? stamp_text(true) : "庁内限り";
    sheet::PdfFile pdf(title, content.study_title, content.prefecture, content.as_of);
    const auto foot = [&](std::size_t page) {
        return fmt::format("{}　{} / {}{}{}", content.prefecture, page, total,
                           content.foot.empty() ? "" : "　", content.foot);
    };
    const auto furniture = [&](cairo_t* cairo, std::size_t page) {
        const auto number = pages.set(foot(page + 1), 8.0, 0.0, 1);
        {
            const Tagged tag(cairo, "P");
            number->draw_centred(cairo,
                                 {pages.paper().width / 2.0, pages.paper().height - mm(10.0)},
                                 {.colour = sheet::kSmallPrint});
        }
        if (!stamp.empty()) {
            sheet::draw_stamp_box(cairo, typesetter,
                                  {pages.paper().width - sheet::kPageSide, mm(7.0)}, stamp, 0.76);
        }
    };
    pdf.add(pages.paper(), [&](cairo_t* cairo) {
        const Tagged document(cairo, "Document");
        draw_cover(cairo, pages, content, contents);
        furniture(cairo, 0);
    });
    pdf.bookmark("表紙・目次");
    auto next = contents.begin();
    const auto bookmarks = [&](std::size_t page) {
        for (; next != contents.end() && next->page == page; ++next) {
            pdf.bookmark(next->text);
        }
    };
    for (std::size_t page = 0; page < pages.count(); ++page) {
        pdf.add(
            pages.paper(),
            [&](cairo_t* cairo) {
                const Tagged document(cairo, "Document");
                pages.draw(cairo, page);
                furniture(cairo, page + 1);
            },
            pages.figures(page));
        bookmarks(page + 1);
    }
    for (std::size_t i = 0; i < content.maps.size(); ++i) {
        MapSheet map = content.maps[i]();
        map.paper = Paper::A4Portrait;
        map.footer = foot(texts + i + 1);
        for (MapNumber& gap : map.gaps) {
            gap.target = false; // several maps have a 12
        }
        for (MapSite& site : map.sites) {
            site.target = false;
        }
        constexpr double kGround = 110.0; // dots per inch
        pdf.add(sheet::compose(map, typesetter, kGround));
        bookmarks(texts + i);
    }
    write_file_atomically(file, pdf.finish());
}

} // namespace todoku::report
