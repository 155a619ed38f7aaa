// One dataset that an archive holds in several folders, and the one dataset of an archive whose
// shapes are those asked for.
#include "io/layers.hpp"
#include "io/read_restrictions.hpp"
#include "io/readers.hpp"
#include "io/same_data_folders.hpp"
#include "io/written_file.hpp"

#include <fmt/format.h>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;

namespace {

std::string layer(const std::string& geometry, const std::string& properties) {
    return fmt::format(
        R"({{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{{}}},"geometry":{}}}]}})",
        properties, geometry);
}

const std::string kRoad = R"({"type":"LineString","coordinates":[[136.5,34.5],[136.6,34.6]]})";
const std::string kJunction = R"({"type":"Point","coordinates":[136.5,34.5]})";
const std::string kZone =
    R"({"type":"Polygon","coordinates":[[[136,34],[136.1,34],[136.1,34.1],[136,34.1],[136,34]]]})";

} // namespace

TEST_CASE("Folders of encodings and formats hold the same data") {
    CHECK(without_same_data_folders("N06-25_GML/UTF-8/N06-25_Joint") == "N06-25_GML/N06-25_Joint");
    CHECK(without_same_data_folders("N06-25_GML/Shift-JIS/N06-25_Joint") ==
          "N06-25_GML/N06-25_Joint");
    CHECK(without_same_data_folders("GeoJSON/学校") == "学校");
    CHECK(without_same_data_folders("津市/学校") == "津市/学校");
    CHECK(without_same_data_folders("UTF-8") == "UTF-8"); // a file's name is no folder
}

TEST_CASE("A ZIP with folders UTF-8 and Shift-JIS holds one dataset") {
    const WrittenFiles files;
    const std::string utf8 = layer(kRoad, R"("n":"津道路")");
    const auto zip =
        files.write_zip("N06.zip", {{"N06_GML/Shift-JIS/N06.geojson", encode_cp932(utf8).bytes},
                                    {"N06_GML/UTF-8/N06.geojson", utf8}});
    const ReadLayer read = read_all(source_of(zip));
    CHECK(read.text(0, "n") == "津道路");
    CHECK(read.info.encoding == "UTF-8");
    CHECK(read.codes() == std::vector<std::string>{"archive_member_chosen"});
    CHECK(read.issues.at(0).value == "N06_GML/UTF-8/N06.geojson");

    // One that is named with its folder is the one that is read.
    const ReadLayer named = read_all(source_of(zip, "N06_GML/Shift-JIS/N06"));
    CHECK(named.text(0, "n") == "津道路");
    CHECK(named.info.encoding == "CP932");
    CHECK(named.issues.empty());
}

TEST_CASE("Of the datasets of a ZIP, roads are the lines and restrictions the polygons") {
    const WrittenFiles files;
    const auto roads = files.write_zip(
        "N06.zip", {{"N06/UTF-8/N06_HighwaySection.geojson", layer(kRoad, R"("n":"高速")")},
                    {"N06/UTF-8/N06_Joint.geojson", layer(kJunction, R"("n":"津IC")")}});
    RoadSource request;
    request.source = source_of(roads);
    request.kind = "高速道路";
    const auto read = read_roads(request);
    CHECK(read.value.size() == 1);
    CHECK(read.counts.read == 1);
    REQUIRE_FALSE(read.issues.empty());
    CHECK(read.issues[0].code == "layer_taken");
    CHECK(read.issues[0].value == "N06/N06_HighwaySection");

    RestrictionSource zones;
    zones.name = "土砂災害";
    zones.effect = domain::RestrictionEffect::Penalty;
    zones.source = source_of(
        files.write_zip("A33.zip", {{"A33_Polygon.geojson", layer(kZone, R"("A33_002":1)")},
                                    {"A33_LineString.geojson", layer(kRoad, R"("A33_002":1)")}}));
    const auto restricted = read_restrictions(zones);
    CHECK(restricted.value.size() == 1);
    CHECK(restricted.counts.read == 1);

    // Two with lines: which one is meant has to be said.
    request.source = source_of(files.write_zip(
        "two.zip", {{"国道.geojson", layer(kRoad, "")}, {"県道.geojson", layer(kRoad, "")}}));
    CHECK_THAT(refusal([&] { read_roads(request); }),
               Catch::Contains("国道") && Catch::Contains("県道") && Catch::Contains("layer"));
}

TEST_CASE("Residents of two layers of one name in a ZIP are read from both") {
    const WrittenFiles files;
    const auto cells = [](const std::string& code, int people) {
        return layer("null", fmt::format(R"("MESH_ID":"{}","PTN_2040":{})", code, people));
    };
    PopulationSource source;
    source.files = {files.write_zip("mesh.zip", {{"北/mesh.geojson", cells("52360470", 3)},
                                                 {"南/mesh.geojson", cells("52360471", 4)},
                                                 {"他/rest.geojson", cells("52360472", 5)},
                                                 {"控え/rest.geojson", cells("52360472", 5)}})};
    source.shown_as = {"mesh.zip"};
    source.population_field = "PTN_2040";
    const auto loaded = read_population(source);
    CHECK(loaded.counts.read == 3);
    CHECK(loaded.value.population == std::vector<double>{3, 4, 5});
}
