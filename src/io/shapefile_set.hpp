// The files of a Shapefile looked at before GDAL opens them: GDAL reads what is left of a file cut
// short, and a .shp without its .dbf, without a word.
#pragma once

#include "core/issue.hpp"
#include "io/vector_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

struct ShapefileSet {
    bool has_dbf = true;
    /// Bytes of a .shx made from the .shp, where there is none or it does not fit; empty else.
    std::string rebuilt_shx;
};

/// Checks that .shp and .dbf have the bytes their headers and the .shx promise and as many records
/// as each other.
/// @param shp as GDAL opens it (also inside an archive)
/// @param issues receives that the .dbf is missing or the .shx was made anew
/// @throws InputError for a .shp or .dbf cut short, for two that do not belong together, and for a
/// missing .dbf where source.where or source.needs_attributes asks for it
ShapefileSet look_at_shapefile(const VectorSource& source, const std::string& shp,
                               std::vector<Issue>& issues);

/// @throws InputError for a .dbf named alone, which holds attributes and no shapes
void require_shapes(const VectorSource& source);

/// The refusal of a part of a Shapefile other than its .shp.
[[noreturn]] void refuse_part(const VectorSource& source);

/// The file beside a .shp with another ending (three small letters; capitals are found too).
std::optional<std::string> beside_shp(const std::string& shp, const std::string& ending);

} // namespace todoku::io
