// Tables of mesh cells in a study: keys of the study file, and what the overlay makes of the
// strips.
#include "core/error.hpp"
#include "io/readers.hpp"
#include "overlay/covered_shares.hpp"
#include "study/fingerprint.hpp"
#include "study/inputs.hpp"
#include "study/study_file.hpp"
#include "support/catch.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <fmt/format.h>

#include <set>

using todoku::test::replaced;
using namespace todoku;
using namespace todoku::study;
using domain::MeshCell;
using domain::MeshLevel;
using domain::Strength;
using test::TemporaryFolder;
using test::TinyStudy;

namespace {

/// A tiny study whose first carrier states its coverage by a table.
TinyStudy with_table(const std::string& table, const std::string& keys) {
    TinyStudy tiny;
    tiny.files["a.csv"] = table;
    tiny.files["study.toml"] =
        replaced(tiny.files["study.toml"], "file = \"a.geojson\"", "file = \"a.csv\"\n" + keys);
    return tiny;
}

double share_of(const geo::MultiPolygon& ground, MeshCell cell) {
    const auto shares =
        overlay::covered_shares(ground, {cell.level(), cell.row(), cell.column(), 1, 1}, Threads{});
    return shares.empty() ? 0.0 : shares.front().share;
}

} // namespace

TEST_CASE("Every study cell in a cell that is covered in part has exactly that share") {
    const TemporaryFolder folder;
    const MeshCell km(MeshLevel::Km1, TinyStudy::kRow / 4, TinyStudy::kColumn / 4);
    for (const MeshLevel level : {MeshLevel::M250, MeshLevel::M100, MeshLevel::M500}) {
        io::CoverageSource source;
        source.sources = {{folder.write("a.csv", "code,share\n" + km.code() + ",0.3\n"), "a.csv",
                           "", "", std::nullopt, std::nullopt}};
        source.mesh.study_level = level;
        const auto loaded = io::read_coverage(source);
        const domain::MeshWindow window =
            domain::MeshWindow::around({km.box().south + 1e-9, km.box().west + 1e-9,
                                        km.box().north - 1e-9, km.box().east - 1e-9},
                                       level);
        CHECK(window.size() >= 4);
        for (std::size_t i = 0; i < window.size(); ++i) {
            CHECK(std::abs(share_of(loaded.value.polygons, window.cell(i)) - 0.3) < 1e-9);
        }
    }
}

TEST_CASE("Two statements of one cell overlap as the larger, and whole cells join exactly") {
    const TemporaryFolder folder;
    io::CoverageSource source;
    const MeshCell cell = TinyStudy::cell(0, 0);
    const MeshCell beside = TinyStudy::cell(0, 1);
    source.sources = {
        {folder.write("a.csv", "code,share,strength\n" + cell.code() + ",0.3,good\n" + cell.code() +
                                   ",0.7,edge\n" + beside.code() + ",1,good\n"),
         "a.csv", "", "", std::nullopt, std::nullopt}};
    const auto loaded = io::read_coverage(source);
    CHECK(std::abs(share_of(loaded.value.polygons, cell) - 0.7) < 1e-9);
    CHECK(share_of(loaded.value.polygons, beside) == 1.0);
    CHECK(std::abs(share_of(domain::polygons_at_least(loaded.value, Strength::Good), cell) - 0.3) <
          1e-9);
}

TEST_CASE("The ground of a strength is what the rings wind around, also of a bow-tie") {
    TinyStudy tiny;
    const geo::Box box = TinyStudy::cell(0, 0).box();
    const auto at = [&](double north, double east) {
        return fmt::format("[{:.6f},{:.6f}]", box.west + east, box.south + north);
    };
    tiny.files["a.geojson"] =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"強度":"弱"},)"
        R"("geometry":{"type":"Polygon","coordinates":[[)" +
        at(0.0, 0.0) + "," + at(0.02, 0.02) + "," + at(0.0, 0.02) + "," + at(0.02, 0.0) + "," +
        at(0.0, 0.0) + "]]}}]}";
    const TemporaryFolder folder;
    Progress progress;
    const Inputs inputs = read_inputs(read_study_file(tiny.write(folder)), Threads{}, progress);
    std::vector<std::string> told;
    for (const InputSummary& summary : inputs.summaries) {
        for (const auto& [what, value] : summary.facts) {
            if (what.ja == "強さ「エリア端」の図形") {
                told.push_back(value);
            }
        }
    }
    CHECK(told == std::vector<std::string>{"1 (2.0 km²)"}); // 2.2 by 1.8 km, half of it
}

