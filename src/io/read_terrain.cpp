#include "core/error.hpp"
#include "io/readers.hpp"
#include "io/terrain_source.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <gdal_utils.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

// Heights outside this range are no ground in Japan in metres, with room to spare: the deepest open
// pit lies at -170 m (八戸キャニオン), Mt. Fuji is 3,776 m.
constexpr float kLeastHeight = -500.0F;
constexpr float kGreatestHeight = 4000.0F;

/// Two files stand on one lattice where their posts fall together within this share of a step.
constexpr double kSameStep = 1e-6;
constexpr double kSamePost = 0.01;

InputError damaged(const fs::path& file, const GdalMessages& messages) {
    const std::string name = file.filename().string();
    return InputError(
        {name + " は途中で壊れています（" + messages.last_error() +
             "）。元のファイルをもらい直してください。",
         name + " is damaged (" + messages.last_error() + "). Ask for the file again."});
}

bool share_a_lattice(const std::vector<TerrainSource>& sources) {
    const PostLattice& first = sources.front().lattice;
    return std::all_of(sources.begin(), sources.end(), [&](const TerrainSource& source) {
        const PostLattice& other = source.lattice;
        const double rows = (first.north - other.north) / first.lat_step;
        const double columns = (other.west - first.west) / first.lng_step;
        return source.on_lattice && std::abs(other.lat_step / first.lat_step - 1.0) < kSameStep &&
               std::abs(other.lng_step / first.lng_step - 1.0) < kSameStep &&
               std::abs(rows - std::round(rows)) < kSamePost &&
               std::abs(columns - std::round(columns)) < kSamePost;
    });
}

/// Rows and columns of a lattice; ends excluded.
struct Range {
    long first_row = 0;
    long end_row = 0;
    long first_column = 0;
    long end_column = 0;
    [[nodiscard]] bool empty() const { return first_row >= end_row || first_column >= end_column; }
    [[nodiscard]] Range intersected(const Range& other) const {
        return {std::max(first_row, other.first_row), std::min(end_row, other.end_row),
                std::max(first_column, other.first_column), std::min(end_column, other.end_column)};
    }
    void extend(const Range& other) {
        if (empty()) {
            *this = other;
            return;
        }
        first_row = std::min(first_row, other.first_row);
        end_row = std::max(end_row, other.end_row);
        first_column = std::min(first_column, other.first_column);
        end_column = std::max(end_column, other.end_column);
    }
};

/// The posts in the window and one around it, in rows and columns of the lattice.
Range range_of(const geo::Box& window, const PostLattice& lattice) {
    const auto whole = [](double index) {
        constexpr double kFar = 1e9;
        return static_cast<long>(std::clamp(index, -kFar, kFar));
    };
    return {whole(std::floor((lattice.north - window.north) / lattice.lat_step)),
            whole(std::ceil((lattice.north - window.south) / lattice.lat_step)) + 1,
            whole(std::floor((window.west - lattice.west) / lattice.lng_step)),
            whole(std::ceil((window.east - lattice.west) / lattice.lng_step)) + 1};
}

/// Where a file's posts lie on the lattice of the first.
Range range_of(const PostLattice& part, const PostLattice& lattice) {
    const long row = std::lround((lattice.north - part.north) / lattice.lat_step);
    const long column = std::lround((part.west - lattice.west) / lattice.lng_step);
    return {row, row + part.rows, column, column + part.columns};
}

