#include "io/asset_position.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_cells.hpp"

#include <fmt/format.h>

namespace todoku::io {

namespace {

struct PointOf {
    std::optional<geo::LatLng> operator()(std::monostate) const { return std::nullopt; }
    std::optional<geo::LatLng> operator()(geo::LatLng point) const { return point; }
    std::optional<geo::LatLng> operator()(const geo::MultiLine& lines) const {
        for (const geo::Line& line : lines.lines) {
            if (!line.empty()) {
                return line[line.size() / 2];
            }
        }
        return std::nullopt;
    }
    std::optional<geo::LatLng> operator()(const geo::MultiPolygon& shape) const {
        return geo::label_point(shape);
    }
};

} // namespace

AssetPosition position_of(const AssetTable& table, const AssetColumns& columns, const AssetRow& row,
                          const geo::ToJgd2011* convert) {
    if (const auto point = std::visit(PointOf{}, row.geometry)) {
        return {AssetPosition::State::Found, point->lat(), point->lng(), "geometry",
                fmt::format("{} {}", shortest(point->lat()), shortest(point->lng()))};
    }
    const auto lat_column = columns.at("lat");
    const auto lng_column = columns.at("lon");
    if (!lat_column || !lng_column) {
        return {.state = AssetPosition::State::Absent,
                .lat = 0.0,
                .lng = 0.0,
                .field = "geometry",
                .value = {}};
    }
    const std::string& lat = table.cell(row, *lat_column);
    const std::string& lng = table.cell(row, *lng_column);
    AssetPosition raw;
    raw.field = columns.shown("lat") + ", " + columns.shown("lon");
    raw.value = clean_text(lat) + ", " + clean_text(lng);
    if (says_nothing(lat) || says_nothing(lng)) {
        raw.value = says_nothing(lat) && says_nothing(lng) ? "" : raw.value;
        return raw;
    }
    const auto lat_value = convert ? number_in(lat) : degrees_in(lat);
    const auto lng_value = convert ? number_in(lng) : degrees_in(lng);
    if (!lat_value || !lng_value) {
        raw.state = AssetPosition::State::Unreadable;
        raw.field = lat_value ? columns.shown("lon") : columns.shown("lat");
        raw.value = lat_value ? clean_text(lng) : clean_text(lat);
        return raw;
    }
    raw.state = AssetPosition::State::Found;
    raw.lat = *lat_value;
    raw.lng = *lng_value;
    if (convert && (*lat_value != 0.0 || *lng_value != 0.0)) {
        const auto point = (*convert)({*lng_value, *lat_value});
        raw.state = point ? AssetPosition::State::Found : AssetPosition::State::Unreadable;
        raw.lat = point ? point->lat() : 0.0;
        raw.lng = point ? point->lng() : 0.0;
    }
    return raw;
}

} // namespace todoku::io
