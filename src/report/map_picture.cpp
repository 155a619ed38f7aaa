#include "report/map_picture.hpp"

#include "report/map_furniture.hpp"
#include "report/map_ink.hpp"
#include "report/map_key.hpp"
#include "report/map_palette.hpp"

#include <cairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <memory>

namespace todoku::report::sheet {

namespace {

constexpr double kRimPt = 0.35;
constexpr double kCoveredOpacity = 0.80; // the relief shows faintly through
constexpr double kReachRimPt = 1.3;
constexpr double kVeil = 0.55; // over what the sheet is not about: classes are still told apart

Beyond beyond(GroundKind kind) {
    switch (kind) {
    case GroundKind::Own:
        return Beyond::Municipality;
    case GroundKind::OtherLand:
        return Beyond::OtherLand;
    case GroundKind::Unknown:
        return Beyond::Unknown;
    case GroundKind::Sea:
        break;
    }
    return Beyond::Sea;
}

// Vertices nearer than this to the last one are left out.
constexpr double kFinest = mm(0.06);

std::vector<Path> trace_roads(const MapSheet& sheet, const MapFrame& frame) {
    std::vector<Path> roads;
    for (const domain::Road* road : sheet.roads) {
        if (road == nullptr) {
            continue;
        }
        for (const geo::Line& line : road->lines.lines) {
            if (line.size() < 2 || !geo::bounds(geo::MultiLine{{line}}).touches(frame.ground())) {
                continue;
            }
            Path path;
            for (const geo::LatLng place : line) {
                const Point p = frame.to_page(place);
                if (path.empty() ||
                    std::hypot(p.x - path.back().x, p.y - path.back().y) >= kFinest) {
                    path.push_back(p);
                }
            }
            roads.push_back(std::move(path));
        }
    }
    return roads;
}

std::vector<Path> trace_gaps(const MapSheet& sheet, const MapFrame& frame) {
    std::vector<Path> rings;
    for (const MapNumber& gap : sheet.gaps) {
        if (gap.outline == nullptr || !geo::bounds(*gap.outline).touches(frame.ground())) {
            continue;
        }
        const auto trace = [&](const geo::Ring& ring) {
            Path& path = rings.emplace_back();
            for (const geo::LatLng place : ring) {
                path.push_back(frame.to_page(place));
            }
        };
        for (const geo::Polygon& polygon : gap.outline->polygons) {
            trace(polygon.outer);
            std::ranges::for_each(polygon.holes, trace);
        }
    }
    return rings;
}

void draw_ground(cairo_t* cairo, const GroundPicture& ground) {
    struct SurfaceDeleter {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    };
    const Saved saved(cairo);
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, ground.width);
    // Cairo reads but does not write a source's pixels.
    auto* pixels =
        reinterpret_cast<unsigned char*>(const_cast<std::uint32_t*>(ground.pixels.data()));
    const std::unique_ptr<cairo_surface_t, SurfaceDeleter> picture(
        cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_RGB24, ground.width, ground.height,
                                            stride));
    cairo_translate(cairo, ground.where.x, ground.where.y);
    cairo_scale(cairo, ground.where.width / ground.width, ground.where.height / ground.height);
    cairo_set_source_surface(cairo, picture.get(), 0.0, 0.0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_BILINEAR);
    cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD);
    cairo_rectangle(cairo, 0.0, 0.0, ground.width, ground.height);
    cairo_fill(cairo);
}

void draw_cells(cairo_t* cairo, const Drawing& d) {
    if (!d.covered.empty()) {
        const Saved saved(cairo);
        // Cells reach into the sea; people counted there still show, the covered ground ends at the
        // shore.
        cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
        for (const Territory& territory : d.outlines.territories()) {
            for (const Path& ring : territory.rings) {
                add_ring(cairo, ring);
            }
        }
        if (cairo_has_current_point(cairo) != 0) {
            cairo_clip(cairo);
        }
        cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_WINDING);
        fill_rings(cairo, d.covered, kCovered.with_opacity(kCoveredOpacity));
        fill_rings(cairo, d.unknown, kUnknownCoverage);
    }
    fill_rings(cairo, d.gap_rim, kGapEdge);
    fill_rings(cairo, d.gap_few, kGapFew);
    fill_rings(cairo, d.gap_some, kGapSome);
    fill_rings(cairo, d.gap_many, kGapMany);
}

void draw_gap_outlines(cairo_t* cairo, const Drawing& d) {
    const Saved saved(cairo);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_MITER);
    for (const Path& ring : d.gap_outlines) {
        add_ring(cairo, ring);
    }
    stroke(cairo, kGapMany, kGapOutlinePt * d.layout.k);
}

