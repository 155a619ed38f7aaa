// Attenuation by rain: table 5 of the Recommendation, polarisations, limits.
#include "core/error.hpp"
#include "radio/p838.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <array>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

} // namespace

TEST_CASE("Coefficients of rain are those of P.838-3, table 5") {
    struct Row {
        double f_ghz, kh, alpha_h, kv, alpha_v;
    };
    const std::array<Row, 6> table = {{
        {1.0, 0.0000259, 0.9691, 0.0000308, 0.8592},
        {4.0, 0.0001071, 1.6009, 0.0002461, 1.2476},
        {10.0, 0.01217, 1.2571, 0.01129, 1.2156},
        {28.0, 0.2051, 0.9679, 0.1964, 0.9277},
        {40.0, 0.4431, 0.8673, 0.4274, 0.8421},
        {100.0, 1.3671, 0.6815, 1.3680, 0.6765},
    }};
    for (const Row& row : table) {
        INFO(row.f_ghz << " GHz");
        const RainLaw h = rain_law(gigahertz(row.f_ghz), kHorizontalTilt_deg);
        const RainLaw v = rain_law(gigahertz(row.f_ghz), kVerticalTilt_deg);
        // Within one unit of the last digit of alpha; k has three to five digits.
        CHECK_THAT(h.k, WithinRel(row.kh, 0.002));
        CHECK_THAT(v.k, WithinRel(row.kv, 0.002));
        CHECK_THAT(h.alpha, WithinAbs(row.alpha_h, 1e-4));
        CHECK_THAT(v.alpha, WithinAbs(row.alpha_v, 1e-4));
    }
}

TEST_CASE("Circular polarisation lies midway, and on a vertical path polarisations agree") {
    const Hertz frequency = gigahertz(28.0);
    const RainLaw h = rain_law(frequency, kHorizontalTilt_deg);
    const RainLaw v = rain_law(frequency, kVerticalTilt_deg);
    const RainLaw c = rain_law(frequency, kCircularTilt_deg);
    CHECK_THAT(c.k, WithinRel((h.k + v.k) / 2.0, 1e-15));
    CHECK_THAT(c.alpha, WithinRel((h.k * h.alpha + v.k * v.alpha) / (h.k + v.k), 1e-15));
    CHECK_THAT(rain_law(frequency, kHorizontalTilt_deg, 90.0).k, WithinRel(c.k, 1e-15));
}

TEST_CASE("More rain attenuates more, heavy drops weaken the horizontal field more, dry air not") {
    CHECK(rain_law(gigahertz(28.0), kVerticalTilt_deg).db_per_km(0.0) == 0.0);
    CHECK(rc::check([] {
        const Hertz frequency = gigahertz(*rc::gen::inRange(100, 600) / 10.0);
        const double rain = *rc::gen::inRange(200, 1500) / 10.0;
        const RainLaw h = rain_law(frequency, kHorizontalTilt_deg);
        const RainLaw v = rain_law(frequency, kVerticalTilt_deg);
        RC_ASSERT(v.db_per_km(rain + 1.0) > v.db_per_km(rain));
        RC_ASSERT(h.db_per_km(rain) > v.db_per_km(rain));
    }));
}

TEST_CASE("Rain outside its ranges is refused with the range") {
    const auto refusal = [](double f_ghz, double tilt, double elevation, double rain) {
        try {
            static_cast<void>(rain_law(gigahertz(f_ghz), tilt, elevation).db_per_km(rain));
        } catch (const UsageError& error) {
            return error.message().en;
        }
        return std::string();
    };
    CHECK_THAT(refusal(0.7, 0.0, 0.0, 5.0), Contains("1 to 1000 GHz"));
    CHECK_THAT(refusal(28.0, 181.0, 0.0, 5.0), Contains("tilt_deg = 181"));
    CHECK_THAT(refusal(28.0, 0.0, 90.5, 5.0), Contains("elevation_deg = 90.5"));
    CHECK_THAT(refusal(28.0, 0.0, 0.0, -1.0), Contains("rain_mm_h = -1"));
    CHECK(refusal(1000.0, 45.0, 0.0, 153.0).empty());
}
