// What the names of carriers and technologies in a drive or walk test mean in the study.
#pragma once

#include "core/issue.hpp"
#include "domain/measurement.hpp"
#include "io/read_measurements.hpp"
#include "io/remembered.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

class MeasurementNames {
public:
    /// @param request outlives this
    explicit MeasurementNames(const MeasurementSource& request) : request_(request) {}

    /// Position among the study's carriers, by the study's own mapping, by name, or by the operator
    /// of which the name speaks; nothing for others.
    std::optional<std::uint32_t> carrier(std::string_view name) {
        return carriers_.of(name, [this](std::string_view text) { return carrier_named(text); });
    }
    /// By the study's own mapping, then by known words; nothing for others.
    std::optional<domain::MeasuredTechnology> technology(std::string_view word) {
        return technologies_.of(word,
                                [this](std::string_view text) { return technology_named(text); });
    }

    /// The carriers that were read under another name. @param field header of their column
    [[nodiscard]] std::vector<Issue> issues(const std::string& field) const;

private:
    std::optional<std::uint32_t> carrier_named(std::string_view name);
    [[nodiscard]] std::optional<domain::MeasuredTechnology>
    technology_named(std::string_view word) const;

    const MeasurementSource& request_;
    Remembered<std::uint32_t> carriers_;
    Remembered<domain::MeasuredTechnology> technologies_;
    std::map<std::string, std::size_t> other_names_; ///< of carriers of the study (au: KDDI)
};

} // namespace todoku::io
