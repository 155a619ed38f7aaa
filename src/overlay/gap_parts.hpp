// Divides a gap area that is too large to be asked for into parts round the cells where most people
// are left out.
#pragma once

#include "core/units.hpp"
#include "domain/mesh.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::overlay {

/// The part of each cell, numbered from 0 in the order of the parts' seeds.
///
/// Seeds: the cell with most people; then, again and again, the one with most people among the
/// cells farther than `reach` from every seed, until there is none. Each cell goes to the seed
/// nearest by way of the area (from cell to cell beside it, centre to centre: cell_steps.hpp); of
/// equally near ones to the earlier. So every part hangs together, none extends farther than
/// `reach` from its seed, and an area that does not extend farther than that from its fullest cell
/// stays whole.
///
/// @param cells of one level, rising, hanging together by steps_from(cell, joining)
/// @param people left out in each; ties go to the cell first in order
/// @param reach not negative
/// @complexity n log n for each seed at worst; in practice each cell is visited a few times
std::vector<std::uint32_t> divide_into_parts(std::span<const domain::MeshCell> cells,
                                             std::span<const double> people, Metres reach,
                                             Metres joining = Metres(0.0));

} // namespace todoku::overlay