// Everything but the municipality that the sheet is about stands back.
void draw_veil(cairo_t* cairo, const Drawing& d) {
    const Saved saved(cairo);
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    bool any = false;
    for (const Territory& territory : d.outlines.territories()) {
        if (!territory.subject) {
            continue;
        }
        for (const Path& ring : territory.rings) {
            add_ring(cairo, ring);
            any = true;
        }
    }
    if (!any) {
        return;
    }
    add_rect(cairo, d.layout.map);
    set_colour(cairo, kPaper.with_opacity(kVeil));
    cairo_fill(cairo);
}

// Over the gaps, which must still be told apart under it.
void draw_reach(cairo_t* cairo, const Drawing& d) {
    if (d.reach.empty()) {
        return;
    }
    {
        const Saved clipped(cairo);
        for (const Path& ring : d.reach) {
            add_ring(cairo, ring);
        }
        cairo_clip(cairo);
        hatch(cairo, d.layout.map, kSite, d.layout.k);
    }
    const Saved saved(cairo);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_SQUARE);
    for (const Path& edge : d.reach_rim) {
        add_line(cairo, edge);
    }
    stroke(cairo, kSite, kReachRimPt * d.layout.k);
}

void draw_lines(cairo_t* cairo, const Drawing& d) {
    const Saved saved(cairo);
    const double k = d.layout.k;
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    const auto stroke_as = [&](const LineLook& look) {
        std::array<double, 4> dashes = look.dashes;
        for (double& dash : dashes) {
            dash *= k;
        }
        cairo_set_line_cap(cairo, look.dashed() ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
        stroke(cairo, look.colour, look.width * k,
               look.dashed() ? std::span<const double>(dashes) : std::span<const double>());
    };
    const auto roads = [&](const LineLook& look) {
        for (const Path& road : d.roads) {
            add_line(cairo, road);
        }
        stroke_as(look);
    };
    const auto outlines = [&](Beyond kind, const LineLook& look) {
        for (const Outline& outline : d.lines) {
            if (outline.beyond == kind) {
                add_line(cairo, outline.line);
            }
        }
        stroke_as(look);
    };
    constexpr Colour kHalo = kPaper.with_opacity(0.75);
    roads({kHalo, 2.6, {}});
    roads(kRoadLine);
    outlines(Beyond::Sea, kCoastLine);
    outlines(Beyond::Unknown, {kBorder, 0.9, {}});
    outlines(Beyond::Municipality, {kHalo, 2.2, {}});
    outlines(Beyond::OtherLand, {kHalo, 3.2, {}});
    outlines(Beyond::Municipality, kMunicipalLine);
    outlines(Beyond::OtherLand, kPrefecturalLine);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    for (const Territory& territory : d.outlines.territories()) {
        if (territory.subject) {
            for (const Path& ring : territory.rings) {
                add_ring(cairo, ring);
            }
        }
    }
    stroke(cairo, kBorder, 1.5 * k);
}

void draw_map(cairo_t* cairo, const Drawing& d) {
    const Tagged figure(cairo, "Figure");
    const Saved saved(cairo);
    add_rect(cairo, d.layout.map);
    cairo_clip(cairo);
    draw_ground(cairo, d.ground);
    draw_cells(cairo, d);
    draw_reach(cairo, d);
    draw_gap_outlines(cairo, d);
    draw_veil(cairo, d);
    draw_graticule_lines(cairo, d.frame, d.layout.k);
    draw_lines(cairo, d);
    draw_landmarks(cairo, d.landmarks, d.layout.k);
    if (d.sheet.stamp_across) {
        draw_stamp_across(cairo, d.layout.map, d.typesetter, d.sheet.stamp);
    }
    draw_marks(cairo, d.marks, d.layout.k);
}

void draw_header(cairo_t* cairo, const Drawing& d) {
    const double k = d.layout.k;
    const Rect& header = d.layout.header;
    double right = header.right();
    if (!d.sheet.stamp.empty()) {
        right =
            draw_stamp_box(cairo, d.typesetter, {header.right(), header.y}, d.sheet.stamp, k).x -
            mm(6.0) * k;
    }
    const double width = right - header.x;
    // A title too long for one line takes two smaller ones.
    TextBlock title = d.typesetter.set(d.sheet.title, {.size_pt = 21.0 * k, .width_pt = width});
    if (title.cut()) {
        title = d.typesetter.set(
            d.sheet.title,
            {.size_pt = 12.5 * k, .width_pt = width, .lines = 2, .line_spacing = 1.2});
    }
    {
        const Tagged tag(cairo, "H1");
        title.draw(cairo, {header.x, header.y - title.ink().y},
                   {.colour = kBlack, .weight_pt = 0.5 * k});
    }
    const TextBlock subtitle =
        d.typesetter.set(d.sheet.subtitle, {.size_pt = 11.0 * k, .width_pt = header.width});
    const Tagged tag(cairo, "P");
    subtitle.draw(cairo, {header.x, header.bottom() - subtitle.size().height - mm(1.6) * k},
                  {.colour = kSmallPrint});
}

void draw_footer(cairo_t* cairo, const Drawing& d) {
    const double k = d.layout.k;
    const Rect& footer = d.layout.footer;
    stroke_line(cairo, {footer.x, footer.y}, {footer.right(), footer.y}, kBlack.with_opacity(0.5),
                0.5 * k);
    const TextBlock text =
        d.typesetter.set(d.sheet.footer, {.size_pt = 7.6 * k, .width_pt = footer.width});
    const Tagged tag(cairo, "P");
    text.draw(cairo, {footer.x, footer.y + mm(1.4) * k}, {.colour = kSmallPrint});
}

} // namespace

