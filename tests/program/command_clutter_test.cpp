// What stands on the ground, in each of its three forms: what check says of it and what it takes
// from reach.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <set>

using namespace todoku::test;
using nlohmann::json;

namespace {

/// A raster over the tiny study and some 2 km around it, of one value but for its western edge.
std::string raster(const std::string& value, const std::string& at_the_edge) {
    constexpr int kSide = 120;
    std::string text = fmt::format("ncols {0}\nnrows {0}\nxllcorner {1}\nyllcorner {2}\ncellsize "
                                   "0.0005\nNODATA_value -9999\n",
                                   kSide, TinyStudy::lng(4.0) - 0.03, TinyStudy::lat(2.0) - 0.03);
    for (int row = 0; row < kSide; ++row) {
        for (int column = 0; column < kSide; ++column) {
            text += (column == 0 ? at_the_edge : value) + (column + 1 < kSide ? " " : "\n");
        }
    }
    return text;
}

constexpr const char* kDegrees =
    R"(GEOGCS["JGD2011",DATUM["Japanese_Geodetic_Datum_2011",SPHEROID["GRS 1980",6378137,298.257222101]],)"
    R"(PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","6668"]])";

/// The tiny study with such lines under [inputs].
TinyStudy with(const std::string& inputs, const std::map<std::string, std::string>& rasters) {
    TinyStudy tiny;
    for (const auto& [name, text] : rasters) {
        tiny.files[name + ".asc"] = text;
        tiny.files[name + ".prj"] = kDegrees;
    }
    std::string& study = tiny.files["study.toml"];
    study.insert(study.find("[[coverage]]"), inputs);
    study.replace(study.find("n257-small"), 10, "n77-small");
    return tiny;
}

/// The table of candidates after a whole run.
std::string candidates(const TinyStudy& tiny) {
    const TemporaryFolder folder;
    const Outcome run =
        run_todoku({"run", tiny.write(folder).string(), "-o", (folder.path() / "out").string()});
    INFO(run.err);
    REQUIRE(run.code == 0);
    return read_file(folder.path() / "out" / "tables" / "candidates.csv");
}

} // namespace

TEST_CASE(
    "Heights, a surface over terrain and classes of land cover are one and the same clutter") {
    const std::string bare = candidates(with("", {}));
    const std::string by_heights =
        candidates(with("clutter = { heights = [\"h.asc\"] }\n", {{"h", raster("15", "-9999")}}));
    const std::string by_class =
        candidates(with("clutter = { land_cover = [\"c.asc\"], classes = { 9 = \"15\" } }\n",
                        {{"c", raster("9", "1")}}));
    CHECK(bare != by_heights);
    CHECK(by_class == by_heights);
    const std::string level =
        candidates(with("terrain = { files = [\"t.asc\"] }\n"
                        "clutter = { heights = [\"h.asc\"] }\n",
                        {{"t", raster("40", "40")}, {"h", raster("15", "0")}}));
    const std::string by_surface =
        candidates(with("terrain = { files = [\"t.asc\"] }\nclutter = { surface = [\"s.asc\"] }\n",
                        {{"t", raster("40", "40")}, {"s", raster("55", "38")}}));
    CHECK(by_surface == level);
}

TEST_CASE("check tells how much of the ground has something on it, and classes without a height") {
    const TemporaryFolder folder;
    const TinyStudy tiny =
        with("clutter = { land_cover = [\"c.asc\"] }\n", {{"c", raster("77", "9")}});
    const Outcome check = run_todoku({"check", tiny.write(folder).string(), "--json"});
    INFO(check.err);
    const json checked = json::parse(check.out);
    bool told = false;
    for (const json& issue : checked["issues"]) {
        told = told || (issue["code"] == "clutter_class_unknown" && issue["value"] == "77");
    }
    CHECK(told);
    bool found = false;
    for (const json& input : checked["inputs"]) {
        found = found || input["id"] == "clutter";
    }
    CHECK(found);
}

TEST_CASE("check doubts clutter that can hardly be what stands on the ground") {
    const auto codes = [](const TinyStudy& tiny) {
        const TemporaryFolder folder;
        const Outcome check = run_todoku({"check", tiny.write(folder).string(), "--json"});
        INFO(check.err);
        std::set<std::string> found;
        const json told = json::parse(check.out);
        for (const json& issue : told["issues"]) {
            const std::string code = issue["code"];
            if (code.starts_with("clutter_") || code == "implausible_heights") {
                found.insert(code);
            }
        }
        return found;
    };
    const auto heights = [](const std::string& text) {
        return with("clutter = { heights = [\"h.asc\"] }\n", {{"h", text}});
    };
    using Codes = std::set<std::string>;
    CHECK(codes(heights(raster("15", "0"))).empty());
    CHECK(codes(heights(raster("255", "0"))) == Codes{"clutter_high"});
    CHECK(codes(heights(raster("32767", "0"))) == Codes{"clutter_implausible"});
    const auto surface = [](const std::string& ground, const std::string& top) {
        return with("terrain = { files = [\"t.asc\"] }\nclutter = { surface = [\"s.asc\"] }\n",
                    {{"t", raster(ground, ground)}, {"s", raster(top, top)}});
    };
    CHECK(codes(surface("40", "52")).empty());
    CHECK(codes(surface("40", "10")) == Codes{"clutter_below_terrain"});
    const std::string post =
        fmt::format("ncols 1\nnrows 1\nxllcorner {}\nyllcorner {}\ncellsize 0.01\n15\n",
                    TinyStudy::lng(0.0), TinyStudy::lat(0.0));
    CHECK(codes(heights(post)) == Codes{"clutter_too_small"});
}

TEST_CASE(
    "Clutter of no form, of two forms or with a class that is none is refused with its line") {
    const TemporaryFolder folder;
    for (const char* line :
         {"clutter = { }\n", "clutter = { heights = [\"a\"], surface = [\"b\"] }\n",
          "clutter = { land_cover = [\"a\"], classes = { wood = \"15\" } }\n",
          "clutter = { land_cover = [\"a\"], classes = { 9 = \"900\" } }\n"}) {
        const Outcome check = run_todoku({"check", with(line, {}).write(folder).string()});
        CHECK(check.code == 3);
        CHECK(check.err.find("[inputs.clutter]") != std::string::npos);
    }
}

TEST_CASE("A surface without the terrain that is taken off it is refused") {
    const TemporaryFolder folder;
    const TinyStudy tiny =
        with("clutter = { surface = [\"s.asc\"] }\n", {{"s", raster("55", "38")}});
    const Outcome check = run_todoku({"check", tiny.write(folder).string()});
    CHECK(check.code == 3);
    CHECK(check.err.find("[inputs.clutter] surface: ") != std::string::npos);
    CHECK(check.err.find("[inputs.terrain] が必要です") != std::string::npos);
}
