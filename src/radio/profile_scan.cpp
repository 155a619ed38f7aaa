#include "radio/profile_scan.hpp"

#include "geo/ellipsoid.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

// The same bits from each clone: no fused multiply-add (-ffp-contract=off), and maxima do not
// depend on their order.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__)
#define TODOKU_VECTOR_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define TODOKU_VECTOR_CLONES
#endif

namespace todoku::radio {

namespace {

constexpr std::size_t kLanes = 16;
constexpr float kLowest = -std::numeric_limits<float>::infinity();

float highest(const float* lanes) {
    float best = lanes[0];
    for (std::size_t k = 1; k < kLanes; ++k) {
        best = lanes[k] > best ? lanes[k] : best;
    }
    return best;
}

/// y[i] -= c i^2
TODOKU_VECTOR_CLONES void flatten(float* __restrict y, const float* __restrict index, float c,
                                  std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        y[i] -= c * (index[i] * index[i]);
    }
}

/// max of (y[i] - from) * factor[i] over [0, n)
TODOKU_VECTOR_CLONES float steepest(const float* __restrict y, const float* __restrict factor,
                                    float from, std::size_t n) {
    float lanes[kLanes];
    for (float& lane : lanes) {
        lane = kLowest;
    }
    std::size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
        for (std::size_t k = 0; k < kLanes; ++k) {
            const float slope = (y[i + k] - from) * factor[i + k];
            lanes[k] = slope > lanes[k] ? slope : lanes[k];
        }
    }
    for (std::size_t k = 0; i + k < n; ++k) {
        const float slope = (y[i + k] - from) * factor[i + k];
        lanes[k] = slope > lanes[k] ? slope : lanes[k];
    }
    return highest(lanes);
}

/// max of (y[i] - from - slope * index[i]) * near[i] * far[i] over [0, n)
TODOKU_VECTOR_CLONES float least_clearance(const float* __restrict y, const float* __restrict index,
                                           const float* __restrict near,
                                           const float* __restrict far, float from, float slope,
                                           std::size_t n) {
    float lanes[kLanes];
    for (float& lane : lanes) {
        lane = kLowest;
    }
    std::size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
        for (std::size_t k = 0; k < kLanes; ++k) {
            const float v = ((y[i + k] - from) - slope * index[i + k]) * (near[i + k] * far[i + k]);
            lanes[k] = v > lanes[k] ? v : lanes[k];
        }
    }
    for (std::size_t k = 0; i + k < n; ++k) {
        const float v = ((y[i + k] - from) - slope * index[i + k]) * (near[i + k] * far[i + k]);
        lanes[k] = v > lanes[k] ? v : lanes[k];
    }
    return highest(lanes);
}

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

ScanTables::ScanTables(std::size_t most)
    : most_(most), index_(most + 1), inverse_(most + 1), inverse_back_(most + 1), root_(most + 1),
      root_back_(most + 1) {
    for (std::size_t i = 0; i <= most; ++i) {
        const auto number = static_cast<double>(i);
        // The ends of a profile are never read: 0 stands where the factor has no value.
        index_[i] = static_cast<float>(number);
        inverse_[i] = i == 0 ? 0.0F : static_cast<float>(1.0 / number);
        root_[i] = i == 0 ? 0.0F : static_cast<float>(1.0 / std::sqrt(number));
        inverse_back_[most - i] = inverse_[i];
        root_back_[most - i] = root_[i];
    }
}

ProfileScan::ProfileScan(const ScanTables& tables, double effective_radius_m)
    : tables_(tables), effective_radius_m_(effective_radius_m), y_(tables.most_ + 1) {}

float* ProfileScan::heights(std::size_t n) {
    n_ = n;
    return y_.data();
}

void ProfileScan::prepare(double step_m) {
    step_m_ = step_m;
    first_ground_ = y_[0];
    second_ground_ = y_[n_];
    const auto curvature = static_cast<float>(step_m * step_m / (2.0 * effective_radius_m_));
    flatten(y_.data(), tables_.index_.data(), curvature, n_ + 1);
}

double ProfileScan::parameter(double first_height_m, double second_height_m) const {
    if (n_ < 2) {
        return -std::numeric_limits<double>::infinity();
    }
    const std::size_t between = n_ - 1;
    const std::size_t back =
        tables_.most_ - n_ + 1; // where 1 / (n - 1) stands in the tables that run backwards
    const auto n = static_cast<double>(n_);
    const double first = static_cast<double>(y_[0]) + first_height_m;
    const double second = static_cast<double>(y_[n_]) + second_height_m;
    const double line = (second - first) / n; // slopes are metres per step
    const float* y = y_.data() + 1;
    const double rise = static_cast<double>(
        steepest(y, tables_.inverse_.data() + 1, static_cast<float>(first), between));
    if (rise < line) {
        const double worst = static_cast<double>(
            least_clearance(y, tables_.index_.data() + 1, tables_.root_.data() + 1,
                            tables_.root_back_.data() + back, static_cast<float>(first),
                            static_cast<float>(line), between));
        return worst * std::sqrt(2.0 * n / step_m_);
    }
    const double fall = static_cast<double>(
        steepest(y, tables_.inverse_back_.data() + back, static_cast<float>(second), between));
    // Where the two steepest lines meet; where a point only grazes the line they are one line, and
    // the excess is 0.
    const double sum = rise + fall;
    const double meeting = sum > 0.0 ? (second - first + fall * n) / sum : n / 2.0;
    const double at = std::clamp(meeting, 1.0, n - 1.0);
    return (rise - line) * at * std::sqrt(2.0 * n / (step_m_ * at * (n - at)));
}

} // namespace todoku::radio
