#include "domain/cell_weights.hpp"

#include <algorithm>
#include <utility>

namespace todoku::domain {

void CellWeightSum::add(MeshCell cell, double weight) {
    if (weight > 0.0) {
        sums_[cell] += weight;
    }
}

CellWeights CellWeightSum::take() {
    std::vector<std::pair<MeshCell, double>> sorted(sums_.begin(), sums_.end());
    sums_.clear();
    std::sort(sorted.begin(), sorted.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    CellWeights result;
    result.level = level_;
    for (const auto& [cell, weight] : sorted) {
        result.cells.push_back(cell);
        result.weights.push_back(weight);
    }
    return result;
}

} // namespace todoku::domain
