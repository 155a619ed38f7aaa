#include "core/error.hpp"
#include "io/layers.hpp"
#include "io/readers.hpp"

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;

namespace {

VectorSource table(const TemporaryFolder& folder, const std::string& text) {
    VectorSource source = source_of(folder.write("zones.csv", text));
    source.crs = "EPSG:6668";
    return source;
}

const std::string kSquare = "\"POLYGON((136 34,136.2 34,136.2 34.2,136 34.2,136 34))\"";
const std::string kNext = "\"POLYGON((137 34,137.2 34,137.2 34.2,137 34.2,137 34))\"";

} // namespace

TEST_CASE("Polygons of one name and code are one zone; what is no polygon is listed") {
    const TemporaryFolder folder;
    const auto loaded =
        read_zones({table(folder, "wkt,学区名,番号\n" + kSquare + ",東中,1\n" + kNext +
                                      ",東中,1\n" + kNext + ",東中,2\nPOINT(136.5 34.7),西中,3\n"),
                    "中学校区", "学区名", "番号"});
    REQUIRE(loaded.value.zones.size() == 2);
    CHECK(loaded.value.name == "中学校区");
    CHECK(loaded.value.zones[0].name == "東中");
    CHECK(loaded.value.zones[0].code == "1");
    CHECK(loaded.value.zones[0].ground.polygons.size() == 2);
    CHECK(loaded.value.zones[1].code == "2");
    CHECK(loaded.counts.read == 4);
    CHECK(loaded.counts.used == 3);
    CHECK(loaded.counts.rejected == 1);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "not_a_polygon");
    CHECK(loaded.issues[0].row == 5);
}

TEST_CASE("A layer without names is one zone under its own; a field it lacks is asked about") {
    const TemporaryFolder folder;
    const VectorSource source = table(folder, "wkt,x\n" + kSquare + ",\n" + kNext + ",\n");
    const auto loaded = read_zones({source, "過疎地域", "", ""});
    REQUIRE(loaded.value.zones.size() == 1);
    CHECK(loaded.value.zones[0].name == "過疎地域");
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "zones_without_names");
    CHECK(loaded.issues[0].problem.ja == "区域の名前の項目が分かりません。ある項目: wkt, x");
    CHECK_THROWS_AS(read_zones({source, "過疎地域", "名", ""}), InputError);
}

TEST_CASE("Zones are told apart by the names that school districts and quarters have") {
    const auto header = GENERATE("学校", "学区", "A27_004", "A32_004", "町名", "S_NAME");
    const TemporaryFolder folder;
    const auto loaded = read_zones({table(folder, std::string("wkt,") + header + "\n" + kSquare +
                                                      ",東中\n" + kNext + ",西中\n"),
                                    "中学校区", "", ""});
    REQUIRE(loaded.value.zones.size() == 2);
    CHECK(loaded.value.zones[1].name == "西中");
    CHECK(loaded.issues.empty());
}
