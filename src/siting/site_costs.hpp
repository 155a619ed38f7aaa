// What a site costs: as its ledger says, or else by its cost class.
#pragma once

#include "core/text.hpp"
#include "domain/asset.hpp"

#include <array>
#include <cstdint>

namespace todoku::siting {

/// Costs of the classes 1 to 5, whole units of anything (ten thousand yen), at least 1 each.
using ClassCosts = std::array<std::uint32_t, 5>;

/// House values: each thing that is missing costs as much as the equipment itself. No published
/// costs by class exist for this use.
inline constexpr ClassCosts kClassCosts = {1, 2, 3, 4, 5};
/// What is to be said beside a cost that rests on them; empty for costs of an office's own.
Text cost_note(const ClassCosts& costs);

/// The ledger's figure, else that of the highest class the asset may be of (cost_class()): what is
/// not known counts as missing, so that a budget is not overrun.
std::uint32_t site_cost(const domain::Asset& asset, const ClassCosts& costs);

} // namespace todoku::siting
