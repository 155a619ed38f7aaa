// Point layers of 国土数値情報, whose attributes moved between editions.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace todoku::io {

/// One edition of a point layer of 国土数値情報: our field -> its attribute.
struct Edition {
    std::vector<std::pair<std::string_view, std::string_view>> attributes;
};

/// All that are known, later editions of a layer first.
const std::vector<Edition>& editions();

} // namespace todoku::io
