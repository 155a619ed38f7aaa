// Which municipality each asset stands in: by its place, checked against the code its ledger gives.
#pragma once

#include "core/issue.hpp"
#include "domain/asset.hpp"
#include "domain/municipality.hpp"
#include "geo/lat_lng.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::study {

/// Sets Asset::municipality by place. A ledger code that disagrees is noted with the distance to
/// the municipality it names. A place in no municipality but within 300 m of one (generalised coast
/// lines, harbours) counts as there and is noted; farther out (in the sea, in another prefecture)
/// the asset keeps no municipality and cannot be a candidate. Nor can one on a neighbour's ground,
/// or off the study's ground with an address or a code of another prefecture. On the study's ground
/// an address of another prefecture is noted.
/// @param neighbours ground of other prefectures around; may be empty
std::vector<Issue> assign_municipalities(std::vector<domain::Asset>& assets,
                                         const std::vector<domain::Municipality>& municipalities,
                                         const std::vector<domain::Municipality>& neighbours = {});

/// Whether some asset's place or code is of no municipality of the study: who else it may belong
/// to is worth asking.
bool some_belong_elsewhere(const std::vector<domain::Asset>& assets,
                           const std::vector<domain::Municipality>& municipalities);

/// Which of the places stand on the study's land or within 300 m of it, and on no neighbour's.
std::vector<char> which_on_land(const std::vector<geo::LatLng>& places,
                                const std::vector<domain::Municipality>& municipalities,
                                const std::vector<domain::Municipality>& neighbours);

/// The six- or five-digit code at the end of a file's stem ("emergency_242012.geojson" ->
/// "242012"); empty without one.
std::string municipality_code_in(const std::filesystem::path& file);

} // namespace todoku::study
