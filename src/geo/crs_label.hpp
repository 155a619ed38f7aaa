// What a coordinate reference system is called in a sentence.
#pragma once

#include "core/text.hpp"

#include <string>

namespace todoku::geo {

/// 平面直角座標系 第6系（JGD2011）of "JGD2011 / Japan Plane Rectangular CS VI"; the name as it is
/// where Japanese has no other.
Text crs_label(const std::string& name);

} // namespace todoku::geo
