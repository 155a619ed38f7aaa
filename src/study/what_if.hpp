// `todoku choose`: another choice on the finished reach, and how it differs from the plan.
#pragma once

#include "core/progress.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace todoku::study {

struct WhatIfRequest {
    std::filesystem::path study;
    std::filesystem::path output;
    std::vector<std::string> with;
    std::vector<std::string> without;
    std::size_t sites = 0;    ///< 0: as the study says
    std::uint64_t budget = 0; ///< in place of the number; 0: as the study says
};

struct WhatIfSite {
    std::size_t rank = 0;
    std::string asset_id;
    std::string name;
    double gain = 0.0;
    double cumulative = 0.0;
    bool in_plan = false; ///< also in the study's plan
};

struct WhatIfAsset {
    std::string id;
    std::string name;
};

struct WhatIfCarrier {
    std::string carrier;
    std::vector<WhatIfSite> sites;
    std::vector<WhatIfAsset> dropped; ///< of the plan's first as many sites, not here
    double newly_covered = 0.0;
    double plan_newly_covered = 0.0; ///< by the whole plan
    double plan_as_many = 0.0;       ///< by as many of the plan's first sites as here
    std::size_t plan_sites = 0;
    double upper_bound = 0.0;
    std::uint64_t cost = 0;      ///< of these sites
    Text cost_note;              ///< that costs are house values; empty where they are not
    std::uint64_t plan_cost = 0; ///< of the whole plan
};

/// Nothing is written. @throws UsageError for unknown ids and for a study that was not run
std::vector<WhatIfCarrier> what_if(const WhatIfRequest& request, Progress& progress);

} // namespace todoku::study
