#include "io/asset_position.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_cells.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

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

/// "34.7, 136.5", "34.7 136.5", "34度42分、136度30分" as two texts; a cell without a separator is
/// the first alone.
std::pair<std::string, std::string> halves_of(std::string_view cell) {
    const std::string text = clean_text(cell);
    for (const std::string_view separator : {",", "、", "/", ";", "・", " "}) {
        const auto at = text.find(separator);
        if (at != std::string::npos &&
            text.find(separator, at + separator.size()) == std::string::npos) { // exactly once
            return {text.substr(0, at), text.substr(at + separator.size())};
        }
    }
    return {text, ""};
}

} // namespace

AssetPosition position_of(const AssetColumns& columns, const AssetRow& row,
                          const geo::ToJgd2011* convert) {
    if (const auto point =
            row.geometry == nullptr ? std::nullopt : std::visit(PointOf{}, *row.geometry)) {
        return {AssetPosition::State::Found, point->lat(), point->lng(), "geometry",
                fmt::format("{} {}", shortest(point->lat()), shortest(point->lng()))};
    }
    const auto lat_column = columns.at("lat");
    const auto lng_column = columns.at("lon");
    const auto both_column = columns.at("lat_lon");
    const bool apart = lat_column && lng_column;
    if (!apart && !both_column) {
        return {.state = AssetPosition::State::Absent,
                .lat = 0.0,
                .lng = 0.0,
                .field = "geometry",
                .value = {}};
    }
    const auto [lat, lng] =
        apart ? std::pair(std::string(row.cell(*lat_column)), std::string(row.cell(*lng_column)))
              : halves_of(row.cell(*both_column));
    AssetPosition raw;
    raw.field =
        apart ? columns.shown("lat") + ", " + columns.shown("lon") : columns.shown("lat_lon");
    raw.value = clean_text(lat) + ", " + clean_text(lng);
    if (says_nothing(lat) || says_nothing(lng)) {
        raw.value = says_nothing(lat) && says_nothing(lng) ? "" : raw.value;
        return raw;
    }
    const bool plane = convert && !convert->is_geographic();
    const auto lat_value = plane ? number_in(lat) : degrees_in(lat);
    const auto lng_value = plane ? number_in(lng) : degrees_in(lng);
    if (!lat_value || !lng_value) {
        raw.state = AssetPosition::State::Unreadable;
        raw.field = !apart      ? columns.shown("lat_lon")
                    : lat_value ? columns.shown("lon")
                                : columns.shown("lat");
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

Issue exchanged_ledger(const std::vector<ExchangedRow>& rows, const AssetSource& request) {
    return {.kind = IssueKind::Repaired,
            .code = "asset_lat_lon_swapped",
            .file = request.shown_as,
            .layer = request.layer,
            .row = rows.front().row,
            .field = rows.front().field,
            .value = rows.front().value,
            .problem = {fmt::format("すべての資産（{}件）で緯度と経度が逆です。", rows.size()),
                        fmt::format("Latitude and longitude of all {} assets are swapped.",
                                    rows.size())},
            .action = {"入れ替えて使いました（入れ替えるとすべて対象の範囲に入ります）。",
                       "Used after swapping them, which puts all of them on the study's ground."}};
}

Issue exchanged_row(const ExchangedRow& row, const AssetSource& request, bool put_right) {
    Issue issue{.kind = put_right ? IssueKind::Repaired : IssueKind::Rejected,
                .code = "asset_lat_lon_swapped",
                .file = request.shown_as,
                .layer = request.layer,
                .row = row.row,
                .field = row.field,
                .value = row.value,
                .problem = {fmt::format("「{}」の緯度と経度が逆です。", row.name),
                            fmt::format("Latitude and longitude of \"{}\" are swapped.", row.name)},
                .action = {"入れ替えて使いました。", "Used after swapping them."}};
    if (!put_right) {
        issue.action = {
            "入れ替えても対象の範囲に入らない資産がこの台帳にあるので、自動では直さず、この"
            "資産は使いませんでした。",
            "Swapped, some assets of this ledger would not lie on the study's ground: "
            "nothing is changed by itself, and the asset was not used."};
    }
    return issue;
}

} // namespace todoku::io
