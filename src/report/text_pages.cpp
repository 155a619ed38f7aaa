#include "report/text_pages.hpp"

#include "report/map_ink.hpp"
#include "report/map_palette.hpp"
#include "report/plan_chart_drawing.hpp"

#include <cairo.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace todoku::report::sheet {

namespace {

constexpr double kTop = mm(20.0);
constexpr double kBottom = mm(20.0); // the page's number stands in it
constexpr double kTablePt = 8.6;
constexpr double kCellPad = 3.2;
constexpr double kOneLine = 2.0 * kCellPad + 1.0; // beside a text, so that it is not broken
constexpr Colour kHead = Colour::hex(0xE4EAF0);
constexpr Colour kRule = Colour::hex(0x8C8C8C);
constexpr int kLongestParagraph = 200;    // lines
constexpr double kChartHeight = mm(48.0); // with four of them under a chapter's heading
constexpr double kChartGap = mm(4.0);

} // namespace

TextPages::TextPages(const Typesetter& typesetter) : typesetter_(typesetter) {
    open();
}

void TextPages::chapter(const std::string& text) {
    if (!pages_.back().pieces.empty()) {
        open();
    }
    headings_.push_back({text, pages_.size() - 1});
    heading(text, 15.0, "H1");
    space(mm(2.0));
}

void TextPages::section(const std::string& text) {
    if (y_ + mm(30.0) > bottom()) { // not alone at the foot
        open();
    }
    space(mm(3.0));
    heading(text, 11.5, "H2");
    space(mm(1.0));
}

void TextPages::paragraph(const std::string& text, double size_pt) {
    auto block = set(text, size_pt, width(), kLongestParagraph);
    const double height = block->size().height;
    place(height, [block](cairo_t* cairo, Point at) {
        const Tagged tag(cairo, "P");
        block->draw(cairo, at, {.colour = kBlack});
    });
    space(mm(1.2));
}

void TextPages::table(const std::vector<TableColumn>& columns,
                      const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::string> head;
    for (const TableColumn& column : columns) {
        head.push_back(column.heading);
    }
    const std::vector<double> widths = column_widths(columns, rows);
    const Line header = line(head, widths, columns, true);
    bool open_table = false;
    for (const std::vector<std::string>& row : rows) {
        const Line next = line(row, widths, columns, false);
        if (!open_table || y_ + next.height > bottom()) {
            if (y_ + header.height + next.height > bottom()) {
                open();
            }
            place(header.height, header.draw);
            open_table = true;
        }
        place(next.height, next.draw);
    }
    space(mm(2.0));
}

std::vector<double>
TextPages::column_widths(const std::vector<TableColumn>& columns,
                         const std::vector<std::vector<std::string>>& rows) const {
    const auto wanted = [this](const std::string& text) {
        return text.empty() ? 0.0 : set(text, kTablePt, width(), 1)->size().width + kOneLine;
    };
    std::vector<double> widths(columns.size(), 0.0); // what keeps each cell in one line
    for (std::size_t i = 0; i < columns.size(); ++i) {
        widths[i] = wanted(columns[i].heading);
        for (const std::vector<std::string>& row : rows) {
            widths[i] = std::max(widths[i], wanted(row[i]));
        }
    }
    std::vector<bool> shares(columns.size(), true); // the room that is left
    double room = width();
    double sum = 0.0;
    for (const TableColumn& column : columns) {
        sum += column.share;
    }
    const double all = std::accumulate(widths.begin(), widths.end(), 0.0);
    if (all <= room) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            widths[i] += (room - all) * columns[i].share / sum;
        }
        return widths;
    }
    for (bool more = true; more;) {
        more = false;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (shares[i] && widths[i] <= room * columns[i].share / sum) {
                shares[i] = false;
                more = true;
                room -= widths[i];
                sum -= columns[i].share;
            }
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (shares[i]) {
            widths[i] = room * columns[i].share / sum;
        }
    }
    return widths;
}

