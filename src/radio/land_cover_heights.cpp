#include "radio/land_cover_heights.hpp"

#include <vector>

namespace todoku::radio {

std::span<const LandCoverHeight> land_cover_heights() {
    static const std::vector<LandCoverHeight> heights = {
        {1, {"水域", "water"}, 0.0},
        {2, {"人工構造物", "built-up"}, 10.0},
        {3, {"水田", "paddy field"}, 0.0},
        {4, {"畑地", "cropland"}, 0.0},
        {5, {"草地", "grassland"}, 0.0},
        {6, {"落葉広葉樹", "deciduous broad-leaved forest"}, 15.0},
        {7, {"落葉針葉樹", "deciduous coniferous forest"}, 20.0},
        {8, {"常緑広葉樹", "evergreen broad-leaved forest"}, 15.0},
        {9, {"常緑針葉樹", "evergreen coniferous forest"}, 20.0},
        {10, {"裸地", "bare land"}, 0.0},
        {11, {"竹林", "bamboo forest"}, 12.0},
        {12, {"ソーラーパネル", "solar panels"}, 0.0},
        {13, {"湿地", "wetland"}, 2.0},
        {14, {"温室", "greenhouse"}, 3.0},
    };
    return heights;
}

} // namespace todoku::radio
