// lab terms: each model's columns in and out, broken cases, antenna files beside the cases.
#include "support/catch.hpp"
#include "support/program.hpp"

using namespace todoku::test;
using Catch::Contains;

namespace {

/// What the model makes of the cases, in English.
Outcome terms(const TemporaryFolder& folder, const std::string& model, const std::string& cases) {
    const auto file = folder.write("c.csv", cases);
    return run_todoku({"--lang", "en", "lab", "terms", "--model", model, "--cases", file.string()});
}

} // namespace

TEST_CASE("lab terms gives each case its value in the shortest form and keeps other columns") {
    const TemporaryFolder folder;
    const Outcome street = terms(folder, "p2108", "note,f_ghz,d_km,p\na,3.5,1,50\n");
    CHECK(street.code == 0);
    CHECK(street.err.empty());
    CHECK_THAT(street.out, Catch::StartsWith("note,f_ghz,d_km,p,loss_db\na,3.5,1,50,30.10506"));
    // As high as what stands around: nothing; defaults for the height and the street.
    CHECK(
        terms(folder, "p2108-height", "f_ghz,h_m,surroundings\n0.7,15,urban\n0.7,20,open\n").out ==
        "f_ghz,h_m,surroundings,loss_db\n0.7,15,urban,0\n0.7,20,open,0\n");
    CHECK_THAT(terms(folder, "p2109", "f_ghz,building,p\n1,traditional,\n").out,
               Contains("\n1,traditional,,14.31281"));
    CHECK_THAT(
        terms(folder, "p676", "f_ghz,vapour_g_m3\n28,0\n").out,
        Contains("f_ghz,vapour_g_m3,db_per_km,oxygen_db_per_km,vapour_db_per_km\n28,0,0.01") &&
            Catch::EndsWith(",0\n"));
    CHECK_THAT(terms(folder, "p838", "f_ghz,rain_mm_h,polarisation\n28,50,x\n").err,
               Contains("h v c, or the tilt of the field in degrees (-180 to 180)"));
    CHECK_THAT(terms(folder, "p838", "f_ghz,rain_mm_h,polarisation\n28,0,h\n").out,
               Contains("\n28,0,h,0,0.205"));
    CHECK(terms(folder, "p833", "f_ghz,d_m,gamma_db_per_m,am_db\n1,0,,\n1,1e9,0.1,26.5\n").out ==
          "f_ghz,d_m,gamma_db_per_m,am_db,loss_db\n1,0,,,0\n1,1e9,0.1,26.5,26.5\n");
    CHECK(terms(folder, "antenna",
                "pattern,azimuth_deg,elevation_deg,bearing_deg,peak_dbi\n"
                "omni,0,0,,2\nelement,120,0,0;120;240,\nelement,180,0,,\n")
              .out == "pattern,azimuth_deg,elevation_deg,bearing_deg,peak_dbi,gain_dbi\n"
                      "omni,0,0,,2,2\nelement,120,0,0;120;240,,8\nelement,180,0,,,-22\n");
}

TEST_CASE("lab terms leaves a case empty that cannot be computed, says why, and fails with 3") {
    const TemporaryFolder folder;
    const Outcome street =
        terms(folder, "p2108", "f_ghz,d_km,p\n0.4,1,50\n3.5,0.2,50\n3.5,1,100\nx,1,50\n67,1,50\n");
    CHECK(street.code == 3);
    CHECK_THAT(street.out, Contains("\n0.4,1,50,\n3.5,0.2,50,\n3.5,1,100,\nx,1,50,\n67,1,50,3"));
    CHECK_THAT(street.err,
               Contains("c.csv line 2: f_ghz = 0.4 is outside the range of ITU-R P.2108-1 3.2 (0.5 "
                        "to 67 GHz).") &&
                   Contains("line 3: d_km = 0.2") && Contains("line 4: p = 100") &&
                   Contains("line 5: f_ghz is \"x\"; expected a number."));
    const Outcome gas = terms(folder, "p676", "f_ghz\n0.5\n");
    CHECK(gas.code == 3);
    CHECK_THAT(gas.out, Contains("\n0.5,,,\n"));
    CHECK_THAT(
        terms(folder, "p2109", "f_ghz,building\n1,brick\n").err,
        Contains("building is \"brick\"; expected one of: traditional thermally-efficient."));
    const Outcome none = terms(folder, "p838", "f_ghz\n28\n");
    CHECK(none.code == 3);
    CHECK(none.out.empty());
    CHECK_THAT(none.err, Contains("has no column \"rain_mm_h\""));
}

TEST_CASE("lab terms reads antenna files beside the cases and tells what is odd in them once") {
    const TemporaryFolder folder;
    folder.write("panel.msi", "NAME Panel\nGAIN 15.35\nHORIZONTAL 4\n0 0\n90 12\n180 30\n270 12\n"
                              "VERTICAL 4\n0 2\n6 0\n90 20\n270 25\n");
    folder.write("broken.msi", "HORIZONTAL 2\n0 0\n180 x\n");
    const Outcome done = terms(folder, "antenna",
                               "pattern,azimuth_deg,elevation_deg,bearing_deg\n"
                               "panel.msi,90,-6,90\npanel.msi,0,-6,90\nbroken.msi,0,0,\n"
                               "absent.msi,0,0,\n");
    CHECK(done.code == 3);
    CHECK_THAT(done.out, Contains("\npanel.msi,90,-6,90,17.5\npanel.msi,0,-6,90,5.5\n"
                                  "broken.msi,0,0,,\nabsent.msi,0,0,,\n"));
    CHECK_THAT(done.err,
               Contains("panel.msi line 2: GAIN has no unit. Taken as dBd, as the format has it: "
                        "17.5 dBi.") &&
                   Contains("c.csv line 4: broken.msi line 3: two numbers, angle and loss") &&
                   Contains("c.csv line 5: Cannot open the antenna file"));
    const std::string once = "GAIN has no unit";
    CHECK(done.err.find(once) == done.err.rfind(once));
}
