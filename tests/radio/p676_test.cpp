// Attenuation by gases: published cases, the tables' form, dry and thin air.
#include "core/error.hpp"
#include "radio/p676.hpp"
#include "radio/p676_lines.hpp"
#include "support/catch.hpp"
#include "support/csv_rows.hpp"
#include "support/shared_data.hpp"

#include <rapidcheck.h>

#include <algorithm>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

} // namespace

TEST_CASE("The published cases of gaseous attenuation are met") {
    if (!test::have_shared("validation/p676/validation.csv")) {
        return;
    }
    int cases = 0;
    for (const auto& row : test::rows_of(test::shared("validation/p676/validation.csv"))) {
        const auto number = [&](const char* column) { return std::stod(row.at(column)); };
        const GasAttenuation gas =
            gas_attenuation(gigahertz(number("f (GHz)")),
                            {number("P (hPa)"), number("T (k)"), number("rho (g/m3)")});
        INFO(row.at("f (GHz)") << " GHz, " << row.at("P (hPa)") << " hPa");
        CHECK_THAT(gas.oxygen_db_per_km, WithinAbs(number("gamma0 (dB/km)"), 1e-9));
        CHECK_THAT(gas.vapour_db_per_km, WithinAbs(number("gammaw (dB/km)"), 1e-9));
        ++cases;
    }
    CHECK(cases == 500);
}

TEST_CASE("The tables of lines rise in frequency") {
    CHECK(oxygen_lines().size() == 44);
    CHECK(vapour_lines().size() == 35);
    CHECK(std::ranges::is_sorted(oxygen_lines(), {}, &OxygenLine::f0_ghz));
    CHECK(std::ranges::is_sorted(vapour_lines(), {}, &VapourLine::f0_ghz));
}

TEST_CASE("Without vapour there is no attenuation by vapour, without air none at all") {
    CHECK(gas_attenuation(gigahertz(28.0), {1013.25, 288.15, 0.0}).vapour_db_per_km == 0.0);
    // A line of no width still has the Zeeman width, of no strength: nothing remains.
    CHECK(gas_attenuation(gigahertz(60.0), {0.0, 288.15, 7.5}).oxygen_db_per_km == 0.0);
}

TEST_CASE("Air attenuates more where it is denser and wetter, and never amplifies") {
    CHECK(rc::check([] {
        const Hertz frequency = gigahertz(*rc::gen::inRange(10, 3500) / 10.0);
        const Air air{*rc::gen::inRange(500, 1050) / 1.0, *rc::gen::inRange(250, 310) / 1.0,
                      *rc::gen::inRange(0, 30) / 1.0};
        const GasAttenuation gas = gas_attenuation(frequency, air);
        RC_ASSERT(gas.oxygen_db_per_km > 0.0);
        RC_ASSERT(gas.vapour_db_per_km >= 0.0);
        RC_ASSERT(gas_attenuation(frequency,
                                  {air.dry_pressure_hpa, air.temperature_k, air.vapour_g_m3 + 1.0})
                      .vapour_db_per_km > gas.vapour_db_per_km);
    }));
    // The lines of 5G bands: little. 60 GHz: the oxygen complex, some 15 dB/km at sea level.
    CHECK(gas_attenuation(gigahertz(3.7)).db_per_km() < 0.01);
    CHECK(gas_attenuation(gigahertz(60.0)).db_per_km() > 14.0);
}

TEST_CASE("Gaseous attenuation outside its ranges is refused with the range") {
    const auto refusal = [](double f_ghz, const Air& air) {
        try {
            gas_attenuation(gigahertz(f_ghz), air);
        } catch (const UsageError& error) {
            return error.message().en;
        }
        return std::string();
    };
    CHECK_THAT(refusal(0.7, {}), Contains("f_ghz = 0.7") && Contains("1 to 1000 GHz"));
    CHECK_THAT(refusal(1001.0, {}), Contains("ITU-R P.676-13"));
    CHECK_THAT(refusal(28.0, {101325.0, 288.15, 7.5}), Contains("pressure_hpa = 101325"));
    CHECK_THAT(refusal(28.0, {1013.25, 15.0, 7.5}), Contains("temperature_k = 15"));
    CHECK_THAT(refusal(28.0, {1013.25, 288.15, -1.0}), Contains("vapour_g_m3 = -1"));
    CHECK(refusal(1.0, {}).empty());
    CHECK(refusal(1000.0, {}).empty());
}
