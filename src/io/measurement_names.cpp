#include "io/measurement_names.hpp"

#include "core/text.hpp"
#include "io/carrier_names.hpp"
#include "io/measurement_cells.hpp"

#include <fmt/format.h>

#include <utility>

namespace todoku::io {

std::optional<std::uint32_t> MeasurementNames::carrier_named(std::string_view name) {
    const std::string key = comparable(name);
    std::string carrier(name);
    for (const auto& [in_file, ours] : request_.carrier_names) {
        if (comparable(in_file) == key) {
            carrier = ours;
        }
    }
    for (std::size_t i = 0; i < request_.carriers.size(); ++i) {
        if (comparable(request_.carriers[i]) == comparable(carrier)) {
            return static_cast<std::uint32_t>(i);
        }
    }
    const auto known = carrier_of_operator(request_.carriers, carrier);
    if (!known) {
        return std::nullopt;
    }
    other_names_.emplace(std::string(trimmed(name)), *known);
    return static_cast<std::uint32_t>(*known);
}

std::optional<domain::MeasuredTechnology>
MeasurementNames::technology_named(std::string_view word) const {
    const std::string key = comparable(word);
    for (const auto& [in_file, ours] : request_.technology_names) {
        if (comparable(in_file) == key) {
            return ours;
        }
    }
    return technology_spoken_of(word);
}

std::vector<Issue> MeasurementNames::issues(const std::string& field) const {
    std::vector<Issue> issues;
    for (const auto& [name, carrier] : other_names_) {
        const std::string& ours = request_.carriers[carrier];
        issues.push_back(
            {.kind = IssueKind::Assumed,
             .code = "carrier_by_other_name",
             .file = request_.shown_as,
             .layer = {},
             .row = std::nullopt,
             .field = field,
             .value = name,
             .problem = {fmt::format("事業者が「{}」と書かれています。", name),
                         fmt::format("The carrier is written \"{}\".", name)},
             .action = {
                 fmt::format("「{}」として読みました。違うときは carriers "
                             "で対応を書いてください。",
                             ours),
                 fmt::format("read as \"{}\". If it is another, say so by carriers.", ours)}});
    }
    return issues;
}

} // namespace todoku::io
