// What a gap area is called wherever it is shown.
#pragma once

#include "core/text.hpp"
#include "domain/municipality.hpp"
#include "overlay/gaps.hpp"

#include <vector>

namespace todoku::study {

/// 津市立石沢支所の東約1.8km (domain/place_text.hpp). @param municipalities of the study
Text place_of(const overlay::GapArea& gap, const std::vector<domain::Municipality>& municipalities);

} // namespace todoku::study
