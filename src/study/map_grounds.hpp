// What ground a map shows as a whole. Of a prefecture with far islands (東京都, 沖縄県) one sheet
// would show the sea: there each group of islands that people live on gets a sheet of its own.
#pragma once

#include "domain/study_grid.hpp"
#include "geo/box.hpp"
#include "study/inputs.hpp"

#include <string>
#include <vector>

namespace todoku::study {

struct MapGround {
    geo::Box extent;  ///< degrees
    int epsg = 6674;  ///< plane rectangular system the sheet is drawn in, JGD2011
    std::string name; ///< 八丈町ほか: after the municipality with most people there; empty for all
};

/// The grounds of an overview, that with most people first: one where a sheet of all municipalities
/// shows the main ground at much the same scale. Groups of islands lie more than half a degree
/// apart; those where nobody lives are left out of far-flung prefectures.
/// @pre municipalities not empty
std::vector<MapGround> map_grounds(const StudyFile& study, const Inputs& inputs,
                                   const domain::StudyGrid& grid);

/// What one municipality's sheet shows: all of it, or of a far-flung one the group of islands with
/// most of its people.
geo::Box municipality_extent(const Inputs& inputs, const domain::StudyGrid& grid,
                             std::size_t municipality);

} // namespace todoku::study
