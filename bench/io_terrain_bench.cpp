// How long 2,000 files of 5 m heights take, as a prefecture downloads them: 20 ZIPs of 100 files
// each.
//
// Inputs are made here: secondary meshes 5236-00 to 5236-34 (5 x 4 of them, 67.5 million posts, 1.2
// GB unpacked), each post's height by its place, one in 50 void.
#include "io/readers.hpp"
#include "support/fgd_dem_files.hpp"
#include "support/temporary_folder.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <zip.h>

#include <list>
#include <stdexcept>

namespace {

using namespace todoku;

std::string tuples() {
    test::FgdDem dem;
    int post = 0;
    return test::fgd_tuples(dem, [&post](double lat, double lng) {
        return ++post % 50 == 0
                   ? std::string()
                   : fmt::format("地表面,{:.2f}", (lat - 34.0) * 300.0 + (lng - 136.0) * 200.0);
    });
}

void write_zip(const std::filesystem::path& file, const std::string& secondary,
               const std::string& heights) {
    zip_t* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    std::list<std::string> texts; // libzip reads them at zip_close()
    for (int third = 0; third < 100; ++third) {
        test::FgdDem dem;
        dem.mesh = fmt::format("{}{:02}", secondary, third);
        dem.tuples = heights;
        texts.push_back(test::fgd_dem_xml(dem));
        const std::string name = fmt::format("FG-GML-{}-{}-{:02}-DEM5A-20161001.xml",
                                             secondary.substr(0, 4), secondary.substr(4), third);
        zip_file_add(archive, name.c_str(),
                     zip_source_buffer(archive, texts.back().data(), texts.back().size(), 0),
                     ZIP_FL_ENC_UTF_8);
    }
    if (zip_close(archive) != 0) {
        throw std::runtime_error("cannot write " + file.string());
    }
}

const test::TemporaryFolder& packed() {
    static const test::TemporaryFolder folder;
    if (std::filesystem::is_empty(folder.path())) {
        const std::string heights = tuples();
        for (int row = 0; row < 4; ++row) {
            for (int column = 0; column < 5; ++column) {
                const std::string mesh = fmt::format("5236{}{}", row, column);
                write_zip(folder.path() / ("FG-GML-" + mesh + "-DEM5A.zip"), mesh, heights);
            }
        }
    }
    return folder;
}

void read_all(benchmark::State& state) {
    io::TerrainRequest request;
    request.files = {packed().path()};
    request.window = {34.0, 136.0, 35.5, 137.0};
    request.most_posts = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        const io::LoadedTerrain loaded = io::read_terrain(request);
        state.counters["files"] = static_cast<double>(loaded.counts.used);
        state.counters["posts"] = static_cast<double>(loaded.value.heights.size());
    }
}
// As `todoku run` keeps heights, and as `todoku check` looks at them.
BENCHMARK(read_all)->Arg(160'000'000)->Arg(1'000'000)->Iterations(1)->Unit(benchmark::kSecond);

/// A window of one tertiary mesh: the other 1,999 files are told by their names and stay packed.
void read_one(benchmark::State& state) {
    io::TerrainRequest request;
    request.files = {packed().path()};
    const double south = test::south_of("52361255");
    const double west = test::west_of("52361255");
    request.window = {south + 0.001, west + 0.001, south + 0.007, west + 0.011};
    for (auto _ : state) {
        benchmark::DoNotOptimize(io::read_terrain(request));
    }
}
BENCHMARK(read_one)->Iterations(5)->Unit(benchmark::kMillisecond);

} // namespace
