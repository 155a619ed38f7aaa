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

// What is written, and how.
struct Picture {
    int width = 0;
    double dots_per_inch = 0.0;
    std::vector<png_color> palette; // empty: true colour
    std::vector<png_bytep> rows;
};

// libpng leaves by longjmp: nothing with a destructor may be born between setjmp and the last call.
bool write_all(png_structp png, png_infop info, std::string* out, Picture* picture) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    const bool indexed = !picture->palette.empty();
    const auto dots_per_metre =
        static_cast<png_uint_32>(std::lround(picture->dots_per_inch / 0.0254));
    png_set_write_fn(png, out, append_bytes, flush_nothing);
    png_set_IHDR(png, info, static_cast<png_uint_32>(picture->width),
                 static_cast<png_uint_32>(picture->rows.size()), 8,
                 indexed ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, dots_per_metre, dots_per_metre, PNG_RESOLUTION_METER);
    if (indexed) {
        png_set_PLTE(png, info, picture->palette.data(), static_cast<int>(picture->palette.size()));
        // Neighbouring numbers of a palette say nothing of each other: no filter.
        png_set_filter(png, 0, PNG_FILTER_NONE);
        png_set_compression_level(png, 4);
    } else {
        // Maps are flat colours and relief: the plain "up" filter with a quick level is within a
        // tenth of the best in size at a third of its time.
        png_set_filter(png, 0, PNG_FILTER_UP);
        png_set_compression_level(png, 2);
    }
    png_write_info(png, info);
    if (!indexed) {
        png_set_filler(png, 0, PNG_FILLER_AFTER);
        png_set_bgr(png); // Cairo keeps 0x00RRGGBB in the machine's order: blue first on
                          // little-endian machines
    }
    png_write_image(png, picture->rows.data());
    png_write_end(png, info);
    return true;
}

std::string encoded(Picture& picture) {
    std::string out;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    const bool written = info != nullptr && write_all(png, info, &out, &picture);
    png_destroy_write_struct(&png, &info);
    if (!written) {
        throw ExternalError({"地図のPNG画像を作れません（libpngのエラー）。",
                             "The map's PNG picture cannot be made (libpng failed)."});
    }
    return out;
}

} // namespace

std::string encode_png(const unsigned char* pixels, int width, int height, int stride,
                       double dots_per_inch) {
    static_assert(std::endian::native == std::endian::little);
    Picture picture{width, dots_per_inch, {}, {}};
    for (int row = 0; row < height; ++row) {
        picture.rows.push_back(const_cast<png_bytep>(pixels) +
                               static_cast<std::ptrdiff_t>(row) * stride);
    }
    return encoded(picture);
}

std::string encode_png(const IndexedPicture& indexed, int width, double dots_per_inch) {
    Picture picture{width, dots_per_inch, {}, {}};
    for (const Rgb& colour : indexed.colours) {
        picture.palette.push_back({colour[0], colour[1], colour[2]});
    }
    for (std::size_t at = 0; at < indexed.pixels.size(); at += static_cast<std::size_t>(width)) {
        picture.rows.push_back(const_cast<png_bytep>(indexed.pixels.data() + at));
    }
    return encoded(picture);
}

} // namespace todoku::report::sheet