Drawing compose(const MapSheet& sheet, const Typesetter& typesetter, double ground_dpi) {
    const Layout layout = lay_out(sheet, typesetter);
    MapFrame frame(sheet.epsg, layout.map, layout.extent);
    OutlineNet outlines(sheet.municipalities, frame);
    GroundPicture ground = paint_ground(frame, sheet.terrain, outlines.territories(), ground_dpi);
    std::vector<Outline> lines = outlines.lines([&ground](Point p) { return beyond(ground.at(p)); },
                                                ground.shows_sea ? Beyond::Sea : Beyond::Unknown);
    std::vector<MapCell> shown;
    std::ranges::copy_if(sheet.cells, std::back_inserter(shown), [&](const MapCell& cell) {
        return frame.ground().touches(cell.cell.box());
    });
    const std::vector<MapCell> cells = in_mesh_order(shown);
    const auto runs = [&](CellClass least, double grown) {
        return trace_runs(merge_runs(cells, least), frame, grown);
    };
    std::vector<Path> covered = runs(CellClass::Covered5g, 0.0);
    std::vector<Path> unknown = runs(CellClass::Unknown, 0.0);
    std::vector<Path> rim = runs(CellClass::GapFew, kRimPt * layout.k);
    std::vector<Path> few = runs(CellClass::GapFew, 0.0);
    std::vector<Path> some = runs(CellClass::GapSome, 0.0);
    std::vector<Path> many = runs(CellClass::GapMany, 0.0);
    std::vector<MapCell> reached;
    for (const domain::MeshCell& cell : sheet.reach) {
        reached.push_back({cell, CellClass::Covered5g});
    }
    std::vector<Path> reach =
        trace_runs(merge_runs(in_mesh_order(reached), CellClass::Covered5g), frame, 0.0);
    std::vector<Path> reach_rim = trace_rim(sheet.reach, frame);
    std::vector<Path> gap_outlines = trace_gaps(sheet, frame);
    std::vector<Path> roads = trace_roads(sheet, frame);
    std::vector<LandmarkMarks> landmarks = place_landmarks(sheet, frame);
    MapMarks marks = place_marks(sheet, frame, outlines, lines, cells, typesetter, layout.k);
    return {sheet,
            typesetter,
            layout,
            std::move(frame),
            std::move(outlines),
            std::move(ground),
            std::move(lines),
            std::move(covered),
            std::move(unknown),
            std::move(rim),
            std::move(few),
            std::move(some),
            std::move(many),
            std::move(reach),
            std::move(reach_rim),
            std::move(gap_outlines),
            std::move(roads),
            std::move(landmarks),
            std::move(marks)};
}

bool has_key_map(const Drawing& d) {
    return wants_key_map(d.sheet, d.layout.whole);
}

void draw(cairo_t* cairo, const Drawing& d) {
    const Tagged document(cairo, "Document");
    fill_rect(cairo, {0.0, 0.0, d.layout.paper.width, d.layout.paper.height}, kPaper);
    draw_header(cairo, d);
    draw_map(cairo, d);
    draw_frame(cairo, d.frame, d.typesetter, d.layout.k);
    const PanelContent content{d.sheet,  d.typesetter, d.layout.k, d.layout.whole,
                               &d.frame, &d.ground,    &d.marks};
    const Panel panel = d.layout.panel_below
                            ? panel_below(content, d.layout.panel.width, d.layout.panel.height)
                            : panel_beside(content, d.layout.panel.width, d.layout.panel.height);
    panel.draw(cairo, {d.layout.panel.x, d.layout.panel.y});
    draw_footer(cairo, d);
}

} // namespace todoku::report::sheet
