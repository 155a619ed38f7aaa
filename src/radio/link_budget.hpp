// From path loss to service: what a station sends, what a handset needs. Every constant names its
// source.
#pragma once

#include "core/text.hpp"
#include "core/units.hpp"
#include "radio/p2109.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::radio {

/// Where an antenna stands on an asset of each kind, above the asset's height (house values).
struct MastHeights {
    Metres building = Metres(5.0);  ///< a pole on the roof
    Metres structure = Metres(5.0); ///< likewise
    Metres pole = Metres(0.0);      ///< carried at its own top
    Metres mast = Metres(0.0);      ///< likewise
    Metres land = Metres(0.0);      ///< of the pole built there; 0: `BandPreset::least_height`

    bool operator==(const MastHeights&) const = default;
};

/// One band with its station type. Powers per resource element, so that thresholds are SS-RSRP.
struct BandPreset {
    std::string id; ///< "n77-macro"
    Text label;
    Hertz frequency;
    Hertz subcarrier; ///< spacing
    DbMilliwatts eirp_per_re;
    MastHeights masts;
    /// Antenna above ground at least, where something is built for it: poles and masts carry it as
    /// high as they are.
    Metres least_height;
    Metres receiver_height = Metres(1.5);
    Decibels body_loss;
    DbMilliwatts threshold;                   ///< SS-RSRP that counts as served, outdoors
    Metres radius;                            ///< beyond it nothing is predicted
    std::string source;                       ///< where the figures come from
    Decibels entry_loss = Decibels(0.0);      ///< into the building; outdoors none
    Decibels entry_deviation = Decibels(0.0); ///< of that over buildings and rooms
    Decibels woodland_loss = Decibels(0.0);   ///< of trees around the handset (P.833)

    /// Largest path loss at which service holds.
    [[nodiscard]] Decibels maximum_loss() const {
        return (eirp_per_re - threshold) - body_loss - entry_loss - woodland_loss;
    }
};

/// The power of one resource element: its subcarrier's part of a megahertz.
DbMilliwatts per_resource_element(double eirp_dbm_per_mhz, Hertz subcarrier);

/// The same station for handsets in buildings of a kind: id and label say so, the median entry loss
/// of P.2109 comes off, and what exceeds it in one room of six is its deviation.
/// @throws UsageError for a frequency outside the range of P.2109
BandPreset indoors(const BandPreset& outdoors, Building building);

/// The same station for handsets in a wood, so many metres of the way under its trees (P.833).
/// @throws UsageError for a frequency or depth outside the range of P.833
BandPreset in_woodland(const BandPreset& open, double depth_m);

/// The presets of the program, by rising frequency: n28, n3 and n1 macro; n78, n77 and n79 macro
/// and small; n257-small. Frequencies are middles of Japan's downlink blocks (3GPP TS 38.101-1,
/// table 5.2-1).
std::span<const BandPreset> band_presets();
/// @throws UsageError with the list of known ids
const BandPreset& band_preset(std::string_view id);

} // namespace todoku::radio
