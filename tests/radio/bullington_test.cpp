// Bullington's construction on pictures small enough to compute by hand, and what must hold on any
// profile.
#include "radio/bullington.hpp"
#include "radio/delta_bullington.hpp"
#include "radio/effective_earth.hpp"
#include "radio/free_space.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::WithinAbs;

/// An Earth so large that it is flat.
constexpr Metres kFlatEarth = Metres(1e15);

struct Path {
    std::vector<double> at_m;
    std::vector<double> height_m;
    double first_m = 10.0;
    double second_m = 10.0;
    [[nodiscard]] ProfileView view() const { return {at_m, height_m, first_m, second_m}; }
    [[nodiscard]] Path turned() const {
        Path back{at_m, height_m, second_m, first_m};
        std::reverse(back.height_m.begin(), back.height_m.end());
        for (std::size_t i = 0; i < at_m.size(); ++i) {
            back.at_m[i] = at_m.back() - at_m[at_m.size() - 1 - i];
        }
        return back;
    }
};

Path random_path() {
    const int points = *rc::gen::inRange(2, 60);
    Path path;
    double at = 0.0;
    for (int i = 0; i < points; ++i) {
        path.at_m.push_back(at);
        path.height_m.push_back(*rc::gen::inRange(0, 500) / 1.0);
        at += *rc::gen::inRange(10, 200);
    }
    path.first_m = path.height_m.front() + *rc::gen::inRange(1, 60);
    path.second_m = path.height_m.back() + *rc::gen::inRange(1, 60);
    return path;
}

} // namespace

TEST_CASE("Free space at 1 km and 1 GHz costs 92.45 dB") {
    // ITU-R P.525-4 eq. 4 gives 32.4 + 20 log f(MHz) + 20 log d(km) = 92.4, rounded.
    CHECK_THAT(free_space_loss_db(1000.0, wavelength(gigahertz(1.0))), WithinAbs(92.4478, 1e-4));
    CHECK_THAT(free_space_loss_db(2000.0, wavelength(gigahertz(1.0))),
               WithinAbs(92.4478 + 6.0206, 1e-4));
}

TEST_CASE("Free space is held at one metre") {
    CHECK(slant_m(0.0, 0.0) == 1.0);
    CHECK(slant_m(3.0, 4.0) == 5.0);
}

TEST_CASE("A knife edge on the line costs 6.03 dB, one that clears it by v = -0.78 nothing") {
    CHECK_THAT(knife_edge_loss_db(0.0), WithinAbs(6.0329, 1e-4)); // P.526 eq. 31
    CHECK(knife_edge_loss_db(-0.78) == 0.0);
    CHECK(knife_edge_loss_db(-std::numeric_limits<double>::infinity()) == 0.0);
    CHECK_THAT(knife_edge_loss_db(2.4),
               WithinAbs(20.54, 0.05)); // figure 9: about 20.5 dB at v = 2.4
}

TEST_CASE("One hill in the middle is its own knife edge") {
    // Antennas at 10 m, 2 km apart, a hill of 40 m: 30 m above the line. At 0.1 m: v = 30 sqrt(2 *
    // 2000 / (0.1 * 1e6)) = 6.
    const Path path{{0.0, 1000.0, 2000.0}, {0.0, 40.0, 0.0}};
    const Bullington b = bullington(path.view(), kFlatEarth, Metres(0.1));
    CHECK_FALSE(b.line_of_sight);
    CHECK_THAT(b.point_m, WithinAbs(1000.0, 1e-6));
    CHECK_THAT(b.v, WithinAbs(6.0, 1e-9));
    CHECK_THAT(b.knife_edge_db, WithinAbs(knife_edge_loss_db(6.0), 1e-9));
    CHECK_THAT(b.loss_db,
               WithinAbs(b.knife_edge_db + (1.0 - std::exp(-b.knife_edge_db / 6.0)) * 10.04, 1e-9));
}

TEST_CASE("Two hills meet in the point between them") {
    // Lines of 0.03 from both ends over hills at 1/4 and 3/4 meet in the middle at 10 + 0.03 * 1000
    // = 40 m.
    const Path path{{0.0, 500.0, 1000.0, 1500.0, 2000.0}, {0.0, 25.0, 0.0, 25.0, 0.0}};
    const Bullington b = bullington(path.view(), kFlatEarth, Metres(0.1));
    CHECK_THAT(b.point_m, WithinAbs(1000.0, 1e-6));
    CHECK_THAT(b.v, WithinAbs(6.0, 1e-9));
}

TEST_CASE("A point that grazes the line counts as a knife edge there") {
    const Path path{{0.0, 500.0, 2000.0}, {0.0, 10.0, 0.0}};
    const Bullington b =
        bullington(path.view(), Metres(std::numeric_limits<double>::infinity()), Metres(0.1));
    CHECK(b.v == 0.0);
    CHECK_THAT(b.knife_edge_db, WithinAbs(6.0329, 1e-4));
    CHECK(b.point_m == 500.0);
}

