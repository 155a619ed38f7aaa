// Drive and walk tests as apps and contractors write them: what is read, and each kind of trouble.
#include "core/encoding.hpp"
#include "io/layers.hpp"
#include "io/measurement_cells.hpp"
#include "io/read_measurements.hpp"
#include "io/written_file.hpp"

#include <fmt/format.h>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using domain::MeasuredTechnology;
using domain::Measurement;

namespace {

struct ReadSamples {
    LoadedMeasurements loaded;
    std::vector<Measurement> samples;

    [[nodiscard]] std::vector<std::string> codes() const {
        std::vector<std::string> codes;
        for (const Issue& issue : loaded.issues) {
            codes.push_back(issue.code);
        }
        return codes;
    }
};

MeasurementSource source_of_test(const std::filesystem::path& file) {
    MeasurementSource source;
    source.file = file;
    source.shown_as = file.filename().string();
    source.carriers = {"キャリアA", "キャリアB"};
    source.crs = "EPSG:6668";
    source.threshold_4g_dbm = -110.0;
    source.threshold_5g_dbm = -110.0;
    return source;
}

/// Samples north of 35 degrees are none of the study's.
ReadSamples read(const MeasurementSource& source) {
    ReadSamples result;
    result.loaded = read_measurements(source, [&](const Measurement& sample) {
        if (sample.at.lat() >= 35.0) {
            return false;
        }
        result.samples.push_back(sample);
        return true;
    });
    CHECK(result.loaded.counts.read == result.loaded.counts.used + result.loaded.counts.rejected);
    CHECK(result.loaded.counts.used == static_cast<std::int64_t>(result.samples.size()));
    CHECK(result.loaded.value == result.loaded.counts.used);
    return result;
}

ReadSamples read_text(const std::string& text) {
    const TemporaryFolder folder;
    return read(source_of_test(folder.write("m.csv", text)));
}

const std::string kHeader = "日時,緯度,経度,事業者,方式,RSRP(dBm),圏内外\n";

/// One row under kHeader, by itself: the code it is rejected with, its field and value.
std::tuple<std::string, std::string, std::string> trouble(const std::string& row) {
    const ReadSamples result = read_text(kHeader + row + "\n");
    CHECK(result.loaded.counts.read == 1);
    CHECK(result.loaded.counts.rejected == 1);
    REQUIRE(result.loaded.issues.size() == 1);
    const Issue& issue = result.loaded.issues.front();
    CHECK(issue.kind == IssueKind::Rejected);
    CHECK(issue.row == 2);
    CHECK(issue.file == "m.csv");
    CHECK_FALSE(issue.problem.ja.empty());
    CHECK_FALSE(issue.problem.en.empty());
    return {issue.code, issue.field, issue.value};
}

Date date(int y, unsigned m, unsigned d) {
    return {std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

} // namespace

TEST_CASE("Words in place of a strength say in or out of service") {
    const auto result = read_text("緯度,経度,事業者,方式,RSRP\n"
                                  "34.7,136.5,キャリアA,4G,-90\n"
                                  "34.7,136.5,キャリアA,4G,圏外\n"
                                  "34.7,136.5,キャリアA,4G,弱い\n");
    REQUIRE(result.samples.size() == 2);
    CHECK(result.samples[0].in_service);
    CHECK_FALSE(result.samples[1].in_service);
    CHECK_FALSE(result.samples[1].rsrp_dbm.has_value());
    CHECK(result.loaded.counts.rejected == 1);
}

TEST_CASE("A drive test gives place, day, carrier, technology, strength and service of each row") {
    const auto result =
        read_text(kHeader + "2025-10-01 12:34:56,34.7,136.5,キャリアA,LTE,-95.4,\n"
                            "令和7年10月2日,34.7,136.5,キャリアB,5G,-118,\n"
                            "2025/10/3 8:05,34.7,136.5,キャリアＡ,5G NSA,,圏外\n"
                            "2025-10-03T20:00:00Z,34.7,136.5,キャリアA,5G(Sub6),-120,○\n");
    REQUIRE(result.samples.size() == 4);
    CHECK(result.loaded.issues.empty());
    CHECK(result.samples[0].at == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK(result.samples[0].day == date(2025, 10, 1));
    CHECK(result.samples[0].carrier == 0);
    CHECK(result.samples[0].technology == MeasuredTechnology::Lte4g);
    CHECK(result.samples[0].rsrp_dbm == -95);
    CHECK(result.samples[0].in_service);
    CHECK(result.samples[1].carrier == 1);
    CHECK(result.samples[1].technology == MeasuredTechnology::Nr5g);
    CHECK(result.samples[1].day == date(2025, 10, 2));
    CHECK_FALSE(result.samples[1].in_service); // below -110 dBm
    CHECK(result.samples[2].carrier == 0);     // full-width letters
    CHECK(result.samples[2].day == date(2025, 10, 3));
    CHECK_FALSE(result.samples[2].in_service);
    CHECK_FALSE(result.samples[2].rsrp_dbm.has_value());
    CHECK(result.samples[3].technology == MeasuredTechnology::Nr5gSub6);
    CHECK(result.samples[3].day == date(2025, 10, 4)); // 20 h in Greenwich is 5 h in Japan
    CHECK(result.samples[3].in_service); // what the handset says goes before its strength
    CHECK(result.loaded.judged_by_strength == 2);
    CHECK(result.loaded.mapping.at("rsrp") == "RSRP(dBm)");
    CHECK(result.loaded.mapping.at("service") == "圏内外");
}

TEST_CASE("Every encoding, separator and app's header is read alike") {
    const std::string japanese =
        "測定条件: 走行\n測定日時;北緯;東経;通信事業者名;通信方式;判定\n"
        "20251001123456;３４．７;北緯でない;キャリアA;4G;○\n2025年10月1日;34度42分;136度30分;"
        "キャリアA;4G;×\n";
    const std::string app = "Timestamp\tLatitude\tLongitude\tOperator Name\tNetwork_Type\tSS-RSRP\n"
                            "1759289696000\t34.7\t136.5\tキャリアB\tNR_NSA\t-101\n";
    const TemporaryFolder folder;
    const auto cp932 = read(source_of_test(folder.write("a.csv", encode_cp932(japanese).bytes)));
    CHECK(cp932.loaded.encoding == "CP932");
    REQUIRE(cp932.samples.size() == 1);
    CHECK(cp932.codes() == std::vector<std::string>{"measurement_coordinate_unreadable"});
    CHECK(cp932.loaded.issues[0].row == 3);
    CHECK_FALSE(cp932.samples[0].in_service);
    CHECK(cp932.samples[0].at == geo::LatLng::from_degrees(34.7, 136.5));

    std::string wide = "\xFF\xFE";
    for (const char c : std::string("lat,lon,RAT,in_service,carrier\n34.7,136.5,lte,1,A\n")) {
        wide += c;
        wide += '\0';
    }
    MeasurementSource utf16 = source_of_test(folder.write("w.csv", wide));
    utf16.carrier_names = {{"A", "キャリアA"}};
    const auto sixteen = read(utf16);
    CHECK(sixteen.loaded.encoding == "UTF-16LE");
    REQUIRE(sixteen.samples.size() == 1);
    CHECK(sixteen.codes() == std::vector<std::string>{"measurement_without_time"});

    const auto log = read(source_of_test(folder.write("b.csv", app)));
    REQUIRE(log.samples.size() == 1);
    CHECK(log.samples[0].day == date(2025, 10, 1)); // 12:34:56 in Japan
    CHECK(log.samples[0].technology == MeasuredTechnology::Nr5g);
    CHECK(log.samples[0].in_service);
}

TEST_CASE("Each kind of broken row is listed with what is wrong in it") {
    using Found = std::tuple<std::string, std::string, std::string>;
    CHECK(trouble("2025-10-01,,,キャリアA,4G,-90,") ==
          Found{"measurement_without_coordinates", "緯度, 経度", ""});
    CHECK(trouble("2025-10-01,34.7,東,キャリアA,4G,-90,") ==
          Found{"measurement_coordinate_unreadable", "緯度, 経度", "34.7, 東"});
    CHECK(trouble("2025-10-01,0,0,キャリアA,4G,-90,") ==
          Found{"measurement_at_zero", "緯度, 経度", "0, 0"});
    CHECK(trouble("2025-10-01,48.8,2.3,キャリアA,4G,-90,") ==
          Found{"measurement_outside_japan", "緯度, 経度", "48.8, 2.3"});
    CHECK(trouble("2025-10-01,34.7,136.5,キャリアX,4G,-90,") ==
          Found{"measurement_carrier_unknown", "事業者", "キャリアX"});
    CHECK(trouble("2025-10-01,34.7,136.5,キャリアA,3G,-90,") ==
          Found{"measurement_technology_unknown", "方式", "3G"});
    CHECK(trouble("2025-10-01,34.7,136.5,キャリアA,4G,95,") ==
          Found{"measurement_rsrp_out_of_range", "RSRP(dBm)", "95"});
    CHECK(trouble("2025-10-01,34.7,136.5,キャリアA,4G,,△") ==
          Found{"measurement_service_unreadable", "圏内外", "△"});
    CHECK(trouble("2025-10-01,34.7,136.5,キャリアA,4G,,") ==
          Found{"measurement_without_reading", "RSRP(dBm)", ""});
    CHECK(std::get<0>(trouble("2025-10-01,34.7,136.5,キャリアA,4G")) == "field_count_differs");
    CHECK(std::get<0>(trouble("2025-10-01,34.7,136.5,キャリアA,4G,-90,,余分")) ==
          "field_count_differs");
}

TEST_CASE("A sample whose time cannot be read is used without its day, which is told") {
    const auto result = read_text(kHeader + "きのう,34.7,136.5,キャリアA,4G,-90,\n"
                                            "10/1/2025 9:00,34.7,136.5,キャリアA,4G,-90,\n"
                                            "2025-10-01,34.7,136.5,キャリアA,4G,-90,\n");
    REQUIRE(result.samples.size() == 3);
    CHECK_FALSE(result.samples[0].day.has_value());
    CHECK_FALSE(result.samples[1].day.has_value()); // October or January
    CHECK(result.samples[2].day == date(2025, 10, 1));
    CHECK(result.loaded.counts.rejected == 0);
    REQUIRE(result.loaded.issues.size() >= 2);
    CHECK(result.loaded.issues[0].code == "measurement_time_unreadable");
    CHECK(result.loaded.issues[0].kind == IssueKind::Noted);
    CHECK(result.loaded.issues[0].field == "日時");
    CHECK(result.loaded.issues[0].value == "きのう");
    CHECK(result.loaded.issues[1].row == 3);
}

TEST_CASE("Swapped coordinates are put right and rows outside the prefecture stand apart") {
    const auto result = read_text(kHeader + "2025-10-01,136.5,34.7,キャリアA,4G,-90,\n"
                                            "2025-10-01,35.5,136.5,キャリアA,4G,-90,\n"
                                            "2025-10-01,35.6,136.5,キャリアA,4G,-90,\n");
    REQUIRE(result.samples.size() == 1);
    CHECK(result.samples[0].at == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK(result.loaded.counts.repaired == 1);
    CHECK(result.loaded.counts.outside == 2);
    CHECK(result.loaded.counts.lost() == 0);
    CHECK(result.codes() ==
          std::vector<std::string>{"measurement_lat_lon_swapped", "measurement_outside"});
    CHECK(result.loaded.issues[1].value == "2");
}

TEST_CASE("The study file names carriers, technologies, columns, thresholds and what empty means") {
    const TemporaryFolder folder;
    MeasurementSource source = source_of_test(folder.write(
        "m.csv", "y,x,network,強さ\n34.7,136.5,D社,-112\n34.7,136.5,D社,\n34.7,136.5,D社,"
                 "2147483647\n"));
    source.fields = {{"lat", "y"}, {"lon", "x"}, {"carrier", "network"}, {"rsrp", "強さ"}};
    source.carrier_names = {{"D社", "キャリアB"}};
    source.technology = MeasuredTechnology::Lte4g;
    source.threshold_4g_dbm = -113.0;
    source.empty_is_out = true;
    const auto result = read(source);
    REQUIRE(result.samples.size() == 3);
    CHECK(result.samples[0].carrier == 1);
    CHECK(result.samples[0].in_service);
    CHECK_FALSE(result.samples[1].in_service);
    CHECK_FALSE(result.samples[2].in_service); // Android's "unavailable"
    CHECK(result.loaded.out_because_empty == 2);

    source.technology.reset();
    CHECK_THAT(refusal([&] { read(source); }),
               Catch::Contains("m.csv に通信方式の列が見つかりません"));
    source.technology = MeasuredTechnology::Lte4g;
    source.fields.erase("rsrp");
    CHECK_THAT(refusal([&] { read(source); }),
               Catch::Contains("圏内・圏外の列も見つかりません") && Catch::Contains("強さ"));
    source.fields["rsrp"] = "ない列";
    CHECK_THAT(refusal([&] { read(source); }), Catch::Contains("「ない列」"));
    source.fields = {{"速さ", "y"}};
    CHECK_THROWS_AS(read(source), UsageError);
}

TEST_CASE("A file without the columns it needs is refused with what it has") {
    CHECK_THAT(refusal([] { read_text("a,b\n1,2\n"); }),
               Catch::Contains("m.csv に緯度・経度の列") && Catch::Contains("ある列: a, b"));
    CHECK_THAT(refusal([] { read_text("lat,lon,rsrp,rat\n34.7,136.5,-90,lte\n"); }),
               Catch::Contains("事業者の列が見つかりません"));
    CHECK_THAT(refusal([] { read_text(""); }), Catch::Contains("m.csv"));
    const auto none = read_text(kHeader);
    CHECK(none.codes() == std::vector<std::string>{"no_rows"});
}

TEST_CASE("Of ten thousand broken rows a hundred are listed and the rest counted") {
    std::string text = kHeader;
    for (int i = 0; i < 10000; ++i) {
        text += "2025-10-01,34.7,136.5,キャリアX,4G,-90,\n";
    }
    const auto result = read_text(text);
    CHECK(result.loaded.counts.rejected == 10000);
    REQUIRE(result.loaded.issues.size() == 101);
    CHECK(result.loaded.issues[99].row == 101);
    CHECK_FALSE(result.loaded.issues[100].row.has_value());
    CHECK(result.loaded.issues[100].code == "measurement_carrier_unknown");
    CHECK(result.loaded.issues[100].value == "9900");
}

TEST_CASE("Lines are counted across the blocks a large file is read in, letters never cut") {
    // Rows of 3-byte letters and quoted line ends, some 9 MB: three blocks.
    std::string text = "lat,lon,事業者,rat,判定,メモ\n";
    constexpr int kRows = 120000;
    for (int i = 0; i < kRows; ++i) {
        text += i == kRows - 1 ? "34.7,136.5,キャリアX,4G,○,\"終\n行\"\n"
                               : "34.7,136.5,キャリアA,4G,○,\"雨の日の\n測定です、、、\"\n";
    }
    for (const bool office : {false, true}) {
        const auto result = read_text(office ? encode_cp932(text).bytes : text);
        CHECK(result.loaded.counts.read == kRows);
        CHECK(result.loaded.counts.used == kRows - 1);
        REQUIRE(result.loaded.issues.size() == 2);
        CHECK(result.loaded.issues[0].code == "measurement_carrier_unknown");
        CHECK(result.loaded.issues[0].row == 2 * kRows); // two lines a row, one of the header
    }
}

TEST_CASE("A mark of inches in a remark opens no quote, whatever the size of the file") {
    std::string text = "lat,lon,事業者,rat,判定,メモ\n34.7,136.5,キャリアA,4G,○,7\" 画面\n";
    constexpr int kRows = 200000; // some 8 MB
    for (int i = 0; i < kRows; ++i) {
        text += "34.7,136.5,キャリアA,4G,○,\"a \"\"b\"\", c\"\n";
    }
    const auto result = read_text(text);
    CHECK(result.loaded.counts.used == kRows + 1);
    CHECK(result.codes() == std::vector<std::string>{"measurement_without_time"});
}

TEST_CASE("Of several columns of strength one is used, and the others are told") {
    const auto result =
        read_text("lat,lon,事業者,rat,LTE_RSRP,NR_SS_RSRP\n34.7,136.5,キャリアA,4G,-95,-120\n");
    REQUIRE(result.samples.size() == 1);
    CHECK(result.samples[0].rsrp_dbm == -95);
    CHECK(result.codes() ==
          std::vector<std::string>{"measurement_several_rsrp", "measurement_without_time"});
    CHECK_THAT(result.loaded.issues[0].problem.ja, Catch::Contains("NR_SS_RSRP"));
}

TEST_CASE("Speeds are taken with their unit only, since a car has one too") {
    const auto result = read_text(
        "lat,lon,事業者,rat,判定,速度,下り速度(Mbps)\n34.7,136.5,キャリアA,4G,○,60,12.5\n");
    REQUIRE(result.samples.size() == 1);
    CHECK(result.samples[0].speed_mbps == 12.5);
    CHECK(result.loaded.mapping.at("speed") == "下り速度(Mbps)");
    const auto car = read_text("lat,lon,事業者,rat,判定,速度\n34.7,136.5,キャリアA,4G,○,60\n");
    CHECK_FALSE(car.samples.at(0).speed_mbps.has_value());
}

TEST_CASE("Words for technology, service and days in their spellings") {
    CHECK(technology_spoken_of("ＬＴＥ") == MeasuredTechnology::Lte4g);
    CHECK(technology_spoken_of("LTE-A") == MeasuredTechnology::Lte4g);
    CHECK(technology_spoken_of("5G（転用）") == MeasuredTechnology::Nr5gConverted);
    CHECK(technology_spoken_of("ミリ波") == MeasuredTechnology::Nr5gMmwave);
    CHECK_FALSE(technology_spoken_of("3G").has_value());
    CHECK_FALSE(technology_spoken_of("").has_value());
    CHECK(service_in("圏内") == true);
    CHECK(service_in("Out of Service") == false);
    CHECK(service_in("０") == false);
    CHECK_FALSE(service_in("△").has_value());
    CHECK(measured_day("1759244400") == date(2025, 10, 1)); // midnight in Japan
    CHECK(measured_day("1759244399") == date(2025, 9, 30));
    CHECK(measured_day("R7.10.1 12:00") == date(2025, 10, 1));
    CHECK(measured_day("2025-12-31T15:00:00.5+00:00") == date(2026, 1, 1));
    CHECK(measured_day("2025-12-31T14:59:59Z") == date(2025, 12, 31));
    CHECK(measured_day("1759276800000000") == date(2025, 10, 1)); // microseconds
    CHECK(measured_day("45931.375") == date(2025, 10, 1));        // of Excel
    CHECK(measured_day("2025/10/1 午後1時") == date(2025, 10, 1));
    CHECK_FALSE(measured_day("10/1/2025 9:00").has_value());
    CHECK_FALSE(measured_day("2510011234").has_value()); // 25-10-01 12:34 is no date of ours
    CHECK_FALSE(measured_day("12:34:56").has_value());
    CHECK_FALSE(measured_day("2025-13-01").has_value());
}

TEST_CASE("Of two pairs of coordinates of measurements the one on the new datum goes first") {
    const std::string after = ",事業者,方式,RSRP\n";
    const std::string row = ",キャリアA,4G,-90\n";
    const auto both = read_text("緯度(旧測地系),経度(旧測地系),緯度(世界測地系),経度(世界測地系)" +
                                after + "34.7284,136.5096,34.7316,136.5068" + row);
    REQUIRE(both.samples.size() == 1);
    CHECK(both.samples[0].at == geo::LatLng::from_degrees(34.7316, 136.5068));
}

TEST_CASE(
    "Of several tables in a ZIP each column and encoding is told, not the last table's alone") {
    const WrittenFiles files;
    const auto read_zip =
        read(source_of_test(files.write_zip("m.zip", {{"a.csv", "緯度,経度,事業者,方式,RSRP\n"
                                                                "34.7,136.5,キャリアA,4G,-90\n"},
                                                      {"b.csv", "日時,lat,経度,事業者,方式,RSRP\n"
                                                                "2026-01-01,34.7,136.5,キャリアA,"
                                                                "4G,-90\n"}})));
    CHECK(read_zip.samples.size() == 2);
    CHECK(read_zip.loaded.mapping.at("lat") == "緯度・lat");
    CHECK(read_zip.loaded.mapping.at("lon") == "経度");
    CHECK(read_zip.loaded.mapping.at("time") == "日時");
    CHECK(read_zip.codes() == std::vector<std::string>{"measurement_without_time"});
}

TEST_CASE("Another name of the operator is the carrier's where one carrier is of it, and is told") {
    const TemporaryFolder folder;
    const auto file = folder.write("m.csv", "日時,緯度,経度,事業者,方式,圏内外\n"
                                            "2026-10-01,34.7,136.5,au,5G,圏内\n"
                                            "2026-10-01,34.7,136.5,ＫＤＤＩ（au）,5G,圏内\n"
                                            "2026-10-01,34.7,136.5,NTT docomo,5G,圏外\n"
                                            "2026-10-01,34.7,136.5,australia,5G,圏外\n");
    MeasurementSource source = source_of_test(file);
    source.carriers = {"NTTドコモ", "KDDI"};
    const auto one = read(source);
    REQUIRE(one.samples.size() == 3);
    CHECK(one.samples[0].carrier == 1);
    CHECK(one.samples[1].carrier == 1);
    CHECK(one.samples[2].carrier == 0);
    const auto codes = one.codes();
    CHECK(std::count(codes.begin(), codes.end(), "carrier_by_other_name") == 3);
    CHECK(std::count(codes.begin(), codes.end(), "measurement_carrier_unknown") == 1);
    source.carriers = {"KDDI", "au"}; // a study may tell them apart
    const auto two = read(source);
    REQUIRE(two.samples.size() == 1);
    CHECK(two.samples[0].carrier == 1);
}

TEST_CASE("A mark under 圏外 says that there is no service, an empty cell that there is") {
    const auto served = [](const std::string& header, const std::string& rows,
                           const std::map<std::string, std::string>& fields = {}) {
        const TemporaryFolder folder;
        MeasurementSource source =
            source_of_test(folder.write("m.csv", "緯度,経度," + header + "\n" + rows));
        source.carrier = "キャリアA";
        source.technology = MeasuredTechnology::Lte4g;
        source.fields = fields;
        std::vector<bool> in;
        for (const Measurement& sample : read(source).samples) {
            in.push_back(sample.in_service);
        }
        return in;
    };
    const std::vector<bool> marked{false, true, true, false};
    CHECK(served("圏外", "34.7,136.5,○\n34.7,136.5,\n34.7,136.5,×\n34.7,136.5,圏外\n") == marked);
    CHECK(served("圏外フラグ", "34.7,136.5,1\n34.7,136.5,0\n34.7,136.5,\n34.7,136.5,1\n") ==
          marked);
    CHECK(served("圏外", "34.7,136.5,1\n34.7,136.5,0\n", {{"service", "圏外"}}) ==
          std::vector<bool>{false, true});
}

TEST_CASE("A strength without its minus is refused with what to do") {
    const ReadSamples result = read_text(kHeader + "2025/10/1,34.7,136.5,キャリアA,4G,85,\n");
    REQUIRE(result.loaded.issues.size() == 1);
    CHECK_THAT(result.loaded.issues[0].problem.ja, Catch::Contains("-85"));
}

TEST_CASE("Points of a GeoJSON are samples, and a GPX without strength is refused") {
    const TemporaryFolder folder;
    MeasurementSource source =
        source_of_test(folder.write("m.geojson",
                                    R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"rsrp":-95},"geometry":{"type":"Point","coordinates":[136.5,34.7]}},
{"type":"Feature","properties":{"rsrp":-115},"geometry":{"type":"Point","coordinates":[136.6,34.7]}},
{"type":"Feature","properties":{"rsrp":-95},
 "geometry":{"type":"LineString","coordinates":[[136.5,34.7],[136.6,34.7]]}}]})"));
    source.crs.reset();
    source.carrier = "キャリアA";
    source.technology = MeasuredTechnology::Lte4g;
    const ReadSamples result = read(source);
    REQUIRE(result.samples.size() == 2);
    CHECK(result.samples[0].at == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK(result.samples[0].in_service);
    CHECK_FALSE(result.samples[1].in_service);
    CHECK(result.loaded.counts.rejected == 1);

    MeasurementSource track = source;
    track.file = folder.write("m.gpx", "<?xml version=\"1.0\"?><gpx version=\"1.1\"></gpx>");
    track.shown_as = "m.gpx";
    CHECK_THAT(refusal([&] { read(track); }), Catch::Contains("GPXには位置と時刻だけがあり"));
    const auto points = [](const std::string& more) {
        return "<?xml version=\"1.0\"?><gpx version=\"1.1\" "
               "xmlns=\"http://www.topografix.com/GPX/1/1\" xmlns:m=\"urn:m\"><trk><trkseg>"
               "<trkpt lat=\"34.7\" lon=\"136.5\"><time>2025-10-01T16:00:00Z</time>" +
               more + "</trkpt></trkseg></trk></gpx>";
    };
    track.file = folder.write("e.gpx", "<?xml version=\"1.0\"?><!DOCTYPE g [<!ENTITY a \"aaa\">]>"
                                       "<gpx version=\"1.1\"><name>&a;</name></gpx>");
    track.shown_as = "e.gpx";
    CHECK_THAT(refusal([&] { read(track); }),
               Catch::Contains("e.gpx には文字を増やす定義（ENTITY）があります"));
    track.shown_as = "m.gpx";
    track.file = folder.write("t.gpx", points(""));
    CHECK_THAT(refusal([&] { read(track); }), Catch::Contains("GPXには位置と時刻だけがあり"));
    track.file = folder.write("r.gpx", points("<extensions><m:rsrp>-95</m:rsrp></extensions>"));
    const ReadSamples sampled = read(track);
    REQUIRE(sampled.samples.size() == 1);
    CHECK(sampled.samples[0].at == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK(sampled.samples[0].rsrp_dbm == -95);
    CHECK(iso_date(sampled.samples[0].day.value()) == "2025-10-02"); // in Japan

    const auto at = [](const std::string& tag) {
        return "<" + tag +
               " lat=\"34.7\" lon=\"136.5\"><extensions><m:rsrp>-95</m:rsrp></extensions></" + tag +
               ">";
    };
    for (const std::string& inner : {"<rte>" + at("rtept") + "</rte>", at("wpt")}) {
        track.file = folder.write("w.gpx", "<?xml version=\"1.0\"?><gpx version=\"1.1\" "
                                           "xmlns=\"http://www.topografix.com/GPX/1/1\" "
                                           "xmlns:m=\"urn:m\">" +
                                               inner + "</gpx>");
        INFO(inner);
        CHECK(read(track).samples.size() == 1);
    }
}
