#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/datum_issues.hpp"
#include "io/gdal_session.hpp"
#include "io/readers.hpp"
#include "io/terrain_item.hpp"
#include "io/terrain_mosaic.hpp"
#include "io/terrain_source.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

// Heights outside this range are no ground in Japan in metres, with room to spare: the deepest open
// pit lies at -170 m (八戸キャニオン), Mt. Fuji is 3,776 m.
constexpr float kLeastHeight = -500.0F;
constexpr float kGreatestHeight = 4000.0F;

InputError damaged(const std::string& name, const GdalMessages& messages) {
    return InputError(
        {name + " は途中で壊れています（" + messages.last_error() +
             "）。元のファイルをもらい直してください。",
         name + " is damaged (" + messages.last_error() + "). Ask for the file again."});
}

/// What GIS and publishers write beside heights: dem.tif.aux.xml, dem.tif.xml, KS-META-….xml and
/// fmdid….xml (metadata).
bool is_paper(const fs::path& xml) {
    const std::string name = xml.filename().string();
    return xml.stem().has_extension() || name.starts_with("KS-META") || name.starts_with("fmdid");
}

/// Folders become the height files below them.
std::vector<fs::path> files_of(const std::vector<fs::path>& given) {
    std::vector<fs::path> files;
    for (const fs::path& file : given) {
        if (fs::is_directory(file)) {
            const std::vector<fs::path> below = terrain_files_below(file);
            if (below.empty()) {
                throw InputError({file.filename().string() +
                                      " の下に標高データ（.xml、.zip、.tif、.asc、.hgt、z/x/"
                                      "y.png など。点の並び .las・.lem・.csv "
                                      "は読みません）がありません。基盤地図情報の数値標高モデル（"
                                      "ダウンロードした ZIP のままで可）をこのフォルダに置くか、"
                                      "置いた場所を terrain に書いてください。",
                                  file.filename().string() +
                                      " holds no heights (.xml, .zip, .tif, .asc, .hgt, "
                                      "z/x/y.png...; lists of points, .las, .lem and .csv, are not "
                                      "read). Put GSI's 基盤地図情報 DEM there (its ZIPs "
                                      "as downloaded), or write in terrain where it is."});
            }
            files.insert(files.end(), below.begin(), below.end());
        } else {
            files.push_back(file);
        }
    }
    return files;
}

/// The finest first; of one fineness laser before photogrammetry, then as given.
void sort_by_fineness(std::vector<TerrainItem>& items) {
    // Steps differ by rounding between files of one kind.
    const auto step = [](const TerrainItem& item) {
        constexpr double kPerDegree = 1e7;
        return std::llround(item.lattice.lat_step * kPerDegree);
    };
    std::stable_sort(items.begin(), items.end(), [&](const TerrainItem& a, const TerrainItem& b) {
        return std::pair(step(a), a.rank) < std::pair(step(b), b.rank);
    });
}

Issue heights_not_numbers(const std::string& name, std::int64_t count) {
    return {.kind = IssueKind::Assumed,
            .code = "heights_not_numbers",
            .file = name,
            .layer = {},
            .row = std::nullopt,
            .field = {},
            .value = std::to_string(count),
            .problem = {fmt::format("数でない標高（NaN、無限大）の点が{}個あります。", count),
                        fmt::format("{} posts are no numbers (NaN, infinity).", count)},
            .action = {"欠測としました（ほかのファイルに標高があれば、それを使います）。",
                       "taken for void (filled where another file has heights)."}};
}

void fill_from(geo::HeightGrid& grid, const TerrainItem& item, TerrainBytes& bytes,
               const geo::DatumRules& datum, const GdalMessages& messages,
               std::vector<Issue>& issues) {
    bool whole = true;
    std::int64_t not_numbers = 0;
    if (item.kind == TerrainItem::Kind::FgdDem) {
        fill_from_tile(grid, read_dem(item, bytes));
    } else if (item.kind == TerrainItem::Kind::Tile) {
        const Dataset tile = open_gsi_tile(item.file, *item.address);
        whole = fill_by_warping(grid, *tile, item.box, nullptr, not_numbers);
    } else {
        const TerrainSource source =
            open_terrain(path_of(item), item.name, messages, datum, item.crs);
        whole =
            source.on_lattice
                ? fill_from_raster(grid, *source.dataset, source.lattice, not_numbers)
                : fill_by_warping(grid, *source.dataset, source.box,
                                  source.from_tokyo ? &*source.from_tokyo : nullptr, not_numbers);
        issues.insert(issues.end(), source.issues.begin(), source.issues.end());
    }
    if (!whole) {
        throw damaged(item.name, messages);
    }
    if (not_numbers > 0) {
        issues.push_back(heights_not_numbers(item.name, not_numbers));
    }
}

