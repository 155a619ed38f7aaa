#include "io/tile_folder.hpp"

#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/raster_pixels.hpp"
#include "io/tile_set.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

/// "{z}/{x}/{y}.png" as a rule that relative paths meet.
class TilePattern {
public:
    /// @param any_ending the last part's ending does not matter, as long as it is a picture's
    TilePattern(std::string pattern, bool any_ending)
        : pattern_(std::move(pattern)), any_ending_(any_ending) {}

    [[nodiscard]] bool has(std::string_view part) const {
        return pattern_.find(part) != std::string::npos;
    }

    /// The zoom and the place; nothing where the path is no tile's.
    [[nodiscard]] std::optional<std::pair<int, TilePlace>> tile_of(const fs::path& relative,
                                                                   std::optional<int> zoom) const {
        std::string path = relative.generic_string();
        if (any_ending_) {
            static constexpr std::array<std::string_view, 6> endings = {".png", ".jpg",  ".jpeg",
                                                                        ".gif", ".webp", ".bmp"};
            if (std::find(endings.begin(), endings.end(), lower_ending(relative)) ==
                endings.end()) {
                return std::nullopt;
            }
            path.resize(path.size() - relative.extension().string().size());
        }
        std::map<char, std::int64_t> numbers;
        std::size_t at = 0;
        for (std::size_t i = 0; i < pattern_.size();) {
            const auto close = pattern_[i] == '{' ? pattern_.find('}', i) : std::string::npos;
            if (close == std::string::npos) {
                if (at >= path.size() || path[at] != pattern_[i]) {
                    return std::nullopt;
                }
                ++at;
                ++i;
                continue;
            }
            std::int64_t number = 0;
            std::size_t digits = 0;
            for (; at < path.size() && path[at] >= '0' && path[at] <= '9' && digits < 10;
                 ++at, ++digits) {
                number = number * 10 + (path[at] - '0');
            }
            if (digits == 0) {
                return std::nullopt;
            }
            const bool from_south = pattern_[i + 1] == '-';
            numbers[from_south ? '-' : pattern_[i + 1]] = number;
            i = close + 1;
        }
        const std::int64_t z = numbers.contains('z') ? numbers['z'] : zoom.value_or(-1);
        if (at != path.size() || z < 0 || z > kDeepestZoom) {
            return std::nullopt;
        }
        const std::int64_t side = std::int64_t{1} << z;
        const std::int64_t y = numbers.contains('-') ? side - 1 - numbers['-'] : numbers['y'];
        const std::int64_t x = numbers['x'];
        if (x >= side || y < 0 || y >= side) {
            return std::nullopt;
        }
        return std::pair(static_cast<int>(z),
                         TilePlace{static_cast<std::int32_t>(y), static_cast<std::int32_t>(x)});
    }

private:
    std::string pattern_;
    bool any_ending_;
};

InputError no_tiles(const std::string& shown, const std::string& pattern) {
    return InputError(
        {fmt::format(
             "{} はフォルダですが、{} の形のタイル画像がありません。タイルの並び順が違うときは "
             "tiles = \"{{z}}/{{y}}/{{x}}.png\" "
             "のように、タイルでなければ中のファイルを書いてください。",
             shown, pattern),
         fmt::format(
             "{} is a folder without tiles named like {}. Where they stand in another order, "
             "add tiles = \"{{z}}/{{y}}/{{x}}.png\" or the like; otherwise name a file in it.",
             shown, pattern)});
}

class TileFolder : public TileStore {
public:
    explicit TileFolder(fs::path folder) : folder_(std::move(folder)) {}

    void add(int zoom, TilePlace place, fs::path file) {
        const auto [at, added] = files_.emplace(Key{zoom, place}, file);
        if (!added && file < at->second) { // folders list their files in any order
            at->second = std::move(file);
        }
    }

    [[nodiscard]] std::string name(int zoom, TilePlace place) const override {
        return (folder_.filename() / files_.at({zoom, place}).lexically_relative(folder_))
            .generic_string();
    }

    void each_in_row(int zoom, std::int32_t row,
                     const std::function<void(TilePlace, Dataset)>& take) override {
        for (auto file = files_.lower_bound({zoom, {row, 0}});
             file != files_.end() && file->first.first == zoom && file->first.second.row == row;
             ++file) {
            take(file->first.second, open_raster(file->second.string(), false));
        }
    }

private:
    using Key = std::pair<int, TilePlace>;

    fs::path folder_;
    std::map<Key, fs::path> files_;
};

} // namespace

Picture open_tile_folder(const VectorSource& source, const PictureReading& reading,
                         std::vector<Issue>& issues) {
    const std::string shown = shown_name(source);
    const TilePattern pattern(reading.tiles.empty() ? "{z}/{x}/{y}" : reading.tiles,
                              reading.tiles.empty());
    if (!pattern.has("{z}") && !reading.zoom) {
        throw InputError({shown + " のズームが分かりません。zoom = 14 のように書いてください。",
                          "The zoom of " + shown + " is not known. Add zoom = 14 or the like."});
    }
    TilesByZoom found;
    auto store = std::make_unique<TileFolder>(source.file);
    std::size_t count = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(source.file, error), end; !error && entry != end;
         entry.increment(error)) {
        if (!entry->is_regular_file()) {
            continue;
        }
        require_sane_tile_count(++count, shown);
        if (const auto tile =
                pattern.tile_of(entry->path().lexically_relative(source.file), reading.zoom)) {
            found[tile->first].push_back(tile->second);
            store->add(tile->first, tile->second, entry->path());
        }
    }
    if (error) {
        throw InputError({fmt::format("{} の中を最後まで見られません（{}）。読めるようにしてくださ"
                                      "い。",
                                      shown, error.message()),
                          fmt::format("{} cannot be looked through ({}). Make it readable.", shown,
                                      error.message())});
    }
    if (found.empty()) {
        throw no_tiles(shown, reading.tiles.empty() ? "{z}/{x}/{y}.png" : reading.tiles);
    }
    return picture_of_tiles(one_zoom(std::move(found), source, reading, issues), std::move(store),
                            source, issues);
}

} // namespace todoku::io
