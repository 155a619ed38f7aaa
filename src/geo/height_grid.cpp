#include "geo/height_grid.hpp"

#include "geo/ellipsoid.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::geo {

namespace {

struct Cell {
    std::size_t row = 0; // of the north-west post
    std::size_t column = 0;
    float south = 0.0F; // share of the way to the next row
    float east = 0.0F;
    bool inside = false;
};

Cell locate(const HeightGrid& grid, LatLng place) {
    if (grid.rows < 2 || grid.columns < 2) {
        return {};
    }
    const double y = (grid.north - place.lat()) / grid.lat_step;
    const double x = (place.lng() - grid.west) / grid.lng_step;
    const auto last_row = static_cast<double>(grid.rows - 1);
    const auto last_column = static_cast<double>(grid.columns - 1);
    if (!(y >= 0.0 && x >= 0.0 && y <= last_row && x <= last_column)) {
        return {};
    }
    const double row = std::min(std::floor(y), last_row - 1.0);
    const double column = std::min(std::floor(x), last_column - 1.0);
    return {static_cast<std::size_t>(row), static_cast<std::size_t>(column),
            static_cast<float>(y - row), static_cast<float>(x - column), true};
}

} // namespace

Box HeightGrid::box() const {
    if (empty()) {
        return {};
    }
    return {north - lat_step * static_cast<double>(rows - 1), west, north,
            west + lng_step * static_cast<double>(columns - 1)};
}

float HeightGrid::height(LatLng place) const {
    const Cell cell = locate(*this, place);
    if (!cell.inside) {
        return 0.0F;
    }
    const auto post = [this](std::size_t row, std::size_t column) {
        const float height = at(row, column);
        return std::isnan(height) ? 0.0F : height;
    };
    const float nw = post(cell.row, cell.column);
    const float ne = post(cell.row, cell.column + 1);
    const float sw = post(cell.row + 1, cell.column);
    const float se = post(cell.row + 1, cell.column + 1);
    const float top = nw + (ne - nw) * cell.east;
    const float bottom = sw + (se - sw) * cell.east;
    return top + (bottom - top) * cell.south;
}

bool HeightGrid::known(LatLng place) const {
    const Cell cell = locate(*this, place);
    return cell.inside && !std::isnan(at(cell.row, cell.column)) &&
           !std::isnan(at(cell.row, cell.column + 1)) &&
           !std::isnan(at(cell.row + 1, cell.column)) &&
           !std::isnan(at(cell.row + 1, cell.column + 1));
}

double HeightGrid::step_m() const {
    if (empty()) {
        return 0.0;
    }
    const LocalFrame frame(box().centre());
    return (frame.metres_per_degree_lat() * lat_step + frame.metres_per_degree_lng() * lng_step) /
           2.0;
}

} // namespace todoku::geo
