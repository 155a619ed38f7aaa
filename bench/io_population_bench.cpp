// Census meshes of all Japan and a boundary file of all Japan, made here in the shape of the real
// ones, and what reading them takes. Files are written on the first run and kept in
// $TODOKU_BENCH_DIR (else the system's temporary folder), so that a second run measures reading
// alone, its peak memory too (/usr/bin/time -v).
#include "core/encoding.hpp"
#include "domain/mesh.hpp"
#include "io/readers.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

namespace {

using namespace todoku;
namespace fs = std::filesystem;

fs::path bench_folder() {
    const char* named = std::getenv("TODOKU_BENCH_DIR");
    const fs::path folder =
        (named != nullptr ? fs::path(named) : fs::temp_directory_path()) / "todoku_io_bench";
    fs::create_directories(folder);
    return folder;
}

/// splitmix64 (Steele, Lea, Flood 2014): seeded, the same everywhere.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t below(std::uint64_t n) {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return (z ^ (z >> 31U)) % n;
    }

private:
    std::uint64_t state_;
};

// e-Stat T001101: 4 columns of codes and 50 figures, two header rows, CP932, CR LF.
constexpr int kFigures = 50;
constexpr int kFiles = 170;
constexpr int kCellsPerFile = 3000; // about half a million populated cells of 500 m in Japan

std::string census_header() {
    std::string codes = "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN";
    std::string labels = ",,,";
    for (int i = 1; i <= kFigures; ++i) {
        codes += fmt::format(",T001101{:03}", i);
        labels += i == 1    ? ",　人口（総数）"
                  : i == 19 ? ",　６５歳以上人口　総数"
                  : i == 22 ? ",　７５歳以上人口　総数"
                  : i == 34 ? ",　世帯総数"
                            : fmt::format(",　１５～６４歳人口　第{}欄　一般世帯数", i);
    }
    return codes + "\r\n" + labels + "\r\n";
}

/// One primary mesh: of each four cells the last has its details in the first.
std::string census_file(int number) {
    Dice dice(static_cast<std::uint64_t>(number) + 1);
    std::string text = census_header();
    const int primary = (36 + number % 30) * 100 + 28 + number / 30 * 3;
    for (int i = 0; i < kCellsPerFile; ++i) {
        const int kilometre = i / 4 * 8;
        const std::string code =
            fmt::format("{}{}{}{}{}{}", primary, kilometre / 800 % 8, kilometre / 100 % 8,
                        kilometre / 10 % 10, kilometre % 10, i % 4 + 1);
        const bool holds = i % 4 == 0;
        const bool merged = i % 4 == 3;
        text += code +
                (merged  ? ",2," + code.substr(0, 8) + "1,"
                 : holds ? ",1,,"
                         : ",0,,") +
                (holds ? code.substr(0, 8) + "4" : "");
        const auto people = 1 + dice.below(merged ? 9 : 900);
        for (int column = 1; column <= kFigures; ++column) {
            text += column == 1 ? fmt::format(",{}", people)
                    : merged    ? ",*"
                                : fmt::format(",{}", people * dice.below(100) / 100);
        }
        text += "\r\n";
    }
    return encode_cp932(text).bytes;
}

const std::vector<fs::path>& census_files() {
    static const std::vector<fs::path> files = [] {
        std::vector<fs::path> made;
        for (int i = 0; i < kFiles; ++i) {
            made.push_back(bench_folder() / fmt::format("tblT001101H{:04}.txt", i));
            if (!fs::exists(made.back())) {
                std::ofstream(made.back(), std::ios::binary) << census_file(i);
            }
        }
        return made;
    }();
    return files;
}

void read_census_of_japan(benchmark::State& state) {
    io::PopulationSource source;
    source.files = census_files();
    source.census = "census";
    std::uintmax_t bytes = 0;
    for (const fs::path& file : source.files) {
        source.shown_as.push_back(file.filename().string());
        bytes += fs::file_size(file);
    }
    std::size_t cells = 0;
    for (auto _ : state) {
        const auto loaded = io::read_population(source);
        cells = loaded.value.size();
        benchmark::DoNotOptimize(loaded.value.population.data());
    }
    state.counters["cells"] = static_cast<double>(cells);
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes) *
                            static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(read_census_of_japan)->Unit(benchmark::kMillisecond);

