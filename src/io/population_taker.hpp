// Takes the rows of population tables as they are read: codes and figures out of their cells, and
// an issue for what is broken.
#pragma once

#include "io/population_columns.hpp"
#include "io/population_rows.hpp"
#include "io/row_condition.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::io {

class PopulationTaker {
public:
    /// @param request kept by reference
    explicit PopulationTaker(const PopulationSource& request) : request_(request) {}

    /// A table begins. @param member of an archive, or the layer; empty where there is one only
    void begin(const std::string& shown_as, const std::string& member) {
        out_.files.push_back({shown_as, member, {}, {}});
        rows_before_ = out_.counts.read;
        first_row_ = out_.rows.size();
        unstated_ = 0;
    }
    /// Keeps the headings of the columns that are read, each once.
    void tell_columns(const PopulationColumns& columns, const PopulationHeader& header);
    /// Of the request's `where`; nothing where it asks for all rows.
    std::optional<RowCondition> condition_on_rows(const std::vector<std::string>& names,
                                                  const PopulationHeader& header,
                                                  const RowScan& rows);
    void add(const PopulationColumns& columns, const PopulationHeader& header,
             std::span<const std::string_view> cells, std::int64_t line);
    /// A row of another width than the header.
    void add_misfit(std::int64_t line, std::string_view excerpt, Text problem) {
        ++out_.counts.read;
        reject(line, "field_count_differs", "", excerpt, std::move(problem));
    }
    /// So many rows do not meet the condition.
    void leave_out(std::int64_t rows) {
        out_.counts.read += rows;
        out_.counts.rejected += rows;
        out_.counts.left_out += rows;
    }
    /// Looks into the rows of the table once more where most of its cells stand in several.
    /// @throws InputError where a column says which of them to count
    void look_for_kinds(const PopulationColumns& columns, const PopulationHeader& header,
                        const RowScan& rows);
    /// The table ends. @throws InputError where it had no rows
    void end();

    /// The table that is read.
    [[nodiscard]] const PopulationFile& file() const { return out_.files.back(); }
    [[nodiscard]] std::vector<Issue>& issues() { return out_.issues; }
    [[nodiscard]] PopulationRows take() { return std::move(out_); }

private:
    void reject(std::int64_t line, const std::string& code, const std::string& field,
                std::string_view value, Text problem);
    void unstated(bool bad, std::int64_t line, const std::string& code, const std::string& field,
                  std::string_view text);

    const PopulationSource& request_;
    PopulationRows out_;
    std::int64_t rows_before_ = 0;
    std::size_t first_row_ = 0; ///< of the file, in out_.rows
    std::int64_t unstated_ = 0; ///< cells of the file without a total
    std::pair<std::int64_t, std::string> first_unstated_;
};

} // namespace todoku::io
