// Which gap areas of two runs are the same place, told by the ground they share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace todoku::study {

/// A gap area as matching sees it.
struct GapGround {
    std::string service; ///< carrier and technology: areas of different ones never match
    std::string
        municipality; ///< code; "": any (not cut at borders, or a municipality that is no more)
    std::vector<std::uint32_t> cells; ///< numbers that both runs share, rising
};

/// An earlier and a present area that share ground.
struct GapLink {
    std::size_t earlier = 0;
    std::size_t present = 0;
    double people = 0.0;   ///< of the cells shared
    std::size_t cells = 0; ///< shared
    bool same = false;     ///< the same place: each area is in one such link at most
};

/// People of a cell that count for an area.
using PeopleOfCell = std::function<double(std::uint32_t cell, const std::string& municipality)>;

/// Links by falling shared people, then cells, then order of the earlier and of the present areas.
/// Going down the list, two areas are the same place where neither is taken yet: a merged area
/// continues the one it shares most people with, and of a divided one the part with most of its
/// people does.
std::vector<GapLink> link_gaps(std::span<const GapGround> earlier,
                               std::span<const GapGround> present, const PeopleOfCell& people);

} // namespace todoku::study
