// Reach: the fast way against a plain one, and its behaviour at every edge.
#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "radio/free_space.hpp"
#include "radio/p1812.hpp"
#include "radio/reach.hpp"
#include "radio/service_chance.hpp"
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

/// Ridges and valleys of some hundred metres, steep as in Mie; posts of about 30 m / `fine`.
geo::HeightGrid rolling_terrain(std::size_t rows = 700, std::size_t columns = 700,
                                double fine = 1.0) {
    geo::HeightGrid grid;
    grid.lat_step = 1.0 / 3600.0 / fine;
    grid.lng_step = 1.0 / 3000.0 / fine;
    grid.north = kTsu.lat() + grid.lat_step * static_cast<double>(rows / 2);
    grid.west = kTsu.lng() - grid.lng_step * static_cast<double>(columns / 2);
    grid.rows = rows;
    grid.columns = columns;
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            const double y = static_cast<double>(r) / fine;
            const double x = static_cast<double>(c) / fine;
            const double height = 150.0 + 120.0 * std::sin(x / 37.0) * std::cos(y / 29.0) +
                                  60.0 * std::sin((x + 2.0 * y) / 11.0) +
                                  15.0 * std::sin(x / 7.0) * std::cos(y / 9.0);
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

/// Chance of service of one receiver over its own profile in double.
double plain_chance(const geo::HeightGrid* terrain, const Site& site, const BandPreset& preset,
                    LatLng receiver) {
    const GroundLine line = ground_line(site.place, receiver);
    const TerrainProfile profile = sample_terrain(terrain, line, profile_step(terrain));
    const double antenna_m = antenna_height(site, preset).value();
    const double rise = profile.height_m.back() + preset.receiver_height.value() -
                        profile.height_m.front() - antenna_m;
    double loss = free_space_loss_db(slant_m(line.length_m, rise), wavelength(preset.frequency));
    if (profile.at_m.size() > 2) {
        P1812Path path;
        path.at_m = profile.at_m;
        path.terrain_m = profile.height_m;
        path.frequency = preset.frequency;
        path.first_height_m = antenna_m;
        path.second_height_m = preset.receiver_height.value();
        path.middle_lat_deg = site.place.lat();
        const double predicted = p1812(path).loss_db;
        loss = line.length_m < 250.0 ? std::max(loss, predicted) : predicted;
    }
    const double sigma = location_deviation_db(preset.frequency, 100.0, 1.5, 0.0);
    return 0.5 * std::erfc((loss - preset.maximum_loss().value()) / sigma / std::sqrt(2.0));
}

/// Mean chance by cell over a lattice around the site, receivers beyond the radius having none.
std::vector<double> plain_shares(const ReachRequest& request, std::size_t site,
                                 std::size_t preset) {
    const Site& s = request.sites[site];
    const BandPreset& band = request.presets[preset];
    const double step = profile_step(request.terrain).value();
    const geo::LocalFrame frame(s.place);
    std::vector<double> sum(request.cells.size(), 0.0);
    std::vector<double> count(request.cells.size(), 0.0);
    const int arm = static_cast<int>((band.radius.value() + 400.0) / step); // a cell farther
    for (int north = -arm; north <= arm; ++north) {
        for (int east = -arm; east <= arm; ++east) {
            const LatLng place = frame.to_lat_lng({east * step, north * step});
            const auto cell = domain::MeshCell::at(place, request.cells.front().level());
            const auto found = std::lower_bound(request.cells.begin(), request.cells.end(), *cell);
            if (found == request.cells.end() || *found != *cell) {
                continue;
            }
            const auto k = static_cast<std::size_t>(found - request.cells.begin());
            count[k] += 1.0;
            if (std::hypot(east, north) * step <= band.radius.value()) {
                sum[k] += plain_chance(request.terrain, s, band, place);
            }
        }
    }
    for (std::size_t k = 0; k < sum.size(); ++k) {
        sum[k] = count[k] > 0.0 ? sum[k] / count[k] : 0.0;
    }
    return sum;
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

TEST_CASE("Shares are the mean chances of service over each receiver's own profile") {
    geo::HeightGrid terrain = rolling_terrain(700, 700, 3.0);
    const bool at_the_edge = GENERATE(false, true);
    if (at_the_edge) { // half of the discs leave the terrain, and there are voids
        terrain = rolling_terrain(180, 180, 3.0);
        terrain.heights[60 * 180 + 91] = std::numeric_limits<float>::quiet_NaN();
    }
    const geo::LocalFrame frame(kTsu);
    const std::vector<Site> sites{{kTsu, Metres(12.0)},
                                  {frame.to_lat_lng({880.0, 900.0}), Metres(3.0)},
                                  {frame.to_lat_lng({-1500.0, 300.0}), Metres(25.0)}};
    const auto cells = cells_around(kTsu, 4000.0);
    BandPreset macro = band_preset("n28-macro");
    macro.radius = Metres(1500.0);
    BandPreset small = band_preset("n77-small");
    small.radius = Metres(1800.0);
    ReachRequest request{sites, cells, {small, macro}};
    request.terrain = &terrain;
    Progress progress;
    const Reach reach = predict_reach(request, progress);
    double apart = 0.0;
    double greatest = 0.0;
    std::size_t served = 0;
    std::size_t changed = 0;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        for (std::size_t p = 0; p < request.presets.size(); ++p) {
            const std::vector<double> plain = plain_shares(request, s, p);
            for (std::size_t c = 0; c < cells.size(); ++c) {
                const double share = share_of(reach, s, p, c);
                const double expected = plain[c] < kLeastShare && share == 0.0 ? 0.0 : plain[c];
                apart += std::abs(share - expected);
                greatest = std::max(greatest, std::abs(share - expected));
                served += expected > 0.0 ? 1U : 0U;
                changed += (share >= 0.5) != (expected >= 0.5) ? 1U : 0U;
            }
        }
    }
    // The ground under a receiver's point differs by up to 0.7 of a step: on these slopes single
    // receivers differ by some dB, cells by hundredths, the mean by nothing to speak of.
    CHECK(served > 500);
    CHECK(apart / static_cast<double>(served) < 0.005);
    CHECK(greatest < 0.1);
    CHECK(static_cast<double>(changed) <= 0.005 * static_cast<double>(served));
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

TEST_CASE("The site's own cell is served whole, the point under the antenna too") {
    const auto cell = domain::MeshCell::at(kTsu, domain::MeshLevel::M100);
    const std::vector<Site> sites{{kTsu, Metres(30.0)}};
    const std::vector<domain::MeshCell> cells{*cell};
    Progress progress;
    const Reach reach = predict_reach(
        {sites, cells, {band_preset("n77-macro"), band_preset("n257-small")}}, progress);
    CHECK(reach.shares == std::vector<float>{1.0F, 1.0F});
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
    request.model = SweepModel::FreeSpace;
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

TEST_CASE("A site outside the terrain is predicted from sea level and listed") {
    const geo::HeightGrid terrain = rolling_terrain(60, 60);
    const geo::LocalFrame frame(kTsu);
    const std::vector<Site> sites{{frame.to_lat_lng({2500.0, 0.0}), Metres(12.0)}};
    const auto cells = cells_around(kTsu, 3000.0);
    ReachRequest request{sites, cells, {band_preset("n77-small")}};
    request.terrain = &terrain;
    Progress progress;
    const Reach reach = predict_reach(request, progress);
    CHECK_FALSE(reach.cells.empty());
    REQUIRE(reach.issues.size() == 1);
    CHECK(reach.issues[0].code == "site_outside_terrain");
    CHECK(reach.issues[0].row == 1);
}

TEST_CASE("Terrain of one post is flat ground, not nothing") {
    geo::HeightGrid post;
    post.north = kTsu.lat();
    post.west = kTsu.lng();
    post.lat_step = post.lng_step = 0.1; // 11 km
    post.rows = post.columns = 1;
    post.heights = {100.0F};
    const geo::LocalFrame frame(kTsu);
    const std::vector<Site> sites{{frame.to_lat_lng({700.0, 300.0}), Metres(12.0)}};
    const auto cells = cells_around(kTsu, 2500.0);
    ReachRequest request{sites, cells, {band_preset("n77-small")}};
    Progress progress;
    const Reach flat = predict_reach(request, progress);
    request.terrain = &post;
    CHECK_FALSE(flat.cells.empty());
    CHECK(same(flat, predict_reach(request, progress)));
}

TEST_CASE("What stands on the ground takes from reach") {
    const geo::HeightGrid terrain = rolling_terrain();
    geo::HeightGrid woods = terrain;
    std::fill(woods.heights.begin(), woods.heights.end(), 15.0F);
    const std::vector<Site> sites{{kTsu, Metres(20.0)}};
    const auto cells = cells_around(kTsu, 2500.0);
    ReachRequest request{sites, cells, {band_preset("n77-small")}};
    request.terrain = &terrain;
    const auto total = [&] {
        Progress progress;
        const Reach reach = predict_reach(request, progress);
        return std::accumulate(reach.shares.begin(), reach.shares.end(), 0.0);
    };
    const double bare = total();
    request.clutter = &woods;
    const double wooded = total();
    CHECK(wooded < 0.5 * bare);
    request.clear = Metres(5000.0); // nothing stands near either end: nothing stands
    CHECK_THAT(total(), WithinAbs(bare, 1e-9));
}

TEST_CASE("Above 6 GHz delta-Bullington and gas take the place of P.1812") {
    const std::vector<Site> sites{{kTsu, Metres(20.0)}};
    const auto cells = cells_around(kTsu, 1500.0, domain::MeshLevel::M125);
    const BandPreset& band = band_preset("n257-small");
    CHECK(reach_model(SweepModel::P1812, band) == SweepModel::DeltaBullington);
    CHECK(reach_model(SweepModel::P1812, band_preset("n77-small")) == SweepModel::P1812);
    Progress progress;
    const Reach wide = predict_reach({sites, cells, {band}}, progress);
    CHECK_FALSE(wide.cells.empty());
}

TEST_CASE("At 28 GHz what stands behind more than a grazing edge is not served") {
    // Knife edge at v = 0: 6.9 + 20 log10(sqrt(1.01) - 0.1) = 6.03 dB; eq. 57 makes 12.37 of it.
    CHECK_THAT(grazing_loss_db(0.0), WithinAbs(12.37, 0.01));
    BandPreset band = band_preset("n257-small");
    band.eirp_per_re = DbMilliwatts(60.0); // strong enough to be received behind the wall
    const auto shares_behind = [&](const BandPreset& preset, float wall_m) {
        geo::HeightGrid terrain = rolling_terrain();
        for (std::size_t r = 0; r < terrain.rows; ++r) {
            for (std::size_t c = 0; c < terrain.columns; ++c) {
                terrain.heights[r * terrain.columns + c] =
                    c == terrain.columns / 2 + 10 ? wall_m : 0.0F;
            }
        }
        const double wall =
            terrain.west + terrain.lng_step * static_cast<double>(terrain.columns / 2 + 10);
        const std::vector<Site> sites{{kTsu, Metres(15.0)}};
        const auto cells = cells_around(kTsu, 900.0, domain::MeshLevel::M125);
        ReachRequest request{sites, cells, {preset}};
        request.terrain = &terrain;
        Progress progress;
        const Reach reach = predict_reach(request, progress);
        double behind = 0.0;
        for (std::size_t k = 0; k < reach.cells.size(); ++k) {
            behind += cells[reach.cells[k]].box().west > wall ? static_cast<double>(reach.shares[k])
                                                              : 0.0;
        }
        return behind;
    };
    CHECK(shares_behind(band, 30.0F) == 0.0);
    CHECK(shares_behind(band, 0.0F) > 20.0);
    band.frequency = gigahertz(5.9); // P.1812: diffraction serves
    CHECK(shares_behind(band, 30.0F) > 20.0);
}

TEST_CASE("What is lost on the way and around the handset takes from reach") {
    const std::vector<Site> sites{{kTsu, Metres(20.0)}};
    const auto cells = cells_around(kTsu, 1500.0, domain::MeshLevel::M125);
    const auto total = [&](const ReachRequest& request) {
        Progress progress;
        const Reach reach = predict_reach(request, progress);
        return std::accumulate(reach.shares.begin(), reach.shares.end(), 0.0);
    };
    // Free space at 28 GHz to 122.8 dB would be 1.2 km; 100 mm/h of rain take 13 dB/km, a town
    // around the handset 33 dB.
    ReachRequest request{sites, cells, {band_preset("n257-small")}};
    const double dry = total(request);
    request.rain_mm_h = 100.0;
    CHECK(total(request) < 0.7 * dry);
    request.rain_mm_h = 0.0;
    request.terminal_clutter = true;
    CHECK(total(request) < 0.1 * dry);
    geo::HeightGrid nothing = rolling_terrain(20, 20);
    request.clutter = &nothing;
    CHECK_THROWS_AS(total(request), UsageError); // the same buildings twice

    request = {sites, cells, {band_preset("n28-macro")}};
    const double low = total(request);
    request.rain_mm_h = 100.0; // below 1 GHz P.838 says nothing, and rain takes nothing
    CHECK(total(request) == low);
    request.rain_mm_h = 5000.0;
    request.presets = {band_preset("n77-macro")};
    CHECK_THROWS_AS(total(request), UsageError);
}

TEST_CASE("A sector serves ahead, not behind") {
    const std::vector<Site> sites{{kTsu, Metres(20.0)}};
    const auto cells = cells_around(kTsu, 1800.0, domain::MeshLevel::M125);
    BandPreset small = band_preset("n77-small");
    const auto halves = [&](std::vector<Sector> sectors) {
        ReachRequest request{sites, cells, {small}};
        request.sectors = std::move(sectors);
        Progress progress;
        const Reach reach = predict_reach(request, progress);
        std::pair<double, double> sums; // east, west
        for (std::size_t k = 0; k < reach.cells.size(); ++k) {
            const bool east = cells[reach.cells[k]].centre().lng() > kTsu.lng();
            (east ? sums.first : sums.second) += static_cast<double>(reach.shares[k]);
        }
        return sums;
    };
    const auto everywhere = halves({});
    CHECK(halves({{Omnidirectional{}, 0.0}}) == everywhere);
    const auto eastwards = halves({{Element{}, 90.0}});
    CHECK(eastwards.first > 0.5 * everywhere.first);
    CHECK(eastwards.second < 0.2 * everywhere.second);
    const auto westwards = halves({{Element{}, -90.0}});
    CHECK(westwards.second > 0.5 * everywhere.second);
}

TEST_CASE("Indoors fewer are served than outdoors, in one sweep") {
    const std::vector<Site> sites{{kTsu, Metres(20.0)}};
    const auto cells = cells_around(kTsu, 2500.0);
    const BandPreset& outdoors = band_preset("n77-small");
    ReachRequest request{sites, cells, {outdoors, indoors(outdoors, Building::Traditional)}};
    Progress progress;
    const Reach reach = predict_reach(request, progress);
    const auto total = [&](std::size_t preset) {
        const auto shares = reach.of(0, preset).shares;
        return std::accumulate(shares.begin(), shares.end(), 0.0);
    };
    CHECK(total(1) > 0.0);
    CHECK(total(1) < 0.6 * total(0));
}

TEST_CASE("A chance of service is that of the normal distribution") {
    const ServiceChance chance(Decibels(120.0), Decibels(4.0));
    for (double loss = 95.0; loss <= 145.0; loss += 0.37) {
        CHECK_THAT(static_cast<double>(chance.of(static_cast<float>(loss))),
                   WithinAbs(0.5 * std::erfc((loss - 120.0) / 4.0 / std::sqrt(2.0)), 3e-5));
    }
    CHECK(chance.of(200.0F) == 0.0F);
    CHECK(chance.of(-200.0F) == 1.0F);
    CHECK(chance.of(std::numeric_limits<float>::quiet_NaN()) == 0.0F);
    const ServiceChance sharp(Decibels(120.0), Decibels(0.0));
    CHECK(sharp.of(119.999F) == 1.0F);
    CHECK(sharp.of(120.001F) == 0.0F);
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
    using Kind = domain::AssetKind;
    const auto height = [](double asset_m, Kind kind, const BandPreset& preset) {
        return antenna_height({kTsu, Metres(asset_m), kind}, preset).value();
    };
    CHECK(height(21.0, Kind::Building, macro) == 26.0);
    CHECK(height(3.5, Kind::Building, macro) == 15.0); // a longer mast is put up
    CHECK(height(40.0, Kind::Structure, macro) == 45.0);
    CHECK(height(0.0, Kind::Land, macro) == 15.0);
    CHECK(height(0.0, Kind::Land, band_preset("n77-small")) == 10.0);
}

TEST_CASE("Poles and masts carry the antenna as high as they are, unless the study says more") {
    using Kind = domain::AssetKind;
    BandPreset macro = band_preset("n77-macro");
    const auto height = [&](double asset_m, Kind kind) {
        return antenna_height({kTsu, Metres(asset_m), kind}, macro).value();
    };
    CHECK(height(12.0, Kind::Pole) == 12.0); // under the macro's least of 15 m
    CHECK(height(30.0, Kind::Mast) == 30.0);
    CHECK(height(0.0, Kind::Mast) == 15.0); // no height to carry anything at
    CHECK(height(NAN, Kind::Pole) == 15.0);
    macro.masts = {.pole = Metres(2.0), .mast = Metres(3.0), .land = Metres(12.0)};
    CHECK(height(12.0, Kind::Pole) == 14.0);
    CHECK(height(30.0, Kind::Mast) == 33.0);
    CHECK(height(0.0, Kind::Land) == 12.0);
    CHECK(height(21.0, Kind::Building) == 26.0);
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
    request.pitch = Metres(-1.0);
    CHECK_THROWS_AS(predict_reach(request, progress), UsageError);
    request.pitch = Metres(0.01);
    CHECK_THROWS_AS(predict_reach(request, progress), UsageError);
    request.pitch = Metres(0.0);
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
