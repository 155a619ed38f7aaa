// What must hold for any shapes: areas add up, order and threads do not matter, GEOS agrees, real
// coasts keep their area.
#include "geo/ellipsoid.hpp"
#include "geos_oracle.hpp"
#include "overlay/covered_shares.hpp"
#include "overlay/layer_source.hpp"
#include "overlay/mesh_overlay.hpp"
#include "overlay/study_grid.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <fstream>
#include <mutex>
#include <numeric>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinAbs;

namespace {

const Paper paper;

// A layer of stars and rectangles, some with holes, some on the lattice, some invalid.
geo::MultiPolygon any_layer(std::uint64_t seed, std::size_t polygons, double size) {
    Dice dice(seed);
    geo::MultiPolygon layer;
    for (std::size_t i = 0; i < polygons; ++i) {
        const double x = dice.between(0, size);
        const double y = dice.between(0, size);
        switch (dice.below(4)) {
        case 0: {
            const double w = std::floor(x);
            const double s = std::floor(y);
            layer.polygons.push_back(
                {paper.box(w, s, w + 1 + static_cast<double>(dice.below(3)), s + 2), {}});
            break;
        }
        case 1: {
            geo::Ring ring;
            for (int k = 0; k < 6; ++k) {
                ring.push_back(paper.at(x + dice.between(-2, 2), y + dice.between(-2, 2)));
            }
            layer.polygons.push_back({ring, {}});
            break;
        }
        case 2:
            layer.polygons.push_back(
                {star(paper, dice, x, y, 1, 2, 30), {star(paper, dice, x, y, 0.2, 0.9, 11)}});
            break;
        default:
            layer.polygons.push_back({star(paper, dice, x, y, 0.5, 3, 17), {}});
            break;
        }
    }
    return layer;
}

double sum_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

geo::MultiPolygon both(const geo::MultiPolygon& a, const geo::MultiPolygon& b) {
    geo::MultiPolygon result = a;
    result.polygons.insert(result.polygons.end(), b.polygons.begin(), b.polygons.end());
    return result;
}

// geo::area() takes edges as straight in longitude and authalic latitude, files (and shares) in
// longitude and latitude: with every edge in 32 pieces the two agree.
geo::MultiPolygon finer(geo::MultiPolygon shape) {
    const auto refine = [](geo::Ring& ring) {
        geo::Ring result;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const geo::LatLng a = ring[i];
            const geo::LatLng b = ring[(i + 1) % ring.size()];
            for (int k = 0; k < 32; ++k) {
                result.push_back(geo::LatLng::from_degrees(a.lat() + (b.lat() - a.lat()) * k / 32,
                                                           a.lng() + (b.lng() - a.lng()) * k / 32));
            }
        }
        ring = std::move(result);
    };
    for (geo::Polygon& polygon : shape.polygons) {
        refine(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), refine);
    }
    return shape;
}

bool same_shares(const std::vector<CellShare>& a, const std::vector<CellShare>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const CellShare& x, const CellShare& y) {
                          return x.cell == y.cell && x.share == y.share;
                      });
}

struct MeshLevelAndRows {
    domain::MeshLevel level;
    int rows;
};

// Stars with ragged holes, islands in the holes, and boxes on the lattice that touch each other:
// valid polygons of which none overlaps another.
geo::MultiPolygon layer_without_overlaps(std::uint64_t seed) {
    Dice dice(seed);
    geo::MultiPolygon layer;
    for (int i = 0; i < 6; ++i) {
        for (int k = 0; k < 6; ++k) {
            const double x = 8 * i + 4 + dice.between(-0.05, 0.05);
            const double y = 8 * k + 4;
            if (dice.below(4) == 0) {
                const double west = 8 * i;
                layer.polygons.push_back({paper.box(west, y - 3, west + 4, y + 0.5), {}});
                layer.polygons.push_back({paper.box(west + 4, y - 3, west + 8, y + 3), {}});
                continue;
            }
            layer.polygons.push_back({star(paper, dice, x, y, 2.6, 3.9, 10 + dice.below(600)),
                                      {star(paper, dice, x, y, 1.2, 2.4, 5 + dice.below(100))}});
            layer.polygons.push_back({star(paper, dice, x, y, 0.3, 1.0, 3 + dice.below(40)), {}});
        }
    }
    return layer;
}

} // namespace

