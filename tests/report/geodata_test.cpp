#include "core/error.hpp"
#include "io/vector_file.hpp"
#include "report/gap_style.hpp"
#include "report/geodata_layers.hpp"
#include "report/office_file.hpp"
#include "report/package.hpp"
#include "report/sample_package.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

using namespace todoku;
using namespace todoku::report;
using namespace todoku::test;

namespace {

struct Layer {
    io::LayerInfo info;
    std::vector<io::Feature> features;

    [[nodiscard]] const io::Value& at(std::size_t row, const std::string& field) const {
        const auto place = info.field(field);
        INFO(field);
        REQUIRE(place);
        return features.at(row).values.at(*place);
    }
};

Layer read(const std::filesystem::path& file, const std::string& layer) {
    Layer out;
    io::VectorSource source;
    source.file = file;
    source.layer = layer;
    std::vector<Issue> issues;
    out.info = io::read_features(
        source,
        [&](const io::LayerInfo&, io::Feature&& feature) {
            out.features.push_back(std::move(feature));
        },
        issues);
    return out;
}

} // namespace

TEST_CASE("The GeoPackage gives back every place and asset") {
    const ScratchFolder folder("geodata");
    const PackageContent content = sample_package();
    const auto file = folder.path() / "package.gpkg";
    write_geopackage(content, file);
    const Layer gaps = read(file, "gaps");
    REQUIRE(gaps.features.size() == content.gaps.size());
    for (std::size_t i = 0; i < content.gaps.size(); ++i) {
        const GapRow& gap = content.gaps[i];
        CHECK(std::get<std::int64_t>(gaps.at(i, "number")) == gap.number);
        CHECK(std::get<double>(gaps.at(i, "population")) == gap.population);
        CHECK(std::get<double>(gaps.at(i, "road_km")) == gap.road_m / 1000.0);
        CHECK(std::get<double>(gaps.at(i, "area_km2")) == gap.area_m2 / 1e6);
        CHECK(io::to_text(gaps.at(i, "municipality_code")) == gap.municipality_code.substr(0, 5));
        CHECK(io::to_text(gaps.at(i, "synthetic")) == "模擬データ");
        const auto& shape = std::get<geo::MultiPolygon>(gaps.features[i].geometry);
        CHECK(shape.polygons.size() == gap.outline.polygons.size());
        CHECK_THAT(geo::area(shape).value(),
                   Catch::Matchers::WithinRel(geo::area(gap.outline).value(), 1e-9));
    }
    const Layer assets = read(file, "assets");
    REQUIRE(assets.features.size() == content.assets.size());
    CHECK(io::to_text(assets.at(0, "rank")) == "1");
    CHECK(io::to_text(assets.at(25, "rank")).empty());
    CHECK(io::to_text(assets.at(25, "alternate_for")) == "6");
    CHECK(std::get<double>(assets.at(25, "alternate_loss")) == 7.25 * 25);
    CHECK(io::to_text(assets.at(6, "height_m")).empty()); // bare land has no height
    CHECK(std::get<double>(assets.at(6, "antenna_m")) == 15.0);
    CHECK(io::to_text(assets.at(2, "name")) == content.assets[2].name);
    CHECK(io::to_text(assets.at(3, "name")) == "制御文字入り 改行");
    CHECK(io::to_text(assets.at(2, "power")).empty());
    CHECK(std::get<geo::LatLng>(assets.features[7].geometry).lat() ==
          content.assets[7].place.lat());
}

TEST_CASE("GeoJSON says for each feature that it is synthetic") {
    const ScratchFolder folder("geojson");
    write_geodata(sample_package(), folder.path());
    for (const auto& [name, count] :
         {std::pair{"gaps.geojson", 30U}, std::pair{"assets.geojson", 40U}}) {
        INFO(name);
        const auto json = nlohmann::json::parse(bytes_of(folder.path() / name));
        REQUIRE(json.at("features").size() == count);
        for (const auto& feature : json.at("features")) {
            CHECK(feature.at("properties").at("synthetic") == "模擬データ");
        }
    }
}

