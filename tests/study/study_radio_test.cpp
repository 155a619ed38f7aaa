// [radio]: each key changes what reach is predicted with, and what the step depends on; values that
// cannot be meant are refused.
#include "core/error.hpp"
#include "study/fingerprint.hpp"
#include "study/reach_ground.hpp"
#include "study/study_file.hpp"
#include "support/catch.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <set>

using todoku::test::replaced;
using namespace todoku;
using namespace todoku::study;
using Catch::Contains;
using Catch::Matchers::WithinAbs;
using test::TemporaryFolder;
using test::TinyStudy;

namespace {

/// Two cuts of equal loss around: an antenna that is the same everywhere.
constexpr const char* kPattern =
    "GAIN 17 dBi\nHORIZONTAL 2\n0 0\n180 20\nVERTICAL 2\n0 0\n180 20\n";

/// The tiny study with these lines at the end of [radio].
struct RadioStudy {
    TemporaryFolder folder;
    StudyFile study;
    explicit RadioStudy(const std::string& lines) {
        TinyStudy tiny;
        tiny.files["study.toml"] =
            replaced(tiny.files["study.toml"], "presets = [\"n257-small\"]\n",
                     "presets = [\"n77-macro\", \"n28-macro\"]\n" + lines + "\n");
        tiny.files["antenna.msi"] = kPattern;
        study = read_study_file(tiny.write(folder));
    }
    [[nodiscard]] radio::ReachRequest request() const {
        static const ReachGround ground;
        return reach_request(study, ground, {}, {});
    }
};

std::string refusal(const std::string& lines) {
    try {
        const RadioStudy made(lines);
    } catch (const InputError& error) {
        CHECK_FALSE(error.message().ja.empty());
        return error.message().en;
    }
    return "nothing was refused";
}

} // namespace

TEST_CASE("Without keys the link budget is that of the presets, indoors beside outdoors") {
    const auto request = RadioStudy("").request();
    REQUIRE(request.presets.size() == 3);
    CHECK(request.presets[0].id == "n77-macro");
    CHECK(request.presets[1].id == "n28-macro");
    CHECK(request.presets[2].id == "n77-macro-indoor"); // the plan's band
    for (std::size_t p : {std::size_t{0}, std::size_t{1}}) {
        const radio::BandPreset& own = radio::band_preset(request.presets[p].id);
        CHECK(request.presets[p].maximum_loss() == own.maximum_loss());
        CHECK(request.presets[p].radius == own.radius);
    }
    CHECK(request.sectors.empty());
    CHECK(request.rain_mm_h == 0.0);
    CHECK_FALSE(request.terminal_clutter);
}

TEST_CASE("Each key of [radio] is what reach is predicted with") {
    const double own = radio::band_preset("n77-macro").maximum_loss().value();
    const auto loss = [](const std::string& lines) {
        return RadioStudy(lines).request().presets[0].maximum_loss().value();
    };
    CHECK_THAT(loss("threshold_dbm = -120"), WithinAbs(own + 10.0, 1e-9));
    CHECK_THAT(loss("body_loss_db = 8"), WithinAbs(own - 5.0, 1e-9));
    const auto band = RadioStudy("[[radio.band]]\npreset = \"n77-macro\"\neirp_dbm_per_mhz = 42\n"
                                 "radius_km = 3")
                          .request();
    CHECK_THAT(band.presets[0].maximum_loss().value(), WithinAbs(own - 6.0, 1e-9));
    CHECK(band.presets[0].radius == Metres(3000.0));
    CHECK(band.presets[2].radius == Metres(3000.0)); // indoors too
    CHECK(band.presets[1].radius == radio::band_preset("n28-macro").radius);

    const auto sector =
        RadioStudy("antenna = \"sector\"\nbearings_deg = [30, 150.5]\ndowntilt_deg = 4").request();
    REQUIRE(sector.sectors.size() == 2);
    CHECK(sector.sectors[1].bearing_deg == 150.5);
    CHECK(std::get<radio::Column>(sector.sectors[0].pattern).downtilt_deg == 4.0);
    const auto file = RadioStudy("antenna = \"antenna.msi\"").request();
    REQUIRE(file.sectors.size() == 3);
    CHECK(std::get<radio::CutPattern>(file.sectors[0].pattern).gain_dbi == 17.0);
    CHECK(RadioStudy("rain_mm_h = 50").request().rain_mm_h == 50.0);
    CHECK(RadioStudy("terminal_clutter = \"p2108\"").request().terminal_clutter);
    const auto efficient = RadioStudy("indoor = \"thermally-efficient\"").request();
    CHECK(efficient.presets[2].entry_loss > Decibels(30.0));
    CHECK(RadioStudy("indoor = \"none\"").request().presets.size() == 2);
    const auto masts = RadioStudy("mast_m = { building = 3, land = 12 }").request();
    CHECK(masts.presets[0].masts ==
          radio::MastHeights{.building = Metres(3.0), .land = Metres(12.0)});
    CHECK(masts.presets[2].masts == masts.presets[0].masts);
}

