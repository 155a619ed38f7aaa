#include "synth/outline.hpp"

#include "geo/ellipsoid.hpp"
#include "synth/random.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::synth {

namespace {

geo::Line line_of(std::initializer_list<std::pair<double, double>> points) {
    geo::Line line;
    for (const auto& [lat, lng] : points) {
        line.push_back(geo::LatLng::from_degrees(lat, lng));
    }
    return line;
}

std::vector<geo::Ring> draw_land() {
    return {
        // The mainland: from the mouths of the Kiso rivers down Ise Bay, round Shima, along the
        // Kumano coast, then
        // outside the stage through the inland prefectures and back down the eastern shore of the
        // bay.
        line_of({{35.050, 136.780}, {35.030, 136.735}, {35.035, 136.715}, {35.010, 136.685},
                 {34.985, 136.675}, {34.955, 136.650}, {34.920, 136.658}, {34.885, 136.648},
                 {34.850, 136.622}, {34.805, 136.585}, {34.760, 136.555}, {34.715, 136.540},
                 {34.670, 136.540}, {34.630, 136.552}, {34.605, 136.580}, {34.590, 136.630},
                 {34.565, 136.680}, {34.550, 136.720}, {34.525, 136.770}, {34.510, 136.800},
                 {34.505, 136.840}, {34.480, 136.880}, {34.450, 136.905}, {34.410, 136.915},
                 {34.370, 136.925}, {34.320, 136.915}, {34.280, 136.910}, {34.260, 136.870},
                 {34.262, 136.800}, {34.265, 136.740}, {34.262, 136.690}, {34.245, 136.640},
                 {34.225, 136.590}, {34.215, 136.530}, {34.195, 136.470}, {34.175, 136.420},
                 {34.135, 136.370}, {34.100, 136.340}, {34.055, 136.310}, {34.020, 136.300},
                 {33.975, 136.285}, {33.945, 136.250}, {33.915, 136.205}, {33.890, 136.150},
                 {33.880, 136.115}, {33.845, 136.080}, {33.800, 136.050}, {33.755, 136.030},
                 {33.725, 136.020}, {33.700, 136.010}, {33.650, 135.970}, {33.590, 135.945},
                 {33.400, 135.900}, {33.400, 135.500}, {35.600, 135.500}, {35.600, 137.300},
                 {34.900, 137.300}, {34.780, 137.060}, {34.700, 136.985}, {34.760, 136.920},
                 {34.850, 136.855}, {34.950, 136.845}, {35.020, 136.860}, {35.050, 136.840}}),
        // Off Toba, as large as 答志島, 菅島 and 神島 together look on a map of this scale.
        line_of({{34.520, 136.865},
                 {34.530, 136.895},
                 {34.522, 136.925},
                 {34.510, 136.900},
                 {34.510, 136.872}}),
        line_of({{34.488, 136.895}, {34.494, 136.920}, {34.483, 136.930}, {34.476, 136.905}}),
        line_of({{34.545, 136.975}, {34.553, 136.985}, {34.547, 136.995}, {34.540, 136.985}}),
    };
}

std::vector<Range> draw_ranges() {
    return {
        {line_of({{35.27, 136.44},
                  {35.10, 136.425},
                  {35.00, 136.41},
                  {34.92, 136.37},
                  {34.87, 136.33}}),
         5.0, 0.80},
        {line_of({{34.87, 136.33}, {34.75, 136.31}, {34.64, 136.27}, {34.56, 136.20}}), 6.5, 0.50},
        {line_of({{34.52, 136.14}, {34.43, 136.09}, {34.33, 136.08}, {34.19, 136.11}}), 9.0, 0.95},
        {line_of({{34.43, 136.12}, {34.44, 136.28}, {34.46, 136.40}}), 5.5, 0.55},
        {line_of({{34.19, 136.11}, {34.26, 136.24}, {34.30, 136.38}, {34.34, 136.52}}), 7.0, 0.60},
        {line_of({{34.19, 136.11}, {34.09, 136.10}, {33.99, 136.09}, {33.93, 136.03}}), 9.0, 0.85},
        {line_of({{34.14, 136.22}, {34.02, 136.18}, {33.95, 136.14}}), 5.0, 0.55},
        {line_of({{33.95, 136.00}, {33.85, 135.98}, {33.78, 135.97}}), 7.0, 0.45},
        {line_of({{34.34, 136.52}, {34.37, 136.64}, {34.42, 136.74}, {34.44, 136.80}}), 4.5, 0.36},
        {line_of({{34.25, 136.60}, {34.30, 136.72}, {34.35, 136.86}}), 6.0, 0.14},
        {line_of({{34.385, 136.91}, {34.29, 136.895}, {34.275, 136.75}}), 2.6, 0.14},
        {line_of({{34.49, 136.83}, {34.43, 136.86}, {34.39, 136.88}}), 4.0, 0.17},
        {line_of({{34.52, 136.87}, {34.52, 136.92}}), 2.0, 0.30},
        {line_of({{34.485, 136.90}, {34.485, 136.925}}), 2.0, 0.30},
        {line_of({{34.546, 136.98}, {34.547, 136.99}}), 2.0, 0.30},
        {line_of({{35.27, 136.53}, {35.16, 136.62}}), 3.0, 0.45},
        {line_of({{34.55, 136.14}, {34.58, 136.03}, {34.62, 135.98}}), 5.0, 0.40},
        {line_of({{34.45, 135.95}, {34.10, 135.90}, {33.80, 135.80}}), 18.0, 0.85},
        {line_of({{34.93, 136.05}, {34.93, 136.28}}), 6.0, 0.25},
    };
}

void break_up(geo::LatLng a, geo::LatLng b, double roughness, double side_km, std::uint64_t seed,
              geo::Line& out) {
    const geo::LocalFrame frame(a);
    const auto end = frame.to_metres(b);
    if (std::hypot(end.east_m, end.north_m) <= side_km * 1000.0) {
        out.push_back(b);
        return;
    }
    const double shift = roughness * (2.0 * unit_interval(hashed(seed, 1)) - 1.0);
    const double along = 0.5 + 0.2 * (unit_interval(hashed(seed, 2)) - 0.5);
    const geo::LatLng middle = frame.to_lat_lng(
        {along * end.east_m - shift * end.north_m, along * end.north_m + shift * end.east_m});
    break_up(a, middle, roughness, side_km, hashed(seed, 3), out);
    break_up(middle, b, roughness, side_km, hashed(seed, 4), out);
}

} // namespace

