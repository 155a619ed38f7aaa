#include "report/map_panel.hpp"

#include "core/text.hpp"
#include "report/map_furniture.hpp"
#include "report/map_ink.hpp"
#include "report/map_key.hpp"
#include "report/map_landmarks.hpp"
#include "report/map_palette.hpp"

#include <cairo.h>
#include <fmt/format.h>

#include <array>
#include <memory>

namespace todoku::report::sheet {

namespace {

constexpr double kHeadingPt = 9.2;
constexpr double kLegendPt = 8.2;
constexpr double kSmallPt = 7.2;
constexpr double kRow = mm(5.0);
constexpr double kSwatch = mm(8.0);
constexpr double kSwatchText = mm(10.5); // from the column's left edge
constexpr double kKeyMapHeight = mm(36.0);

// How hard the small print is pressed.
struct Press {
    double scale = 1.0;
    int lines = 10;                ///< of one paragraph
    std::size_t paragraphs = 1000; ///< of notes, and of sources
    std::size_t facts = 1000;
    double room = 0.0; ///< height of the panel: what reaches beyond it need not be set any more
};

class Columns {
public:
    Columns(const PanelContent& content, const Press& press) : c_(content), press_(press) {}

    std::vector<PanelItem> classes(double width) const {
        std::vector<PanelItem> items;
        if (c_.sheet.cells.empty()) {
            return items;
        }
        items.push_back(heading(mesh_heading(), width));
        items.push_back(class_row(CellClass::Covered5g, c_.sheet.service + "のエリア内", width));
        items.push_back(class_row(CellClass::UncoveredEmpty, "エリア外（居住者なし）", width));
        if (std::ranges::any_of(c_.sheet.cells, [](const MapCell& cell) {
                return cell.shows == CellClass::Unknown;
            })) {
            items.push_back(class_row(CellClass::Unknown, "エリアの内外が不明", width));
        }
        items.push_back(class_row(CellClass::GapFew, "エリア外・居住者10人未満", width));
        items.push_back(class_row(CellClass::GapSome, "エリア外・10人以上100人未満", width));
        items.push_back(class_row(CellClass::GapMany, "エリア外・100人以上", width));
        if (!c_.sheet.reach.empty()) {
            items.push_back(
                row("この資産から届く見込み", width, [k = c_.k](cairo_t* cairo, const Rect& box) {
                    const Saved saved(cairo);
                    add_rect(cairo, box);
                    cairo_clip(cairo);
                    hatch(cairo, box, kSite, k);
                    stroke_rect(cairo, box, kSite, 2.0 * k); // half is clipped
                }));
        }
        return items;
    }

    std::vector<PanelItem> symbols(double width) const {
        std::vector<PanelItem> items;
        items.push_back(heading("記号", width));
        const double k = c_.k;
        const Typesetter& typesetter = c_.typesetter;
        if (!c_.sheet.gaps.empty()) {
            items.push_back(row(c_.sheet.places + "（一覧表の番号）", width,
                                [k, &typesetter](cairo_t* cairo, const Rect& box) {
                                    draw_gap_sample(cairo, typesetter, box.centre(), k);
                                }));
        }
        if (!c_.sheet.sites.empty()) {
            items.push_back(row("提供資産（順位と名称）", width,
                                [k, &typesetter](cairo_t* cairo, const Rect& box) {
                                    draw_site_sample(cairo, typesetter, box.centre(), k);
                                }));
        }
        for (const MapLandmarks& kind : c_.sheet.landmarks) {
            if (measuring() || shows(kind)) {
                items.push_back(
                    row(kind.label, width, [k, sign = kind.sign](cairo_t* cairo, const Rect& box) {
                        draw_sign(cairo, sign, box.centre(), k);
                    }));
            }
        }
        if (!c_.sheet.roads.empty()) {
            items.push_back(line_row("道路（集計の対象）", width, kRoadLine));
        }
        items.push_back(line_row("市町村の界", width, kMunicipalLine));
        if (measuring() || c_.ground->shows_sea) {
            items.push_back(line_row("海岸線", width, kCoastLine));
            items.push_back(swatch_row("海", kSea, width));
        }
        if (measuring() || c_.ground->shows_other_land) {
            items.push_back(line_row("都道府県の界", width, kPrefecturalLine));
            items.push_back(swatch_row("他の都道府県", kOtherLand, width));
        }
        if (measuring() || c_.ground->shows_unknown) {
            items.push_back(swatch_row("対象範囲の外（海を含む）", kUnknownGround, width));
        }
        const std::vector<std::string> remarks = room_remarks();
        if (!remarks.empty()) {
            items.push_back(space(mm(1.0) * c_.k));
        }
        for (const std::string& remark : remarks) {
            items.push_back(paragraph(remark, width));
        }
        return items;
    }

