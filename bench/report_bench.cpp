// How long one A3 sheet of 100,000 cells takes, PDF and PNG together, in CPU time: classes in
// patches as coverage makes them, and scattered at random, the hardest case.
#include "report/map_sheet.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <filesystem>

namespace {

using namespace todoku;
using namespace todoku::report;

// 400 x 250 cells of 250 m: a prefecture of 6,250 km2 with hills, every class, 300 gaps and 20
// sites.
struct Sheet {
    geo::MultiPolygon land;
    geo::HeightGrid terrain;
    MapSheet sheet;

    explicit Sheet(bool scattered) {
        const domain::MeshWindow window = {domain::MeshLevel::M250, 16200, 43580, 400, 250};
        const geo::Box box = window.box();
        geo::Polygon polygon;
        for (int i = 0; i < 4000; ++i) { // a coast of 4,000 vertices
            const double angle = i * 2.0 * 3.14159265358979 / 4000.0;
            const double reach =
                0.47 + 0.02 * std::sin(angle * 61.0) + 0.01 * std::sin(angle * 397.0);
            polygon.outer.push_back(geo::LatLng::from_degrees(
                box.centre().lat() + (box.north - box.south) * reach * std::sin(angle),
                box.centre().lng() + (box.east - box.west) * reach * std::cos(angle)));
        }
        land.polygons.push_back(polygon);
        terrain = {box.north + 0.2, box.west - 0.2, 1.0 / 1200.0, 1.0 / 1200.0, 0, 0, {}};
        terrain.rows = static_cast<std::size_t>((box.north - box.south + 0.4) * 1200.0);
        terrain.columns = static_cast<std::size_t>((box.east - box.west + 0.4) * 1200.0);
        for (std::size_t row = 0; row < terrain.rows; ++row) {
            for (std::size_t column = 0; column < terrain.columns; ++column) {
                const auto x = static_cast<double>(column);
                const auto y = static_cast<double>(row);
                terrain.heights.push_back(
                    static_cast<float>(300.0 + 200.0 * std::sin(x / 31.0) * std::cos(y / 27.0) +
                                       60.0 * std::sin(x / 7.0 + y / 5.0)));
            }
        }
        sheet.title = "5G未整備エリア図（キャリアA）";
        sheet.extent = box;
        sheet.municipalities = {{"架空市", &land}};
        sheet.terrain = &terrain;
        sheet.stamp = "模擬データ";
        sheet.stamp_across = true;
        sheet.as_of = Date{std::chrono::year{2026}, std::chrono::month{10}, std::chrono::day{1}};
        for (std::size_t i = 0; i < window.size(); ++i) {
            const auto row = static_cast<double>(i / 250);
            const auto column = static_cast<double>(i % 250);
            const double patch = 1.0 + 0.5 * (std::sin(row / 9.0) * std::cos(column / 7.0) +
                                              std::sin(row / 3.1 + column / 2.7));
            const std::size_t mix =
                scattered ? i * 2654435761U % 97 : static_cast<std::size_t>(patch * 48.0);
            const CellClass shows = mix < 70   ? CellClass::Covered5g
                                    : mix < 85 ? CellClass::UncoveredEmpty
                                    : mix < 91 ? CellClass::GapFew
                                    : mix < 95 ? CellClass::GapSome
                                               : CellClass::GapMany;
            sheet.cells.push_back({window.cell(i), shows});
        }
        const auto place = [&box](int i, int a, int b) {
            return geo::LatLng::from_degrees(
                box.south + (box.north - box.south) * ((i * a) % 307) / 307.0,
                box.west + (box.east - box.west) * ((i * b) % 311) / 311.0);
        };
        for (int i = 0; i < 300; ++i) {
            sheet.gaps.push_back({i + 1, place(i, 101, 57), 300.0 - i});
        }
        for (int i = 0; i < 20; ++i) {
            sheet.sites.push_back({i + 1, "市民センター", place(i, 37, 91)});
        }
    }
};

void a3_sheet_of_100000_cells(benchmark::State& state, bool scattered) {
    const Sheet sheet(scattered);
    const std::filesystem::path stem = std::filesystem::temp_directory_path() / "todoku-bench-map";
    for ([[maybe_unused]] auto _ : state) {
        write_map(sheet.sheet, stem);
    }
    for (const char* ending : {".pdf", ".png"}) {
        const std::filesystem::path file = stem.string() + ending;
        state.counters[ending + 1] = static_cast<double>(std::filesystem::file_size(file));
        std::filesystem::remove(file);
    }
}
BENCHMARK_CAPTURE(a3_sheet_of_100000_cells, in_patches, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(a3_sheet_of_100000_cells, scattered, true)->Unit(benchmark::kMillisecond);

} // namespace