std::span<const geo::Ring> land_sketch() {
    static const std::vector<geo::Ring> land = draw_land();
    return land;
}

const geo::Ring& prefecture_sketch() {
    static const geo::Ring outline = line_of({
        {35.095, 136.755},
        {35.075, 136.770},
        {35.000, 136.770},
        {34.850, 136.740},
        {34.650, 136.720},
        {34.590, 136.850},
        {34.600, 137.020},
        {34.480, 137.020},
        {34.200, 136.990},
        {34.150, 136.600},
        {33.950, 136.400},
        {33.700, 136.080},
        // Up the Kumano river, then the western ridge: Odaigahara, Takami, round the basins of
        // Nabari and Iga.
        {33.720, 136.000},
        {33.765, 135.965},
        {33.800, 135.915},
        {33.850, 135.870},
        {33.900, 135.860},
        {33.950, 135.890},
        {33.985, 135.960},
        {34.040, 136.010},
        {34.110, 136.050},
        {34.185, 136.105},
        {34.240, 136.095},
        {34.300, 136.070},
        {34.360, 136.060},
        {34.430, 136.090},
        {34.475, 136.130},
        {34.505, 136.090},
        {34.545, 136.020},
        {34.610, 136.005},
        {34.660, 136.045},
        {34.720, 136.015},
        {34.790, 136.010},
        {34.845, 136.065},
        {34.885, 136.150},
        {34.880, 136.240},
        {34.860, 136.310},
        {34.920, 136.360},
        {35.000, 136.405},
        {35.090, 136.425},
        {35.180, 136.425},
        {35.255, 136.465},
        {35.220, 136.540},
        {35.185, 136.600},
        {35.145, 136.655},
        {35.135, 136.700},
    });
    return outline;
}

std::span<const Range> range_sketch() {
    static const std::vector<Range> ranges = draw_ranges();
    return ranges;
}

const geo::Line& ria_sketch() {
    static const geo::Line coast = line_of({{34.47, 136.87},
                                            {34.36, 136.88},
                                            {34.29, 136.84},
                                            {34.28, 136.70},
                                            {34.24, 136.58},
                                            {34.20, 136.46},
                                            {34.12, 136.33},
                                            {34.03, 136.26},
                                            {33.93, 136.18}});
    return coast;
}

geo::Line roughened(const geo::Line& line, bool closed, double roughness, double side_km,
                    std::uint64_t seed) {
    geo::Line out;
    if (line.empty()) {
        return out;
    }
    out.push_back(line.front());
    const std::size_t sides = closed ? line.size() : line.size() - 1;
    for (std::size_t i = 0; i < sides; ++i) {
        break_up(line[i], line[(i + 1) % line.size()], roughness, side_km, hashed(seed, i), out);
    }
    if (closed) {
        out.pop_back(); // the first vertex again
    }
    return out;
}

} // namespace todoku::synth