    std::vector<PanelItem> scale(double width) const {
        std::vector<PanelItem> items;
        items.push_back(heading("縮尺と方位", width));
        const PanelContent c = c_;
        const double bar = width - mm(20.0) * c.k;
        items.push_back({mm(11.5) * c.k, [c, width, bar](cairo_t* cairo, Point at) {
                             draw_scale_bar(cairo, *c.frame, c.typesetter,
                                            {at.x + 2.0 * c.k, at.y + mm(2.0) * c.k}, bar, c.k);
                             draw_north_arrow(cairo, c.typesetter,
                                              {at.x + width - mm(6.0) * c.k, at.y + mm(4.6) * c.k},
                                              c.frame->north_angle(), c.k);
                         }});
        const double denominator = measuring() ? 1000000.0 : c_.frame->scale_denominator();
        items.push_back(paragraph(fmt::format("縮尺 1:{}（{}判の原寸で印刷したとき）",
                                              with_thousands(denominator), paper_name()),
                                  width));
        items.push_back(paragraph(projection_name(), width));
        return items;
    }

    [[nodiscard]] bool wants_key_map() const { return sheet::wants_key_map(c_.sheet, c_.whole); }

    std::vector<PanelItem> key_map(double width) const {
        std::vector<PanelItem> items;
        items.push_back(heading("位置", width));
        const PanelContent c = c_;
        items.push_back({kKeyMapHeight * c.k, [c, width](cairo_t* cairo, Point at) {
                             draw_key_map(cairo, c.sheet, *c.frame, c.whole,
                                          {at.x, at.y, std::min(width, mm(50.0) * c.k),
                                           kKeyMapHeight * c.k - 2.0},
                                          c.k);
                         }});
        return items;
    }

    std::vector<PanelItem> facts(double width) const {
        constexpr int kLines = 80; // a list may run on as one paragraph
        return print(c_.sheet.facts_heading, c_.sheet.facts, width, press_.facts,
                     press_.lines > 1 ? kLines : 1);
    }
    std::vector<PanelItem> notes(double width) const {
        return print("数え方と注意", c_.sheet.notes, width, press_.paragraphs, press_.lines);
    }
    std::vector<PanelItem> sources(double width) const {
        return print("出典・データの時点", c_.sheet.sources, width, press_.paragraphs,
                     press_.lines);
    }

    [[nodiscard]] double gap() const { return mm(2.6) * c_.k; }

private:
    [[nodiscard]] bool measuring() const { return c_.frame == nullptr; }

    [[nodiscard]] bool shows(const MapLandmarks& kind) const {
        return shows_landmarks(*c_.frame) &&
               std::ranges::any_of(kind.at, [this](geo::LatLng place) {
                   return c_.frame->page().contains(c_.frame->to_page(place));
               });
    }

    [[nodiscard]] std::string mesh_heading() const {
        return fmt::format("メッシュの区分（{}）",
                           domain::name_of(c_.sheet.cells.front().cell.level()));
    }

