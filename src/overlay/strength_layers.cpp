#include "overlay/strength_layers.hpp"

#include <algorithm>

namespace todoku::overlay {

std::vector<StrengthLayers> strength_layers(std::span<const domain::CoverageLayer> layers) {
    std::vector<StrengthLayers> result;
    for (const domain::Strength least : domain::kStrengths) {
        const bool said =
            least != domain::Strength::Unsaid &&
            std::ranges::any_of(layers, [least](const domain::CoverageLayer& layer) {
                return std::ranges::find(layer.strengths, least) != layer.strengths.end();
            });
        if (!said) {
            continue;
        }
        StrengthLayers strong{least, {}};
        for (const domain::CoverageLayer& layer : layers) {
            if (!layer.strengths.empty()) {
                domain::CoverageLayer part;
                part.carrier = layer.carrier;
                part.technology = layer.technology;
                part.polygons = domain::polygons_at_least(layer, least);
                strong.layers.push_back(std::move(part));
            }
        }
        result.push_back(std::move(strong));
    }
    return result;
}

} // namespace todoku::overlay
