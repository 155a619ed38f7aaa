#include "synth/mesh_territory.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace todoku::synth {

namespace {

constexpr std::int32_t kNobody = -1;

class Survey {
public:
    explicit Survey(const domain::MeshWindow& window)
        : window_(window), pitch_(domain::pitch(window.level)), owner_(window.size(), kNobody) {}

    void add(std::int32_t area, const geo::MultiPolygon& shape) {
        for (const geo::Polygon& polygon : shape.polygons) {
            fill(area, polygon);
        }
    }

    /// The area in which a cell's centre lies, or kNobody.
    [[nodiscard]] std::int32_t owner(std::size_t cell) const { return owner_[cell]; }

private:
    /// Gives the cells whose centres lie in the polygon to the area; the first area keeps them.
    void fill(std::int32_t area, const geo::Polygon& polygon) {
        if (polygon.outer.empty()) {
            return;
        }
        const geo::Box box = geo::bounds(polygon);
        std::vector<double> crossings;
        const auto first =
            static_cast<std::int32_t>(std::floor(box.south * pitch_.rows_per_degree())) -
            window_.row - 1;
        const auto last =
            static_cast<std::int32_t>(std::floor(box.north * pitch_.rows_per_degree())) -
            window_.row + 1;
        for (std::int32_t row = std::max(0, first); row <= std::min(window_.rows - 1, last);
             ++row) {
            const double lat =
                domain::MeshCell(window_.level, window_.row + row, window_.column).centre().lat();
            crossings.clear();
            cross(polygon.outer, lat, crossings);
            for (const geo::Ring& hole : polygon.holes) {
                cross(hole, lat, crossings);
            }
            std::sort(crossings.begin(), crossings.end());
            for (std::size_t k = 0; k + 1 < crossings.size(); k += 2) {
                const auto column_of = [&](double lng) {
                    return static_cast<std::int32_t>(
                               std::ceil(lng * pitch_.columns_per_degree - 0.5)) -
                           window_.column;
                };
                const std::int32_t to = std::min(window_.columns, column_of(crossings[k + 1]));
                for (std::int32_t column = std::max(0, column_of(crossings[k])); column < to;
                     ++column) {
                    std::int32_t& cell = owner_[index(row, column)];
                    cell = cell == kNobody ? area : cell;
                }
            }
        }
    }

    static void cross(const geo::Ring& ring, double lat, std::vector<double>& crossings) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            if ((ring[i].lat() > lat) != (ring[j].lat() > lat)) {
                crossings.push_back(ring[i].lng() + (ring[j].lng() - ring[i].lng()) *
                                                        (lat - ring[i].lat()) /
                                                        (ring[j].lat() - ring[i].lat()));
            }
        }
    }

    [[nodiscard]] std::size_t index(std::int32_t row, std::int32_t column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(window_.columns) +
               static_cast<std::size_t>(column);
    }

    const domain::MeshWindow& window_;
    domain::MeshPitch pitch_;
    std::vector<std::int32_t> owner_;
};

} // namespace

std::vector<std::vector<domain::MeshCell>> habitable_cells(std::span<const geo::MultiPolygon> areas,
                                                           domain::MeshLevel level) {
    geo::Box box;
    for (const geo::MultiPolygon& area : areas) {
        box.extend(geo::bounds(area));
    }
    std::vector<std::vector<domain::MeshCell>> cells(areas.size());
    if (box.empty()) {
        return cells;
    }
    const domain::MeshWindow window = domain::MeshWindow::around(box, level);
    Survey survey(window);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        survey.add(static_cast<std::int32_t>(i), areas[i]);
    }
    for (std::size_t i = 0; i < window.size(); ++i) {
        const std::int32_t owner = survey.owner(i);
        if (owner >= 0) {
            cells[static_cast<std::size_t>(owner)].push_back(window.cell(i));
        }
    }
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (const auto inside = geo::label_point(areas[i]); cells[i].empty() && inside) {
            if (const auto cell = domain::MeshCell::at(*inside, level)) {
                cells[i].push_back(*cell);
            }
        }
    }
    return cells;
}

} // namespace todoku::synth
