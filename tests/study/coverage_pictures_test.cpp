// Pictures in a study: the colour table of the study file, folders of tiles, fingerprints.
#include "core/error.hpp"
#include "study/fingerprint.hpp"
#include "study/inputs.hpp"
#include "study/study_file.hpp"
#include "support/catch.hpp"
#include "support/picture_file.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <set>

using todoku::test::replaced;
using namespace todoku;
using namespace todoku::study;
using domain::Strength;
using test::TemporaryFolder;
using test::TinyStudy;

namespace {

/// A study whose first carrier states its coverage by a picture: a pixel a cell, two colours.
class PictureStudy {
public:
    explicit PictureStudy(const std::string& keys) {
        test::write_picture(folder.path() / "a.tif",
                            {{"........", "gg......", "gg..ee..", "gggg...."},
                             {{'.', 0xFFFFFFFF}, {'g', 0xFFE60012}, {'e', 0xFFF8B500}}},
                            {.driver = "GTiff",
                             .transform = std::array<double, 6>{TinyStudy::lng(0), 1.0 / 320, 0.0,
                                                                TinyStudy::lat(4), 0.0, -1.0 / 480},
                             .epsg = 6668});
        write(keys);
    }
    void write(const std::string& keys, const std::string& file = "a.tif") {
        TinyStudy tiny;
        tiny.files["study.toml"] = replaced(tiny.files["study.toml"], "file = \"a.geojson\"",
                                            "file = \"" + file + "\"\n" + keys);
        study = tiny.write(folder);
    }
    [[nodiscard]] Inputs read() const {
        Progress progress;
        return read_inputs(read_study_file(study), Threads{}, progress);
    }
    [[nodiscard]] std::string print() const {
        Progress progress;
        return fingerprint(read_study_file(study), progress).of(Step::Cover);
    }

    TemporaryFolder folder;
    std::filesystem::path study;
};

const std::string kColours = R"(
[[coverage.colour]]
rgb = "#E60012"
class = "5G"
strength = "good"
[[coverage.colour]]
rgb = "f8b500"
tolerance = 4
strength = "edge"
[[coverage.colour]]
rgb = "#FFFFFF"
covered = false
)";

std::string failure_of(const Inputs& inputs) {
    for (const InputSummary& summary : inputs.summaries) {
        if (summary.failure) {
            return summary.failure->ja;
        }
    }
    return {};
}

} // namespace

TEST_CASE("A picture with a colour table is a coverage with strengths") {
    const PictureStudy pictures(kColours);
    const Inputs inputs = pictures.read();
    CHECK(failure_of(inputs).empty());
    REQUIRE(inputs.coverage.size() == 2);
    CHECK(inputs.coverage[0].strengths == std::vector{Strength::Good, Strength::Edge});
}

TEST_CASE("A picture without a colour table is refused with lines that the study file takes") {
    PictureStudy pictures("");
    const std::string said = failure_of(pictures.read());
    const auto at = said.find("colour = [");
    REQUIRE(at != std::string::npos);
    std::string lines = said.substr(at);
    CHECK_THAT(lines, Catch::Contains("#E60012") && Catch::Contains("#F8B500"));
    pictures.write(lines + "\n");
    CHECK_THAT(failure_of(pictures.read()), Catch::Contains("covered = true"));
    pictures.write(replaced(lines, "\"#E60012\", covered = false", "\"#E60012\", covered = true") +
                   "\n");
    CHECK(failure_of(pictures.read()).empty());
}

TEST_CASE("What is said about colours, the picture and its world file changes the step that reads "
          "them") {
    PictureStudy pictures(kColours);
    std::set<std::string> prints = {pictures.print()};
    const auto changed = [&](const std::string& from, const std::string& to) {
        pictures.write(replaced(kColours, from, to));
        prints.insert(pictures.print());
    };
    changed("tolerance = 4", "tolerance = 5");
    changed("\"edge\"", "\"fair\"");
    changed("covered = false", "covered = true");
    changed("class = \"5G\"", "class = \"4G\"");
    changed("f8b500", "f8b501");
    pictures.write("zoom = 3\n" + kColours);
    prints.insert(pictures.print());
    CHECK(prints.size() == 7);
    pictures.write(kColours);
    CHECK(prints.contains(pictures.print()));
    pictures.folder.write("a.tfw", "1\n");
    CHECK_FALSE(prints.contains(pictures.print()));
}

TEST_CASE("A folder of tiles is named by its order, watched file by file, and never written into") {
    PictureStudy pictures("");
    const auto tile = [&](const std::string& name) {
        test::write_picture(pictures.folder.path() / name,
                            {std::vector<std::string>(4, "####"), {{'#', 0xFFE60012}}});
    };
    // The tile of zoom 14 that holds the study's south-west corner.
    const double n = std::exp2(14);
    const int x = static_cast<int>((TinyStudy::lng(0) + 180.0) / 360.0 * n);
    const double lat = TinyStudy::lat(0) * std::numbers::pi / 180.0;
    const int y = static_cast<int>((1.0 - std::asinh(std::tan(lat)) / std::numbers::pi) / 2.0 * n);
    tile(fmt::format("tiles/14/{}/{}.png", y, x));
    pictures.write("[[coverage.colour]]\nrgb = \"#E60012\"\n", "tiles/{z}/{y}/{x}.png");
    const StudyFile study = read_study_file(pictures.study);
    CHECK(study.coverage[0].picture.tiles == "{z}/{y}/{x}.png");
    CHECK(study.coverage[0].sources[0].file == pictures.folder.path() / "tiles");
    CHECK(study.coverage[0].sources[0].shown_as == "tiles/{z}/{y}/{x}.png");
    const Inputs inputs = pictures.read();
    CHECK(failure_of(inputs).empty());
    const std::string before = pictures.print();
    const auto place = pictures.folder.path() / "tiles/14";
    std::filesystem::rename(place / fmt::format("{}/{}.png", y, x),
                            place / fmt::format("{}/{}.png", y, x + 1));
    CHECK(pictures.print() != before);
    CHECK_THROWS_AS(require_no_input(study, place / "issues.csv"), UsageError);
    CHECK_NOTHROW(require_no_input(study, pictures.folder.path() / "issues.csv"));
}

TEST_CASE("Colours that are none, or stand twice, are faults of the study file") {
    const TemporaryFolder folder;
    const auto fault = [&](const std::string& colours) {
        PictureStudy pictures("");
        pictures.write(colours);
        try {
            static_cast<void>(read_study_file(pictures.study));
        } catch (const InputError& error) {
            return error.message().en;
        }
        return std::string();
    };
    CHECK_THAT(fault("[[coverage.colour]]\nrgb = \"red\"\n"), Catch::Contains("#E60012"));
    CHECK_THAT(fault("colour = [{ rgb = \"#112233\" }, { rgb = \"112233\" }]\n"),
               Catch::Contains("stands twice"));
    CHECK_THAT(fault("[[coverage.colour]]\nrgb = \"#112233\"\ntolerance = 300\n"),
               Catch::Contains("from 0 to 255"));
    CHECK_THAT(fault("[[coverage.colour]]\nrgb = \"#112233\"\ncolor = 1\n"),
               Catch::Contains("unknown key"));
}
