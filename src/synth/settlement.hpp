// Where people of the synthetic prefecture live: towns around offices, villages of the plain and
// the coast, hamlets in valleys.
#pragma once

#include "synth/prefecture.hpp"
#include "synth/roads.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace todoku::synth {

struct Town {
    geo::LatLng place;
    std::size_t municipality = 0; ///< in the table
    double people = 0.0;          ///< about, in the town itself
    bool office = false;          ///< the municipality's main town
    std::string name;             ///< of the quarter: 本町, 中川, 大谷...
};

struct Settlement {
    std::vector<Town> towns; ///< by municipality, the main town first, then falling in size
    Field density; ///< people per km2 at the nodes, before figures are brought to the census'
};

Settlement settle(const Prefecture& prefecture, const std::vector<MadeRoad>& roads,
                  std::uint64_t seed);

} // namespace todoku::synth
