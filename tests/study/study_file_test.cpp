#include "core/error.hpp"
#include "study/study_file.hpp"
#include "support/catch.hpp"
#include "support/tiny_study.hpp"

using namespace todoku;
using namespace todoku::study;
using test::TemporaryFolder;
using test::TinyStudy;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// The English message of the error that reading a changed study file ends with.
template <class Expected>
std::string error_after(const std::string& from, const std::string& to) {
    TinyStudy tiny;
    tiny.files["study.toml"] = replaced(tiny.files["study.toml"], from, to);
    const TemporaryFolder folder;
    const auto file = tiny.write(folder);
    try {
        static_cast<void>(read_study_file(file));
    } catch (const Expected& error) {
        CHECK_FALSE(error.message().ja.empty());
        return error.message().en;
    }
    FAIL("no error of the expected kind");
    return {};
}

} // namespace

TEST_CASE("A study file is read with paths relative to it and defaults filled in") {
    const TemporaryFolder folder;
    const auto file = TinyStudy().write(folder);
    const StudyFile study = read_study_file(file);
    CHECK(study.name == "tiny");
    CHECK(study.prefecture_ja() == "三重県");
    CHECK(study.synthetic);
    CHECK(study.mesh == domain::MeshLevel::M250);
    CHECK(study.municipalities.source.file == folder.path() / "municipalities.geojson");
    CHECK(study.municipalities.source.shown_as == "municipalities.geojson");
    REQUIRE(study.coverage.size() == 2);
    CHECK(study.coverage[0].technology == domain::Technology::Nr5gSub6);
    CHECK(study.coverage[0].confidential);
    CHECK(study.rules.majority);
    CHECK(study.rules.threshold == 0.5);
    CHECK(iso_date(study.as_of) == "2026-10-01");
    CHECK_FALSE(study.terrain);
}

TEST_CASE("A folder stands for the study.toml in it") {
    const TemporaryFolder folder;
    TinyStudy().write(folder);
    CHECK(read_study_file(folder.path()).name == "tiny");
}

TEST_CASE("An unknown key is an error that names line, section and the key that was meant") {
    const std::string message =
        error_after<UsageError>("prefecture = 24", "prefecture = 24\nsintetic = true");
    CHECK_THAT(message, Catch::Contains("study.toml:5"));
    CHECK_THAT(message, Catch::Contains("[study] sintetic"));
    CHECK_THAT(message, Catch::Contains("\"synthetic\""));
}

TEST_CASE("An unknown section is an error too") {
    CHECK_THAT(error_after<UsageError>("[radio]", "[sitting]\nsites = 1\n[radio]"),
               Catch::Contains("\"siting\""));
}

TEST_CASE("Values out of range say what may stand there") {
    CHECK_THAT(error_after<UsageError>("prefecture = 24", "prefecture = 48"),
               Catch::Contains("from 1 to 47"));
    CHECK_THAT(error_after<UsageError>("mesh = \"250m\"", "mesh = \"300m\""),
               Catch::Contains("250m 125m"));
    CHECK_THAT(error_after<UsageError>("as_of = \"2026-10-01\"", "as_of = \"2026-13-01\""),
               Catch::Contains("date"));
    CHECK_THAT(error_after<UsageError>("technology = \"5g-sub6\"", "technology = \"5G\""),
               Catch::Contains("5g-sub6"));
    CHECK_THAT(error_after<UsageError>("synthetic = true", "synthetic = \"yes\""),
               Catch::Contains("true or false"));
    CHECK_THAT(error_after<UsageError>("sites = 2", "sites = 0"), Catch::Contains("whole number"));
}

TEST_CASE("A needed key that is absent is named") {
    CHECK_THAT(error_after<UsageError>("name = \"tiny\"\n", ""), Catch::Contains("[study] name"));
    CHECK_THAT(error_after<UsageError>(
                   "population = { files = [\"population.csv\"], census = \"試験\" }\n", ""),
               Catch::Contains("population"));
}

TEST_CASE("Text that is no TOML is an input error with its line") {
    CHECK_THAT(error_after<InputError>("[grid]", "[grid"), Catch::Contains("study.toml:"));
}

TEST_CASE("A study name that could leave the output folder is refused") {
    CHECK_THAT(error_after<UsageError>("name = \"tiny\"", "name = \"../tiny\""),
               Catch::Contains("folder name"));
    CHECK_THAT(error_after<UsageError>("carrier = \"キャリアA\"", "carrier = \"../A\""),
               Catch::Contains("folder name"));
}

TEST_CASE("A pattern stands for the files it matches, by name") {
    TinyStudy tiny;
    tiny.files["study.toml"] =
        replaced(tiny.files["study.toml"], "\"population.csv\"", "\"people/*.csv\"");
    tiny.files["people/b.csv"] = "";
    tiny.files["people/a.csv"] = "";
    tiny.files["people/.hidden.csv"] = "";
    const TemporaryFolder folder;
    const StudyFile study = read_study_file(tiny.write(folder));
    CHECK(study.population.shown_as == std::vector<std::string>{"people/a.csv", "people/b.csv"});
}

TEST_CASE("A missing study file says how to get one") {
    CHECK_THROWS_AS(read_study_file("/nowhere/study.toml"), InputError);
}
