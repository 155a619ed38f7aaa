// What kind of thing an asset is, told by the words of its use and name where the ledger does not
// say.
#pragma once

#include "domain/asset.hpp"

#include <optional>
#include <string_view>

namespace todoku::io {

/// A kind as ledgers write it: 建物, 土地, 工作物, 鉄塔, building...; nothing for other words.
std::optional<domain::AssetKind> stated_kind(std::string_view text);

/// The kind that a use or a name speaks of (asset_kind.cpp holds the table of words); nothing where
/// it is silent.
std::optional<domain::AssetKind> kind_spoken_of(std::string_view text);

/// The word by which the name of a list (its file's, its sheet's, its title) says that it lists
/// loudspeaker poles of 防災行政無線; empty where it has none.
std::string_view word_of_poles(std::string_view list_name);

} // namespace todoku::io