TEST_CASE("A table of mesh cells is an input like any other: keys, summary, fingerprint") {
    const std::string table = "メッシュ,状況,強さ\n" + TinyStudy::cell(0, 0).code() + ",有,A\n" +
                              TinyStudy::cell(0, 1).code() + ",無,A\n" +
                              TinyStudy::cell(1, 0).code() + ",有,B\n";
    const std::string keys = "code_field = \"メッシュ\"\nclass_field = \"状況\"\ncovered = "
                             "[\"有\"]\nnot_covered = \"無\"\nstrength_field = \"強さ\"\nstrengths "
                             "= { A = \"good\", B = \"edge\" }\nas_of = \"令和7年度\"\nlicence = "
                             "\"CC BY 4.0\"\nconfidential = false\n";
    TinyStudy tiny = with_table(table, keys);
    const TemporaryFolder folder;
    const StudyFile study = read_study_file(tiny.write(folder));
    Progress progress;
    const Inputs inputs = read_inputs(study, Threads{}, progress);
    CHECK_FALSE(inputs.failed());
    REQUIRE(inputs.coverage.size() == 2);
    CHECK(inputs.coverage[0].strengths == std::vector{Strength::Good, Strength::Edge});
    CHECK_FALSE(inputs.coverage[0].confidential);
    CHECK(iso_date(*inputs.coverage[0].as_of) == "2026-03-31");
    CHECK(study.coverage[0].origin.licence == "CC BY 4.0");
    bool told = false;
    bool year_told = false;
    for (const InputSummary& summary : inputs.summaries) {
        for (const auto& [what, value] : summary.facts) {
            told = told || (what.ja == "強さ「良好」の図形" && value == "1 (0.1 km²)");
            year_told = year_told ||
                        (what.ja == "時点は年度の末日とした" && value == "令和7年度 → 2026-03-31");
        }
    }
    CHECK(told);
    CHECK(year_told);

    // Whatever is said about a table changes the step that reads it.
    std::set<std::string> prints;
    const auto print = [&](const std::string& from, const std::string& to) {
        TinyStudy other = tiny;
        other.files["study.toml"] = replaced(other.files["study.toml"], from, to);
        const TemporaryFolder place;
        prints.insert(fingerprint(read_study_file(other.write(place)), progress).of(Step::Cover));
    };
    print("covered = [\"有\"]", "covered = [\"有\"]");
    print("covered = [\"有\"]", "covered = [\"有\", \"?\"]");
    print("not_covered = \"無\"\n", "");
    print("A = \"good\"", "A = \"fair\"");
    print("strength_field = \"強さ\"", "strength_field = \"強さ\"\nleast_strength = \"fair\"");
    print("class_field", "read = \"mesh\"\nclass_field");
    print("class_field", "strength = \"good\"\nclass_field");
    print("class_field", "share_unit = \"share\"\nclass_field");
    print("confidential = false", "confidential = true");
    CHECK(prints.size() == 9);
}

TEST_CASE("Values that the coverage keys do not know are faults with line and choice") {
    const TemporaryFolder folder;
    const auto faults = [&](const std::string& keys) {
        try {
            static_cast<void>(read_study_file(with_table("code\n", keys).write(folder)));
        } catch (const InputError& error) {
            return error.message().en;
        }
        return std::string();
    };
    CHECK_THAT(faults("strength = \"great\"\n"), Catch::Contains("good, fair, edge"));
    CHECK_THAT(faults("strengths = { A = \"b\" }\n"), Catch::Contains("strengths: must be one of"));
    CHECK_THAT(faults("read = \"table\"\n"), Catch::Contains("polygons, mesh"));
    CHECK_THAT(faults("share_unit = \"%\"\n"), Catch::Contains("must be percent"));
    CHECK_THAT(faults("not_covered = \"x\"\n"), Catch::Contains("values that mean covered"));
}
