// Coverage as carriers hand it over: each in a format, with names and habits of its own.
#pragma once

#include "synth/network.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace todoku::synth {

/// How the study file names a delivery.
struct CoverageDelivery {
    std::string carrier;
    domain::Technology technology = domain::Technology::Lte4g;
    std::vector<std::string> files; ///< relative to the folder of the coverage
    std::string layer;              ///< empty where the file has one only
    std::string where;              ///< attribute filter; empty: all
};

/// A: a GeoPackage of four layers, Sub6 by strength (areas of a station lie within each other). B:
/// Shapefiles in CP932 without .cpg. C: GeoJSON, 4G in two parts. D: one GeoPackage layer with the
/// technology in a column.
std::vector<CoverageDelivery> write_deliveries(const std::filesystem::path& folder,
                                               std::span<const NetworkLayer> layers);

inline constexpr const char* kStationFile = "stations/carrier_a_sub6.csv";

/// Where carrier A's Sub6 stations stand, some of them 高度特定基地局 (column 種別): a CSV below
/// the folder of the inputs.
void write_stations(const std::filesystem::path& inputs, std::span<const NetworkLayer> layers);

/// One GeoPackage with a layer "<carrier>_<technology>" for each network.
void write_named_layers(const std::filesystem::path& file, std::span<const NetworkLayer> layers);

} // namespace todoku::synth