    [[nodiscard]] std::string paper_name() const {
        return c_.sheet.paper == Paper::A4Landscape || c_.sheet.paper == Paper::A4Portrait ? "A4"
                                                                                           : "A3";
    }

    // EPSG 6669 to 6687 are the plane rectangular systems I to XIX in JGD2011.
    [[nodiscard]] std::string projection_name() const {
        static constexpr std::array<const char*, 19> kRoman = {
            "I",  "II",  "III",  "IV",  "V",  "VI",  "VII",  "VIII",  "IX", "X",
            "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX"};
        if (c_.sheet.epsg >= 6669 && c_.sheet.epsg <= 6687) {
            return fmt::format("平面直角座標系 第{}系（JGD2011、EPSG:{}）。矢印は真北。",
                               kRoman[static_cast<std::size_t>(c_.sheet.epsg - 6669)],
                               c_.sheet.epsg);
        }
        return fmt::format("座標系 EPSG:{}。矢印は真北。", c_.sheet.epsg);
    }

    // What found no room on the map; while measuring, the longest.
    [[nodiscard]] std::vector<std::string> room_remarks() const {
        const std::size_t gaps =
            measuring() ? c_.sheet.gaps.size() : c_.marks->unnumbered_gaps.size();
        const std::size_t unnamed = measuring()
                                        ? c_.sheet.sites.size()
                                        : c_.marks->unnamed_sites + c_.marks->bare_sites.size();
        std::vector<std::string> remarks;
        if (gaps > 0) {
            remarks.push_back(fmt::format(
                "番号は影響の大きい箇所から示す。ほか{}か所は図に番号を置けないため一覧表による。",
                with_thousands(static_cast<double>(gaps))));
        }
        if (unnamed > 0) {
            remarks.push_back(fmt::format("名称を置けない提供資産 {}か所は一覧表による。",
                                          with_thousands(static_cast<double>(unnamed))));
        }
        return remarks;
    }

    static PanelItem space(double height) {
        return {height, [](cairo_t*, Point) {}};
    }

    PanelItem heading(const std::string& text, double width) const {
        const double k = c_.k;
        const auto block = std::make_shared<TextBlock>(
            c_.typesetter.set(text, {.size_pt = kHeadingPt * k, .width_pt = width}));
        return {mm(6.4) * k, [block, width, k](cairo_t* cairo, Point at) {
                    {
                        const Tagged tag(cairo, "H2");
                        block->draw(cairo, {at.x, at.y + mm(0.6) * k},
                                    {.colour = kBlack, .weight_pt = 0.3 * k});
                    }
                    stroke_line(cairo, {at.x, at.y + mm(5.0) * k},
                                {at.x + width, at.y + mm(5.0) * k}, kBlack.with_opacity(0.55),
                                0.5 * k);
                }};
    }

    PanelItem row(const std::string& text, double width,
                  std::function<void(cairo_t*, const Rect&)> sample) const {
        const double k = c_.k;
        const auto block = std::make_shared<TextBlock>(c_.typesetter.set(
            text, {.size_pt = kLegendPt * k, .width_pt = width - kSwatchText * k}));
        return {kRow * k, [block, k, sample = std::move(sample)](cairo_t* cairo, Point at) {
                    const Tagged tag(cairo, "P");
                    sample(cairo, {at.x, at.y + mm(0.5) * k, kSwatch * k, kRow * k - mm(1.0) * k});
                    block->draw(
                        cairo,
                        {at.x + kSwatchText * k, at.y + (kRow * k - block->size().height) / 2.0},
                        {.colour = kBlack});
                }};
    }

    PanelItem swatch_row(const std::string& text, const Colour& colour, double width) const {
        return row(text, width, [colour](cairo_t* cairo, const Rect& box) {
            fill_rect(cairo, box, colour);
            stroke_rect(cairo, box, kBlack.with_opacity(0.6), 0.4);
        });
    }

    PanelItem class_row(CellClass shows, const std::string& text, double width) const {
        return swatch_row(text, colour_of(shows), width);
    }

