// What Cairo leaves out of a PDF: the position of the map on the ground, alternative texts,
// language, a repeatable ID.
#pragma once

#include "report/map_frame.hpp"

#include <string>
#include <vector>

namespace todoku::report::sheet {

/// @param pdf one page as Cairo wrote it, tagged
/// @param figures alternative texts of the tags "Figure" in reading order
/// @return the finished file (PDF 1.7). @throws ExternalError where the PDF cannot be read back
std::string finish_pdf(const std::string& pdf, const MapFrame& frame, double page_height,
                       const std::string& map_name, const std::vector<std::string>& figures);

} // namespace todoku::report::sheet
