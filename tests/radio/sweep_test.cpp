// The sweep against one profile per receiver in double, and its behaviour at every edge.
#include "core/error.hpp"
#include "geo/ellipsoid.hpp"
#include "radio/delta_bullington.hpp"
#include "radio/effective_earth.hpp"
#include "radio/p1812.hpp"
#include "radio/reach.hpp"
#include "radio/sweep.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::WithinAbs;
using geo::LatLng;

const LatLng kTsu = LatLng::from_degrees(34.73, 136.51);
constexpr Metres kAntenna = Metres(30.0);

/// Hills, a plain and cliffs on posts of about 10 m, at every scale a profile meets.
geo::HeightGrid hills(double amplitude_m) {
    geo::HeightGrid grid;
    grid.rows = grid.columns = 700;
    const geo::LocalFrame frame(kTsu);
    grid.lat_step = 10.0 / frame.metres_per_degree_lat();
    grid.lng_step = 10.0 / frame.metres_per_degree_lng();
    grid.north = kTsu.lat() + 350.0 * grid.lat_step;
    grid.west = kTsu.lng() - 350.0 * grid.lng_step;
    for (std::size_t r = 0; r < grid.rows; ++r) {
        for (std::size_t c = 0; c < grid.columns; ++c) {
            const double y = static_cast<double>(r);
            const double x = static_cast<double>(c);
            const double height = amplitude_m * (0.8 + std::sin(x / 71.0) * std::cos(y / 59.0) +
                                                 0.3 * std::sin((x + 2.0 * y) / 17.0) +
                                                 0.1 * std::sin(x / 5.0) * std::cos(y / 7.0));
            grid.heights.push_back(static_cast<float>(std::max(0.0, height)));
        }
    }
    return grid;
}

/// Blocks of houses and woods.
geo::HeightGrid blocks(const geo::HeightGrid& like) {
    geo::HeightGrid grid = like;
    for (std::size_t r = 0; r < grid.rows; ++r) {
        for (std::size_t c = 0; c < grid.columns; ++c) {
            const std::size_t block = ((r / 6) * 977 + (c / 9) * 131) % 7;
            grid.heights[r * grid.columns + c] = block < 4 ? static_cast<float>(5 * block) : 0.0F;
        }
    }
    return grid;
}

/// What stands for a receiver, as its own profile in double.
struct Node {
    std::vector<double> at_m;
    std::vector<double> ground_m;
    std::vector<double> clutter_m;
};
Node node_of(const RadialFan& fan, const SweepSettings& settings, std::size_t radial,
             std::size_t n) {
    Node node;
    const geo::LocalFrame frame(kTsu);
    const auto direction = fan.direction(radial);
    const double step = fan.step().value();
    for (std::size_t i = 0; i <= n; ++i) {
        const double at = static_cast<double>(i) * step;
        const LatLng place = frame.to_lat_lng({direction.east * at, direction.north * at});
        node.at_m.push_back(at);
        node.ground_m.push_back(settings.terrain == nullptr
                                    ? 0.0
                                    : static_cast<double>(settings.terrain->height(place)));
        const bool stands = settings.clutter != nullptr && at > settings.clear.value() &&
                            static_cast<double>(n - i) * step > settings.clear.value();
        node.clutter_m.push_back(stands ? static_cast<double>(settings.clutter->height(place))
                                        : 0.0);
    }
    return node;
}

/// The plain way's loss over the node's profile; free space by the receiver's own distance.
double plain_db(SweepModel model, Hertz frequency, const Node& node, double ground_m) {
    const double first = node.ground_m.front() + kAntenna.value();
    const double second = node.ground_m.back() + 1.5;
    const Metres wave = wavelength(frequency);
    const double free = free_space_loss_db(slant_m(ground_m, second - first), wave);
    std::vector<double> obstacle_m = node.ground_m;
    for (std::size_t i = 0; i < obstacle_m.size(); ++i) {
        obstacle_m[i] += node.clutter_m[i];
    }
    const ProfileView view{node.at_m, obstacle_m, first, second};
    switch (model) {
    case SweepModel::FreeSpace:
        return free;
    case SweepModel::LineOfSight: {
        const Bullington path = bullington(view, kStandardEffectiveRadius, wave);
        return path.line_of_sight && path.v <= kClearParameter
                   ? free
                   : std::numeric_limits<double>::infinity();
    }
    case SweepModel::Bullington:
        return free + bullington(view, kStandardEffectiveRadius, wave).loss_db;
    case SweepModel::DeltaBullington:
        return free + delta_bullington({view, node.ground_m, frequency, kStandardEffectiveRadius,
                                        Polarisation::Vertical})
                          .loss_db;
    case SweepModel::P1812:
        break;
    }
    P1812Path path;
    path.at_m = node.at_m;
    path.terrain_m = node.ground_m;
    path.clutter_m = node.clutter_m;
    path.frequency = frequency;
    path.first_height_m = kAntenna.value();
    path.second_height_m = 1.5;
    path.middle_lat_deg = kTsu.lat();
    // The profile ends up to half a step from the receiver: only free space may know.
    const double end_m = node.at_m.back();
    const double moved =
        20.0 * std::log10(slant_m(ground_m, second - first) / slant_m(end_m, second - first));
    const double loss = p1812(path).loss_db + moved;
    return ground_m < kLeastP1812Distance.value() ? std::max(loss, free) : loss;
}

