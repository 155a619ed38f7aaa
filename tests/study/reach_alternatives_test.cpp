#include "study/reach_alternatives.hpp"
#include "study/run.hpp"
#include "support/catch.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <fmt/format.h>

using namespace todoku;
using namespace todoku::study;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

// Poles P-0 to P-19 stand at the bottom of a pit of 100 m where both carriers serve, P-20 to P-24
// in the open where neither does. In free space each of them reaches everybody but who stands right
// below it, so that those in the pit come first.
constexpr int kInPit = 20;
constexpr int kPoles = 25;
constexpr double kPitRow = 0.5;
constexpr double kPitColumn = 0.5;

constexpr const char* kDegrees =
    R"(GEOGCS["JGD2011",DATUM["Japanese_Geodetic_Datum_2011",SPHEROID["GRS 1980",6378137,298.257222101]],)"
    R"(PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","6668"]])";

/// Posts of 0.0005 degrees, `elsewhere` but for those up to two posts from the pit's middle.
std::string raster(int elsewhere, int in_pit) {
    constexpr int kSide = 120;
    constexpr double kStep = 0.0005;
    const double west = TinyStudy::lng(kPitColumn) - kStep * 30.5;
    const double south = TinyStudy::lat(kPitRow) - kStep * 59.5;
    std::string text = fmt::format("ncols {0}\nnrows {0}\nxllcorner {1}\nyllcorner {2}\ncellsize "
                                   "{3}\nNODATA_value -9999\n",
                                   kSide, west, south, kStep);
    for (int row = 0; row < kSide; ++row) {
        for (int column = 0; column < kSide; ++column) {
            const bool pit = std::abs(row - 60) <= 2 && std::abs(column - 30) <= 2;
            text += fmt::format("{}{}", pit ? in_pit : elsewhere, column + 1 < kSide ? " " : "\n");
        }
    }
    return text;
}

TinyStudy study_with_pit(const std::string& model, const std::string& preset) {
    TinyStudy study;
    std::string ledger = "ID,名称,種別,緯度,経度,高さ\n";
    for (int i = 0; i < kPoles; ++i) {
        const bool pit = i < kInPit;
        ledger += fmt::format("P-{},柱{},電柱,{},{},10\n", i, i,
                              TinyStudy::lat(pit ? kPitRow : 3.5) + 0.00001 * (i % 5),
                              TinyStudy::lng(pit ? kPitColumn : 6.5) + 0.00001 * (i / 5));
    }
    study.files["assets.csv"] = ledger;
    study.files["t.asc"] = raster(200, 100);
    study.files["t.prj"] = kDegrees;
    std::string& toml = study.files["study.toml"];
    toml = replaced(toml, "\n[[coverage]]", "\nterrain = { files = [\"t.asc\"] }\n\n[[coverage]]");
    toml = replaced(toml, "[radio]", "[radio]\nmodel = \"" + model + "\"");
    toml = replaced(toml, "n257-small", preset);
    return study;
}

std::vector<ReachAlternative> alternatives_of(const TinyStudy& study) {
    const TemporaryFolder folder;
    RunRequest request;
    request.study = study.write(folder);
    request.output = folder.path() / "out";
    request.until = Step::Choose;
    Progress progress;
    const auto made = run(request, progress).alternatives;
    const auto kept = run(request, progress).alternatives;
    REQUIRE(kept.size() == made.size());
    for (std::size_t i = 0; i < made.size(); ++i) {
        CHECK(kept[i].changed == made[i].changed);
    }
    return made;
}

std::vector<std::string> ids(const std::vector<ReachAlternative>& rows, const char* carrier) {
    std::vector<std::string> found;
    for (const ReachAlternative& row : rows) {
        if (row.carrier == carrier) {
            found.push_back(row.alternative);
        }
    }
    return found;
}

} // namespace

TEST_CASE("Of twenty poles in a pit and five outside, five outside stand first by line of sight") {
    const auto rows = alternatives_of(study_with_pit("freespace", "n77-macro"));
    for (const char* carrier : {"キャリアA", "キャリアB"}) {
        CHECK(ids(rows, carrier) == std::vector<std::string>{"p1812", "p526", "los"});
    }
    REQUIRE(rows.size() == 6);
    for (const ReachAlternative& row : rows) {
        CHECK(row.preset == "n77-macro");
        CHECK(row.model == "freespace");
        CHECK(row.first == 20);
        CHECK(row.compared == 25);
    }
    CHECK(rows[2].changed == 5);
    CHECK(rows[5].changed == 5);
    CHECK(told(rows, "キャリアB").ja.starts_with(kOrderSure));
    CHECK_THAT(told(rows, "キャリアB").ja, Catch::Contains("上位20か所") &&
                                               Catch::Contains("見通しでは5か所") &&
                                               Catch::Contains("上位25か所だけ"));
    CHECK(told(rows, "キャリアC").ja.empty());
}

TEST_CASE("The ground free around both ends is an alternative where something stands on it") {
    TinyStudy study = study_with_pit("los", "n77-macro");
    study.files["h.asc"] = raster(0, 0);
    study.files["h.prj"] = kDegrees;
    std::string& toml = study.files["study.toml"];
    toml =
        replaced(toml, "\n[[coverage]]", "\nclutter = { heights = [\"h.asc\"] }\n\n[[coverage]]");
    const auto rows = alternatives_of(study);
    CHECK(ids(rows, "キャリアA") ==
          std::vector<std::string>{"p1812", "p526", "clear_m=0", "clear_m=50"});
    // Nothing stands there: the order stays.
    REQUIRE(rows.size() == 8);
    CHECK(rows[2].changed == 0);
    CHECK(rows[3].changed == 0);
    CHECK(label_of_alternative("clear_m=50").ja == "両端の空き50m");
    CHECK(label_of_alternative("freespace").ja == "自由空間");
    CHECK(label_of_alternative("bullington").ja == "Bullington回折");
}

TEST_CASE("Above 6 GHz delta-Bullington under another name is no alternative") {
    const auto rows = alternatives_of(study_with_pit("p1812", "n257-small"));
    CHECK(ids(rows, "キャリアA") == std::vector<std::string>{"los"});
    for (const ReachAlternative& row : rows) {
        CHECK(row.model == "p526");
    }
}

TEST_CASE("Twenty candidates or fewer cannot leave the first twenty, which is said, not counted") {
    const std::vector<ReachAlternative> few = {{"A", "n77-macro", "p1812", "p526", 18, 18, 0},
                                               {"A", "n77-macro", "p1812", "los", 18, 18, 0}};
    CHECK(told(few, "A").ja ==
          "候補の順位の確かさ：新たに人に届く候補が18か所しかないため、ほかの計算法（P.526、見通し"
          "）で上位から外れる数は比べられません。");
    CHECK_FALSE(few.front().tells());
    CHECK(ReachAlternative{"A", "n77-macro", "p1812", "p526", 20, 21, 0}.tells());
}
