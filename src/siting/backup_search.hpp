// Among plans that cover nearly as much: one of which more stays covered when a site fails.
#pragma once

#include "core/progress.hpp"
#include "siting/cover_problem.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

struct BackupRequest {
    std::vector<std::uint32_t> sites; ///< the plan to begin with
    std::vector<std::uint32_t> must;  ///< of those: stay
    std::vector<std::uint32_t> must_not;
    double least = 0.0; ///< weight that is to stay covered
};

struct BackupPlan {
    std::vector<std::uint32_t> sites;
    double covered = 0.0;
    double twice = 0.0; ///< covered by two or more of them (covered_twice())
};

/// Exchanges one site for another while what is covered twice grows and what is covered does not
/// fall below `least`: each time a site's best exchange, until no site has one. As many sites as
/// given. It proves nothing: other plans may do better. Time: rounds x sites x pairs.
/// @pre the plan covers at least `least`; @throws Interrupted
BackupPlan search_backup(const CoverProblem& problem, const BackupRequest& request,
                         Progress& progress);

} // namespace todoku::siting