    PanelItem line_row(const std::string& text, double width, const LineLook& look) const {
        return row(text, width, [look, k = c_.k](cairo_t* cairo, const Rect& box) {
            const Saved saved(cairo);
            std::vector<double> dashes;
            if (look.dashed()) {
                for (const double dash : look.dashes) {
                    dashes.push_back(dash * k);
                }
            }
            cairo_move_to(cairo, box.x, box.centre().y);
            cairo_line_to(cairo, box.right(), box.centre().y);
            stroke(cairo, look.colour, look.width * k, dashes);
        });
    }

    PanelItem paragraph(const std::string& text, double width) const {
        return paragraph(text, width, press_.lines);
    }

    PanelItem paragraph(const std::string& text, double width, int lines) const {
        const double k = c_.k * press_.scale;
        const auto block = std::make_shared<TextBlock>(
            c_.typesetter.set(text, {.size_pt = kSmallPt * k, .width_pt = width, .lines = lines}));
        return {block->size().height + mm(1.1) * k, [block](cairo_t* cairo, Point at) {
                    const Tagged tag(cairo, "P");
                    block->draw(cairo, at, {.colour = kSmallPrint});
                }};
    }

    std::vector<PanelItem> print(const std::string& title, const std::vector<std::string>& lines,
                                 double width, std::size_t most, int lines_each) const {
        std::vector<PanelItem> items;
        if (lines.empty()) {
            return items;
        }
        items.push_back(heading(title, width));
        const std::size_t shown = std::min(lines.size(), most);
        double height = 0.0;
        for (std::size_t i = 0; i < shown && height <= press_.room; ++i) {
            items.push_back(paragraph(lines[i], width, lines_each));
            height += items.back().height;
        }
        if (shown < lines.size()) {
            items.push_back(
                paragraph(fmt::format("ほか{}行は一覧表による。", lines.size() - shown), width));
        }
        return items;
    }

