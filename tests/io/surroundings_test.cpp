#include "core/encoding.hpp"
#include "io/join_places.hpp"
#include "io/layers.hpp"
#include "io/read_stations.hpp"
#include "io/readers.hpp"
#include "io/road_kinds.hpp"

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
const std::string kLine = "\"LINESTRING(136 34,136.1 34.1)\"";

} // namespace

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
    CHECK(loaded.rows == std::vector<std::int64_t>{2, 3});
    const auto none = read_places({table(folder, "none.csv", "wkt,name\n"), "school", ""});
    CHECK(none.value.empty());
    REQUIRE(none.issues.size() == 1);
    CHECK(none.issues[0].code == "no_rows");
}

TEST_CASE("National lists of clinics and bus stops are read by their own headers") {
    const TemporaryFolder folder;
    // 厚生労働省 医療情報ネットのオープンデータ; GTFS, stops.txt.
    const auto clinics =
        read_places({source_of(folder.write(
                         "c.csv", "ID,正式名称,正式名称（フリガナ）,所在地,所在地座標（緯度）,"
                                  "所在地座標（経度）\n1,津クリニック,ツ,津市1,34.7,136.5\n")),
                     "clinic", ""});
    REQUIRE(clinics.value.size() == 1);
    CHECK(clinics.value[0].name == "津クリニック");
    CHECK(clinics.value[0].at == geo::LatLng::from_degrees(34.7, 136.5));
    const auto stops =
        read_places({source_of(folder.write("stops.txt", "stop_id,stop_name,stop_lat,stop_lon\n"
                                                         "1_01,津駅前,34.7,136.5\n")),
                     "バス停", ""});
    REQUIRE(stops.value.size() == 1);
    CHECK(stops.value[0].name == "津駅前");
}

TEST_CASE("Of the folders of a KML, places are in the only one with points or areas") {
    const TemporaryFolder folder;
    const auto loaded = read_places(
        {source_of(folder.write(
             "p.kml",
             "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Folder><name>避難所</name>"
             "<Placemark><name>北小</name><Point><coordinates>136.5,34.7</coordinates></Point>"
             "</Placemark></Folder><Folder><name>避難路</name><Placemark><name>路</name>"
             "<LineString><coordinates>136.5,34.7 136.6,34.7</coordinates></LineString></Placemark>"
             "</Folder></Document></kml>")),
         "shelter", ""});
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].name == "北小");
    REQUIRE_FALSE(loaded.issues.empty());
    CHECK(loaded.issues[0].code == "layer_taken");
}

TEST_CASE("Names stand where words stand: editions of the schools' layer moved them") {
    const TemporaryFolder folder;
    const auto first = read_places({table(folder, "old.csv",
                                          "wkt,P29_003,P29_004,P29_005,P29_006\n"
                                          "POINT(136.5 34.7),16,16001,北小学校,津市\n"),
                                    "school", ""});
    const auto later = read_places({table(folder, "new.csv",
                                          "wkt,P29_003,P29_004,P29_005,P29_006\n"
                                          "POINT(136.5 34.7),16001,北小学校,津市,1\n"),
                                    "school", ""});
    CHECK(first.value.at(0).name == "北小学校");
    CHECK(later.value.at(0).name == "北小学校");
    const auto coded =
        read_places({table(folder, "c.csv", "wkt,name\nPOINT(136.5 34.7),123\n"), "school", ""});
    CHECK(coded.value.at(0).name.empty());
}

TEST_CASE("A list of facilities with latitude and longitude in columns is read as a ledger is") {
    const TemporaryFolder folder;
    VectorSource source = source_of(
        folder.write("list.csv", encode_cp932("避難所一覧\r\n施 設 名,所在地,緯度,経度,備考\r\n"
                                              "北小学校,津市1,34度43分49秒,136度30分31秒,\r\n"
                                              "南小学校,津市2,136.5,34.7,\r\n西小学校,津市3,,,\r\n"
                                              "東小学校,津市4,0,0,\r\n")
                                     .bytes));
    source.shown_as = "list.csv";
    const auto loaded = read_places({source, "school", ""});
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].name == "北小学校");
    CHECK(loaded.value[0].kind == "school");
    CHECK(loaded.value[1].at == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK(loaded.rows == std::vector<std::int64_t>{3, 4});
    CHECK(loaded.encoding == "CP932");
    CHECK(loaded.counts.read == 4);
    CHECK(loaded.counts.rejected == 2);
    std::vector<std::string> codes;
    for (const Issue& issue : loaded.issues) {
        codes.push_back(issue.code);
        CHECK(issue.action.ja.find("資産") == std::string::npos);
    }
    CHECK(codes == std::vector<std::string>{"crs_assumed", "place_lat_lon_swapped",
                                            "place_without_coordinates", "place_at_zero"});
}

