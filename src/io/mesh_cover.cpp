#include "io/mesh_cover.hpp"

#include "io/cell_outlines.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <vector>

namespace todoku::io {

using domain::MeshCell;
using domain::MeshLevel;
using domain::Strength;

namespace {

geo::Polygon rectangle(const geo::Box& box) {
    return {{geo::LatLng::from_degrees(box.south, box.west),
             geo::LatLng::from_degrees(box.south, box.east),
             geo::LatLng::from_degrees(box.north, box.east),
             geo::LatLng::from_degrees(box.north, box.west)},
            {}};
}

void add_outlines(std::span<const MeshCell> cells, Strength strength,
                  domain::CoverageLayer& layer) {
    const domain::MeshWindow window = domain::MeshWindow::around(cells);
    CellOutlines outlines(static_cast<std::size_t>(window.columns), 1);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(window.columns));
    std::int32_t next = window.row;
    for (std::size_t begin = 0; begin < cells.size();) {
        std::fill(row.begin(), row.end(), std::uint8_t{0});
        std::size_t end = begin;
        for (; end < cells.size() && cells[end].row() == cells[begin].row(); ++end) {
            row[static_cast<std::size_t>(cells[end].column() - window.column)] = 1;
        }
        outlines.add_empty_rows(cells[begin].row() - next);
        outlines.add_row(row);
        next = cells[begin].row() + 1;
        begin = end;
    }
    const auto ring = [&window](const std::vector<GridCorner>& corners) {
        geo::Ring result;
        for (const GridCorner corner : corners) {
            const geo::Box box =
                MeshCell(window.level, window.row + corner.y, window.column + corner.x).box();
            result.push_back(geo::LatLng::from_degrees(box.south, box.west));
        }
        return result;
    };
    for (const CellOutline& outline : outlines.finish()) {
        geo::Polygon polygon{ring(outline.outer), {}};
        for (const auto& hole : outline.holes) {
            polygon.holes.push_back(ring(hole));
        }
        layer.polygons.polygons.push_back(std::move(polygon));
        layer.strengths.push_back(strength);
    }
}

/// A cell's strips; cells of one column and share that stand on each other make longer ones.
class Strips {
public:
    Strips(std::int32_t columns_per_degree, domain::CoverageLayer& layer)
        : columns_per_degree_(columns_per_degree), layer_(layer) {}

    /// @pre cells of one level come column by column, from the south
    void add(const CellStatement& statement) {
        const bool continues = pending_ && next_ == statement.cell &&
                               pending_->share == statement.share &&
                               pending_->strength == statement.strength;
        if (!continues) {
            flush();
            pending_ = statement;
            north_ = 0.0;
        }
        north_ = statement.cell.box().north;
        next_ = MeshCell(statement.cell.level(), statement.cell.row() + 1, statement.cell.column());
    }

    void flush() {
        if (!pending_) {
            return;
        }
        const geo::Box cell = pending_->cell.box();
        const std::int32_t of_cell = domain::pitch(pending_->cell.level()).columns_per_degree;
        const std::int32_t strips = columns_per_degree_ / of_cell;
        const double per_degree = columns_per_degree_;
        for (std::int32_t k = 0; k < strips; ++k) {
            const std::int32_t column = pending_->cell.column() * strips + k;
            layer_.polygons.polygons.push_back(
                rectangle({cell.south, column / per_degree, north_,
                           (column + pending_->share) / per_degree}));
            layer_.strengths.push_back(pending_->strength);
        }
        pending_.reset();
    }

private:
    std::int32_t columns_per_degree_;
    domain::CoverageLayer& layer_;
    std::optional<CellStatement> pending_;
    MeshCell next_;
    double north_ = 0.0;
};

} // namespace

void add_mesh_cover(std::span<const CellStatement> cells, MeshLevel study_level,
                    domain::CoverageLayer& layer) {
    layer.strengths.resize(layer.polygons.polygons.size());
    std::map<std::tuple<MeshLevel, Strength>, std::vector<MeshCell>> whole;
    std::vector<CellStatement> parts;
    // One division for the whole source, so that statements on different levels share their strips.
    std::int32_t columns = domain::pitch(study_level).columns_per_degree;
    for (const CellStatement& statement : cells) {
        if (statement.share >= 1.0) {
            whole[{statement.cell.level(), statement.strength}].push_back(statement.cell);
        } else {
            parts.push_back(statement);
            columns = std::lcm(columns, domain::pitch(statement.cell.level()).columns_per_degree);
        }
    }
    for (auto& [key, list] : whole) {
        std::sort(list.begin(), list.end());
        add_outlines(list, std::get<Strength>(key), layer);
    }
    std::sort(parts.begin(), parts.end(), [](const CellStatement& a, const CellStatement& b) {
        return std::tuple(a.cell.level(), a.strength, a.cell.column(), a.cell.row()) <
               std::tuple(b.cell.level(), b.strength, b.cell.column(), b.cell.row());
    });
    Strips strips(columns, layer);
    for (const CellStatement& statement : parts) {
        strips.add(statement);
    }
    strips.flush();
}

} // namespace todoku::io
