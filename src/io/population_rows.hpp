// Rows of population files before they become cells: code, figures, and where suppressed details
// went.
#pragma once

#include "core/issue.hpp"
#include "domain/mesh.hpp"
#include "io/readers.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace todoku::io {

/// One detail of a row; a suppressed one is hidden by the census and counted in another cell.
struct DetailFigure {
    double value = std::numeric_limits<double>::quiet_NaN();
    bool suppressed = false;
    bool estimated = false; ///< apportioned, or what is left after apportioning
    [[nodiscard]] bool says_nothing() const { return std::isnan(value) && !suppressed; }
};

enum DetailColumn : std::size_t { kHouseholds, kResidents65plus, kResidents75plus, kDetails };

/// How a file is called in issues.
struct PopulationFile {
    std::string shown_as;
    std::string member; ///< of a ZIP, or the layer
    std::string people; ///< heading of the column of people
    /// The columns, as listed, of a table without one, that has details (65歳以上); else empty.
    std::string columns_without_people{};
};

struct MeshRow {
    std::size_t file = 0; ///< index in PopulationRows::files
    std::int64_t line = 0;
    int prefecture = 0;      ///< of the row's municipality; 0 where the file does not say
    std::string code;        ///< digits
    double population = 0.0; ///< NaN where the file has the cell but not its people
    std::array<DetailFigure, kDetails> details;
    std::string merged_into; ///< HTKSAKI: the cell whose details include this one's
    std::string includes;    ///< GASSAN: codes whose details this one's include, as written
};

struct PopulationRows {
    std::vector<PopulationFile> files;
    std::vector<MeshRow> rows; ///< rows whose code is digits
    ReadCounts counts;         ///< used is rows.size() here
    std::vector<Issue> issues;
    std::string encoding;
    /// Our name of a column -> its headings, of several files each once.
    std::map<std::string, std::string> mapping;
};

/// Reads all files of the request. A row without a readable total is kept: its cell is unknown, not
/// unpopulated. Broken rows are rejected with an issue. So is a row with fewer
/// or more fields than the header: its figures may stand under the wrong names, and no figure shows
/// that. Empty fields behind the last name do no harm.
/// @throws InputError for a missing file, a header without the columns needed, a file without rows,
/// a file given twice
PopulationRows read_population_rows(const PopulationSource& request);

/// Gives the details of tables without a total to the rows of their cells in the other files, and
/// takes their own rows out; says so, one issue a file.
/// @param cells of the rows, as many
/// @throws InputError where most of such a table's cells have no total anywhere
void join_details(PopulationRows& rows, std::vector<domain::MeshCell>& cells);

/// Divides the details of each cell that includes suppressed ones among them and itself, in
/// proportion to the total population (everybody stays counted once), and lists what was done, one
/// issue a file.
void apportion_suppressed_details(PopulationRows& rows);

/// True where the names of two files, of their members or of their columns of people say that they
/// hold different parts of everybody (men and women, two ages).
bool hold_parts_of_people(const PopulationFile& a, const PopulationFile& b);

/// @param cells of the rows, as many
/// @throws InputError for two files that have nearly all their cells in common, most with other
/// people, and are no parts of everybody: the same area in two years
void refuse_other_years(const PopulationRows& rows, const std::vector<domain::MeshCell>& cells);

/// Tells of cells with more people than any place of Japan has, one issue a file; they stay.
void question_crowded_cells(PopulationRows& rows, domain::MeshLevel level);

/// People of an age who are more than all people of the cell become unknown, one issue a file.
/// Comes after apportion_suppressed_details(): before, a cell's details include other cells'.
void drop_details_over_total(PopulationRows& rows);

} // namespace todoku::io
