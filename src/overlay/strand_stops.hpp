// Where a sweep through the segments of a cell stops, from south to north.
#pragma once

#include "overlay/segment_sides.hpp"

#include <cstdint>
#include <vector>

namespace todoku::overlay {

inline constexpr std::uint32_t kNoSegment = UINT32_MAX;

/// Where the parallel stops: a segment ends, begins, or goes on in another of its ring or beyond a
/// crossing. Stops on one parallel follow from west to east, as if it leant a little.
struct StrandStop {
    CellPoint at;
    std::uint32_t ends = kNoSegment; ///< a segment of the part, by its last piece
    std::uint32_t begins = kNoSegment;
    friend bool operator<(const StrandStop& a, const StrandStop& b) { return a.at < b.at; }
    friend bool operator>(const StrandStop& a, const StrandStop& b) { return b.at < a.at; }
};

/// The stops of a part with segments, from south to north, on one parallel from west to east.
std::vector<StrandStop> stops_from_the_south(const CellPart& part);

} // namespace todoku::overlay
