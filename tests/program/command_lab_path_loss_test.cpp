#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

using namespace todoku::test;

namespace {

Outcome path_loss(const TemporaryFolder& folder, const std::string& profiles,
                  const std::string& cases) {
    folder.write("profiles.csv", "profile,index,d_m,terrain_m,clutter_m,zone\n" + profiles);
    folder.write("cases.csv", "profile,model,f_ghz,htg_m,hrg_m,lat_t,lon_t,lat_r,lon_r\n" + cases);
    return run_todoku({"--lang", "en", "lab", "path-loss", "--profiles",
                       (folder.path() / "profiles.csv").string(), "--cases",
                       (folder.path() / "cases.csv").string()});
}

constexpr const char* kFlat = "flat,0,0,0,,\nflat,1,500,0,,\nflat,2,1000,0,,\n";

} // namespace

TEST_CASE("lab path-loss: free space over one kilometre, by hand") {
    const TemporaryFolder folder;
    const Outcome done = path_loss(folder, kFlat, "flat,freespace,1,30,30,35,136,35,136.01\n");
    CHECK(done.code == 0);
    // 92.45 + 20 lg(1 GHz) + 20 lg(1 km) dB, ITU-R P.525-4, eq. 4
    const double loss = std::stod(done.out.substr(done.out.rfind(',') + 1));
    CHECK_THAT(loss, Catch::Matchers::WithinAbs(92.45, 0.01));
}

TEST_CASE("lab path-loss: a polarisation is 0 or 1") {
    const TemporaryFolder folder;
    folder.write("p.csv", fmt::format("profile,index,d_m,terrain_m,clutter_m,zone\n{}", kFlat));
    folder.write("c.csv", "profile,model,f_ghz,htg_m,hrg_m,vpol\nflat,freespace,1,30,30,7\n");
    const Outcome done = run_todoku({"--lang", "en", "lab", "path-loss", "--profiles",
                                     (folder.path() / "p.csv").string(), "--cases",
                                     (folder.path() / "c.csv").string()});
    CHECK(done.code == 3);
    CHECK_THAT(done.err, Catch::Contains("line 2") && Catch::Contains("vpol 7"));
}

TEST_CASE("lab path-loss: a profile with a bad cell fails its own cases and no others") {
    const TemporaryFolder folder;
    const auto& [row, said] = GENERATE(table<std::string, std::string>(
        {{"bad,1,500,high,,\n", "line 6 terrain_m: \"high\" is not a number"},
         {"bad,1,500,0,-3,\n", "line 6 clutter_m: \"-3\" is negative"},
         {"bad,1,500,0,,9\n", "line 6 zone: there is no zone \"9\""},
         {"bad,first,500,0,,\n", "line 6 index: \"first\" is not a number"}}));
    const Outcome done = path_loss(
        folder, kFlat + std::string("bad,0,0,0,,\n") + row + "bad,2,1000,0,,\n",
        "bad,freespace,1,30,30,35,136,35,136.01\nflat,freespace,1,30,30,35,136,35,136.01\n");
    CHECK(done.code == 3);
    CHECK_THAT(done.err, Catch::Contains("cases.csv line 2: profiles.csv " + said));
    CHECK_THAT(done.out, Catch::Contains("bad,freespace,1,30,30,35,136,35,136.01,\n"));
    CHECK_THAT(done.out, Catch::Contains("flat,freespace,1,30,30,35,136,35,136.01,92."));
}
