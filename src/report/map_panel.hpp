// The text beside or below the map: legend, scale and north, key map, notes, sources.
#pragma once

#include "report/map_ground.hpp"
#include "report/map_marks.hpp"
#include "report/map_sheet.hpp"

#include <functional>
#include <vector>

namespace todoku::report::sheet {

/// What the panel tells about. While room is being measured frame, ground and marks are absent, and
/// the panel is as high as it can become.
struct PanelContent {
    const MapSheet& sheet;
    const Typesetter& typesetter;
    double k = 1.0;
    geo::Box whole; ///< of all municipalities: a key map is drawn where the sheet shows a part
    const MapFrame* frame = nullptr;
    const GroundPicture* ground = nullptr;
    const MapMarks* marks = nullptr;
};

/// One thing in a column: its height and how it is drawn with its upper left corner at a point.
struct PanelItem {
    double height = 0.0;
    std::function<void(cairo_t*, Point)> draw;
};

struct PanelColumn {
    double x = 0.0; ///< from the panel's left edge
    double width = 0.0;
    std::vector<PanelItem> items;
    [[nodiscard]] double height() const;
};

struct Panel {
    std::vector<PanelColumn> columns;
    [[nodiscard]] double height() const;
    void draw(cairo_t* cairo, Point corner) const;
};

/// One column, for beside the map. Small print shrinks and long lists are cut (saying so) until the
/// height is kept.
Panel panel_beside(const PanelContent& content, double width, double height);
/// Several columns, for below the map; as above.
Panel panel_below(const PanelContent& content, double width, double height);

} // namespace todoku::report::sheet
