#include "io/asset_position.hpp"

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/angle_cells.hpp"
#include "io/asset_cells.hpp"
#include "io/point_cells.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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

/// X, X座標(m), 座標X, 平面直角座標X... of the axis.
std::optional<std::size_t> plane_column(const std::vector<std::string>& headers,
                                        const std::string& axis) {
    for (std::size_t i = 0; i < headers.size(); ++i) {
        std::string key = header_key(headers[i]);
        key.resize(std::min(key.find('('), key.size()));
        if (key == axis || key == axis + "座標" || key == axis + "座標値" || key == "座標" + axis ||
            key == "座標値" + axis || key == "平面直角座標" + axis || key == "平面直角" + axis) {
            return i;
        }
    }
    return std::nullopt;
}

/// The cell of degrees with those of its minutes and seconds: 34 | 43 | 55.2 is "34度43分55.2秒".
/// Degrees that are not whole, or no number, stand for themselves; whole degrees whose minutes are
/// left open are no angle.
std::string whole_angle(const AssetRow& row, std::size_t degrees,
                        const AssetColumns::AngleParts& parts) {
    const std::string_view found = row.cell(degrees);
    const auto value = number_in(found);
    if (!parts.minutes || says_nothing(found) || !value || *value != std::floor(*value)) {
        return std::string(found);
    }
    std::string angle = shortest(*value) + "度" + clean_text(row.cell(*parts.minutes)) + "分";
    if (parts.seconds && !says_nothing(row.cell(*parts.seconds))) {
        angle += clean_text(row.cell(*parts.seconds)) + "秒";
    }
    return angle;
}

Text axes_of(const ExchangedRow& row) {
    return row.plane ? Text{"XとY", "X and Y"} : Text{"緯度と経度", "Latitude and longitude"};
}

} // namespace

geo::Box ground_of(const AssetSource& request) {
    return request.placing.extent.empty() ? kJapan : request.placing.extent.grown(kSpillDegrees);
}

void take_plane_columns(AssetColumns& columns, const AssetSource& request,
                        const AssetTable& table) {
    const auto x = plane_column(table.headers, "x");
    const auto y = plane_column(table.headers, "y");
    const bool others =
        (columns.at("lat") && columns.at("lon")) || columns.at("lat_lon") || table.has_geometry;
    if (others || !x || !y) {
        return;
    }
    const bool figures =
        std::any_of(table.samples.begin(), table.samples.end(), [&](const auto& row) {
            return std::max(*x, *y) < row.size() && number_in(row[*x]) && number_in(row[*y]);
        });
    const std::string shown_x = comparable(table.headers[*x]);
    const std::string shown_y = comparable(table.headers[*y]);
    if (!request.crs) {
        if (!figures) {
            return;
        }
        throw InputError(
            {fmt::format("{} の「{}」「{}」の座標系が分かりません。作成元に確かめて、crs = "
                         "\"EPSG:6674\" のように書いてください（平面直角座標系 第n系は "
                         "EPSG:6668+n、三重県は第6系で EPSG:6674。緯度・経度なら EPSG:6668）。",
                         request.shown_as, shown_x, shown_y),
             fmt::format(
                 "The CRS of \"{}\" and \"{}\" in {} is not known. Ask who made the file and "
                 "write crs = \"EPSG:6674\" or the like (plane rectangular system n is "
                 "EPSG:6668+n; latitude and longitude EPSG:6668).",
                 shown_x, shown_y, request.shown_as)});
    }
    const geo::ToJgd2011 crs(*request.crs, request.placing.datum);
    const bool north_first = crs.name().find("Plane Rectangular") != std::string::npos;
    columns.column["lat"] = north_first ? *x : *y;
    columns.column["lon"] = north_first ? *y : *x;
    columns.mapping["lat"] = north_first ? shown_x : shown_y;
    columns.mapping["lon"] = north_first ? shown_y : shown_x;
    std::erase_if(columns.unused, [&](const std::string& header) {
        return header == shown_x || header == shown_y;
    });
}

