// Where a row of a ledger says that its asset is, as found and not yet judged.
#pragma once

#include "core/shared_text.hpp"
#include "geo/box.hpp"
#include "geo/crs.hpp"
#include "io/asset_fields.hpp"
#include "io/asset_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

/// Coordinates of a row as they stand, before they are judged.
struct AssetPosition {
    enum class State { Found, Absent, Unreadable, Link } state = State::Absent;
    double lat = 0.0;
    double lng = 0.0;
    std::string field; ///< headers they come from; empty where there is nothing to tell
    std::string value; ///< as found; likewise
    /// The place of the same figures the other way round, where only that can be meant: the figures
    /// as they stand lie outside Japan, x and y off the ground.
    std::optional<geo::LatLng> exchanged;
    bool plane = false;    ///< x and y rather than angles
    bool commas = false;   ///< degrees, minutes and seconds with commas between them: to be told
    bool map_link = false; ///< out of the address of a map: to be told
    bool seconds = false;  ///< seconds of arc, or thousandths of them: to be told
};

/// The study's ground with what laps over it; Japan where the study has none.
geo::Box ground_of(const AssetSource& request);

/// Columns X and Y (X座標(m), 座標X...) become those of the place where the ledger has no others:
/// X is north and Y east in Japan's plane rectangular systems (国土交通省告示 平成14年第9号), x
/// east elsewhere. @throws InputError where they hold figures and the study names no CRS
void take_plane_columns(AssetColumns& columns, const AssetSource& request, const AssetTable& table);

/// A column of points as WKT or GeoJSON becomes that of the place where the ledger has no other.
void take_point_column(AssetColumns& columns, const AssetTable& table);

/// The geometry's point (of an area its label point, of a line its middle vertex), else the columns
/// of latitude and longitude.
/// @param convert where the columns hold coordinates of another CRS; may be null
/// @param ground where x and y of a ledger may lie
AssetPosition position_of(const AssetColumns& columns, const AssetRow& row,
                          const geo::ToJgd2011* convert, const geo::Box& ground);

/// A row whose latitude and longitude stand the wrong way round.
struct ExchangedRow {
    std::int64_t row = 0;
    SharedText field;
    SharedText value;
    SharedText name;
    geo::LatLng place;  ///< once exchanged
    bool plane = false; ///< x and y rather than angles
};

/// The whole ledger has them so, and was put right.
Issue exchanged_ledger(const std::vector<ExchangedRow>& rows, const AssetSource& request);
/// One row of a ledger has them so, and was put right or not used.
Issue exchanged_row(const ExchangedRow& row, const AssetSource& request, bool put_right);

} // namespace todoku::io
