// Ledgers that name the datum of their coordinates in a header or in a column of their own.
#include "core/error.hpp"
#include "geo/crs.hpp"
#include "geo/ellipsoid.hpp"
#include "io/datum_words.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

using namespace todoku;

namespace {

const std::string kOld = "34.72842666666667,136.509675"; // of one place in Tsu, on Tokyo datum
const std::string kNew = "34.7316,136.5068";             // 450 m from those figures on the map

io::LoadedAssets read(const test::WrittenFiles& files, const std::string& text,
                      bool approximate = true, std::optional<std::string> crs = std::nullopt) {
    io::AssetSource source;
    source.file = files.write("l.csv", text);
    source.shown_as = "l.csv";
    source.crs = std::move(crs);
    source.placing.datum.allow_approximate = approximate;
    return io::read_assets(source);
}

bool told(const io::LoadedAssets& loaded, std::string_view code) {
    return std::any_of(loaded.issues.begin(), loaded.issues.end(),
                       [&](const Issue& issue) { return issue.code == code; });
}

/// As if the study named EPSG:4301.
geo::LatLng brought_over() {
    return geo::ToJgd2011("EPSG:4301", {nullptr, "", true})({136.509675, 34.72842666666667})
        .value();
}
const geo::LatLng kOnNew = geo::LatLng::from_degrees(34.7316, 136.5068);

} // namespace

TEST_CASE("A datum is told by its words, and 日本測地系2011 is the new one") {
    CHECK(io::said_datum("緯度（日本測地系）") == io::SaidDatum::Tokyo);
    CHECK(io::said_datum("旧") == io::SaidDatum::Tokyo);
    CHECK(io::said_datum("Tokyo Datum") == io::SaidDatum::Tokyo);
    CHECK(io::said_datum("日本測地系２０１１") == io::SaidDatum::World);
    CHECK(io::said_datum("世界測地系(日本測地系2000)") == io::SaidDatum::World);
    CHECK(io::said_datum("緯度") == io::SaidDatum::None);
    CHECK(io::without_datum("旧測地系_緯度") == "緯度");
    CHECK(io::without_datum("緯度(日本測地系)") == "緯度");
    CHECK(io::without_datum("緯度(10進)") == "緯度(10進)");
}

TEST_CASE("Headers that name Tokyo datum are followed as if the study named it") {
    const test::WrittenFiles files;
    for (const std::string header :
         {"緯度（日本測地系）,経度（日本測地系）", "旧測地系_緯度,旧測地系_経度",
          "lat_tokyo,lon_tokyo", "緯度(旧),経度(旧)"}) {
        INFO(header);
        const std::string text = "名称," + header + "\n甲会館," + kOld + "\n";
        const auto loaded = read(files, text);
        REQUIRE(loaded.value.size() == 1);
        CHECK(loaded.value[0].place == brought_over());
        CHECK(told(loaded, "datum_approximate"));
        CHECK_THROWS_WITH(read(files, text, false), Catch::Matchers::Contains("TKY2JGD.par"));
        // What the study says goes first.
        CHECK(read(files, text, false, "EPSG:6668").value[0].place ==
              geo::LatLng::from_degrees(34.72842666666667, 136.509675));
    }
}

TEST_CASE("Degrees, minutes and seconds on Tokyo datum are angles too") {
    const test::WrittenFiles files;
    const auto loaded = read(files, "名称,緯度(日本測地系),経度(日本測地系)\n"
                                    "甲会館,34度43分42.336秒,136度30分34.83秒\n");
    REQUIRE(loaded.value.size() == 1);
    CHECK(geo::distance(loaded.value[0].place, brought_over()).value() < 0.01);
}

TEST_CASE("Of two pairs of coordinates the one on the new datum is taken, wherever it stands") {
    const test::WrittenFiles files;
    const auto old_first =
        read(files,
             "名称,緯度(旧測地系),経度(旧測地系),緯度(世界測地系),経度(世界測地系)\n甲会館," +
                 kOld + "," + kNew + "\n",
             false);
    const auto unsaid_last = read(files,
                                  "名称,緯度（日本測地系）,経度（日本測地系）,緯度,経度\n甲会館," +
                                      kOld + "," + kNew + "\n",
                                  false);
    for (const auto* loaded : {&old_first, &unsaid_last}) {
        REQUIRE(loaded->value.size() == 1);
        CHECK(loaded->value[0].place == kOnNew);
    }
    CHECK(old_first.mapping.at("lat") == "緯度(世界測地系)");
}