TEST_CASE("A or B, plus A and B, is A plus B in every cell") {
    CHECK(rc::check("inclusion and exclusion", [] {
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        const auto a = any_layer(seed, 4, 8);
        const auto b = any_layer(seed + 1, 4, 8);
        const auto window = paper.window(12, 12, -2, -2);
        const auto in_a = picture(covered_shares(a, window, Threads{1}), window);
        const auto in_b = picture(covered_shares(b, window, Threads{1}), window);
        const auto either = picture(covered_shares(both(a, b), window, Threads{1}), window);
        std::vector<double> and_b(window.size(), 0.0);
        const std::vector<const geo::MultiPolygon*> layers = {&a, &b};
        for_each_combination(layers, window, Threads{1},
                             [&](std::size_t cell, std::span<const CombinationPart> parts) {
                                 for (const auto& part : parts) {
                                     and_b[cell] += part.mask == 3 ? part.share : 0.0;
                                 }
                             });
        for (std::size_t i = 0; i < window.size(); ++i) {
            RC_ASSERT(std::abs(either[i] + and_b[i] - in_a[i] - in_b[i]) < 1e-9);
        }
    }));
}

TEST_CASE("a shape and its complement in a box fill the box") {
    CHECK(rc::check("complement", [] {
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        Dice dice(seed);
        const geo::Ring inner = star(paper, dice, 5, 5, 0.5, 4.5, 3 + dice.below(60));
        const auto window = paper.window(10, 10);
        const auto shape = picture(covered_shares(shape_of(inner), window, Threads{1}), window);
        const auto rest = picture(
            covered_shares(shape_of(paper.box(0, 0, 10, 10), {inner}), window, Threads{1}), window);
        for (std::size_t i = 0; i < window.size(); ++i) {
            RC_ASSERT(std::abs(shape[i] + rest[i] - 1.0) < 1e-9);
        }
    }));
}

TEST_CASE("moving a shape by whole cells to the east moves its shares") {
    CHECK(rc::check("translation", [] {
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        const auto shape = any_layer(seed, 3, 6);
        geo::MultiPolygon moved = shape;
        for (auto& polygon : moved.polygons) {
            for (geo::LatLng& p : polygon.outer) {
                p = geo::LatLng::from_degrees(p.lat(), p.lng() + 7.0 / 320.0);
            }
            for (auto& hole : polygon.holes) {
                for (geo::LatLng& p : hole) {
                    p = geo::LatLng::from_degrees(p.lat(), p.lng() + 7.0 / 320.0);
                }
            }
        }
        const auto before = picture(covered_shares(shape, paper.window(10, 10, -2, -2), Threads{1}),
                                    paper.window(10, 10, -2, -2));
        const auto after = picture(covered_shares(moved, paper.window(10, 10, -2, 5), Threads{1}),
                                   paper.window(10, 10, -2, 5));
        for (std::size_t i = 0; i < before.size(); ++i) {
            RC_ASSERT(std::abs(before[i] - after[i]) < 1e-9);
        }
    }));
}

TEST_CASE("threads, order of polygons, start and direction of rings and the window change no bit") {
    CHECK(rc::check("same bits", [] {
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        const auto window = paper.window(60, 40, -5, -5);
        const auto shape = any_layer(seed, 60, 40);
        const auto expected = covered_shares(shape, window, Threads{1});
        RC_ASSERT(same_shares(expected, covered_shares(shape, window, Threads{4})));
        geo::MultiPolygon shuffled = shape;
        Dice dice(seed);
        std::reverse(shuffled.polygons.begin(), shuffled.polygons.end());
        for (auto& polygon : shuffled.polygons) {
            geo::Ring& ring = polygon.outer;
            if (ring.front() == ring.back()) {
                ring.pop_back();
            }
            std::rotate(ring.begin(),
                        ring.begin() + static_cast<std::ptrdiff_t>(dice.below(ring.size())),
                        ring.end());
            std::reverse(ring.begin(), ring.end());
        }
        RC_ASSERT(same_shares(expected, covered_shares(shuffled, window, Threads{1})));
        // Windows of the window: the same cells, the same bits.
        std::vector<CellShare> joined;
        for (int row = -5; row < 55; row += 15) {
            std::vector<CellShare> west =
                covered_shares(shape, paper.window(15, 17, row, -5), Threads{1});
            const std::vector<CellShare> east =
                covered_shares(shape, paper.window(15, 23, row, 12), Threads{1});
            west.insert(west.end(), east.begin(), east.end());
            std::sort(west.begin(), west.end(),
                      [](const auto& a, const auto& b) { return a.cell < b.cell; });
            joined.insert(joined.end(), west.begin(), west.end());
        }
        RC_ASSERT(same_shares(expected, joined));
    }));
}

