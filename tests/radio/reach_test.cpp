// Reach: the fast way against a plain one, and its behaviour at every edge.
#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "radio/bullington.hpp"
#include "radio/effective_earth.hpp"
#include "radio/free_space.hpp"
#include "radio/reach.hpp"
#include "radio/site_review.hpp"
#include "radio/terrain_profile.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <numeric>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::WithinAbs;
using geo::LatLng;

const LatLng kTsu = LatLng::from_degrees(34.73, 136.51);

/// Ridges and valleys of some hundred metres, steep as in Mie; posts of about 30 m.
geo::HeightGrid rolling_terrain(std::size_t rows = 700, std::size_t columns = 700) {
    geo::HeightGrid grid;
    grid.lat_step = 1.0 / 3600.0;
    grid.lng_step = 1.0 / 3000.0;
    grid.north = kTsu.lat() + grid.lat_step * static_cast<double>(rows / 2);
    grid.west = kTsu.lng() - grid.lng_step * static_cast<double>(columns / 2);
    grid.rows = rows;
    grid.columns = columns;
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            const double y = static_cast<double>(r);
            const double x = static_cast<double>(c);
            const double height = 150.0 + 120.0 * std::sin(x / 37.0) * std::cos(y / 29.0) +
                                  60.0 * std::sin((x + 2.0 * y) / 11.0) +
                                  15.0 * std::sin(x * y / 97.0);
            grid.heights.push_back(static_cast<float>(std::max(0.0, height)));
        }
    }
    return grid;
}

std::vector<domain::MeshCell> cells_around(LatLng place, double radius_m,
                                           domain::MeshLevel level = domain::MeshLevel::M250) {
    const geo::LocalFrame frame(place);
    const LatLng south_west = frame.to_lat_lng({-radius_m, -radius_m});
    const LatLng north_east = frame.to_lat_lng({radius_m, radius_m});
    const auto window = domain::MeshWindow::around(
        {south_west.lat(), south_west.lng(), north_east.lat(), north_east.lng()}, level);
    std::vector<domain::MeshCell> cells;
    for (std::size_t i = 0; i < window.size(); ++i) {
        cells.push_back(window.cell(i));
    }
    return cells;
}

/// One profile in double per receiver, no bucketing, no sharing: how much loss is left before
/// service ends, dB.
double margin_db(const geo::HeightGrid* terrain, const Site& site, const BandPreset& preset,
                 LatLng receiver) {
    const GroundLine line = ground_line(site.place, receiver);
    if (line.length_m > preset.radius.value()) {
        return -std::numeric_limits<double>::infinity();
    }
    const TerrainProfile profile = sample_terrain(terrain, line, profile_step(terrain));
    const double first = profile.height_m.front() + antenna_height(site, preset).value();
    const double second = profile.height_m.back() + preset.receiver_height.value();
    const Metres wave = wavelength(preset.frequency);
    double loss = free_space_loss_db(slant_m(line.length_m, second - first), wave);
    if (line.length_m > 0.0) {
        loss += bullington({profile.at_m, profile.height_m, first, second},
                           kStandardEffectiveRadius, wave)
                    .loss_db;
    }
    return preset.maximum_loss().value() - loss;
}

/// Least and greatest number of receivers served if every loss is off by up to `error_db`.
struct Count {
    int least = 0;
    int greatest = 0;
};
Count count_served(const ReachRequest& request, std::size_t site, std::size_t preset,
                   std::size_t cell, double error_db) {
    const geo::Box box = request.cells[cell].box();
    const int side = request.receivers_per_side;
    Count count;
    for (int r = 0; r < side; ++r) {
        for (int c = 0; c < side; ++c) {
            const LatLng receiver =
                LatLng::from_degrees(box.south + (box.north - box.south) * (r + 0.5) / side,
                                     box.west + (box.east - box.west) * (c + 0.5) / side);
            const double margin =
                margin_db(request.terrain, request.sites[site], request.presets[preset], receiver);
            count.least += margin >= error_db ? 1 : 0;
            count.greatest += margin >= -error_db ? 1 : 0;
        }
    }
    return count;
}

double share_of(const Reach& reach, std::size_t site, std::size_t preset, std::size_t cell) {
    const auto entries = reach.of(site, preset);
    const auto found = std::lower_bound(entries.cells.begin(), entries.cells.end(),
                                        static_cast<std::uint32_t>(cell));
    if (found == entries.cells.end() || *found != cell) {
        return 0.0;
    }
    return static_cast<double>(
        entries.shares[static_cast<std::size_t>(found - entries.cells.begin())]);
}