/// Posts of one file into the places that are still void.
void paste(const TerrainSource& source, const Range& own, const Range& part, const Range& whole,
           geo::HeightGrid& grid, const GdalMessages& messages) {
    const int columns = static_cast<int>(part.end_column - part.first_column);
    const int rows = static_cast<int>(part.end_row - part.first_row);
    std::vector<float> heights(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    GDALRasterBand* band = source.dataset->GetRasterBand(1);
    if (band->RasterIO(GF_Read, static_cast<int>(part.first_column - own.first_column),
                       static_cast<int>(part.first_row - own.first_row), columns, rows,
                       heights.data(), columns, rows, GDT_Float32, 0, 0, nullptr) != CE_None) {
        throw damaged(source.file, messages);
    }
    int has_no_data = 0;
    const auto no_data = static_cast<float>(band->GetNoDataValue(&has_no_data));
    std::size_t from = 0;
    for (long row = part.first_row; row < part.end_row; ++row) {
        const auto to = static_cast<std::size_t>(row - whole.first_row) * grid.columns +
                        static_cast<std::size_t>(part.first_column - whole.first_column);
        for (std::size_t i = 0; i < static_cast<std::size_t>(columns); ++i, ++from) {
            float& post = grid.heights[to + i];
            if (std::isnan(post) && !(has_no_data != 0 && heights[from] == no_data)) {
                post = heights[from];
            }
        }
    }
}

/// Files on one lattice: their posts as they are, nothing interpolated; of two files at one post
/// the earlier counts.
geo::HeightGrid pasted(const std::vector<TerrainSource>& sources, const geo::Box& window,
                       const GdalMessages& messages) {
    const PostLattice& lattice = sources.front().lattice;
    const Range wanted = range_of(window, lattice);
    Range whole;
    for (const TerrainSource& source : sources) {
        if (const Range part = range_of(source.lattice, lattice).intersected(wanted);
            !part.empty()) {
            whole.extend(part);
        }
    }
    geo::HeightGrid grid;
    if (whole.empty()) {
        return grid;
    }
    grid.north = lattice.north - static_cast<double>(whole.first_row) * lattice.lat_step;
    grid.west = lattice.west + static_cast<double>(whole.first_column) * lattice.lng_step;
    grid.lat_step = lattice.lat_step;
    grid.lng_step = lattice.lng_step;
    grid.rows = static_cast<std::size_t>(whole.end_row - whole.first_row);
    grid.columns = static_cast<std::size_t>(whole.end_column - whole.first_column);
    grid.heights.assign(grid.rows * grid.columns, std::nanf(""));
    for (const TerrainSource& source : sources) {
        const Range own = range_of(source.lattice, lattice);
        if (const Range part = own.intersected(wanted); !part.empty()) {
            paste(source, own, part, whole, grid, messages);
        }
    }
    return grid;
}

/// Post spacing of a file in degrees, roughly: what decides which of several files is the finest.
double fineness(const TerrainSource& source) {
    return (source.box.north - source.box.south) / source.dataset->GetRasterYSize();
}

/// Files of several projections or steps, brought bilinearly onto one lattice of the finest step;
/// finer files win.
geo::HeightGrid warped(std::vector<TerrainSource>& sources, const geo::Box& window,
                       const GdalMessages& messages) {
    std::stable_sort(
        sources.begin(), sources.end(),
        [](const TerrainSource& a, const TerrainSource& b) { return fineness(a) > fineness(b); });
    const TerrainSource& finest = sources.back();
    geo::Box box;
    for (const TerrainSource& source : sources) {
        box.extend(source.box);
    }
    box = {std::max(box.south, window.south), std::max(box.west, window.west),
           std::min(box.north, window.north), std::min(box.east, window.east)};
    PostLattice lattice = finest.lattice;
    if (!finest.on_lattice) {
        lattice.lat_step = fineness(finest);
        lattice.lng_step = (finest.box.east - finest.box.west) / finest.dataset->GetRasterXSize();
        lattice.north = finest.box.north - lattice.lat_step / 2.0;
        lattice.west = finest.box.west + lattice.lng_step / 2.0;
    }
    const Range range = range_of(box, lattice);
    geo::HeightGrid grid;
    grid.north = lattice.north - static_cast<double>(range.first_row) * lattice.lat_step;
    grid.west = lattice.west + static_cast<double>(range.first_column) * lattice.lng_step;
    grid.lat_step = lattice.lat_step;
    grid.lng_step = lattice.lng_step;
    grid.rows = static_cast<std::size_t>(range.end_row - range.first_row);
    grid.columns = static_cast<std::size_t>(range.end_column - range.first_column);

    const double west = grid.west - grid.lng_step / 2.0;
    const double north = grid.north + grid.lat_step / 2.0;
    const double east = west + static_cast<double>(grid.columns) * grid.lng_step;
    const double south = north - static_cast<double>(grid.rows) * grid.lat_step;
    CPLStringList words;
    for (const std::string& word :
         {std::string("-t_srs"),        std::string("EPSG:6668"),  std::string("-r"),
          std::string("bilinear"),      std::string("-et"),        std::string("0.01"),
          std::string("-of"),           std::string("MEM"),        std::string("-ot"),
          std::string("Float32"),       std::string("-dstnodata"), std::string("nan"),
          std::string("-te"),           fmt::format("{}", west),   fmt::format("{}", south),
          fmt::format("{}", east),      fmt::format("{}", north),  std::string("-ts"),
          std::to_string(grid.columns), std::to_string(grid.rows)}) {
        words.AddString(word.c_str());
    }
    std::vector<GDALDatasetH> handles;
    for (const TerrainSource& source : sources) {
        handles.push_back(GDALDataset::ToHandle(source.dataset.get()));
    }
    GDALWarpAppOptions* options = GDALWarpAppOptionsNew(words.List(), nullptr);
    const Dataset result(GDALDataset::FromHandle(
        GDALWarp("", nullptr, static_cast<int>(handles.size()), handles.data(), options, nullptr)));
    GDALWarpAppOptionsFree(options);
    grid.heights.resize(grid.rows * grid.columns);
    const int columns = static_cast<int>(grid.columns);
    const int rows = static_cast<int>(grid.rows);
    if (!result ||
        result->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, columns, rows, grid.heights.data(),
                                           columns, rows, GDT_Float32, 0, 0, nullptr) != CE_None) {
        throw damaged(finest.file, messages);
    }
    return grid;
}

