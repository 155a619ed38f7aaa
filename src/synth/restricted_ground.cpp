#include "synth/restricted_ground.hpp"

#include "geo/ellipsoid.hpp"
#include "synth/random.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace todoku::synth {

namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

struct ParkSketch {
    const char* name = "";
    double lat = 0.0;
    double lng = 0.0;
    double radius_km = 0.0;
};

// Where mountains and coasts of the region are protected, roughly; names, sizes and outlines are
// made up.
constexpr std::array<ParkSketch, 9> kParks = {{
    {"志摩海岸自然公園（模擬）", 34.29, 136.80, 11.0},
    {"志摩海岸自然公園（模擬）", 34.43, 136.86, 6.0},
    {"熊野山地自然公園（模擬）", 34.19, 136.14, 9.0},
    {"熊野灘自然公園（模擬）", 33.98, 136.24, 7.0},
    {"鈴鹿山地自然公園（模擬）", 35.06, 136.44, 7.5},
    {"鈴鹿山地自然公園（模擬）", 34.93, 136.38, 5.0},
    {"青山高原自然公園（模擬）", 34.68, 136.29, 6.0},
    {"赤目渓谷自然公園（模擬）", 34.57, 136.09, 6.0},
    {"奥伊勢渓谷自然公園（模擬）", 34.36, 136.20, 8.0},
}};

geo::LatLng rounded(geo::LatLng place) {
    return geo::LatLng::from_degrees(std::round(place.lat() * 1e7) / 1e7,
                                     std::round(place.lng() * 1e7) / 1e7);
}

} // namespace

std::vector<ParkZone> draw_parks(std::uint64_t seed) {
    constexpr int kCorners = 90;
    constexpr double kSpecial = 0.62; // of the park's radius
    constexpr double kCore = 0.24;
    std::vector<ParkZone> zones;
    for (std::size_t p = 0; p < kParks.size(); ++p) {
        Random random(seed, "park", p);
        const geo::LocalFrame frame(geo::LatLng::from_degrees(kParks[p].lat, kParks[p].lng));
        const double lobe = random.uniform();
        const double bend = random.uniform();
        geo::Ring whole;
        geo::Ring special;
        geo::Ring core;
        for (int k = 0; k < kCorners; ++k) {
            const double turn = static_cast<double>(k) / kCorners;
            const double shape = 1.0 + 0.22 * std::cos(2.0 * kTurn * (turn - lobe)) +
                                 0.12 * std::cos(5.0 * kTurn * (turn - bend)) +
                                 random.uniform(-0.05, 0.05);
            const double radius_m = 1000.0 * kParks[p].radius_km * shape;
            const auto at = [&](double part) {
                return rounded(frame.to_lat_lng({part * radius_m * std::sin(kTurn * turn),
                                                 part * radius_m * std::cos(kTurn * turn)}));
            };
            whole.push_back(at(1.0));
            special.push_back(at(kSpecial));
            core.push_back(at(kCore));
        }
        zones.push_back({kParks[p].name, "特別保護地区", {core, {}}});
        zones.push_back({kParks[p].name, "特別地域", {special, {core}}});
        zones.push_back({kParks[p].name, "普通地域", {whole, {special}}});
    }
    return zones;
}

std::vector<geo::Polygon> draw_slides(const Prefecture& prefecture,
                                      std::span<const CensusCell> residents, std::uint64_t seed) {
    constexpr std::size_t kMost = 400;
    constexpr double kSteep = 0.12;
    constexpr int kCorners = 9;
    const Landscape& landscape = prefecture.landscape;
    Random random(seed, "slides");
    std::vector<geo::Polygon> slides;
    for (std::size_t attempt = 0; attempt < 40 * kMost && slides.size() < kMost; ++attempt) {
        const geo::Box cell = residents[random.below(residents.size())].cell.box();
        const auto place = geo::LatLng::from_degrees(random.uniform(cell.south, cell.north),
                                                     random.uniform(cell.west, cell.east));
        if (landscape.grid.between(landscape.slope, place) < kSteep ||
            !prefecture.municipality_at(place)) {
            continue;
        }
        const geo::LocalFrame frame(place);
        geo::Polygon slide;
        for (int k = 0; k < kCorners; ++k) {
            const double radius_m = random.uniform(30.0, 110.0);
            slide.outer.push_back(
                rounded(frame.to_lat_lng({radius_m * std::sin(kTurn * k / kCorners),
                                          radius_m * std::cos(kTurn * k / kCorners)})));
        }
        slides.push_back(std::move(slide));
    }
    return slides;
}

} // namespace todoku::synth
