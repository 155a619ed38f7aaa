// Where a row of a ledger says that its asset is, as found and not yet judged.
#pragma once

#include "geo/crs.hpp"
#include "io/asset_fields.hpp"
#include "io/asset_table.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace todoku::io {

/// Coordinates of a row as they stand, before they are judged.
struct AssetPosition {
    enum class State { Found, Absent, Unreadable } state = State::Absent;
    double lat = 0.0;
    double lng = 0.0;
    std::string field; ///< headers they come from
    std::string value; ///< as found
};

/// The geometry's point (of an area its label point, of a line its middle vertex), else the columns
/// of latitude and longitude.
/// @param convert where the columns hold x and y of another CRS; may be null
AssetPosition position_of(const AssetColumns& columns, const AssetRow& row,
                          const geo::ToJgd2011* convert);

/// A row whose latitude and longitude stand the wrong way round.
struct ExchangedRow {
    std::int64_t row = 0;
    std::string field;
    std::string value;
    std::string name;
    geo::LatLng place; ///< once exchanged
};

/// The whole ledger has them so, and was put right.
Issue exchanged_ledger(const std::vector<ExchangedRow>& rows, const AssetSource& request);
/// One row of a ledger has them so, and was put right or not used.
Issue exchanged_row(const ExchangedRow& row, const AssetSource& request, bool put_right);

} // namespace todoku::io
