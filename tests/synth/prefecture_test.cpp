#include "geo/ellipsoid.hpp"
#include "support/catch.hpp"
#include "synth/erosion.hpp"
#include "synth/municipality_table.hpp"
#include "synth/prefecture.hpp"
#include "synth/random.hpp"
#include "synth/terrain.hpp"
#include "synth/territories.hpp"

#include <algorithm>
#include <numeric>
#include <set>

using namespace todoku;
using synth::municipality_table;

namespace {

const synth::Prefecture& prefecture() {
    static const synth::Prefecture made = synth::make_prefecture(24);
    return made;
}

} // namespace

TEST_CASE("The table of municipalities has the 29 of Mie and the census total of the prefecture") {
    const auto table = municipality_table();
    REQUIRE(table.size() == 29);
    CHECK(std::is_sorted(table.begin(), table.end(),
                         [](const auto& a, const auto& b) { return a.code < b.code; }));
    std::int64_t people = 0;
    for (const auto& facts : table) {
        people += facts.population;
    }
    CHECK(people == 1770254); // 三重県, 令和2年国勢調査
}

TEST_CASE("Every municipality is one patch of mainland, and islands where it has some") {
    for (std::size_t i = 0; i < municipality_table().size(); ++i) {
        std::vector<double> areas;
        for (const geo::Polygon& polygon : prefecture().boundaries[i].polygons) {
            areas.push_back(geo::area(polygon).value());
        }
        INFO(municipality_table()[i].name);
        REQUIRE_FALSE(areas.empty());
        const double whole = std::accumulate(areas.begin(), areas.end(), 0.0);
        CHECK(*std::max_element(areas.begin(), areas.end()) > 0.75 * whole);
        const double wanted = municipality_table()[i].area_km2 * 1e6;
        CHECK(whole > 0.5 * wanted);
        CHECK(whole < 2.5 * wanted);
    }
    CHECK(prefecture().boundaries[9].polygons.size() > 1); // 鳥羽市 has islands
}

TEST_CASE("Municipalities fill the prefecture without gap or overlap") {
    double parts = 0.0;
    for (const geo::MultiPolygon& boundary : prefecture().boundaries) {
        parts += geo::area(boundary).value();
    }
    const double whole = geo::area(prefecture().mosaic.polygons([](std::uint8_t label) {
                             return label >= synth::Territories::kFirst;
                         })).value();
    CHECK_THAT(parts, Catch::Matchers::WithinAbs(whole, 1.0)); // of some 6,000,000,000 m2
}

TEST_CASE("A vertex on a border between municipalities is in both to the last bit") {
    std::vector<std::set<geo::LatLng>> vertices;
    for (const geo::MultiPolygon& boundary : prefecture().boundaries) {
        std::set<geo::LatLng>& own = vertices.emplace_back();
        for (const geo::Polygon& polygon : boundary.polygons) {
            own.insert(polygon.outer.begin(), polygon.outer.end());
            for (const geo::Ring& hole : polygon.holes) {
                own.insert(hole.begin(), hole.end());
            }
        }
    }
    std::size_t borders = 0;
    for (const synth::BorderPiece& piece : prefecture().mosaic.pieces) {
        if (piece.left >= synth::Territories::kFirst && piece.right >= synth::Territories::kFirst) {
            ++borders;
            for (const std::uint8_t label : {piece.left, piece.right}) {
                const auto& own =
                    vertices[static_cast<std::size_t>(label - synth::Territories::kFirst)];
                REQUIRE(own.count(prefecture().mosaic.vertices[piece.from]) == 1);
                REQUIRE(own.count(prefecture().mosaic.vertices[piece.to]) == 1);
            }
        }
    }
    CHECK(borders > 5000);
}

TEST_CASE("Every office stands in its own municipality, the port towns' too") {
    for (std::size_t i = 0; i < municipality_table().size(); ++i) {
        INFO(municipality_table()[i].name);
        CHECK(prefecture().municipality_at(municipality_table()[i].office) == i);
    }
}

TEST_CASE("The quick look-up of a municipality agrees with its polygons") {
    synth::Random random(5, "look-up");
    for (int k = 0; k < 4000; ++k) {
        const auto place =
            geo::LatLng::from_degrees(random.uniform(33.7, 35.3), random.uniform(135.85, 137.0));
        std::optional<std::size_t> slow;
        for (std::size_t i = 0; i < prefecture().boundaries.size() && !slow; ++i) {
            if (geo::contains(prefecture().boundaries[i], place)) {
                slow = i;
            }
        }
        REQUIRE(prefecture().municipality_at(place) == slow);
    }
}

TEST_CASE("Water always runs down to the sea or off the stage") {
    const synth::Landscape& land = prefecture().landscape;
    std::vector<std::uint8_t> base(land.grid.size());
    for (std::size_t i = 0; i < base.size(); ++i) {
        base[i] = land.land[i] == 0 || land.grid.at_edge(i) ? 1 : 0;
    }
    const synth::Drainage drainage = synth::drain(land.grid, base, land.height);
    REQUIRE(drainage.order.size() == land.grid.size());
    std::vector<std::size_t> position(land.grid.size());
    for (std::size_t k = 0; k < drainage.order.size(); ++k) {
        position[drainage.order[k]] = k;
    }
    double drained = 0.0;
    for (std::size_t i = 0; i < land.grid.size(); ++i) {
        if (base[i] == 0) {
            REQUIRE(position[drainage.receiver[i]] < position[i]);
        } else {
            drained += drainage.area[i];
        }
    }
    CHECK(drained == static_cast<double>(land.grid.size())); // nothing is lost on the way
}

TEST_CASE(
    "Terrain is sea level at sea, land above it, and no higher than the highest of the region") {
    const geo::HeightGrid terrain = synth::draw_terrain(prefecture(), 24, {1});
    CHECK(terrain.height(geo::LatLng::from_degrees(34.70, 136.72)) == 0.0F); // the bay
    const float highest = *std::max_element(terrain.heights.begin(), terrain.heights.end());
    CHECK(highest > 1600.0F); // 日出ヶ岳: 1,695 m
    CHECK(highest < 1900.0F);
    CHECK(*std::min_element(terrain.heights.begin(), terrain.heights.end()) == 0.0F);
    // Posts within the prefecture are land, to the very coast.
    std::size_t inside = 0;
    synth::Random random(6, "posts");
    for (int k = 0; k < 3000; ++k) {
        const std::size_t row = random.below(terrain.rows);
        const std::size_t column = random.below(terrain.columns);
        const auto place = geo::LatLng::from_degrees(
            terrain.north - terrain.lat_step * static_cast<double>(row),
            terrain.west + terrain.lng_step * static_cast<double>(column));
        if (prefecture().municipality_at(place)) {
            ++inside;
            REQUIRE(terrain.at(row, column) >= 1.0F);
        }
    }
    CHECK(inside > 500);
    CHECK(synth::draw_terrain(prefecture(), 24, {4}).heights == terrain.heights);
}
