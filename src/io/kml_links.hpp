// What a KML or KMZ holds beside placemarks: links to other files, pictures, several documents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Where the NetworkLinks of a KML point, at most three; "?" where one does not say.
std::vector<std::string> links_of_kml(std::string_view kml);

/// Cuts the pictures laid on the ground (GroundOverlay) out of a KML: GDAL would take the frame of
/// each for a polygon. @return where each picture lies; "?" where it does not say
std::vector<std::string> cut_ground_overlays(std::string& kml);

/// The KMLs inside a KMZ, as GDAL opens them.
std::vector<std::string> kmls_in_kmz(const std::string& kmz);

} // namespace todoku::io
