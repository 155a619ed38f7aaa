// What is said of a request or a file whose columns do not make a drive or walk test.
#pragma once

#include "io/measurement_columns.hpp"
#include "io/read_measurements.hpp"

#include <string>
#include <vector>

namespace todoku::io {

/// @throws UsageError for a field name of the study file that we do not have
void require_known_fields(const MeasurementSource& request);

/// Refuses a GPX without strength. @throws InputError always
[[noreturn]] void refuse_track(const MeasurementSource& request);

/// Refuses a table in which no row names latitude and longitude, or not all that the study chose.
/// @param widest the row with most cells @throws InputError always
[[noreturn]] void refuse_measurement_headers(const MeasurementSource& request,
                                             const std::vector<std::string>& widest);

/// @throws InputError where neither strength nor service, no carrier or no technology is a column
/// or given
void require_measurement_columns(const MeasurementSource& request,
                                 const MeasurementColumns& columns,
                                 const std::vector<std::string>& headers);

} // namespace todoku::io