// N03 of the whole country (2024): 124,094 features, many islands, few long coasts; 15 decimals.
constexpr int kFeatures = 124094;

geo::Ring coast(int number) {
    const int vertices = number % 400 == 0 ? 20000 : 75;
    Dice dice(static_cast<std::uint64_t>(number));
    const double lat = 31.0 + static_cast<double>(dice.below(13000)) / 1000.0;
    const double lng = 130.0 + static_cast<double>(dice.below(13000)) / 1000.0;
    geo::Ring ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / vertices;
        const double radius =
            (vertices > 1000 ? 0.15 : 0.002) * (1.0 + 0.1 * std::sin(37.0 * angle));
        ring.push_back(geo::LatLng::from_degrees(lat + radius * std::sin(angle),
                                                 lng + radius * std::cos(angle)));
    }
    ring.push_back(ring.front());
    return ring;
}

struct N03Row {
    std::string prefecture;
    std::string name;
    std::string code;
};

N03Row n03_row(int number) {
    const int prefecture = number % 47 + 1;
    const int city = 201 + number / 47 % 40;
    return {std::string(domain::prefecture_name(prefecture).ja), fmt::format("第{}市", city),
            fmt::format("{:02}{:03}", prefecture, city)};
}

void write_geojson(const fs::path& file) {
    std::ofstream out(file, std::ios::binary);
    out << "{\n\"type\": \"FeatureCollection\",\n\"name\": \"N03\",\n\"features\": [\n";
    for (int i = 0; i < kFeatures; ++i) {
        const N03Row row = n03_row(i);
        out << fmt::format(
            R"({}{{ "type": "Feature", "properties": {{ "N03_001": "{}", "N03_002": null, "N03_003": null, "N03_004": "{}", "N03_005": null, "N03_007": "{}" }}, "geometry": {{ "type": "Polygon", "coordinates": [ [ )",
            i == 0 ? "" : ",\n", row.prefecture, row.name, row.code);
        bool first = true;
        for (const geo::LatLng& point : coast(i)) {
            out << fmt::format("{}[ {:.14f}, {:.14f} ]", first ? "" : ", ", point.lng(),
                               point.lat());
            first = false;
        }
        out << " ] ] } }";
    }
    out << "\n]\n}\n";
}

void write_layer(const fs::path& file, io::VectorFormat format) {
    io::VectorWriter writer(file, format);
    writer.begin_layer({"N03",
                        io::GeometryKind::MultiPolygon,
                        {{"N03_001"}, {"N03_004"}, {"N03_007", io::FieldType::Text, 5}}});
    for (int i = 0; i < kFeatures; ++i) {
        const N03Row row = n03_row(i);
        writer.write(geo::MultiPolygon{{{coast(i), {}}}}, {row.prefecture, row.name, row.code});
    }
    writer.finish();
}

void read_boundaries_of_japan(benchmark::State& state, const char* ending) {
    const fs::path file = bench_folder() / (std::string("N03") + ending);
    if (!fs::exists(file)) {
        const std::string wanted = ending;
        if (wanted == ".geojson") {
            write_geojson(file);
        } else {
            write_layer(file, wanted == ".shp"    ? io::VectorFormat::Shapefile
                              : wanted == ".gpkg" ? io::VectorFormat::GeoPackage
                                                  : io::VectorFormat::FlatGeobuf);
        }
    }
    io::MunicipalitySource source;
    source.source.file = file;
    source.prefecture = 24;
    for (auto _ : state) {
        const auto loaded = io::read_municipalities(source);
        benchmark::DoNotOptimize(loaded.value.data());
    }
    state.counters["MB"] = static_cast<double>(fs::file_size(file)) / 1e6;
}
BENCHMARK_CAPTURE(read_boundaries_of_japan, geojson, ".geojson")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_boundaries_of_japan, shapefile, ".shp")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_boundaries_of_japan, geopackage, ".gpkg")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_boundaries_of_japan, flatgeobuf, ".fgb")->Unit(benchmark::kMillisecond);

} // namespace
