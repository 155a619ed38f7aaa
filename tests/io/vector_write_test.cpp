#include "geo/ellipsoid.hpp"
#include "io/layers.hpp"

#include <chrono>
#include <csignal>
#include <sys/resource.h>
#include <thread>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

const geo::LatLng kTsu = geo::LatLng::from_degrees(34.730282917, 136.508591417);

geo::MultiPolygon square_with_hole(double south, double west) {
    const auto at = [&](double y, double x) {
        return geo::LatLng::from_degrees(south + y / 100, west + x / 100);
    };
    return {{{{at(0, 0), at(0, 3), at(3, 3), at(3, 0), at(0, 0)},
              {{at(1, 1), at(1, 2), at(2, 2), at(2, 1), at(1, 1)}}}}};
}

const LayerSchema kSchema{
    "区域",
    GeometryKind::MultiPolygon,
    {{"名称"}, {"人口", FieldType::Integer}, {"share", FieldType::Real}, {"とても長い項目の名前"}}};

void write_shapes(const fs::path& file, VectorFormat format) {
    VectorWriter writer(file, format);
    writer.begin_layer(kSchema);
    writer.write(square_with_hole(34.0, 136.0), {"髙﨑①津市", std::int64_t{274'537}, 0.1, "甲"});
    writer.write(square_with_hole(34.5, 136.5), {"四日市", Value{}, Value{}, Value{}});
    writer.finish();
}

const char* ending_of(VectorFormat format) {
    switch (format) {
    case VectorFormat::GeoPackage:
        return ".gpkg";
    case VectorFormat::GeoJson:
        return ".geojson";
    case VectorFormat::Shapefile:
        return ".shp";
    case VectorFormat::Kml:
        return ".kml";
    case VectorFormat::FlatGeobuf:
        return ".fgb";
    case VectorFormat::Csv:
        return ".csv";
    case VectorFormat::Xlsx:
        return ".xlsx";
    }
    return "";
}

constexpr VectorFormat kMapFormats[] = {VectorFormat::GeoPackage, VectorFormat::GeoJson,
                                        VectorFormat::Shapefile, VectorFormat::Kml,
                                        VectorFormat::FlatGeobuf};
constexpr VectorFormat kFormats[] = {
    VectorFormat::GeoPackage, VectorFormat::GeoJson, VectorFormat::Shapefile, VectorFormat::Kml,
    VectorFormat::FlatGeobuf, VectorFormat::Csv,     VectorFormat::Xlsx};

} // namespace

TEST_CASE("What is written is read back, shape and attributes, in every map format") {
    const TemporaryFolder folder;
    for (const VectorFormat format : kMapFormats) {
        const fs::path file = folder.path() / (std::string("形") + ending_of(format));
        INFO(file);
        write_shapes(file, format);
        const ReadLayer layer = read_all(source_of(file));
        REQUIRE(layer.features.size() == 2);
        CHECK(layer.info.features == 2);
        const geo::MultiPolygon& shape = layer.shape(0);
        REQUIRE(shape.polygons.size() == 1);
        CHECK(shape.polygons[0].outer.size() == 5);
        REQUIRE(shape.polygons[0].holes.size() == 1);
        CHECK_THAT(
            geo::area(shape).value(),
            Catch::Matchers::WithinRel(geo::area(square_with_hole(34.0, 136.0)).value(), 1e-6));
        const std::string name_field =
            format == VectorFormat::Kml ? "Name" : "名称"; // <name> of the mark
        CHECK(layer.text(0, name_field) == "髙﨑①津市");
        CHECK(to_number(layer.features[0].values[*layer.info.field("人口")]) == 274'537.0);
        CHECK(to_number(layer.features[0].values[*layer.info.field("share")]) == 0.1);
        CHECK(layer.text(1, "人口").empty());
        CHECK(layer.issues.empty());
    }
}

TEST_CASE("Points and lines are read back") {
    const TemporaryFolder folder;
    for (const VectorFormat format : kMapFormats) {
        INFO(ending_of(format));
        const fs::path points = folder.path() / (std::string("points") + ending_of(format));
        VectorWriter writer(points, format);
        writer.begin_layer({"points", GeometryKind::Point, {{"name"}}});
        writer.write(kTsu, {"津市役所"});
        writer.finish();
        const ReadLayer layer = read_all(source_of(points));
        REQUIRE(layer.features.size() == 1);
        CHECK(geo::distance(layer.point(0), kTsu).value() < 0.002);

        const fs::path lines = folder.path() / (std::string("lines") + ending_of(format));
        VectorWriter line_writer(lines, format);
        line_writer.begin_layer({"lines", GeometryKind::MultiLine, {{"name"}}});
        line_writer.write(geo::MultiLine{{{kTsu, geo::LatLng::from_degrees(34.8, 136.6)}}},
                          {"国道23号"});
        line_writer.finish();
        const ReadLayer roads = read_all(source_of(lines));
        REQUIRE(roads.features.size() == 1);
        CHECK(std::get<geo::MultiLine>(roads.features[0].geometry).lines.at(0).size() == 2);
    }
}

TEST_CASE("The same features give the same bytes at another time") {
    const TemporaryFolder folder;
    fs::create_directories(folder.path() / "a");
    fs::create_directories(folder.path() / "b");
    const auto write_everything = [](const fs::path& into) {
        for (const VectorFormat format : kFormats) {
            write_shapes(into / (std::string("f") + ending_of(format)), format);
        }
        VectorWriter writer(into / "layers.gpkg", VectorFormat::GeoPackage);
        writer.begin_layer({"points", GeometryKind::Point, {{"name"}}});
        writer.set_style("<qgis version=\"3.22\"/>");
        for (int i = 0; i < 2000; ++i) {
            writer.write(geo::LatLng::from_degrees(34 + i / 1e4, 136 + (i % 71) / 1e3),
                         {std::to_string(i)});
        }
        writer.begin_layer({"table", GeometryKind::None, {{"code"}, {"share", FieldType::Real}}});
        writer.write({}, {"503560", 0.25});
        writer.finish();
    };
    write_everything(folder.path() / "a");
    std::this_thread::sleep_for(
        std::chrono::milliseconds(2100)); // ZIP times have steps of two seconds
    write_everything(folder.path() / "b");
    std::size_t compared = 0;
    for (const auto& entry : fs::directory_iterator(folder.path() / "a")) {
        INFO(entry.path().filename());
        CHECK(read_file(entry.path()) == read_file(folder.path() / "b" / entry.path().filename()));
        ++compared;
    }
    CHECK(compared == 12); // seven files, four parts of the Shapefile more, and the layers
}

TEST_CASE(
    "A GeoPackage holds several layers, tables without places and the styles QGIS looks for") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "results.gpkg";
    VectorWriter writer(file, VectorFormat::GeoPackage);
    writer.begin_layer(
        {"cells", GeometryKind::MultiPolygon, {{"code"}, {"fid", FieldType::Integer}, {"geom"}}});
    writer.set_style("<qgis version=\"3.22\">it's</qgis>");
    writer.write(square_with_hole(34, 136), {"5036", std::int64_t{7}, "x"});
    writer.begin_layer({"coverage", GeometryKind::None, {{"code"}, {"fraction", FieldType::Real}}});
    for (int i = 0; i < 1000; ++i) {
        writer.write({}, {std::to_string(i), i / 1000.0});
    }
    writer.begin_layer({"empty", GeometryKind::Point, {{"name"}}});
    writer.finish();
    CHECK(layers_of(file) ==
          std::vector<std::string>{"cells", "empty", "coverage"}); // places first
    const ReadLayer cells = read_all(source_of(file, "cells"));
    CHECK(cells.text(0, "fid") == "7");
    CHECK(cells.text(0, "geom") == "x");
    const ReadLayer coverage = read_all(source_of(file, "coverage"));
    REQUIRE(coverage.features.size() == 1000);
    CHECK(coverage.text(999, "fraction") == "0.999");
    CHECK(coverage.issues.empty());
    CHECK(read_all(source_of(file, "empty")).features.empty());
    const ReadLayer styles = read_all(source_of(file, "coverage", "fraction = 0.5"));
    REQUIRE(styles.features.size() == 1);
    CHECK(styles.features[0].row == 501);
    CHECK_THAT(read_file(file), Catch::Contains("<qgis version=\"3.22\">it's</qgis>"));
}

TEST_CASE("A Shapefile names what CP932 and a DBF cannot hold") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "s.shp";
    VectorWriter writer(file, VectorFormat::Shapefile);
    writer.begin_layer(
        {"s",
         GeometryKind::Point,
         {{"municipality_code"}, {"municipality_name"}, {"市区町村コード"}, {"note"}}});
    std::string longest;
    for (int i = 0; i < 200; ++i) {
        longest += "津";
    }
    writer.write(kTsu, {"24201", "𠮷野家", "242012", longest});
    writer.finish();
    std::vector<std::string> codes;
    for (const Issue& issue : writer.issues()) {
        codes.push_back(issue.code);
    }
    CHECK(codes == std::vector<std::string>{"field_name_cut", "field_name_cut", "field_name_cut",
                                            "character_not_in_cp932", "text_cut"});
    const ReadLayer layer = read_all(source_of(file));
    CHECK(layer.info.encoding == "CP932");
    CHECK(layer.info.fields[0].name == "municipali");
    CHECK(layer.info.fields[1].name == "municipa_1");
    CHECK(layer.info.fields[2].name == "市区町村コ");
    CHECK(layer.text(0, "municipa_1") == "〓野家");
    CHECK(layer.text(0, "note").size() == 127 * std::string("津").size());
    CHECK(read_file(folder.path() / "s.cpg") == "CP932");
}

TEST_CASE("GeoJSON follows RFC 7946: WGS 84, outer rings counter-clockwise, no crs member") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "g.geojson";
    write_shapes(file, VectorFormat::GeoJson);
    const std::string text = read_file(file);
    CHECK_THAT(text, !Catch::Contains("\"crs\""));
    CHECK_THAT(text, Catch::Contains("[[[[136,34],[136.03,34],[136.03,34.03],[136,34.03],[136,34]],"
                                     "[[136.01,34.01],[136.01,34.02],"));
}

