#include "io/point_cells.hpp"

#include "core/text.hpp"
#include "io/angle_cells.hpp"
#include "io/asset_cells.hpp"
#include "io/placing.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace todoku::io {

namespace {

using Pair = std::pair<std::string, std::string>;

/// Latitude and longitude of a point written as WKT or GeoJSON: POINT (136.5 34.7), SRID=4326;POINT
/// Z (136.5 34.7 12), {"type":"Point","coordinates":[136.5,34.7]}.
std::optional<Pair> written_point(std::string_view cell) {
    const std::string text = clean_text(cell);
    std::string_view rest = text;
    char end = ')';
    if (rest.starts_with("SRID=") || rest.starts_with("srid=")) {
        rest.remove_prefix(std::min(rest.find(';'), rest.size() - 1) + 1);
    }
    if (rest.starts_with("POINT") || rest.starts_with("Point") || rest.starts_with("point")) {
        rest.remove_prefix(std::min(rest.find('('), rest.size()));
    } else if (rest.starts_with('{') && rest.find("\"Point\"") != std::string_view::npos) {
        const auto figures = rest.find("\"coordinates\"");
        rest.remove_prefix(std::min(rest.find('[', std::min(figures, rest.size())), rest.size()));
        end = ']';
    } else {
        return std::nullopt;
    }
    const std::string_view inner =
        rest.substr(std::min<std::size_t>(1, rest.size()), rest.find(end) - 1);
    std::vector<std::string> figures;
    for (std::size_t at = inner.find_first_not_of(", "); at < inner.size();
         at = inner.find_first_not_of(", ", at)) {
        const std::size_t behind = std::min(inner.find_first_of(", ", at), inner.size());
        figures.emplace_back(inner.substr(at, behind - at));
        at = behind;
    }
    return figures.size() >= 2 ? std::optional(Pair(figures[1], figures[0])) : std::nullopt;
}

/// The decimal number that `text` begins with; empty where it begins with none.
std::string_view figure_at(std::string_view text) {
    return text.substr(0, std::min(text.find_first_not_of("0123456789.-"), text.size()));
}

/// Latitude and longitude in the address of a map: the pin of Google Maps (!3d34.7!4d136.5), what
/// it was asked for (q=34.7,136.5), else the middle of the map (@34.7,136.5,17z; #15/34.7/136.5 of
/// 地理院地図).
std::optional<Pair> point_of_map(std::string_view cell) {
    if (!is_web_address(cell)) {
        return std::nullopt;
    }
    struct Form {
        std::string_view before;
        std::string_view between;
    };
    static constexpr std::array<Form, 11> forms = {{{"!3d", "!4d"},
                                                    {"query=", ","},
                                                    {"query=", "%2C"},
                                                    {"destination=", ","},
                                                    {"?q=", ","},
                                                    {"&q=", ","},
                                                    {"?q=", "%2C"},
                                                    {"ll=", ","},
                                                    {"lat=", "&lon="},
                                                    {"/@", ","},
                                                    {"#", "/"}}};
    for (const auto& [before, between] : forms) {
        const auto at = cell.find(before);
        if (at == std::string_view::npos) {
            continue;
        }
        std::string_view rest = cell.substr(at + before.size());
        if (before == "#") { // its zoom
            rest.remove_prefix(std::min(rest.find('/') + 1, rest.size()));
        }
        const std::string_view lat = figure_at(rest);
        rest.remove_prefix(lat.size());
        if (lat.empty() || !rest.starts_with(between)) {
            continue;
        }
        const std::string_view lng = figure_at(rest.substr(between.size()));
        if (!lng.empty()) {
            return Pair(lat, lng);
        }
    }
    return std::nullopt;
}

} // namespace

std::pair<std::string, std::string> halves_of(std::string_view cell) {
    if (auto point = written_point(cell)) {
        return *std::move(point);
    }
    if (auto point = point_of_map(cell)) {
        return *std::move(point);
    }
    std::string text = clean_text(cell);
    if (text.starts_with('(') && text.ends_with(')')) {
        text = text.substr(1, text.size() - 2);
    }
    for (const std::string_view east : {"東経", "経度"}) { // 北緯34度42分東経136度30分
        if (const auto at = text.find(east); at != std::string::npos && at > 0) {
            std::string north = text.substr(0, at);
            for (const std::string_view mark : {",", "、", "/", ";", "・", " "}) {
                while (north.ends_with(mark)) {
                    north.resize(north.size() - mark.size());
                }
            }
            return {north, text.substr(at)};
        }
    }
    for (const std::string_view separator : {",", "、", "/", ";", "・", " "}) {
        const auto at = text.find(separator);
        if (at != std::string::npos &&
            text.find(separator, at + separator.size()) == std::string::npos) { // exactly once
            return {text.substr(0, at), text.substr(at + separator.size())};
        }
    }
    return {text, ""};
}

bool is_web_address(std::string_view cell) {
    const std::string_view text = trimmed(cell);
    return text.find("://") != std::string_view::npos || text.starts_with("maps.app.goo.gl/") ||
           text.starts_with("goo.gl/");
}

bool is_point_in_japan(std::string_view cell) {
    const auto [first, second] = halves_of(cell);
    if (second.empty()) {
        return false;
    }
    const auto lat = degrees_in(first);
    const auto lng = degrees_in(second);
    return lat && lng && (in_japan(*lat, *lng) || in_japan(*lng, *lat));
}

} // namespace todoku::io