    const PanelContent& c_;
    Press press_;
};

double height_of(const std::vector<PanelItem>& items) {
    double sum = 0.0;
    for (const PanelItem& item : items) {
        sum += item.height;
    }
    return sum;
}

void append(std::vector<PanelItem>& items, std::vector<PanelItem> more, double gap) {
    if (more.empty()) {
        return;
    }
    if (!items.empty()) {
        items.push_back({gap, [](cairo_t*, Point) {}});
    }
    for (PanelItem& item : more) {
        items.push_back(std::move(item));
    }
}

Panel beside_pressed(const PanelContent& content, double width, const Press& press) {
    const Columns columns(content, press);
    PanelColumn column{0.0, width, {}};
    append(column.items, columns.classes(width), columns.gap());
    append(column.items, columns.symbols(width), columns.gap());
    append(column.items, columns.scale(width), columns.gap());
    if (columns.wants_key_map()) {
        append(column.items, columns.key_map(width), columns.gap());
    }
    append(column.items, columns.facts(width), columns.gap());
    append(column.items, columns.notes(width), columns.gap());
    append(column.items, columns.sources(width), columns.gap());
    Panel panel;
    panel.columns.push_back(std::move(column));
    return panel;
}

/// Puts notes and sources under the columns where the panel stays lowest; of such places the one
/// farthest to the right.
void place_low(Panel& panel, const Columns& columns) {
    const std::size_t count = panel.columns.size();
    std::vector<std::vector<PanelItem>> notes;
    std::vector<std::vector<PanelItem>> sources;
    for (const PanelColumn& column : panel.columns) {
        notes.push_back(columns.notes(column.width));
        sources.push_back(columns.sources(column.width));
    }
    const auto height_with = [&](std::size_t notes_at, std::size_t sources_at) {
        double most = 0.0;
        for (std::size_t i = 0; i < count; ++i) {
            most =
                std::max(most, panel.columns[i].height() +
                                   (i == notes_at ? columns.gap() + height_of(notes[i]) : 0.0) +
                                   (i == sources_at ? columns.gap() + height_of(sources[i]) : 0.0));
        }
        return most;
    };
    std::size_t notes_at = count - 1;
    std::size_t sources_at = count - 1;
    double lowest = height_with(notes_at, sources_at);
    for (std::size_t i = count; i-- > 0;) {
        for (std::size_t j = count; j-- > 0;) {
            if (const double height = height_with(i, j); height < lowest - 0.5) {
                lowest = height;
                notes_at = i;
                sources_at = j;
            }
        }
    }
    append(panel.columns[notes_at].items, std::move(notes[notes_at]), columns.gap());
    append(panel.columns[sources_at].items, std::move(sources[sources_at]), columns.gap());
}

Panel below_pressed(const PanelContent& content, double width, const Press& press) {
    const Columns columns(content, press);
    const double gutter = mm(6.0) * content.k;
    Panel panel;
    double x = 0.0;
    const auto open = [&](double column_width) -> PanelColumn& {
        panel.columns.push_back({x, column_width, {}});
        x += column_width + gutter;
        return panel.columns.back();
    };
    const double legend = mm(60.0) * content.k;
    if (std::vector<PanelItem> items = columns.classes(legend); !items.empty()) {
        append(open(legend).items, std::move(items), columns.gap());
    }
    PanelColumn& symbols = open(mm(54.0) * content.k);
    append(symbols.items, columns.symbols(symbols.width), columns.gap());
    PanelColumn& scale = open(mm(56.0) * content.k);
    append(scale.items, columns.scale(scale.width), columns.gap());
    if (columns.wants_key_map()) {
        append(scale.items, columns.key_map(scale.width), columns.gap());
    }
    const double text = std::max(mm(30.0), width - x);
    append(open(text).items, columns.facts(text), columns.gap());
    place_low(panel, columns);
    return panel;
}

template <class Make>
Panel pressed_into(double height, Make make) {
    for (Press press : {Press{1.0, 10}, Press{0.93, 10}, Press{0.86, 10}, Press{0.86, 6},
                        Press{0.86, 3}, Press{0.86, 2}}) {
        press.room = height;
        Panel panel = make(press);
        if (panel.height() <= height) {
            return panel;
        }
    }
    for (std::size_t paragraphs = 12; paragraphs > 0; --paragraphs) {
        Panel panel =
            make(Press{.scale = 0.86, .lines = 2, .paragraphs = paragraphs, .room = height});
        if (panel.height() <= height) {
            return panel;
        }
    }
    for (const std::size_t facts :
         {200U, 150U, 120U, 100U, 80U, 60U, 50U, 40U, 30U, 20U, 10U, 5U}) {
        Panel panel =
            make(Press{.scale = 0.86, .lines = 1, .paragraphs = 0, .facts = facts, .room = height});
        if (panel.height() <= height) {
            return panel;
        }
    }
    return make(Press{.scale = 0.86, .lines = 1, .paragraphs = 0, .facts = 0, .room = height});
}

} // namespace

double PanelColumn::height() const {
    return height_of(items);
}

double Panel::height() const {
    double most = 0.0;
    for (const PanelColumn& column : columns) {
        most = std::max(most, column.height());
    }
    return most;
}

void Panel::draw(cairo_t* cairo, Point corner) const {
    for (const PanelColumn& column : columns) {
        double y = corner.y;
        for (const PanelItem& item : column.items) {
            const Saved saved(cairo);
            item.draw(cairo, {corner.x + column.x, y});
            y += item.height;
        }
    }
}

Panel panel_beside(const PanelContent& content, double width, double height) {
    return pressed_into(height,
                        [&](const Press& press) { return beside_pressed(content, width, press); });
}

Panel panel_below(const PanelContent& content, double width, double height) {
    return pressed_into(height,
                        [&](const Press& press) { return below_pressed(content, width, press); });
}

} // namespace todoku::report::sheet
