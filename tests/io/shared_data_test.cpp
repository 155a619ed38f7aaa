// Every file of the real open data beside the project: which reader takes it and with which counts,
// or the sentence that refuses it. A file that is named here nowhere fails the test.
#include "io/layers.hpp"
#include "io/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

/// "read/used/rejected" of what a reader made of a file.
template <class Read>
std::string counted(const Read& read) {
    const ReadCounts counts = read().counts;
    CHECK(counts.read == counts.used + counts.rejected);
    return fmt::format("{}/{}/{}", counts.read, counts.used, counts.rejected);
}

using Reader = std::string (*)(const fs::path&);

std::string municipalities(const fs::path& file) {
    return counted([&] { return read_municipalities({test::source_of(file), 24}); });
}
std::string population(const fs::path& file) {
    PopulationSource source;
    source.files = {file};
    source.shown_as = {file.filename().string()};
    return counted([&] { return read_population(source); });
}
std::string projection(const fs::path& file) {
    PopulationSource source;
    source.files = {file};
    source.shown_as = {file.filename().string()};
    source.population_field = "PTN_2025";
    return counted([&] { return read_population(source); });
}
std::string coverage(const fs::path& file) {
    CoverageSource source;
    source.sources = {test::source_of(file)};
    source.carrier = "キャリアA";
    return counted([&] { return read_coverage(source); });
}
std::string assets(const fs::path& file) {
    AssetSource source;
    source.file = file;
    return counted([&] { return read_assets(source); });
}
std::string restrictions(const fs::path& file) {
    return counted([&] {
        return read_restrictions(
            {test::source_of(file), "区域", "", domain::RestrictionEffect::Notify, ""});
    });
}
std::string places(const fs::path& file) {
    return counted([&] { return read_places({test::source_of(file), "place", ""}); });
}
/// France's RGF93 / Lambert-93, which only the study file can say of a CSV.
std::string places_in_lambert(const fs::path& file) {
    VectorSource source = test::source_of(file);
    source.crs = "EPSG:2154";
    return counted([&] { return read_places({source, "place", ""}); });
}
std::string roads(const fs::path& file) {
    return counted([&] { return read_roads({test::source_of(file), "road", ""}); });
}
std::string terrain(const fs::path& file) {
    return counted([&] { return read_terrain({file}, geo::Box{-90, -180, 90, 180}); });
}
/// A part of a Shapefile is read with its .shp, which is named here itself.
std::string part(const fs::path& file) {
    return fs::exists(fs::path(file).replace_extension(".shp")) ? "part" : "alone";
}

struct Entry {
    const char* path; ///< below the folder; * stands for anything
    Reader reader;
    const char* expected; ///< counts, or words of the sentence that refuses the file
};

