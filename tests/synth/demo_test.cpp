#include "core/checksum.hpp"
#include "core/csv.hpp"
#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "domain/technology.hpp"
#include "io/vector_file.hpp"
#include "support/catch.hpp"
#include "synth/demo.hpp"
#include "synth/ledgers.hpp"
#include "synth/municipality_table.hpp"
#include "synth/network.hpp"
#include "synth/prefecture.hpp"
#include "synth/residents.hpp"
#include "synth/roads.hpp"
#include "synth/settlement.hpp"
#include "synth/surroundings_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <unistd.h>

using namespace todoku;
namespace fs = std::filesystem;
using synth::municipality_table;

namespace {

/// A folder that is gone when the test process ends.
class Scratch {
public:
    explicit Scratch(const std::string& name)
        : path_(fs::temp_directory_path() /
                ("todoku_synth_" + name + "_" + std::to_string(getpid()))) {
        fs::remove_all(path_);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::map<std::string, std::string> checksums(const fs::path& folder) {
    std::map<std::string, std::string> sums;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            sums[fs::relative(entry.path(), folder).string()] = sha256_of_file(entry.path());
        }
    }
    return sums;
}

void make(const fs::path& folder, std::size_t threads, std::uint64_t seed = 24,
          domain::MeshLevel mesh = domain::MeshLevel::M250, double scale = 1.0) {
    Progress progress;
    synth::write_demo({folder, mesh, seed, scale, {threads}, {}}, progress);
}

/// The demo at its defaults, made once for all tests.
const fs::path& demo() {
    static const Scratch scratch("demo");
    static const bool made = [] {
        make(scratch.path(), 4);
        return true;
    }();
    static_cast<void>(made);
    return scratch.path();
}

struct Person {
    domain::MeshCell cell;
    double people = 0.0;
};

std::vector<Person> people_of(const fs::path& folder) {
    std::vector<Person> people;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string text = decode(bytes_of(entry.path()), Encoding::Cp932).text;
        CsvReader reader(text);
        for (int row = 0; reader.next(); ++row) {
            if (row >= 2) {
                const auto cell = domain::MeshCell::parse(reader.fields()[0]);
                REQUIRE(cell);
                people.push_back({*cell, number_in(reader.fields()[4]).value()});
            }
        }
    }
    std::sort(people.begin(), people.end(),
              [](const Person& a, const Person& b) { return a.cell < b.cell; });
    return people;
}

struct NamedShape {
    std::string code;
    geo::MultiPolygon shape;
    geo::Box box;
};

std::vector<NamedShape> municipalities_of(const fs::path& folder) {
    std::map<std::string, geo::MultiPolygon> shapes;
    std::vector<Issue> issues;
    io::read_features(
        {folder / "inputs" / synth::kMunicipalityFile, "", "", "", std::nullopt, std::nullopt},
        [&](const io::LayerInfo& layer, io::Feature&& feature) {
            const std::string code = io::to_text(feature.values[layer.field("N03_007").value()]);
            for (geo::Polygon& polygon : std::get<geo::MultiPolygon>(feature.geometry).polygons) {
                shapes[code].polygons.push_back(std::move(polygon));
            }
        },
        issues);
    std::vector<NamedShape> named;
    for (auto& [code, shape] : shapes) {
        named.push_back({code, shape, geo::bounds(shape)});
    }
    return named;
}

std::vector<std::vector<std::string>> ledger(const fs::path& file, Encoding encoding) {
    const Decoded decoded = decode(bytes_of(file), encoding);
    REQUIRE(decoded.replaced == 0);
    std::vector<std::vector<std::string>> rows;
    CsvReader reader(decoded.text);
    while (reader.next()) {
        rows.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    return rows;
}

} // namespace

TEST_CASE(
    "The demo is the same to the byte with one thread and with four, also over an earlier demo") {
    const Scratch again("again");
    fs::create_directories(again.path() / "inputs");
    std::ofstream(again.path() / "inputs/leftover.csv") << "of an earlier version";
    std::ofstream(again.path() / "SHA256SUMS")
        << sha256("of an earlier version") << "  inputs/leftover.csv\n";
    make(again.path(), 1);
    const auto first = checksums(demo());
    CHECK(first.size() > 25);
    CHECK(first == checksums(again.path()));
}

