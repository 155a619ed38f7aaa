// Which columns of a ledger hold the parts of an address.
#pragma once

#include "io/asset_fields.hpp"
#include "io/header_forms.hpp"

#include <string>
#include <vector>

namespace todoku::io {

/// 所在地(市町) | 所在地(大字) | 所在地(地番) and 所在市町村 | 所在大字 | 所在地番 become
/// 所在地_市町 and so on, where one of them is a town, or a municipality in brackets: 所在地番
/// alone and 所在地(地番) beside 所在地(住居表示) hold whole addresses.
std::vector<std::string> with_split_address(std::vector<std::string> headers);

/// The columns of the parts of an address.
AssetColumns::AddressParts address_parts_in(const Keys& keys);

} // namespace todoku::io
