// Clutter loss: NTIA's published cases, limits and what must hold everywhere.
#include "core/error.hpp"
#include "radio/normal_quantile.hpp"
#include "radio/p2108.hpp"
#include "support/catch.hpp"
#include "support/csv_rows.hpp"
#include "support/shared_data.hpp"

#include <rapidcheck.h>

#include <array>
#include <cmath>
#include <numbers>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

double street_loss(double f_ghz, double d_km, double p) {
    return terrestrial_clutter_loss_db(gigahertz(f_ghz), kilometres(d_km), p);
}

std::string refusal(double f_ghz, double d_km, double p) {
    try {
        street_loss(f_ghz, d_km, p);
    } catch (const UsageError& error) {
        return error.message().en;
    }
    return "";
}

} // namespace

TEST_CASE("Quantiles of the normal distribution are those of published tables, far out too") {
    // Abramowitz and Stegun, table 26.5.
    CHECK_THAT(upper_normal_quantile(0.1), WithinAbs(1.28155156554460, 1e-13));
    CHECK_THAT(upper_normal_quantile(0.01), WithinAbs(2.32634787404084, 1e-13));
    CHECK_THAT(upper_normal_quantile(0.9), WithinAbs(-1.28155156554460, 1e-13));
    CHECK_THAT(upper_normal_quantile(0.5), WithinAbs(0.0, 1e-15));
    for (const double share : {1e-300, 1e-100, 1e-12, 1e-8, 0.3}) {
        const double x = upper_normal_quantile(share);
        CHECK_THAT(0.5 * std::erfc(x / std::numbers::sqrt2), WithinRel(share, 1e-11));
    }
}

TEST_CASE("The published cases of clutter in streets are met, refusals included") {
    if (!test::have_shared("validation/p2108/TerrestrialStatisticalModelTestData.csv")) {
        return;
    }
    int cases = 0;
    for (const auto& row :
         test::rows_of(test::shared("validation/p2108/TerrestrialStatisticalModelTestData.csv"))) {
        const double f_ghz = std::stod(row.at("f__ghz"));
        const double d_km = std::stod(row.at("d__km"));
        const double p = std::stod(row.at("p"));
        INFO(f_ghz << " GHz, " << d_km << " km, " << p << " %");
        ++cases;
        if (std::stod(row.at("rtn")) == 0.0) {
            // The file has one decimal.
            CHECK_THAT(street_loss(f_ghz, d_km, p),
                       WithinAbs(std::stod(row.at("L_ctt__db")), 0.05));
        } else {
            CHECK_THAT(refusal(f_ghz, d_km, p), Contains("is outside the range of ITU-R P.2108"));
        }
    }
    CHECK(cases == 12);
}

TEST_CASE("Clutter in streets by hand: 3.5 GHz, 1 km") {
    // Ll = -2 log10(10^-15.22034 + 10^-16.5) = 30.39622; Ls = 32.98 + 3 log10(3.5) = 34.61220.
    // -5 log10(8.332136e-7 + 1.195526e-7) = 30.10507.
    CHECK_THAT(street_loss(3.5, 1.0, 50.0), WithinAbs(30.10507, 1e-5));
    // Sigma of the two weights: sqrt((16 * 8.332136 + 36 * 1.195526) / 9.527662) = 4.302277.
    CHECK_THAT(street_loss(3.5, 1.0, 10.0), WithinAbs(30.10507 - 4.302277 * 1.281552, 2e-5));
    // At 99.9 % eq. 3 gives less at 2 km than at 1 km, and eq. 6 takes that.
    CHECK(street_loss(3.5, 1.0, 99.9) == street_loss(3.5, 2.0, 99.9));
}

