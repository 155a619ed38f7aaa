// The smallest whole study: two municipalities of 4 x 4 cells each, sixteen people a cell, two
// carriers, three assets. A picture (250 m cells; W = 津市, E = 松阪市; キャリアA covers the two
// southern rows, キャリアB the western municipality):
//
//      . . . .  . . . .      row 3
//      . . . .  . . . .      row 2
//      A A A A  A A A A      row 1
//      A A A A  A A A A      row 0
//      W W W W  E E E E
#pragma once

#include "domain/mesh.hpp"
#include "support/temporary_folder.hpp"

#include <fmt/format.h>

#include <map>
#include <string>

namespace todoku::test {

/// File texts of the tiny study by name; change one to see what a broken input does.
class TinyStudy {
public:
    // The south-west cell of the picture: Tsu (34.7303 N, 136.5086 E).
    static constexpr std::int32_t kRow = 16670;
    static constexpr std::int32_t kColumn = 43680;

    TinyStudy() {
        files["municipalities.geojson"] = collection(
            polygon(0, 0, 4, 4, R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") + "," +
            polygon(0, 4, 4, 8, R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
        std::string people = "code,population,households,population_65plus\n";
        for (std::int32_t row = 0; row < 4; ++row) {
            for (std::int32_t column = 0; column < 8; ++column) {
                people += cell(row, column).code() + ",16,6,5\n";
            }
        }
        files["population.csv"] = people;
        files["a.geojson"] = collection(polygon(0, 0, 2, 8, R"("name":"A")"));
        files["b.geojson"] = collection(polygon(0, 0, 4, 4, R"("name":"B")"));
        files["assets.csv"] =
            fmt::format("ID,名称,種別,住所,緯度,経度,高さ,市区町村コード\n"
                        "T-1,北小学校,学校,津市北町1,{},{},12.5,242012\n"
                        "T-2,中央公民館,公民館,松阪市中央2,{},{},１０ｍ,242047\n"
                        "T-3,南倉庫,倉庫,津市南3,{},{},,242012\n",
                        lat(3.3), lng(1.3), lat(2.4), lng(6.6), lat(0.5), lng(0.5));
        files["study.toml"] = R"([study]
name = "tiny"
title = "小さなスタディ"
prefecture = 24
as_of = "2026-10-01"
synthetic = true

[grid]
mesh = "250m"

[inputs]
municipalities = { file = "municipalities.geojson" }
population = { files = ["population.csv"], census = "試験" }

[[coverage]]
carrier = "キャリアA"
technology = "5g-sub6"
file = "a.geojson"

[[coverage]]
carrier = "キャリアB"
technology = "5g-sub6"
file = "b.geojson"

[[assets]]
file = "assets.csv"
owner = "三重県"

[radio]
presets = ["n257-small"]

[siting]
sites = 2
)";
    }

    /// Writes all files into a folder and gives the study file's path.
    std::filesystem::path write(const TemporaryFolder& folder) const {
        for (const auto& [name, text] : files) {
            folder.write(name, text);
        }
        return folder.path() / "study.toml";
    }

    static domain::MeshCell cell(std::int32_t row, std::int32_t column) {
        return {domain::MeshLevel::M250, kRow + row, kColumn + column};
    }
    /// Degrees of a place in cells from the picture's south-west corner.
    static double lat(double row) { return (kRow + row) / 480.0; }
    static double lng(double column) { return (kColumn + column) / 320.0; }

    static std::string collection(const std::string& features) {
        return R"({"type":"FeatureCollection","features":[)" + features + "]}";
    }
    static std::string polygon(double south, double west, double north, double east,
                               const std::string& properties) {
        return fmt::format(
            R"({{"type":"Feature","properties":{{{0}}},"geometry":{{"type":"Polygon","coordinates":[[[{1},{2}],[{3},{2}],)"
            R"([{3},{4}],[{1},{4}],[{1},{2}]]]}}}})",
            properties, lng(west), lat(south), lng(east), lat(north));
    }

    std::map<std::string, std::string> files;
};

} // namespace todoku::test
