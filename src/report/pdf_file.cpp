#include "report/pdf_file.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "report/map_layout.hpp"
#include "report/printable.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>

#include <algorithm>

namespace todoku::report::sheet {

namespace {

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct CairoDeleter {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Context = std::unique_ptr<cairo_t, CairoDeleter>;

void require_success(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw ExternalError(
            {fmt::format("PDFを描けません（{}）。", cairo_status_to_string(status)),
             fmt::format("The PDF cannot be drawn ({}).", cairo_status_to_string(status))});
    }
}

cairo_status_t append_bytes(void* closure, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

// What a reader who cannot see the map is told.
std::string description(const MapSheet& sheet, const MapFrame& frame) {
    const auto shown = [&](const auto& items, auto visible) {
        return with_thousands(static_cast<double>(std::ranges::count_if(items, visible)));
    };
    const auto within = [&](const auto& item) {
        return frame.page().contains(frame.to_page(item.at));
    };
    const std::string cells = shown(sheet.cells, [&](const MapCell& cell) {
        return cell.shows >= CellClass::GapFew && frame.ground().touches(cell.cell.box());
    });
    const std::string reach =
        sheet.reach.empty() ? std::string()
                            : fmt::format("、資産から届く見込みの居住メッシュ{}個",
                                          with_thousands(static_cast<double>(sheet.reach.size())));
    return printable(fmt::format(
        "{}。{}。{}のエリア外で居住者のいるメッシュ{}個、{}{}か所{}{}を示す地図。", sheet.title,
        sheet.subtitle, sheet.service, cells, sheet.places, shown(sheet.gaps, within),
        sheet.sites.empty() ? std::string()
                            : fmt::format("、提供資産{}か所", shown(sheet.sites, within)),
        reach));
}

} // namespace

struct PdfFile::Impl {
    std::string bytes;
    Surface surface;
    std::vector<PagePosition> pages;
    std::vector<std::string> figures;
};

PdfFile::PdfFile(const std::string& title, const std::string& subject, const std::string& author,
                 Date as_of)
    : impl_(std::make_unique<Impl>()) {
    impl_->surface.reset(
        cairo_pdf_surface_create_for_stream(append_bytes, &impl_->bytes, 1.0, 1.0));
    const auto meta = [&](cairo_pdf_metadata_t key, const std::string& value) {
        cairo_pdf_surface_set_metadata(impl_->surface.get(), key, value.c_str());
    };
    const std::string day = iso_date(as_of) + "T00:00:00+09:00";
    meta(CAIRO_PDF_METADATA_TITLE, printable(title));
    meta(CAIRO_PDF_METADATA_SUBJECT, printable(subject));
    meta(CAIRO_PDF_METADATA_AUTHOR, printable(author));
    meta(CAIRO_PDF_METADATA_CREATOR, "todoku");
    meta(CAIRO_PDF_METADATA_CREATE_DATE, day);
    meta(CAIRO_PDF_METADATA_MOD_DATE, day);
}

PdfFile::~PdfFile() = default;

void PdfFile::add(const Size& paper, const std::function<void(cairo_t*)>& draw_page,
                  const std::vector<std::string>& figures) {
    cairo_pdf_surface_set_size(impl_->surface.get(), paper.width, paper.height);
    const Context cairo(cairo_create(impl_->surface.get()));
    draw_page(cairo.get());
    cairo_show_page(cairo.get());
    require_success(cairo_status(cairo.get()));
    impl_->pages.emplace_back(); // no map
    for (const std::string& figure : figures) {
        impl_->figures.push_back(printable(figure));
    }
}

void PdfFile::add(const Drawing& drawing) {
    const Size paper = paper_size(drawing.sheet.paper);
    add(paper, [&](cairo_t* cairo) { draw(cairo, drawing); });
    impl_->pages.back() = position_of(drawing.frame, paper.height, printable(drawing.sheet.title));
    impl_->figures.push_back(description(drawing.sheet, drawing.frame));
    if (has_key_map(drawing)) {
        impl_->figures.emplace_back("地図の範囲を全体の中で示す位置図");
    }
}

void PdfFile::bookmark(const std::string& name) {
    cairo_pdf_surface_add_outline(impl_->surface.get(), CAIRO_PDF_OUTLINE_ROOT,
                                  printable(name).c_str(),
                                  fmt::format("page={}", impl_->pages.size()).c_str(),
                                  static_cast<cairo_pdf_outline_flags_t>(0));
}

std::string PdfFile::finish() {
    cairo_surface_finish(impl_->surface.get());
    require_success(cairo_surface_status(impl_->surface.get()));
    return finish_pdf(impl_->bytes, impl_->pages, impl_->figures);
}

} // namespace todoku::report::sheet
