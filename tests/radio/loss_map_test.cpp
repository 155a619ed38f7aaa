// The map of loss around one site: posts, edges, models.
#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "radio/free_space.hpp"
#include "radio/path_loss.hpp"
#include "radio/reach.hpp"
#include "radio/terrain_profile.hpp"
#include "support/catch.hpp"

#include <cmath>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::WithinAbs;
using geo::LatLng;

LossMapRequest request_of(const std::string& model) {
    LossMapRequest request;
    request.site = LatLng::from_degrees(34.5, 136.7);
    request.height = Metres(30.0);
    request.radius = Metres(1000.0);
    request.frequency = gigahertz(3.7);
    request.model = model;
    request.step = Metres(100.0);
    return request;
}

LatLng post(const geo::HeightGrid& map, std::size_t row, std::size_t column) {
    return LatLng::from_degrees(map.north - map.lat_step * static_cast<double>(row),
                                map.west + map.lng_step * static_cast<double>(column));
}

} // namespace

TEST_CASE("The map's middle post is the site and posts beyond the radius are void") {
    Progress progress;
    const LossMapRequest request = request_of("freespace");
    const geo::HeightGrid map = loss_map(request, progress);
    REQUIRE(map.rows == 21);
    REQUIRE(map.columns == 21);
    CHECK_THAT(geo::distance(post(map, 10, 10), request.site).value(), WithinAbs(0.0, 1e-3));
    CHECK_THAT(geo::distance(post(map, 10, 10), post(map, 10, 11)).value(), WithinAbs(100.0, 0.01));
    CHECK_THAT(geo::distance(post(map, 10, 10), post(map, 9, 10)).value(), WithinAbs(100.0, 0.01));
    std::size_t inside = 0;
    for (std::size_t r = 0; r < map.rows; ++r) {
        for (std::size_t c = 0; c < map.columns; ++c) {
            const double d = geo::distance(request.site, post(map, r, c)).value();
            if (std::abs(d - 1000.0) > 0.5) {
                CHECK(std::isnan(map.at(r, c)) == (d > 1000.0));
            }
            inside += std::isnan(map.at(r, c)) ? 0U : 1U;
        }
    }
    CHECK(inside > 300);
    CHECK_THAT(
        static_cast<double>(map.at(10, 15)),
        WithinAbs(free_space_loss_db(slant_m(500.0, 28.5), wavelength(gigahertz(3.7))), 1e-3));
}

TEST_CASE("Each post equals the path loss of its own profile") {
    geo::HeightGrid terrain;
    terrain.lat_step = terrain.lng_step = 1.0 / 3000.0;
    terrain.rows = terrain.columns = 200;
    terrain.north = 34.5 + terrain.lat_step * 100;
    terrain.west = 136.7 - terrain.lng_step * 100;
    for (std::size_t i = 0; i < 200 * 200; ++i) {
        terrain.heights.push_back(static_cast<float>((i * 7919) % 101) +
                                  static_cast<float>(i / 400));
    }
    Progress progress;
    for (const PathModel& model : path_models()) {
        INFO(model.id);
        LossMapRequest request = request_of(std::string(model.id));
        request.terrain = &terrain;
        request.exact = true;
        const geo::HeightGrid map = loss_map(request, progress);
        for (const auto& [row, column] :
             {std::pair<std::size_t, std::size_t>{3, 8}, {10, 19}, {17, 5}}) {
            const TerrainProfile ground =
                sample_terrain(&terrain, ground_line(request.site, post(map, row, column)),
                               profile_step(&terrain));
            PathCase path;
            path.model = model.id;
            path.f_ghz = 3.7;
            path.htg_m = 30.0;
            path.hrg_m = 1.5;
            path.vpol = true;
            path.lat_t = request.site.lat();
            path.lon_t = request.site.lng();
            path.lat_r = post(map, row, column).lat();
            path.lon_r = post(map, row, column).lng();
            const PathLoss plain = path_loss({ground.at_m, ground.height_m, {}, {}}, path);
            CHECK_THAT(static_cast<double>(map.at(row, column)), WithinAbs(plain.loss_db, 1e-4));
        }
        request.threads = {1};
        const geo::HeightGrid again = loss_map(request, progress);
        for (std::size_t i = 0; i < map.heights.size(); ++i) {
            CHECK((map.heights[i] == again.heights[i] ||
                   (std::isnan(map.heights[i]) && std::isnan(again.heights[i]))));
        }
    }
}

TEST_CASE("The map's step is the terrain's own unless one is given") {
    Progress progress;
    LossMapRequest request = request_of("bullington");
    request.step = Metres(0.0);
    CHECK(loss_map(request, progress).rows == 41); // 50 m without terrain
}

TEST_CASE("Maps that cannot be meant are refused") {
    Progress progress;
    const auto refused = [&](const LossMapRequest& request) {
        CHECK_THROWS_AS(loss_map(request, progress), UsageError);
    };
    refused(request_of("hata"));
    LossMapRequest request = request_of("bullington");
    request.radius = Metres(0.0);
    refused(request);
    request = request_of("bullington");
    request.step = Metres(-1.0);
    refused(request);
    request = request_of("bullington");
    request.height = Metres(std::nan(""));
    refused(request);
    request = request_of("p526");
    request.frequency = Hertz(1e6);
    refused(request);
    request = request_of("bullington");
    request.radius = kilometres(500.0);
    request.step = Metres(1.0);
    refused(request);
}

TEST_CASE("A map too large for the memory is refused with the step and the radius that would do") {
    Progress progress;
    LossMapRequest request = request_of("bullington");
    request.radius = kilometres(200.0);
    request.step = Metres(10.0);
    try {
        (void)loss_map(request, progress);
        FAIL("not refused");
    } catch (const UsageError& error) {
        const std::string& en = error.message().en;
        INFO(en);
        CHECK(en.find("40001 a side") != std::string::npos);
        CHECK(en.find("33.9 m or more") != std::string::npos);
        CHECK(en.find("59150 m or less") != std::string::npos);
    }
}
