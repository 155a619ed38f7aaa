// Coverage of a least strength, for carriers that say how strong their signal is.
#pragma once

#include "domain/coverage_layer.hpp"

#include <span>
#include <vector>

namespace todoku::overlay {

/// What is covered at least that strongly.
struct StrengthLayers {
    domain::Strength least = domain::Strength::Good;
    std::vector<domain::CoverageLayer> layers; ///< those that say strengths
};

/// Good, fair or better, edge or better, as far as any layer says so; none where none does.
std::vector<StrengthLayers> strength_layers(std::span<const domain::CoverageLayer> layers);

} // namespace todoku::overlay
