// A primary mesh answers from its own part of the polygons as from all of them, to the bit; and its
// part is small.
#include "overlay/covered_points.hpp"
#include "overlay/partition.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <vector>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;

namespace {

constexpr domain::MeshLevel kLevel = domain::MeshLevel::Km1;
const Paper paper(kLevel);

// Cells of 1 km; here the primary meshes 5136, 5137, 5236 and 5237 meet, each 80 cells wide.
constexpr double kX = 40;
constexpr double kY = -6;

const std::vector<domain::MeshCell>& meshes() {
    static const std::vector<domain::MeshCell> four = [] {
        std::vector<domain::MeshCell> cells;
        for (const char* code : {"5136", "5137", "5236", "5237"}) {
            cells.push_back(*domain::MeshCell::parse(code));
        }
        return cells;
    }();
    return four;
}

domain::MeshWindow window_of(domain::MeshCell mesh) {
    return {kLevel, mesh.row() * 80, mesh.column() * 80, 80, 80};
}

geo::Ring turned(geo::Ring ring, Dice& dice) {
    std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(dice.below(ring.size())),
                ring.end());
    if (dice.below(2) == 0) {
        std::reverse(ring.begin(), ring.end());
    }
    return ring;
}

// Stars, rectangles on the lattice and rings that cross themselves, in and around the four meshes
// and far beyond; copies; and polygons that differ from another in one far vertex only.
geo::MultiPolygon any_shape(Dice& dice, std::size_t polygons) {
    geo::MultiPolygon shape;
    const auto x = [&] { return kX + dice.between(-100, 100); };
    const auto y = [&] { return kY + dice.between(-100, 100); };
    for (std::size_t i = 0; i < polygons; ++i) {
        switch (dice.below(6)) {
        case 0: {
            const double west = std::floor(x());
            const double south = std::floor(y());
            shape.polygons.push_back(
                {paper.box(west, south, west + 1 + static_cast<double>(dice.below(120)),
                           south + 1 + static_cast<double>(dice.below(120))),
                 {}});
            break;
        }
        case 1: {
            geo::Ring ring;
            for (int k = 0; k < 7; ++k) {
                ring.push_back(
                    paper.at(kX + dice.between(-200, 200), kY + dice.between(-200, 200)));
            }
            shape.polygons.push_back({ring, {}});
            break;
        }
        case 2: {
            const double at_x = x();
            const double at_y = y();
            shape.polygons.push_back({star(paper, dice, at_x, at_y, 80, 140, 400),
                                      {star(paper, dice, at_x, at_y, 10, 75, 90),
                                       star(paper, dice, x(), y(), 1, 9, 20)}});
            break;
        }
        case 3:
            if (!shape.empty()) {
                geo::Polygon copy = shape.polygons[dice.below(shape.polygons.size())];
                copy.outer = turned(copy.outer, dice);
                shape.polygons.push_back(copy);
            }
            break;
        case 4:
            if (!shape.empty()) {
                geo::Polygon other = shape.polygons[dice.below(shape.polygons.size())];
                const auto far = std::ranges::max_element(other.outer);
                *far = geo::LatLng::from_degrees(far->lat() + 1e-7, far->lng() - 1e-7);
                shape.polygons.push_back(other);
            }
            break;
        default:
            shape.polygons.push_back({star(paper, dice, x(), y(), 0.5, 60, 60), {}});
            break;
        }
    }
    return shape;
}

using Parts = std::vector<std::pair<std::uint32_t, double>>;

std::map<domain::MeshCell, Parts> combinations(const std::vector<LayerShapes>& layers,
                                               const domain::MeshWindow& window) {
    std::map<domain::MeshCell, Parts> result;
    for_each_combination(std::span<const LayerShapes>(layers), window, Threads{1},
                         [&](std::size_t index, std::span<const CombinationPart> parts) {
                             Parts& here = result[window.cell(index)];
                             for (const CombinationPart& part : parts) {
                                 here.emplace_back(part.mask, part.share);
                             }
                         });
    return result;
}

} // namespace

TEST_CASE("parts of primary meshes give the bits of the whole") {
    CHECK(rc::check("partition", [] {
        Dice dice(*rc::gen::arbitrary<std::uint64_t>());
        const std::vector<geo::MultiPolygon> shapes = {any_shape(dice, 5), any_shape(dice, 3),
                                                       any_shape(dice, 4)};
        const std::vector<LayerShapes> layers = {{&shapes[0], &shapes[1]}, {&shapes[2]}};
        const std::vector<const geo::MultiPolygon*> given = {&shapes[0], &shapes[1], &shapes[2]};
        const auto whole = combinations(
            layers, {kLevel, meshes()[0].row() * 80, meshes()[0].column() * 80, 160, 160});
        std::vector<geo::LatLng> points;
        for (int i = 0; i < 40; ++i) {
            points.push_back(paper.at(kX + dice.between(-80, 80), kY + dice.between(-80, 80)));
        }
        const auto masks = covered_points(std::span<const LayerShapes>(layers), points, Threads{1});

        const Partition partition(given, Threads{1});
        std::map<domain::MeshCell, Parts> joined;
        for (const domain::MeshCell mesh : meshes()) {
            const std::vector<geo::MultiPolygon> parts = partition.of(mesh);
            const std::vector<LayerShapes> here = {{&parts[0], &parts[1]}, {&parts[2]}};
            joined.merge(combinations(here, window_of(mesh)));
            const auto masks_here =
                covered_points(std::span<const LayerShapes>(here), points, Threads{1});
            for (std::size_t i = 0; i < points.size(); ++i) {
                if (domain::MeshCell::at(points[i], domain::MeshLevel::Km80) == mesh) {
                    RC_ASSERT(masks_here[i] == masks[i]);
                }
            }
        }
        RC_ASSERT(joined == whole);
    }));
}

TEST_CASE("of a long coast around a mesh few vertices are left, far away none") {
    Dice dice(1);
    const geo::MultiPolygon land = shape_of(star(paper, dice, kX - 40, kY - 40, 300, 320, 20000));
    const std::vector<const geo::MultiPolygon*> given = {&land};
    const Partition partition(given, Threads{1});
    const auto inside = partition.of(*domain::MeshCell::parse("5136"));
    REQUIRE(inside[0].polygons.size() == 1);
    CHECK(inside[0].polygons[0].outer.size() < 200);
    CHECK(partition.of(*domain::MeshCell::parse("6441"))[0].empty());
}

TEST_CASE("polygons that differ only far away stay two in the mesh where they look alike") {
    // Two bands through 5136 from west to east; their eastern ends lie in 5137, one vertex apart.
    const auto band = [](double end) {
        return shape_of(paper.ring({{kX - 60, kY - 30},
                                    {kX + 20, kY - 30},
                                    {kX + 30, kY - 28},
                                    {kX + 40, kY - end},
                                    {kX + 30, kY - 22},
                                    {kX + 20, kY - 20},
                                    {kX - 60, kY - 20}}));
    };
    const geo::MultiPolygon one = band(25);
    const geo::MultiPolygon other = band(26);
    const std::vector<const geo::MultiPolygon*> given = {&one, &other};
    const auto parts = Partition(given, Threads{1}).of(*domain::MeshCell::parse("5136"));
    CHECK(parts[0].polygons[0].outer == one.polygons[0].outer);
    CHECK(parts[1].polygons[0].outer == other.polygons[0].outer);
    const std::vector<const geo::MultiPolygon*> alone = {&one};
    CHECK(Partition(alone, Threads{1})
              .of(*domain::MeshCell::parse("5136"))[0]
              .polygons[0]
              .outer.size() == 4);
}
