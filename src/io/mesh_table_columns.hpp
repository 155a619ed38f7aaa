// The columns of a table of mesh cells, by the study's word or by the names offices give them.
#pragma once

#include "core/japanese.hpp"
#include "domain/technology.hpp"
#include "io/coverage_reading.hpp"
#include "io/mesh_table_values.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Whose coverage is looked for: tables may have a column for each carrier or technology.
struct CoverageOf {
    std::string carrier;
    domain::Technology technology = domain::Technology::Lte4g;
    std::optional<Date> day{}; ///< what begins later is no coverage; nothing: all is
};

struct MeshTableColumns {
    std::size_t code = 0;
    std::optional<std::size_t> share;
    bool share_in_percent = false; ///< its header says so
    std::optional<std::size_t> covered_class;
    bool class_is_named = false; ///< by the study, not by our list
    std::optional<std::size_t> strength;
    std::optional<std::size_t> technology; ///< one that nobody asked for
    bool class_by_values = false;          ///< its header is none we know
    bool class_is_implied = false;         ///< the class names technologies or strengths
    bool class_by_zero = false;            ///< the class is a number, 0 where nothing is covered
    std::optional<std::size_t> power;      ///< dBm or the like where nothing says covered or not
    bool share_of_people = false;          ///< 人口カバー率
    /// Says where there is no coverage (圏外, エリア外率), and nothing else says where there is.
    std::optional<std::size_t> denial;
    bool denial_is_share = false;
    std::vector<std::size_t> unused; ///< that hold anything
};

/// True where a column of codes is among these headers.
bool has_code_column(std::span<const std::string_view> headers, const MeshTableReading& reading);

/// True where a cell holds a code of 1 km or finer; four digits may be a year.
bool holds_code(std::span<const std::string_view> cells);

/// The header as messages show it.
std::string column_name(const std::vector<std::string>& headers, std::size_t column);

/// By the study's names, then by headers and by what the columns hold.
/// @param values of each column
/// @param where_told the file (and member) in messages
/// @throws InputError for a column that the study names and is not there, where none holds codes,
/// and where several may be the one that is looked for
MeshTableColumns mesh_table_columns(const std::vector<std::string>& headers,
                                    const std::vector<ColumnValues>& values,
                                    const MeshTableReading& reading,
                                    const StrengthReading& strength, const CoverageOf& of,
                                    const std::string& where_told);

/// Whether a column says where there is no coverage, so that its ○ and 1 are not to be taken for
/// coverage as they stand; not one whose values are 圏内, 圏外 and the like.
bool denies_coverage(const std::string& header, const ColumnValues& values);

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

/// True for a header of numbers of pixels, classes or levels: gridcode, DN, level...
bool names_classes(const std::string& header);

/// True for a header of how strong the signal is, in words or numbers: 強度, RSRP, level...
bool names_signal(const std::string& header);

/// True for a header of remarks or dates: 備考, 時期, note...
bool names_remarks(const std::string& header);

/// 強度, 電波強度, RSRP, strength... with or without a unit in brackets. Whether its values are
/// words for strengths is not said by that.
bool is_strength_header(const std::string& header);

/// 方式, 通信方式, 世代, technology...
bool names_technology(const std::string& header);

} // namespace todoku::io