TEST_CASE("Another seed makes another prefecture with the same people; half the scale has half the "
          "assets and vertices") {
    const Scratch other("seed");
    make(other.path(), 0, 25, domain::MeshLevel::M250, 0.5);
    CHECK(sha256_of_file(demo() / "inputs/terrain.tif") !=
          sha256_of_file(other.path() / "inputs/terrain.tif"));
    double people = 0.0;
    for (const Person& person : people_of(other.path() / "inputs/population")) {
        people += person.people;
    }
    CHECK(people == 1770254.0);
    const auto poles = [](const fs::path& folder) {
        return ledger(folder / "inputs/assets" / synth::kPoleLedger, Encoding::Utf8Bom).size() - 1;
    };
    CHECK(poles(demo()) == 2 * poles(other.path()));
    const auto size = [](const fs::path& folder) {
        return static_cast<double>(fs::file_size(folder / "inputs/coverage/carrier_b/B_4G.shp"));
    };
    CHECK_THAT(size(demo()) / size(other.path()), Catch::Matchers::WithinAbs(2.0, 0.4));
}

TEST_CASE("Each municipality has its census population, counted by the centre of cells") {
    const auto municipalities = municipalities_of(demo());
    REQUIRE(municipalities.size() == 29);
    const auto check = [&](const std::vector<Person>& people) {
        std::map<std::string, double> counted;
        for (const Person& person : people) {
            const geo::LatLng centre = person.cell.centre();
            for (const NamedShape& municipality : municipalities) {
                if (municipality.box.contains(centre) &&
                    geo::contains(municipality.shape, centre)) {
                    counted[municipality.code] += person.people;
                    break;
                }
            }
        }
        for (const synth::MunicipalityFacts& facts : municipality_table()) {
            INFO(domain::name_of(people.front().cell.level()) << " " << facts.name);
            CHECK(counted[facts.code.five_digits()] == static_cast<double>(facts.population));
        }
    };
    check(people_of(demo() / "inputs/population"));

    const synth::Prefecture prefecture = synth::make_prefecture(24);
    const synth::Settlement settlement =
        synth::settle(prefecture, synth::lay_roads(prefecture, 24), 24);
    for (const domain::MeshLevel level :
         {domain::MeshLevel::M125, domain::MeshLevel::M500, domain::MeshLevel::Km1}) {
        std::vector<Person> people;
        for (const synth::CensusCell& cell :
             synth::populate(prefecture, settlement, level, 24, {})) {
            people.push_back({cell.cell, static_cast<double>(cell.figures[synth::kTotal])});
        }
        REQUIRE_FALSE(people.empty());
        REQUIRE(people.front().cell.level() == level);
        check(people);
    }
}

TEST_CASE("Some people live in cells that a border between municipalities crosses, most do not") {
    const auto municipalities = municipalities_of(demo());
    double cut = 0.0;
    double all = 0.0;
    for (const Person& person : people_of(demo() / "inputs/population")) {
        all += person.people;
        const geo::Box box = person.cell.box();
        std::set<std::string> touched;
        for (const NamedShape& municipality : municipalities) {
            if (!municipality.box.touches(box)) {
                continue;
            }
            for (const geo::LatLng place :
                 {person.cell.centre(), geo::LatLng::from_degrees(box.south, box.west),
                  geo::LatLng::from_degrees(box.south, box.east),
                  geo::LatLng::from_degrees(box.north, box.west),
                  geo::LatLng::from_degrees(box.north, box.east)}) {
                if (geo::contains(municipality.shape, place)) {
                    touched.insert(municipality.code);
                    break;
                }
            }
        }
        cut += touched.size() > 1 ? person.people : 0.0;
    }
    CHECK(cut > 0.005 * all);
    CHECK(cut < 0.1 * all);
}

