// The ground of a place asked for, as the register of requests keeps it, and how much of it a
// carrier serves: one rule for the register, the annual report and `compare`.
#pragma once

#include "domain/mesh.hpp"
#include "overlay/coverage.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::study {

/// People fewer than this are rounding.
inline constexpr double kNobody = 1e-6;

/// Codes with a blank between: "5236141323 5236141324"; "" where a spreadsheet's cell cannot hold
/// them.
std::string ground_text(std::span<const domain::MeshCell> cells);
/// The cells so written, rising; none where a word is no code. @param level of codes that could be
/// of two
std::vector<domain::MeshCell> ground_in(std::string_view text, domain::MeshLevel level);

/// Numbers of the cells on that ground, rising.
/// @param find number of a cell of that level; nothing where there is none
/// @param level nests with that of the cells; else the ground is none
std::vector<std::uint32_t>
cells_on_ground(std::span<const domain::MeshCell> ground, domain::MeshLevel level,
                const std::function<std::optional<std::uint32_t>(domain::MeshCell)>& find);

/// The municipality an identifier begins with: 24201 of 24201-5236141323; "" where it has none.
std::string municipality_of_id(std::string_view id);

/// People on the ground and those of them left out.
struct PeopleThere {
    double people = 0.0;
    double left = 0.0;
};

enum class Served { Nobody, Some, Everybody, NoPeople };
/// @param asked people left out when it was asked for, by whom a rule that counts parts of cells
/// tells whether anybody is served since: there, part of a cell may have been served before
Served served(const PeopleThere& there, std::optional<double> asked,
              const overlay::PopulationRule& rule);

} // namespace todoku::study
