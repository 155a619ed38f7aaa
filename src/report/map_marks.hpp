// Names, gap numbers and candidate sites on the map: where each one stands, and how it is drawn.
#pragma once

#include "report/map_cells.hpp"
#include "report/map_labels.hpp"
#include "report/map_outlines.hpp"
#include "report/map_text.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace todoku::report::sheet {

inline constexpr double kGapOutlinePt = 0.9; ///< the line round a listed gap, on A3

struct NameMark {
    Rect box; ///< of the name alone
    TextBlock text;
    std::optional<Rect> page_box; ///< before the name
    std::optional<TextBlock> page;
};

struct GapMark {
    int number = 0;
    Point anchor;
    Rect box;
    TextBlock digits;
    bool target = true; ///< of links
};

struct SiteMark {
    int rank = 0;
    Point anchor;
    Rect flag; ///< the dark field with the rank
    std::optional<Leader> leader;
    TextBlock digits;
    std::optional<Rect> name_box;
    std::optional<TextBlock> name;
    bool target = true; ///< of links
};

struct BareGap {
    int number = 0;
    Point anchor;
    bool target = true; ///< of links
};

/// Everything placed, and how many found no room: the legend says so.
struct MapMarks {
    std::vector<NameMark> names;
    std::vector<GapMark> gaps;
    std::vector<SiteMark> sites;
    std::vector<Point> bare_sites;        ///< within the map, but no room for rank or name
    std::vector<BareGap> unnumbered_gaps; ///< within the map, no room for the number
    std::size_t unnamed_sites = 0;        ///< rank shown, name not
};

/// Names first, then sites by rank, then gaps by weight. Gap numbers stop when they fill a twelfth
/// of the map: more would hide what the map shows.
/// @param cells as from in_mesh_order @param k size of letters, 1 on A3
MapMarks place_marks(const MapSheet& sheet, const MapFrame& frame, const OutlineNet& outlines,
                     std::span<const Outline> lines, std::span<const MapCell> cells,
                     const Typesetter& typesetter, double k);

void draw_marks(cairo_t* cairo, const MapMarks& marks, double k);

/// The marks as the legend shows them, middle at a point.
void draw_gap_sample(cairo_t* cairo, const Typesetter& typesetter, Point middle, double k);
void draw_site_sample(cairo_t* cairo, const Typesetter& typesetter, Point middle, double k);

} // namespace todoku::report::sheet
