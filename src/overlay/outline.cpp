#include "overlay/cell_index.hpp"
#include "overlay/gaps.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace todoku::overlay {

namespace {

// A corner of cells: row and column of the cell north-east of it.
struct Corner {
    std::int32_t row = 0;
    std::int32_t column = 0;
    friend auto operator<=>(const Corner&, const Corner&) = default;
};

enum Heading : std::uint8_t { kEast, kNorth, kWest, kSouth };

Corner stepped(Corner from, std::uint8_t heading) {
    static constexpr std::array<std::array<std::int32_t, 2>, 4> step = {
        {{0, 1}, {1, 0}, {0, -1}, {-1, 0}}};
    return {from.row + step[heading][0], from.column + step[heading][1]};
}

// Sides of cells without a neighbour in the set, each with its cell on the left; by corner, a bit
// for each heading.
using Sides = std::map<Corner, std::uint8_t>;

geo::Ring trace(Sides& sides, domain::MeshLevel level, std::int64_t& twice_area) {
    const Corner start = sides.begin()->first;
    Corner at = start;
    // The lowest corner, westernmost of these, always has a side to the east.
    std::uint8_t heading = sides.begin()->second & 1U ? kEast : kNorth;
    geo::Ring ring;
    twice_area = 0;
    const domain::MeshPitch pitch = domain::pitch(level);
    std::uint8_t last_heading = 4; // none
    do {
        if (heading != last_heading) {
            ring.push_back(geo::LatLng::from_degrees(at.row / pitch.rows_per_degree(),
                                                     static_cast<double>(at.column) /
                                                         pitch.columns_per_degree));
        }
        const auto here = sides.find(at);
        here->second = static_cast<std::uint8_t>(here->second & ~(1U << heading));
        if (here->second == 0) {
            sides.erase(here);
        }
        const Corner next = stepped(at, heading);
        twice_area += std::int64_t{at.column} * next.row - std::int64_t{next.column} * at.row;
        at = next;
        last_heading = heading;
        if (at == start) {
            break;
        }
        // Where two cells of one area meet at a corner only, the right turn keeps rings from
        // touching themselves.
        const std::uint8_t open = sides.at(at);
        const auto right = static_cast<std::uint8_t>((heading + 3) % 4);
        const auto left = static_cast<std::uint8_t>((heading + 1) % 4);
        if ((open >> right & 1U) != 0) {
            heading = right;
        } else if ((open >> heading & 1U) == 0) {
            heading = left;
        }
    } while (true);
    ring.push_back(ring.front());
    return ring;
}

// One area of cells that share sides: an outer ring, and holes.
geo::Polygon outline_of_area(const std::vector<std::uint32_t>& area,
                             std::span<const domain::MeshCell> cells,
                             const std::vector<std::uint32_t>& area_of, const CellIndex& index) {
    Sides sides;
    const std::uint32_t number = area_of[area.front()];
    for (const std::uint32_t i : area) {
        const std::int32_t r = cells[i].row();
        const std::int32_t c = cells[i].column();
        const auto open = [&](std::int32_t row, std::int32_t column) {
            const auto other = index.find({cells[i].level(), row, column});
            return !other || area_of[*other] != number;
        };
        const auto add = [&](Corner corner, Heading heading) {
            std::uint8_t& bits = sides[corner];
            bits = static_cast<std::uint8_t>(bits | (1U << heading));
        };
        if (open(r - 1, c)) {
            add({r, c}, kEast);
        }
        if (open(r, c + 1)) {
            add({r, c + 1}, kNorth);
        }
        if (open(r + 1, c)) {
            add({r + 1, c + 1}, kWest);
        }
        if (open(r, c - 1)) {
            add({r + 1, c}, kSouth);
        }
    }
    geo::Polygon polygon;
    while (!sides.empty()) {
        std::int64_t twice_area = 0;
        geo::Ring ring = trace(sides, cells.front().level(), twice_area);
        if (twice_area > 0) {
            polygon.outer = std::move(ring);
        } else {
            polygon.holes.push_back(std::move(ring));
        }
    }
    return polygon;
}

} // namespace

geo::MultiPolygon outline_of(std::span<const domain::MeshCell> given) {
    std::vector<domain::MeshCell> cells(given.begin(), given.end());
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    geo::MultiPolygon outline;
    if (cells.empty()) {
        return outline;
    }
    const CellIndex index(cells);
    constexpr std::uint32_t kNone = UINT32_MAX;
    std::vector<std::uint32_t> area_of(cells.size(), kNone);
    std::vector<std::vector<std::uint32_t>> areas;
    for (std::uint32_t first = 0; first < cells.size(); ++first) {
        if (area_of[first] != kNone) {
            continue;
        }
        const auto number = static_cast<std::uint32_t>(areas.size());
        std::vector<std::uint32_t> area = {first};
        area_of[first] = number;
        for (std::size_t next = 0; next < area.size(); ++next) {
            const domain::MeshCell cell = cells[area[next]];
            for (std::uint8_t heading = 0; heading < 4; ++heading) {
                const Corner beside = stepped({cell.row(), cell.column()}, heading);
                const auto other = index.find({cell.level(), beside.row, beside.column});
                if (other && area_of[*other] == kNone) {
                    area_of[*other] = number;
                    area.push_back(*other);
                }
            }
        }
        areas.push_back(std::move(area));
    }
    for (const auto& area : areas) {
        outline.polygons.push_back(outline_of_area(area, cells, area_of, index));
    }
    return outline;
}

} // namespace todoku::overlay
