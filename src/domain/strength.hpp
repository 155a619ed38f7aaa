// How strong a carrier says its signal is on a piece of ground, in three steps.
#pragma once

#include "core/text.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace todoku::domain {

/// Weakest last; Unsaid where the carrier gives none.
enum class Strength : std::uint8_t { Unsaid, Good, Fair, Edge };

inline constexpr Strength kStrengths[] = {Strength::Unsaid, Strength::Good, Strength::Fair,
                                          Strength::Edge};

/// "good" "fair" "edge"; "unsaid" for none.
const char* name_of(Strength strength);
Text label_of(Strength strength);
/// By one of the three names; nothing for anything else.
std::optional<Strength> strength_of(std::string_view name);
/// By a word that carriers and offices use (強・中・弱, 良好, good...); nothing for anything else.
std::optional<Strength> strength_in(std::string_view text);

/// True where `strength` is said and no weaker than `least`.
constexpr bool reaches(Strength strength, Strength least) {
    return strength != Strength::Unsaid && strength <= least;
}

} // namespace todoku::domain
