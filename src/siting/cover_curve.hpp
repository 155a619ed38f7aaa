// What more or fewer sites would cover, and really different choices of nearly the same worth.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "siting/cover_problem.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

/// The best known of so many sites, and what no choice of so many exceeds.
struct CurvePoint {
    std::uint32_t sites = 0;
    double covered = 0.0;
    double upper_bound = 0.0;
};

struct CurveRequest {
    std::span<const std::uint32_t> order; ///< a choice, by what each adds after those before it
    std::span<const std::uint32_t> must;  ///< in it, first
    std::span<const std::uint32_t> must_not;
    std::uint32_t most = 0;   ///< sites up to which the curve goes
    double upper_bound = 0.0; ///< of as many sites as the choice has, where known
    Threads threads = {};
};

/// One point for each number of sites from 1 (or from as many as are demanded) to `most`. Covered
/// is the better of greedy's first sites, which are nested, and the choice's; the bound the least
/// of those that prices found for a quarter, a half, once and twice the choice's number prove for
/// each number. Both rise. @pre check_problem() passes @throws Interrupted
std::vector<CurvePoint> coverage_curve(const CoverProblem& problem, const CurveRequest& request,
                                       const Progress& progress);

/// A choice that shares at most half of its sites with those before it.
struct OtherChoice {
    std::vector<std::uint32_t> sites; ///< by what each adds
    std::vector<double> gains;
    double covered = 0.0;
    std::uint32_t shared = 0; ///< sites that also stand in the first choice
};

struct OtherRequest {
    std::span<const std::uint32_t> order; ///< the first choice
    std::span<const std::uint32_t> must;
    std::span<const std::uint32_t> must_not;
    std::span<const std::uint32_t> costs; ///< by site; empty: as many sites are what counts
    std::uint64_t budget = 0;             ///< with costs
    std::size_t count = 2;
    std::uint64_t seed = 1;
    Threads threads = {};
};

/// Choices of as many sites (or within the budget) without that half of the sites of the first one
/// (and of each found) that could be spared most easily; demanded sites stay. Fewer where nothing
/// else covers anything.
/// @pre check_problem() passes @throws Interrupted
std::vector<OtherChoice> other_choices(const CoverProblem& problem, const OtherRequest& request,
                                       const Progress& progress);

} // namespace todoku::siting