TEST_CASE("A row without geometry stays a row; FlatGeobuf, which cannot hold it, says so") {
    const TemporaryFolder folder;
    for (const VectorFormat format : {VectorFormat::GeoPackage, VectorFormat::GeoJson,
                                      VectorFormat::Shapefile, VectorFormat::Kml}) {
        const fs::path file = folder.path() / (std::string("n") + ending_of(format));
        INFO(file);
        VectorWriter writer(file, format);
        writer.begin_layer({"n", GeometryKind::Point, {{"name"}}});
        writer.write(kTsu, {"a"});
        writer.write({}, {"b"});
        writer.finish();
        const ReadLayer layer = read_all(source_of(file));
        REQUIRE(layer.features.size() == 2);
        std::size_t without = 0;
        for (const Feature& feature : layer.features) {
            without += std::holds_alternative<std::monostate>(feature.geometry) ? 1U : 0U;
        }
        CHECK(without == 1);
        CHECK(layer.codes() == std::vector<std::string>{"empty_geometry"});
    }
    VectorWriter writer(folder.path() / "n.fgb", VectorFormat::FlatGeobuf);
    writer.begin_layer({"n", GeometryKind::Point, {{"name"}}});
    writer.write(kTsu, {"a"});
    writer.write({}, {"b"});
    writer.finish();
    REQUIRE(writer.issues().size() == 1);
    CHECK(writer.issues()[0].code == "row_without_geometry");
    CHECK(writer.issues()[0].row == 2);
    CHECK(read_all(source_of(folder.path() / "n.fgb")).features.size() == 1);
}

