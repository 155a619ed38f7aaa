// Gap maps: of one carrier for its package, and of what no carrier serves for the prefecture alone.
#pragma once

#include "report/index_page.hpp"
#include "report/map_sheet.hpp"
#include "report/package_content.hpp"
#include "study/fingerprint.hpp"
#include "study/map_grounds.hpp"
#include "study/result_tables.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace todoku::study {

/// A gap area as lists and maps show it, without what one carrier is told of it.
report::GapRow gap_row(const Results& results, const overlay::GapArea& gap, int number);

/// The gap map of the carrier of `content`. Borrows from `results` and `terrain`.
report::MapSheet gap_map(const Results& results, const report::PackageContent& content,
                         const geo::HeightGrid& terrain, const MapGround& ground);

/// What no carrier serves: by 5G, and by any mobile service where 4G is stated. It is made of all
/// carriers' layers, confidential ones too: for the prefecture, never for a package.
struct Unserved {
    std::string technology;           ///< domain::kAny5g or kAnyMobile
    std::string map_stem;             ///< 不感地域図: .pdf and .png below maps/
    report::IndexUnserved words;      ///< without its map
    std::vector<report::GapRow> gaps; ///< as many as a request lists, by number
};
std::vector<Unserved> unserved_ground(const Results& results);

/// Borrows from `results` and `terrain`.
report::MapSheet unserved_map(const Results& results, const Unserved& ground,
                              const std::vector<InputChecksum>& checksums,
                              const geo::HeightGrid& terrain, const MapGround& shown);

} // namespace todoku::study
