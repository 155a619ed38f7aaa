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
        terrain_ = nullptr;
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
    const double top = std::floor(row - rows);
    const double left = std::floor(column - columns);
    const double bottom = std::ceil(row + rows) + 1.0;
    const double right = std::ceil(column + columns) + 1.0;
    whole_ = top >= 0.0 && left >= 0.0 && bottom < static_cast<double>(terrain_->rows) &&
             right < static_cast<double>(terrain_->columns);
    if (!whole_) {
        return;
    }
    row_ = row - top;
    column_ = column - left;
    const auto first_row = static_cast<std::size_t>(top);
    const auto first_column = static_cast<std::size_t>(left);
    const std::size_t row_count = static_cast<std::size_t>(bottom) - first_row + 1;
    columns_ = static_cast<std::size_t>(right) - first_column + 1;
    heights_.resize(row_count * columns_);
    for (std::size_t r = 0; r < row_count; ++r) {
        const float* source =
            &terrain_->heights[(first_row + r) * terrain_->columns + first_column];
        float* target = &heights_[r * columns_];
        for (std::size_t c = 0; c < columns_; ++c) {
            target[c] = std::isnan(source[c]) ? 0.0F : source[c];
        }
    }
}

void TerrainWindow::sample_checked(geo::LatLng to, std::size_t n, float* heights) const {
    for (std::size_t i = 0; i <= n; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(n);
        heights[i] = terrain_->height(
            geo::LatLng::from_degrees(centre_.lat() + (to.lat() - centre_.lat()) * share,
                                      centre_.lng() + (to.lng() - centre_.lng()) * share));
    }
}

void TerrainWindow::sample(geo::LatLng to, std::size_t n, float* heights) const {
    if (terrain_ == nullptr) {
        std::fill(heights, heights + n + 1, 0.0F);
        return;
    }
    if (!whole_) {
        sample_checked(to, n, heights);
        return;
    }
    const auto steps = static_cast<double>(n);
    const Ray ray{static_cast<float>(row_), static_cast<float>(column_),
                  static_cast<float>((centre_.lat() - to.lat()) / terrain_->lat_step / steps),
                  static_cast<float>((to.lng() - centre_.lng()) / terrain_->lng_step / steps)};
    const float* posts = heights_.data();
    Places places;
    Posts around;
    for (std::size_t begin = 0; begin <= n; begin += kChunk) {
        const std::size_t count = std::min(kChunk, n + 1 - begin);
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
