#include "report/map_sheet.hpp"

#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "report/map_layout.hpp"
#include "report/map_picture.hpp"
#include "report/map_png.hpp"
#include "report/pdf_file.hpp"
#include "report/printable.hpp"

#include <cairo.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

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
    sheet::PdfFile pdf(sheet.title, sheet.subtitle, sheet.author, sheet.as_of);
    pdf.add(drawing);
    return pdf.finish();
}

const std::string& bookmark_of(const MapSheet& sheet) {
    return sheet.bookmark.empty() ? sheet.title : sheet.bookmark;
}

enum class Colours { All, Few };

std::string png_of(const MapSheet& sheet, const Drawing& drawing, double dots_per_inch,
                   Colours colours = Colours::All) {
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
    const unsigned char* pixels = cairo_image_surface_get_data(surface.get());
    const int width = cairo_image_surface_get_width(surface.get());
    const int height = cairo_image_surface_get_height(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    return colours == Colours::Few
               ? sheet::encode_png(sheet::index_colours(pixels, width, height, stride), width,
                                   dots_per_inch)
               : sheet::encode_png(pixels, width, height, stride, dots_per_inch);
}

/// Below a folder of the book's own name: 02_津市.png.
std::filesystem::path picture_file(const std::filesystem::path& book, std::size_t page,
                                   std::size_t pages, const MapSheet& sheet) {
    const std::string name = in_file_name(bookmark_of(sheet));
    const std::size_t digits = std::to_string(pages).size();
    std::filesystem::path folder = book;
    folder.replace_extension();
    return folder / fmt::format("{:0{}}_{}.png", page, std::max<std::size_t>(2, digits), name);
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

void write_map_book(const MapBook& book, const std::filesystem::path& file, double picture_dpi,
                    const std::function<void()>& each_page) {
    const sheet::Typesetter typesetter;
    sheet::PdfFile pdf(book.title, book.subject, book.author, book.as_of);
    for (std::size_t i = 0; i < book.pages; ++i) {
        const MapSheet sheet = book.page(i);
        const Drawing drawing = sheet::compose(sheet, typesetter, kBookGroundDpi);
        pdf.add(drawing);
        if (picture_dpi > 0.0) {
            write_file_atomically(picture_file(file, i + 1, book.pages, sheet),
                                  png_of(sheet, drawing, picture_dpi, Colours::Few));
        }
        pdf.bookmark(bookmark_of(sheet));
        if (each_page) {
            each_page();
        }
    }
    write_file_atomically(file, pdf.finish());
}

} // namespace todoku::report
