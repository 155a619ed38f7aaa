#include "io/place_columns.hpp"

#include "io/asset_spellings.hpp"
#include "io/datum_words.hpp"
#include "io/header_forms.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace todoku::io {

namespace {

/// 座標(緯度), GPS緯度, 緯度※, 緯度_10進, lat_dd are 緯度, 緯度, 緯度, 緯度, lat; others as they
/// are.
std::string plain_angle(const std::string& key) {
    static constexpr std::array<std::string_view, 13> before = {
        "gps",      "座標",       "位置座標", "位置情報", "位置", "地図座標", "代表点",
        "施設座標", "所在地座標", "所在地",   "施設",     "stop", "設置場所"};
    static constexpr std::array<std::string_view, 9> behind = {
        "", "10進", "(10進)", "10進数", "10進法", "十進", "dd", "deg", "decimal"};
    static constexpr std::array<std::string_view, 9> angles = {
        "緯度", "経度", "北緯", "東経", "lat", "lon", "lng", "latitude", "longitude"};
    std::string rest = key.substr(0, std::min(key.find("※"), key.find('*')));
    for (const std::string_view word : before) {
        if (rest.starts_with(word)) {
            rest.erase(0, word.size());
            break;
        }
    }
    rest.erase(0, rest.find_first_not_of("_ "));
    if (rest.starts_with('(') && rest.ends_with(')')) {
        rest = rest.substr(1, rest.size() - 2);
    }
    for (const std::string_view angle : angles) {
        if (rest.starts_with(angle)) {
            const std::string tail =
                rest.substr(std::min(rest.find_first_not_of("_", angle.size()), rest.size()));
            if (std::find(behind.begin(), behind.end(), tail) != behind.end()) {
                return std::string(angle);
            }
        }
    }
    return key;
}

/// The one header that holds the word; nothing where several do.
std::optional<std::size_t> only_header_with(std::string_view word,
                                            const std::vector<std::string>& headers) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (header_key(headers[i]).find(word) == std::string::npos) {
            continue;
        }
        if (found) {
            return std::nullopt;
        }
        found = i;
    }
    return found;
}

} // namespace

PlaceColumns place_columns(const std::vector<std::string>& headers) {
    const auto names_of = [](std::string_view field) -> const std::vector<std::string_view>& {
        return std::find_if(spellings().begin(), spellings().end(),
                            [field](const Spellings& known) { return known.field == field; })
            ->headers;
    };
    PlaceColumns any;
    for (const SaidDatum datum : {SaidDatum::World, SaidDatum::None, SaidDatum::Tokyo}) {
        Keys keys; // of this datum; others keep their position and have no key
        for (const std::string& header : headers) {
            const bool fits = said_datum(header) == datum;
            const std::string key = without_datum(header_key(header));
            keys.add(!fits ? std::string() : is_spelled(key) ? key : plain_angle(key));
        }
        const auto column = [&](std::string_view field) { return spelled(keys, names_of(field)); };
        const PlaceColumns found{column("lat"), column("lon"), column("lat_lon")};
        if (found.lat && found.lon && !(any.lat && any.lon)) {
            any.lat = found.lat;
            any.lon = found.lon;
        }
        any.lat = any.lat ? any.lat : found.lat;
        any.lon = any.lon ? any.lon : found.lon;
        any.both = any.both ? any.both : found.both;
    }
    if (!any.lat && !any.lon && !any.both) { // 代表地点の緯度
        any.lat = only_header_with("緯度", headers);
        any.lon = only_header_with("経度", headers);
        if (!any.lat || !any.lon || any.lat == any.lon) {
            any.lat.reset();
            any.lon.reset();
        }
    }
    return any;
}

std::optional<std::size_t> angle_part(const std::vector<std::string>& keys,
                                      std::initializer_list<std::string_view> angles,
                                      std::string_view part) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (const std::string_view angle : angles) {
            for (const std::string_view form : {"{}({})", "{}{}", "{}_{}", "{}・{}"}) {
                const std::string name = fmt::format(fmt::runtime(form), angle, part);
                if (keys[i] == name || keys[i].ends_with("_" + name)) {
                    return i;
                }
            }
        }
    }
    return std::nullopt;
}

} // namespace todoku::io
