#include "study/lab.hpp"

#include "core/counted.hpp"
#include "core/csv.hpp"
#include "domain/mesh.hpp"
#include "geo/ellipsoid.hpp"
#include "io/raster_file.hpp"
#include "io/readers.hpp"
#include "overlay/covered_shares.hpp"
#include "overlay/crowded_cell.hpp"
#include "overlay/self_check.hpp"
#include "radio/path_loss.hpp"
#include "study/csv_table.hpp"

#include <fmt/compile.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

namespace todoku::study::lab {

namespace {

domain::MeshLevel level_of(const std::string& name) {
    if (const auto level = domain::mesh_level_of(name)) {
        return *level;
    }
    throw UsageError(
        {"メッシュの区分「" + name +
             "」はありません。80km 10km 5km 2km 1km 500m 250m 125m 100m のどれかです。",
         "There is no mesh level \"" + name +
             "\". Levels: 80km 10km 5km 2km 1km 500m 250m 125m 100m."});
}

/// Names the file in what is said of a crowded cell.
template <class Measure>
auto naming(const std::filesystem::path& file, const Measure& measure) {
    try {
        return measure();
    } catch (const overlay::CrowdedCell& cell) {
        throw overlay::CrowdedCell(cell, same_text(file.string()));
    }
}

Text about_line(std::int64_t line, const Text& problem) {
    return {fmt::format("{}行目: {}", line, problem.ja),
            fmt::format("line {}: {}", line, problem.en)};
}

/// Why a place has no mesh code.
Text unplaced(const std::string& lat, const std::string& lon, bool numbers) {
    if (!numbers) {
        return {fmt::format("緯度経度「{}」「{}」を数として読めません。十進の度（例: "
                            "34.7303,136.5086）で書いてください。",
                            lat, lon),
                fmt::format("\"{}\", \"{}\" are not two numbers. Write decimal degrees such as "
                            "34.7303,136.5086.",
                            lat, lon)};
    }
    return {
        fmt::format("緯度経度 {}, {} はメッシュの範囲（北緯0度以上66度40分未満、東経100度以上180"
                    "度未満）の外です。",
                    lat, lon),
        fmt::format("{}, {} is outside the mesh system (latitude 0 to under 66 2/3, longitude "
                    "100 to under 180).",
                    lat, lon)};
}

} // namespace

std::size_t encode(std::istream& in, std::ostream& out, const std::string& level_name,
                   const Complain& complain) {
    const domain::MeshLevel level = level_of(level_name);
    const CsvTable table = CsvTable::from_stream("stdin", in);
    const std::size_t lat = table.column("lat");
    const std::size_t lon = table.column("lon");
    std::vector<std::string> record = table.header;
    record.emplace_back("code");
    write_csv_record(out, record);
    std::size_t failed = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto problem = table.width_problem(row);
        const auto y = problem ? std::nullopt : table.number(row, lat);
        const auto x = problem ? std::nullopt : table.number(row, lon);
        const auto cell =
            y && x ? domain::MeshCell::at(geo::LatLng::from_degrees(*y, *x), level) : std::nullopt;
        if (!cell) {
            ++failed;
            complain(about_line(table.lines[row],
                                problem ? *problem
                                        : unplaced(table.at(row, lat), table.at(row, lon),
                                                   y.has_value() && x.has_value())));
        }
        record = table.rows[row];
        record.resize(std::max(record.size(), table.header.size()));
        record.push_back(cell ? cell->code() : "");
        write_csv_record(out, record);
    }
    return failed;
}

std::size_t decode(std::istream& in, std::ostream& out, const std::string& level_name,
                   const Complain& complain) {
    const std::optional<domain::MeshLevel> level =
        level_name.empty() ? std::nullopt : std::optional(level_of(level_name));
    const CsvTable table = CsvTable::from_stream("stdin", in);
    const std::size_t column = table.column("code");
    write_csv_record(out,
                     std::vector<std::string>{"code", "level", "south", "west", "north", "east"});
    std::size_t failed = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::string code(trimmed(table.at(row, column)));
        const auto problem = table.width_problem(row);
        const auto cell = problem ? std::nullopt : domain::MeshCell::parse(code, level);
        if (!cell) {
            ++failed;
            complain(about_line(
                table.lines[row],
                problem ? *problem
                        : Text{fmt::format("「{}」はメッシュコードではありません。", code),
                               fmt::format("\"{}\" is not a mesh code.", code)}));
            write_csv_record(out, std::vector<std::string>{code, "", "", "", "", ""});
            continue;
        }
        const geo::Box box = cell->box();
        write_csv_record(out, std::vector<std::string>{code, domain::name_of(cell->level()),
                                                       shortest(box.south), shortest(box.west),
                                                       shortest(box.north), shortest(box.east)});
    }
    return failed;
}