/// A few names, for an issue about all of them.
std::string names_of(const std::vector<TerrainItem>& items) {
    constexpr std::size_t kFew = 3;
    std::string names;
    for (std::size_t i = 0; i < std::min(items.size(), kFew); ++i) {
        names += (names.empty() ? "" : ", ") + items[i].name;
    }
    return items.size() > kFew ? fmt::format("{} … ({})", names, items.size()) : names;
}

/// What is to be said of the datum of DEMs from before 2011; their places stay as they are.
void note_jgd2000(const std::vector<TerrainItem>& items, const geo::DatumRules& datum,
                  std::vector<Issue>& issues) {
    std::vector<TerrainItem> old;
    std::copy_if(items.begin(), items.end(), std::back_inserter(old),
                 [](const TerrainItem& item) { return item.on_jgd2000; });
    if (!old.empty()) {
        for (Issue& issue :
             raster_datum_issues(geo::ToJgd2011("EPSG:4612", datum), names_of(old))) {
            issues.push_back(std::move(issue));
        }
    }
}

void note_odd_heights(const std::string& files, LoadedTerrain& loaded) {
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

std::vector<fs::path> terrain_files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
        const std::string ending = lower_ending(entry.path());
        const bool tile = (ending == ".png" || ending == ".txt") && tile_address(entry.path());
        const bool heights = (ending == ".xml" && !is_paper(entry.path())) || ending == ".zip" ||
                             is_height_raster(ending);
        if (entry.is_regular_file(ignored) && (tile || heights) &&
            !entry.path().filename().string().starts_with(".")) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

LoadedTerrain read_terrain(const TerrainRequest& request) {
    const GdalMessages messages;
    LoadedTerrain loaded;
    const std::vector<fs::path> files = files_of(request.files);
    std::vector<TerrainItem> items =
        find_terrain(files, request.window, request.datum, request.crs, loaded.counts.outside);
    sort_by_fineness(items);
    if (!items.empty()) {
        loaded.value = empty_mosaic(items, request.window, request.most_posts, loaded.thinned);
    }
    if (loaded.value.empty()) {
        const geo::Box& window = request.window;
        throw InputError(
            {fmt::format("標高データ（{}個のファイル）が対象の範囲（北緯{:.2f}〜{:.2f}度、東経{:."
                         "2f}〜{:.2f}度）にかかっていません。ファイルと座標系を確かめてください。",
                         files.size(), window.south, window.north, window.west, window.east),
             fmt::format("The heights ({} files) do not touch the study's area ({:.2f} to {:.2f} "
                         "N, {:.2f} to {:.2f} E). "
                         "Check files and CRS.",
                         files.size(), window.south, window.north, window.west, window.east)});
    }
    if (request.progress != nullptr) {
        request.progress->begin({"標高を読む", "reading heights"},
                                static_cast<std::int64_t>(items.size()));
    }
    note_jgd2000(items, request.datum, loaded.issues);
    TerrainBytes bytes;
    std::map<std::string, std::size_t> position;
    for (const TerrainItem& item : items) {
        Progress().check(); // a stop is noticed, whoever shows the progress
        fill_from(loaded.value, item, bytes, request.datum, messages, loaded.issues);
        const auto [known, added] = position.try_emplace(item.label, loaded.kinds.size());
        if (added) {
            loaded.kinds.push_back({item.label, item.lattice.lat_step, 0});
        }
        ++loaded.kinds[known->second].files;
        if (request.progress != nullptr) {
            request.progress->advance();
        }
    }
    if (request.progress != nullptr) {
        request.progress->end();
    }
    loaded.counts.used = static_cast<std::int64_t>(items.size());
    loaded.counts.rejected = loaded.counts.outside;
    loaded.counts.read = loaded.counts.used + loaded.counts.rejected;
    const std::string names = names_of(items);
    note_odd_heights(names, loaded);
    return loaded;
}

Loaded<geo::HeightGrid> read_terrain(const std::vector<fs::path>& files, const geo::Box& window) {
    TerrainRequest request;
    request.files = files;
    request.window = window;
    return read_terrain(request);
}

} // namespace todoku::io
