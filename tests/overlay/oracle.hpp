// Exact answers to compare with: slabs and crossings in rational numbers, areas on the ellipsoid in
// long double (overlay/exact_cell.hpp).
#pragma once

#include "overlay/exact_cell.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace todoku::overlay::test {

/// The covered part of one cell by combination of layers (bit k: layer k).
class Oracle {
public:
    explicit Oracle(const std::vector<geo::MultiPolygon>& layers) : exact_(shapes_of(layers)) {}

    [[nodiscard]] std::map<std::uint32_t, double> parts(domain::MeshCell cell) const {
        std::map<std::uint32_t, double> result;
        const auto parts = exact_.parts(cell);
        for (const CombinationPart& part : *parts) {
            result[part.mask] = part.share;
        }
        return result;
    }

private:
    static std::vector<LayerShapes> shapes_of(const std::vector<geo::MultiPolygon>& layers) {
        std::vector<LayerShapes> shapes;
        for (const geo::MultiPolygon& layer : layers) {
            shapes.push_back({&layer});
        }
        return shapes;
    }

    ExactCells exact_;
};

} // namespace todoku::overlay::test
