#include "radio/terrain_window.hpp"

#include "geo/ellipsoid.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

// The same bits from each clone: no fused multiply-add (-ffp-contract=off).
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__)
#define TODOKU_VECTOR_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define TODOKU_VECTOR_CLONES
#endif

namespace todoku::radio {

namespace {

/// Places along a ray are worked out, fetched and interpolated in chunks: the first and last step
/// in vector code, the fetches one by one (hardware gathers are slow on processors with the
/// mitigation of CVE-2022-40982).
constexpr std::size_t kChunk = 128;

struct Ray {
    float row;
    float column;
    float down; ///< rows per step
    float across;
};

struct Places {
    int post[kChunk]; ///< north-west of the place
    float south[kChunk];
    float east[kChunk];
};

struct Posts {
    float north[2 * kChunk]; ///< west, east, west, east ...
    float south[2 * kChunk];
};

TODOKU_VECTOR_CLONES void locate(const Ray& ray, int first, int width, Places& places) {
    for (int i = 0; i < static_cast<int>(kChunk); ++i) {
        const auto at = static_cast<float>(first + i);
        const float y = ray.row + at * ray.down;
        const float x = ray.column + at * ray.across;
        const auto row = static_cast<int>(y);
        const auto column = static_cast<int>(x);
        places.south[i] = y - static_cast<float>(row);
        places.east[i] = x - static_cast<float>(column);
        places.post[i] = row * width + column;
    }
}

TODOKU_VECTOR_CLONES void interpolate(const Places& places, const Posts& posts,
                                      float* __restrict heights, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const float top =
            posts.north[2 * i] + (posts.north[2 * i + 1] - posts.north[2 * i]) * places.east[i];
        const float bottom =
            posts.south[2 * i] + (posts.south[2 * i + 1] - posts.south[2 * i]) * places.east[i];
        heights[i] = top + (bottom - top) * places.south[i];
    }
}

} // namespace

TerrainWindow::TerrainWindow(const geo::HeightGrid* terrain, geo::LatLng centre, double radius_m)
    : terrain_(terrain), centre_(centre) {
    if (terrain_ == nullptr || terrain_->rows < 2 || terrain_->columns < 2) {
        return;
    }
    const geo::LocalFrame frame(centre);
    const double row = (terrain_->north - centre.lat()) / terrain_->lat_step;
    const double column = (centre.lng() - terrain_->west) / terrain_->lng_step;
    // 1 % wider than the radius: a degree of longitude is shorter on the pole's side of the centre.
    const double rows =
        1.01 * radius_m / (frame.metres_per_degree_lat() * terrain_->lat_step) + 1.0;
    const double columns =
        1.01 * radius_m / (frame.metres_per_degree_lng() * terrain_->lng_step) + 1.0;
    const auto last_row = static_cast<double>(terrain_->rows - 1);
    const auto last_column = static_cast<double>(terrain_->columns - 1);
    const double top = std::max(std::floor(row - rows), 0.0);
    const double left = std::max(std::floor(column - columns), 0.0);
    const double bottom = std::min(std::ceil(row + rows) + 1.0, last_row);
    const double right = std::min(std::ceil(column + columns) + 1.0, last_column);
    if (!(top <= bottom && left <= right)) {
        return; // the terrain lies elsewhere
    }
    // Whatever the radius reaches lies within the terrain: no sample can miss.
    whole_ = row - rows >= 0.0 && column - columns >= 0.0 && row + rows < last_row &&
             column + columns < last_column;
    row_ = row - top;
    column_ = column - left;
    last_row_ = static_cast<float>(bottom - top);
    last_column_ = static_cast<float>(right - left);
    const auto first_row = static_cast<std::size_t>(top);
    const auto first_column = static_cast<std::size_t>(left);
    const std::size_t row_count = static_cast<std::size_t>(bottom) - first_row + 1;
    const std::size_t column_count = static_cast<std::size_t>(right) - first_column + 1;
    // A place on the last post has another beyond it, of no weight.
    columns_ = column_count + 1;
    heights_.reserve((row_count + 1) * columns_);
    for (std::size_t r = 0; r < row_count; ++r) {
        const float* source =
            &terrain_->heights[(first_row + r) * terrain_->columns + first_column];
        heights_.insert(heights_.end(), source, source + column_count);
        heights_.push_back(0.0F);
        float* row_heights = &heights_[r * columns_];
        for (std::size_t c = 0; c < column_count; ++c) {
            row_heights[c] = std::isnan(row_heights[c]) ? 0.0F : row_heights[c];
        }
    }
    heights_.resize((row_count + 1) * columns_);
}

void TerrainWindow::sample(geo::LatLng to, std::size_t n, float* heights) const {
    if (heights_.empty()) {
        std::fill(heights, heights + n + 1, 0.0F);
        return;
    }
    const auto steps = static_cast<double>(n);
    const Ray ray{static_cast<float>(row_), static_cast<float>(column_),
                  static_cast<float>((centre_.lat() - to.lat()) / terrain_->lat_step / steps),
                  static_cast<float>((to.lng() - centre_.lng()) / terrain_->lng_step / steps)};
    // The terrain is a rectangle: a ray has one stretch over it.
    std::size_t first = 0;
    std::size_t end = n + 1;
    if (!whole_) {
        const auto inside = [&](std::size_t i) {
            const auto at = static_cast<float>(i);
            const float y = ray.row + at * ray.down;
            const float x = ray.column + at * ray.across;
            return y >= 0.0F && y <= last_row_ && x >= 0.0F && x <= last_column_;
        };
        while (first < end && !inside(first)) {
            heights[first++] = 0.0F;
        }
        while (end > first && !inside(end - 1)) {
            heights[--end] = 0.0F;
        }
    }
    const float* posts = heights_.data();
    Places places;
    Posts around;
    for (std::size_t begin = first; begin < end; begin += kChunk) {
        const std::size_t count = std::min(kChunk, end - begin);
        locate(ray, static_cast<int>(begin), static_cast<int>(columns_), places);
        for (std::size_t i = 0; i < count; ++i) {
            const float* north_west = posts + places.post[i];
            std::memcpy(&around.north[2 * i], north_west, 2 * sizeof(float));
            std::memcpy(&around.south[2 * i], north_west + columns_, 2 * sizeof(float));
        }
        interpolate(places, around, heights + begin, count);
    }
}

} // namespace todoku::radio
