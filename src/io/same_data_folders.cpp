#include "io/same_data_folders.hpp"

#include "io/text_table.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 3> kUtf8 = {"utf-8", "utf8", "utf_8"};
constexpr std::array<std::string_view, 14> kOthers = {
    "shift-jis", "shift_jis", "shiftjis", "sjis",    "s-jis", "cp932", "shp",
    "shape",     "shapefile", "esri",     "geojson", "kml",   "gml",   "gpkg"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& names, const fs::path& folder) {
    return std::find(names.begin(), names.end(), header_key(folder.string())) != names.end();
}

} // namespace

std::string without_same_data_folders(const std::string& place) {
    const fs::path path(place);
    fs::path kept;
    for (const fs::path& folder : path.parent_path()) {
        if (!is_in(kUtf8, folder) && !is_in(kOthers, folder)) {
            kept /= folder;
        }
    }
    return (kept / path.filename()).string();
}

bool in_utf8_folder(const std::string& place) {
    const fs::path folders = fs::path(place).parent_path();
    return std::any_of(folders.begin(), folders.end(),
                       [](const fs::path& folder) { return is_in(kUtf8, folder); });
}

} // namespace todoku::io
