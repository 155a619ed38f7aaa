// 3GPP TR 38.901's formulas: by hand at round numbers, continuous at their breakpoints, refused
// outside their ranges.
#include "core/error.hpp"
#include "radio/path_loss.hpp"
#include "radio/tr38901.hpp"
#include "support/catch.hpp"

#include <cmath>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::WithinAbs;

StatisticalLoss loss_of(Scenario scenario, double ground_m, double base_m = 25.0,
                        double f_ghz = 3.5) {
    return statistical_loss({scenario, gigahertz(f_ghz), ground_m, base_m, 1.5});
}

} // namespace

TEST_CASE("TR 38.901 by hand: 3.5 GHz, user at 1.5 m") {
    // UMa: slant 1000.2761 m; d'BP = 4 * 24 * 0.5 * 3.5e9 / 3e8 = 560 m, so the far slope:
    // 28 + 40 log10(1000.2761) + 20 log10(3.5) - 9 log10(560^2 + 23.5^2).
    const StatisticalLoss uma = loss_of(Scenario::UrbanMacro, 1000.0);
    CHECK_THAT(uma.breakpoint_m, WithinAbs(560.0, 1e-9));
    CHECK_THAT(uma.line_of_sight_db, WithinAbs(109.4117, 1e-3));
    // 13.54 + 39.08 log10(1000.2761) + 10.88136
    CHECK_THAT(uma.no_line_of_sight_db, WithinAbs(141.6660, 1e-3));
    // 18/1000 + exp(-1000/63) * (1 - 18/1000)
    CHECK_THAT(uma.sight_probability, WithinAbs(0.018000, 1e-6));

    // UMi at 100 m, base at 10 m: slant 100.3606 m, d'BP = 4 * 9 * 0.5 * 35/3 = 210 m.
    const StatisticalLoss umi = loss_of(Scenario::UrbanMicro, 100.0, 10.0);
    CHECK_THAT(umi.breakpoint_m, WithinAbs(210.0, 1e-9));
    CHECK_THAT(umi.line_of_sight_db, WithinAbs(85.3142, 1e-3));
    CHECK_THAT(umi.no_line_of_sight_db, WithinAbs(104.6438, 1e-3));

    // RMa at 1 km, base at 35 m: slant 1000.5611 m, far below dBP = 2 pi * 35 * 1.5 * 35/3.
    const StatisticalLoss rma = loss_of(Scenario::RuralMacro, 1000.0, 35.0);
    CHECK_THAT(rma.breakpoint_m, WithinAbs(3848.451, 1e-3));
    CHECK(rma.no_line_of_sight_db > rma.line_of_sight_db);
}

TEST_CASE("TR 38.901 has no step at its breakpoints and falls never with distance") {
    for (const Scenario scenario :
         {Scenario::UrbanMacro, Scenario::UrbanMicro, Scenario::RuralMacro}) {
        const double breakpoint = loss_of(scenario, 100.0).breakpoint_m;
        const double before = loss_of(scenario, breakpoint * (1.0 - 1e-9)).line_of_sight_db;
        const double after = loss_of(scenario, breakpoint * (1.0 + 1e-9)).line_of_sight_db;
        // The urban formulas meet exactly; the rural one drops the slant's share at the breakpoint.
        CHECK_THAT(after - before, WithinAbs(0.0, scenario == Scenario::RuralMacro ? 0.02 : 1e-6));
        double last = 0.0;
        for (double d = 10.0; d <= 5000.0; d *= 1.05) {
            const StatisticalLoss loss = loss_of(scenario, d);
            CHECK(loss.line_of_sight_db >= last);
            CHECK(loss.no_line_of_sight_db >= loss.line_of_sight_db);
            CHECK(loss.sight_probability <= 1.0);
            last = loss.line_of_sight_db;
        }
    }
}

TEST_CASE("A profile decides whether TR 38.901 sees the other end") {
    PathCase c;
    c.model = "tr38901-uma";
    c.f_ghz = 3.5;
    c.htg_m = 25.0;
    c.hrg_m = 1.5;
    const Profile open{{0.0, 500.0, 1000.0}, {0.0, 0.0, 0.0}, {}, {}};
    const Profile blocked{{0.0, 500.0, 1000.0}, {0.0, 0.0, 0.0}, {0.0, 30.0, 0.0}, {}};
    const StatisticalLoss both = loss_of(Scenario::UrbanMacro, 1000.0);
    CHECK(path_loss(open, c).loss_db == both.line_of_sight_db);
    CHECK(path_loss(blocked, c).loss_db == both.no_line_of_sight_db);
    c.hrg_m = 1.0;
    CHECK_THROWS_AS(path_loss(open, c), UsageError);
    c.hrg_m = 1.5;
    c.f_ghz = 0.3;
    CHECK_THROWS_AS(path_loss(open, c), UsageError);
}
