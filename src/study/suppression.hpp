// Which counts of people the open-data edition does not show: small ones, and as many beside them
// as it takes that no total minus the rest gives a small one away.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace todoku::study {

/// More than nobody, fewer than the least that is shown.
bool is_small(double count, double least);

/// The counts of one layer of coverage: of municipalities, and of all of them together.
struct LayerCounts {
    /// Layers of one technology add up among carriers (any + all = A + B), so their totals stay or
    /// go together.
    std::string technology;
    std::vector<std::vector<double>> counts; ///< municipalities x counts (covered, uncovered...)
    std::vector<double> total;               ///< counts
};

struct HiddenCounts {
    std::vector<bool> municipalities; ///< all their rows
    std::vector<bool> totals;         ///< by layer
};

/// A municipality with a small count in any layer is hidden in all of them (layers that are equal
/// elsewhere would tell it); then those of fewest people, until all hidden ones of a layer together
/// make no small count where its total is shown.
/// @param people of each municipality @param least over 0; 0 or less hides nothing
HiddenCounts hidden_counts(const std::vector<LayerCounts>& layers,
                           const std::vector<double>& people, double least);

/// A gap area's people, and which list of the municipality it is in.
struct GapCount {
    std::size_t list = 0;
    double people = 0.0;
};

/// Of one municipality: small areas, and larger ones by rising people (in all lists alike, so that
/// one ground's areas share their fate) until the hidden ones of each list together are not small.
std::vector<bool> hidden_gaps(const std::vector<GapCount>& gaps, double least);

} // namespace todoku::study
