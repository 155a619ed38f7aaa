// One path by a named model: what may be asked, and what is refused with a message.
#include "core/error.hpp"
#include "radio/free_space.hpp"
#include "radio/path_loss.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

Profile hill() {
    return {{0.0, 500.0, 1000.0, 1500.0, 2000.0}, {100.0, 120.0, 180.0, 120.0, 100.0}, {}, {}};
}

PathCase case_of(const std::string& model, double f_ghz = 3.7) {
    PathCase c;
    c.model = model;
    c.f_ghz = f_ghz;
    c.htg_m = 30.0;
    c.hrg_m = 1.5;
    return c;
}

double symbol(const PathLoss& loss, const std::string& name) {
    for (const auto& [key, value] : loss.intermediates) {
        if (key == name) {
            return value;
        }
    }
    FAIL("no " << name);
    return 0.0;
}

std::string refusal(const Profile& profile, const PathCase& c) {
    try {
        path_loss(profile, c);
    } catch (const UsageError& error) {
        return error.message().en;
    }
    return "";
}

} // namespace

TEST_CASE("Each model adds to free space what it names") {
    const double free = free_space_loss_db(slant_m(2000.0, 28.5), wavelength(gigahertz(3.7)));
    CHECK_THAT(path_loss(hill(), case_of("freespace")).loss_db, WithinAbs(free, 1e-12));
    const PathLoss bullington = path_loss(hill(), case_of("bullington"));
    CHECK_THAT(bullington.loss_db, WithinAbs(free + symbol(bullington, "Lb_dB"), 1e-12));
    const PathLoss p526 = path_loss(hill(), case_of("p526"));
    CHECK_THAT(p526.loss_db, WithinAbs(free + symbol(p526, "Ld_dB"), 1e-12));
    CHECK_THAT(symbol(p526, "Lbulla_dB"), WithinAbs(symbol(bullington, "Lb_dB"), 1e-12));
}

TEST_CASE("Clutter stands on the ground between the ends, not at them") {
    Profile bare = hill();
    bare.terrain_m = {0.0, 0.0, 0.0, 0.0, 0.0};
    Profile at_ends = bare;
    at_ends.clutter_m = {50.0, 0.0, 0.0, 0.0, 50.0};
    Profile between = bare;
    between.clutter_m = {0.0, 0.0, 40.0, 0.0, 0.0};
    Profile raised = bare;
    raised.terrain_m[2] = 40.0;
    const PathCase c = case_of("bullington");
    CHECK(path_loss(at_ends, c).loss_db == path_loss(bare, c).loss_db);
    CHECK(path_loss(between, c).loss_db == path_loss(raised, c).loss_db);
}

TEST_CASE("Sea under the path and vertical polarisation reach the smooth-Earth part") {
    Profile sea;
    for (int i = 0; i <= 50; ++i) {
        sea.d_m.push_back(i * 1000.0);
        sea.terrain_m.push_back(0.0);
        sea.zone.push_back(1);
    }
    Profile land = sea;
    land.zone.assign(land.d_m.size(), 4);
    PathCase c = case_of("p526", 0.03);
    c.vpol = true;
    // Vertical waves of long wavelength follow the conducting sea better than land (P.526,
    // section 3.1.1.1).
    CHECK(symbol(path_loss(sea, c), "Ldsph_dB") < symbol(path_loss(land, c), "Ldsph_dB") - 1.0);
    PathCase horizontal = c;
    horizontal.vpol = false;
    CHECK(symbol(path_loss(sea, c), "Ldsph_dB") <
          symbol(path_loss(sea, horizontal), "Ldsph_dB") - 1.0);
}

TEST_CASE("Unknown models and impossible requests are refused by name") {
    CHECK_THAT(refusal(hill(), case_of("p1234")),
               Contains("p1234") && Contains("freespace, los, bullington, p526"));
    CHECK_THAT(refusal(hill(), case_of("p526", 0.001)), Contains("0.001 GHz") && Contains("0.01"));
    CHECK_THAT(refusal(hill(), case_of("bullington", 4000.0)), Contains("4000 GHz"));
    CHECK_THAT(refusal(hill(), case_of("freespace", -1.0)), Contains("-1 GHz"));
    CHECK_THAT(refusal(hill(), case_of("freespace", std::numeric_limits<double>::quiet_NaN())),
               Contains("nan"));
    PathCase buried = case_of("bullington");
    buried.hrg_m = -1.0;
    CHECK_THAT(refusal(hill(), buried), Contains("hrg_m"));
}

TEST_CASE("Broken profiles are refused with the point that breaks them") {
    Profile profile = hill();
    profile.d_m[2] = profile.d_m[1];
    CHECK_THAT(refusal(profile, case_of("bullington")), Contains("point 3"));
    profile = hill();
    profile.terrain_m[3] = std::numeric_limits<double>::quiet_NaN();
    CHECK_THAT(refusal(profile, case_of("bullington")), Contains("point 4"));
    profile = hill();
    profile.clutter_m = {1.0, 2.0};
    CHECK_THAT(refusal(profile, case_of("bullington")), Contains("differ in length"));
    profile = hill();
    profile.d_m[0] = 5.0;
    CHECK_THAT(refusal(profile, case_of("bullington")), Contains("start at 5 m"));
    CHECK_THAT(refusal({}, case_of("bullington")), Contains("at least 2 points"));
}

TEST_CASE("At every corner of its ranges P.1812 has a number for each of its symbols") {
    const auto profile_of = [](double length_m, double ends_m, double between_m, int zone) {
        Profile p;
        for (int i = 0; i <= 4; ++i) {
            const bool end = i == 0 || i == 4;
            p.d_m.push_back(length_m * i / 4.0);
            p.terrain_m.push_back(end ? ends_m : between_m);
            p.clutter_m.push_back(i % 2 == 0 ? 0.0 : 600.0);
            p.zone.push_back(zone);
        }
        return p;
    };
    std::size_t odd = 0;
    for (const double length_m : {250.0, 3e6}) {
        for (const auto& [ends_m, between_m] :
             {std::pair(0.0, 0.0), {-400.0, -400.0}, {0.0, 8000.0}, {3776.0, -10000.0}}) {
            for (const int zone : {1, 3, 4}) {
                const Profile profile = profile_of(length_m, ends_m, between_m, zone);
                for (unsigned corner = 0; corner < 256; ++corner) {
                    const auto choose = [&](unsigned bit, double low, double high) {
                        return ((corner >> bit) & 1U) == 0 ? low : high;
                    };
                    PathCase c = case_of("p1812", choose(0, 0.03, 6.0));
                    c.p = choose(1, 1.0, 50.0);
                    c.pl = choose(2, 1.0, 99.0);
                    c.htg_m = choose(3, 1.0, 3000.0);
                    c.hrg_m = choose(4, 1.0, 3000.0);
                    c.vpol = choose(5, 0.0, 1.0) > 0.5;
                    c.lat_t = c.lat_r = choose(6, 0.0, -90.0);
                    c.delta_n = choose(7, 0.0, 156.0);
                    const PathLoss loss = path_loss(profile, c);
                    const bool numbers =
                        std::isfinite(loss.loss_db) &&
                        std::all_of(loss.intermediates.begin(), loss.intermediates.end(),
                                    [](const auto& s) { return std::isfinite(s.second); });
                    odd += numbers ? 0U : 1U;
                }
            }
        }
    }
    CHECK(odd == 0);
}