TEST_CASE("Shapefiles give back what a package holds, under names of ten bytes") {
    const ScratchFolder folder("geodata_shapefile");
    PackageContent content = sample_package();
    content.assets[0].name = "𠮷野家㍿葛\U000E0100";
    write_geodata(content, folder.path());
    const Layer gaps = read(folder.path() / "shapefile" / "gaps.shp", "gaps");
    REQUIRE(gaps.features.size() == content.gaps.size());
    for (const io::Field& field : gaps.info.fields) {
        CHECK(field.name.size() <= 10);
    }
    CHECK(io::to_text(gaps.at(3, "muni_name")) == content.gaps[3].municipality);
    CHECK(io::to_number(gaps.at(3, "pop")) == content.gaps[3].population);
    const Layer assets = read(folder.path() / "shapefile" / "assets.shp", "assets");
    REQUIRE(assets.features.size() == content.assets.size());
    CHECK(io::to_text(assets.at(0, "name")).starts_with("〓野家"));
    CHECK(io::to_text(assets.at(2, "name")) == content.assets[2].name);
    CHECK(bytes_of(folder.path() / "shapefile" / "assets.cpg") == "CP932");
}

TEST_CASE("CSV of geodata opens in Excel as text, and computes nothing") {
    const ScratchFolder folder("geodata_csv");
    PackageContent content = sample_package();
    content.assets[0].name = "=1+1";
    content.assets[1].name = "𠮷野家㍿葛\U000E0100";
    write_geodata(content, folder.path());
    const std::string assets = bytes_of(folder.path() / "assets.csv");
    CHECK(assets.starts_with("\xEF\xBB\xBFrank,alternate_for,asset_id,name,"));
    CHECK_THAT(assets, Catch::Matchers::Contains(",'=1+1,"));
    CHECK_THAT(assets, Catch::Matchers::Contains(",𠮷野家㍿葛\U000E0100,"));
    CHECK(std::ranges::count(assets, '\n') == std::ssize(content.assets) + 1);
}

TEST_CASE("KML tells in words what each mark is") {
    const ScratchFolder folder("geodata_kml");
    PackageContent content = sample_package();
    content.assets[0].name = "<公民館> & 𠮷";
    content.assets[0].power = true;
    write_geodata(content, folder.path());
    const auto kml = parsed(bytes_of(folder.path() / std::string(kKmlName)));
    const auto marks = kml->select_nodes("//Placemark");
    REQUIRE(marks.size() == content.gaps.size() + content.assets.size());
    const auto folders = kml->select_nodes("//Folder/name");
    REQUIRE(folders.size() == 2);
    CHECK(std::string(folders[0].node().text().get()) == "要望箇所");
    CHECK(std::string(folders[1].node().text().get()) == "提供資産");
    const auto first = marks[content.gaps.size()].node();
    CHECK(std::string(first.child("name").text().get()) == "1　<公民館> & 𠮷");
    CHECK(std::string(first.select_node(".//SimpleData[@name='電源']").node().text().get()) ==
          "有");
}

TEST_CASE("KML shows a table with headings, and codes as the list has them") {
    const ScratchFolder folder("geodata_balloon");
    const PackageContent content = sample_package();
    write_geodata(content, folder.path());
    const auto kml = parsed(bytes_of(folder.path() / std::string(kKmlName)));
    const auto mark = kml->select_node("//Placemark").node();
    const std::string style = mark.child("styleUrl").text().get();
    REQUIRE(style.starts_with("#"));
    const auto text =
        kml->select_node(("//Style[@id='" + style.substr(1) + "']/BalloonStyle/text").c_str());
    CHECK_THAT(text.node().text().get(),
               Catch::Matchers::Contains(">人口</th><td>$[要望箇所/人口]</td>"));
    CHECK(mark.select_node(".//SimpleData[@name='団体コード']").node().text().get() ==
          content.gaps[0].municipality_code);
}

