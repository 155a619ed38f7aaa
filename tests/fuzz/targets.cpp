// The targets: text, study files, and each reader behind a file of each format it knows.
#include "core/counts_add_up.hpp"
#include "core/csv.hpp"
#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "domain/mesh.hpp"
#include "fuzz/fuzz_target.hpp"
#include "fuzz/seeds.hpp"
#include "io/datum_issues.hpp"
#include "io/municipality_names.hpp"
#include "io/population_weights.hpp"
#include "io/read_measurements.hpp"
#include "io/readers.hpp"
#include "support/temporary_folder.hpp"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace todoku::fuzz {

namespace {

/// What is read lies in one folder for the whole run.
std::filesystem::path input(const std::string& name, std::string_view bytes) {
    static const test::TemporaryFolder folder;
    return folder.write(name, bytes);
}

template <class Read>
void answer(Read read) {
    try {
        read();
    } catch (const Error&) {
        // A message for a clerk is what broken input should end in.
    }
}

void read_text(std::string_view bytes) {
    answer([&] {
        const Decoded decoded = decode(bytes);
        CsvReader reader(decoded.text);
        while (reader.next()) {
            for (const std::string_view field : reader.fields()) {
                static_cast<void>(normalise_width(field));
                static_cast<void>(comparable(field));
                static_cast<void>(number_in(field));
                static_cast<void>(yes_or_no(field));
                static_cast<void>(date_in(field));
                static_cast<void>(year_in(field));
                static_cast<void>(domain::MeshCell::parse(field));
            }
        }
        static_cast<void>(encode_cp932(decoded.text));
    });
}

/// How a reader tells the rows that somebody should look at.
enum class Told {
    RowByRow,
    Together, ///< many alike in one issue
};

/// No row is lost: read is used plus rejected, and rows that somebody should look at are told.
template <class T>
T counted(Loaded<T> loaded, Told how = Told::RowByRow) {
    std::int64_t told = 0;
    for (const Issue& issue : loaded.issues) {
        told += issue.kind == IssueKind::Rejected ? 1 : 0;
    }
    const bool enough = how == Told::RowByRow ? told >= loaded.counts.lost()
                                              : told > 0 || loaded.counts.lost() == 0;
    if (!add_up(loaded.counts) || !enough) {
        std::fprintf(stderr, "read %lld, used %lld, rejected %lld (told %lld)\n",
                     static_cast<long long>(loaded.counts.read),
                     static_cast<long long>(loaded.counts.used),
                     static_cast<long long>(loaded.counts.rejected), static_cast<long long>(told));
        std::abort();
    }
    return std::move(loaded.value);
}

template <class Source>
Source vector_source(const std::string& name, std::string_view bytes) {
    Source source;
    source.source.file = input(name, bytes);
    return source;
}

void read_population_file(const std::string& name, std::string_view bytes) {
    answer([&] {
        io::PopulationSource source;
        source.files = {input(name, bytes)};
        source.shown_as = {name};
        counted<domain::PopulationGrid>(io::read_population(source));
    });
}

void read_asset_file(const std::string& name, std::string_view bytes) {
    answer([&] {
        io::AssetSource source;
        source.file = input(name, bytes);
        source.shown_as = name;
        counted(io::join_duplicates(counted<std::vector<domain::Asset>>(io::read_assets(source))));
    });
}

/// The list of places, and its own bytes as an address asked for.
void read_address_file(std::string_view bytes) {
    answer([&] {
        constexpr std::size_t kAddress = 200;
        counted(io::find_addresses({{input("a.csv", bytes)}, {"a.csv"}, 24},
                                   {{"三重県津市丸之内2-5", ""},
                                    {"五ヶ所浦十二番地の三", "南伊勢町"},
                                    {std::string(bytes.substr(0, kAddress)), "津市"}}),
                Told::Together);
    });
}

void read_coverage_file(const std::string& name, std::string_view bytes) {
    answer([&] {
        io::CoverageSource source;
        source.sources = {{input(name, bytes), name, "", "", {}, {}}};
        source.carrier = "キャリアA";
        counted(io::read_coverage(source));
    });
}

io::CoverageSource picture(const std::filesystem::path& file) {
    io::CoverageSource source;
    source.sources = {{file, file.filename().string(), "", "", "EPSG:6668", {}}};
    source.picture.colours = {{.rgb = 0xE60012, .strength = domain::Strength::Good},
                              {.rgb = 0xFFFFFF, .covered = false}};
    return source;
}

void read_picture_file(const std::string& name, std::string_view bytes) {
    answer([&] {
        input("c.pgw", "0.01\n0\n0\n-0.01\n136\n35\n");
        counted(io::read_coverage(picture(input(name, bytes))));
    });
}

void read_tile(std::string_view bytes) {
    answer([&] {
        const auto file = input("tiles/10/900/402.png", bytes);
        counted(io::read_coverage(picture(file.parent_path().parent_path().parent_path())));
    });
}

void read_municipality_file(const std::string& name, std::string_view bytes) {
    answer([&] {
        counted(io::read_municipalities(vector_source<io::MunicipalitySource>(name, bytes)));
    });
}

void read_surroundings_files(std::string_view bytes) {
    answer([&] {
        counted(io::read_restrictions(vector_source<io::RestrictionSource>("r.geojson", bytes)));
    });
    answer([&] { counted(io::read_places(vector_source<io::PlaceSource>("r.geojson", bytes))); });
    answer([&] { counted(io::read_roads(vector_source<io::RoadSource>("r.geojson", bytes))); });
}

/// A list of names looked up for a file that has names only.
void read_municipality_names(std::string_view bytes) {
    answer([&] {
        const io::MunicipalityNames names(input("names.json", bytes), "names.json");
        static_cast<void>(names.find("三重県北牟婁郡紀北町", 24));
        static_cast<void>(names.find("津市", 24));
    });
}

/// Bytes as a raster of amounts.
void read_weight_raster(std::string_view bytes) {
    answer([&] {
        domain::CellWeightSum sum(domain::MeshLevel::Km1);
        counted(io::add_weight_raster({input("w.tif", bytes), "w.tif", {}},
                                      {34.0, 136.0, 34.1, 136.1}, sum),
                Told::Together);
        static_cast<void>(sum.take());
    });
}

void read_measurement_file(const std::string& name, std::string_view bytes) {
    answer([&] {
        io::MeasurementSource source;
        source.file = input(name, bytes);
        source.shown_as = name;
        source.carriers = {"キャリアA", "キャリアB"};
        source.threshold_4g_dbm = source.threshold_5g_dbm = -110.0;
        counted<std::int64_t>(
            io::read_measurements(source, [](const domain::Measurement&) { return true; }),
            Told::Together);
    });
}

void read_terrain_file(const std::string& name, std::string_view bytes) {
    answer([&] { counted(io::read_terrain({input(name, bytes)}, {34.0, 136.0, 34.1, 136.1})); });
}

/// 標高タイル z8, the one under the window of read_terrain_file().
void read_height_tile(std::string_view bytes) {
    answer([&] {
        counted(io::read_terrain({input("z8-x224-y102.txt", bytes)}, {34.0, 136.0, 34.1, 136.1}));
    });
}

void read_datum_parameters(std::string_view bytes) {
    answer([&] {
        const geo::DatumRules rules = io::read_datum_grid(input("g.par", bytes), "g.par", false);
        const geo::ToJgd2011 convert("EPSG:4301", rules);
        static_cast<void>(convert({136.01, 34.01}));
    });
}

} // namespace

