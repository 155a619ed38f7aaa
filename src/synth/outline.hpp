// The hand-drawn sketch of Mie: coast, prefectural border, mountain ranges, islands. Schematic; no
// survey data.
#pragma once

#include "geo/geometry.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::synth {

/// The window the prefecture and the ground around it lie in.
inline constexpr geo::Box kStage{33.62, 135.74, 35.36, 137.06};

/// Rings of land inside (and a little beyond) kStage: the mainland and the large islands.
std::span<const geo::Ring> land_sketch();

/// Closed outline of the prefecture: along the coast some kilometres out at sea, elsewhere the
/// border on land.
const geo::Ring& prefecture_sketch();

/// A mountain range: a polyline, how wide it spreads and how strongly it rises.
struct Range {
    geo::Line crest;
    double width_km = 0.0;
    double rise = 0.0; ///< 1 for the highest range
};
std::span<const Range> range_sketch();

/// The coast of drowned valleys (rias), from Toba round Shima to Kumano.
const geo::Line& ria_sketch();

/// A ring or line with each side broken up by midpoint displacement until no side is longer than
/// `side_km`.
/// @param roughness displacement as a part of the side's length
geo::Line roughened(const geo::Line& line, bool closed, double roughness, double side_km,
                    std::uint64_t seed);

} // namespace todoku::synth