TEST_CASE("Every column of the geodata is told with its name in a Shapefile and its meaning") {
    const ScratchFolder folder("geodata_columns");
    const PackageContent content = sample_package();
    write_geodata(content, folder.path());
    const std::string list = bytes_of(folder.path() / std::string(kColumnListName));
    CHECK_THAT(list, Catch::Matchers::StartsWith("\xEF\xBB\xBF"
                                                 "データ,項目名,シェープファイルの項目名,"));
    CHECK_THAT(list, Catch::Matchers::Contains("\ngaps,municipality_code,muni_code,団体コード,"));
    std::size_t columns = 0;
    for (const char* layer : {"gaps", "assets"}) {
        const std::string table = bytes_of(folder.path() / (std::string(layer) + ".csv"));
        std::istringstream header(table.substr(3, table.find('\n') - 3));
        for (std::string name; std::getline(header, name, ',');) {
            INFO(name);
            while (!name.empty() && name.back() == '\r') {
                name.pop_back();
            }
            CHECK_THAT(list,
                       Catch::Matchers::Contains("\n" + std::string(layer) + "," + name + ","));
            ++columns;
        }
    }
    CHECK(columns == geodata_columns().size());
    for (const ColumnAbout& column : geodata_columns()) {
        INFO(column.name);
        CHECK(column.short_name.size() <= 10);
        CHECK(!column.about.empty());
    }
}

TEST_CASE("Geodata of nothing are proper files with their layers") {
    const ScratchFolder folder("geodata_empty");
    const PackageContent content = sample_package(0, 0);
    write_geopackage(content, folder.path() / "package.gpkg");
    CHECK(io::layers_of(folder.path() / "package.gpkg").size() >= 2);
    CHECK(read(folder.path() / "package.gpkg", "gaps").features.empty());
    write_geodata(content, folder.path());
    CHECK(nlohmann::json::parse(bytes_of(folder.path() / "gaps.geojson")).at("features").empty());
}

TEST_CASE("The same content gives the same bytes of geodata") {
    const ScratchFolder folder("geodata_bytes");
    const PackageContent content = sample_package();
    for (const char* name : {"a", "b"}) {
        std::filesystem::create_directories(folder.path() / name);
        write_geopackage(content, folder.path() / name / "package.gpkg");
        write_geodata(content, folder.path() / name);
    }
    for (const char* file : {"package.gpkg", "gaps.geojson", "assets.geojson", "gaps.csv",
                             "assets.csv", "gaps_and_assets.kml", "shapefile/gaps.dbf",
                             "shapefile/gaps.shp", "shapefile/assets.dbf"}) {
        INFO(file);
        CHECK(bytes_of(folder.path() / "a" / file) == bytes_of(folder.path() / "b" / file));
    }
}

TEST_CASE("The QGIS styles are well-formed and name only fields that the layers have") {
    for (const std::string& style : {gap_layer_style(), asset_layer_style()}) {
        const auto xml = parsed(style);
        const auto rules = xml->select_nodes("//rule[@symbol]");
        const auto symbols = xml->select_nodes("//symbols/symbol");
        CHECK(rules.size() == symbols.size());
        for (const auto& rule : rules) {
            const std::string symbol = rule.node().attribute("symbol").value();
            CHECK(xml->select_node(("//symbols/symbol[@name='" + symbol + "']").c_str()));
        }
    }
    CHECK(gap_layer_style().find("&quot;population&quot; &gt;= 100") != std::string::npos);
}

TEST_CASE("docs/outputs.md describes the columns of the package's layers, all and in their order") {
    const ScratchFolder folder("geodata_columns");
    const auto file = folder.path() / "package.gpkg";
    write_geopackage(sample_package(3, 3), file);
    const std::string docs = bytes_of(std::filesystem::path(TODOKU_SOURCE_DIR) / "docs/outputs.md");
    for (const char* layer : {"gaps", "assets"}) {
        INFO(layer);
        // The table under the heading: names in backquotes in the first column.
        const std::string heading = std::string("### Layer `") + layer + "`";
        const std::size_t begin = docs.find(heading);
        REQUIRE(begin != std::string::npos);
        const std::size_t end = std::min(docs.find("\n#", begin + 1), docs.size());
        std::vector<std::string> documented;
        for (std::size_t line = docs.find("\n| `", begin); line < end;
             line = docs.find("\n| `", line + 1)) {
            const std::size_t bar = docs.find('|', line + 2);
            for (std::size_t at = docs.find('`', line); at < bar; at = docs.find('`', at + 1)) {
                const std::size_t close = docs.find('`', at + 1);
                documented.push_back(docs.substr(at + 1, close - at - 1));
                at = close;
            }
        }
        std::vector<std::string> written;
        for (const io::Field& field : read(file, layer).info.fields) {
            written.push_back(field.name);
        }
        CHECK(documented == written);
    }
}
