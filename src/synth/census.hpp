// Census figures of made-up people: ages, sexes and households of each cell, consistent with one
// another.
#pragma once

#include "domain/mesh.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace todoku::synth {

/// Whole numbers that add up to `total`, in proportion to the weights (largest remainder; of equals
/// the first).
/// @pre a weight is above 0, or total is 0
std::vector<std::int64_t> apportion(const std::vector<double>& weights, std::int64_t total);

/// The columns 人口及び世帯 of the census mesh tables, in their order (T001142001 to T001142050).
inline constexpr std::size_t kCensusColumns = 50;
/// Labels of the second header row, as e-Stat writes them (with the full-width blank in front).
const std::array<std::string_view, kCensusColumns>& census_labels();

/// Columns used by name (counted from 0).
inline constexpr std::size_t kTotal = 0;
inline constexpr std::size_t k65Plus = 18;
inline constexpr std::size_t k75Plus = 21;
inline constexpr std::size_t kHouseholds = 33;
inline constexpr std::size_t kGeneralHouseholds = 34;

struct CensusCell {
    domain::MeshCell cell;
    std::size_t area = 0; ///< municipality
    std::array<std::int64_t, kCensusColumns> figures{};
};

/// What decides a cell's people: how old they are and how many live in a household.
struct Character {
    double share_65plus = 0.3;
    double household_size = 2.3;
};

/// Draws ages, sexes and households of `people` residents; figures[0] is `people` exactly.
CensusCell enumerate(domain::MeshCell cell, std::size_t area, std::int64_t people,
                     const Character& character, std::uint64_t seed);

} // namespace todoku::synth
