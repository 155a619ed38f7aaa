// Value functions: a criterion's figure as a worth from 0 to 1, straight between two reference
// points that do not depend on the candidates.
#pragma once

#include "siting/criteria.hpp"

namespace todoku::siting {

/// The figures worth 0 and 1; worth does not rise or fall beyond them.
struct ReferencePoints {
    double worst = 0.0;
    double best = 1.0;

    /// @pre worst != best
    [[nodiscard]] double worth(double figure) const;
    /// Both ends of what is known; [0, 1] of the unknown.
    [[nodiscard]] Range worth(const std::optional<Range>& figure) const;
};

using References = std::array<ReferencePoints, kCriteria>;

/// Amounts (people, roads, places, gap areas): 0, and all that is left out divided by the sites
/// wanted, but at least one place and 0.1 km, person or household. So 1 is the worth of a site of
/// which `sites` would be enough to leave nothing out. Carriers: 0 and all of them. Cost class: 5
/// and 1. Procedures: 4 (two permits) and 0. Safety: 0 and 1.
References reference_points(const LeftOut& left_out, std::size_t sites);

} // namespace todoku::siting
