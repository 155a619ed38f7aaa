// How a header or a value speaks of technologies: 5G, LTE, Sub6, ミリ波, 転用...
#pragma once

#include "domain/technology.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// 2 of this very technology, 1 of its generation, 0 of none, -1 of others only.
/// @param key as header_key() makes it
int technology_rank(const std::string& key, domain::Technology technology);

/// Of a value that names technologies, or their bands, and says at most 圏内 or エリア beside: as
/// technology_rank(), never 0. Nothing for any other text. @param key as header_key() makes it
std::optional<int> technology_value(const std::string& key, domain::Technology technology);

/// Of a value under a header that names technologies, where 5 alone is 5G: technology_value(), else
/// technology_rank(). @param key as header_key() makes it
int named_technology_rank(const std::string& key, domain::Technology technology);

/// The text without the words that name technologies.
std::string without_technology(std::string key);

/// A column whose values name technologies: 方式, 通信方式, 世代, technology... @param key without
/// its unit
bool is_technology_header(const std::string& key);

} // namespace todoku::io
