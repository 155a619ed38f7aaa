#include "report/map_png.hpp"

#include "core/error.hpp"

#include <bit>
#include <cmath>
#include <csetjmp>
#include <png.h>
#include <vector>

namespace todoku::report::sheet {

namespace {

void append_bytes(png_structp png, png_bytep data, png_size_t length) {
    static_cast<std::string*>(png_get_io_ptr(png))
        ->append(reinterpret_cast<const char*>(data), length);
}

void flush_nothing(png_structp) {}

// libpng leaves by longjmp: nothing with a destructor may be born between setjmp and the last call.
bool write_all(png_structp png, png_infop info, std::string* out, std::vector<png_bytep>* rows,
               png_uint_32 width, png_uint_32 height, png_uint_32 dots_per_metre) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    png_set_write_fn(png, out, append_bytes, flush_nothing);
    png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, dots_per_metre, dots_per_metre, PNG_RESOLUTION_METER);
    // Maps are flat colours and relief: the plain "up" filter with a quick level is within a tenth
    // of the best in size at a third of its time.
    png_set_filter(png, 0, PNG_FILTER_UP);
    png_set_compression_level(png, 2);
    png_write_info(png, info);
    png_set_filler(png, 0, PNG_FILLER_AFTER);
    png_set_bgr(
        png); // Cairo keeps 0x00RRGGBB in the machine's order: blue first on little-endian machines
    png_write_image(png, rows->data());
    png_write_end(png, info);
    return true;
}

} // namespace

std::string encode_png(const unsigned char* pixels, int width, int height, int stride,
                       double dots_per_inch) {
    static_assert(std::endian::native == std::endian::little);
    std::string out;
    std::vector<png_bytep> rows;
    for (int row = 0; row < height; ++row) {
        rows.push_back(const_cast<png_bytep>(pixels) + static_cast<std::ptrdiff_t>(row) * stride);
    }
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    const bool written =
        info != nullptr && write_all(png, info, &out, &rows, static_cast<png_uint_32>(width),
                                     static_cast<png_uint_32>(height),
                                     static_cast<png_uint_32>(std::lround(dots_per_inch / 0.0254)));
    png_destroy_write_struct(&png, &info);
    if (!written) {
        throw ExternalError({"地図のPNG画像を作れません（libpngのエラー）。",
                             "The map's PNG picture cannot be made (libpng failed)."});
    }
    return out;
}

} // namespace todoku::report::sheet
