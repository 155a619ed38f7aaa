// Which columns of a ledger hold latitude and longitude.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// The columns of coordinates: of two pairs the one on the new datum, then the one that names none.
struct PlaceColumns {
    std::optional<std::size_t> lat;
    std::optional<std::size_t> lon;
    std::optional<std::size_t> both;
};

/// By the headers as written.
PlaceColumns place_columns(const std::vector<std::string>& headers);

/// 緯度(分), 緯度分, 北緯_秒...: the column of that part of an angle.
std::optional<std::size_t> angle_part(const std::vector<std::string>& keys,
                                      std::initializer_list<std::string_view> angles,
                                      std::string_view part);

} // namespace todoku::io