void take_point_column(AssetColumns& columns, const AssetTable& table) {
    if ((columns.at("lat") && columns.at("lon")) || columns.at("lat_lon") || table.has_geometry) {
        return;
    }
    for (std::size_t i = 0; i < table.headers.size(); ++i) {
        std::size_t filled = 0;
        std::size_t points = 0;
        for (const auto& row : table.samples) {
            const bool says = i < row.size() && !says_nothing(row[i]);
            filled += says ? 1U : 0U;
            points += says && is_point_in_japan(row[i]) ? 1U : 0U;
        }
        if (2 * points > filled) {
            columns.column["lat_lon"] = i;
            columns.mapping["lat_lon"] = comparable(table.headers[i]);
            std::erase(columns.unused, comparable(table.headers[i]));
            return;
        }
    }
}

AssetPosition position_of(const AssetColumns& columns, const AssetRow& row,
                          const geo::ToJgd2011* convert, const geo::Box& ground) {
    if (const auto point =
            row.geometry == nullptr ? std::nullopt : std::visit(PointOf{}, *row.geometry)) {
        AssetPosition drawn;
        drawn.state = AssetPosition::State::Found;
        drawn.lat = point->lat();
        drawn.lng = point->lng();
        if (!in_japan(drawn.lat, drawn.lng) && in_japan(drawn.lng, drawn.lat)) {
            drawn.exchanged = geo::LatLng::from_degrees(drawn.lng, drawn.lat);
        }
        drawn.field = "geometry";
        drawn.value = fmt::format("{} {}", shortest(point->lat()), shortest(point->lng()));
        return drawn;
    }
    const auto lat_column = columns.at("lat");
    const auto lng_column = columns.at("lon");
    const auto both_column = columns.at("lat_lon");
    const bool apart = lat_column && lng_column;
    if (!apart && !both_column) {
        AssetPosition absent;
        absent.field = row.geometry != nullptr ? "geometry" : "lat, lon";
        return absent;
    }
    const auto [lat, lng] = apart ? std::pair(whole_angle(row, *lat_column, columns.lat_parts),
                                              whole_angle(row, *lng_column, columns.lon_parts))
                                  : halves_of(row.cell(*both_column));
    AssetPosition raw;
    const auto name_cells = [&, &lat = lat, &lng = lng] {
        raw.field =
            apart ? columns.shown("lat") + ", " + columns.shown("lon") : columns.shown("lat_lon");
        raw.value = clean_text(lat) + ", " + clean_text(lng);
    };
    const std::string_view link = [&] {
        const std::string_view first = row.cell(apart ? *lat_column : *both_column);
        const std::string_view second = row.cell(apart ? *lng_column : *both_column);
        return is_web_address(first) ? first : is_web_address(second) ? second : std::string_view();
    }();
    const auto of_link = [&] {
        name_cells();
        raw.state = AssetPosition::State::Link;
        raw.value = clean_text(link);
        return raw;
    };
    if (says_nothing(lat) || says_nothing(lng)) {
        if (!link.empty()) {
            return of_link();
        }
        name_cells();
        raw.value = says_nothing(lat) && says_nothing(lng) ? "" : raw.value;
        return raw;
    }
    const bool plane = convert && !convert->is_geographic();
    auto lat_value = plane ? number_in(lat) : degrees_in(lat);
    auto lng_value = plane ? number_in(lng) : degrees_in(lng);
    if (!plane && apart && !lat_value && !lng_value) { // both, or it is no way of writing angles
        lat_value = degrees_between_commas(lat);
        lng_value = degrees_between_commas(lng);
        raw.commas = lat_value && lng_value;
    }
    if (!plane && !(lat_value && lng_value && in_japan(*lat_value, *lng_value))) {
        if (const auto counted = degrees_in_seconds(lat, lng)) {
            lat_value = counted->first;
            lng_value = counted->second;
            raw.seconds = true;
        }
    }
    if (!lat_value || !lng_value) {
        if (!link.empty()) {
            return of_link();
        }
        raw.state = AssetPosition::State::Unreadable;
        raw.field = !apart      ? columns.shown("lat_lon")
                    : lat_value ? columns.shown("lon")
                                : columns.shown("lat");
        raw.value = lat_value ? clean_text(lng) : clean_text(lat);
        return raw;
    }
    raw.state = AssetPosition::State::Found;
    raw.map_link = !apart && !link.empty();
    raw.lat = *lat_value;
    raw.lng = *lng_value;
    raw.plane = plane;
    if (raw.lat == 0.0 && raw.lng == 0.0) {
        name_cells();
        return raw;
    }
    const auto place = [convert](double y, double x) {
        return convert ? (*convert)({x, y}) : std::optional(geo::LatLng::from_degrees(y, x));
    };
    const bool turned = !plane && !in_japan(raw.lat, raw.lng) && in_japan(raw.lng, raw.lat);
    const auto as_written = turned ? std::nullopt : place(*lat_value, *lng_value);
    if (turned) {
        raw.exchanged = place(*lng_value, *lat_value);
    } else if (plane && !(as_written && ground.contains(*as_written))) {
        raw.exchanged = place(*lng_value, *lat_value);
        if (raw.exchanged && !ground.contains(*raw.exchanged)) {
            raw.exchanged.reset();
        }
    }
    if (convert && !raw.exchanged) {
        raw.state = as_written ? AssetPosition::State::Found : AssetPosition::State::Unreadable;
        raw.lat = as_written ? as_written->lat() : 0.0;
        raw.lng = as_written ? as_written->lng() : 0.0;
    }
    const bool plain = raw.state == AssetPosition::State::Found && !raw.exchanged && !raw.commas &&
                       !raw.seconds && !raw.map_link && in_japan(raw.lat, raw.lng);
    if (!plain) {
        name_cells();
    }
    return raw;
}

