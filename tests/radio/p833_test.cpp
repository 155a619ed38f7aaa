// Woods: the equation by hand, its two limits, the readings of figure 2.
#include "core/error.hpp"
#include "radio/p833.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

} // namespace

TEST_CASE("Woodland loss by hand, with the values of P.833-10, table 1, at 949 MHz") {
    // gamma 0.17 dB/m, Am 26.5 dB, 100 m: 26.5 (1 - exp(-17 / 26.5)) = 12.5478.
    CHECK_THAT(woodland_loss_db({gigahertz(0.949), 100.0, 0.17, 26.5}), WithinAbs(12.5478, 5e-5));
    CHECK(woodland_loss_db({gigahertz(0.949), 0.0, 0.17, 26.5}) == 0.0);
    CHECK_THAT(woodland_loss_db({gigahertz(0.949), 1e-3, 0.17, 26.5}), WithinRel(0.17e-3, 1e-5));
    CHECK_THAT(woodland_loss_db({gigahertz(0.949), 1e5, 0.17, 26.5}), WithinRel(26.5, 1e-12));
}

TEST_CASE("The usual wood is figure 2 and Mulhouse") {
    CHECK_THAT(woodland_db_per_m(gigahertz(0.03)), WithinRel(0.02, 1e-12));
    CHECK_THAT(woodland_db_per_m(gigahertz(1.0)), WithinRel(0.2, 1e-12));
    CHECK_THAT(woodland_db_per_m(gigahertz(30.0)), WithinRel(6.0, 1e-12));
    // 1.15 * 1000^0.43 = 1.15 * 10^1.29
    CHECK_THAT(most_woodland_loss_db(gigahertz(1.0)), WithinAbs(22.4232, 1e-4));
    CHECK(woodland_loss_db({gigahertz(3.7), 50.0}) ==
          woodland_loss_db({gigahertz(3.7), 50.0, woodland_db_per_m(gigahertz(3.7)),
                            most_woodland_loss_db(gigahertz(3.7))}));
}

TEST_CASE("A deeper wood and a higher frequency never lose less, and never over the most") {
    CHECK(rc::check([] {
        const double f_ghz = *rc::gen::inRange(30, 29000) / 1000.0;
        const double depth = *rc::gen::inRange(1, 5000) / 10.0;
        const double here = woodland_loss_db({gigahertz(f_ghz), depth});
        RC_ASSERT(woodland_loss_db({gigahertz(f_ghz), depth * 1.1}) >= here);
        RC_ASSERT(woodland_loss_db({gigahertz(f_ghz * 1.01), depth}) > here);
        RC_ASSERT(here <= most_woodland_loss_db(gigahertz(f_ghz)));
        RC_ASSERT(here <= depth * woodland_db_per_m(gigahertz(f_ghz)));
    }));
}

TEST_CASE("Woods outside their ranges are refused with the range") {
    const auto refusal = [](const Woodland& wood) {
        try {
            woodland_loss_db(wood);
        } catch (const UsageError& error) {
            return error.message().en;
        }
        return std::string();
    };
    CHECK_THAT(refusal({gigahertz(0.02), 10.0}), Contains("0.03 to 30 GHz"));
    CHECK_THAT(refusal({gigahertz(31.0), 10.0}), Contains("f_ghz = 31"));
    CHECK_THAT(refusal({gigahertz(1.0), -1.0}), Contains("0 m or more"));
    CHECK_THAT(refusal({gigahertz(1.0), 1.0, 0.0}), Contains("gamma_db_per_m = 0"));
    CHECK_THAT(refusal({gigahertz(1.0), 1.0, 0.1, 0.0}), Contains("am_db = 0"));
}