void TextPages::charts(const std::string& heading_text, const std::vector<PlanChart>& all) {
    const Size size = {(width() - kChartGap) / 2.0, kChartHeight};
    std::vector<std::shared_ptr<PlanChartDrawing>> drawings;
    for (const PlanChart& chart : all) {
        auto drawing = std::make_shared<PlanChartDrawing>(chart, typesetter_, size);
        if (!drawing->empty()) {
            drawings.push_back(std::move(drawing));
        }
    }
    if (drawings.empty()) {
        return;
    }
    if (y_ + mm(12.0) + size.height > bottom()) { // heading and drawing stay together
        open();
    }
    space(mm(2.0));
    heading(heading_text, 10.5, "H3");
    for (std::size_t i = 0; i < drawings.size(); i += 2) {
        const std::vector row(drawings.begin() + static_cast<std::ptrdiff_t>(i),
                              drawings.begin() +
                                  static_cast<std::ptrdiff_t>(std::min(i + 2, drawings.size())));
        place(size.height, [row, size](cairo_t* cairo, Point at) {
            for (const auto& drawing : row) {
                const Tagged tag(cairo, "Figure");
                drawing->draw(cairo, at);
                at.x += size.width + kChartGap;
            }
        });
        for (const auto& drawing : row) {
            pages_.back().figures.push_back(drawing->description());
        }
    }
    space(mm(1.0));
}

void TextPages::draw(cairo_t* cairo, std::size_t page) const {
    for (const Piece& piece : pages_[page].pieces) {
        const Saved saved(cairo);
        piece.draw(cairo, {kPageSide, piece.y});
    }
}

std::shared_ptr<TextBlock> TextPages::set(const std::string& text, double size_pt, double room,
                                          int lines) const {
    return std::make_shared<TextBlock>(
        typesetter_.set(text, {.size_pt = size_pt, .width_pt = room, .lines = lines}));
}

double TextPages::bottom() const {
    return paper_.height - kBottom;
}

void TextPages::open() {
    pages_.emplace_back();
    y_ = kTop;
}

void TextPages::space(double height) {
    y_ = std::min(bottom(), y_ + height);
}

void TextPages::place(double height, Draw draw_block) {
    if (y_ + height > bottom() && !pages_.back().pieces.empty()) {
        open();
    }
    pages_.back().pieces.push_back({y_, std::move(draw_block)});
    y_ += height;
}

void TextPages::heading(const std::string& text, double size_pt, const char* tag_name) {
    auto block = set(text, size_pt, width(), 3);
    place(block->size().height + mm(1.0), [block, tag_name](cairo_t* cairo, Point at) {
        const Tagged tag(cairo, tag_name);
        block->draw(cairo, at, {.colour = kBlack, .weight_pt = 0.35});
    });
}

TextPages::Line TextPages::line(const std::vector<std::string>& cells,
                                const std::vector<double>& widths,
                                const std::vector<TableColumn>& columns, bool head) const {
    struct Cell {
        std::shared_ptr<TextBlock> text;
        double width = 0.0;
        bool right = false;
    };
    std::vector<Cell> set_cells;
    double tallest = 0.0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const std::string& text = i < cells.size() ? cells[i] : std::string();
        Cell cell{set(text.empty() ? " " : text, kTablePt, widths[i] - 2.0 * kCellPad, 12),
                  widths[i], columns[i].figure && !head};
        tallest = std::max(tallest, cell.text->size().height);
        set_cells.push_back(std::move(cell));
    }
    const double height = tallest + 2.0 * kCellPad;
    return {height, [set_cells, height, head](cairo_t* cairo, Point at) {
                const Tagged row(cairo, "TR");
                double x = at.x;
                for (const Cell& cell : set_cells) {
                    const Rect box = {x, at.y, cell.width, height};
                    if (head) {
                        fill_rect(cairo, box, kHead);
                    }
                    stroke_rect(cairo, box, kRule, 0.5);
                    const Tagged tag(cairo, head ? "TH" : "TD");
                    const double room = cell.width - 2.0 * kCellPad;
                    const double left =
                        head         ? (room - cell.text->ink().width) / 2.0 - cell.text->ink().x
                        : cell.right ? room - cell.text->ink().width - cell.text->ink().x
                                     : 0.0;
                    cell.text->draw(cairo, {x + kCellPad + std::max(0.0, left), at.y + kCellPad},
                                    {.colour = kBlack});
                    x += cell.width;
                }
            }};
}

} // namespace todoku::report::sheet
