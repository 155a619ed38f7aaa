#include "overlay/covered_points.hpp"

#include "overlay/layer_source.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <tuple>

namespace todoku::overlay {

namespace {

// Any level serves: rows and columns are only a place to count in.
constexpr domain::MeshLevel kLevel = domain::MeshLevel::Km1;

// The points from south to north and, on one parallel, from west to east.
class Lines {
public:
    explicit Lines(std::span<const geo::LatLng> points) {
        const MeshFrame frame(kLevel);
        for (std::uint32_t i = 0; i < points.size(); ++i) {
            if (std::isfinite(points[i].lat()) && std::isfinite(points[i].lng())) {
                points_.push_back({frame(points[i]), i});
            }
        }
        std::sort(points_.begin(), points_.end(), [](const auto& a, const auto& b) {
            return std::tie(a.at.y, a.at.x, a.index) < std::tie(b.at.y, b.at.x, b.index);
        });
        for (std::uint32_t i = 0; i < points_.size(); ++i) {
            if (i == 0 || points_[i].at.y != points_[i - 1].at.y) {
                latitudes_.push_back(points_[i].at.y);
                begin_.push_back(i);
            }
        }
        begin_.push_back(static_cast<std::uint32_t>(points_.size()));
    }

    /// First line at or north of y.
    [[nodiscard]] std::size_t from(double y) const {
        return static_cast<std::size_t>(std::lower_bound(latitudes_.begin(), latitudes_.end(), y) -
                                        latitudes_.begin());
    }
    [[nodiscard]] double latitude(std::size_t line) const { return latitudes_[line]; }
    [[nodiscard]] std::uint32_t begin(std::size_t line) const { return begin_[line]; }
    /// First point of the line at or east of x; the line's end where there is none.
    [[nodiscard]] std::uint32_t east_of(std::size_t line, double x) const {
        const auto first = points_.begin() + begin_[line];
        const auto last = points_.begin() + begin_[line + 1];
        return static_cast<std::uint32_t>(
            std::lower_bound(first, last, x, [](const Point& p, double v) { return p.at.x < v; }) -
            points_.begin());
    }
    [[nodiscard]] std::uint32_t index(std::uint32_t position) const {
        return points_[position].index;
    }
    [[nodiscard]] std::size_t size() const { return points_.size(); }

private:
    struct Point {
        MeshPoint at;
        std::uint32_t index = 0; ///< in the list given
    };
    std::vector<Point> points_;
    std::vector<double> latitudes_;
    std::vector<std::uint32_t> begin_; ///< of each line in points_, and the end
};

// The lines that a polygon's outer ring crosses, [first, end).
struct Reach {
    std::size_t first = 0;
    std::size_t end = 0;
};

// Each crossing of a line changes the winding of the points east of it; `changes` begins with the
// first point of the reach.
void add_ring(const SourceRing& ring, const Lines& lines, Reach reach,
              std::vector<std::int32_t>& changes) {
    const MeshFrame frame(kLevel);
    const std::uint32_t first = lines.begin(reach.first);
    MeshPoint a = frame(ring.vertices.back());
    for (const geo::LatLng vertex : ring.vertices) {
        const MeshPoint b = frame(vertex);
        if (a.y != b.y) {
            const bool up = a.y < b.y;
            const MeshPoint low = up ? a : b;
            const MeshPoint high = up ? b : a;
            // West of a counter-clockwise ring's way down lies nothing of it, east its inside.
            const std::int32_t step = up ? -ring.turn : ring.turn;
            const double slope = (high.x - low.x) / (high.y - low.y);
            const std::size_t end = std::min(lines.from(high.y), reach.end);
            for (std::size_t line = std::max(lines.from(low.y), reach.first); line < end; ++line) {
                const double x = low.x + (lines.latitude(line) - low.y) * slope;
                const std::uint32_t position = lines.east_of(line, x);
                if (position < lines.begin(line + 1)) {
                    changes[position - first] += step;
                }
            }
        }
        a = b;
    }
}

} // namespace

std::vector<std::uint32_t> covered_points(std::span<const LayerShapes> layers,
                                          std::span<const geo::LatLng> points, Threads threads) {
    require_few_layers(layers.size());
    std::vector<std::uint32_t> masks(points.size(), 0);
    const Lines lines(points);
    if (lines.size() == 0) {
        return masks;
    }
    const LayerSource source(layers, kLevel, threads);
    parallel_for(source.polygons.size(), threads, [&](std::size_t i) {
        const SourcePolygon& polygon = source.polygons[i];
        const Reach reach{lines.from(polygon.south), lines.from(polygon.north)};
        if (reach.first == reach.end) {
            return;
        }
        const std::uint32_t first = lines.begin(reach.first);
        const std::uint32_t end = lines.begin(reach.end);
        std::vector<std::int32_t> outer(end - first, 0);
        std::vector<std::int32_t> holes(polygon.rings > 1 ? end - first : 0, 0);
        for (std::uint32_t r = polygon.first_ring; r < polygon.first_ring + polygon.rings; ++r) {
            add_ring(source.rings[r], lines, reach, source.rings[r].hole ? holes : outer);
        }
        for (std::size_t line = reach.first; line < reach.end; ++line) {
            std::int32_t winding = 0;
            std::int32_t hole = 0;
            for (std::uint32_t p = lines.begin(line); p < lines.begin(line + 1); ++p) {
                winding += outer[p - first];
                hole += holes.empty() ? 0 : holes[p - first];
                if (winding != 0 && hole == 0) {
                    std::atomic_ref<std::uint32_t>(masks[lines.index(p)])
                        .fetch_or(std::uint32_t{1} << polygon.layer, std::memory_order_relaxed);
                }
            }
        }
    });
    return masks;
}

} // namespace todoku::overlay
