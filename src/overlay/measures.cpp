#include "overlay/measures.hpp"

#include <algorithm>

namespace todoku::overlay {

Measures measure(const MeasureRequest& request, Threads threads, Progress& progress) {
    Measures measures;
    const auto take = [&](CoverageRequest wanted, Coverage& coverage, Coverage& at_most) {
        coverage = measure_coverage(wanted, threads, progress);
        if (!request.unknown.empty()) {
            wanted.unknown = request.unknown;
            at_most = measure_coverage(wanted, threads, progress);
        }
    };
    take({.grid = request.grid,
          .layers = request.layers,
          .zones = request.zones,
          .places = request.places},
         measures.study, measures.study_at_most);
    if (!request.ministry.zones.empty()) {
        take({.grid = request.ministry.grid,
              .layers = request.layers,
              .zones = request.ministry.zones},
             measures.ministry, measures.ministry_at_most);
    }
    for (const Shift& shift : request.shifts) {
        const std::vector<domain::CoverageLayer> layers = moved(request.layers, shift);
        measures.moved.push_back(
            measure_coverage({.grid = request.grid,
                              .layers = layers,
                              .technologies = {request.moved_technologies.begin(),
                                               request.moved_technologies.end()}},
                             threads, progress));
    }
    std::vector<std::string> classes;
    for (const domain::Technology technology : domain::kTechnologies) {
        classes.emplace_back(domain::name_of(technology));
    }
    for (const StrengthLayers& strong : request.strengths) {
        measures.strengths.push_back(measure_coverage(
            {.grid = request.grid,
             .layers = strong.layers,
             .zones = request.zones.first(std::min<std::size_t>(1, request.zones.size())),
             .technologies = classes},
            threads, progress));
    }
    if (request.deployment != nullptr) {
        take({.grid = *request.deployment,
              .layers = request.layers,
              .technologies = {domain::name_of(domain::Technology::Nr5gSub6)}},
             measures.deployment, measures.deployment_at_most);
    }
    return measures;
}

} // namespace todoku::overlay