TEST_CASE(
    "Coverage has the shares of people that real networks have, and any carrier more than each") {
    struct Layer {
        std::size_t carrier;
        domain::Technology technology;
        std::vector<io::VectorSource> sources;
    };
    const fs::path folder = demo() / "inputs/coverage";
    const auto source = [&](const char* file, const char* layer, const char* where) {
        return io::VectorSource{folder / file, "", layer, where, std::nullopt, std::nullopt};
    };
    using domain::Technology;
    const std::vector<Layer> layers = {
        {0, Technology::Lte4g, {source("carrier_a.gpkg", "lte", "")}},
        {0, Technology::Nr5gConverted, {source("carrier_a.gpkg", "nr_converted", "")}},
        {0, Technology::Nr5gSub6, {source("carrier_a.gpkg", "nr_sub6", "")}},
        {0, Technology::Nr5gMmwave, {source("carrier_a.gpkg", "nr_mmwave", "")}},
        {1, Technology::Lte4g, {source("carrier_b/B_4G.shp", "", "")}},
        {1, Technology::Nr5gConverted, {source("carrier_b/B_5G_tenyo.shp", "", "")}},
        {1, Technology::Nr5gSub6, {source("carrier_b/B_5G_sub6.shp", "", "")}},
        {1, Technology::Nr5gMmwave, {source("carrier_b/B_5G_miriha.shp", "", "")}},
        {2,
         Technology::Lte4g,
         {source("c_4g_north.geojson", "", ""), source("c_4g_south.geojson", "", "")}},
        {2, Technology::Nr5gConverted, {source("c_5g_nr_converted.geojson", "", "")}},
        {2, Technology::Nr5gSub6, {source("c_5g_sub6.geojson", "", "")}},
        {2, Technology::Nr5gMmwave, {source("c_5g_mmw.geojson", "", "")}},
        {3, Technology::Lte4g, {source("carrier_d.gpkg", "coverage", "tech = 'LTE'")}},
        {3, Technology::Nr5gConverted, {source("carrier_d.gpkg", "coverage", "tech = 'NR-DSS'")}},
        {3, Technology::Nr5gSub6, {source("carrier_d.gpkg", "coverage", "tech = 'NR-SUB6'")}},
        {3, Technology::Nr5gMmwave, {source("carrier_d.gpkg", "coverage", "tech = 'NR-MMW'")}},
    };
    const std::vector<Person> people = people_of(demo() / "inputs/population");
    std::vector<geo::LatLng> centres;
    std::vector<double> counts;
    for (const Person& person : people) {
        centres.push_back(person.cell.centre());
        counts.push_back(person.people);
    }
    const synth::Demand demand(centres, counts);
    std::array<std::vector<char>, 4> any;
    any.fill(std::vector<char>(people.size(), 0));
    std::array<std::array<double, 4>, 4> share{};
    std::size_t vertices = 0;
    for (const Layer& layer : layers) {
        const auto technology = static_cast<std::size_t>(layer.technology);
        std::vector<char> covered(people.size(), 0);
        std::vector<Issue> issues;
        for (const io::VectorSource& from : layer.sources) {
            io::read_features(
                from,
                [&](const io::LayerInfo&, io::Feature&& feature) {
                    for (const geo::Polygon& polygon :
                         std::get<geo::MultiPolygon>(feature.geometry).polygons) {
                        vertices += polygon.outer.size();
                        const geo::Box box = geo::bounds(polygon);
                        demand.near(box.centre(), 6000.0, [&](std::size_t i) {
                            if (covered[i] == 0 && box.contains(centres[i]) &&
                                geo::contains(polygon, centres[i])) {
                                covered[i] = 1;
                            }
                        });
                    }
                },
                issues);
        }
        for (std::size_t i = 0; i < people.size(); ++i) {
            if (covered[i] != 0) {
                share[layer.carrier][technology] += people[i].people / demand.total();
                any[technology][i] = 1;
            }
        }
    }
    CHECK(vertices > 500000);
    CHECK(vertices < 1000000);
    std::array<double, 4> any_share{};
    for (std::size_t technology = 0; technology < 4; ++technology) {
        for (std::size_t i = 0; i < people.size(); ++i) {
            any_share[technology] +=
                any[technology][i] != 0 ? people[i].people / demand.total() : 0.0;
        }
        for (std::size_t carrier = 0; carrier < 4; ++carrier) {
            INFO(synth::kCarriers[carrier]
                 << " " << domain::name_of(domain::kTechnologies[technology]) << " "
                 << share[carrier][technology] << " of " << any_share[technology]);
            CHECK(share[carrier][technology] > 0.005);
            CHECK(share[carrier][technology] < any_share[technology]);
        }
    }
    const auto within = [](double value, double low, double high) {
        return value >= low && value <= high;
    };
    CHECK(within(any_share[0], 0.985, 0.9995));
    CHECK(within(any_share[1], 0.88, 0.96));
    CHECK(within(any_share[2], 0.42, 0.60));
    CHECK(within(any_share[3], 0.015, 0.06));

    // The south is left out: fewer of its people have any 5G than of the north's.
    std::array<double, 2> have{};
    std::array<double, 2> all{};
    for (std::size_t i = 0; i < people.size(); ++i) {
        const std::size_t part = centres[i].lat() < 34.3 ? 1U : 0U;
        all[part] += people[i].people;
        have[part] += any[1][i] != 0 || any[2][i] != 0 || any[3][i] != 0 ? people[i].people : 0.0;
    }
    CHECK(have[1] / all[1] < have[0] / all[0] - 0.2);
}

