// What lies around each carrier's plan, as tables: more and fewer sites, more and less cost, a plan
// for all carriers, other plans, phases, floors and the sites a target takes.
#pragma once

#include "core/text.hpp"
#include "study/result_tables.hpp"

#include <string>
#include <utility>
#include <vector>

namespace todoku::study {

/// Those tables that have rows, each with what it is called in the list of files:
/// coverage_curve (a row a carrier and number of sites), pareto_front (a carrier and budget),
/// shared_plan (a site and carrier), other_plans and phases (a row a site),
/// floors (a row a carrier and municipality), targets (a row a carrier).
std::vector<std::pair<ResultTable, Text>> outlook_tables(const Results& results);

} // namespace todoku::study
