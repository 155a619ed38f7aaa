#include "report/coverage_legend.hpp"

#include "report/map_ink.hpp"
#include "report/map_palette.hpp"
#include "report/map_png.hpp"
#include "report/map_text.hpp"

#include <cairo.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace todoku::report {

using domain::Strength;
using sheet::Colour;
using sheet::Rect;

namespace {

// Pixels of the page: two pictures side by side on a common screen.
constexpr double kMargin = 24.0;
constexpr double kPictureSide = 560.0;
constexpr double kPageWidth = 3.0 * kMargin + 2.0 * kPictureSide;
constexpr double kTitle = 20.0;
constexpr double kLine = 15.0;
constexpr double kRowHeight = 30.0;
constexpr double kSwatch = 22.0;
constexpr double kDpi = 96.0;

constexpr std::uint32_t kTransparentRgb = 0xE4E6E8;
constexpr std::uint32_t kUnlistedRgb = 0xD81B9A; ///< meant to be noticed
constexpr std::uint32_t kNotCoveredRgb = 0xFFFFFF;
constexpr std::uint32_t kUnknownRgb = 0xA6A6A6;

std::uint32_t read_rgb(Strength strength) {
    switch (strength) {
    case Strength::Good:
        return 0x0B3A75;
    case Strength::Fair:
        return 0x3F7FBF;
    case Strength::Edge:
        return 0x9CC4E4;
    case Strength::Unsaid:
        break;
    }
    return 0x1F5FA8;
}

std::uint32_t read_rgb(const io::PictureLook& look, std::int16_t meaning) {
    if (meaning == io::PictureLook::kTransparent) {
        return kTransparentRgb;
    }
    if (meaning == io::PictureLook::kUnlisted) {
        return kUnlistedRgb;
    }
    const io::ColourMeaning& colour = look.table[static_cast<std::size_t>(meaning)];
    return colour.unknown   ? kUnknownRgb
           : colour.covered ? read_rgb(colour.strength)
                            : kNotCoveredRgb;
}

std::string per_cent(double share) {
    return share > 0.0 && share < 1e-4 ? "<0.01%" : fmt::format("{:.2f}%", share * 100.0);
}

struct LegendRow {
    std::uint32_t original = 0;
    bool has_original = true;
    std::uint32_t read = 0;
    bool has_read = true;
    std::string colour;
    std::string meaning;
    double share = 0.0;
};

std::vector<LegendRow> rows_of(const io::PictureLook& look, Language language) {
    const auto say = [language](const Text& text) { return text.in(language); };
    std::vector<LegendRow> rows;
    if (look.table.empty()) {
        for (const io::ColourShare& found : look.found) {
            rows.push_back({found.rgb, true, 0, false, io::colour_text(found.rgb),
                            say({"まだ決めていません", "not decided yet"}), found.share});
        }
    }
    for (std::size_t i = 0; i < look.table.size(); ++i) {
        const io::ColourMeaning& colour = look.table[i];
        std::string meaning = colour.unknown   ? say({"不明", "unknown"})
                              : colour.covered ? say({"エリア内", "covered"})
                                               : say({"エリア外", "not covered"});
        if (colour.covered && colour.strength != Strength::Unsaid) {
            meaning += say({"・", ", "}) + say(domain::label_of(colour.strength));
        }
        if (!colour.label.empty()) {
            meaning = colour.label + say({"（", " ("}) + meaning + say({"）", ")"});
        }
        rows.push_back({colour.rgb, true, read_rgb(look, static_cast<std::int16_t>(i)), true,
                        io::colour_text(colour.rgb), std::move(meaning), look.shares[i]});
    }
    if (look.transparent > 0.0) {
        rows.push_back({kTransparentRgb, true, kTransparentRgb, true, say({"透明", "transparent"}),
                        say({"エリア外", "not covered"}), look.transparent});
    }
    double listed = 0.0;
    if (!look.table.empty()) {
        for (const io::ColourShare& other : look.not_in_table) {
            listed += other.share;
            rows.push_back({other.rgb, true, kUnlistedRgb, true, io::colour_text(other.rgb),
                            say({"表にない色（エリア外）", "not in the table (not covered)"}),
                            other.share});
        }
        // Less than half a pixel of the largest picture is rounding.
        if (look.unlisted - listed > 1e-10) {
            rows.push_back({0, false, kUnlistedRgb, true, say({"ほかの色", "other colours"}),
                            say({"表にない色（エリア外）", "not in the table (not covered)"}),
                            look.unlisted - listed});
        }
    }
    return rows;
}

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Context = std::unique_ptr<cairo_t, ContextDeleter>;

class Page {
public:
    Page(const Text& title, const io::PictureLook& look, Language language)
        : title_(title), look_(look), language_(language), rows_(rows_of(look, language)) {
        const double longer = std::max(look.small_width, look.small_height);
        scale_ = kPictureSide / longer;
        pictures_top_ = kMargin + 3.6 * kTitle;
        table_top_ = pictures_top_ + look.small_height * scale_ + kMargin;
        height_ = table_top_ + kRowHeight * (static_cast<double>(rows_.size()) + 1.0) + kMargin;
    }

