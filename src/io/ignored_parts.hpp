// A picture without the parts that are no ground: legends, titles.
#pragma once

#include "geo/box.hpp"
#include "io/picture_ground.hpp"
#include "io/picture_pixels.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace todoku::io {

/// The rows of another picture, transparent where the middle of a pixel lies in a box.
class IgnoredParts : public PixelRows {
public:
    /// @param ground of the picture; outlives this, as do the boxes
    IgnoredParts(std::unique_ptr<PixelRows> pixels, const PictureGround& ground,
                 const std::vector<geo::Box>& boxes);

    [[nodiscard]] std::int32_t rows_at_once() const override { return pixels_->rows_at_once(); }
    [[nodiscard]] bool has_alpha() const override { return pixels_->has_alpha(); }
    void read(std::int32_t first, std::int32_t rows, std::span<std::uint32_t> pixels) override;

    /// Of the picture: ignored in the rows up to the lowest that was read.
    [[nodiscard]] double share() const;

private:
    std::int64_t clear(std::int32_t y, std::span<std::uint32_t> row) const;

    std::unique_ptr<PixelRows> pixels_;
    const PictureGround& ground_;
    const std::vector<geo::Box>& boxes_;
    std::vector<std::int64_t> ignored_; ///< by row
};

} // namespace todoku::io
