// The exact finish: where the bound does not meet the best set known, the sites in doubt are tried
// in and out.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "siting/cover_core.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace todoku::siting {

struct BranchRequest {
    double value = 0.0;         ///< of the best set known
    double upper_bound = 0.0;   ///< of all choices
    std::uint64_t work = 0;     ///< at most: pairs touched
    std::function<bool()> stop; ///< instead: says when the time is over
    Threads threads = {};
};

struct BranchResult {
    double upper_bound = 0.0;         ///< of all choices; the value where the best is proved
    double value = 0.0;               ///< of the best set known now
    std::vector<std::uint32_t> sites; ///< that set, as in CoverCore::site, where it is a new one
};

/// Branch and bound, the least bounded branch first, with the integer bound of cover_proof.hpp at
/// each: sites that no better choice of the branch can hold leave it, those it cannot do without
/// are demanded; then the site most in doubt is demanded in one half and given up in the other.
/// The result does not depend on the number of threads (but for `stop`).
/// @pre all weights whole, all shares 1 @throws Interrupted
BranchResult branch_and_bound(const CoverCore& root, const BranchRequest& request,
                              const Progress& progress);

} // namespace todoku::siting