std::vector<NamedTarget> targets() {
    std::vector<NamedTarget> all = {
        {"text", read_text, text_seeds()},
        {"population_csv", [](auto b) { read_population_file("p.csv", b); }, population_seeds()},
        {"population_zip", [](auto b) { read_population_file("p.zip", b); },
         zipped("tblT001102Q51.txt", population_seeds().front())},
        {"assets_csv", [](auto b) { read_asset_file("a.csv", b); }, asset_seeds()},
        {"assets_xlsx", [](auto b) { read_asset_file("a.xlsx", b); }, workbook_seeds()},
        {"assets_geojson", [](auto b) { read_asset_file("a.geojson", b); }, geojson_seeds()},
        {"addresses_csv", read_address_file, address_seeds()},
        {"coverage_geojson", [](auto b) { read_coverage_file("c.geojson", b); }, geojson_seeds()},
        {"coverage_kml", [](auto b) { read_coverage_file("c.kml", b); }, kml_seeds()},
        {"coverage_kmz", [](auto b) { read_coverage_file("c.kmz", b); },
         zipped("doc.kml", kml_seeds().back())},
        {"coverage_gml", [](auto b) { read_coverage_file("c.gml", b); }, gml_seeds()},
        {"coverage_gpkg", [](auto b) { read_coverage_file("c.gpkg", b); }, geopackage_seeds()},
        {"coverage_zip", [](auto b) { read_coverage_file("c.zip", b); }, shapefile_seeds()},
        {"coverage_csv", [](auto b) { read_coverage_file("c.csv", b); }, mesh_table_seeds()},
        {"coverage_xlsx", [](auto b) { read_coverage_file("c.xlsx", b); }, mesh_workbook_seeds()},
        {"coverage_tif", [](auto b) { read_picture_file("c.tif", b); }, picture_seeds("GTiff")},
        {"coverage_png", [](auto b) { read_picture_file("c.png", b); }, picture_seeds("PNG")},
        {"coverage_mbtiles", [](auto b) { read_picture_file("c.mbtiles", b); },
         picture_seeds("MBTiles")},
        {"coverage_tile", read_tile, picture_seeds("PNG")},
        {"municipalities", [](auto b) { read_municipality_file("n.geojson", b); }, geojson_seeds()},
        {"municipalities_xml", [](auto b) { read_municipality_file("n.xml", b); },
         boundary_xml_seeds()},
        {"municipality_names", read_municipality_names, municipality_name_seeds()},
        {"population_weight", read_weight_raster, geotiff_seeds()},
        {"measurements_csv", [](auto b) { read_measurement_file("m.csv", b); },
         measurement_seeds()},
        {"measurements_gpx", [](auto b) { read_measurement_file("m.gpx", b); }, track_seeds()},
        {"surroundings", read_surroundings_files, geojson_seeds()},
        {"terrain_tif", [](auto b) { read_terrain_file("t.tif", b); }, geotiff_seeds()},
        {"terrain_xml", [](auto b) { read_terrain_file("t.xml", b); }, dem_gml_seeds()},
        {"terrain_zip", [](auto b) { read_terrain_file("t.zip", b); },
         zipped("FG-GML-5136-00-00-DEM5A.xml", dem_gml_seeds().front())},
        {"terrain_tile", read_height_tile, tile_seeds()},
        {"datum_grid", read_datum_parameters, datum_grid_seeds()},
    };
#ifdef TODOKU_FUZZ_RADIO
    all.push_back(antenna_target());
#endif
#ifdef TODOKU_FUZZ_STUDY
    all.push_back(study_file_target());
#endif
    return all;
}

} // namespace todoku::fuzz
