#include "overlay/measures.hpp"

namespace todoku::overlay {

Measures measure(const MeasureRequest& request, Threads threads, Progress& progress) {
    Measures measures;
    measures.study = measure_coverage({.grid = request.grid,
                                       .layers = request.layers,
                                       .zones = request.zones,
                                       .places = request.places},
                                      threads, progress);
    if (!request.ministry.zones.empty()) {
        measures.ministry = measure_coverage({.grid = request.ministry.grid,
                                              .layers = request.layers,
                                              .zones = request.ministry.zones},
                                             threads, progress);
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
    return measures;
}

} // namespace todoku::overlay