void note_odd_heights(const std::string& files, Loaded<geo::HeightGrid>& loaded) {
    const auto odd = std::count_if(loaded.value.heights.begin(), loaded.value.heights.end(),
                                   [](float h) { return h < kLeastHeight || h > kGreatestHeight; });
    if (odd > 0) {
        loaded.issues.push_back(
            {IssueKind::Noted,
             "implausible_heights",
             files,
             "",
             std::nullopt,
             "",
             std::to_string(odd),
             {fmt::format("標高が{:.0f}mから{:.0f}mの外の点が{}"
                          "個あります。単位（フィートなど）と欠測値を確かめてください。",
                          kLeastHeight, kGreatestHeight, odd),
              fmt::format("{} posts lie outside {:.0f} to {:.0f} m. Check the unit (feet?) and the "
                          "no-data value.",
                          odd, kLeastHeight, kGreatestHeight)},
             {"そのまま使いました。", "used as they are."}});
    }
}

} // namespace

Loaded<geo::HeightGrid> read_terrain(const std::vector<fs::path>& files, const geo::Box& window) {
    const GdalMessages messages;
    Loaded<geo::HeightGrid> loaded;
    std::vector<TerrainSource> sources;
    std::string names;
    for (const fs::path& file : files) {
        ++loaded.counts.read;
        ++loaded.counts.used;
        TerrainSource source = open_terrain(file, messages);
        if (source.box.touches(window)) {
            names += (names.empty() ? "" : ", ") + file.filename().string();
            sources.push_back(std::move(source));
        }
    }
    if (!sources.empty()) {
        loaded.value = share_a_lattice(sources) ? pasted(sources, window, messages)
                                                : warped(sources, window, messages);
    }
    if (loaded.value.empty()) {
        throw InputError(
            {fmt::format("標高データ（{}個のファイル）が対象の範囲（北緯{:.2f}〜{:.2f}度、東経{:."
                         "2f}〜{:.2f}度）にかかっていません。ファイルと座標系を確かめてください。",
                         files.size(), window.south, window.north, window.west, window.east),
             fmt::format("The heights ({} files) do not touch the study's area ({:.2f} to {:.2f} "
                         "N, {:.2f} to {:.2f} E). "
                         "Check files and CRS.",
                         files.size(), window.south, window.north, window.west, window.east)});
    }
    note_odd_heights(names, loaded);
    return loaded;
}

} // namespace todoku::io
