#include "domain/coverage_layer.hpp"

namespace todoku::domain {

geo::MultiPolygon polygons_at_least(const CoverageLayer& layer, Strength least) {
    geo::MultiPolygon strong;
    for (std::size_t i = 0; i < layer.polygons.polygons.size(); ++i) {
        if (reaches(layer.strength(i), least)) {
            strong.polygons.push_back(layer.polygons.polygons[i]);
        }
    }
    return strong;
}

} // namespace todoku::domain
