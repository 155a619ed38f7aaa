// One raster of heights, opened and placed: its posts, and whether they stand on a
// latitude/longitude lattice.
#pragma once

#include "core/issue.hpp"
#include "geo/box.hpp"
#include "geo/crs.hpp"
#include "io/height_tile.hpp"
#include "io/vector_open.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace todoku::io {

struct TerrainSource {
    Dataset dataset;
    bool on_lattice = false; ///< geographic, north up, on a datum that agrees with JGD2011
    PostLattice lattice;     ///< of such a file
    geo::Box box;            ///< the ground it covers
    /// From latitude and longitude on Tokyo datum: of heights on it that are not on_lattice.
    std::optional<geo::ToJgd2011> from_tokyo;
    std::vector<Issue> issues; ///< what is to be said of the datum
};

/// Opens a raster of heights: GeoTIFF, HGT, any format of GDAL; place and CRS also from a world
/// file, .aux.xml or .prj beside it, the CRS of a file that states none from `crs`.
/// Latitude/longitude rasters on Tokyo datum are moved as a whole by the shift of their middle
/// where that is right to a tenth of a post everywhere; wider ones and projected ones carry their
/// way.
/// @throws InputError where it cannot be read or says neither place nor CRS, or needs a datum grid
/// that is not there
TerrainSource open_terrain(const std::filesystem::path& file, const std::string& name,
                           const GdalMessages& messages, const geo::DatumRules& datum,
                           const std::optional<std::string>& crs = {});

} // namespace todoku::io