Issue exchanged_ledger(const std::vector<ExchangedRow>& rows, const AssetSource& request) {
    const Text axes = axes_of(rows.front());
    return {
        .kind = IssueKind::Repaired,
        .code = "asset_lat_lon_swapped",
        .file = request.shown_as,
        .layer = request.layer,
        .row = rows.front().row,
        .field = rows.front().field,
        .value = rows.front().value,
        .problem = {fmt::format("すべての資産（{}件）で{}が逆です。", counted(rows.size()),
                                axes.ja),
                    fmt::format("{} of all {} assets are swapped.", axes.en, counted(rows.size()))},
        .action = {"入れ替えて使いました（入れ替えるとすべて対象の範囲に入ります）。",
                   "Used after swapping them, which puts all of them on the study's ground."}};
}

Issue exchanged_row(const ExchangedRow& row, const AssetSource& request, bool put_right) {
    const Text axes = axes_of(row);
    Issue issue{.kind = put_right ? IssueKind::Repaired : IssueKind::Rejected,
                .code = "asset_lat_lon_swapped",
                .file = request.shown_as,
                .layer = request.layer,
                .row = row.row,
                .field = row.field,
                .value = row.value,
                .problem = {fmt::format("「{}」の{}が逆です。", row.name, axes.ja),
                            fmt::format("{} of \"{}\" are swapped.", axes.en, row.name)},
                .action = {"入れ替えて使いました。", "Used after swapping them."}};
    if (!put_right) {
        issue.action = {
            "入れ替えても対象の範囲に入らない資産がこの台帳にあるので、自動では直さず、この"
            "資産は使いませんでした。",
            "Swapped, some assets of this ledger would not lie on the study's ground: "
            "nothing is changed by itself, and the asset was not used."};
        if (row.plane) {
            issue.action = {"XとYの向きがこの台帳の全ての行では揃わないので、自動では直さず、この"
                            "資産は使いませんでした。",
                            "X and Y do not stand so in every row of this ledger: nothing is "
                            "changed by itself, and the asset was not used."};
        }
    }
    return issue;
}

} // namespace todoku::io
