// GSI's TKY2JGD parameters: how far Tokyo datum lies from JGD2000, corner by corner of the 1 km
// mesh.
#pragma once

#include "geo/crs.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace todoku::geo {

/// Shifts in latitude and longitude at the south-west corners of tertiary mesh cells (30" x 45"),
/// bilinear between.
/// Source: 国土地理院 TKY2JGD Ver.2.1.2 (TKY2JGD.par: mesh code, dB and dL in seconds of arc, both
/// added to coordinates on Tokyo datum; the corners are positions on Tokyo datum); 飛田幹男 (2001)
/// 「世界測地系移行のための座標変換ソフトウェア TKY2JGD」国土地理院時報 97.
class DatumGrid {
public:
    /// Reads a parameter file: lines of code, dB, dL; what stands before the first such line is
    /// its heading.
    /// Nothing where the text is no such file: no line of parameters, or a line among them that is
    /// none. `bad_line` (from 1) then says which; 0 where there was none at all.
    static std::optional<DatumGrid> parse(std::string_view text, std::size_t& bad_line);

    /// From longitude (x) and latitude (y) in degrees on Tokyo datum; nothing where one of the four
    /// corners around is not in the file (open sea).
    [[nodiscard]] std::optional<LatLng> to_jgd2000(XY tokyo) const;
    [[nodiscard]] std::size_t corners() const { return corners_; }

private:
    static constexpr int kSide = 80; ///< tertiary cells along the side of a primary cell
    struct Shift {
        float lat_seconds = 0.0F;
        float lng_seconds = 0.0F;
        bool known = false;
    };
    using Block = std::vector<Shift>; ///< kSide x kSide, of one primary cell, rows from the south

    /// Row and column of a corner, counted in tertiary cells from 0 N, 100 E.
    [[nodiscard]] const Shift* at(std::int64_t row, std::int64_t column) const;

    std::unordered_map<std::int64_t, Block> blocks_; ///< by primary mesh code
    std::size_t corners_ = 0;
};

} // namespace todoku::geo
