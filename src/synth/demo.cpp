#include "synth/demo.hpp"

#include "core/checksum.hpp"
#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "io/raster_file.hpp"
#include "synth/assets.hpp"
#include "synth/census_file.hpp"
#include "synth/coverage_files.hpp"
#include "synth/drive_test.hpp"
#include "synth/ledgers.hpp"
#include "synth/network.hpp"
#include "synth/residents.hpp"
#include "synth/restricted_ground.hpp"
#include "synth/roads.hpp"
#include "synth/settlement.hpp"
#include "synth/study_text.hpp"
#include "synth/surroundings_files.hpp"
#include "synth/terrain.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <system_error>

namespace todoku::synth {

namespace fs = std::filesystem;

namespace {

/// Sums of everything a demo consists of, one "SHA-256  path" a line, as sha256sum writes and
/// checks them.
constexpr const char* kSums = "SHA256SUMS";

/// Regular files below the folder but for the sums, by path from it, in order.
std::map<std::string, fs::path> files_below(const fs::path& folder) {
    std::map<std::string, fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = fs::relative(entry.path(), folder).generic_string();
        if (!entry.is_directory() && name != kSums) {
            files.emplace(name, entry.path());
        }
    }
    return files;
}

std::string sums_of(const fs::path& folder) {
    std::string text;
    for (const auto& [name, file] : files_below(folder)) {
        text += sha256_of_file(file) + "  " + name + "\n";
    }
    return text;
}

std::map<std::string, std::string> read_sums(const fs::path& file) {
    std::map<std::string, std::string> sums;
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        if (const auto gap = line.find("  "); gap != std::string::npos) {
            sums.emplace(line.substr(gap + 2), line.substr(0, gap));
        }
    }
    return sums;
}

/// The first file that is not as a demo left it: somebody's, edited or added; nothing where the
/// folder may be replaced.
std::optional<std::string> foreign_content(const fs::path& folder) {
    std::error_code error;
    if (!fs::exists(folder, error)) {
        return std::nullopt;
    }
    if (!fs::is_directory(folder, error)) {
        return folder.filename().string();
    }
    const auto sums = read_sums(folder / kSums);
    for (const auto& [name, file] : files_below(folder)) {
        const auto sum = sums.find(name);
        if (sum == sums.end() || sha256_of_file(file) != sum->second) {
            return name;
        }
    }
    return std::nullopt;
}

/// An earlier demo may be replaced; anything else in the folder is somebody's work.
void refuse_foreign_folder(const fs::path& folder) {
    if (const auto found = foreign_content(folder)) {
        throw UsageError(
            {folder.string() + " には、書き出したままの模擬データでないもの（" + *found +
                 "）があります。上書きしないので、空のフォルダか新しい名前を指定してください。",
             folder.string() + " holds something else than an untouched demo (" + *found +
                 ") and is not overwritten. Name an empty or new folder."});
    }
}

void check_scale(double scale) {
    if (!(scale >= 0.01 && scale <= 100.0)) {
        throw UsageError({"--scale は 0.01 から 100 までの数にしてください。",
                          "--scale must be between 0.01 and 100."});
    }
}

/// Places every kilometre or so along the main roads.
std::vector<geo::LatLng> roadside_of(const std::vector<MadeRoad>& roads) {
    constexpr std::size_t kEvery = 16; // vertices, about 70 m apart
    std::vector<geo::LatLng> places;
    for (const MadeRoad& road : roads) {
        for (std::size_t i = 0; i < road.line.size(); i += kEvery) {
            places.push_back(road.line[i]);
        }
    }
    return places;
}

/// The carriers plan for the people as the 250 m census shows them, whatever mesh the study counts
/// on.
Demand demand_of(const std::vector<CensusCell>& residents) {
    std::vector<geo::LatLng> places;
    std::vector<double> people;
    for (const CensusCell& cell : residents) {
        places.push_back(cell.cell.centre());
        people.push_back(static_cast<double>(cell.figures[kTotal]));
    }
    return {std::move(places), std::move(people)};
}

} // namespace

void write_demo(const DemoRequest& request, Progress& progress) {
    check_scale(request.scale);
    static_cast<void>(census_file_stem(request.mesh)); // refuses a mesh level that cannot be made
    refuse_foreign_folder(request.folder);
    OutputFolder output(request.folder);
    const fs::path inputs = output.staging() / "inputs";
    for (const char* folder : {"population", "coverage", "assets"}) {
        fs::create_directories(inputs / folder);
    }
    constexpr std::int64_t kSteps = 7;
    progress.begin({"模擬データを作る", "making the synthetic prefecture"}, kSteps);
    const auto step_done = [&progress] {
        progress.advance();
        progress.check();
    };

    const Prefecture prefecture = make_prefecture(request.seed);
    write_municipalities(inputs, prefecture);
    write_zones(inputs, prefecture);
    step_done();

    io::write_geotiff(inputs / "terrain.tif",
                      draw_terrain(prefecture, request.seed, request.threads));
    step_done();

    const std::vector<MadeRoad> roads = lay_roads(prefecture, request.seed);
    const Settlement settlement = settle(prefecture, roads, request.seed);
    write_roads(inputs, roads);
    const std::vector<CensusCell> residents =
        populate(prefecture, settlement, domain::MeshLevel::M250, request.seed, request.threads);
    const std::vector<std::string> census = write_census_files(
        inputs / "population",
        request.mesh == domain::MeshLevel::M250
            ? residents
            : populate(prefecture, settlement, request.mesh, request.seed, request.threads),
        request.mesh);
    step_done();

    const Demand demand = demand_of(residents);
    const Ground ground = [&landscape = prefecture.landscape](geo::LatLng place) {
        return std::max(0.0, landscape.grid.between(landscape.height, place));
    };
    const std::vector<NetworkLayer> networks = build_networks(
        {demand, ground, roadside_of(roads), request.seed, request.scale, request.threads});
    step_done();

    const std::vector<CoverageDelivery> deliveries =
        write_deliveries(inputs / "coverage", networks);
    write_stations(inputs, networks);
    write_drive_test(inputs, roads, networks, request.seed);
    step_done();

    const AssetStock assets =
        make_assets(prefecture, settlement, residents, request.scale, request.seed);
    write_ledgers(inputs / "assets", assets);
    write_places(inputs, make_places(assets, request.seed));
    write_restrictions(inputs, draw_parks(request.seed),
                       draw_slides(prefecture, residents, request.seed));
    step_done();

    write_file_atomically(output.staging() / "study.toml",
                          demo_study(request.mesh, request.seed, census, deliveries) +
                              (request.letters ? request.letters(output.staging()) : ""));
    write_file_atomically(output.staging() / kSums, sums_of(output.staging()));
    output.commit();
    progress.advance();
    progress.end();
}

} // namespace todoku::synth
