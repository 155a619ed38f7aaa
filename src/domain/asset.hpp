// A public asset a base station could stand on: building, land, mast, pole.
#pragma once

#include "core/compact_optional.hpp"
#include "core/shared_text.hpp"
#include "core/text.hpp"
#include "core/units.hpp"
#include "domain/government_code.hpp"
#include "geo/lat_lng.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace todoku::domain {

enum class AssetKind : std::uint8_t { Building, Land, Structure, Pole, Mast };

/// "building", "land", "structure", "pole", "mast".
const char* name_of(AssetKind kind);
std::optional<AssetKind> asset_kind_of(std::string_view name);
/// 建物, 土地, 工作物, 柱, 鉄塔.
Text label_of(AssetKind kind);

/// How exactly a place is known.
enum class PlacePrecision : std::uint8_t {
    Ledger, ///< the ledger's own coordinates
    Block,  ///< by address: the middle of its block or lot (街区, 地番)
    Town    ///< by address: the middle of its 大字 or 町丁目
};

/// "ledger", "block", "town".
const char* name_of(PlacePrecision precision);
std::optional<PlacePrecision> place_precision_of(std::string_view name);
/// 台帳の座標, 街区, 大字・町丁目.
Text label_of(PlacePrecision precision);

/// Height above ground assumed where the ledger gives neither height nor floors (see asset.cpp for
/// the sources).
Metres default_height(AssetKind kind);

/// One row of a ledger. Text is kept as found (width normalised); absent means the ledger does not
/// say. Read in millions: texts that repeat within a ledger are held once.
struct Asset {
    SharedText id; ///< unique in the study; made from ledger and row where the ledger has none
    SharedText name;
    SharedText use; ///< school, office, hall, police box... as the ledger calls it
    SharedText owner;
    SharedText department;
    SharedText contact;
    SharedText address;
    SharedText structure;   ///< RC, S, W...
    SharedText roof;        ///< flat, pitched... as the ledger calls it
    SharedText seismic;     ///< 新耐震, 耐震補強済... as the ledger calls it
    SharedText fee_class;   ///< of the permit's fee (使用料の区分)
    SharedText unavailable; ///< what the ledger says against its use: 解体済, 廃止, 計画中
    SharedText note;
    SharedText source;    ///< ledger file as written in the study
    std::int64_t row = 0; ///< of that ledger
    geo::LatLng place;
    CompactOptional<double> height_m;
    CompactOptional<double> area_m2;
    CompactOptional<double> fibre_distance_m; ///< to where fibre can be taken from
    CompactOptional<int> floors;
    CompactOptional<int> year_built;
    CompactOptional<std::uint32_t> cost; ///< of a station there, in the study's unit of costs
    GovernmentCode
        municipality; ///< by place; by the ledger's code where the place is in no municipality
    AssetKind kind = AssetKind::Building;
    bool kind_stated = false; ///< by the ledger; else told by its words, or assumed
    PlacePrecision precision = PlacePrecision::Ledger;
    std::optional<bool> power;
    std::optional<bool> fibre;
    std::optional<bool> access; ///< vehicles that build can come to it
    std::optional<bool> sharing_allowed;
    std::optional<bool> near_school_or_hospital;
    std::optional<bool> publishable;

    /// Height of an antenna's foot: the height, or floors times 3.5 m, or the kind's default.
    [[nodiscard]] Metres height() const;
    /// True where height() rests on the kind's default.
    [[nodiscard]] bool height_is_assumed() const { return !height_m && !floors; }
};

} // namespace todoku::domain
