// Designated cities (政令指定都市) and their wards, which carry codes of their own.
#pragma once

#include "domain/government_code.hpp"

namespace todoku::domain {

/// True where `ward` is a ward of the designated city `city`: 22138 浜松市中央区 of 22130 浜松市.
/// Wards' codes follow their city's, up to the next designated city of the prefecture. Source:
/// 全国地方公共団体コード (総務省; JIS X 0402), twenty designated cities.
bool is_ward_of(GovernmentCode ward, GovernmentCode city);

} // namespace todoku::domain
