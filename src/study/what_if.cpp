#include "study/what_if.hpp"

#include "study/asset_lookup.hpp"
#include "study/pipeline.hpp"
#include "study/run.hpp"

#include <algorithm>
#include <set>

namespace todoku::study {

std::vector<WhatIfCarrier> what_if(const WhatIfRequest& request, Progress& progress) {
    const FinishedStudy finished = open_finished(request.study, request.output, progress);
    for (const auto* ids : {&request.with, &request.without}) {
        for (const std::string& id : *ids) {
            find_asset(finished.inputs, id);
        }
    }
    std::vector<std::vector<std::uint32_t>> start;
    for (const siting::CarrierPlan& plan : finished.chosen.plans) {
        start.emplace_back();
        for (const siting::PlanSite& site : plan.sites) {
            start.back().push_back(site.asset);
        }
    }
    const Chosen changed =
        choose(finished.study, finished.inputs, finished.covered, finished.gapped, finished.reached,
               {request.with, request.without, request.sites, request.budget, start}, progress);
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
        answer.cost = now.cost;
        answer.plan_cost = before.cost;
        answer.cost_note = siting::cost_note(finished.study.siting.class_costs);
        answer.newly_covered = now.sites.empty() ? 0.0 : now.sites.back().cumulative;
        answer.plan_newly_covered = before.sites.empty() ? 0.0 : before.sites.back().cumulative;
        answer.plan_sites = before.sites.size();
        const std::size_t as_many = std::min(before.sites.size(), now.sites.size());
        answer.plan_as_many = as_many == 0 ? 0.0 : before.sites[as_many - 1].cumulative;
        std::set<std::uint32_t> kept;
        for (const siting::PlanSite& site : now.sites) {
            kept.insert(site.asset);
            const domain::Asset& asset = finished.inputs.assets[site.asset];
            answer.sites.push_back({site.rank, asset.id, asset.name, site.gain, site.cumulative,
                                    planned.contains(site.asset)});
        }
        for (std::size_t rank = 0; rank < as_many; ++rank) {
            const siting::PlanSite& site = before.sites[rank];
            if (!kept.contains(site.asset)) {
                const domain::Asset& asset = finished.inputs.assets[site.asset];
                answer.dropped.push_back({asset.id, asset.name});
            }
        }
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace todoku::study