TEST_CASE("combinations are the same bits for any number of threads") {
    const auto a = any_layer(1, 80, 40);
    const auto b = any_layer(2, 80, 40);
    const auto c = any_layer(3, 80, 40);
    const std::vector<const geo::MultiPolygon*> layers = {&a, &b, &c};
    const auto window = paper.window(60, 40, -5, -5);
    const auto run = [&](std::size_t threads) {
        std::vector<std::vector<std::pair<std::uint32_t, double>>> cells(window.size());
        std::mutex mutex;
        for_each_combination(layers, window, Threads{threads},
                             [&](std::size_t cell, std::span<const CombinationPart> parts) {
                                 const std::lock_guard lock(mutex);
                                 for (const auto& part : parts) {
                                     cells[cell].emplace_back(part.mask, part.share);
                                 }
                             });
        return cells;
    };
    const auto one = run(1);
    CHECK(one == run(2));
    CHECK(one == run(4));
}

TEST_CASE("the scan answers cells of disjoint shapes, the sweep only what needs it") {
    Dice dice(4);
    geo::MultiPolygon apart;
    for (int i = 0; i < 10; ++i) {
        for (int k = 0; k < 10; ++k) {
            apart.polygons.push_back({star(paper, dice, 4 * i + 2, 4 * k + 2, 1.2, 1.9, 80), {}});
        }
    }
    const auto window = paper.window(40, 40);
    const LayerSource::Layer layer{&apart};
    const LayerSource source(std::span(&layer, 1), window.level, Threads{1});
    const OverlayCounts counts = count_cells(source, window, Bands(window), Threads{1});
    CHECK(counts.swept * 20 < counts.scanned);
    CHECK(counts.full > 0);
}

TEST_CASE("where nothing overlaps the scan alone gives what looking into cells gives") {
    CHECK(rc::check("scan alone", [] {
        const auto shape = layer_without_overlaps(*rc::gen::arbitrary<std::uint64_t>());
        for (const MeshLevelAndRows& at : {MeshLevelAndRows{domain::MeshLevel::M250, 52},
                                           MeshLevelAndRows{domain::MeshLevel::M125, 104},
                                           MeshLevelAndRows{domain::MeshLevel::Km1, 14}}) {
            const Paper sheet(at.level);
            // Edges of the window cut shapes on every side.
            const auto window = sheet.window(at.rows - 9, at.rows - 10, 4, 3);
            const auto looked = covered_shares(shape, window, Threads{1});
            const auto scanned = covered_shares(shape, window, Threads{1}, Overlaps::None);
            RC_ASSERT(
                same_shares(scanned, covered_shares(shape, window, Threads{4}, Overlaps::None)));
            const auto expected = picture(looked, window);
            const auto found = picture(scanned, window);
            std::size_t same = 0;
            for (std::size_t i = 0; i < window.size(); ++i) {
                RC_ASSERT(std::abs(found[i] - expected[i]) < 1e-10);
                same += static_cast<std::size_t>(found[i] == expected[i]);
            }
            // Other bits only where the sweep was asked (touching boxes, islands beside edges), as
            // in all of the few cells of 1 km.
            RC_ASSERT(same * 10 > window.size() * 9 || at.level == domain::MeshLevel::Km1);
        }
    }));
}