std::vector<Site> scattered_sites() {
    const geo::LocalFrame frame(kTsu);
    std::vector<Site> sites;
    for (int i = 0; i < 12; ++i) {
        sites.push_back(
            {frame.to_lat_lng({-2500.0 + 450.0 * i, 1900.0 - 370.0 * i}), Metres(3.0 * i)});
    }
    return sites;
}

bool same(const Reach& a, const Reach& b) {
    return a.begin == b.begin && a.cells == b.cells && a.shares == b.shares;
}

} // namespace

TEST_CASE("The fast reach serves the receivers that the plain one serves") {
    geo::HeightGrid terrain = rolling_terrain();
    const bool with_voids = GENERATE(false, true);
    if (with_voids) {
        for (std::size_t i = 0; i < terrain.heights.size(); i += 7) {
            terrain.heights[i] = std::numeric_limits<float>::quiet_NaN();
        }
    }
    const auto sites = scattered_sites();
    const auto cells = cells_around(kTsu, 5200.0);
    ReachRequest request{
        sites,
        cells,
        {band_preset("n77-macro"), band_preset("n77-small"), band_preset("n79-macro")}};
    request.terrain = &terrain;
    Progress progress;
    const Reach reach = predict_reach(request, progress);

    // Float heights of some hundred metres are good to 0.03 mm and slopes to 1e-7: the loss to well
    // under 0.01 dB.
    constexpr double kError_db = 0.01;
    std::size_t undecided = 0;
    std::size_t served = 0;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        for (std::size_t p = 0; p < request.presets.size(); ++p) {
            for (std::size_t c = 0; c < cells.size(); ++c) {
                const Count plain = count_served(request, s, p, c, kError_db);
                const double receivers = share_of(reach, s, p, c) * 4.0;
                if (receivers < plain.least || receivers > plain.greatest) {
                    FAIL("site " << s << " preset " << p << " cell " << c << ": " << receivers
                                 << " served, plain " << plain.least << " to " << plain.greatest);
                }
                undecided += plain.least != plain.greatest ? 1U : 0U;
                served += plain.least > 0 ? 1U : 0U;
            }
        }
    }
    CHECK(served > 1000);
    CHECK(undecided < served / 100);
}

TEST_CASE("Reach is the same to the bit for any number of threads") {
    const geo::HeightGrid terrain = rolling_terrain();
    const auto sites = scattered_sites();
    const auto cells = cells_around(kTsu, 6000.0);
    ReachRequest request{sites, cells, {band_preset("n28-macro"), band_preset("n257-small")}};
    request.terrain = &terrain;
    Progress progress;
    request.threads = {1};
    const Reach one = predict_reach(request, progress);
    for (const std::size_t threads : {std::size_t{2}, std::size_t{3}, std::size_t{0}}) {
        request.threads = {threads};
        CHECK(same(one, predict_reach(request, progress)));
    }
}

TEST_CASE("A band's reach does not depend on which bands are asked for with it") {
    const geo::HeightGrid terrain = rolling_terrain();
    const auto sites = scattered_sites();
    const auto cells = cells_around(kTsu, 4000.0);
    ReachRequest together{
        sites,
        cells,
        {band_preset("n1-macro"), band_preset("n77-small"), band_preset("n77-macro")}};
    together.terrain = &terrain;
    Progress progress;
    const Reach all = predict_reach(together, progress);
    for (std::size_t p = 0; p < together.presets.size(); ++p) {
        ReachRequest alone = together;
        alone.presets = {together.presets[p]};
        const Reach single = predict_reach(alone, progress);
        for (std::size_t s = 0; s < sites.size(); ++s) {
            const auto a = all.of(s, p);
            const auto b = single.of(s, 0);
            CHECK(std::equal(a.cells.begin(), a.cells.end(), b.cells.begin(), b.cells.end()));
            CHECK(std::equal(a.shares.begin(), a.shares.end(), b.shares.begin(), b.shares.end()));
        }
    }
}