namespace {

// Says the largest error. @throws ExternalError where it is above what is promised
void self_check(const geo::MultiPolygon& polygons, std::span<const overlay::CellShare> shares,
                const domain::MeshWindow& window, bool apart, Threads threads,
                const Complain& complain) {
    std::vector<domain::MeshCell> cells;
    std::vector<double> values;
    for (const overlay::CellShare& share : shares) {
        cells.push_back(share.cell);
        values.push_back(share.share);
    }
    const std::vector<overlay::LayerShapes> layers = {{&polygons}};
    const overlay::SelfCheck check =
        overlay::check_shares({.layers = layers,
                               .cells = cells,
                               .columns = {{[](std::uint32_t mask) { return mask != 0; }, values}},
                               .whole_window = window,
                               .apart = apart},
                              threads);
    if (!check.passed()) {
        const Text text = overlay::told(check);
        throw ExternalError(
            {text.ja + "。結果は書きませんでした。", text.en + ". Nothing was written."});
    }
    complain(overlay::told(check));
}

} // namespace

namespace {

io::LoadedCoverage read_polygons(const FractionsRequest& request, const Complain& complain,
                                 Progress& progress) {
    io::CoverageSource source;
    source.sources = {{request.file, request.file.string(), request.layer, request.where,
                       request.crs, std::nullopt}};
    source.carrier = "lab";
    source.polygons = {.as_they_are = true, .by = request.by};
    progress.begin({"読み込み", "reading"}, 0);
    io::LoadedCoverage loaded = io::read_coverage(source);
    progress.end();
    for (const Issue& issue : loaded.issues) {
        const Text row =
            issue.row ? Text{fmt::format(" {}行目", *issue.row), fmt::format(" row {}", *issue.row)}
                      : Text{};
        complain(
            {fmt::format("{}{}: {} {}", issue.file, row.ja, issue.problem.ja, issue.action.ja),
             fmt::format("{}{}: {} {}", issue.file, row.en, issue.problem.en, issue.action.en)});
    }
    return loaded;
}

/// All Japan's window has 81 million cells of 250 m. @throws InputError for more than can be listed
void require_room(const domain::MeshWindow& window) {
    constexpr std::size_t kMostCells = 100'000'000;
    if (window.size() > kMostCells) {
        throw InputError(
            {fmt::format("ポリゴンの範囲には {} のメッシュが {} 個あり、一度に扱える {} "
                         "個を超えます。--bbox で区切るか、粗い --mesh にしてください。",
                         domain::name_of(window.level), counted(window.size()),
                         counted(kMostCells)),
             fmt::format(
                 "The polygons' extent holds {} cells of {}, more than {} at a time. Cut it "
                 "up with --bbox, or choose a coarser --mesh.",
                 counted(window.size()), domain::name_of(window.level), counted(kMostCells))});
    }
}

/// @throws InputError where the result would not fit into a usual terminal's memory (1.2 GB)
void require_room(const io::RasterLattice& raster, const std::filesystem::path& file) {
    constexpr std::int64_t kMostPixels = 300'000'000;
    const std::int64_t pixels = std::int64_t{raster.rows} * raster.columns;
    if (pixels > kMostPixels) {
        throw InputError(
            {fmt::format("{} の画素は {} 個で、一度に扱える {} 個を超えます。gdal_translate "
                         "-projwin などで区切って指定してください。",
                         file.string(), counted(pixels), counted(kMostPixels)),
             fmt::format("{} has {} pixels, more than {} at a time. Cut it up, with "
                         "gdal_translate -projwin for instance.",
                         file.string(), counted(pixels), counted(kMostPixels))});
    }
}

/// The polygons by PolygonReading::by; under "" where that is not asked for.
std::map<std::string, geo::MultiPolygon> layers_of(io::LoadedCoverage& loaded) {
    std::map<std::string, geo::MultiPolygon> layers;
    if (loaded.values.empty()) {
        layers[""] = std::move(loaded.value.polygons);
        return layers;
    }
    for (std::size_t i = 0; i < loaded.values.size(); ++i) {
        layers[loaded.values[i]].polygons.push_back(std::move(loaded.value.polygons.polygons[i]));
    }
    return layers;
}

/// @param before what stands in front of each line
void write_shares(std::span<const overlay::CellShare> shares, const std::string& before,
                  std::ostream& out) {
    fmt::memory_buffer text;
    for (const overlay::CellShare& share : shares) {
        fmt::format_to(std::back_inserter(text), FMT_COMPILE("{}{},{}\n"), before,
                       share.cell.code(), share.share);
        if (constexpr std::size_t kEnough = 1U << 16U; text.size() > kEnough) {
            out.write(text.data(), static_cast<std::streamsize>(text.size()));
            text.clear();
        }
    }
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

overlay::Overlaps overlaps_of(const io::LoadedCoverage& loaded) {
    return loaded.apart ? overlay::Overlaps::None : overlay::Overlaps::Possible;
}

} // namespace

std::size_t fractions(const FractionsRequest& request, std::ostream& out, const Complain& complain,
                      Progress& progress) {
    const domain::MeshLevel level = level_of(request.level);
    io::LoadedCoverage loaded = read_polygons(request, complain, progress);
    const geo::Box box = request.box ? *request.box : geo::bounds(loaded.value.polygons);
    const domain::MeshWindow window = domain::MeshWindow::around(box, level);
    require_room(window);
    const auto layers = layers_of(loaded);
    progress.begin({"被覆率の計算", "measuring"}, 0);
    std::vector<std::string> header = {"code", "fraction"};
    if (!request.by.empty()) {
        header.insert(header.begin(), request.by);
    }
    write_csv_record(out, header);
    std::size_t cells = 0;
    for (const auto& [value, polygons] : layers) {
        const auto shares = naming(request.file, [&] {
            return overlay::covered_shares(polygons, window, request.threads, overlaps_of(loaded));
        });
        if (request.self_check) {
            self_check(polygons, shares, window, loaded.apart, request.threads, complain);
        }
        write_shares(shares, request.by.empty() ? "" : csv_field(value) + ",", out);
        cells += shares.size();
    }
    progress.end();
    if (cells == 0) {
        complain(
            {"覆われるメッシュがありません。ポリゴンがメッシュの範囲（北緯0度以上66度40分未満、東"
             "経100度以上180度未満）と --bbox の中にあるか確かめてください。",
             "No cell is covered. Check that the polygons lie in the mesh system (latitude 0 to "
             "under 66 2/3, longitude 100 to under 180) and in --bbox."});
    }
    return cells;
}

std::size_t raster_fractions(const FractionsRequest& request, const std::filesystem::path& output,
                             const Complain& complain, Progress& progress) {
    const io::RasterLattice raster = io::read_raster_lattice(request.like, std::nullopt);
    require_room(raster, request.like);
    const io::LoadedCoverage loaded = read_polygons(request, complain, progress);
    geo::HeightGrid grid;
    grid.rows = static_cast<std::size_t>(raster.rows);
    grid.columns = static_cast<std::size_t>(raster.columns);
    grid.lat_step = raster.lat_step;
    grid.lng_step = raster.lng_step;
    grid.north = raster.south + (raster.rows - 0.5) * raster.lat_step;
    grid.west = raster.west + 0.5 * raster.lng_step;
    grid.heights.assign(grid.rows * grid.columns, 0.0F);
    constexpr std::int32_t kFirst = overlay::Lattice::kFirst;
    const overlay::LatticeWindow window(
        overlay::Lattice(raster.south, raster.west, 1.0 / raster.lat_step, 1.0 / raster.lng_step),
        kFirst, kFirst, raster.rows, raster.columns);
    std::size_t covered = 0;
    progress.begin({"被覆率の計算", "measuring"}, 0);
    naming(request.file, [&] {
        overlay::for_each_share_run(
            loaded.value.polygons, window, request.threads,
            [&](std::span<const overlay::ShareRun> runs) {
                for (const overlay::ShareRun& run : runs) {
                    const std::size_t row =
                        grid.rows - 1 - static_cast<std::size_t>(run.row - kFirst);
                    const auto first = grid.heights.begin() +
                                       static_cast<std::ptrdiff_t>(row * grid.columns) +
                                       (run.column - kFirst);
                    std::fill_n(first, run.cells, static_cast<float>(run.share));
                    covered += static_cast<std::size_t>(run.cells);
                }
                progress.check();
            },
            overlaps_of(loaded));
    });
    progress.end();
    io::write_geotiff(output, grid);
    return covered;
}

std::vector<std::string> model_names() {
    std::vector<std::string> names;
    for (const radio::PathModel& model : radio::path_models()) {
        names.emplace_back(model.id);
    }
    return names;
}

} // namespace todoku::study::lab
