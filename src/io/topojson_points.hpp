// How many points a TopoJSON becomes when its arcs are put where they are named: a small file may
// name a long arc a million times.
#pragma once

#include <cstdint>
#include <string_view>

namespace todoku::io {

/// Points of all arcs, each as often as geometries name it. Linear in the text, and nothing but the
/// arcs' lengths and names is kept. 0 where the text is no TopoJSON that can be parsed.
/// @param text UTF-8
/// Source: the TopoJSON format specification, 2.1.3 and 2.2 (an arc -1 is arc 0 backwards).
std::int64_t points_of_topojson(std::string_view text);

} // namespace todoku::io
