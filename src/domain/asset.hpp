// A public asset a base station could stand on: building, land, mast, pole.
#pragma once

#include "core/text.hpp"
#include "core/units.hpp"
#include "domain/government_code.hpp"
#include "geo/lat_lng.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace todoku::domain {

enum class AssetKind { Building, Land, Structure, Pole, Mast };

/// "building", "land", "structure", "pole", "mast".
const char* name_of(AssetKind kind);
std::optional<AssetKind> asset_kind_of(std::string_view name);
/// 建物, 土地, 工作物, 柱, 鉄塔.
Text label_of(AssetKind kind);

/// Height above ground assumed where the ledger gives neither height nor floors (see asset.cpp for
/// the sources).
Metres default_height(AssetKind kind);

/// One row of a ledger. Text is kept as found (width normalised); absent means the ledger does not
/// say.
struct Asset {
    std::string id; ///< unique in the study; made from ledger and row where the ledger has none
    std::string name;
    AssetKind kind = AssetKind::Building;
    std::string use; ///< school, office, hall, police box... as the ledger calls it
    std::string owner;
    std::string department;
    std::string contact;
    std::string address;
    geo::LatLng place;
    GovernmentCode
        municipality; ///< by place; by the ledger's code where the place is in no municipality
    std::optional<double> height_m;
    std::optional<int> floors;
    std::string structure; ///< RC, S, W...
    std::optional<double> area_m2;
    std::optional<bool> power;
    std::optional<bool> fibre;
    std::optional<int> year_built;
    std::optional<bool> sharing_allowed;
    std::optional<bool> publishable;
    std::string note;
    std::string source;   ///< ledger file as written in the study
    std::int64_t row = 0; ///< of that ledger

    /// Height of an antenna's foot: the height, or floors times 3.5 m, or the kind's default.
    [[nodiscard]] Metres height() const;
    /// True where height() rests on the kind's default.
    [[nodiscard]] bool height_is_assumed() const { return !height_m && !floors; }
};

} // namespace todoku::domain
