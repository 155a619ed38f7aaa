// Made-up public assets a base station could stand on: schools, offices, halls, police boxes, land,
// poles, masts.
#pragma once

#include "domain/asset.hpp"
#include "synth/census.hpp"
#include "synth/settlement.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::synth {

struct MadeAsset {
    std::string name;
    domain::AssetKind kind = domain::AssetKind::Building;
    std::string use;
    bool prefectural = false;     ///< else of its municipality
    std::size_t municipality = 0; ///< in the table
    std::string quarter;
    geo::LatLng place;
    std::optional<int> height_m;
    std::optional<int> floors;
    std::string structure;
    std::optional<int> area_m2;
    std::optional<bool> power;
    std::optional<bool> fibre;
    std::optional<int> year_built;
    std::optional<bool> sharing;
    bool publishable = true;
};

struct AssetStock {
    std::vector<MadeAsset> property; ///< buildings and land of prefecture and municipalities
    std::vector<MadeAsset> poles;    ///< municipal loudspeakers
    std::vector<MadeAsset> masts;    ///< radio masts on heights
};

/// About 3,000 assets at scale 1, where people are and on the heights above them.
AssetStock make_assets(const Prefecture& prefecture, const Settlement& settlement,
                       std::span<const CensusCell> residents, double scale, std::uint64_t seed);

/// Places where people are: schools, shelters, clinics, town halls.
struct MadePlace {
    std::string name;
    geo::LatLng place;
};
struct PlaceStock {
    std::vector<MadePlace> schools;
    std::vector<MadePlace> shelters;
    std::vector<MadePlace> clinics;
    std::vector<MadePlace> town_halls;
};
PlaceStock make_places(const AssetStock& assets, std::uint64_t seed);

} // namespace todoku::synth
