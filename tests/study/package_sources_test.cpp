#include "study/package_sources.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace todoku;
using namespace todoku::study;

namespace {

CoverageInput coverage(const std::string& carrier, const std::string& file) {
    CoverageInput input;
    input.carrier = carrier;
    input.technology = domain::Technology::Nr5gSub6;
    VectorInput source;
    source.shown_as = file;
    input.sources.push_back(source);
    return input;
}

const report::SourceNote* note_of(const std::vector<report::SourceNote>& notes,
                                  const std::string& file) {
    const auto found = std::ranges::find(notes, file, &report::SourceNote::file);
    return found == notes.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("A package names its own carrier's files and nobody else's") {
    StudyFile study;
    study.coverage = {coverage("キャリアA", "a.gpkg"), coverage("キャリアB", "canary.gpkg")};
    study.population.shown_as = {"1.txt"};
    study.population.census = "令和2年国勢調査";
    const std::vector<InputChecksum> checksums = {{"coverage", "a.gpkg", 1, "aa"},
                                                  {"coverage", "canary.gpkg", 1, "bb"},
                                                  {"population", "1.txt", 1, "cc"}};
    const auto notes = package_sources(study, checksums, "キャリアA");
    REQUIRE(note_of(notes, "a.gpkg") != nullptr);
    CHECK(note_of(notes, "a.gpkg")->sha256 == "aa");
    CHECK(note_of(notes, "a.gpkg")->credit == "キャリアA");
    CHECK(note_of(notes, "canary.gpkg") == nullptr);
    CHECK(note_of(notes, "1.txt")->date == "令和2年国勢調査");
}

TEST_CASE(
    "A file read for several purposes is named once; a ledger without credit is its owner's") {
    StudyFile study;
    for (const char* name : {"特別地域", "普通地域"}) {
        RestrictionInput restriction;
        restriction.name = name;
        restriction.source.shown_as = "parks.shp";
        restriction.origin.credit = "環境省";
        study.restrictions.push_back(restriction);
    }
    AssetInput assets;
    assets.shown_as = {"assets.csv"};
    assets.owner = "三重県";
    assets.defaults["department"] = "管財課";
    study.assets.push_back(assets);
    const auto notes = package_sources(study, {}, "キャリアA");
    CHECK(std::ranges::count(notes, "parks.shp", &report::SourceNote::file) == 1);
    CHECK(note_of(notes, "parks.shp")->what == "規制区域（特別地域、普通地域）");
    CHECK(note_of(notes, "assets.csv")->credit == "三重県　管財課");
}
