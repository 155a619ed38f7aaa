// Text stacked on A4 pages: chapters, paragraphs, tables whose headings repeat, charts.
#pragma once

#include "report/map_layout.hpp"
#include "report/plan_chart.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

typedef struct _cairo cairo_t; // as in cairo.h, which stays in the sources

namespace todoku::report::sheet {

/// Margin left and right of the text.
inline constexpr double kPageSide = mm(20.0);

struct TableColumn {
    std::string heading;
    double share = 1.0; ///< of the room that columns whose cells keep to one line leave
    bool figure = false;
};

/// Blocks go below each other; a page that is full opens the next.
class TextPages {
public:
    struct Heading {
        std::string text;
        std::size_t page = 0; ///< from 0
    };

    /// @param typesetter must outlive the pages
    explicit TextPages(const Typesetter& typesetter);

    [[nodiscard]] double width() const { return paper_.width - 2.0 * kPageSide; }
    [[nodiscard]] const Size& paper() const { return paper_; }

    /// On a page of its own, in the contents.
    void chapter(const std::string& text);
    void section(const std::string& text);
    void paragraph(const std::string& text, double size_pt = 10.0);
    void table(const std::vector<TableColumn>& columns,
               const std::vector<std::vector<std::string>>& rows);
    /// Side by side under a heading; those that are not drawable are left out, the heading too
    /// where none is.
    void charts(const std::string& heading, const std::vector<PlanChart>& all);

    [[nodiscard]] std::size_t count() const { return pages_.size(); }
    [[nodiscard]] const std::vector<Heading>& headings() const { return headings_; }
    /// Alternative texts of the figures on a page, in their order.
    [[nodiscard]] const std::vector<std::string>& figures(std::size_t page) const {
        return pages_[page].figures;
    }
    void draw(cairo_t* cairo, std::size_t page) const;

    /// @param lines what does not fit is cut
    [[nodiscard]] std::shared_ptr<TextBlock> set(const std::string& text, double size_pt,
                                                 double room, int lines) const;

private:
    /// Something drawn with its upper left corner at a point.
    using Draw = std::function<void(cairo_t*, Point)>;
    struct Piece {
        double y = 0.0;
        Draw draw;
    };
    struct Page {
        std::vector<Piece> pieces;
        std::vector<std::string> figures;
    };
    struct Line {
        double height = 0.0;
        Draw draw;
    };

    [[nodiscard]] double bottom() const;
    void open();
    void space(double height);
    void place(double height, Draw draw_block);
    void heading(const std::string& text, double size_pt, const char* tag_name);
    /// As wide as its cells in one line where that is less than the column's share; in all the
    /// page's width.
    [[nodiscard]] std::vector<double>
    column_widths(const std::vector<TableColumn>& columns,
                  const std::vector<std::vector<std::string>>& rows) const;
    [[nodiscard]] Line line(const std::vector<std::string>& cells,
                            const std::vector<double>& widths,
                            const std::vector<TableColumn>& columns, bool head) const;

    const Typesetter& typesetter_;
    Size paper_ = paper_size(Paper::A4Portrait);
    std::vector<Page> pages_;
    std::vector<Heading> headings_;
    double y_ = 0.0;
};

} // namespace todoku::report::sheet
