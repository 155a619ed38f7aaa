#include "io/zip_datasets.hpp"

#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/same_data_folders.hpp"
#include "io/zip_member.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
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
    struct Copy {
        std::size_t rank = 0; ///< of its format
        bool legacy = true;   ///< not in a folder named UTF-8
        std::string place;
        auto operator<=>(const Copy&) const = default;
    };
    // By the name without folders, then by the place; of each the best copy.
    std::map<std::string, std::map<std::string, Copy>> datasets;
    std::set<std::tuple<std::string, std::uint64_t, std::uint32_t>> known; // what copy/ repeats
    bool archives = false;
    for (const ZipMember& member : zip_members(file, shown_as)) {
        const fs::path path(member.name);
        const std::string ending = lower_ending(path);
        archives = archives || ending == ".zip";
        const auto rank = static_cast<std::size_t>(
            std::find(kEndings.begin(), kEndings.end(), ending) - kEndings.begin());
        if (rank < kEndings.size() &&
            known.emplace(path.filename().string(), member.bytes, member.crc).second) {
            const std::string place = fs::path(path).replace_extension().string();
            const Copy found{rank, !in_utf8_folder(place), place};
            const auto [at, is_new] =
                datasets[path.stem().string()].emplace(without_same_data_folders(place), found);
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
    for (const auto& [name, places] : datasets) {
        std::size_t best = kEndings.size();
        for (const auto& [place, copy] : places) {
            best = std::min(best, copy.rank);
        }
        for (const auto& [place, copy] : places) { // 北/mesh and 南/mesh are two
            if (copy.rank == best) {
                layers.push_back(copy.place);
            }
        }
    }
    return layers.size() > 1 ? layers : std::vector<std::string>{};
}

} // namespace todoku::io
