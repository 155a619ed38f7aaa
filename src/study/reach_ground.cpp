#include "study/reach_ground.hpp"

#include "geo/ellipsoid.hpp"

namespace todoku::study {

ReachGround read_reach_ground(const StudyFile& study, const Inputs& inputs, const Covered& covered,
                              Progress& progress) {
    ReachGround ground;
    geo::Box window;
    for (std::size_t i = 0; i < covered.grid.size(); ++i) {
        if (covered.grid.population[i] > 0.0) {
            ground.grid_cells.push_back(static_cast<std::uint32_t>(i));
            ground.cells.push_back(covered.grid.cells[i]);
            window.extend(covered.grid.cells[i].box());
        }
    }
    for (const domain::Asset& asset : inputs.assets) {
        if (asset.municipality != domain::GovernmentCode{}) {
            window.extend(geo::Box{asset.place.lat(), asset.place.lng(), asset.place.lat(),
                                   asset.place.lng()});
        }
    }
    ground.terrain = read_study_terrain(study, window.grown(0.01), &progress);
    ground.clutter = read_study_clutter(study, window.grown(0.01), ground.terrain, &progress);
    return ground;
}

std::vector<radio::Site> sites_of(const Inputs& inputs) {
    std::vector<radio::Site> sites;
    for (const domain::Asset& asset : inputs.assets) {
        sites.push_back({asset.place, asset.height()});
    }
    return sites;
}

radio::ReachRequest reach_request(const StudyFile& study, const ReachGround& ground,
                                  std::span<const radio::Site> sites, Threads threads) {
    radio::ReachRequest request;
    request.sites = sites;
    request.cells = ground.cells;
    for (const std::string& id : study.radio.presets) {
        request.presets.push_back(radio::band_preset(id));
    }
    request.terrain = ground.terrain.empty() ? nullptr : &ground.terrain;
    request.clutter = ground.clutter.empty() ? nullptr : &ground.clutter;
    request.model = radio::sweep_model(study.radio.model).value_or(radio::SweepModel::P1812);
    request.clear = Metres(study.radio.clear_m);
    if (study.radio.receivers_per_side > 0 && !ground.cells.empty()) {
        const geo::Box box = ground.cells.front().box();
        request.pitch = Metres(geo::LocalFrame(box.centre()).metres_per_degree_lat() *
                               (box.north - box.south) / study.radio.receivers_per_side);
    }
    request.threads = threads;
    return request;
}

} // namespace todoku::study
