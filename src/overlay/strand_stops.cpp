#include "overlay/strand_stops.hpp"

#include <numeric>

namespace todoku::overlay {

namespace {

// Stops lie about evenly over the part: thrown into as many strips as there are stops, few
// share one.
std::vector<StrandStop> sorted_evenly(const CellPart& part, const std::vector<StrandStop>& stops) {
    const double strips = static_cast<double>(stops.size()) - 1.0;
    const double scale = strips / (part.u1 - part.u0);
    const auto strip = [&](const StrandStop& stop) {
        return static_cast<std::size_t>(std::clamp((stop.at.u - part.u0) * scale, 0.0, strips));
    };
    std::vector<std::uint32_t> begin(stops.size() + 1, 0);
    for (const StrandStop& stop : stops) {
        ++begin[strip(stop) + 1];
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    std::vector<StrandStop> sorted(stops.size());
    for (const StrandStop& stop : stops) {
        sorted[begin[strip(stop)]++] = stop;
    }
    std::uint32_t first = 0;
    for (const std::uint32_t end : begin) { // by now each strip's end
        if (end > first + 1) {
            std::sort(sorted.begin() + first, sorted.begin() + end);
        }
        first = end;
    }
    return sorted;
}

} // namespace

std::vector<StrandStop> stops_from_the_south(const CellPart& part) {
    std::vector<StrandStop> stops;
    stops.reserve(part.segments.size() + part.segments.size() / 2);
    // Most segments are listed after the one of their ring that they go on from.
    const CellSegment* last = nullptr;
    std::size_t last_low = 0; // its stops; SIZE_MAX where one has both its segments
    std::size_t last_high = 0;
    for (std::uint32_t i = 0; i < part.segments.size(); ++i) {
        const CellSegment& s = part.segments[i];
        const bool follows = last != nullptr && last->group == s.group && last->step == s.step;
        if (follows && last_high < stops.size() && high(*last) == low(s)) {
            stops[last_high].begins = i;
            stops.push_back({high(s), i, kNoSegment});
            last_high = stops.size() - 1;
            last_low = SIZE_MAX;
        } else if (follows && last_low < stops.size() && low(*last) == high(s)) {
            stops[last_low].ends = i;
            stops.push_back({low(s), kNoSegment, i});
            last_low = stops.size() - 1;
            last_high = SIZE_MAX;
        } else {
            stops.push_back({low(s), kNoSegment, i});
            stops.push_back({high(s), i, kNoSegment});
            last_low = stops.size() - 2;
            last_high = stops.size() - 1;
        }
        last = &s;
    }
    return sorted_evenly(part, stops);
}

} // namespace todoku::overlay
