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

/// Without the name before an angle: 緯度:34.7, lat=34.7, geo:34.7 (RFC 5870).
std::string without_name(std::string text) {
    static constexpr std::array<std::string_view, 8> names = {
        "緯度", "経度", "latitude", "longitude", "lat", "lng", "lon", "geo"};
    const auto is = [](char a, char b) { return a == b || a - 'A' + 'a' == b; };
    for (const std::string_view name : names) {
        if (text.size() <= name.size() || !std::equal(name.begin(), name.end(), text.begin(),
                                                      [&](char b, char a) { return is(a, b); })) {
            continue;
        }
        const std::string_view rest = trimmed(std::string_view(text).substr(name.size()));
        if (rest.starts_with(':') || rest.starts_with('=')) {
            return std::string(trimmed(rest.substr(1)));
        }
        return std::string(rest);
    }
    return text;
}

/// "N34.73E136.52", "34°43'30\" N 136°31'30\" E": where the letters part them.
std::optional<Pair> parted_by_letters(const std::string& text) {
    const auto north = text.find_first_of("Nn");
    const auto east = text.find_first_of("Ee");
    if (north == std::string::npos || east == std::string::npos || north > east ||
        text.find_first_of("Nn", north + 1) != std::string::npos ||
        text.find_first_of("Ee", east + 1) != std::string::npos) {
        return std::nullopt;
    }
    const auto at = north == 0 ? east : north + 1;
    if ((north == 0) == (east + 1 == text.size())) {
        return std::nullopt;
    }
    const auto cleaned = [](std::string_view half) {
        half = trimmed(half);
        while (half.ends_with(',') || half.starts_with(',')) {
            half = trimmed(half.ends_with(',') ? half.substr(0, half.size() - 1) : half.substr(1));
        }
        return std::string(half);
    };
    return Pair(cleaned(std::string_view(text).substr(0, at)),
                cleaned(std::string_view(text).substr(at)));
}

Pair halves_by_marks(std::string_view cell) {
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
    if (auto point = parted_by_letters(text)) {
        return *std::move(point);
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

} // namespace

std::pair<std::string, std::string> halves_of(std::string_view cell) {
    auto [first, second] = halves_by_marks(cell);
    return {without_name(std::move(first)), without_name(std::move(second))};
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