TEST_CASE("A layer without rows is a proper file in every format") {
    const TemporaryFolder folder;
    for (const VectorFormat format : kFormats) {
        const fs::path file = folder.path() / (std::string("e") + ending_of(format));
        INFO(file);
        VectorWriter writer(file, format);
        writer.begin_layer({"e", GeometryKind::MultiPolygon, {{"name"}}});
        writer.finish();
        CHECK(fs::file_size(file) > 0);
        if (format != VectorFormat::Xlsx && format != VectorFormat::Csv) {
            CHECK(read_all(source_of(file)).features.empty());
        }
    }
}

TEST_CASE("A writer that is not finished leaves the old file and nothing else") {
    const TemporaryFolder folder;
    for (const VectorFormat format : kFormats) {
        const fs::path file = folder.path() / (std::string("o") + ending_of(format));
        std::ofstream(file) << "old";
        {
            VectorWriter writer(file, format);
            writer.begin_layer(kSchema);
            writer.write(square_with_hole(34, 136), {"a", Value{}, Value{}, Value{}});
        }
        CHECK(read_file(file) == "old");
        CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
        write_shapes(file, format);
        CHECK(read_file(file) != "old");
        for (const auto& entry : fs::directory_iterator(folder.path())) {
            CHECK(entry.path().stem() == "o");
            fs::remove(entry.path());
        }
    }
}

