// The address that a row of a ledger gives: a cell of its own, parts in columns of their own, or
// both.
#pragma once

#include "io/asset_fields.hpp"
#include "io/asset_table.hpp"

#include <string>

namespace todoku::io {

/// The address as one text. Parts are put together from the prefecture to the lot, with the
/// building behind a blank. What the cell of the address leaves to others is added to it: the
/// municipality in front (津市 | 北町1), the lot behind (津市北町 | 12番地).
/// @param own the cell of the address, as clean_text() gives it; may be empty
std::string address_of(const AssetColumns::AddressParts& parts, const AssetRow& row,
                       std::string own);

} // namespace todoku::io
