#include "overlay/population_split.hpp"

#include "geo/ellipsoid.hpp"
#include "overlay/cell_index.hpp"
#include "overlay/ground_pieces.hpp"
#include "overlay/overlapping_cells.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace todoku::overlay {

namespace {

using domain::MeshCell;
using domain::MeshLevel;

/// Land of each cell, in shares of the cell.
domain::CellWeights land_of(const RegridRequest& request, Threads threads) {
    domain::CellWeights land;
    land.level = request.level;
    std::vector<GroundPiece> pieces = pieces_of(request.municipalities, request.level, threads);
    const std::vector<GroundPiece> theirs = pieces_of(request.neighbours, request.level, threads);
    const auto own = static_cast<std::ptrdiff_t>(pieces.size());
    pieces.insert(pieces.end(), theirs.begin(), theirs.end());
    std::inplace_merge(pieces.begin(), pieces.begin() + own, pieces.end(),
                       [](const GroundPiece& a, const GroundPiece& b) { return a.cell < b.cell; });
    for (const GroundPiece& piece : pieces) {
        if (!land.cells.empty() && land.cells.back() == piece.cell) {
            land.weights.back() += piece.share;
        } else {
            land.cells.push_back(piece.cell);
            land.weights.push_back(piece.share);
        }
    }
    return land;
}

/// Weights of cells, looked up.
class Looked {
public:
    explicit Looked(const domain::CellWeights& weights)
        : weights_(weights), index_(weights.cells) {}
    [[nodiscard]] double of(MeshCell cell) const {
        const auto at = index_.find(cell);
        return at ? weights_.weights[*at] : 0.0;
    }

private:
    const domain::CellWeights& weights_;
    CellIndex index_;
};

class Splitter {
public:
    Splitter(const RegridRequest& request, Threads threads)
        : request_(request), shares_(land_of(request, threads)), land_(shares_),
          weights_(request.weights != nullptr ? *request.weights : kNone) {}

    RegriddedPopulation split() {
        result_.rule = request_.weights != nullptr ? RegridRule::Weights : RegridRule::Land;
        result_.grid.level = request_.level;
        result_.grid.census = request_.population.census;
        for (std::size_t i = 0; i < request_.population.size(); ++i) {
            add(i);
        }
        result_.grid.sort_and_merge();
        return std::move(result_);
    }

private:
    /// Fills parts_ with the study's cells on this one and what each gets; adds up to 1.
    void weigh(MeshCell cell, double people) {
        parts_.clear();
        std::vector<double> land;
        std::vector<double> weight;
        std::vector<double> weight_on_land;
        std::vector<double> area;
        const domain::MeshWindow window = cells_on(cell, request_.level);
        for (std::int32_t row = 0; row < window.rows; ++row) {
            const double row_area =
                geo::area(MeshCell(request_.level, window.row + row, window.column).box()).value();
            for (std::int32_t column = 0; column < window.columns; ++column) {
                const MeshCell part(request_.level, window.row + row, window.column + column);
                const double on = share_on(part, cell); // 1 where the levels nest
                const double share = land_.of(part) * on;
                parts_.push_back({part, 0.0});
                land.push_back(share * row_area);
                weight.push_back(weights_.of(part) * on);
                weight_on_land.push_back(share > 0.0 ? weight.back() : 0.0);
                area.push_back(row_area * on);
            }
        }
        const auto take = [&](const std::vector<double>& by, double& account) {
            const double sum = std::accumulate(by.begin(), by.end(), 0.0);
            if (!(sum > 0.0)) {
                return false;
            }
            for (std::size_t i = 0; i < parts_.size(); ++i) {
                parts_[i].share = by[i] / sum;
            }
            account += people;
            return true;
        };
        if (!take(weight_on_land, result_.people_by_weight) &&
            !take(weight, result_.people_by_weight) && !take(land, result_.people_by_land)) {
            take(area, result_.people_evenly);
        }
    }

    void add(std::size_t i) {
        const domain::PopulationGrid& from = request_.population;
        weigh(from.cells[i], from.population[i]);
        for (const Part& part : parts_) {
            if (part.share > 0.0) {
                result_.grid.push_back(part.cell, from.figures(i).part(part.share), from.marks[i]);
            }
        }
    }

    struct Part {
        MeshCell cell;
        double share = 0.0;
    };
    static inline const domain::CellWeights kNone{};

    const RegridRequest& request_;
    domain::CellWeights shares_;
    Looked land_;
    Looked weights_;
    std::vector<Part> parts_;
    RegriddedPopulation result_;
};

} // namespace

RegriddedPopulation regrid(const RegridRequest& request, Threads threads) {
    const MeshLevel from = request.population.level;
    if (from == request.level || domain::nests(from, request.level)) {
        RegriddedPopulation result;
        result.rule = from == request.level ? RegridRule::Same : RegridRule::Sum;
        result.grid = domain::summed(request.population, request.level);
        return result;
    }
    return Splitter(request, threads).split();
}

} // namespace todoku::overlay
