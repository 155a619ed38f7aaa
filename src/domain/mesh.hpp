// The standard mesh of Japan (JIS X 0410) as arithmetic: a cell is a row and a column, its code and
// its edges follow.
#pragma once

#include "geo/box.hpp"
#include "geo/lat_lng.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::domain {

/// Levels, coarse to fine. M100 is the tenth of the 1 km cell used by population estimates, not
/// part of JIS X 0410.
enum class MeshLevel { Km80, Km10, Km5, Km2, Km1, M500, M250, M125, M100 };

inline constexpr MeshLevel kMeshLevels[] = {MeshLevel::Km80, MeshLevel::Km10, MeshLevel::Km5,
                                            MeshLevel::Km2,  MeshLevel::Km1,  MeshLevel::M500,
                                            MeshLevel::M250, MeshLevel::M125, MeshLevel::M100};

/// Cells per degree: latitude rows `lat_numerator / 2` (80 km: 1.5), longitude columns.
struct MeshPitch {
    std::int32_t half_rows_per_degree =
        0; ///< twice the rows per degree of latitude (80 km: 3; 250 m: 960)
    std::int32_t columns_per_degree = 0; ///< 80 km: 1; 250 m: 320
    [[nodiscard]] double rows_per_degree() const { return half_rows_per_degree / 2.0; }
};
MeshPitch pitch(MeshLevel level);

/// "80km" "10km" "5km" "2km" "1km" "500m" "250m" "125m" "100m".
const char* name_of(MeshLevel level);
std::optional<MeshLevel> mesh_level_of(std::string_view name);

/// One cell: row counts north from the equator, column counts east from Greenwich, both in cells of
/// its level.
///
/// Edges. Row r lies between the doubles nearest to r/n and (r+1)/n degrees (n rows per degree);
/// the southern edge belongs to the cell, the northern does not; the same from west to east. The
/// double nearest to an edge stands for the edge, so that decoding and encoding agree and every
/// point has exactly one cell. Cells nest exactly.
class MeshCell {
public:
    constexpr MeshCell() = default;
    constexpr MeshCell(MeshLevel level, std::int32_t row, std::int32_t column)
        : row_(row), column_(column), level_(level) {}

    /// The cell a point lies in; nothing outside latitude [0, 66 2/3) and longitude [100, 180).
    static std::optional<MeshCell> at(geo::LatLng point, MeshLevel level);

    /// Reads a code. Nine digits are 500 m unless they are of 2 km form (even row and column digit,
    /// then 5); ten digits are 250 m (last two digits 1 to 4) unless `expected` is M100. Eleven are
    /// 125 m. Nothing where the digits are no code of any level (of the expected level, where one
    /// is given).
    static std::optional<MeshCell> parse(std::string_view code,
                                         std::optional<MeshLevel> expected = std::nullopt);

    [[nodiscard]] std::string code() const;
    [[nodiscard]] constexpr MeshLevel level() const { return level_; }
    [[nodiscard]] constexpr std::int32_t row() const { return row_; }
    [[nodiscard]] constexpr std::int32_t column() const { return column_; }
    [[nodiscard]] geo::Box box() const;
    [[nodiscard]] geo::LatLng centre() const { return box().centre(); }

    /// The cell of a coarser level that holds this one. @pre the level is coarser or equal, and its
    /// cells hold whole cells of this one (not 2 km for 80 km/10 km/5 km pairs that do not nest:
    /// see nests()).
    [[nodiscard]] MeshCell parent(MeshLevel coarser) const;

    friend constexpr bool operator==(MeshCell, MeshCell) = default;
    /// South to north, then west to east (cells of one level).
    friend constexpr auto operator<=>(MeshCell, MeshCell) = default;

private:
    std::int32_t row_ = 0;
    std::int32_t column_ = 0;
    MeshLevel level_ = MeshLevel::Km1;
};

/// True where each cell of `coarser` is made of whole cells of `finer`.
bool nests(MeshLevel finer, MeshLevel coarser);

/// A rectangle of cells of one level: rows [row, row + rows), columns [column, column + columns).
struct MeshWindow {
    MeshLevel level = MeshLevel::Km1;
    std::int32_t row = 0;
    std::int32_t column = 0;
    std::int32_t rows = 0;
    std::int32_t columns = 0;

    [[nodiscard]] bool empty() const { return rows <= 0 || columns <= 0; }
    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
    }
    [[nodiscard]] bool contains(MeshCell cell) const {
        return cell.row() >= row && cell.row() < row + rows && cell.column() >= column &&
               cell.column() < column + columns;
    }
    /// Position in row-major order from the south-west. @pre contains(cell)
    [[nodiscard]] std::size_t index(MeshCell cell) const {
        return static_cast<std::size_t>(cell.row() - row) * static_cast<std::size_t>(columns) +
               static_cast<std::size_t>(cell.column() - column);
    }
    [[nodiscard]] MeshCell cell(std::size_t index) const {
        const auto width = static_cast<std::size_t>(columns);
        return {level, row + static_cast<std::int32_t>(index / width),
                column + static_cast<std::int32_t>(index % width)};
    }
    [[nodiscard]] geo::Box box() const;
    /// The smallest window of `level` that holds the box (clamped to the mesh system's range).
    static MeshWindow around(const geo::Box& box, MeshLevel level);
    /// The smallest window that holds the cells (all of one level).
    static MeshWindow around(std::span<const MeshCell> cells);
};

} // namespace todoku::domain
