// A made-up drive test along the two longest main roads, as a contractor hands it over.
#pragma once

#include "synth/network.hpp"
#include "synth/roads.hpp"

#include <cstdint>
#include <filesystem>
#include <span>

namespace todoku::synth {

/// Relative to the folder of the inputs.
inline constexpr const char* kDriveTestFile = "measurements/drive_test.csv";

/// CSV in CP932 with CRLF under a title row: samples every 20 m, of two carriers in 4G and 5G. Most
/// agree with what the networks serve; here and there a stretch does not, so that a comparison has
/// something to find. Ends with deliberate faults: a row without a fix, one in Tokyo, one of an
/// unknown carrier.
void write_drive_test(const std::filesystem::path& inputs, std::span<const MadeRoad> roads,
                      std::span<const NetworkLayer> networks, std::uint64_t seed);

} // namespace todoku::synth
