// Antennas: the table of 3GPP by hand, columns against their closed form, cuts as small pictures.
#include "core/error.hpp"
#include "radio/antenna.hpp"
#include "radio/antenna_table.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <array>
#include <cmath>
#include <numbers>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

/// |sin(N x) / sin(x)|^2 / N, dB.
double closed_form_db(const Column& column, double elevation_deg) {
    const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180.0; };
    const double x = std::numbers::pi * column.spacing_wavelengths *
                     (std::sin(radians(elevation_deg)) + std::sin(radians(column.downtilt_deg)));
    const double field = std::sin(column.elements * x) / std::sin(x);
    return 10.0 * std::log10(field * field / column.elements);
}

Cut cut(std::vector<CutPoint> points) {
    return Cut(std::move(points));
}

} // namespace

TEST_CASE("An omnidirectional antenna has its gain everywhere") {
    CHECK(gain_dbi(Omnidirectional{2.0}, {0.0, 0.0}) == 2.0);
    CHECK(gain_dbi(Omnidirectional{2.0}, {-170.0, 89.0}) == 2.0);
}

TEST_CASE("The element of TR 38.901, table 7.3-1, by hand") {
    const Element element;
    CHECK(gain_dbi(element, {0.0, 0.0}) == 8.0);
    CHECK_THAT(gain_dbi(element, {32.5, 0.0}), WithinAbs(5.0, 1e-12)); // half power
    CHECK_THAT(gain_dbi(element, {0.0, -32.5}), WithinAbs(5.0, 1e-12));
    CHECK_THAT(gain_dbi(element, {65.0, 0.0}), WithinAbs(-4.0, 1e-12)); // 12 dB
    CHECK_THAT(gain_dbi(element, {32.5, 32.5}), WithinAbs(2.0, 1e-12)); // both
    CHECK(gain_dbi(element, {180.0, 0.0}) == -22.0);                    // A_max
    CHECK(gain_dbi(element, {180.0, -60.0}) == -22.0);                  // and no more
    CHECK_THAT(gain_dbi(element, {0.0, 90.0}), WithinAbs(8.0 - 12.0 * 8100.0 / 4225.0, 1e-12));
    CHECK(gain_dbi(element, {350.0, 0.0}) == gain_dbi(element, {-10.0, 0.0}));
}

TEST_CASE("A column of one element is the element; eight add up to 9 dB where they are steered") {
    Column column;
    column.elements = 1;
    column.downtilt_deg = 12.0;
    CHECK_THAT(gain_dbi(column, {20.0, -7.0}), WithinAbs(gain_dbi(Element{}, {20.0, -7.0}), 1e-12));
    column.elements = 8;
    CHECK_THAT(gain_dbi(column, {20.0, -12.0}),
               WithinAbs(gain_dbi(Element{}, {20.0, -12.0}) + 10.0 * std::log10(8.0), 1e-9));
}

TEST_CASE("The array factor is its closed form, and no direction has more than the sum") {
    CHECK(rc::check([] {
        Column column;
        column.elements = *rc::gen::inRange(2, 33);
        column.spacing_wavelengths = *rc::gen::inRange(4, 10) / 10.0;
        column.downtilt_deg = *rc::gen::inRange(-5, 16);
        const double elevation = *rc::gen::inRange(-900, 900) / 10.0 + 0.05;
        const double element = gain_dbi(column.element, {0.0, elevation});
        const double array = gain_dbi(column, {0.0, elevation}) - element;
        RC_ASSERT(array <= 10.0 * std::log10(column.elements) + 1e-9);
        if (array > -40.0) {
            RC_ASSERT(std::abs(array - closed_form_db(column, elevation)) < 1e-6);
        }
    }));
}

TEST_CASE("Elements that cancel out give a number all the same") {
    Column column;
    column.elements = 2;
    column.spacing_wavelengths = 0.5;
    // Half a wave apart, straight up: opposite phase.
    const double up = gain_dbi(column, {0.0, 90.0});
    CHECK(std::isfinite(up));
    CHECK(up < gain_dbi(Element{}, {0.0, 90.0}) - 100.0);
}

