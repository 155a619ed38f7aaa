// Shapefiles that came incomplete: cut short, without .shx, without .dbf, two halves of different
// sets.
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"

#include <set>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

/// Squares side by side, with a name each.
fs::path squares(const TemporaryFolder& folder, const std::string& stem, int count) {
    const fs::path file = folder.path() / (stem + ".shp");
    VectorWriter writer(file, VectorFormat::Shapefile);
    writer.begin_layer({stem, GeometryKind::MultiPolygon, {{"tech"}}});
    for (int i = 0; i < count; ++i) {
        const double west = 136.0 + 0.01 * i;
        const geo::Ring ring = {geo::LatLng::from_degrees(34.0, west),
                                geo::LatLng::from_degrees(34.0, west + 0.005),
                                geo::LatLng::from_degrees(34.005, west + 0.005),
                                geo::LatLng::from_degrees(34.005, west)};
        writer.write(geo::MultiPolygon{{{ring, {}}}}, {i % 2 == 0 ? "NR" : "LTE"});
    }
    writer.finish();
    return file;
}

CoverageSource coverage_of(const fs::path& file) {
    CoverageSource source;
    source.carrier = "キャリアA";
    source.sources = {source_of(file)};
    return source;
}

bool is_ascii_sentence(const std::string& text, const std::string& word) {
    return text.find(word) != std::string::npos;
}

} // namespace

TEST_CASE("A .shp cut in the middle of a record is refused with bytes, shapes and what to do") {
    const TemporaryFolder folder;
    const fs::path file = squares(folder, "a", 10);
    const auto whole = fs::file_size(file);
    // Header 100 bytes, then records of equal length.
    const auto record = (whole - 100) / 10;
    fs::resize_file(file, 100 + 7 * record + record / 2);
    const auto refuse = [&] { read_coverage(coverage_of(file)); };
    const std::string said = refusal(refuse);
    CHECK_THAT(said, Catch::Contains("a.shp が途中で切れています") &&
                         Catch::Contains(with_thousands(static_cast<double>(whole))) &&
                         Catch::Contains("10 件のうち 7 件") &&
                         Catch::Contains("コピーしてください"));
    CHECK_THAT(said, Catch::Contains("is cut short") && Catch::Contains("7 of 10 shapes"));
    try {
        refuse();
    } catch (const InputError& error) {
        CHECK_FALSE(is_ascii_sentence(error.message().ja, "Error"));
        CHECK_FALSE(is_ascii_sentence(error.message().ja, "feature"));
    }
    // The same without the .shx, which is then told from the header alone.
    fs::remove(folder.path() / "a.shx");
    CHECK_THAT(refusal(refuse), Catch::Contains("10 件のうち 7 件"));
    // Between two records, and within the header.
    fs::resize_file(file, 100 + 7 * record);
    CHECK_THAT(refusal(refuse), Catch::Contains("途中で切れています"));
    fs::resize_file(file, 60);
    CHECK_THAT(refusal(refuse), Catch::Contains("途中で切れています"));
}

TEST_CASE("A .dbf cut short, or of another Shapefile, is refused") {
    const TemporaryFolder folder;
    const fs::path file = squares(folder, "a", 10);
    const fs::path dbf = folder.path() / "a.dbf";
    const auto size = fs::file_size(dbf);
    squares(folder, "b", 9);
    fs::copy_file(folder.path() / "b.dbf", dbf, fs::copy_options::overwrite_existing);
    CHECK_THAT(refusal([&] { read_all(source_of(file)); }),
               Catch::Contains("図形は 10 件、.dbf の行は 9 行"));
    squares(folder, "a", 10);
    fs::resize_file(dbf, size / 2);
    CHECK_THAT(refusal([&] { read_all(source_of(file)); }),
               Catch::Contains("a.dbf が途中で切れています") && Catch::Contains("10 行のうち"));
}

TEST_CASE(
    "Without its .dbf a Shapefile gives shapes with a notice, and is refused where attributes "
    "are asked for") {
    const TemporaryFolder folder;
    const fs::path file = squares(folder, "a", 4);
    fs::remove(folder.path() / "a.dbf");
    const auto loaded = read_coverage(coverage_of(file));
    CHECK(loaded.counts.used == 4);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "dbf_missing");
    CoverageSource filtered = coverage_of(file);
    filtered.sources[0].where = "tech = 'NR'";
    CHECK_THAT(refusal([&] { read_coverage(filtered); }), Catch::Contains(".dbf が必要です"));
    MunicipalitySource towns;
    towns.source = source_of(file);
    CHECK_THAT(refusal([&] { read_municipalities(towns); }), Catch::Contains(".dbf が必要です"));
    AssetSource assets;
    assets.file = file;
    assets.shown_as = "a.shp";
    CHECK_THAT(refusal([&] { read_assets(assets); }), Catch::Contains(".dbf が必要です"));
}

