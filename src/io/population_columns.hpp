// Which columns of a population file hold what: found by label, by the codes of official tables, or
// named by the study.
#pragma once

#include "core/error.hpp"
#include "io/population_rows.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// The names a column goes by: its code, its label, or both.
struct PopulationHeader {
    std::vector<std::string> shown;  ///< as a person sees them
    std::vector<std::string> codes;  ///< keys of the first header row
    std::vector<std::string> labels; ///< keys of the second; empty where there is one row only

    [[nodiscard]] std::optional<std::size_t> find(const std::vector<std::string_view>& names) const;
    /// A column of e-Stat's 人口及び世帯 by the last three digits of its code.
    [[nodiscard]] std::optional<std::size_t> find_census_code(std::string_view suffix) const;
};

struct PopulationColumns {
    std::size_t code = 0;
    std::size_t population = 0;
    bool people_unsaid = false; ///< details alone; then `population` means nothing
    std::array<std::optional<std::size_t>, kDetails> details;
    std::optional<std::size_t> municipality; ///< code of the municipality a row belongs to
    std::optional<std::size_t> treatment;
    std::optional<std::size_t> target;   ///< the cell this one's details were merged into
    std::optional<std::size_t> included; ///< the cells whose details were merged into this one
    std::string_view merged_mark = "2";  ///< in `treatment`: the details were merged into `target`
    bool marked_only = false;            ///< a merged detail is a plain 0, `treatment` alone tells
};

/// @throws InputError that lists the columns found where codes or people are in none of them, nor
/// details alone in a request of several files
PopulationColumns columns_of(const PopulationHeader& header, const PopulationFile& file,
                             const PopulationSource& request);

/// The refusal of a table without people. @param columns as listed
InputError no_column_of_people(const PopulationFile& file, const std::string& columns);

/// The file, and the member of it, as messages name them.
std::string place_of(const PopulationFile& file);

} // namespace todoku::io