TEST_CASE("Clutter in streets says which range a value is outside of") {
    CHECK_THAT(refusal(0.4, 1.0, 50.0), Contains("f_ghz = 0.4") && Contains("0.5 to 67 GHz"));
    CHECK_THAT(refusal(3.5, 0.2, 50.0), Contains("d_km = 0.2") && Contains("0.25 km or more"));
    CHECK_THAT(refusal(3.5, 1.0, 0.0), Contains("more than 0 % and less than 100 %"));
    CHECK_THAT(refusal(std::nan(""), 1.0, 50.0), Contains("f_ghz = nan"));
    CHECK(refusal(0.5, 0.25, 50.0).empty());
    CHECK(refusal(67.0, 1e4, 99.999).empty());
}

TEST_CASE("More places never have less clutter loss, and beyond 2 km distance changes nothing") {
    CHECK(rc::check([] {
        const double f_ghz = *rc::gen::inRange(5, 671) / 10.0;
        const double d_km = *rc::gen::inRange(25, 1000) / 100.0;
        const double p = *rc::gen::inRange(1, 9900) / 100.0;
        RC_ASSERT(street_loss(f_ghz, d_km, p + 0.5) > street_loss(f_ghz, d_km, p));
        RC_ASSERT(street_loss(f_ghz, 2.0 + d_km, p) <= street_loss(f_ghz, 2.0, p));
        RC_ASSERT(street_loss(f_ghz, 2.0 + d_km, 50.0) == street_loss(f_ghz, 2.0, 50.0));
    }));
}

TEST_CASE("An antenna below what stands around loses what NTIA's published cases say") {
    // NTIA/p2108, test data of section 3.1; one decimal.
    struct Case {
        double f_ghz, antenna_m, street_m, clutter_m;
        Surroundings around;
        double loss_db;
    };
    using enum Surroundings;
    const std::array<Case, 16> cases = {{
        {1.5, 2.0, 27.0, 10.0, Water, 16.0},
        {1.5, 2.0, 27.0, 6.0, Water, 10.9},
        {1.5, 2.0, 27.0, 10.0, Open, 16.0},
        {1.5, 2.0, 27.0, 6.0, Open, 10.9},
        {1.5, 2.0, 27.0, 10.0, Suburban, 20.5},
        {1.5, 2.0, 27.0, 6.0, Suburban, 14.6},
        {1.5, 2.0, 27.0, 15.0, Urban, 24.5},
        {1.5, 2.0, 27.0, 6.0, Urban, 14.6},
        {1.5, 2.0, 27.0, 15.0, Trees, 24.5},
        {1.5, 2.0, 27.0, 20.0, DenseUrban, 27.1},
        {3.0, 3.0, 15.0, 15.0, DenseUrban, 29.0},
        {0.9, 2.3, 30.0, 10.0, Open, 13.7},
        {1.5, 2.5, 25.0, 10.0, Suburban, 20.2},
        {0.03, 2.1, 24.5, 9.8, Suburban, 5.7},
        {1.7, 30.0, 24.5, 9.8, Suburban, 0.0},
        {1.7, 30.0, 24.5, 30.0, Suburban, 0.0},
    }};
    for (const Case& c : cases) {
        INFO(c.clutter_m << " m of clutter, " << c.loss_db << " dB");
        CHECK_THAT(height_gain_loss_db(
                       {c.around, gigahertz(c.f_ghz), c.antenna_m, c.clutter_m, c.street_m}),
                   WithinAbs(c.loss_db, 0.05));
    }
    for (const ClutteredEnd& end : {ClutteredEnd{Suburban, gigahertz(0.02), 2.0, 10.0, 27.0},
                                    ClutteredEnd{Suburban, gigahertz(4.0), 2.0, 10.0, 27.0},
                                    ClutteredEnd{Suburban, gigahertz(1.0), 0.0, 9.0, 10.0},
                                    ClutteredEnd{DenseUrban, gigahertz(2.0), 1.0, 9.0, 0.0},
                                    ClutteredEnd{DenseUrban, gigahertz(2.0), 1.0, 0.0, 27.0}}) {
        CHECK_THROWS_AS(height_gain_loss_db(end), UsageError);
    }
}
