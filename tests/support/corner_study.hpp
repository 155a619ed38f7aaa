// The tiny study moved to where four primary meshes meet (35 rows south of its place, at 137 E),
// with coverage that overlaps, crosses all four and goes far beyond them.
#pragma once

#include "support/tiny_study.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <utility>
#include <vector>

namespace todoku::test {

class CornerStudy : public TinyStudy {
public:
    /// The south-western of the study's 4 x 8 cells; 5136, 5137, 5236 and 5237 meet in their
    /// middle.
    static constexpr std::int32_t kSouth = -32;
    static constexpr std::int32_t kWest = 156;

    CornerStudy() {
        files["municipalities.geojson"] =
            collection(polygon(kSouth, kWest, kSouth + 4, kWest + 4,
                               R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
                       "," +
                       polygon(kSouth, kWest + 4, kSouth + 4, kWest + 8,
                               R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
        std::string people = "code,population,households,population_65plus\n";
        for (std::int32_t row = 0; row < 4; ++row) {
            for (std::int32_t column = 0; column < 8; ++column) {
                people += cell(kSouth + row, kWest + column).code() + ",16,6,5\n";
            }
        }
        files["population.csv"] = people;
        files["a.geojson"] =
            collection(ring({{0.3, 0.2}, {3.1, 0.9}, {3.7, 5.2}, {1.2, 7.1}}) + "," +
                       ring({{1.1, 1.7}, {2.9, 2.2}, {2.2, 6.3}, {0.4, 6.9}}));
        files["b.geojson"] = collection(
            ring({{-900, -700}, {1.3, -650}, {2.4, 3.1}, {1.9, 900}, {-100, 1200}, {-950, 400}}));
        files["unknown.geojson"] =
            collection(ring({{1.5, 2.5}, {3.9, 2.0}, {3.3, 6.8}, {1.7, 5.1}}));
        files["zones.geojson"] = collection(
            polygon(kSouth - 1, kWest + 1.5, kSouth + 2.5, kWest + 5.5, R"("name":"学区")"));
        files["schools.csv"] =
            fmt::format("名称,緯度,経度\n境の小,{},{}\n東小,{},{}\n", lat(kSouth + 2),
                        lng(kWest + 4), lat(kSouth + 1.5), lng(kWest + 6.5));
        files["assets.csv"] =
            fmt::format("ID,名称,種別,住所,緯度,経度,高さ,市区町村コード\n"
                        "T-1,北小学校,学校,津市北町1,{},{},12.5,242012\n"
                        "T-2,中央公民館,公民館,松阪市中央2,{},{},１０ｍ,242047\n",
                        lat(kSouth + 3.3), lng(kWest + 1.3), lat(kSouth + 0.4), lng(kWest + 6.6));
        files["stations.csv"] =
            fmt::format("局名,緯度,経度\n境の局,{},{}\n", lat(kSouth + 1.5), lng(kWest + 6.5));
        files["study.toml"] += R"(
[[inputs.stations]]
carrier = "キャリアB"
technology = "5g-sub6"
file = "stations.csv"

[[coverage]]
carrier = "キャリアB"
technology = "5g-mmwave"
strength = "edge"
file = "unknown.geojson"

[[coverage]]
carrier = "キャリアA"
technology = "5g-sub6"
unknown = true
file = "unknown.geojson"

[[inputs.zones]]
name = "学区"
file = "zones.geojson"

[[inputs.places]]
kind = "school"
file = "schools.csv"
)";
    }

    /// A polygon by rows and columns from the study's south-western corner.
    static std::string ring(std::vector<std::pair<double, double>> points) {
        points.push_back(points.front());
        std::vector<std::string> places;
        for (const auto& [row, column] : points) {
            places.push_back(fmt::format("[{},{}]", lng(kWest + column), lat(kSouth + row)));
        }
        return fmt::format(R"({{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon",)"
                           R"("coordinates":[[{}]]}}}})",
                           fmt::join(places, ","));
    }
};

} // namespace todoku::test
