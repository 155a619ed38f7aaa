#include "io/csv_points.hpp"

#include "core/japanese.hpp"
#include "io/asset_cells.hpp"

#include <ogr_feature.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace todoku::io {

namespace {

constexpr std::array<std::string_view, 5> kLongitudes = {"経度", "lon", "lng", "long", "longitude"};
constexpr std::array<std::string_view, 3> kLatitudes = {"緯度", "lat", "latitude"};
constexpr std::array<std::string_view, 2> kX = {"x", "x座標"};
constexpr std::array<std::string_view, 2> kY = {"y", "y座標"};

template <std::size_t N>
int column_named(const OGRFeatureDefn& definition, const std::array<std::string_view, N>& names) {
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        std::string header = comparable(definition.GetFieldDefn(i)->GetNameRef());
        header.resize(std::min(header.find('('), header.size()));
        std::transform(header.begin(), header.end(), header.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        if (std::find(names.begin(), names.end(), header) != names.end()) {
            return i;
        }
    }
    return -1;
}

} // namespace

std::optional<PointColumns> point_columns(const OGRFeatureDefn& definition) {
    const PointColumns degrees{column_named(definition, kLongitudes),
                               column_named(definition, kLatitudes), true};
    if (degrees.x >= 0 && degrees.y >= 0) {
        return degrees;
    }
    const PointColumns plane{column_named(definition, kX), column_named(definition, kY), false};
    return plane.x >= 0 && plane.y >= 0 ? std::optional(plane) : std::nullopt;
}

std::optional<geo::XY> point_in(const OGRFeature& feature, const PointColumns& columns, bool angles,
                                std::string& found) {
    const std::string x = feature.GetFieldAsString(columns.x);
    const std::string y = feature.GetFieldAsString(columns.y);
    found = says_nothing(x) && says_nothing(y) ? "" : clean_text(y) + ", " + clean_text(x);
    const auto x_value = angles ? degrees_in(x) : number_in(x);
    const auto y_value = angles ? degrees_in(y) : number_in(y);
    if (!x_value || !y_value) {
        return std::nullopt;
    }
    return geo::XY{*x_value, *y_value};
}

} // namespace todoku::io
