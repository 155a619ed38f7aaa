// On which datum the places of a drive or walk test are: by the study, by headers, or row by row.
#pragma once

#include "core/issue.hpp"
#include "geo/crs.hpp"
#include "io/each_record.hpp"
#include "io/measurement_columns.hpp"
#include "io/read_measurements.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

class MeasurementDatum {
public:
    /// @param request outlives this
    explicit MeasurementDatum(const MeasurementSource& request) : request_(request) {}

    /// For the table whose columns these are.
    /// @throws InputError where crs is projected, or Tokyo datum needs a grid that is not there
    void settle(const std::vector<std::string>& headers, const MeasurementColumns& columns);

    /// The way of the row's coordinates to JGD2011; null where they are on it.
    const geo::ToJgd2011* way_of(const TableRecord& record);

    /// What is to be told once all is read.
    [[nodiscard]] std::vector<Issue> issues() const;

private:
    [[nodiscard]] geo::ToJgd2011 way_from(const std::string& crs, std::string_view said_by) const;
    void take_tokyo(std::string_view said_by);

    const MeasurementSource& request_;
    std::optional<geo::ToJgd2011> way_;                  ///< of coordinates that are not on JGD2011
    std::size_t datum_column_ = 0;                       ///< past the end where there is none
    bool every_row_ = false;                             ///< all rows of the table go that way
    std::map<std::string, std::int64_t> unknown_datums_; ///< words of the column -> rows
    bool assumed_ = false; ///< nothing says on which datum some coordinates are
};

} // namespace todoku::io
