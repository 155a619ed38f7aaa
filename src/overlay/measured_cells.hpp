// Drive and walk tests summarised by cell, carrier and technology, sample after sample: memory
// grows with the cells driven through, never with the samples.
#pragma once

#include "domain/measurement.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace todoku::overlay {

class MeasuredCells {
public:
    explicit MeasuredCells(domain::MeshLevel level) : level_(level) {}

    /// @pre the sample lies in the mesh system's range
    void add(const domain::Measurement& sample);

    /// What was measured, by rising cell, then carrier in the order of `carriers`, then technology.
    /// @param carriers the list that samples count their carriers in
    [[nodiscard]] std::vector<domain::MeasuredCell>
    finish(const std::vector<std::string>& carriers) const;

private:
    struct Tally {
        std::int64_t samples = 0;
        std::int64_t in_service = 0;
        /// Samples by whole dBm, rising: RSRP is reported in steps of 1 dB.
        std::vector<std::pair<std::int16_t, std::int64_t>> rsrp;
        std::vector<std::int32_t> days; ///< since 1970, rising
        std::int64_t with_speed = 0;
        double speed_sum_mbps = 0.0;
    };
    struct Key {
        domain::MeshCell cell;
        std::uint32_t carrier = 0;
        domain::MeasuredTechnology technology = domain::MeasuredTechnology::Lte4g;
        friend bool operator==(const Key&, const Key&) = default;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const;
    };

    domain::MeshLevel level_;
    std::unordered_map<Key, Tally, Hash> tallies_;
    std::pair<const Key, Tally>* last_ = nullptr; ///< most samples lie where the one before lay
};

} // namespace todoku::overlay
