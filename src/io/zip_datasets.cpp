#include "io/zip_datasets.hpp"

#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/zip_member.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

// Fast and faithful formats first, as member_of_archive() takes them.
constexpr std::array<std::string_view, 6> kEndings = {".gpkg",    ".fgb", ".shp",
                                                      ".geojson", ".gml", ".topojson"};

} // namespace

std::vector<std::string> datasets_of_zip(const fs::path& file, const std::string& shown_as) {
    if (lower_ending(file) != ".zip" || !fs::exists(file)) {
        return {};
    }
    std::map<std::string, std::pair<std::size_t, std::string>> datasets; // by name without folder
    bool archives = false;
    for (const ZipMember& member : zip_members(file, shown_as)) {
        const fs::path path(member.name);
        const std::string ending = lower_ending(path);
        archives = archives || ending == ".zip";
        const auto rank = static_cast<std::size_t>(
            std::find(kEndings.begin(), kEndings.end(), ending) - kEndings.begin());
        if (rank < kEndings.size()) {
            const std::pair found{rank, fs::path(path).replace_extension().string()};
            const auto [at, is_new] = datasets.emplace(path.stem().string(), found);
            at->second = std::min(at->second, found);
        }
    }
    if (datasets.empty() && archives) {
        throw InputError({shown_as + " の中にさらにZIPがあります。一度展開し、中のZIPを files = "
                                     "[\"…/*.zip\"] のように指定してください。",
                          shown_as + " holds ZIPs. Unpack it once and name those inside, such as "
                                     "files = [\".../*.zip\"]."});
    }
    std::vector<std::string> layers;
    for (const auto& [name, dataset] : datasets) {
        layers.push_back(dataset.second);
    }
    return layers.size() > 1 ? layers : std::vector<std::string>{};
}

} // namespace todoku::io
