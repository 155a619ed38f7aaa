// Words a reader expects for the kinds that the study file names in one English word.
#pragma once

#include "core/text.hpp"
#include "domain/measurement.hpp"

#include <string>
#include <string_view>

namespace todoku::study {

/// 避難所 for "shelter"; kinds this house does not know are shown as they are written.
Text place_label(const std::string& kind);

/// 国道 for "national"; likewise.
Text road_label(const std::string& kind);

/// 緯度 for "lat": a field of an asset ledger (io::kAssetFields).
Text asset_field_label(std::string_view field);

/// 日時 for "time": a field of a drive test (io::kMeasurementFields).
Text measurement_field_label(std::string_view field);

/// 4G, 5G, 5G（Sub6）...
Text measured_technology_label(domain::MeasuredTechnology technology);

} // namespace todoku::study
