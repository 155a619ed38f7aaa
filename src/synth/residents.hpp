// People of the synthetic prefecture on a mesh: the census figure of each municipality, exactly,
// where its towns are.
#pragma once

#include "core/parallel.hpp"
#include "synth/census.hpp"
#include "synth/settlement.hpp"

#include <cstdint>
#include <vector>

namespace todoku::synth {

/// Populated cells, rising by mesh cell. @throws UsageError for a level without census table
std::vector<CensusCell> populate(const Prefecture& prefecture, const Settlement& settlement,
                                 domain::MeshLevel level, std::uint64_t seed, Threads threads);

} // namespace todoku::synth
