#include "report/map_sheet.hpp"

#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "report/map_layout.hpp"
#include "report/map_picture.hpp"
#include "report/map_png.hpp"
#include "report/pdf_file.hpp"

#include <cairo.h>
#include <fmt/format.h>

#include <cmath>
#include <memory>

namespace todoku::report {

namespace {

using sheet::Drawing;
using sheet::Size;

constexpr double kPngDpi = 200.0;
constexpr double kBookGroundDpi = 96.0; // thick books are still to be sent by mail

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct CairoDeleter {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Context = std::unique_ptr<cairo_t, CairoDeleter>;

void require_success(cairo_status_t status, const char* format) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw ExternalError(
            {fmt::format("地図の{}を描けません（{}）。", format, cairo_status_to_string(status)),
             fmt::format("The map's {} cannot be drawn ({}).", format,
                         cairo_status_to_string(status))});
    }
}

std::string pdf_of(const MapSheet& sheet, const Drawing& drawing) {
    sheet::PdfFile pdf(sheet.title, sheet.subtitle, sheet.footer, sheet.as_of);
    pdf.add(drawing);
    return pdf.finish();
}

std::string png_of(const MapSheet& sheet, const Drawing& drawing, double dots_per_inch) {
    const Size paper = sheet::paper_size(sheet.paper);
    const double scale = dots_per_inch / 72.0;
    const Surface surface(cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, static_cast<int>(std::lround(paper.width * scale)),
        static_cast<int>(std::lround(paper.height * scale))));
    {
        const Context cairo(cairo_create(surface.get()));
        cairo_scale(cairo.get(), scale, scale);
        sheet::draw(cairo.get(), drawing);
        require_success(cairo_status(cairo.get()), "PNG");
    }
    cairo_surface_flush(surface.get());
    return sheet::encode_png(cairo_image_surface_get_data(surface.get()),
                             cairo_image_surface_get_width(surface.get()),
                             cairo_image_surface_get_height(surface.get()),
                             cairo_image_surface_get_stride(surface.get()), dots_per_inch);
}

std::filesystem::path with_ending(const std::filesystem::path& stem, const char* ending) {
    std::filesystem::path file = stem;
    file += ending; // not replace_extension: a stem may hold a dot
    return file;
}

} // namespace

std::string write_map(const MapSheet& sheet, const std::filesystem::path& stem,
                      double preview_dpi) {
    const sheet::Typesetter typesetter;
    const Drawing drawing = sheet::compose(sheet, typesetter);
    const std::string pdf = pdf_of(sheet, drawing);
    const std::string png = png_of(sheet, drawing, kPngDpi);
    write_file_atomically(with_ending(stem, ".pdf"), pdf);
    write_file_atomically(with_ending(stem, ".png"), png);
    return preview_dpi > 0.0 ? png_of(sheet, drawing, preview_dpi) : std::string();
}

void write_map_book(const MapBook& book, const std::filesystem::path& file,
                    const std::function<void()>& each_page) {
    const sheet::Typesetter typesetter;
    sheet::PdfFile pdf(book.title, book.subject, book.author, book.as_of);
    for (std::size_t i = 0; i < book.pages; ++i) {
        const MapSheet sheet = book.page(i);
        pdf.add(sheet::compose(sheet, typesetter, kBookGroundDpi));
        pdf.bookmark(sheet.bookmark.empty() ? sheet.title : sheet.bookmark);
        if (each_page) {
            each_page();
        }
    }
    write_file_atomically(file, pdf.finish());
}

} // namespace todoku::report
