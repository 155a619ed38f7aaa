// What became of gap areas between two runs: closed, shrunk, stayed, grown, appeared...
#pragma once

#include "core/text.hpp"
#include "study/common_ground.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace todoku::study {

/// Told by the people who gained or lost coverage on an area's ground, not by its size: a gap that
/// is divided otherwise, or whose people moved away, has not changed.
enum class GapState {
    Closed,   ///< everybody who was left out there gained
    Shrunk,   ///< more gained than lost
    Stayed,   ///< as many gained as lost; mostly nobody
    Grown,    ///< more lost than gained
    Appeared, ///< in no earlier list; somebody lost
    Merged,   ///< part of an area that continues another one
    Divided,  ///< part of an earlier area that another part continues
    Listed,   ///< in no earlier list, though the coverage is the same: other people, rule or limits
    Unlisted, ///< no longer in the list, though the coverage is the same
};

inline constexpr GapState kGapStates[] = {
    GapState::Closed, GapState::Shrunk,  GapState::Stayed, GapState::Grown,   GapState::Appeared,
    GapState::Merged, GapState::Divided, GapState::Listed, GapState::Unlisted};

/// "closed" "shrunk" "stayed" "grown" "appeared" "merged" "divided" "listed" "unlisted".
const char* name_of(GapState state);
/// 解消, 縮小, 変化なし, 拡大, 新たに発生...
Text label_of(GapState state);

struct GapChange {
    std::size_t layer = 0; ///< of the common ground
    GapState state = GapState::Stayed;
    std::optional<std::size_t> earlier; ///< position in the earlier list; of a divided area the one
                                        ///< it was part of
    std::optional<std::size_t> present; ///< the same for merged areas
    /// Left out by the present rule, of the present people; 0 for areas of another row (the earlier
    /// one of a divided area, the present one of a merged one), so that rows add up.
    double people_earlier = 0.0;
    double people_present = 0.0;
    std::size_t cells_earlier = 0;
    std::size_t cells_present = 0;
    double gained = 0.0; ///< people on the ground of both
    double lost = 0.0;
};

/// By layer: the present list in its order, then earlier areas that no present one continues.
/// Areas of layers that are not common are left out.
std::vector<GapChange> gap_changes(const CommonGround& ground, const RunResults& earlier,
                                   const RunResults& present, const overlay::PopulationRule& rule);

} // namespace todoku::study
