#include "report/map_layout.hpp"

#include "core/error.hpp"

namespace todoku::report::sheet {

namespace {

constexpr double kPageMargin = mm(9.0);
constexpr double kDegreesRoom = mm(4.6); // figures of the graticule, outside the neat line
constexpr double kHeaderHeight = mm(18.0);
constexpr double kFooterHeight = mm(5.0);
constexpr double kPanelWidth = mm(62.0);
constexpr double kGutter = mm(3.0);
constexpr double kLargestPanelShare = 0.34; // of the body's height

// What the sheet says it shows; where it says nothing, what it holds.
geo::Box extent_of(const MapSheet& sheet, const geo::Box& whole) {
    geo::Box box = sheet.extent;
    if (!box.empty()) {
        return box;
    }
    box = whole;
    for (const MapCell& cell : sheet.cells) {
        box.extend(cell.cell.box());
    }
    for (const MapNumber& gap : sheet.gaps) {
        box.extend(gap.at);
    }
    for (const MapSite& site : sheet.sites) {
        box.extend(site.at);
    }
    if (box.empty()) {
        throw InputError(
            {"地図に示す範囲がありません（市町村界、メッシュ、箇所のいずれも空です）。",
             "The map has nothing to show: no extent, municipalities, cells, gaps or sites."});
    }
    return box;
}

} // namespace

Size paper_size(Paper paper) {
    switch (paper) {
    case Paper::A4Landscape:
        return {mm(297.0), mm(210.0)};
    case Paper::A4Portrait:
        return {mm(210.0), mm(297.0)};
    case Paper::A3Landscape:
        return {mm(420.0), mm(297.0)};
    case Paper::A3Portrait:
        break;
    }
    return {mm(297.0), mm(420.0)};
}

double letter_scale(Paper paper) {
    return paper == Paper::A4Landscape || paper == Paper::A4Portrait ? 0.76 : 1.0;
}

Layout lay_out(const MapSheet& sheet, const Typesetter& typesetter) {
    Layout layout;
    layout.paper = paper_size(sheet.paper);
    layout.k = letter_scale(sheet.paper);
    layout.whole = sheet.whole;
    for (const MapOutline& municipality : sheet.municipalities) {
        if (municipality.boundary != nullptr && sheet.whole.empty()) {
            layout.whole.extend(geo::bounds(*municipality.boundary));
        }
    }
    layout.extent = extent_of(sheet, layout.whole);
    const double k = layout.k;
    const double left = (kPageMargin + kDegreesRoom) * k;
    const double width = layout.paper.width - 2.0 * left;
    layout.header = {left, kPageMargin * k, width, kHeaderHeight * k};
    layout.footer = {left, layout.paper.height - (kPageMargin + kFooterHeight) * k, width,
                     kFooterHeight * k};
    const double top = layout.header.bottom() + kDegreesRoom * k;
    const double bottom = layout.footer.y - kGutter * k;

    const PanelContent content{sheet, typesetter, k, layout.whole};
    const double panel_width = kPanelWidth * k;
    const Rect beside = {left, top, width - panel_width - (kDegreesRoom + kGutter) * k,
                         bottom - kDegreesRoom * k - top};
    const double panel_height =
        panel_below(content, width, kLargestPanelShare * (bottom - top)).height();
    const Rect above = {left, top, width,
                        bottom - panel_height - (kGutter + kDegreesRoom) * k - top};

    const double scale_beside = round_scale(
        MapFrame::needed_scale(sheet.epsg, {beside.width, beside.height}, layout.extent));
    const double scale_above =
        round_scale(MapFrame::needed_scale(sheet.epsg, {above.width, above.height}, layout.extent));
    layout.panel_below = scale_above != scale_beside
                             ? scale_above < scale_beside
                             : above.width * above.height > beside.width * beside.height;
    if (layout.panel_below) {
        layout.map = above;
        layout.panel = {left, bottom - panel_height, width, panel_height};
    } else {
        layout.map = beside;
        layout.panel = {left + width - panel_width, top, panel_width, beside.height};
    }
    return layout;
}

} // namespace todoku::report::sheet
