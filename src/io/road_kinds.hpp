// What kind of road an attribute says: codes of 国土数値情報, tags of OpenStreetMap, words.
#pragma once

#include "io/vector_file.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

/// The attribute that tells kinds apart, and how; nothing where the layer has none that is known.
struct RoadKindField {
    std::size_t field = 0;
    std::string name; ///< of the attribute
};
std::optional<RoadKindField> road_kind_field(const LayerInfo& layer);

/// "expressway", "national", "prefectural", "municipal", "path" or "road" for a value of an
/// attribute of this name; nothing for values that are not known.
std::optional<std::string> road_kind(std::string_view attribute, std::string_view value);

} // namespace todoku::io
