// Whose coverage is looked for in a file: tables may have a column for each carrier or technology.
#pragma once

#include "core/japanese.hpp"
#include "domain/technology.hpp"

#include <optional>
#include <string>

namespace todoku::io {

struct CoverageOf {
    std::string carrier;
    domain::Technology technology = domain::Technology::Lte4g;
    std::optional<Date> day{}; ///< what begins later is no coverage; nothing: all is
};

} // namespace todoku::io
