#include "report/index_bundle.hpp"
#include "report/index_map.hpp"
#include "report/index_page.hpp"
#include "report/office_file.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <zlib.h>

using namespace todoku;
using namespace todoku::report;
using namespace todoku::test;
using nlohmann::json;

namespace {

// Three cells of 1 km: two side by side, one north of the first.
domain::StudyGrid three_cells() {
    using domain::MeshCell;
    using domain::MeshLevel;
    domain::StudyGrid grid;
    grid.level = MeshLevel::Km1;
    grid.cells = {MeshCell(MeshLevel::Km1, 4164, 10911), MeshCell(MeshLevel::Km1, 4164, 10912),
                  MeshCell(MeshLevel::Km1, 4165, 10911)};
    grid.population = {12.0, 3.26, 0.0};
    grid.part_begin = {0, 1, 2, 2};
    grid.parts = {{0, 1.0}, {0, 1.0}};
    return grid;
}

geo::MultiPolygon square() {
    const auto corner = geo::LatLng::from_degrees;
    return {{{{corner(34.70001, 136.4), corner(34.7, 136.5), corner(34.8, 136.5),
               corner(34.8, 136.4), corner(34.70001, 136.4)},
              {}}}};
}

std::string unpacked(const std::string& text) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    std::uint32_t group = 0;
    int bits = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) {
            break;
        }
        group = (group << 6U | static_cast<std::uint32_t>(digit)) & 0xFFFFFFU;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(group >> static_cast<unsigned>(bits) & 0xFFU);
        }
    }
    std::string out(1U << 20U, '\0');
    uLongf size = out.size();
    REQUIRE(uncompress(reinterpret_cast<Bytef*>(out.data()), &size,
                       reinterpret_cast<const Bytef*>(bytes.data()),
                       static_cast<uLong>(bytes.size())) == Z_OK);
    out.resize(size);
    return out;
}

} // namespace

TEST_CASE("Cells stand as stretches of rows, shares as runs, borders as steps") {
    const domain::StudyGrid grid = three_cells();
    const geo::MultiPolygon ground = square();
    const std::vector<double> shares = {1.0, 1.0, 0.499999};
    IndexMap map;
    map.grid = &grid;
    map.municipalities = {{"242012", "津市", &ground}};
    map.layers = {{"キャリアA", "5g", shares, {}}};
    const json said = json::parse(map_json(map));
    CHECK(said["cells"]["level"] == "1km");
    CHECK(said["cells"]["half_rows_per_degree"] == 240);
    CHECK(said["cells"]["columns_per_degree"] == 80);
    CHECK(said["cells"]["rows"] == json({4164, 10911, 2, 1, 10911, 1}));
    CHECK(said["cells"]["municipalities"] == json({0, 2, -1, 1}));
    CHECK(said["cells"]["population"] == json({12, 3.3, 0}));
    CHECK(said["layers"][0]["shares"] == json({100, 2, 49, 1}));
    CHECK_FALSE(said["layers"][0].contains("most"));
    CHECK(said["municipalities"][0]["rings"] ==
          json({{1364000, 347000, 1000, 0, 0, 1000, -1000, 0}}));
}

TEST_CASE("The page is told what to open on only where that is not everything") {
    const domain::StudyGrid grid = three_cells();
    IndexMap map;
    map.grid = &grid;
    CHECK_FALSE(json::parse(map_json(map)).contains("opening"));
    map.opening = {26.1, 127.6, 26.7, 128.1};
    CHECK(json::parse(map_json(map)).at("opening") == json({127.6, 26.1, 128.1, 26.7}));
}

TEST_CASE("A share is never told as of a class it is not in") {
    const domain::StudyGrid grid = three_cells();
    IndexMap map;
    map.grid = &grid;
    const std::vector<double> edges = {1e-6, 0.999999, 0.5 - 1e-10};
    map.layers = {{"A", "5g", edges, {}}};
    CHECK(json::parse(map_json(map))["layers"][0]["shares"] == json({1, 1, 99, 1, 50, 1}));
}

TEST_CASE("What nobody states is null, and cells of a gap stand as steps") {
    const domain::StudyGrid grid = three_cells();
    const std::vector<std::uint32_t> cells = {0, 2};
    IndexMap map;
    map.grid = &grid;
    MapGap gap;
    gap.carrier = "A";
    gap.technology = "5g";
    gap.households = std::numeric_limits<double>::quiet_NaN();
    gap.population = 12.0;
    gap.cells = cells;
    map.gaps = {gap};
    MapAsset asset;
    asset.power = true;
    map.assets = {asset};
    MapPlan plan;
    plan.carrier = "A";
    plan.values = {{0, 9.04, {1, 4}}};
    plan.sites = {{0, 1, 9.04, 9.04, {{0, 0.5}, {2, 1.0}}}};
    map.plans = {plan};
    const json said = json::parse(map_json(map));
    CHECK(said["gaps"][0]["households"].is_null());
    CHECK(said["gaps"][0]["population"] == 12);
    CHECK(said["gaps"][0]["cells"] == json({0, 2}));
    CHECK(said["assets"][0]["power"] == true);
    CHECK(said["assets"][0]["fibre"].is_null());
    CHECK(said["plans"][0]["values"] == json::parse("[[0, 9, [1, 4]]]"));
    CHECK(said["plans"][0]["sites"][0]["percent"] == json({50, 100}));
}

TEST_CASE("Packing loses nothing and is the same each time") {
    std::string text = "三重県 </script>";
    for (int i = 0; i < 1000; ++i) {
        text += std::to_string(i * i);
    }
    CHECK(unpacked(packed(text)) == text);
    CHECK(packed(text) == packed(text));
    CHECK(packed(text).find('<') == std::string::npos);
}

TEST_CASE("The page has a map where there is one to show and todoku was built with it") {
    const domain::StudyGrid grid = three_cells();
    IndexContent content;
    const auto page = [&] {
        const ScratchFolder folder("index_map");
        write_index_page(content, folder.path() / "index.html");
        return bytes_of(folder.path() / "index.html");
    };
    CHECK(page().find("id=\"map\"") == std::string::npos);
    content.map.emplace();
    content.map->grid = &grid;
    const std::string html = page();
    const std::string begin = R"(<script type="application/x-todoku-map" id="map-data">)";
    const std::size_t at = html.find(begin);
    if (kMapScript.empty()) {
        CHECK(at == std::string::npos);
        CHECK(html.find("href=\"#map\"") == std::string::npos);
    } else {
        REQUIRE(at != std::string::npos);
        const std::size_t from = at + begin.size();
        CHECK(unpacked(html.substr(from, html.find('<', from) - from)) == map_json(*content.map));
        CHECK(html.find("href=\"#map\"") != std::string::npos);
        CHECK(html.find(kMapScript) != std::string::npos);
        CHECK(html.find(kMapStyle) != std::string::npos);
    }
}
