// How high things stand on each class of a land-cover map: the clutter of P.1812-8, section 3.2,
// for Japan's classes.
#pragma once

#include "core/text.hpp"

#include <span>

namespace todoku::radio {

struct LandCoverHeight {
    int land_class = 0;
    Text name;
    double height_m = 0.0; ///< representative, above ground
};

/// Classes of JAXA's 高解像度土地利用土地被覆図 (HRLULC-Japan, v21.11 and later). Heights: ITU-R
/// P.1812-8, table 2 (water and open 0, forest 15 m); built-up land 10 m, table 2's suburban;
/// conifers 20 m, bamboo 12 m, greenhouses 3 m, wetland 2 m (house assumptions).
std::span<const LandCoverHeight> land_cover_heights();

} // namespace todoku::radio
