// The cover step's shares checked against each other, a coarser mesh, the areas of rings and
// rational numbers.
#pragma once

#include "core/progress.hpp"
#include "overlay/self_check.hpp"
#include "study/inputs.hpp"
#include "study/step_results.hpp"

namespace todoku::study {

/// Every layer and combination of the study; some 200 cells of them in rational numbers.
overlay::SelfCheck check_covered(const Inputs& inputs, const Covered& covered, Threads threads,
                                 Progress& progress);

} // namespace todoku::study
