// What each name of the technology column stands for: classes of service and their unions, carrier
// by carrier.
#pragma once

#include "domain/coverage_layer.hpp"
#include "overlay/covered_shares.hpp"

#include <span>
#include <string>
#include <vector>

namespace todoku::overlay {

struct Service {
    std::string technology;
    std::vector<LayerShapes> shapes; ///< by carrier; refer to the layers
    std::vector<bool> given;         ///< by carrier: stated at all (may be without polygons)
};

/// In order of first appearance.
std::vector<std::string> carriers_of(std::span<const domain::CoverageLayer> layers);

/// Classes in their order, then the unions (domain::kTechnologyUnions), of those any carrier
/// states. A union is a carrier's where it states one of its classes; "mobile" where it states 4G,
/// for without it nothing is known of most of its ground.
/// @param unknown more ground of the same services, of which their carriers do not know
std::vector<Service> services_of(std::span<const std::string> carriers,
                                 std::span<const domain::CoverageLayer> layers,
                                 std::span<const domain::CoverageLayer> unknown = {});

} // namespace todoku::overlay