TEST_CASE("Without ground between the antennas there is no diffraction") {
    const Path path{{0.0, 30.0}, {0.0, 50.0}};
    CHECK(bullington(path.view(), kStandardEffectiveRadius, Metres(0.1)).loss_db == 0.0);
}

TEST_CASE("The Earth's curve hides what lies beyond the horizon") {
    // Antennas at 10 m over the sea see 2 sqrt(2 ae h) = 26 km with ae = 8,500 km.
    const auto sea = [](double length_m) {
        Path path;
        for (int i = 0; i <= 100; ++i) {
            path.at_m.push_back(length_m * i / 100);
            path.height_m.push_back(0.0);
        }
        return bullington(path.view(), kStandardEffectiveRadius, wavelength(gigahertz(0.7)));
    };
    CHECK(sea(25e3).line_of_sight);
    CHECK_FALSE(sea(27e3).line_of_sight);
    CHECK(sea(40e3).loss_db > sea(27e3).loss_db);
}

TEST_CASE("The median effective radius of a standard atmosphere is about 8,500 km") {
    CHECK_THAT(effective_earth_radius(45.0).value() / 1e3,
               WithinAbs(8930.776786, 1e-6)); // SG3 case b2iseac
    CHECK_THAT(effective_earth_radius(39.0).value() / 1e3, WithinAbs(8500.0, 25.0));
}

TEST_CASE("Diffraction is the same in both directions") {
    CHECK(rc::check([] {
        const Path path = random_path();
        const Metres wave = wavelength(gigahertz(3.7));
        const double there = bullington(path.view(), kStandardEffectiveRadius, wave).loss_db;
        const double back =
            bullington(path.turned().view(), kStandardEffectiveRadius, wave).loss_db;
        RC_ASSERT(std::abs(there - back) < 1e-6);
        RC_ASSERT(there >= 0.0);
    }));
}

TEST_CASE("Raising the ground never helps") {
    CHECK(rc::check([] {
        Path path = random_path();
        const Metres wave = wavelength(gigahertz(2.14));
        const Bullington before = bullington(path.view(), kStandardEffectiveRadius, wave);
        if (path.at_m.size() > 2) {
            path.height_m[*rc::gen::inRange<std::size_t>(1, path.height_m.size() - 1)] += 20.0;
        }
        const Bullington after = bullington(path.view(), kStandardEffectiveRadius, wave);
        // The Bullington point is not the highest point: only its slopes are certain to rise.
        RC_ASSERT(after.slope_tim >= before.slope_tim);
        if (before.line_of_sight && after.line_of_sight) {
            RC_ASSERT(after.loss_db >= before.loss_db);
        }
    }));
}

TEST_CASE("Delta-Bullington never falls below Bullington and is the same in both directions") {
    CHECK(rc::check([] {
        const Path path = random_path();
        const Path back = path.turned();
        const auto loss = [](const Path& p) {
            return delta_bullington(
                {p.view(), p.height_m, gigahertz(3.7), kStandardEffectiveRadius});
        };
        const DeltaBullington there = loss(path);
        RC_ASSERT(there.loss_db >= there.actual.loss_db);
        RC_ASSERT(std::abs(there.loss_db - loss(back).loss_db) < 1e-6);
    }));
}

TEST_CASE("The smooth surface of level ground is the ground") {
    const Path path{{0.0, 100.0, 250.0, 400.0}, {7.0, 7.0, 7.0, 7.0}};
    const SmoothSurface surface = smooth_surface(path.view());
    CHECK_THAT(surface.first_m, WithinAbs(7.0, 1e-9));
    CHECK_THAT(surface.second_m, WithinAbs(7.0, 1e-9));
}

TEST_CASE(
    "Over the smooth Earth loss starts below the required clearance and grows with distance") {
    double before = 0.0;
    for (double d_km = 1.0; d_km <= 100.0; d_km += 1.0) {
        const double loss = spherical_earth_loss_db({d_km * 1e3, 30.0, 10.0, gigahertz(0.7)},
                                                    kStandardEffectiveRadius);
        CHECK(loss >= before - 1e-9);
        before = loss;
    }
    CHECK(spherical_earth_loss_db({1000.0, 30.0, 10.0, gigahertz(0.7)}, kStandardEffectiveRadius) ==
          0.0);
    CHECK(before > 50.0);
}

TEST_CASE("An antenna on or below the smooth surface still has a finite loss") {
    CHECK(std::isfinite(
        spherical_earth_loss_db({5000.0, 0.0, 0.0, gigahertz(3.7)}, kStandardEffectiveRadius)));
    CHECK(std::isfinite(
        spherical_earth_loss_db({5000.0, -3.0, 20.0, gigahertz(3.7)}, kStandardEffectiveRadius)));
}
