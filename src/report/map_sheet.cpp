#include "report/map_sheet.hpp"

#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "core/text.hpp"
#include "report/map_layout.hpp"
#include "report/map_pdf.hpp"
#include "report/map_picture.hpp"
#include "report/map_png.hpp"
#include "report/printable.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>

#include <algorithm>
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

cairo_status_t append_bytes(void* closure, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

// What a reader who cannot see the map is told.
std::string description(const MapSheet& sheet, const sheet::MapFrame& frame) {
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

/// One PDF, page after page.
class PdfFile {
public:
    PdfFile(const std::string& title, const std::string& subject, const std::string& author,
            Date as_of)
        : surface_(cairo_pdf_surface_create_for_stream(append_bytes, &bytes_, 1.0, 1.0)) {
        const auto meta = [&](cairo_pdf_metadata_t key, const std::string& value) {
            cairo_pdf_surface_set_metadata(surface_.get(), key, value.c_str());
        };
        const std::string day = iso_date(as_of) + "T00:00:00+09:00";
        meta(CAIRO_PDF_METADATA_TITLE, printable(title));
        meta(CAIRO_PDF_METADATA_SUBJECT, printable(subject));
        meta(CAIRO_PDF_METADATA_AUTHOR, printable(author));
        meta(CAIRO_PDF_METADATA_CREATOR, "todoku");
        meta(CAIRO_PDF_METADATA_CREATE_DATE, day);
        meta(CAIRO_PDF_METADATA_MOD_DATE, day);
    }

    void add(const MapSheet& sheet, const Drawing& drawing) {
        const Size paper = sheet::paper_size(sheet.paper);
        cairo_pdf_surface_set_size(surface_.get(), paper.width, paper.height);
        const Context cairo(cairo_create(surface_.get()));
        sheet::draw(cairo.get(), drawing);
        cairo_show_page(cairo.get());
        require_success(cairo_status(cairo.get()), "PDF");
        pages_.push_back(sheet::position_of(drawing.frame, paper.height, printable(sheet.title)));
        figures_.push_back(description(sheet, drawing.frame));
        if (sheet::has_key_map(drawing)) {
            figures_.emplace_back("地図の範囲を全体の中で示す位置図");
        }
    }

    void bookmark(const std::string& name) {
        cairo_pdf_surface_add_outline(surface_.get(), CAIRO_PDF_OUTLINE_ROOT,
                                      printable(name).c_str(),
                                      fmt::format("page={}", pages_.size()).c_str(),
                                      static_cast<cairo_pdf_outline_flags_t>(0));
    }

    std::string finish() {
        cairo_surface_finish(surface_.get());
        require_success(cairo_surface_status(surface_.get()), "PDF");
        return sheet::finish_pdf(bytes_, pages_, figures_);
    }

private:
    std::string bytes_;
    Surface surface_;
    std::vector<sheet::PagePosition> pages_;
    std::vector<std::string> figures_;
};

std::string pdf_of(const MapSheet& sheet, const Drawing& drawing) {
    PdfFile pdf(sheet.title, sheet.subtitle, sheet.footer, sheet.as_of);
    pdf.add(sheet, drawing);
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
    PdfFile pdf(book.title, book.subject, book.author, book.as_of);
    for (std::size_t i = 0; i < book.pages; ++i) {
        const MapSheet sheet = book.page(i);
        pdf.add(sheet, sheet::compose(sheet, typesetter, kBookGroundDpi));
        pdf.bookmark(sheet.bookmark.empty() ? sheet.title : sheet.bookmark);
        if (each_page) {
            each_page();
        }
    }
    write_file_atomically(file, pdf.finish());
}

} // namespace todoku::report
