#include "io/layers.hpp"
#include "io/readers.hpp"

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;

namespace {

VectorSource table(const TemporaryFolder& folder, const std::string& name,
                   const std::string& text) {
    VectorSource source = source_of(folder.write(name, text));
    source.crs = "EPSG:6668";
    return source;
}

const std::string kSquare = "\"POLYGON((136 34,136.2 34,136.2 34.2,136 34.2,136 34))\"";

} // namespace

TEST_CASE("Restrictions carry the study's name, or each row's where a field is named") {
    const TemporaryFolder folder;
    RestrictionSource request;
    request.source = table(folder, "park.csv",
                           "wkt,公園名\n" + kSquare +
                               ",伊勢志摩国立公園\nPOINT(136 34),点\n\"POLYGON EMPTY\",空\n");
    request.name = "自然公園";
    request.effect = domain::RestrictionEffect::Permit;
    request.authority = "自然公園法";
    const auto plain = read_restrictions(request);
    REQUIRE(plain.value.size() == 1);
    CHECK(plain.value[0].name == "自然公園");
    CHECK(plain.value[0].source == "自然公園法");
    CHECK(plain.value[0].effect == domain::RestrictionEffect::Permit);
    CHECK(plain.counts.read == 3);
    CHECK(plain.counts.rejected == 2);
    REQUIRE(plain.issues.size() == 2); // each rejected row once, whoever noticed it
    CHECK(plain.issues[0].code == "not_a_polygon");
    CHECK(plain.issues[0].value == "点");
    CHECK(plain.issues[1].code == "empty_geometry");
    CHECK(plain.issues[1].kind == IssueKind::Rejected);
    CHECK(plain.issues[1].row == 4); // the line of the CSV

    request.name_field = "公園名";
    CHECK(read_restrictions(request).value[0].name == "伊勢志摩国立公園");
    request.name_field = "無い";
    CHECK_THAT(refusal([&] { read_restrictions(request); }),
               Catch::Contains(
                   "park.csv に項目「無い」（name_field）がありません。ある項目: wkt, 公園名"));
}

TEST_CASE(
    "Places come from points, or from the middle of polygons, with the name known spellings give") {
    const TemporaryFolder folder;
    const auto loaded = read_places(
        {table(folder, "s.csv",
               "wkt,施設・場所名\nPOINT(136.5 34.7),津市役所\n" + kSquare + ",運動公園\n"),
         "shelter", ""});
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].name == "津市役所");
    CHECK(loaded.value[0].kind == "shelter");
    CHECK(loaded.value[0].at == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK(geo::Box{34, 136, 34.2, 136.2}.contains(loaded.value[1].at));
    const auto none = read_places({table(folder, "none.csv", "wkt,name\n"), "school", ""});
    CHECK(none.value.empty());
    REQUIRE(none.issues.size() == 1);
    CHECK(none.issues[0].code == "no_rows");
}

TEST_CASE("Roads are lines with a name that may be missing") {
    const TemporaryFolder folder;
    const auto loaded =
        read_roads({table(folder, "r.csv",
                          "wkt,路線名\n\"LINESTRING(136 34,136.1 34.1)\",国道42号\n"
                          "\"MULTILINESTRING((136 34,136.1 34.1),(137 34,137.1 34.1))\",\n" +
                              kSquare + ",面\n"),
                    "national", ""});
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].name == "国道42号");
    CHECK(loaded.value[1].name.empty());
    CHECK(loaded.value[1].lines.lines.size() == 2);
    CHECK(loaded.counts.rejected == 1);
    CHECK(loaded.issues[0].code == "not_a_line");
}

TEST_CASE("Real files: shelters, hospitals and fuel stations as places") {
    if (!have_shared("data/assets/gsi_shelters_mie/emergency_242012.geojson") ||
        !have_shared("data/structures/P07-15_24_fuel_stations.geojson")) {
        return;
    }
    const auto shelters =
        read_places({source_of(shared("data/assets/gsi_shelters_mie/evacuation_242144.geojson")),
                     "shelter", ""});
    CHECK(shelters.value.size() == 28);
    CHECK_FALSE(shelters.value[0].name.empty());
    const auto stations = read_places(
        {source_of(shared("data/structures/P07-15_24_fuel_stations.geojson")), "fuel", "P07_002"});
    CHECK(stations.value.size() == 505);
    const auto hospitals = read_places(
        {source_of(shared("data/assets/P04-14_30-g_MedicalInstitution.shp")), "clinic", ""});
    CHECK(hospitals.value.size() == 1743);
    CHECK(hospitals.value[3].name == "井上病院");
}
