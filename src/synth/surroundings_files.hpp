// Files around the coverage: municipalities, restricted ground, places and roads, as public bodies
// publish them.
#pragma once

#include "synth/assets.hpp"
#include "synth/prefecture.hpp"
#include "synth/restricted_ground.hpp"
#include "synth/roads.hpp"

#include <filesystem>
#include <span>

namespace todoku::synth {

// Relative to the folder of the inputs.
inline constexpr const char* kMunicipalityFile = "municipalities/N03_24_mogi.shp";
inline constexpr const char* kParkFile = "restrictions/nature_parks.shp";
inline constexpr const char* kSlideFile = "restrictions/landslide_zones.geojson";
inline constexpr const char* kZoneFile = "zones/depopulated.geojson";
inline constexpr const char* kRoadFile = "roads/main_roads.geojson";
inline constexpr const char* kSchoolFile = "places/schools.geojson";
inline constexpr const char* kShelterFile = "places/shelters.geojson";
inline constexpr const char* kClinicFile = "places/clinics.geojson";
inline constexpr const char* kTownHallFile = "places/town_halls.geojson";

/// Shapefile in CP932 with the fields of 国土数値情報 N03, one feature for each polygon as there.
void write_municipalities(const std::filesystem::path& inputs, const Prefecture& prefecture);
/// 過疎地域, made up: the municipalities with fewest people.
void write_zones(const std::filesystem::path& inputs, const Prefecture& prefecture);
void write_restrictions(const std::filesystem::path& inputs, std::span<const ParkZone> parks,
                        std::span<const geo::Polygon> slides);
void write_roads(const std::filesystem::path& inputs, std::span<const MadeRoad> roads);
void write_places(const std::filesystem::path& inputs, const PlaceStock& places);

} // namespace todoku::synth
