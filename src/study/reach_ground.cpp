#include "study/reach_ground.hpp"

#include "geo/ellipsoid.hpp"
#include "study/antenna_pattern_file.hpp"

#include <algorithm>

namespace todoku::study {

namespace {

radio::BandPreset preset_of(const RadioSettings& settings, const std::string& id) {
    radio::BandPreset preset = radio::band_preset(id);
    preset.threshold = DbMilliwatts(settings.threshold_dbm);
    preset.body_loss = Decibels(settings.body_loss_db);
    preset.masts = settings.masts;
    for (const BandSettings& band : settings.bands) {
        if (band.preset == id) {
            if (band.eirp_dbm_per_mhz) {
                preset.eirp_per_re =
                    radio::per_resource_element(*band.eirp_dbm_per_mhz, preset.subcarrier);
            }
            preset.radius = band.radius_km ? kilometres(*band.radius_km) : preset.radius;
        }
    }
    if (settings.woodland_m > 0.0) {
        preset = radio::in_woodland(preset, settings.woodland_m);
    }
    return preset;
}

std::vector<radio::Sector> sectors_of(const AntennaSettings& antenna) {
    using Kind = AntennaSettings::Kind;
    if (antenna.kind == Kind::Omni) {
        return {};
    }
    radio::Column column;
    column.downtilt_deg = antenna.downtilt_deg;
    const radio::Pattern pattern =
        antenna.kind == Kind::Sector
            ? radio::Pattern(column)
            : radio::Pattern(read_antenna_pattern(antenna.file, antenna.shown_as).value);
    std::vector<radio::Sector> sectors;
    for (const double bearing : antenna.bearings_deg) {
        sectors.push_back({pattern, bearing});
    }
    return sectors;
}

} // namespace

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

radio::SweepModel model_of(const RadioSettings& settings, const radio::BandPreset& preset) {
    return radio::reach_model(radio::sweep_model(settings.model).value_or(radio::SweepModel::P1812),
                              preset);
}

std::string_view model_id_of(const RadioSettings& settings, const radio::BandPreset& preset) {
    const radio::SweepModel model = model_of(settings, preset);
    for (const std::string_view id : {"p1812", "p526", "bullington", "los"}) {
        if (radio::sweep_model(id) == model) {
            return id;
        }
    }
    return "freespace";
}

std::vector<radio::Site> sites_of(const Inputs& inputs) {
    std::vector<radio::Site> sites;
    for (const domain::Asset& asset : inputs.assets) {
        sites.push_back({asset.place, asset.height(), asset.kind});
    }
    return sites;
}

std::vector<radio::BandPreset> presets_of(const RadioSettings& settings) {
    std::vector<radio::BandPreset> presets;
    for (const std::string& id : settings.presets) {
        presets.push_back(preset_of(settings, id));
    }
    if (settings.indoor) {
        presets.push_back(radio::indoors(presets.front(), *settings.indoor));
    }
    return presets;
}

radio::ReachRequest reach_request(const StudyFile& study, const ReachGround& ground,
                                  std::span<const radio::Site> sites, Threads threads) {
    radio::ReachRequest request;
    request.sites = sites;
    request.cells = ground.cells;
    request.presets = presets_of(study.radio);
    request.sectors = sectors_of(study.radio.antenna);
    request.rain_mm_h = study.radio.rain_mm_h;
    request.terminal_clutter = study.radio.terminal_clutter;
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
