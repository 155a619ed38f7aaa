// The sections of index.html of each carrier, and of where no carrier serves: map, places asked
// for, assets offered, what more or less would bring.
#pragma once

#include "report/index_page.hpp"

#include <cstddef>
#include <string>

namespace todoku::report {

/// The section's id, for links within the page.
/// @param index of the carrier in IndexContent, from 0
std::string carrier_id(std::size_t index);

std::string carrier_section(const IndexCarrier& carrier, std::size_t index);

std::string unserved_section(const IndexContent& content);

} // namespace todoku::report