const Entry kFiles[] = {
    {"README.md", assets, "README.md を地図データとして読めません"},
    // (Rows of shelters and polygons of full-size boundaries are counted in tests of their own;
    // here nothing of them may be rejected.) Municipalities. N03 of 2021 at 1 % and at full size;
    // all Japan of which Mie's are kept.
    {"municipal/N03-21_24_210101_s0010.geojson", municipalities, "29/29/0"},
    {"municipal/N03-21_24_210101_s0010.topojson", municipalities, "29/29/0"},
    {"municipal/N03-21_210101_japan_s0001.geojson", municipalities, "1897/29/1868"},
    {"municipal/N03_fullres/*.geojson", municipalities, "/0"},
    {"municipal/h22_did_24_mie.geojson", restrictions, "27/27/0"},
    {"municipal/city-to-code.json", municipalities, "city-to-code.json は図形のない JSON です"},
    // People.
    {"mesh_population/tblT001100S30.txt", population, "2237/2237/0"},
    {"mesh_population/tblT001101H5130.txt", population, "806/806/0"},
    {"mesh_population/tblT001101H5031.txt", population, "4707/4707/0"},
    {"mesh_population/1km_mesh_2018_25.shp", projection, "1837/1837/0"},
    {"mesh_population/MESH05035.shp", coverage, "4400/4400/0"},
    {"mesh_population/MESH05036.shp", coverage, "800/800/0"},
    {"mesh_population/MESH05136.shp", coverage, "5200/5200/0"},
    // Assets and places.
    {"assets/gsi_shelters_mie/*.geojson", assets, "/0"},
    {"assets/localgovjp-utf8.csv", assets, "1916/1916/0"},
    {"assets/P04-14_30-g_MedicalInstitution.shp", assets, "1743/1743/0"},
    {"assets/yaizu/222127_aed.csv", assets, "82/82/0"},
    {"assets/yaizu/222127_bousaiheliport.csv", assets, "12/12/0"},
    {"assets/yaizu/222127_douhoumusenkokyoku.csv", assets, "200/200/0"},
    {"assets/yaizu/222127_elementary_school.csv", assets, "13/13/0"},
    {"assets/yaizu/222127_evacuation_space.csv", assets, "31/31/0"},
    {"assets/yaizu/222127_facilities_smartmap.csv", assets, "28/28/0"},
    {"assets/yaizu/222127_fire_hydrant.csv", assets, "193/193/0"},
    {"assets/yaizu/222127_hinannjo.csv", assets, "56/56/0"},
    {"assets/yaizu/222127_junior_high_school.csv", assets, "9/9/0"},
    {"assets/yaizu/222127_park_info.csv", assets, "142/142/0"},
    {"assets/yaizu/222127_public_toilet.csv", assets, "112/112/0"},
    {"assets/yaizu/222127_public_wireless_lan.csv", assets, "17/17/0"},
    {"assets/yaizu/222127_shiteitsunamihinanbiru.csv", assets, "125/125/0"},
    {"assets/yaizu/CameraInfo.geojson", assets, "20/20/0"},
    {"assets/yaizu/fire_stations.geojson", assets, "26/26/0"},
    {"assets/yaizu/police.geojson", assets, "9/9/0"},
    {"structures/P07-15_24_fuel_stations.geojson", places, "505/505/0"},
    // Heights.
    {"terrain/N44W072.hgt", terrain, "1/1/0"},
    {"terrain/gsi-dem-z8-x229-y94.png", terrain, "1/1/0"},
    {"terrain/gsi-dem-z8-x229-y94.txt", terrain, "1/1/0"},
    // Carriers' filings of other countries.
    {"coverage/2018_01_Sites_mobiles_2G_3G_4G_France_metropolitaine_L93.csv", places_in_lambert,
     "77148/77147/1"},
    {"coverage/UKE_z7_stacje_bazowe_template.gml", places, "1/1/0"},
    // Tables without places.
    {"mic_tables/musen_20220331_06_tokai.csv", assets, "に緯度・経度の列も住所の列もありません"},
    {"mic_tables/musen_20220722_00_prefs_diff.csv", assets,
     "に緯度・経度の列も住所の列もありません"},
    {"mic_tables/musen_20220722_06_tokai.csv", assets, "に緯度・経度の列も住所の列もありません"},
    {"mic_tables/musen_20220722_06_tokai_diff.csv", assets,
     "に緯度・経度の列も住所の列もありません"},
    {"mic_tables/musen_20220722_updated.csv", assets, "に緯度・経度の列も住所の列もありません"},
    // Seven of its points lie outside Japan; four are packed degrees, minutes and seconds.
    {"mesh_vectors/latlon_to_code.csv", places, "86/79/7"},
    {"mesh_vectors/code_to_latlon.csv", places, "27/27/0"},
    {"mesh_vectors/code_to_level.csv", population, "code_to_level.csv に人口の列がありません"},
    // A city's Shapefiles in plane rectangular system VIII, some without .cpg, some with invalid
    // rings; names in Japanese.
    {"oddities/yaizu/大島・三和地区_タクシー乗車位置.shp", places, "3/3/0"},
    {"oddities/yaizu/浸水履歴_令和6年.shp", coverage, "54/54/0"},
    {"oddities/yaizu/浸水履歴_令和6年.xml", coverage, "地図データとして読めません"},
    {"oddities/yaizu/行政区域界.shp", roads, "123/123/0"},
    {"oddities/yaizu/農用地区域.shp", restrictions, "332/332/0"},
    {"oddities/yaizu/農用地区域.xml", restrictions, "地図データとして読めません"},
    {"*.dbf", part, "part"},
    {"*.shx", part, "part"},
    {"*.prj", part, "part"},
    {"*.cpg", part, "part"},
};

bool matches(const std::string& pattern, const std::string& path) {
    const auto star = pattern.find('*');
    if (star == std::string::npos) {
        return pattern == path;
    }
    return path.starts_with(pattern.substr(0, star)) && path.ends_with(pattern.substr(star + 1));
}

/// Counts, or the sentence in Japanese.
std::string outcome(const Entry& entry, const fs::path& file) {
    try {
        return entry.reader(file);
    } catch (const InputError& error) {
        return error.message().ja;
    }
}

} // namespace

TEST_CASE("Every file of the real open data is read, or refused with the right sentence") {
    if (!have_shared("data/README.md")) {
        return;
    }
    const fs::path root = shared("data");
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path().lexically_relative(root).generic_string());
        }
    }
    std::sort(files.begin(), files.end());
    for (const std::string& path : files) {
        const auto entry = std::find_if(std::begin(kFiles), std::end(kFiles),
                                        [&](const Entry& e) { return matches(e.path, path); });
        INFO(path);
        if (entry == std::end(kFiles)) {
            FAIL_CHECK("no entry of this test says what becomes of it");
            continue;
        }
        const std::string found = outcome(*entry, root / path);
        CHECK_THAT(found, Catch::Contains(entry->expected));
    }
}

TEST_CASE("Real files of other ground are refused in a study of Mie, with their distance") {
    if (!have_shared("data/oddities/yaizu") ||
        !have_shared("data/coverage/UKE_z7_stacje_bazowe_template.gml")) {
        return;
    }
    const auto refused = [](const char* path) {
        VectorSource source = test::source_of(shared(path));
        source.placing = {{}, {33.72, 135.85, 35.26, 136.99}, 6674};
        return refusal([&] { read_places({source, "place", ""}); });
    };
    // 焼津市 in Shizuoka; Warsaw.
    CHECK_THAT(refused("data/oddities/yaizu/大島・三和地区_タクシー乗車位置.shp"),
               Catch::Contains("対象の都道府県にかかっていません") &&
                   Catch::Contains("km離れています"));
    CHECK_THAT(refused("data/coverage/UKE_z7_stacje_bazowe_template.gml"),
               Catch::Contains("km離れています、座標系は 緯度経度（WGS84） として読みました"));
}