TEST_CASE("A place that cannot be written is an outside failure that names the file") {
    const TemporaryFolder folder;
    folder.write("file", "not a folder");
    for (const VectorFormat format : kFormats) {
        const fs::path file = folder.path() / "file" / (std::string("x") + ending_of(format));
        CHECK_THROWS_AS(VectorWriter(file, format), ExternalError);
    }
}

TEST_CASE("A full disk is reported and leaves no half file") {
    const TemporaryFolder folder;
    // A limit on the size of files stands for a full disk: writes fail in the same way.
    rlimit old{};
    getrlimit(RLIMIT_FSIZE, &old);
    const auto previous = std::signal(SIGXFSZ, SIG_IGN);
    for (const VectorFormat format : kFormats) {
        const fs::path file = folder.path() / (std::string("full") + ending_of(format));
        INFO(file);
        const rlimit small{200'000, old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        bool failed = false;
        try {
            VectorWriter writer(file, format);
            writer.begin_layer(
                {"full", GeometryKind::Point, {{"text"}, {"number", FieldType::Real}}});
            std::uint64_t state = 1;
            for (int i = 0; i < 20'000; ++i) {
                state = state * 6364136223846793005U +
                        1442695040888963407U; // text that does not compress
                writer.write(geo::LatLng::from_degrees(34 + i / 1e6, 136),
                             {std::to_string(state), i / 3.0});
            }
            writer.finish();
        } catch (const ExternalError&) {
            failed = true;
        }
        setrlimit(RLIMIT_FSIZE, &old);
        CHECK(failed);
        CHECK(fs::is_empty(folder.path()));
        for (const auto& entry : fs::directory_iterator(folder.path())) {
            fs::remove_all(entry.path());
        }
    }
    std::signal(SIGXFSZ, previous);
}

TEST_CASE("Values are shown in their shortest form and read as numbers where they are numbers") {
    CHECK(to_text(Value{}).empty());
    CHECK(to_text(Value{std::int64_t{-24}}) == "-24");
    CHECK(to_text(Value{35.0}) == "35");
    CHECK(to_text(Value{0.1}) == "0.1");
    CHECK(to_text(Value{"津"}) == "津");
    CHECK(to_number(Value{"１２．５"}) == 12.5);
    CHECK(to_number(Value{" 7 "}) == 7.0);
    CHECK_FALSE(to_number(Value{"*"}));
    CHECK_FALSE(to_number(Value{"12m"}));
    CHECK_FALSE(to_number(Value{""}));
    CHECK_FALSE(to_number(Value{"nan"}));
    CHECK_FALSE(to_number(Value{}));
    LayerInfo info;
    info.fields = {{"名 称"}, {"Ｎ０３＿００７"}};
    CHECK(info.field("名称") == 0U);
    CHECK(info.field("N03_007") == 1U);
    CHECK_FALSE(info.field("無い"));
}
