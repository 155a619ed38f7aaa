#include "io/csv_points.hpp"

#include "core/japanese.hpp"
#include "io/angle_cells.hpp"
#include "io/asset_cells.hpp"
#include "io/text_table.hpp"

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

/// The first column of such a name. @param datum that its header must name (None: no datum);
/// nothing: any
template <std::size_t N>
int column_named(const OGRFeatureDefn& definition, const std::array<std::string_view, N>& names,
                 std::optional<SaidDatum> datum = std::nullopt) {
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const std::string written = definition.GetFieldDefn(i)->GetNameRef();
        if (datum && said_datum(written) != *datum) {
            continue;
        }
        std::string header = without_datum(header_key(written));
        header.resize(std::min(header.find('('), header.size()));
        if (std::find(names.begin(), names.end(), header) != names.end()) {
            return i;
        }
    }
    return -1;
}

std::optional<int> datum_column(const OGRFeatureDefn& definition) {
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        if (is_datum_header(definition.GetFieldDefn(i)->GetNameRef())) {
            return i;
        }
    }
    return std::nullopt;
}

/// Columns of latitude and longitude whose headers name this datum.
std::optional<PointColumns> degrees_on(const OGRFeatureDefn& definition,
                                       std::optional<SaidDatum> datum) {
    const PointColumns found{column_named(definition, kLongitudes, datum),
                             column_named(definition, kLatitudes, datum), true};
    return found.x >= 0 && found.y >= 0 ? std::optional(found) : std::nullopt;
}

} // namespace

std::optional<PointColumns> point_columns(const OGRFeatureDefn& definition) {
    if (auto degrees = degrees_on(definition, SaidDatum::World)) {
        degrees->said = SaidDatum::World;
        return degrees;
    }
    if (auto degrees = degrees_on(definition, SaidDatum::None)) {
        degrees->datum_column = datum_column(definition);
        return degrees;
    }
    if (auto degrees = degrees_on(definition, std::nullopt)) { // one of them names Tokyo datum
        degrees->said = SaidDatum::Tokyo;
        return degrees;
    }
    const PointColumns plane{column_named(definition, kX), column_named(definition, kY)};
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
