#include "overlay/zones.hpp"

#include "geo/ellipsoid.hpp"
#include "overlay/cell_index.hpp"
#include "overlay/ground_pieces.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace todoku::overlay {

namespace {

// Of one cell of the study.
struct Piece {
    std::uint32_t cell = 0;
    std::uint32_t zone = 0;
    double share = 0.0;
};

std::vector<Piece> pieces_on_grid(const domain::StudyGrid& grid,
                                  std::span<const geo::MultiPolygon* const> shapes,
                                  Threads threads) {
    const CellIndex cells(grid.cells);
    std::vector<Piece> pieces;
    for (const GroundPiece& piece : pieces_of(shapes, grid.level, threads)) {
        if (const auto cell = cells.find(piece.cell)) {
            pieces.push_back({*cell, piece.index, piece.share});
        }
    }
    return pieces;
}

Zones::Parts parts_of(std::span<const Piece> pieces, std::size_t cells) {
    Zones::Parts parts;
    parts.begin.assign(cells + 1, 0);
    for (const Piece& piece : pieces) {
        ++parts.begin[piece.cell + 1];
        parts.parts.push_back({piece.zone, piece.share});
    }
    for (std::size_t i = 0; i < cells; ++i) {
        parts.begin[i + 1] += parts.begin[i];
    }
    return parts;
}

// Greedy colouring in the order of the zones: each takes the first layer that no zone in one of its
// cells has.
std::vector<std::size_t> layers_for(const Zones::Parts& ground, std::size_t zones) {
    std::vector<std::set<std::uint32_t>> beside(zones);
    for (std::size_t cell = 0; cell + 1 < ground.begin.size(); ++cell) {
        for (const Zones::Part& a : ground.of(cell)) {
            for (const Zones::Part& b : ground.of(cell)) {
                if (a.zone < b.zone) {
                    beside[b.zone].insert(a.zone);
                }
            }
        }
    }
    std::vector<std::size_t> layers(zones);
    for (std::size_t zone = 0; zone < zones; ++zone) {
        std::set<std::size_t> taken;
        for (const std::uint32_t earlier : beside[zone]) {
            taken.insert(layers[earlier]);
        }
        while (taken.contains(layers[zone])) {
            ++layers[zone];
        }
    }
    return layers;
}

void put_in_passes(Zones& zones, std::span<const geo::MultiPolygon* const> shapes) {
    for (const std::size_t layer : layers_for(zones.ground, shapes.size())) {
        const std::size_t pass = layer / kZoneLayers;
        const std::size_t place = layer % kZoneLayers;
        zones.passes.resize(std::max(zones.passes.size(), pass + 1));
        zones.passes[pass].resize(std::max(zones.passes[pass].size(), place + 1));
        zones.passes[pass][place].push_back(shapes[zones.places.size()]);
        zones.places.push_back(
            {static_cast<std::uint32_t>(pass), static_cast<std::uint32_t>(place)});
    }
}

void sum_land(Zones& zones, const domain::StudyGrid& grid) {
    const std::vector<double> areas = areas_of(grid.cells);
    zones.land_m2.assign(zones.size(), 0.0);
    for (std::size_t cell = 0; cell < grid.size(); ++cell) {
        for (const Zones::Part& part : zones.ground.of(cell)) {
            zones.land_m2[part.zone] += part.share * areas[cell];
        }
    }
}

// What of each piece lies on land: exact, for a zone's border and the coast may cross in a cell.
void keep_land(Zones& zones, const domain::StudyGrid& grid, std::vector<Piece>& pieces,
               Threads threads) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, Piece*> coastal; // by cell and zone
    for (Piece& piece : pieces) {
        if (grid.land_share[piece.cell] < 1.0) {
            coastal[{piece.cell, piece.zone}] = &piece;
            piece.share = 0.0;
        }
    }
    const CellIndex cells(grid.cells);
    for (std::uint32_t pass = 0; pass < zones.passes.size(); ++pass) {
        std::vector<LayerShapes> layers = {zones.land};
        layers.insert(layers.end(), zones.passes[pass].begin(), zones.passes[pass].end());
        for_each_combination(std::span<const LayerShapes>(layers), cells.window(), threads,
                             [&](std::size_t index, std::span<const CombinationPart> parts) {
                                 const auto cell = cells.find(cells.window().cell(index));
                                 if (!cell || grid.land_share[*cell] >= 1.0) {
                                     return;
                                 }
                                 for (const Zones::Part& zone : zones.ground.of(*cell)) {
                                     const Zones::Place place = zones.places[zone.zone];
                                     for (const CombinationPart& part : parts) {
                                         if (place.pass == pass && (part.mask & 1U) != 0 &&
                                             (part.mask >> (place.layer + 1) & 1U) != 0) {
                                             coastal.at({*cell, zone.zone})->share +=
                                                 part.share; // one cell, one call
                                         }
                                     }
                                 }
                             });
    }
    std::erase_if(pieces, [](const Piece& piece) { return piece.share <= 0.0; });
}

} // namespace

std::vector<double> areas_of(std::span<const domain::MeshCell> cells) {
    std::vector<double> areas(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        // It depends on the row alone, to the bit: that of the row's cell at Greenwich stands for
        // all, whatever other cells the study or the shard has.
        areas[i] =
            i > 0 && cells[i].row() == cells[i - 1].row()
                ? areas[i - 1]
                : geo::area(domain::MeshCell(cells[i].level(), cells[i].row(), 0).box()).value();
    }
    return areas;
}

Zones zones_of(const domain::StudyGrid& grid, std::span<const domain::Municipality> municipalities,
               Threads threads) {
    std::vector<const geo::MultiPolygon*> shapes;
    for (const domain::Municipality& municipality : municipalities) {
        shapes.push_back(&municipality.boundary);
    }
    Zones zones;
    zones.ground = parts_of(pieces_on_grid(grid, shapes, threads), grid.size());
    put_in_passes(zones, shapes);
    sum_land(zones, grid);
    zones.people.begin = grid.part_begin;
    for (const domain::MunicipalityPart& part : grid.parts) {
        zones.people.parts.push_back({part.municipality, part.weight});
    }
    return zones;
}

Zones zones_of(const domain::StudyGrid& grid, std::span<const domain::Municipality> municipalities,
               std::span<const domain::Zone> given, Threads threads) {
    std::vector<const geo::MultiPolygon*> shapes;
    for (const domain::Zone& zone : given) {
        shapes.push_back(&zone.ground);
    }
    Zones zones;
    for (const domain::Municipality& municipality : municipalities) {
        zones.land.push_back(&municipality.boundary);
    }
    std::vector<Piece> pieces = pieces_on_grid(grid, shapes, threads);
    zones.ground = parts_of(pieces, grid.size());
    put_in_passes(zones, shapes);
    std::vector<Piece> people = pieces;
    keep_land(zones, grid, pieces, threads);
    zones.ground = parts_of(pieces, grid.size());
    sum_land(zones, grid);
    std::erase_if(people, [&](const Piece& piece) { return grid.land_share[piece.cell] > 0.0; });
    for (const Piece& piece : pieces) {
        people.push_back(
            {piece.cell, piece.zone, std::min(1.0, piece.share / grid.land_share[piece.cell])});
    }
    std::sort(people.begin(), people.end(), [](const Piece& a, const Piece& b) {
        return a.cell != b.cell ? a.cell < b.cell : a.zone < b.zone;
    });
    zones.people = parts_of(people, grid.size());
    return zones;
}

} // namespace todoku::overlay
