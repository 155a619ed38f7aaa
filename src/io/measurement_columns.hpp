// Which column of a drive or walk test is which: the spellings that measuring apps and contractors
// use.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Our field names, as study files write them in `fields`.
inline constexpr std::array<std::string_view, 8> kMeasurementFields = {
    "time", "lat", "lon", "carrier", "technology", "rsrp", "service", "speed"};

struct MeasurementColumns {
    std::map<std::string, std::size_t, std::less<>> column; ///< our field name -> position
    std::map<std::string, std::string> mapping;             ///< our field name -> header as written
    bool service_denied = false;          ///< the column of service marks what has none: 圏外
    std::vector<std::string> unused_rsrp; ///< further columns of RSRP, as of LTE beside NR

    [[nodiscard]] std::optional<std::size_t> at(std::string_view field) const;
    /// How a person finds the field: its header, or our name where there is no column.
    [[nodiscard]] std::string shown(std::string_view field) const;
};

/// Finds the columns by known spellings, compared without width, case, blanks, underscores and
/// hyphens, with and without a bracketed unit. A field that is not there is left out.
/// @param chosen our field name -> header, from the study file; goes before the known spellings
/// @return nothing where the headers hold no latitude and longitude, or not all that were chosen
std::optional<MeasurementColumns>
find_measurement_columns(const std::vector<std::string>& headers,
                         const std::map<std::string, std::string>& chosen);

} // namespace todoku::io