TEST_CASE("The same place in two files counts once, another name or kind or distance twice") {
    const auto at = [](double lat) { return geo::LatLng::from_degrees(lat, 136.5); };
    const auto joined = join_places({{{"school", "北小学校", at(34.7000)}, "a.csv", 2},
                                     {{"school", "北 小学校", at(34.7005)}, "b.csv", 7},
                                     {{"shelter", "北小学校", at(34.7000)}, "c.csv", 1},
                                     {{"school", "南小学校", at(34.7000)}, "b.csv", 8},
                                     {{"school", "北小学校", at(34.7100)}, "b.csv", 9},
                                     {{"school", "", at(34.7000)}, "b.csv", 10},
                                     {{"school", "", at(34.7000)}, "b.csv", 11}});
    CHECK(joined.value.size() == 6);
    CHECK(joined.counts.joined == 1);
    CHECK(joined.counts.read == joined.counts.used + joined.counts.rejected);
    REQUIRE(joined.issues.size() == 1);
    CHECK(joined.issues[0].code == "place_joined");
    CHECK(joined.issues[0].file == "b.csv");
    CHECK(joined.issues[0].row == 7);
    CHECK_THAT(joined.issues[0].problem.ja, Catch::Contains("a.csv の 2 行目"));
}

TEST_CASE("Roads are lines with a name that may be missing") {
    const TemporaryFolder folder;
    const auto loaded =
        read_roads({table(folder, "r.csv",
                          "wkt,路線名\n" + kLine +
                              ",国道42号\n"
                              "\"MULTILINESTRING((136 34,136.1 34.1),(137 34,137.1 34.1))\",\n" +
                              kSquare + ",面\n"),
                    "national", ""});
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].name == "国道42号");
    CHECK(loaded.value[0].kind == "national");
    CHECK(loaded.value[1].name.empty());
    CHECK(loaded.value[1].lines.lines.size() == 2);
    CHECK(loaded.counts.rejected == 1);
    CHECK(loaded.issues[0].code == "not_a_line");
    CHECK(loaded.issues[0].value == "面");
}

TEST_CASE("A road of no length is listed and not used; a part of none beside others does no harm") {
    const TemporaryFolder folder;
    const auto loaded =
        read_roads({table(folder, "r.csv",
                          "wkt,路線名\n" + kLine +
                              ",国道42号\n\"LINESTRING(136 34,136 34)\",県道1号\n"
                              "\"MULTILINESTRING((136 34,136 34),(137 34,137.1 34.1))\",県道2号\n"),
                    "national", ""});
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[1].name == "県道2号");
    CHECK(loaded.counts.read == 3);
    CHECK(loaded.counts.rejected == 1);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "road_without_length");
    CHECK(loaded.issues[0].row == 3);
    CHECK(loaded.issues[0].value == "県道1号");
}

TEST_CASE("Kinds of roads are told by codes, tags and words where the study gives none") {
    const TemporaryFolder folder;
    const auto kinds = [&](const std::string& header, const std::vector<std::string>& values) {
        std::string text = "wkt," + header + "\n";
        for (const std::string& value : values) {
            text += kLine + "," + value + "\n";
        }
        std::vector<std::string> found;
        for (const auto& road : read_roads({table(folder, "k.csv", text), "", ""}).value) {
            found.push_back(road.kind);
        }
        return found;
    };
    using Kinds = std::vector<std::string>;
    CHECK(kinds("N10_003", {"1", "3", "4", "7", "8"}) ==
          Kinds{"expressway", "national", "prefectural", "municipal", "road"});
    CHECK(kinds("N13_003", {"1", "2", "3", "4"}) ==
          Kinds{"national", "prefectural", "municipal", "expressway"});
    CHECK(kinds("highway", {"trunk", "secondary", "footway", "bus_guideway"}) ==
          Kinds{"national", "prefectural", "path", "bus_guideway"});
    CHECK(kinds("道路種別", {"一般国道", "林道", ""}) == Kinds{"national", "forest", "road"});
    CHECK(kinds("other", {"1"}) == Kinds{"road"});

    RoadSource named{table(folder, "n.csv", "wkt,type\n" + kLine + ",県道\n" + kLine + ",私道\n"),
                     "", "", "type"};
    const auto loaded = read_roads(named);
    CHECK(loaded.kinds == std::map<std::string, std::int64_t>{{"prefectural", 1}, {"私道", 1}});
    CHECK(loaded.kind_field == "type");
    named.kind_field = "無い";
    CHECK_THAT(refusal([&] { read_roads(named); }), Catch::Contains("項目「無い」（kind_field）"));
}

