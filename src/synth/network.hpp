// Made-up networks of four carriers: stations where people are, until each layer serves the share
// it is meant to.
#pragma once

#include "core/parallel.hpp"
#include "domain/technology.hpp"
#include "synth/demand.hpp"
#include "synth/station.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace todoku::synth {

/// Names that no real carrier bears.
inline constexpr std::array<const char*, 4> kCarriers = {"キャリアA", "キャリアB", "キャリアC",
                                                         "キャリアD"};

struct NetworkLayer {
    std::size_t carrier = 0; ///< in kCarriers
    domain::Technology technology = domain::Technology::Lte4g;
    std::vector<Station> stations;
    double served = 0.0; ///< share of the people inside a station's star
};

struct NetworkRequest {
    const Demand& demand;
    Ground ground; ///< empty: flat
    std::vector<geo::LatLng>
        roadside; ///< places along main roads that the wider networks serve as well
    std::uint64_t seed = 24;
    double detail = 1.0; ///< vertices of outlines are multiplied by it
    Threads threads;
};

/// All sixteen layers, carrier by carrier, technology by technology.
std::vector<NetworkLayer> build_networks(const NetworkRequest& request);

} // namespace todoku::synth
