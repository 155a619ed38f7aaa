// The headers under which ledgers of offices and ministries give our fields.
#pragma once

#include <string_view>
#include <vector>

namespace todoku::io {

struct Spellings {
    std::string_view field;
    std::vector<std::string_view> headers; ///< as header_key() makes them, best first
};

/// The table, a field after the other.
const std::vector<Spellings>& spellings();

/// True for a header of the table. @param key as header_key() makes it
bool is_spelled(std::string_view key);

/// Headers of parts of a facility (棟名), beside its own name.
const std::vector<std::string_view>& name_parts();

} // namespace todoku::io