TEST_CASE("On flat ground reach is a disc") {
    const std::vector<Site> sites{{kTsu, Metres(30.0)}};
    const auto cells = cells_around(kTsu, 6000.0);
    BandPreset preset = band_preset("n77-macro");
    preset.radius = Metres(3000.0);
    ReachRequest request{sites, cells, {preset}};
    Progress progress;
    const Reach reach = predict_reach(request, progress);
    double area_m2 = 0.0;
    for (std::size_t k = 0; k < reach.of(0, 0).cells.size(); ++k) {
        area_m2 += static_cast<double>(reach.of(0, 0).shares[k]) *
                   geo::area(cells[reach.of(0, 0).cells[k]].box()).value();
    }
    CHECK_THAT(area_m2 / (M_PI * 3000.0 * 3000.0), WithinAbs(1.0, 0.01));
    CHECK(reach.issues.empty());
    for (std::size_t k = 1; k < reach.cells.size(); ++k) {
        CHECK(reach.cells[k - 1] < reach.cells[k]);
    }
}

TEST_CASE("Weak stations end where free space ends") {
    // 100 dB at 3.7 GHz: 10^((100 - 43.81) / 20) = 645 m in free space.
    BandPreset preset = band_preset("n77-small");
    preset.eirp_per_re = DbMilliwatts(-7.0);
    preset.least_height = Metres(200.0);
    CHECK_THAT(preset.maximum_loss().value(), WithinAbs(100.0, 1e-9));
    const std::vector<Site> sites{{kTsu, Metres(0.0)}};
    const auto cells = cells_around(kTsu, 1500.0, domain::MeshLevel::M125);
    ReachRequest request{sites, cells, {preset}};
    Progress progress;
    const Reach reach = predict_reach(request, progress);
    const double limit = 299792458.0 / 3.7e9 / (4.0 * M_PI) * 1e5;
    const double ground_limit = std::sqrt(limit * limit - 198.5 * 198.5);
    double farthest = 0.0;
    for (const std::uint32_t cell : reach.of(0, 0).cells) {
        farthest = std::max(farthest, geo::distance(kTsu, cells[cell].centre()).value());
    }
    CHECK(farthest > ground_limit - 130.0);
    CHECK(farthest < ground_limit + 90.0);
}

TEST_CASE("A wall shadows what lies behind it") {
    geo::HeightGrid terrain = rolling_terrain();
    for (std::size_t r = 0; r < terrain.rows; ++r) {
        for (std::size_t c = 0; c < terrain.columns; ++c) {
            terrain.heights[r * terrain.columns + c] =
                c == terrain.columns / 2 + 30 ? 300.0F : 0.0F;
        }
    }
    const std::vector<Site> sites{{kTsu, Metres(10.0)}};
    const auto cells = cells_around(kTsu, 3000.0);
    ReachRequest request{sites, cells, {band_preset("n77-macro")}};
    request.terrain = &terrain;
    Progress progress;
    const Reach reach = predict_reach(request, progress);
    const double wall =
        terrain.west + terrain.lng_step * static_cast<double>(terrain.columns / 2 + 30);
    double before = 0.0;
    double behind = 0.0;
    for (std::size_t k = 0; k < reach.cells.size(); ++k) {
        (cells[reach.cells[k]].box().west > wall ? behind : before) +=
            static_cast<double>(reach.shares[k]);
    }
    CHECK(before > 100.0);
    CHECK(behind == 0.0);
}

TEST_CASE("Ground beyond the terrain is the sea, as the plain way has it") {
    const geo::HeightGrid terrain = rolling_terrain(60, 60);
    const geo::LocalFrame frame(kTsu);
    const std::vector<Site> sites{{kTsu, Metres(12.0)}, // its disc leaves the terrain
                                  {frame.to_lat_lng({880.0, 900.0}), Metres(12.0)}, // at its edge
                                  {frame.to_lat_lng({2500.0, 0.0}), Metres(12.0)}}; // outside
    const auto cells = cells_around(kTsu, 3000.0);
    BandPreset preset = band_preset("n77-small");
    ReachRequest request{sites, cells, {preset}};
    request.terrain = &terrain;
    Progress progress;
    const Reach reach = predict_reach(request, progress);
    for (std::size_t s = 0; s < sites.size(); ++s) {
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const Count plain = count_served(request, s, 0, c, 0.01);
            const double receivers = share_of(reach, s, 0, c) * 4.0;
            CHECK((receivers >= plain.least && receivers <= plain.greatest));
        }
    }
    REQUIRE(reach.issues.size() == 1);
    CHECK(reach.issues[0].code == "site_outside_terrain");
    CHECK(reach.issues[0].row == 3);
}

