// A place written in one cell: two angles, WKT, GeoJSON, the address of a map.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace todoku::io {

/// "34.7, 136.5", "34.7 136.5", "34度42分、136度30分", "北緯34度42分東経136度30分", "緯度:34.7
/// 経度:136.5", "N34.7E136.5", POINT (136.5 34.7), {"type":"Point"...},
/// https://www.google.com/maps?q=34.7,136.5 as the texts of latitude and longitude; a cell without
/// a separator is the first alone.
std::pair<std::string, std::string> halves_of(std::string_view cell);

/// An address of the web, of a map mostly, whatever it holds: https://maps.app.goo.gl/Ab1, also
/// without https.
bool is_web_address(std::string_view cell);

/// True where both halves are angles, and so a place in Japan, whichever stands first.
bool is_point_in_japan(std::string_view cell);

} // namespace todoku::io
