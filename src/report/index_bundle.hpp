// What web/ is built to: the map of index.html. Its source is generated in the build folder
// (cmake/Web.cmake).
#pragma once

#include <string_view>

namespace todoku::report {

/// JavaScript and CSS without "</script" and "</style"; both empty where todoku was built without
/// Node.js or the packages of web/.
extern const std::string_view kMapScript;
extern const std::string_view kMapStyle;

} // namespace todoku::report
