// The names under which the carriers of Japan go: KDDI and au, NTTドコモ and docomo...
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Which operator a name speaks of; nothing for other names, and for names of several.
std::optional<std::size_t> operator_named(std::string_view name);

/// Position of the only carrier that is of the operator of which the name speaks. Nothing where
/// none is, or several are: then a study tells names of one operator apart.
std::optional<std::size_t> carrier_of_operator(const std::vector<std::string>& carriers,
                                               std::string_view name);

/// The text without the words that name operators. @param key as header_key() makes it
std::string without_operator(std::string key);

} // namespace todoku::io
