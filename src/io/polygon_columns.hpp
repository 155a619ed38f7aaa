// Which attributes of polygons say where there is coverage, how strong, or that there is none.
#pragma once

#include "io/coverage_of.hpp"
#include "io/mesh_table_values.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace todoku::io {

/// Attributes of polygons that say of some that they are not covered, or unknown: by a header that
/// names coverage, or by words such as 圏内 and 圏外. More than one where it cannot be told which
/// speaks of this coverage.
std::vector<std::size_t> polygon_class_columns(const std::vector<std::string>& headers,
                                               const std::vector<ColumnValues>& values,
                                               const CoverageOf& of);

/// Attributes of polygons that are numbers, of which 0 alone is not covered: levels (level,
/// 強度レベル), and gridcode, DN, value of one other number, as programs write that make polygons
/// of rasters.
std::vector<std::size_t> polygon_zero_columns(const std::vector<std::string>& headers,
                                              const std::vector<ColumnValues>& values,
                                              const CoverageOf& of);

/// Those of several other numbers, of which nobody knows what they mean.
std::vector<std::size_t> polygon_code_columns(const std::vector<std::string>& headers,
                                              const std::vector<ColumnValues>& values,
                                              const CoverageOf& of);

/// Attributes of polygons that are numbers of how strong the signal is (RSRP, 強度, level): of
/// which nothing says from where on they mean covered.
std::vector<std::size_t> polygon_signal_columns(const std::vector<std::string>& headers,
                                                const std::vector<ColumnValues>& values,
                                                const CoverageOf& of);

/// Attributes of polygons that are shares (カバー率), of which some are neither nothing nor all.
std::vector<std::size_t> polygon_share_columns(const std::vector<std::string>& headers,
                                               const std::vector<ColumnValues>& values,
                                               const CoverageOf& of);

/// Attributes of polygons that say so of other technologies, where none speaks of this one: nothing
/// says then that the polygons are its coverage.
std::vector<std::size_t> polygon_classes_of_others(const std::vector<std::string>& headers,
                                                   const std::vector<ColumnValues>& values,
                                                   const CoverageOf& of);

/// True for a header that is one of a class of coverage or of a share: 圏内外, 5G, カバー率...
bool speaks_of_coverage(const std::string& header, const CoverageOf& of);

} // namespace todoku::io
