// Tables of people in long form: each cell in several rows, told apart by a year, a sex or an age
// in a column of its own.
#pragma once

#include "io/population_columns.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace todoku::io {

/// Looks at the rows of one table for the columns that tell the rows of a cell apart.
class PopulationKinds {
public:
    /// A column in which most repeated cells have several words.
    struct Kind {
        std::string header;
        std::vector<std::string> words; ///< as they stand, in their order of appearance
        std::string one;                ///< the word of everybody or of the latest year, or ""
    };

    PopulationKinds(const PopulationHeader& header, const PopulationColumns& columns);

    void add(std::span<const std::string_view> cells);

    /// Those whose words would count people twice or more (a total beside its parts, several
    /// years); where there is none, those whose words nobody explained.
    /// @param repeated cells that stand in several rows
    [[nodiscard]] std::vector<Kind> found(std::int64_t repeated) const;

private:
    struct Column {
        std::size_t index;
        std::vector<std::string> words;
        std::unordered_map<std::string, std::uint16_t> numbers; ///< of words
        std::int64_t varied = 0;                                ///< cells with more than one word
        bool hopeless = false; ///< names or figures: too many words
    };

    const PopulationHeader& header_;
    std::size_t code_;
    std::vector<Column> columns_;
    /// Of each cell and column, in its first row; kVaried where a later row has another.
    std::unordered_map<std::string, std::vector<std::uint16_t>> first_;
};

/// The condition that chooses one word of each, after `where`: 年 = '2020' AND 男女 = '総数'.
std::string condition_of(const std::string& where, std::span<const PopulationKinds::Kind> kinds);

/// True where the names of two tables say that they hold different parts of everybody, of which
/// each person is in one: 男 and 女, or two ages (65歳以上).
bool name_parts_of_people(std::string_view a, std::string_view b);

} // namespace todoku::io