TEST_CASE("Stations of another carrier are left out and told, with rows that name none kept") {
    const TemporaryFolder folder;
    const auto [name, text] = GENERATE(table<const char*, const char*>({
        {"ledger.csv", "局名,緯度,経度,事業者\n局1,34.73,136.50,キャリアA\n"
                       "局2,136.51,34.74,キャリアB\n局3,,,キャリアB\n局4,34.75,136.52,\n"},
        {"layer.csv", "wkt,名称,事業者\nPOINT(136.50 34.73),局1,（株）キャリアA\n"
                      "POINT(136.51 34.74),局2,キャリアB\nPOINT(136.51 34.74),局3,キャリアB\n"
                      "POINT(136.52 34.75),局4,\n"},
    }));
    INFO(name);
    PlaceSource request{::table(folder, name, text), "station", ""};
    const auto loaded = read_stations(request, "キャリアA");
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].at == geo::LatLng::from_degrees(34.73, 136.50));
    CHECK(loaded.value[1].at == geo::LatLng::from_degrees(34.75, 136.52));
    CHECK(loaded.counts.read == 4);
    CHECK(loaded.counts.used == 2);
    CHECK(loaded.counts.repaired == 0);
    CHECK(loaded.counts.left_out == 2);
    CHECK(loaded.counts.lost() == 0);
    const auto told =
        std::find_if(loaded.issues.begin(), loaded.issues.end(),
                     [](const Issue& issue) { return issue.code == "station_of_another_carrier"; });
    REQUIRE(told != loaded.issues.end());
    CHECK(told->row == 3);
    CHECK(told->field == "事業者");
    CHECK(told->value == "キャリアB 2");
    CHECK(read_places(request).counts.left_out == 0);
    CHECK_THAT(refusal([&] { read_stations(request, "キャリアC"); }),
               Catch::Contains("where = \"事業者 = '"));
    request.source.where = "事業者 = 'キャリアB'";
    CHECK(read_stations(request, "キャリアC").counts.left_out == 2); // by the study, not by name
}

TEST_CASE("Stations under another name of the carrier's operator are its own") {
    const TemporaryFolder folder;
    const PlaceSource request{
        ::table(folder, "s.csv",
                "局名,緯度,経度,事業者\n局1,34.73,136.50,au\n"
                "局2,34.74,136.51,KDDI株式会社\n局3,34.75,136.52,楽天モバイル\n"),
        "station", ""};
    CHECK(read_stations(request, "KDDI", {"KDDI", "ソフトバンク"}).value.size() == 2);
    CHECK(read_stations(request, "KDDI", {"KDDI", "au"}).value.size() == 1);
    CHECK(read_stations(request, "Rakuten", {"Rakuten"}).value.size() == 1);
}

TEST_CASE("A condition chooses rows of a list as it stands: under a title, exchanged, in degrees") {
    const TemporaryFolder folder;
    const auto text =
        GENERATE(as<std::string>(),
                 "令和8年度 基地局一覧,,,\n,,,\n局名,緯度,経度,事業者\n"
                 "局1,34度30分0秒,136度30分0秒,キャリアA\n局2,34.74,136.51,キャリアB\n",
                 "局名,緯度,経度,事業者\n局1,136.50,34.50,キャリアA\n"
                 "局2,34.74,136.51,キャリアB\n");
    PlaceSource request{::table(folder, "s.csv", text), "station", ""};
    request.source.where = "事業者 = 'キャリアA'";
    const auto loaded = read_stations(request, "キャリアA");
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].name == "局1");
    CHECK(loaded.value[0].at == geo::LatLng::from_degrees(34.50, 136.50));
    CHECK(loaded.counts.read == 2);
    CHECK(loaded.counts.used == 1);
    CHECK(loaded.counts.left_out == 1);
    CHECK(loaded.counts.lost() == 0);
}

TEST_CASE("A condition that no row of a list meets is told, codes of either length fit") {
    const TemporaryFolder folder;
    PlaceSource request{::table(folder, "s.csv",
                                "名称,緯度,経度,市区町村コード\n津会館,34.73,136.50,242012\n"
                                "松阪会館,34.57,136.53,242047\n"),
                        "shelter", ""};
    request.source.where = "市区町村コード = 24201";
    const auto one = read_places(request);
    REQUIRE(one.value.size() == 1);
    CHECK(one.value[0].name == "津会館");
    request.source.where = "名称 = '無い'";
    const auto none = read_places(request);
    CHECK(none.value.empty());
    CHECK(none.counts.left_out == 2);
    CHECK(std::any_of(none.issues.begin(), none.issues.end(),
                      [](const Issue& issue) { return issue.code == "where_matches_nothing"; }));
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

TEST_CASE("Real files: a city's lists of schools and parks as places") {
    const std::string folder = "data/assets/yaizu";
    if (!have_shared(folder)) {
        return;
    }
    int read = 0;
    for (const auto& entry : std::filesystem::directory_iterator(shared(folder))) {
        if (entry.path().extension() != ".csv") {
            continue;
        }
        INFO(entry.path());
        const auto places = read_places({source_of(entry.path()), "place", ""});
        CHECK(places.counts.read == places.counts.used + places.counts.rejected);
        CHECK(places.counts.used > 0);
        ++read;
    }
    CHECK(read > 0);
}

TEST_CASE("A list of addresses without coordinates is refused by what it lacks") {
    const TemporaryFolder folder;
    try {
        static_cast<void>(read_places(
            {table(folder, "学校.csv", "学校名,所在地\n津小,津市丸之内1\n"), "school", ""}));
        FAIL("nothing was refused");
    } catch (const InputError& error) {
        CHECK(error.message().ja.starts_with("学校.csv に緯度・経度の列がありません。"));
        CHECK(error.message().ja.ends_with("ある列: 学校名, 所在地"));
    }
}
