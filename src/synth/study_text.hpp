// The demo's study file: every key with a comment, Japanese first, so that it doubles as a
// template.
#pragma once

#include "domain/mesh.hpp"
#include "synth/coverage_files.hpp"

#include <span>
#include <string>
#include <vector>

namespace todoku::synth {

/// @param census files of the population, relative to inputs/population
std::string demo_study(domain::MeshLevel mesh, std::uint64_t seed,
                       const std::vector<std::string>& census,
                       std::span<const CoverageDelivery> deliveries);

} // namespace todoku::synth
