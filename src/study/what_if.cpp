#include "study/what_if.hpp"

#include "study/pipeline.hpp"
#include "study/run.hpp"

#include <algorithm>
#include <set>

namespace todoku::study {

std::vector<WhatIfCarrier> what_if(const WhatIfRequest& request, Progress& progress) {
    const FinishedStudy finished = open_finished(request.study, request.output, progress);
    const Chosen changed =
        choose(finished.study, finished.inputs, finished.covered, finished.gapped, finished.reached,
               {request.with, request.without, request.sites}, progress);
    std::vector<WhatIfCarrier> answers;
    for (std::size_t i = 0; i < changed.plans.size(); ++i) {
        const siting::CarrierPlan& now = changed.plans[i];
        const siting::CarrierPlan& before = finished.chosen.plans[i];
        std::set<std::uint32_t> planned;
        for (const siting::PlanSite& site : before.sites) {
            planned.insert(site.asset);
        }
        WhatIfCarrier answer;
        answer.carrier = now.carrier;
        answer.upper_bound = now.upper_bound;
        answer.newly_covered = now.sites.empty() ? 0.0 : now.sites.back().cumulative;
        answer.plan_newly_covered = before.sites.empty() ? 0.0 : before.sites.back().cumulative;
        answer.plan_sites = before.sites.size();
        std::set<std::uint32_t> kept;
        for (const siting::PlanSite& site : now.sites) {
            kept.insert(site.asset);
            const domain::Asset& asset = finished.inputs.assets[site.asset];
            answer.sites.push_back({site.rank, asset.id, asset.name, site.gain, site.cumulative,
                                    planned.contains(site.asset)});
        }
        for (const siting::PlanSite& site : before.sites) {
            if (!kept.contains(site.asset)) {
                answer.dropped.push_back(finished.inputs.assets[site.asset].id);
            }
        }
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace todoku::study
