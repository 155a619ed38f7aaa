// Drive and walk tests, read sample by sample.
#pragma once

#include "core/issue.hpp"
#include "domain/measurement.hpp"
#include "geo/crs.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

struct MeasurementSource {
    std::filesystem::path file;
    std::string shown_as;
    std::string sheet; ///< of a workbook with several
    std::optional<std::string> encoding;
    std::optional<std::string>
        crs;                 ///< of latitude and longitude; else what headers say, else JGD2011
    geo::DatumRules datum{}; ///< for latitude and longitude on Tokyo datum
    std::map<std::string, std::string> fields; ///< our field name -> header in the file

    std::vector<std::string> carriers; ///< of the study; samples give positions in it
    std::string carrier;               ///< of the whole file, where no column says
    std::map<std::string, std::string> carrier_names; ///< name in the file -> carrier of the study
    std::optional<domain::MeasuredTechnology> technology; ///< of the whole file
    std::map<std::string, domain::MeasuredTechnology>
        technology_names; ///< word in the file -> ours

    /// A sample that gives its strength only has service from here on.
    double threshold_4g_dbm = 0.0;
    double threshold_5g_dbm = 0.0;
    /// A sample with neither strength nor answer had no service (else it is rejected).
    bool empty_is_out = false;
};

struct LoadedMeasurements : Loaded<std::int64_t> { ///< samples used
    std::map<std::string, std::string> mapping;    ///< our field name -> header used
    std::int64_t judged_by_strength = 0;           ///< of the samples used
    std::int64_t out_because_empty = 0;            ///< of the samples used
};

/// Reads CSV (any encoding of core/encoding.hpp, any separator), CSV in a ZIP, or a sheet of a
/// workbook. `take` gets each whole sample in the order of the file and says whether it lies on the
/// study's ground; others are counted as outside. Of each kind of trouble the first hundred rows
/// are listed, the rest counted in one issue more.
/// Latitude and longitude on Tokyo datum (by crs, header, or a column of datums) are brought to
/// JGD2011 by the datum's rules.
/// @throws InputError where there are no columns of latitude and longitude, crs is a projected one
/// or Tokyo datum needs a grid that is not there, where no column says whether there was service,
/// or where carrier or technology are neither a column nor given; UsageError for a field name we do
/// not have
LoadedMeasurements read_measurements(const MeasurementSource& request,
                                     const std::function<bool(const domain::Measurement&)>& take);

} // namespace todoku::io