std::vector<float> swept(const RadialFan& fan, const SweepSettings& settings,
                         std::span<const std::uint8_t> wanted = {}, std::size_t band = 0) {
    const RadialTables tables(fan.most_steps());
    Sweep sweep(fan, tables, settings);
    std::vector<float> loss(fan.receivers().size(), std::numeric_limits<float>::quiet_NaN());
    sweep.run(kTsu, kAntenna, wanted, [&](const SweptBatch& batch) {
        for (std::size_t k = 0; k < batch.receivers.size(); ++k) {
            loss[batch.receivers[k]] = batch.losses_db[band][k];
        }
    });
    return loss;
}

bool same(const std::vector<float>& a, const std::vector<float>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

} // namespace

TEST_CASE("The sweep's losses are those of one profile per receiver over the same ground") {
    const auto [amplitude, model, with_clutter] =
        GENERATE(table<double, SweepModel, bool>({{0.0, SweepModel::P1812, false},
                                                  {20.0, SweepModel::P1812, true},
                                                  {250.0, SweepModel::P1812, false},
                                                  {250.0, SweepModel::P1812, true},
                                                  {250.0, SweepModel::DeltaBullington, true},
                                                  {3.0, SweepModel::DeltaBullington, false},
                                                  {250.0, SweepModel::Bullington, true},
                                                  {60.0, SweepModel::Bullington, false},
                                                  {60.0, SweepModel::FreeSpace, false}}));
    CAPTURE(amplitude, static_cast<int>(model), with_clutter);
    const geo::HeightGrid terrain = hills(amplitude);
    const geo::HeightGrid clutter = blocks(terrain);
    const RadialFan fan(Metres(3000.0), Metres(10.0), Metres(10.0));
    SweepSettings settings{.model = model, .frequencies = {gigahertz(3.7), gigahertz(0.8)}};
    settings.terrain = &terrain;
    if (with_clutter) {
        settings.clutter = &clutter;
        settings.clear = Metres(27.0);
    }
    const std::size_t band = GENERATE(0U, 1U);
    const std::vector<float> loss = swept(fan, settings, {}, band);
    for (std::size_t radial = 0; radial < fan.radials(); radial += 53) {
        for (std::size_t k = fan.begin(radial); k < fan.begin(radial + 1); k += 5) {
            const FanReceiver& receiver = fan.receivers()[k];
            if (receiver.steps < 2) {
                continue;
            }
            const Node node = node_of(fan, settings, radial, receiver.steps);
            const double ground_m = 10.0 * std::hypot(receiver.east, receiver.north);
            if (ground_m >= 245.0 && ground_m < 255.0 && model == SweepModel::P1812) {
                continue; // where the floor of free space ends
            }
            INFO(radial << " " << receiver.steps);
            const double plain = plain_db(model, settings.frequencies[band], node, ground_m);
            // Places along a ray are float: a millimetre beside a 15 m wall is a hundredth of a dB.
            CHECK_THAT(static_cast<double>(loss[k]), WithinAbs(plain, with_clutter ? 0.03 : 0.01));
        }
    }
}

TEST_CASE("Line of sight is free space where most of the first Fresnel zone is clear") {
    const auto [with_clutter, band, least_clear] =
        GENERATE(table<bool, std::size_t, std::size_t>({{false, 0, 500}, // the higher frequency
                                                        {false, 1, 100},
                                                        {true, 0, 100},
                                                        {true, 1, 100}}));
    CAPTURE(with_clutter, band);
    const geo::HeightGrid terrain = hills(60.0);
    const geo::HeightGrid clutter = blocks(terrain);
    const RadialFan fan(Metres(2000.0), Metres(10.0), Metres(10.0));
    SweepSettings settings{.model = SweepModel::LineOfSight,
                           .frequencies = {gigahertz(3.7), gigahertz(0.8)}};
    settings.terrain = &terrain;
    if (with_clutter) {
        settings.clutter = &clutter;
        settings.clear = Metres(27.0);
    }
    const std::vector<float> loss = swept(fan, settings, {}, band);
    std::size_t clear = 0;
    std::size_t blocked = 0;
    std::size_t other = 0; // within rounding of the limit
    for (std::size_t radial = 0; radial < fan.radials(); radial += 17) {
        for (std::size_t k = fan.begin(radial); k < fan.begin(radial + 1); k += 3) {
            const FanReceiver& receiver = fan.receivers()[k];
            const double plain = plain_db(SweepModel::LineOfSight, settings.frequencies[band],
                                          node_of(fan, settings, radial, receiver.steps),
                                          10.0 * std::hypot(receiver.east, receiver.north));
            if (std::isinf(plain) != std::isinf(loss[k])) {
                ++other;
            } else if (std::isinf(plain)) {
                ++blocked;
            } else {
                ++clear;
                CHECK_THAT(static_cast<double>(loss[k]), WithinAbs(plain, 0.001));
            }
        }
    }
    CHECK(clear > least_clear);
    CHECK(blocked > 1000);
    CHECK(other < 5);
}