TEST_CASE("the scan alone gives the same bits in any window and from any side") {
    const auto shape = layer_without_overlaps(11);
    const auto window = paper.window(50, 50, -1, -1);
    const auto expected = covered_shares(shape, window, Threads{1}, Overlaps::None);
    geo::MultiPolygon other = shape;
    std::reverse(other.polygons.begin(), other.polygons.end());
    for (auto& polygon : other.polygons) {
        std::reverse(polygon.outer.begin(), polygon.outer.end());
        std::rotate(polygon.outer.begin(), polygon.outer.begin() + 2, polygon.outer.end());
    }
    CHECK(same_shares(expected, covered_shares(other, window, Threads{1}, Overlaps::None)));
    std::vector<CellShare> joined;
    for (int row = -1; row < 49; row += 10) {
        auto west =
            covered_shares(shape, paper.window(10, 23, row, -1), Threads{1}, Overlaps::None);
        const auto east =
            covered_shares(shape, paper.window(10, 27, row, 22), Threads{1}, Overlaps::None);
        west.insert(west.end(), east.begin(), east.end());
        std::sort(west.begin(), west.end(),
                  [](const auto& a, const auto& b) { return a.cell < b.cell; });
        joined.insert(joined.end(), west.begin(), west.end());
    }
    CHECK(same_shares(expected, joined));
}

TEST_CASE("shares of overlapping stars agree with the union that GEOS makes") {
    // GEOS 3.11 is itself checked: pieces of the union must add up to the union's own area.
    Dice dice(2718);
    const Geos geos;
    for (int round = 0; round < 5; ++round) {
        geo::MultiPolygon shape;
        for (int i = 0; i < 12; ++i) {
            shape.polygons.push_back(
                {star(paper, dice, dice.between(2, 10), dice.between(2, 10), 1.0, 2.0, 60), {}});
        }
        const auto window = paper.window(14, 14, -1, -1);
        const auto found = picture(covered_shares(shape, window, Threads{1}), window);
        const GeosShape united = geos.union_of(shape);
        double pieces = 0.0;
        for (std::size_t i = 0; i < window.size(); ++i) {
            const double planar = geos.area_in(united, window.cell(i).box());
            pieces += planar;
            const geo::Box box = window.cell(i).box();
            const double share = planar / ((box.north - box.south) * (box.east - box.west));
            // GEOS measures in degrees: up to 3.4e-6 from true area at 250 m.
            CHECK_THAT(found[i], WithinAbs(share, 4e-6));
        }
        CHECK_THAT(pieces, WithinAbs(geos.area(united), 1e-12));
        CHECK_THAT(sum_of(found) / (320.0 * 480.0), WithinAbs(pieces, 1e-9));
    }
}

TEST_CASE("real coasts in full resolution keep their area in the cells") {
    for (const char* code : {"24209", "24543", "24211", "24201", "24303"}) {
        const std::string file = std::string("data/municipal/N03_fullres/") + code + ".geojson";
        if (!todoku::test::have_shared(file)) {
            return;
        }
        std::ifstream in(todoku::test::shared(file));
        const nlohmann::json json = nlohmann::json::parse(in);
        geo::MultiPolygon shape;
        for (const auto& feature : json.at("features")) {
            const auto add = [&](const nlohmann::json& rings) {
                geo::Polygon polygon;
                for (std::size_t i = 0; i < rings.size(); ++i) {
                    geo::Ring ring;
                    for (const auto& p : rings[i]) {
                        ring.push_back(
                            geo::LatLng::from_degrees(p[1].get<double>(), p[0].get<double>()));
                    }
                    if (i == 0) {
                        polygon.outer = std::move(ring);
                    } else {
                        polygon.holes.push_back(std::move(ring));
                    }
                }
                shape.polygons.push_back(std::move(polygon));
            };
            const auto& geometry = feature.at("geometry");
            if (geometry.at("type") == "Polygon") {
                add(geometry.at("coordinates"));
            } else {
                for (const auto& rings : geometry.at("coordinates")) {
                    add(rings);
                }
            }
        }
        for (const domain::MeshLevel level :
             {domain::MeshLevel::Km1, domain::MeshLevel::M250, domain::MeshLevel::M125}) {
            const auto window = domain::MeshWindow::around(geo::bounds(shape), level);
            const auto shares = covered_shares(shape, window, Threads{1});
            double sum = 0.0;
            for (const CellShare& share : shares) {
                sum += share.share * geo::area(share.cell.box()).value();
                REQUIRE(share.share > 0.0);
                REQUIRE(share.share <= 1.0);
            }
            INFO(code << " at " << domain::name_of(level));
            const double area = geo::area(finer(shape)).value();
            CHECK(std::abs(sum / area - 1.0) < 1e-9);
            CHECK(same_shares(shares, covered_shares(shape, window, Threads{4})));
        }
    }
}
