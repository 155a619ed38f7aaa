// Points, rectangles and colours of a printed page: PostScript points, x to the right, y down from
// the upper left corner.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace todoku::report::sheet {

/// One inch is 72 points and 25.4 mm.
constexpr double mm(double millimetres) {
    return millimetres * 72.0 / 25.4;
}

struct Point {
    double x = 0.0;
    double y = 0.0;
    friend constexpr bool operator==(const Point&, const Point&) = default;
};

using Path = std::vector<Point>;

struct Size {
    double width = 0.0;
    double height = 0.0;
};

struct Rect {
    double x = 0.0;
    double y = 0.0;
    double width = 0.0;
    double height = 0.0;

    [[nodiscard]] constexpr double right() const { return x + width; }
    [[nodiscard]] constexpr double bottom() const { return y + height; }
    [[nodiscard]] constexpr Point centre() const { return {x + width / 2.0, y + height / 2.0}; }
    /// True where the insides share a point; touching edges do not overlap.
    [[nodiscard]] constexpr bool overlaps(const Rect& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
    [[nodiscard]] constexpr bool contains(Point p) const {
        return p.x >= x && p.x <= right() && p.y >= y && p.y <= bottom();
    }
    [[nodiscard]] constexpr bool contains(const Rect& other) const {
        return other.x >= x && other.y >= y && other.right() <= right() &&
               other.bottom() <= bottom();
    }
    [[nodiscard]] constexpr Rect grown(double by) const {
        return {x - by, y - by, width + 2.0 * by, height + 2.0 * by};
    }
    /// The point of the rectangle nearest to `p`.
    [[nodiscard]] constexpr Point nearest(Point p) const {
        return {std::clamp(p.x, x, right()), std::clamp(p.y, y, bottom())};
    }
    static constexpr Rect around(Point centre, Size size) {
        return {centre.x - size.width / 2.0, centre.y - size.height / 2.0, size.width, size.height};
    }
};

/// Red, green, blue and opacity in [0, 1].
struct Colour {
    double red = 0.0;
    double green = 0.0;
    double blue = 0.0;
    double opacity = 1.0;

    static constexpr Colour hex(std::uint32_t rgb, double opacity = 1.0) {
        return {static_cast<double>((rgb >> 16U) & 0xFFU) / 255.0,
                static_cast<double>((rgb >> 8U) & 0xFFU) / 255.0,
                static_cast<double>(rgb & 0xFFU) / 255.0, opacity};
    }
    [[nodiscard]] constexpr Colour with_opacity(double value) const {
        return {red, green, blue, value};
    }
};

} // namespace todoku::report::sheet
