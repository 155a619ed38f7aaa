// The synthetic prefecture in shards: five primary meshes, overlapping coverage, the bytes of one
// run.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/result_files.hpp"

using namespace todoku::test;
namespace fs = std::filesystem;

TEST_CASE("The demo in shards gives every file of one run") {
    const TemporaryFolder folder;
    const std::string demo = (folder.path() / "demo").string();
    const std::string whole = (folder.path() / "whole").string();
    const std::string out = (folder.path() / "out").string();
    REQUIRE(run_todoku({"demo", demo, "--mesh", "1km", "--scale", "0.3"}).code == 0);
    REQUIRE(run_todoku({"run", demo, "-o", whole}).code == 0);
    REQUIRE(run_todoku({"prepare", demo, "-o", out}).code == 0);
    REQUIRE(run_todoku({"run", demo, "-o", out, "--mesh1", "5236,5035,5136"}).code == 0);
    REQUIRE(run_todoku({"run", demo, "-o", out, "--mesh1", "5135,5036", "--threads", "1"}).code ==
            0);
    const Outcome merged = run_todoku({"merge", demo, "-o", out});
    INFO(merged.err);
    REQUIRE(merged.code == 0);
    const auto expected = result_files(whole);
    const auto found = result_files(out);
    REQUIRE(found.size() == expected.size());
    for (const auto& [name, bytes] : expected) {
        INFO(name);
        CHECK(found.at(name) == bytes);
    }
}
