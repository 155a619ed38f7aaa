// Japanese text set for the map: measured once without hinting, so that PDF and PNG carry the same
// lines and labels.
#pragma once

#include "report/map_page.hpp"

#include <memory>
#include <string>
#include <string_view>

typedef struct _cairo cairo_t; // as in cairo.h, which stays in the sources

namespace todoku::report::sheet {

struct TextStyle {
    double size_pt = 8.0;
    double width_pt = 0.0; ///< lines break here; 0: one line of any length
    int lines = 1;         ///< what does not fit is cut with "…"
    bool centred = false;
    double letter_spacing_pt = 0.0;
    double line_spacing = 1.35; ///< in line heights
};

/// How a block is painted.
struct TextPaint {
    Colour colour;
    double halo_pt = 0.0; ///< width of the pale rim that lifts the letters off the map
    Colour halo = Colour::hex(0xFFFFFF, 0.9);
    double weight_pt = 0.0; ///< the face has no bold: its outline is drawn this wide
};

/// A laid-out text. Positions are relative to its origin, the upper left corner of its logical
/// rectangle.
class TextBlock {
public:
    TextBlock(TextBlock&&) noexcept;
    TextBlock& operator=(TextBlock&&) noexcept;
    ~TextBlock();

    /// What the letters blacken.
    [[nodiscard]] const Rect& ink() const { return ink_; }
    /// Including the line's leading: for stacking paragraphs.
    [[nodiscard]] const Size& size() const { return size_; }
    [[nodiscard]] bool cut() const { return cut_; }
    void draw(cairo_t* cairo, Point origin, const TextPaint& paint) const;
    /// With the ink's middle at a point.
    void draw_centred(cairo_t* cairo, Point middle, const TextPaint& paint) const;

private:
    friend class Typesetter;
    struct Impl;
    explicit TextBlock(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
    Rect ink_;
    Size size_;
    bool cut_ = false;
};

/// Sets text in one Japanese face. Not for concurrent use: one per sheet.
class Typesetter {
public:
    /// @throws ExternalError that names the package to install where no face holds Japanese.
    Typesetter();
    Typesetter(Typesetter&&) noexcept;
    Typesetter& operator=(Typesetter&&) noexcept;
    ~Typesetter();

    [[nodiscard]] TextBlock set(std::string_view text, const TextStyle& style) const;
    [[nodiscard]] const std::string& family() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace todoku::report::sheet
