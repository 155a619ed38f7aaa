// The overview of a prefecture: one sheet, or one for each ground that is far from the others.
#pragma once

#include "report/map_sheet.hpp"
#include "study/map_grounds.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace todoku::study {

/// The sheet of one of the grounds, as a page of the overview: which of them it shows, what it
/// leaves out, and links to the places on this page alone.
/// @param sheet of that ground
report::MapSheet overview_page(report::MapSheet sheet, const std::vector<MapGround>& grounds,
                               std::size_t page);

/// Writes `stem`.pdf and, of the first ground, `stem`.png; where there are more, each page also as
/// a picture in the folder `stem` (as report::write_map_book).
/// @param preview_dpi of the first ground's picture returned
/// @throws as report::write_map
std::string write_overview_map(const std::vector<MapGround>& grounds,
                               const std::function<report::MapSheet(const MapGround&)>& sheet_of,
                               const std::filesystem::path& stem, double png_dpi,
                               double preview_dpi);

} // namespace todoku::study
