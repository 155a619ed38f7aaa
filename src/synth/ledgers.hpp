// The asset ledgers as offices keep them: full-width digits, units in cells, blanks in headers, and
// a few mistakes.
#pragma once

#include "synth/assets.hpp"

#include <filesystem>
#include <string>

namespace todoku::synth {

/// Files of the ledgers, relative to their folder.
inline constexpr const char* kPropertyLedger = "public_property.csv"; ///< CP932, CRLF
inline constexpr const char* kPoleLedger = "loudspeaker_poles.csv";   ///< UTF-8 with BOM, CRLF
inline constexpr const char* kMastLedger = "masts.geojson";

/// Writes the three ledgers. The property ledger ends with deliberate faults, which a check of the
/// study must report: three rows without coordinates, one in the sea, one with latitude and
/// longitude swapped, one that another municipality claims, and the first mast once more.
void write_ledgers(const std::filesystem::path& folder, const AssetStock& stock);

} // namespace todoku::synth
