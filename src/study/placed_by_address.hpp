// Assets and places whose file gives an address and no coordinates: how they are looked for, and
// what is told of them.
#pragma once

#include "core/issue.hpp"
#include "domain/asset.hpp"
#include "domain/municipality.hpp"
#include "io/readers.hpp"

#include <vector>

namespace todoku::study {

/// With the name of the municipality whose code the ledger gives.
io::AddressQuery address_query(const domain::Asset& asset,
                               const std::vector<domain::Municipality>& municipalities);

/// The code of an asset that its address placed.
inline constexpr const char* kPlacedByAddress = "asset_placed_by_address";

/// The issue that a row has no place, turned into the one that its address gave it: code
/// asset_placed_by_address or place_placed_by_address.
Issue placed_by_address(Issue unplaced, const io::AddressPlace& at);

/// Adds to the issue that a row has no place that its address did not help.
/// @param looked false where the file of addresses cannot be used
void add_why_not_placed(Issue& why, bool looked);

} // namespace todoku::study