TEST_CASE("Unwanted receivers change nothing for wanted ones") {
    const geo::HeightGrid terrain = hills(120.0);
    const RadialFan fan(Metres(1500.0), Metres(20.0), Metres(10.0));
    const SweepModel model = GENERATE(SweepModel::P1812, SweepModel::LineOfSight);
    SweepSettings settings{.model = model, .frequencies = {gigahertz(2.1)}};
    settings.terrain = &terrain;
    const std::vector<float> all = swept(fan, settings);
    std::vector<std::uint8_t> wanted(fan.receivers().size(), 0);
    for (std::size_t k = 0; k < wanted.size(); k += 3) {
        wanted[k] = 1;
    }
    std::vector<float> expected = all;
    for (std::size_t k = 0; k < wanted.size(); ++k) {
        if (wanted[k] == 0) {
            expected[k] = std::numeric_limits<float>::quiet_NaN();
        }
    }
    CHECK(same(swept(fan, settings, wanted), expected));
    CHECK(std::none_of(all.begin(), all.end(), [](float loss) { return std::isnan(loss); }));
}

TEST_CASE("Every receiver of the lattice stands on one radial, near the point that stands for it") {
    const RadialFan fan(Metres(500.0), Metres(10.0), Metres(10.0));
    std::vector<int> seen(101 * 101, 0);
    for (std::size_t radial = 0; radial < fan.radials(); ++radial) {
        std::uint16_t last = 0;
        for (std::size_t k = fan.begin(radial); k < fan.begin(radial + 1); ++k) {
            const FanReceiver& r = fan.receivers()[k];
            ++seen[static_cast<std::size_t>((r.north + 50) * 101 + r.east + 50)];
            CHECK(r.steps >= last);
            last = r.steps;
            const auto direction = fan.direction(radial);
            const double east = direction.east * r.steps - r.east;
            const double north = direction.north * r.steps - r.north;
            CHECK(std::hypot(east, north) <= std::sqrt(0.5) + 1e-9);
        }
    }
    for (int north = -50; north <= 50; ++north) {
        for (int east = -50; east <= 50; ++east) {
            const bool inside = north * north + east * east <= 2500 && (north != 0 || east != 0);
            CHECK(seen[static_cast<std::size_t>((north + 50) * 101 + east + 50)] ==
                  (inside ? 1 : 0));
        }
    }
    CHECK_THROWS_AS(RadialFan(Metres(1e6), Metres(10.0), Metres(10.0)), UsageError);
    CHECK_THROWS_AS(RadialFan(Metres(100.0), Metres(0.0), Metres(10.0)), UsageError);
}

TEST_CASE("The map by the sweep lies near the exact one and does not depend on threads") {
    const geo::HeightGrid terrain = hills(150.0);
    LossMapRequest request;
    request.site = kTsu;
    request.height = kAntenna;
    request.radius = Metres(1000.0);
    request.frequency = gigahertz(3.7);
    request.model = "p1812";
    request.step = Metres(10.0);
    request.terrain = &terrain;
    Progress progress;
    request.threads = {1};
    const geo::HeightGrid one = loss_map(request, progress);
    request.threads = {3};
    CHECK(same(one.heights, loss_map(request, progress).heights));
    request.exact = true;
    const geo::HeightGrid exact = loss_map(request, progress);
    std::vector<double> apart;
    for (std::size_t i = 0; i < one.heights.size(); ++i) {
        // On the circle itself the lattice and the geodesic may disagree.
        if (!std::isnan(one.heights[i]) && !std::isnan(exact.heights[i])) {
            apart.push_back(std::abs(static_cast<double>(one.heights[i] - exact.heights[i])));
        }
    }
    std::sort(apart.begin(), apart.end());
    CHECK(apart.size() > 31'300);
    CHECK(apart[apart.size() / 2] < 0.1);
}
