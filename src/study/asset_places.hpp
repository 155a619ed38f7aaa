// Which municipality each asset stands in: by its place, checked against the code its ledger gives.
#pragma once

#include "core/issue.hpp"
#include "domain/asset.hpp"
#include "domain/municipality.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::study {

/// Sets Asset::municipality by place. A ledger code that disagrees is noted with the distance to
/// the municipality it names. A place in no municipality but within 300 m of one (generalised coast
/// lines, harbours) counts as there and is noted; farther out (in the sea, in another prefecture)
/// the asset keeps no municipality and cannot be a candidate.
std::vector<Issue> assign_municipalities(std::vector<domain::Asset>& assets,
                                         const std::vector<domain::Municipality>& municipalities);

/// The six- or five-digit code at the end of a file's stem ("emergency_242012.geojson" ->
/// "242012"); empty without one.
std::string municipality_code_in(const std::filesystem::path& file);

} // namespace todoku::study
