// What Cairo leaves out of a PDF: the position of the map on the ground, alternative texts,
// language, a repeatable ID.
#pragma once

#include "report/map_frame.hpp"

#include <array>
#include <string>
#include <vector>

namespace todoku::report::sheet {

/// Where the map of one page lies on the ground.
struct PagePosition {
    Rect map;
    double page_height = 0.0;           ///< points
    int epsg = 0;                       ///< 0: a page without a map
    std::array<geo::LatLng, 4> corners; ///< of the map, from the lower left clockwise
    std::string name;
};
PagePosition position_of(const MapFrame& frame, double page_height, std::string name);

/// @param pdf as Cairo wrote it, tagged
/// @param pages of each page its map
/// @param figures alternative texts of the tags "Figure" in reading order
/// @return the finished file (PDF 1.7). @throws ExternalError where the PDF cannot be read back
std::string finish_pdf(const std::string& pdf, const std::vector<PagePosition>& pages,
                       const std::vector<std::string>& figures);

} // namespace todoku::report::sheet
