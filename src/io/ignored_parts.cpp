#include "io/ignored_parts.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace todoku::io {

namespace {

/// Pixels of a row looked at together: over so many a row is as good as straight.
constexpr std::int32_t kTogether = 64;

} // namespace

IgnoredParts::IgnoredParts(std::unique_ptr<PixelRows> pixels, const PictureGround& ground,
                           const std::vector<geo::Box>& boxes)
    : PixelRows(pixels->width(), pixels->height()), pixels_(std::move(pixels)), ground_(ground),
      boxes_(boxes), ignored_(static_cast<std::size_t>(height()), 0) {}

void IgnoredParts::read(std::int32_t first, std::int32_t rows, std::span<std::uint32_t> pixels) {
    pixels_->read(first, rows, pixels);
    const auto length = static_cast<std::size_t>(width());
    for (std::int32_t i = 0; i < rows; ++i) {
        ignored_[static_cast<std::size_t>(first + i)] =
            clear(first + i, pixels.subspan(static_cast<std::size_t>(i) * length, length));
    }
}

/// Most stretches of a row touch no box and cost two places.
std::int64_t IgnoredParts::clear(std::int32_t y, std::span<std::uint32_t> row) const {
    std::int64_t cleared = 0;
    for (std::int32_t from = 0; from < width(); from += kTogether) {
        const std::int32_t to = std::min(width(), from + kTogether);
        geo::Box stretch;
        for (const std::int32_t x : {from, to}) {
            stretch.extend(ground_.at(x, y));
            stretch.extend(ground_.at(x, y + 1.0));
        }
        const bool touched = std::any_of(boxes_.begin(), boxes_.end(),
                                         [&](const geo::Box& box) { return box.touches(stretch); });
        for (std::int32_t x = from; touched && x < to; ++x) {
            const geo::LatLng middle = ground_.at(x + 0.5, y + 0.5);
            if (std::any_of(boxes_.begin(), boxes_.end(),
                            [&](const geo::Box& box) { return box.contains(middle); })) {
                row[static_cast<std::size_t>(x)] = 0;
                ++cleared;
            }
        }
    }
    return cleared;
}

double IgnoredParts::share() const {
    const auto all = static_cast<double>(width()) * static_cast<double>(height());
    return static_cast<double>(std::accumulate(ignored_.begin(), ignored_.end(), std::int64_t{0})) /
           all;
}

} // namespace todoku::io