TEST_CASE("Headers that contradict each other or the study are refused") {
    const test::WrittenFiles files;
    CHECK_THROWS_WITH(read(files, "名称,緯度(旧測地系),経度(世界測地系)\n甲会館," + kOld + "\n"),
                      Catch::Matchers::Contains("測地系"));
    CHECK_THROWS_AS(read(files, "名称,緯度(世界測地系),経度(世界測地系)\n甲会館," + kNew + "\n",
                         true, "EPSG:4301"),
                    InputError);
}

TEST_CASE("A column of datums is followed row by row") {
    const test::WrittenFiles files;
    const std::string mixed = "名称,緯度,経度,測地系\n甲会館," + kOld + ",日本測地系\n乙会館," +
                              kNew + ",世界測地系\n丙会館," + kNew + ",\n丁会館," + kOld + ",旧\n";
    const auto loaded = read(files, mixed);
    REQUIRE(loaded.value.size() == 4);
    CHECK(loaded.value[0].place == brought_over());
    CHECK(loaded.value[2].place == kOnNew);
    CHECK(loaded.value[3].place == brought_over());
    CHECK(loaded.value[1].place == kOnNew);
    CHECK(told(loaded, "datum_approximate"));
    CHECK_THROWS_AS(read(files, mixed, false), InputError);
    const auto all_new = read(files, "名称,緯度,経度,測地系\n甲会館," + kNew + ",JGD2011\n", false);
    CHECK_FALSE(told(all_new, "datum_approximate"));
}

TEST_CASE("Short words of a column of datums are known, others are told with their rows") {
    const test::WrittenFiles files;
    for (const char* word : {"日本", "旧測地", "Bessel", "旧"}) {
        const auto loaded =
            read(files, fmt::format("名称,緯度,経度,測地系\n甲会館,{},{}\n", kOld, word));
        CHECK(loaded.value.at(0).place == brought_over());
    }
    const auto loaded = read(files, fmt::format("名称,緯度,経度,測地系\n甲会館,{0},世界\n乙会館,"
                                                "{0},不明\n丙会館,{0},2\n丁会館,{0},2\n",
                                                kNew));
    const auto unknown =
        std::find_if(loaded.issues.begin(), loaded.issues.end(),
                     [](const Issue& issue) { return issue.code == "datum_word_unknown"; });
    REQUIRE(unknown != loaded.issues.end());
    CHECK(unknown->problem.ja ==
          "測地系の列に、どの測地系か分からない語があります（2, 不明。3 件）。");
    CHECK_FALSE(told(loaded, "crs_assumed"));
}

TEST_CASE("A datum in brackets behind a header and one in a title hold for all rows") {
    const test::WrittenFiles files;
    const std::string headers = "名称,緯度（日本）,経度（日本）\n甲会館," + kOld + "\n";
    CHECK(read(files, headers).value.at(0).place == brought_over());
    const std::string title = "台帳（座標は日本測地系）,,\n名称,緯度,経度\n甲会館," + kOld + "\n";
    CHECK(read(files, title).value.at(0).place == brought_over());
    CHECK_THROWS_WITH(read(files, title, false), Catch::Matchers::Contains("座標は日本測地系"));
    const auto world = read(files, "台帳（世界測地系）,,\n名称,緯度,経度\n甲会館," + kNew + "\n");
    CHECK(world.value.at(0).place == kOnNew);
    CHECK_FALSE(told(world, "crs_assumed"));
}

TEST_CASE("Places in a table follow the datum of its headers") {
    const test::WrittenFiles files;
    io::PlaceSource places;
    places.kind = "school";
    places.source.file =
        files.write("p.csv", "名称,緯度（日本測地系）,経度（日本測地系）\n甲学校," + kOld + "\n");
    CHECK_THROWS_AS(io::read_places(places), InputError);
    places.source.placing.datum.allow_approximate = true;
    const auto loaded = io::read_places(places);
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].at == brought_over());
}
