// What a person needs to see of a picture that was read as coverage: its colours, how much of it
// each took, and the picture made small beside what was read from it.
#pragma once

#include "io/coverage_reading.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

struct ColourShare {
    std::uint32_t rgb = 0;
    double share = 0.0; ///< of the picture's pixels
};

struct PictureLook {
    std::string shown_as;
    std::optional<int> zoom; ///< of tiles: the one that was read
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::vector<ColourMeaning> table;      ///< as the study gives it; empty where it gives none
    std::vector<double> shares;            ///< by entry of the table, softened edges included
    double edges = 0.0;                    ///< share of softened edges in these
    double transparent = 0.0;              ///< share
    double unlisted = 0.0;                 ///< share of colours that mean nothing
    std::vector<ColourShare> not_in_table; ///< the largest groups of these
    std::vector<ColourShare> found;        ///< the largest groups of all colours

    /// What the small picture's pixels were read as: an entry of the table, or one of these.
    static constexpr std::int16_t kTransparent = -1;
    static constexpr std::int16_t kUnlisted = -2;
    std::int32_t small_width = 0;
    std::int32_t small_height = 0;
    std::vector<std::uint32_t> small;     ///< 0xAARRGGBB, every so many pixels, none mixed
    std::vector<std::int16_t> small_read; ///< in the same order
};

/// Called once a picture, also where its colours do not suffice to read it.
using PictureLooker = std::function<void(PictureLook&&)>;

/// "#0A1B2C".
std::string colour_text(std::uint32_t rgb);

} // namespace todoku::io