TEST_CASE("Text of a .dbf that is in no encoding loses those bytes, and that is told") {
    const TemporaryFolder folder;
    const fs::path file = squares(folder, "a", 4);
    fs::remove(folder.path() / "a.cpg");
    const fs::path dbf = folder.path() / "a.dbf";
    std::string bytes = read_file(dbf);
    const auto put = [&bytes](const std::string& text, const std::string& cell) {
        const auto at = bytes.rfind(text);
        REQUIRE(at != std::string::npos);
        bytes.replace(at, text.size(), cell);
    };
    put("LTE", "\x8E\x4F "); // 三 and 重 in CP932
    put("LTE", "\x8F\x64\xFF");
    folder.write("a.dbf", bytes);
    std::vector<Issue> issues;
    std::vector<std::string> texts;
    read_features(
        source_of(file),
        [&](const LayerInfo&, Feature&& feature) { texts.push_back(to_text(feature.values[0])); },
        issues);
    CHECK(texts == std::vector<std::string>{"NR", "重", "NR", "三"});
    std::vector<std::string> told;
    for (const Issue& issue : issues) {
        told.push_back(std::string(name_of(issue.kind)) + " " + issue.code + " " + issue.value);
    }
    CHECK(told == std::vector<std::string>{"assumed encoding_guessed CP932",
                                           "repaired text_not_readable CP932"});
}

TEST_CASE("Without its .shx, or with another's, a Shapefile is read whole and nothing is written "
          "beside it") {
    const TemporaryFolder folder;
    const fs::path file = squares(folder, "a", 6);
    const ReadLayer before = read_all(source_of(file));
    const fs::path shx = folder.path() / "a.shx";
    fs::remove(shx);
    const ReadLayer without = read_all(source_of(file));
    CHECK(without.codes() == std::vector<std::string>{"shx_rebuilt"});
    REQUIRE(without.features.size() == 6);
    CHECK(without.text(1, "tech") == "LTE");
    CHECK(without.shape(5).polygons[0].outer == before.shape(5).polygons[0].outer);
    CHECK_FALSE(fs::exists(shx));
    folder.write("a.shx", "broken");
    CHECK(read_all(source_of(file)).features.size() == 6);
    CHECK(fs::file_size(shx) == 6);
}

TEST_CASE("A cut Shapefile inside a ZIP is refused too") {
    const WrittenFiles folder;
    squares(folder, "a", 5);
    std::vector<std::pair<std::string, std::string>> members;
    for (const char* ending : {".shp", ".shx", ".dbf", ".prj"}) {
        std::string bytes = read_file(folder.path() / (std::string("a") + ending));
        if (std::string(ending) == ".shp") {
            bytes.resize(bytes.size() - 20);
        }
        members.emplace_back(std::string("folder/a") + ending, bytes);
    }
    const fs::path zip = folder.write_zip("a.zip", members);
    CHECK_THAT(refusal([&] { read_all(source_of(zip)); }),
               Catch::Contains("a.zip: a.shp が途中で切れています"));
}

TEST_CASE("A missing file, a folder and an empty file are said before any format is looked at") {
    const TemporaryFolder folder;
    folder.write("sub/x.csv", "");
    for (const char* name : {"none.geojson", "none.csv"}) {
        CHECK_THAT(refusal([&] { read_all(source_of(folder.path() / name)); }),
                   Catch::Contains(std::string(name) + " がありません"));
    }
    CHECK_THAT(refusal([&] { read_all(source_of(folder.path() / "sub")); }),
               Catch::Contains("sub はフォルダです"));
    CHECK_THAT(refusal([&] { read_all(source_of(folder.write("e.geojson", ""))); }),
               Catch::Contains("空のファイル（0バイト）"));
    PopulationSource people;
    people.files = {folder.write("e.csv", "")};
    people.shown_as = {"e.csv"};
    CHECK_THAT(refusal([&] { read_population(people); }),
               Catch::Contains("空のファイル（0バイト）"));
    people.files = {folder.path() / "sub"};
    CHECK_THAT(refusal([&] { read_population(people); }), Catch::Contains("はフォルダです"));
}

TEST_CASE("A condition finds a municipality by five or six digits, in quotation marks or not") {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "m.geojson",
        R"({"type":"FeatureCollection","features":[)"
        R"({"type":"Feature","properties":{"code":"24201","n":24201},"geometry":{"type":"Point","coordinates":[136.5,34.7]}},)"
        R"({"type":"Feature","properties":{"code":"24202","n":24202},"geometry":{"type":"Point","coordinates":[136.6,34.9]}}]})");
    for (const char* where :
         {"code = '24201'", "code = '242012'", "code = 242012", "code = 24201", "n = 242012",
          "code IN ('242012','242021') AND n < 24202", "242012 = n", "n>=24201 AND n < 24202"}) {
        INFO(where);
        const ReadLayer layer = read_all(source_of(file, "", where));
        REQUIRE(layer.features.size() == 1);
        CHECK(layer.text(0, "code") == "24201");
    }
    const ReadLayer told = read_all(source_of(file, "", "code = '242012'"));
    REQUIRE(told.issues.size() == 1);
    CHECK(told.issues[0].code == "where_code_digits");
    CHECK_THAT(told.issues[0].action.ja, Catch::Contains("code = '24201'"));
    const ReadLayer none = read_all(source_of(file, "", "code = '24999'"));
    CHECK(none.features.empty());
    CHECK(none.codes() == std::vector<std::string>{"where_matches_nothing"});
}
