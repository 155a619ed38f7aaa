// The colours of the map: told apart by colour-blind readers, and still in order when printed in
// grey.
//
// The mesh classes grow darker in one direction (CIE L*: 97, 87, 77, 58, 31; ground nobody knows
// of, 68, stands apart as the one grey), so that a grey print keeps their order, and run from
// blue-grey over yellow and orange to brown, an axis that protan, deutan and tritan readers all
// see; tests/report/map_palette_test.cpp computes both.
#pragma once

#include "report/map_page.hpp"
#include "report/map_sheet.hpp"

#include <array>

namespace todoku::report::sheet {

inline constexpr Colour kPaper = Colour::hex(0xFFFFFF);
inline constexpr Colour kBlack = Colour::hex(0x1A1A1A);
inline constexpr Colour kSmallPrint = Colour::hex(0x404040);

inline constexpr Colour kLand = Colour::hex(0xF9F7F1);      ///< own ground, nobody without 5G
inline constexpr Colour kOtherLand = Colour::hex(0xE4E3DF); ///< beyond the border
inline constexpr Colour kSea = Colour::hex(0xE6F1F8);
inline constexpr Colour kUnknownGround =
    Colour::hex(0xF0F1F2); ///< no terrain to tell land from sea

inline constexpr Colour kCovered = Colour::hex(0xC9DBE9);
inline constexpr Colour kUnknownCoverage = Colour::hex(0xA6A6A6);
inline constexpr Colour kGapFew = Colour::hex(0xE9BB2D);
inline constexpr Colour kGapSome = Colour::hex(0xDA6F17);
inline constexpr Colour kGapMany = Colour::hex(0x7F2704);
inline constexpr Colour kGapEdge =
    Colour::hex(0x5C3A10); ///< thin line round the gaps, for grey prints

inline constexpr Colour kCoast = Colour::hex(0x3E6580);
inline constexpr Colour kBorder = Colour::hex(0x3A3A3A);
inline constexpr Colour kRoad = Colour::hex(0x6F6A62);
inline constexpr Colour kLandmark = Colour::hex(0x2B2140);
inline constexpr Colour kGraticule = Colour::hex(0x55718A);
inline constexpr Colour kSite = Colour::hex(0x0B3A75);
inline constexpr Colour kStamp = Colour::hex(0xA01818);

/// A line as the map and its legend draw it, on A3.
struct LineLook {
    Colour colour;
    double width = 0.0;             ///< points
    std::array<double, 4> dashes{}; ///< points; zeros: solid
    [[nodiscard]] constexpr bool dashed() const { return dashes[0] > 0.0; }
};
// Told apart without colour: solid and wide, dash and dot, solid and thin. Borders are dashed as on
// Japan's topographic maps.
inline constexpr LineLook kRoadLine = {kRoad, 1.3, {}};
inline constexpr LineLook kMunicipalLine = {kBorder, 0.7, {4.2, 1.6, 0.9, 1.6}};
inline constexpr LineLook kPrefecturalLine = {kBorder, 1.3, {6.5, 2.0, 1.2, 2.0}};
inline constexpr LineLook kCoastLine = {kCoast, 0.7, {}};

constexpr Colour colour_of(CellClass shows) {
    switch (shows) {
    case CellClass::Covered5g:
        return kCovered;
    case CellClass::UncoveredEmpty:
        return kLand;
    case CellClass::Unknown:
        return kUnknownCoverage;
    case CellClass::GapFew:
        return kGapFew;
    case CellClass::GapSome:
        return kGapSome;
    case CellClass::GapMany:
        return kGapMany;
    }
    return kLand;
}

} // namespace todoku::report::sheet