TEST_CASE("Three sectors serve every direction by the nearest") {
    const std::array<Sector, 3> sectors = {
        {{Element{}, 30.0}, {Element{}, 150.0}, {Element{}, 270.0}}};
    CHECK(best_gain_dbi(sectors, {30.0, 0.0}) == 8.0);
    CHECK(best_gain_dbi(sectors, {270.0, 0.0}) == 8.0);
    // Midway between two, 60 degrees off both.
    CHECK_THAT(best_gain_dbi(sectors, {330.0, 0.0}),
               WithinAbs(8.0 - 12.0 * 3600.0 / 4225.0, 1e-12));
    CHECK(best_gain_dbi(sectors, {-30.0, 0.0}) == best_gain_dbi(sectors, {330.0, 0.0}));
}

TEST_CASE("Between its points a cut runs straight, across north too") {
    const Cut ring = cut({{10.0, 1.0}, {90.0, 9.0}, {350.0, 3.0}});
    CHECK(ring.loss_db(10.0) == 1.0);
    CHECK(ring.loss_db(50.0) == 5.0);
    CHECK(ring.loss_db(0.0) == 2.0);
    CHECK(ring.loss_db(-5.0) == 2.5);
    CHECK(ring.loss_db(365.0) == 1.5);
    CHECK(ring.loss_db(-1e-300) == 2.0);
    CHECK(cut({{40.0, 7.0}}).loss_db(123.0) == 7.0);
}

TEST_CASE("Two cuts add up; a tilt that both were cut through counts once") {
    CutPattern pattern{15.0, cut({{0.0, 6.0}, {180.0, 30.0}}),
                       cut({{0.0, 6.0}, {90.0, 20.0}, {270.0, 25.0}, {350.0, 0.0}}), 6.0};
    CHECK(gain_dbi(pattern, {0.0, 0.0}) == 9.0);     // 15 - 6
    CHECK(gain_dbi(pattern, {0.0, -10.0}) == 15.0);  // the beam, 10 degrees down
    CHECK(gain_dbi(pattern, {180.0, 0.0}) == -15.0); // 15 - 30
    pattern.shared_db = 0.0;
    CHECK(gain_dbi(pattern, {180.0, -10.0}) == -15.0);
    pattern.gain_dbi = std::nullopt;
    CHECK(gain_dbi(pattern, {180.0, -10.0}) == -30.0);
}

TEST_CASE("Directions and columns outside their ranges are refused with the range") {
    const auto refusal = [](const Pattern& pattern, const Direction& direction) {
        try {
            gain_dbi(pattern, direction);
        } catch (const UsageError& error) {
            return error.message().en;
        }
        return std::string();
    };
    CHECK_THAT(refusal(Omnidirectional{}, {0.0, 91.0}), Contains("elevation_deg = 91"));
    CHECK_THAT(refusal(Omnidirectional{}, {std::nan(""), 0.0}), Contains("azimuth_deg = nan"));
    CHECK_THAT(refusal(Column{{}, 0, 0.7, 0.0}, {}), Contains("elements = 0"));
    CHECK_THAT(refusal(Column{{}, 8, 0.0, 0.0}, {}), Contains("spacing = 0"));
    CHECK_THAT(refusal(Column{{}, 8, 0.7, 91.0}, {}), Contains("downtilt_deg = 91"));
}

TEST_CASE("The table of a pattern tells what is lost to the strongest direction") {
    Column column;
    column.downtilt_deg = 6.0;
    const std::vector<Sector> sectors{{column, 0.0}, {column, 120.0}, {column, 240.0}};
    const AntennaTable table(sectors);
    CHECK(table.loss_db(120.0F, -6.0F) == 0.0F);
    CHECK(table.loss_db(-120.0F, -6.0F) == 0.0F);
    // Between two sectors: 12 (60 / 65)^2 = 10.22 dB of the element.
    CHECK_THAT(static_cast<double>(table.loss_db(60.0F, -6.0F)), WithinAbs(10.22, 0.01));
    const double most = gain_dbi(column, {0.0, -6.0});
    for (const double elevation : {-9.3, -6.21, -3.8, 0.1}) {
        for (const double azimuth : {0.0, 17.4, 200.6, 359.9}) {
            CHECK_THAT(static_cast<double>(table.loss_db(static_cast<float>(azimuth),
                                                         static_cast<float>(elevation))),
                       WithinAbs(most - best_gain_dbi(sectors, {azimuth, elevation}), 0.2));
        }
    }
    CHECK_THAT(static_cast<double>(table.loss_db(0.0F, 90.0F)),
               WithinAbs(most - best_gain_dbi(sectors, {0.0, 90.0}), 0.01));
}
