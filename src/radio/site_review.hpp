// What is odd about the places and heights that reach is asked for; nothing is changed silently.
#pragma once

#include "core/issue.hpp"
#include "radio/reach.hpp"

#include <vector>

namespace todoku::radio {

/// Above this an antenna's foot is taken for a slip of the ledger (the tallest structure of Japan,
/// Tokyo Skytree, has 634 m).
inline constexpr Metres kTallestPlausible = Metres(634.0);

/// Issues of the sites, `row` counting sites from 1: place without coordinates (rejected: reaches
/// nothing), outside the terrain or on a void (assumed at sea level), height not a number or
/// negative (assumed 0), height over `kTallestPlausible` (noted, used as it is).
std::vector<Issue> review_sites(std::span<const Site> sites, const geo::HeightGrid* terrain);

/// True where a site has a place to stand on.
bool has_place(const Site& site);
/// Antenna above ground, by the asset's kind. Buildings and structures: their height plus a mast,
/// at least the preset's least. Poles and masts: their own height; one whose height is not known to
/// be over 0 is taken for a new one of the preset's least. Land: a new pole.
Metres antenna_height(const Site& site, const BandPreset& preset);

} // namespace todoku::radio