TEST_CASE("Each key of [radio] is a reason to predict reach again") {
    std::set<std::string> prints;
    std::size_t made = 0;
    Progress progress;
    for (const char* lines :
         {"", "threshold_dbm = -120", "body_loss_db = 8", "woodland_m = 30",
          "mast_m = { mast = 5 }", "antenna = \"sector\"",
          "antenna = \"sector\"\nbearings_deg = [0]", "antenna = \"sector\"\ndowntilt_deg = 4",
          "antenna = \"antenna.msi\"", "rain_mm_h = 50", "terminal_clutter = \"p2108\"",
          "indoor = \"none\"", "indoor = \"thermally-efficient\"",
          "[[radio.band]]\npreset = \"n77-macro\"\nradius_km = 3",
          "[[radio.band]]\npreset = \"n77-macro\"\neirp_dbm_per_mhz = 42"}) {
        prints.insert(fingerprint(RadioStudy(lines).study, progress).of(Step::Reach));
        ++made;
    }
    CHECK(prints.size() == made);
}

TEST_CASE("Values of [radio] that cannot be meant are refused") {
    CHECK_THAT(refusal("threshold_dbm = 110"), Contains("threshold_dbm") && Contains("-156"));
    CHECK_THAT(refusal("body_loss_db = -1"), Contains("body_loss_db"));
    CHECK_THAT(refusal("woodland_m = -5"), Contains("woodland_m") && Contains("1000"));
    CHECK_THAT(refusal("mast_m = { roof = 3 }"), Contains("building, land, mast, pole"));
    CHECK_THAT(refusal("mast_m = { mast = 300 }"), Contains("from 0 to 100"));
    CHECK_THAT(refusal("bearings_deg = [0]"), Contains("bearings_deg") && Contains("omni"));
    CHECK_THAT(refusal("antenna = \"sector\"\nbearings_deg = []"), Contains("at least one"));
    CHECK_THAT(refusal("antenna = \"sector\"\nbearings_deg = [\"north\"]"),
               Contains("a list of numbers"));
    CHECK_THAT(refusal("antenna = \"antenna.msi\"\ndowntilt_deg = 3"), Contains("its own tilt"));
    CHECK_THAT(refusal("rain_mm_h = -3"), Contains("rain_mm_h"));
    CHECK_THAT(refusal("terminal_clutter = \"yes\""), Contains("none or p2108"));
    CHECK_THAT(refusal("indoor = \"wood\""), Contains("thermally-efficient"));
    CHECK_THAT(refusal("[[radio.band]]\npreset = \"n79-macro\""), Contains("[radio] presets"));
    CHECK_THAT(refusal("[[radio.band]]\npreset = \"n77-macro\"\nstrength = 3"),
               Contains("Known here: eirp_dbm_per_mhz, preset, radius_km"));
    CHECK_THAT(refusal("bearing_deg = [0]"), Contains("Did you mean \"bearings_deg\""));
    CHECK_THAT(refusal("[[radio.band]]\npreset = \"n77-macro\"\nradius_km = 500"),
               Contains("from 0.1 to 20"));
    CHECK_THAT(refusal("[[radio.band]]\npreset = \"n77-macro\"\n[[radio.band]]\npreset = "
                       "\"n77-macro\""),
               Contains("make them one"));
}

TEST_CASE("What stands on the ground is told once: heights, P.2108 or P.833") {
    for (const auto& [line, key] : {std::pair("terminal_clutter = \"p2108\"", "terminal_clutter"),
                                    std::pair("woodland_m = 30", "woodland_m")}) {
        TinyStudy tiny;
        tiny.files["study.toml"] =
            replaced(replaced(tiny.files["study.toml"], "presets = [\"n257-small\"]", line),
                     "[inputs]\n", "[inputs]\nclutter = { heights = [\"t.tif\"] }\n");
        const TemporaryFolder folder;
        const auto file = tiny.write(folder);
        try {
            static_cast<void>(read_study_file(file));
            FAIL("nothing was refused");
        } catch (const InputError& error) {
            CHECK_THAT(error.message().en, Contains(key) && Contains("choose one"));
        }
    }
}
