// Real ledgers of ministries and offices, with the counts of the files themselves.
#include "core/japanese.hpp"
#include "geo/ellipsoid.hpp"
#include "io/readers.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace todoku;
using domain::AssetKind;

namespace {

io::LoadedAssets read(const std::string& relative) {
    io::AssetSource source;
    source.file = test::shared(relative);
    source.shown_as = source.file.filename().string();
    return io::read_assets(source);
}

std::size_t occurrences(const std::filesystem::path& file, const std::string& text) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    std::size_t count = 0;
    for (std::size_t at = bytes.find(text); at != std::string::npos;
         at = bytes.find(text, at + 1)) {
        ++count;
    }
    return count;
}

} // namespace

TEST_CASE("The 5,420 shelters of Mie are read and what two lists share is joined") {
    const std::string folder = "data/assets/gsi_shelters_mie";
    if (!test::have_shared(folder)) {
        return;
    }
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(test::shared(folder))) {
        paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    CHECK(paths.size() == 58);
    std::vector<domain::Asset> all;
    for (const auto& path : paths) {
        const auto loaded = read(folder + "/" + path.filename().string());
        INFO(path.filename());
        CHECK(loaded.counts.read == static_cast<std::int64_t>(occurrences(path, "\"共通ID\"")));
        CHECK(loaded.counts.rejected == 0);
        CHECK(loaded.mapping.at("name") == "施設・場所名");
        CHECK(loaded.mapping.at("id") == "共通ID");
        all.insert(all.end(), loaded.value.begin(), loaded.value.end());
    }
    REQUIRE(all.size() == 5420);
    // By looking at every pair of one name: an asset falls away where an earlier one that stays
    // lies within 30 m.
    std::map<std::string, std::vector<const domain::Asset*>> stay;
    std::size_t expected = 0;
    for (const domain::Asset& asset : all) {
        auto& same_name = stay[comparable(asset.name)];
        const bool known =
            std::any_of(same_name.begin(), same_name.end(), [&](const domain::Asset* other) {
                return geo::distance(other->place, asset.place) <= Metres(30.0);
            });
        if (!known) {
            same_name.push_back(&asset);
            ++expected;
        }
    }
    const auto joined = io::join_duplicates(all);
    // One more: 玉城町 lists its hall with its own name in front, and without.
    std::vector<std::string> alike;
    for (const Issue& issue : joined.issues) {
        if (issue.problem.ja.find("似た") != std::string::npos) {
            alike.push_back(issue.value);
            CHECK_THAT(issue.problem.ja, Catch::Matchers::Contains("玉城町保健福祉会館"));
        }
    }
    CHECK(alike == std::vector<std::string>{"保健福祉会館"});
    CHECK(joined.value.size() + 1 == expected);
    CHECK(joined.counts.used + joined.counts.rejected == 5420);
    // 716 rows repeat another's name and coordinates to the last digit.
    CHECK(joined.counts.rejected >= 716);
    CHECK(static_cast<std::int64_t>(joined.issues.size()) == joined.counts.rejected);
    std::set<std::string> ids;
    for (const domain::Asset& asset : joined.value) {
        CHECK(ids.insert(asset.id).second);
    }
}

TEST_CASE("Wakayama's 1,743 medical institutions come out of their Shapefile") {
    const std::string file = "data/assets/P04-14_30-g_MedicalInstitution.shp";
    if (!test::have_shared(file)) {
        return;
    }
    const auto loaded = read(file);
    CHECK(loaded.counts.used == 1743);
    CHECK(loaded.encoding == "CP932");
    CHECK(loaded.value[0].name == "愛徳医療福祉センター");
    CHECK(loaded.value[0].address == "和歌山県和歌山市今福3-5-41");
    CHECK(std::all_of(loaded.value.begin(), loaded.value.end(), [](const domain::Asset& asset) {
        return asset.use == "病院" || asset.use == "診療所" || asset.use == "歯科診療所";
    }));
    CHECK(std::all_of(loaded.value.begin(), loaded.value.end(), [](const domain::Asset& asset) {
        return asset.kind == AssetKind::Building;
    }));
}

TEST_CASE("The list of all local-government offices is read with its codes") {
    const std::string file = "data/assets/localgovjp-utf8.csv";
    if (!test::have_shared(file)) {
        return;
    }
    const auto loaded = read(file);
    CHECK(loaded.counts.read == 1916);
    CHECK(loaded.counts.used == 1916);
    CHECK(std::count_if(loaded.value.begin(), loaded.value.end(), [](const domain::Asset& asset) {
              return asset.municipality.prefecture() == 24;
          }) == 29);
}

TEST_CASE("Every ledger of a real city is read whole") {
    const std::string folder = "data/assets/yaizu/";
    if (!test::have_shared(folder)) {
        return;
    }
    // Rows as `wc -l` counts them, less the header; features of the layers.
    const auto [name, rows] =
        GENERATE(table<std::string, std::int64_t>({{"222127_aed.csv", 82},
                                                   {"222127_bousaiheliport.csv", 12},
                                                   {"222127_douhoumusenkokyoku.csv", 200},
                                                   {"222127_elementary_school.csv", 13},
                                                   {"222127_evacuation_space.csv", 31},
                                                   {"222127_facilities_smartmap.csv", 28},
                                                   {"222127_fire_hydrant.csv", 193},
                                                   {"222127_hinannjo.csv", 56},
                                                   {"222127_junior_high_school.csv", 9},
                                                   {"222127_park_info.csv", 142},
                                                   {"222127_public_toilet.csv", 112},
                                                   {"222127_public_wireless_lan.csv", 17},
                                                   {"222127_shiteitsunamihinanbiru.csv", 125},
                                                   {"CameraInfo.geojson", 20},
                                                   {"fire_stations.geojson", 26},
                                                   {"police.geojson", 9}}));
    INFO(name);
    const auto loaded = read(folder + name);
    CHECK(loaded.counts.read == rows);
    CHECK(loaded.counts.used == rows);
    const geo::Box yaizu{34.75, 138.2, 34.95, 138.4};
    for (const domain::Asset& asset : loaded.value) {
        CHECK_FALSE(asset.id.empty());
        CHECK_FALSE(asset.name.empty());
        CHECK(yaizu.contains(asset.place));
    }
}

TEST_CASE("A park list gives areas with separators and years of opening") {
    const std::string file = "data/assets/yaizu/222127_park_info.csv";
    if (!test::have_shared(file)) {
        return;
    }
    const auto loaded = read(file);
    CHECK(loaded.value[0].name == "石津浜公園");
    CHECK(loaded.value[0].kind == AssetKind::Land);
    CHECK(loaded.value[0].area_m2 == 32500.0);
    CHECK(loaded.value[0].year_built == 1961);
}

TEST_CASE("Loudspeaker poles are poles once the study says so") {
    const std::string file = "data/assets/yaizu/222127_douhoumusenkokyoku.csv";
    if (!test::have_shared(file)) {
        return;
    }
    io::AssetSource source;
    source.file = test::shared(file);
    source.defaults = {{"kind", "pole"}, {"use", "同報無線子局"}};
    source.owner = "焼津市";
    const auto loaded = io::read_assets(source);
    CHECK(loaded.value.size() == 200);
    CHECK(std::all_of(loaded.value.begin(), loaded.value.end(), [](const domain::Asset& asset) {
        return asset.kind == AssetKind::Pole && asset.owner == "焼津市" &&
               asset.municipality.six_digits() == "222127";
    }));
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "crs_assumed");
}
