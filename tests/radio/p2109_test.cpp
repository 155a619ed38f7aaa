// Building entry loss: published cases, medians, what must hold everywhere.
#include "core/error.hpp"
#include "radio/p2109.hpp"
#include "support/catch.hpp"
#include "support/csv_rows.hpp"
#include "support/shared_data.hpp"

#include <rapidcheck.h>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

double loss(double f_ghz, double percent, Building building, double elevation_deg = 0.0) {
    return building_entry_loss_db({building, gigahertz(f_ghz), percent, elevation_deg});
}

} // namespace

TEST_CASE("The published cases of building entry are met") {
    if (!test::have_shared("validation/p2109/validation.csv")) {
        return;
    }
    int cases = 0;
    for (const auto& row : test::rows_of(test::shared("validation/p2109/validation.csv"))) {
        const double f_ghz = std::stod(row.at("freqency (GHz)"));
        const double percent = std::stod(row.at("probability (%)"));
        const Building building =
            row.at("building type") == "1" ? Building::Traditional : Building::ThermallyEfficient;
        const double elevation_deg = std::stod(row.at("elevation angle (deg)"));
        INFO(f_ghz << " GHz, " << percent << " %, type " << row.at("building type"));
        CHECK_THAT(loss(f_ghz, percent, building, elevation_deg),
                   WithinAbs(std::stod(row.at("building entry loss (dB)")), 1e-6));
        ++cases;
    }
    CHECK(cases == 1250);
}

TEST_CASE("The median of building entry is a sum of three powers, at 1 GHz by hand") {
    // log f = 0: 10 log10(10^1.264 + 10^0.91 + 10^-0.3) and 10 log10(10^2.819 + 10^2.78 + 10^-0.3).
    CHECK_THAT(loss(1.0, 50.0, Building::Traditional), WithinAbs(14.312813, 1e-6));
    CHECK_THAT(loss(1.0, 50.0, Building::ThermallyEfficient), WithinAbs(31.011401, 1e-6));
}

TEST_CASE("More rooms never have less entry loss, nor steeper paths, nor better insulated walls") {
    CHECK(rc::check([] {
        const double f_ghz = *rc::gen::inRange(8, 10000) / 100.0;
        const double percent = *rc::gen::inRange(1, 9900) / 100.0;
        const double elevation = *rc::gen::inRange(0, 80);
        for (const Building building : {Building::Traditional, Building::ThermallyEfficient}) {
            const double here = loss(f_ghz, percent, building, elevation);
            RC_ASSERT(loss(f_ghz, percent + 0.5, building, elevation) > here);
            RC_ASSERT(loss(f_ghz, percent, building, elevation + 5.0) > here);
            RC_ASSERT(loss(f_ghz, percent, building, -elevation) == here);
            RC_ASSERT(here > -3.0); // C of eq. 1 stays
        }
        RC_ASSERT(loss(f_ghz, 50.0, Building::ThermallyEfficient) >
                  loss(f_ghz, 50.0, Building::Traditional));
    }));
}

TEST_CASE("Building entry outside its ranges is refused with the range") {
    const auto refusal = [](double f_ghz, double percent, double elevation) {
        try {
            loss(f_ghz, percent, Building::Traditional, elevation);
        } catch (const UsageError& error) {
            return error.message().en;
        }
        return std::string();
    };
    CHECK_THAT(refusal(0.079, 50.0, 0.0), Contains("0.08 to 100 GHz"));
    CHECK_THAT(refusal(100.1, 50.0, 0.0), Contains("f_ghz = 100.1"));
    CHECK_THAT(refusal(1.0, 0.0, 0.0), Contains("p = 0") && Contains("ITU-R P.2109-2"));
    CHECK_THAT(refusal(1.0, 100.0, 0.0), Contains("less than 100 %"));
    CHECK_THAT(refusal(1.0, 50.0, 91.0), Contains("elevation_deg = 91"));
    CHECK(refusal(0.08, 1e-6, -90.0).empty());
}