TEST_CASE("Odd sites are computed or left out, and listed") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    geo::HeightGrid terrain = rolling_terrain();
    terrain.heights[400 * 700 + 300] = std::numeric_limits<float>::quiet_NaN();
    const LatLng hole = LatLng::from_degrees(terrain.north - terrain.lat_step * 400.0,
                                             terrain.west + terrain.lng_step * 300.0);
    const std::vector<Site> sites{{kTsu, Metres(0.0)},
                                  {kTsu, Metres(10000.0)},
                                  {kTsu, Metres(-5.0)},
                                  {kTsu, Metres(nan)},
                                  {LatLng::from_degrees(nan, 136.5), Metres(10.0)},
                                  {LatLng::from_degrees(20.0, 130.0), Metres(10.0)},
                                  {hole, Metres(10.0)}};
    const auto cells = cells_around(kTsu, 2500.0);
    ReachRequest request{sites, cells, {band_preset("n77-small")}};
    request.terrain = &terrain;
    Progress progress;
    const Reach reach = predict_reach(request, progress);
    CHECK_FALSE(reach.of(0, 0).cells.empty());
    // 10 km up, every receiver is 10 km away: beyond what a small cell reaches even in free space.
    CHECK(reach.of(1, 0).cells.empty());
    // No usable height is height 0.
    CHECK(std::equal(reach.of(2, 0).cells.begin(), reach.of(2, 0).cells.end(),
                     reach.of(0, 0).cells.begin()));
    CHECK(std::equal(reach.of(3, 0).cells.begin(), reach.of(3, 0).cells.end(),
                     reach.of(0, 0).cells.begin()));
    CHECK(reach.of(4, 0).cells.empty());
    CHECK(reach.of(5, 0).cells.empty());
    const auto count = [&](const std::string& code) {
        return std::count_if(reach.issues.begin(), reach.issues.end(),
                             [&](const Issue& i) { return i.code == code; });
    };
    CHECK(count("site_height_implausible") == 1);
    CHECK(count("site_height_unusable") == 2);
    CHECK(count("site_without_place") == 1);
    CHECK(count("site_outside_terrain") == 1);
    CHECK(count("site_on_terrain_void") == 1);
}

TEST_CASE("Antennas stand above roofs, and on poles where there is no building") {
    const BandPreset& macro = band_preset("n77-macro");
    CHECK(antenna_height({kTsu, Metres(21.0)}, macro) == Metres(26.0));
    CHECK(antenna_height({kTsu, Metres(0.0)}, macro) == Metres(15.0));
    CHECK(antenna_height({kTsu, Metres(0.0)}, band_preset("n77-small")) == Metres(10.0));
}

TEST_CASE("Nothing asked is nothing found") {
    Progress progress;
    const std::vector<Site> sites{{kTsu, Metres(10.0)}};
    const auto cells = cells_around(kTsu, 1000.0);
    CHECK(predict_reach({{}, cells, {band_preset("n77-macro")}}, progress).begin ==
          std::vector<std::uint64_t>{0});
    CHECK(predict_reach({sites, {}, {band_preset("n77-macro")}}, progress).cells.empty());
    CHECK(predict_reach({sites, cells, {}}, progress).begin == std::vector<std::uint64_t>{0});
}

TEST_CASE("Requests that cannot be meant are refused") {
    Progress progress;
    const std::vector<Site> sites{{kTsu, Metres(10.0)}};
    auto cells = cells_around(kTsu, 1000.0);
    ReachRequest request{sites, cells, {band_preset("n77-macro")}};
    request.receivers_per_side = 0;
    CHECK_THROWS_AS(predict_reach(request, progress), UsageError);
    request.receivers_per_side = 2;
    request.presets[0].frequency = Hertz(0.0);
    CHECK_THROWS_AS(predict_reach(request, progress), UsageError);
    request.presets = {band_preset("n77-macro")};
    std::reverse(cells.begin(), cells.end());
    CHECK_THROWS_AS(predict_reach(request, progress), UsageError);
}

TEST_CASE("Reach stops when asked to") {
    Progress progress;
    const std::vector<Site> sites = scattered_sites();
    const auto cells = cells_around(kTsu, 1000.0);
    Progress::request_stop();
    CHECK_THROWS_AS(predict_reach({sites, cells, {band_preset("n77-macro")}}, progress),
                    Interrupted);
    Progress::clear_stop();
}