TEST_CASE("Ledgers read as the encodings they claim and hold about 3,000 assets") {
    const fs::path folder = demo() / "inputs/assets";
    const auto property = ledger(folder / synth::kPropertyLedger, Encoding::Cp932);
    const auto poles = ledger(folder / synth::kPoleLedger, Encoding::Utf8Bom);
    CHECK_FALSE(is_utf8(bytes_of(folder / synth::kPropertyLedger)));
    std::size_t masts = 0;
    std::vector<Issue> issues;
    io::read_features(
        {folder / synth::kMastLedger, "", "", "", std::nullopt, std::nullopt},
        [&](const io::LayerInfo&, io::Feature&&) { ++masts; }, issues);
    const std::size_t all = property.size() - 1 + poles.size() - 1 + masts;
    CHECK(all > 2900);
    CHECK(all < 3200);
    for (const auto& row : property) {
        REQUIRE(row.size() == property[0].size());
    }
    const std::string text =
        decode(bytes_of(folder / synth::kPropertyLedger), Encoding::Cp932).text;
    CHECK(text.find("約１２ｍ") != std::string::npos);
    CHECK(text.find("地上3階") != std::string::npos);
    CHECK(text.find("施 設 名") != std::string::npos);
}

TEST_CASE("The property ledger ends with the faults a check must find") {
    const auto rows = ledger(demo() / "inputs/assets" / synth::kPropertyLedger, Encoding::Cp932);
    const auto row_of = [&](const std::string& name) {
        const auto found =
            std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row[1] == name; });
        REQUIRE(found != rows.end());
        return *found;
    };
    const auto lat = [](const std::vector<std::string>& row) { return number_in(row[9]); };
    const auto lng = [](const std::vector<std::string>& row) { return number_in(row[10]); };
    CHECK_FALSE(lat(row_of("谷口資材倉庫")));
    CHECK_FALSE(lat(row_of("旧山手倉庫")));
    CHECK(lat(row_of("港湾上屋")) == 0.0);
    CHECK(lat(row_of("県民の森管理棟")).value() > 130.0);
    CHECK(lng(row_of("県民の森管理棟")).value() < 40.0);
    const auto buoy = row_of("沖合浮標管理棟");
    const auto at_sea = geo::LatLng::from_degrees(*lat(buoy), *lng(buoy));
    for (const NamedShape& municipality : municipalities_of(demo())) {
        CHECK_FALSE(geo::contains(municipality.shape, at_sea));
    }
    // The last row is the first mast once more.
    std::string mast;
    geo::LatLng place;
    std::vector<Issue> issues;
    io::read_features(
        {demo() / "inputs/assets" / synth::kMastLedger, "", "", "", std::nullopt, std::nullopt},
        [&](const io::LayerInfo& layer, io::Feature&& feature) {
            if (feature.row == 1) {
                mast = io::to_text(feature.values[layer.field("名称").value()]);
                place = std::get<geo::LatLng>(feature.geometry);
            }
        },
        issues);
    CHECK(rows.back()[1] == mast);
    CHECK_THAT(*lat(rows.back()), Catch::Matchers::WithinAbs(place.lat(), 1e-6));
}

TEST_CASE("Buildings of the ledger have the size of what they are") {
    const auto rows = ledger(demo() / "inputs/assets" / synth::kPropertyLedger, Encoding::Cp932);
    constexpr std::size_t use = 3;
    constexpr std::size_t area = 14;
    std::map<std::string, std::pair<double, double>> range;
    for (const auto& row : rows) {
        if (const auto square_metres = number_in(row[area])) {
            auto [entry, fresh] =
                range.try_emplace(row[use], std::pair{*square_metres, *square_metres});
            entry->second.first = std::min(entry->second.first, *square_metres);
            entry->second.second = std::max(entry->second.second, *square_metres);
        }
    }
    REQUIRE(range.size() >= 10);
    CHECK(range.at("警察").second <= 240.0); // two storeys of a house
    CHECK(range.at("消防").second <= 200.0);
    CHECK(range.at("小学校").first >= 1200.0);
    CHECK(range.at("小学校").second <= 6400.0);
    CHECK(range.at("高等学校").first >= 3600.0);
    CHECK(range.at("診療所").second <= 800.0);
}

TEST_CASE("A folder that holds something else than an untouched demo is left alone") {
    const std::string demo_text = "[study]\nname = \"demo\"\nsynthetic = true\n";
    const std::string real_text = "[study]\nname = \"demo\"\nsynthetic = false\n";
    for (const auto& [name, text] : std::map<std::string, std::string>{
             {"letter.txt", "somebody's work"}, {"study.toml", real_text}}) {
        const Scratch scratch("foreign");
        fs::create_directories(scratch.path());
        std::ofstream(scratch.path() / "study.toml") << demo_text;
        std::ofstream(scratch.path() / name) << text;
        CHECK_THROWS_AS(make(scratch.path(), 0), UsageError);
        CHECK(bytes_of(scratch.path() / name) == text);
        CHECK_FALSE(fs::exists(scratch.path() / "inputs"));
    }
}

