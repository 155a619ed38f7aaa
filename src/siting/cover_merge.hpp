// Demands that the same sites cover to the same shares are one demand: the first step of every
// large instance.
#pragma once

#include "siting/cover_index.hpp"

namespace todoku::siting {

/// The same problem with such demands joined (weights added in their order) and those without
/// weight or site left out. Every set of sites covers the same weight in both; sites keep their
/// numbers.
CoverProblem merged(const CoverIndex& index);

} // namespace todoku::siting
