// The made-up drive test: where its samples lie, what they say, and how the file ends.
#include "core/csv.hpp"
#include "core/encoding.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "synth/drive_test.hpp"

#include <map>

using namespace todoku;
using namespace todoku::synth;

namespace {

/// A road of two kilometres northward, its first kilometre and a half within reach of キャリアA's
/// 4G.
std::string written(std::uint64_t seed) {
    const auto start = geo::LatLng::from_degrees(34.7, 136.5);
    const MadeRoad road{
        "国道42号（模擬）", {start, geo::LatLng::from_degrees(34.718, 136.5)}, true};
    NetworkLayer layer;
    layer.stations.push_back(
        build_station({.place = start, .range_m = 1500.0, .seed = 1}, Ground{}));
    const test::TemporaryFolder folder;
    write_drive_test(folder.path(), {&road, 1}, {&layer, 1}, seed);
    return test::read_file(folder.path() / kDriveTestFile);
}

} // namespace

TEST_CASE(
    "The drive test has a sample every 20 m of each carrier and technology, and three faults") {
    const std::string bytes = written(24);
    CHECK(bytes == written(24));
    CHECK(bytes != written(25));
    const Decoded text = decode(bytes);
    CHECK(text.encoding == Encoding::Cp932);
    CHECK(text.replaced == 0);
    CsvReader reader(text.text);
    REQUIRE(reader.next()); // the title
    REQUIRE(reader.next());
    CHECK(reader.fields().front() == "測定日時");
    std::map<std::string, int> samples;
    std::map<std::string, int> strong;
    std::vector<std::string> notes;
    while (reader.next()) {
        REQUIRE(reader.fields().size() == 7);
        const std::string series =
            std::string(reader.fields()[3]) + " " + std::string(reader.fields()[4]);
        ++samples[series];
        strong[series] += std::stoi(std::string(reader.fields()[5])) >= -110 ? 1 : 0;
        notes.emplace_back(reader.fields()[6]);
    }
    // 0.018 degrees of latitude are 1,997 m: 100 places.
    CHECK(samples["A社 LTE"] == 100 + 2); // and two of the faults
    CHECK(samples["A社 5G"] == 100);
    CHECK(samples["B社 LTE"] == 100);
    CHECK(samples["B社 5G"] == 100);
    CHECK(samples["X社 LTE"] == 1);
    CHECK(strong["A社 LTE"] > strong["B社 LTE"]);
    CHECK(std::count(notes.begin(), notes.end(), "測位なし") == 1);
    CHECK(std::count(notes.begin(), notes.end(), "模擬データ") == 402);
}
