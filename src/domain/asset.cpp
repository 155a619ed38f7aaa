#include "domain/asset.hpp"

#include <array>

namespace todoku::domain {

namespace {

constexpr std::array<AssetKind, 5> kKinds = {
    AssetKind::Building, AssetKind::Land, AssetKind::Structure, AssetKind::Pole, AssetKind::Mast};

// A storey of a public building: 3.5 m, between the 3 m usual for housing and the 4 m of offices
// and schools (house assumption, listed among the assumptions of every run).
constexpr double kStorey = 3.5;

} // namespace

const char* name_of(AssetKind kind) {
    switch (kind) {
    case AssetKind::Building:
        return "building";
    case AssetKind::Land:
        return "land";
    case AssetKind::Structure:
        return "structure";
    case AssetKind::Pole:
        return "pole";
    case AssetKind::Mast:
        return "mast";
    }
    return "";
}

std::optional<AssetKind> asset_kind_of(std::string_view name) {
    for (const AssetKind kind : kKinds) {
        if (name == name_of(kind) || name == label_of(kind).ja) {
            return kind;
        }
    }
    return std::nullopt;
}

Text label_of(AssetKind kind) {
    switch (kind) {
    case AssetKind::Building:
        return {"建物", "building"};
    case AssetKind::Land:
        return {"土地", "land"};
    case AssetKind::Structure:
        return {"工作物", "structure"};
    case AssetKind::Pole:
        return {"柱", "pole"};
    case AssetKind::Mast:
        return {"鉄塔", "mast"};
    }
    return {};
}

const char* name_of(PlacePrecision precision) {
    switch (precision) {
    case PlacePrecision::Ledger:
        return "ledger";
    case PlacePrecision::Block:
        return "block";
    case PlacePrecision::Town:
        return "town";
    }
    return "";
}

std::optional<PlacePrecision> place_precision_of(std::string_view name) {
    for (const PlacePrecision precision :
         {PlacePrecision::Ledger, PlacePrecision::Block, PlacePrecision::Town}) {
        if (name == name_of(precision) || name == label_of(precision).ja) {
            return precision;
        }
    }
    return std::nullopt;
}

Text label_of(PlacePrecision precision) {
    switch (precision) {
    case PlacePrecision::Ledger:
        return {"台帳の座標", "the ledger's coordinates"};
    case PlacePrecision::Block:
        return {"住所の街区", "block of the address"};
    case PlacePrecision::Town:
        return {"住所の大字・町丁目", "town of the address"};
    }
    return {};
}

// House assumptions, shown as assumed wherever used: a two-storey hall, bare ground, a
// bus-stop-like structure, the 12 m poles of municipal loudspeakers, a 30 m radio mast.
Metres default_height(AssetKind kind) {
    switch (kind) {
    case AssetKind::Building:
        return Metres(2 * kStorey);
    case AssetKind::Land:
        return Metres(0.0);
    case AssetKind::Structure:
        return Metres(5.0);
    case AssetKind::Pole:
        return Metres(12.0);
    case AssetKind::Mast:
        return Metres(30.0);
    }
    return Metres(0.0);
}

Metres Asset::height() const {
    if (height_m) {
        return Metres(*height_m);
    }
    if (floors) {
        return Metres(*floors * kStorey);
    }
    return default_height(kind);
}

} // namespace todoku::domain
