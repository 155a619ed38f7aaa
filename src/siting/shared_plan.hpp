// One list for all carriers together: assets that several of them could share.
#pragma once

#include "siting/plan.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace todoku::siting {

struct SharedSite {
    std::uint32_t asset = 0;
    std::uint32_t cost = 0;
    std::vector<double> gains; ///< by carrier: people it adds after those before it
    double cumulative = 0.0;   ///< of all carriers
};

/// As many sites as a carrier's plan has (or within its budget), each used by all carriers that
/// gain there. A person left out by two carriers counts once for each.
struct SharedPlan {
    std::vector<std::string> carriers;
    std::vector<SharedSite> sites; ///< by what each adds
    double upper_bound = 0.0;      ///< no such plan brings more
};

/// Keeps demands, bars, separation and budget of the request; a carrier does not use a site too
/// near to a station of its own. Floors are not kept. Empty with fewer than two carriers.
/// @throws as choose_sites()
SharedPlan shared_plan(const PlanRequest& request, Progress& progress);

} // namespace todoku::siting