    std::string png() {
        const int width = static_cast<int>(kPageWidth);
        const int height = static_cast<int>(std::ceil(height_));
        const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
        const Context context(cairo_create(surface.get()));
        cairo_ = context.get();
        sheet::fill_rect(cairo_, {0.0, 0.0, kPageWidth, height_}, sheet::kPaper);
        words();
        const Rect left{kMargin, pictures_top_, look_.small_width * scale_,
                        look_.small_height * scale_};
        Rect right = left;
        right.x = 2.0 * kMargin + kPictureSide;
        picture(left, [this](std::size_t i) {
            const std::uint32_t pixel = look_.small[i];
            return pixel >> 24U == 0 ? kTransparentRgb : pixel & 0xFFFFFFU;
        });
        picture(right, [this](std::size_t i) {
            return look_.table.empty() ? kTransparentRgb : read_rgb(look_, look_.small_read[i]);
        });
        table();
        cairo_surface_flush(surface.get());
        return sheet::encode_png(cairo_image_surface_get_data(surface.get()), width, height,
                                 cairo_image_surface_get_stride(surface.get()), kDpi);
    }

private:
    void write(const std::string& text, double x, double y, double size, Colour colour,
               double width = 0.0) const {
        typesetter_.set(text, {.size_pt = size, .width_pt = width, .lines = 1})
            .draw(cairo_, {x, y}, {.colour = colour});
    }
    [[nodiscard]] std::string say(const Text& text) const { return text.in(language_); }

    void words() const {
        write(say(title_), kMargin, kMargin * 0.6, kTitle, sheet::kBlack,
              kPageWidth - 2.0 * kMargin);
        write(fmt::format("{}  {} × {}{}", look_.shown_as, look_.width, look_.height,
                          say({"画素", " pixels"})),
              kMargin, kMargin * 0.6 + 1.5 * kTitle, kLine, sheet::kSmallPrint,
              kPageWidth - 2.0 * kMargin);
        const double y = pictures_top_ - 1.6 * kLine;
        write(say({"元の画像", "The picture"}), kMargin, y, kLine, sheet::kBlack);
        write(look_.table.empty()
                  ? say({"色の意味がまだ決まっていません（study.toml の colour）",
                         "What the colours mean is not decided yet (colour in study.toml)"})
                  : say({"読み取った結果（青がエリア内、赤紫は表にない色）",
                         "What was read (blue: covered; magenta: not in the table)"}),
              2.0 * kMargin + kPictureSide, y, kLine, sheet::kBlack);
    }

    template <class ColourOf>
    void picture(const Rect& place, ColourOf colour_of) const {
        const Surface small(
            cairo_image_surface_create(CAIRO_FORMAT_RGB24, look_.small_width, look_.small_height));
        unsigned char* data = cairo_image_surface_get_data(small.get());
        const int stride = cairo_image_surface_get_stride(small.get());
        for (std::int32_t y = 0; y < look_.small_height; ++y) {
            auto* line =
                reinterpret_cast<std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * stride);
            for (std::int32_t x = 0; x < look_.small_width; ++x) {
                line[x] = colour_of(static_cast<std::size_t>(y) *
                                        static_cast<std::size_t>(look_.small_width) +
                                    static_cast<std::size_t>(x));
            }
        }
        cairo_surface_mark_dirty(small.get());
        const sheet::Saved saved(cairo_);
        cairo_translate(cairo_, place.x, place.y);
        cairo_scale(cairo_, scale_, scale_);
        cairo_set_source_surface(cairo_, small.get(), 0.0, 0.0);
        cairo_pattern_set_filter(cairo_get_source(cairo_), CAIRO_FILTER_NEAREST);
        cairo_paint(cairo_);
        cairo_scale(cairo_, 1.0 / scale_, 1.0 / scale_);
        sheet::stroke_rect(cairo_, {0.0, 0.0, place.width, place.height}, sheet::kBorder, 1.0);
    }

    void swatch(double x, double y, std::uint32_t rgb) const {
        const Rect rect{x, y + (kRowHeight - kSwatch) / 2.0, kSwatch * 1.6, kSwatch};
        sheet::fill_rect(cairo_, rect, Colour::hex(rgb));
        sheet::stroke_rect(cairo_, rect, sheet::kBorder, 0.8);
    }

    void table() const {
        constexpr double kColour = kMargin;
        constexpr double kName = kColour + 56.0;
        constexpr double kRead = kName + 120.0;
        constexpr double kMeaning = kRead + 76.0;
        constexpr double kShare = kPageWidth - kMargin - 120.0;
        const double text_drop = (kRowHeight - kLine * 1.3) / 2.0;
        double y = table_top_;
        const auto head = [&](const Text& text, double x) {
            write(say(text), x, y + text_drop, kLine, sheet::kSmallPrint);
        };
        head({"画像の色", "colour"}, kColour);
        head({"読み取り", "read as"}, kRead);
        head({"意味", "meaning"}, kMeaning);
        head({"画像に占める割合", "share"}, kShare);
        for (const LegendRow& row : rows_) {
            y += kRowHeight;
            sheet::stroke_line(cairo_, {kMargin, y}, {kPageWidth - kMargin, y},
                               sheet::kSmallPrint.with_opacity(0.25), 0.8);
            if (row.has_original) {
                swatch(kColour, y, row.original);
            }
            if (row.has_read) {
                swatch(kRead, y, row.read);
            }
            write(row.colour, kName, y + text_drop, kLine, sheet::kBlack, kRead - kName - 8.0);
            write(row.meaning, kMeaning, y + text_drop, kLine, sheet::kBlack,
                  kShare - kMeaning - 8.0);
            write(per_cent(row.share), kShare, y + text_drop, kLine, sheet::kBlack);
        }
    }

    const Text& title_;
    const io::PictureLook& look_;
    Language language_;
    std::vector<LegendRow> rows_;
    sheet::Typesetter typesetter_;
    cairo_t* cairo_ = nullptr;
    double scale_ = 1.0;
    double pictures_top_ = 0.0;
    double table_top_ = 0.0;
    double height_ = 0.0;
};

} // namespace

std::string coverage_legend_png(const Text& title, const io::PictureLook& look, Language language) {
    return Page(title, look, language).png();
}

} // namespace todoku::report