TEST_CASE("A demo somebody has worked in is not written over, an untouched one is") {
    const Scratch scratch("edited");
    make(scratch.path(), 0, 24, domain::MeshLevel::Km1, 0.05);
    make(scratch.path(), 0, 24, domain::MeshLevel::Km1, 0.05);
    const auto refused_and_kept = [&](const std::string& name) {
        const std::string before = bytes_of(scratch.path() / name);
        CHECK_THROWS_AS(make(scratch.path(), 0, 24, domain::MeshLevel::Km1, 0.05), UsageError);
        CHECK(bytes_of(scratch.path() / name) == before);
    };
    const std::string study = bytes_of(scratch.path() / "study.toml");
    std::ofstream(scratch.path() / "study.toml") << study << "# sites = 7\n";
    refused_and_kept("study.toml");
    std::ofstream(scratch.path() / "study.toml") << study;
    std::ofstream(scratch.path() / "inputs" / "assets" / "mine.csv") << "ID\n1\n";
    refused_and_kept("inputs/assets/mine.csv");
}

TEST_CASE("A mesh level without census table and a senseless scale are refused before anything is "
          "written") {
    const Scratch scratch("refused");
    CHECK_THROWS_AS(make(scratch.path(), 0, 24, domain::MeshLevel::Km10), UsageError);
    CHECK_THROWS_AS(make(scratch.path(), 0, 24, domain::MeshLevel::M250, 0.0), UsageError);
    CHECK_FALSE(fs::exists(scratch.path()));
}

TEST_CASE("A stop during the work leaves nothing behind") {
    const Scratch scratch("stopped");
    Progress::request_stop();
    CHECK_THROWS_AS(make(scratch.path(), 0), Interrupted);
    Progress::clear_stop();
    CHECK_FALSE(fs::exists(scratch.path()));
    CHECK_FALSE(fs::exists(scratch.path().parent_path() /
                           ("." + scratch.path().filename().string() + ".partial")));
}

TEST_CASE("Made-up people of given areas add up to the given totals") {
    const Scratch scratch("population");
    fs::create_directories(scratch.path());
    synth::PopulationRequest request;
    request.file = scratch.path() / "population.txt";
    const std::vector<NamedShape> shapes = municipalities_of(demo());
    std::map<std::string, double> wanted;
    for (std::size_t i = 0; i < 5; ++i) {
        const auto& facts = municipality_table()[i];
        request.areas.push_back({facts.code.five_digits(), shapes[i].shape, facts.office,
                                 12345 + 1000 * static_cast<std::int64_t>(i)});
        wanted[facts.code.five_digits()] = 12345.0 + 1000.0 * static_cast<double>(i);
    }
    synth::write_population(request);
    std::map<std::string, double> counted;
    for (const Person& person : people_of(scratch.path())) {
        for (std::size_t i = 0; i < 5; ++i) {
            if (geo::contains(shapes[i].shape, person.cell.centre())) {
                counted[shapes[i].code] += person.people;
            }
        }
    }
    CHECK(counted == wanted);
}

TEST_CASE("Made-up coverage has a layer for each carrier and technology") {
    const Scratch scratch("coverage");
    fs::create_directories(scratch.path());
    synth::CoverageRequest request;
    request.file = scratch.path() / "coverage.gpkg";
    for (const Person& person : people_of(demo() / "inputs/population")) {
        if (person.cell.centre().lat() < 34.3) {
            request.towns.push_back(person.cell.centre());
            request.people.push_back(person.people);
            request.extent.extend(person.cell.centre());
        }
    }
    synth::write_coverage(request);
    std::set<std::string> expected;
    for (const char* carrier : synth::kCarriers) {
        for (const domain::Technology technology : domain::kTechnologies) {
            expected.insert(std::string(carrier) + "_" + domain::name_of(technology));
        }
    }
    const auto layers = io::layers_of(request.file);
    CHECK(std::set<std::string>(layers.begin(), layers.end()) == expected);
    std::vector<Issue> issues;
    std::size_t polygons = 0;
    const io::LayerInfo info = io::read_features(
        {request.file, "", "キャリアA_4g", "", std::nullopt, std::nullopt},
        [&](const io::LayerInfo&, io::Feature&&) { ++polygons; }, issues);
    CHECK(polygons > 10);
    const std::string first = sha256_of_file(request.file);
    synth::write_coverage(request);
    CHECK(sha256_of_file(request.file) == first);
}
