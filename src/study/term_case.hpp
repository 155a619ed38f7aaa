// One row of `lab terms`: its cells by the names of their columns, and what a model gives for it.
#pragma once

#include "study/csv_table.hpp"
#include "study/lab.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::study::lab {

class TermCase {
public:
    TermCase(const CsvTable& table, const TermModel& model, std::size_t row)
        : table_(table), model_(model), row_(row) {}

    /// The cell without blanks around; where it is empty or the column missing, what the model
    /// holds without it.
    [[nodiscard]] std::string word(const std::string& column) const;
    /// @throws InputError naming column and value where it is no number
    [[nodiscard]] double number(const std::string& column) const;
    /// Nothing where the cell is empty and the model has no value of its own.
    [[nodiscard]] std::optional<double> maybe_number(const std::string& column) const;
    /// @throws InputError where the cell is none of the words
    template <class Value>
    [[nodiscard]] Value one_of(const std::string& column,
                               const std::vector<std::pair<std::string, Value>>& words,
                               const Text& or_else = {}) const {
        const std::string said = word(column);
        std::string known;
        for (const auto& [name, value] : words) {
            if (name == said) {
                return value;
            }
            known += (known.empty() ? "" : " ") + name;
        }
        refuse(column, said,
               {known + " のどれか" + or_else.ja + "が必要です。",
                "expected one of: " + known + or_else.en + "."});
    }
    /// @throws InputError always
    [[noreturn]] static void refuse(const std::string& column, const std::string& value,
                                    const Text& expected);

private:
    const CsvTable& table_;
    const TermModel& model_;
    std::size_t row_;
};

/// A model with what it computes: as many values as it gives columns.
struct Term {
    TermModel model;
    std::function<std::vector<double>(const TermCase&)> values;
};

/// Gain of antennas, pattern files read from `folder`. Odd things in them are told once.
Term antenna_term(const std::filesystem::path& folder, const Complain& complain);

} // namespace todoku::study::lab
