// An asset by its id; for one that is not there, which was meant.
#pragma once

#include "study/inputs.hpp"

#include <cstdint>
#include <string>

namespace todoku::study {

/// The position in inputs.assets. @throws UsageError naming the nearest ids, by id first, then by
/// name; and, where a reader rejected a row that names it, why
std::uint32_t find_asset(const Inputs& inputs, const std::string& id);

} // namespace todoku::study
