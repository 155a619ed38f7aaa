#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

using namespace todoku::test;

TEST_CASE("lab mesh encode adds a code to each row and keeps the row's other columns") {
    const Outcome done = run_todoku({"lab", "mesh", "encode", "--level", "1km"},
                                    "name,lat,lon\n津,34.7303,136.5086\n");
    CHECK(done.code == 0);
    CHECK(done.out == "name,lat,lon,code\n津,34.7303,136.5086,52360470\n");
    CHECK(done.err.empty());
}

TEST_CASE(
    "lab mesh encode writes every row, then fails with 3 where a point lies outside the system") {
    const Outcome done = run_todoku({"--lang", "en", "lab", "mesh", "encode", "--level", "80km"},
                                    "lat,lon\n70,140\n35.5,139.5\nx,139.5\n-1,139\n35,180\n");
    CHECK(done.code == 3);
    CHECK(done.out == "lat,lon,code\n70,140,\n35.5,139.5,5339\nx,139.5,\n-1,139,\n35,180,\n");
    CHECK_THAT(done.err, Catch::Contains("line 2: 70, 140 is outside"));
}

TEST_CASE("lab mesh decode gives level and edges, and encoding the south-west corner gives the "
          "code back") {
    const Outcome done = run_todoku({"lab", "mesh", "decode"},
                                    "code\n5339\n533935885\n533945371\n5339453712\n53394537123\n");
    CHECK(done.code == 0);
    CHECK_THAT(done.out,
               Catch::StartsWith(
                   "code,level,south,west,north,east\n5339,80km,35.333333333333336,139,36,140\n"));
    CHECK_THAT(done.out, Catch::Contains("5339453712,250m,"));
}

TEST_CASE("lab mesh decode writes an empty row for what is no code and fails with 3") {
    const Outcome done = run_todoku({"lab", "mesh", "decode"}, "code\n12\n5339\n");
    CHECK(done.code == 3);
    CHECK_THAT(done.out, Catch::Contains("\n12,,,,,\n5339,80km,"));
}

TEST_CASE("lab fractions gives exact shares of a rectangle that covers half of a column of cells") {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "half.geojson", TinyStudy::collection(TinyStudy::polygon(0, 0, 2, 1.5, R"("a":1)")));
    const Outcome done = run_todoku({"lab", "fractions", file.string(), "--mesh", "250m", "-o",
                                     (folder.path() / "o.csv").string()});
    CHECK(done.code == 0);
    const std::string half0 = TinyStudy::cell(0, 1).code();
    CHECK_THAT(read_file(folder.path() / "o.csv"),
               Catch::StartsWith("code,fraction\n" + TinyStudy::cell(0, 0).code() + ",1\n" + half0 +
                                 ",0.5"));
}

TEST_CASE("lab fractions counts overlapping polygons once") {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "two.geojson", TinyStudy::collection(TinyStudy::polygon(0, 0, 1, 1, R"("a":1)") + "," +
                                             TinyStudy::polygon(0, 0, 1, 1, R"("a":2)")));
    const Outcome done = run_todoku({"lab", "fractions", file.string(), "--mesh", "250m"});
    CHECK(done.code == 0);
    CHECK(done.out == "code,fraction\n" + TinyStudy::cell(0, 0).code() + ",1\n");
}

TEST_CASE("lab choose picks the sites that cover most together and proves it") {
    const TemporaryFolder folder;
    const auto demand = folder.write("d.csv", "demand,weight\na,5\nb,4\nc,3\n");
    const auto covers = folder.write("c.csv", "site,demand\nx,a\nx,b\ny,b\ny,c\nz,c\n");
    const Outcome done =
        run_todoku({"lab", "choose", "--demand", demand.string(), "--covers", covers.string(),
                    "--sites", "2", "-o", (folder.path() / "o.csv").string()});
    CHECK(done.code == 0);
    const auto json = nlohmann::json::parse(done.out);
    CHECK(json["objective"] == 12.0);
    CHECK(json["upper_bound"] == 12.0);
    CHECK(json["gap"] == 0.0);
    CHECK_THAT(read_file(folder.path() / "o.csv"),
               Catch::StartsWith("order,site,gain,cumulative\n1,x,9,9\n2,"));
}

TEST_CASE("lab choose names file and line of a demand that is not known") {
    const TemporaryFolder folder;
    const auto demand = folder.write("d.csv", "demand,weight\na,5\n");
    const auto covers = folder.write("c.csv", "site,demand\nx,q\n");
    const Outcome done =
        run_todoku({"--lang", "en", "lab", "choose", "--demand", demand.string(), "--covers",
                    covers.string(), "--sites", "1", "-o", (folder.path() / "o.csv").string()});
    CHECK(done.code == 3);
    CHECK_THAT(done.err, Catch::Contains("c.csv line 2: demand \"q\" is not in d.csv"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "o.csv"));
}
