// What reach is predicted over: populated cells, terrain and what stands on it.
#pragma once

#include "geo/height_grid.hpp"
#include "radio/reach.hpp"
#include "study/inputs.hpp"
#include "study/step_results.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace todoku::study {

struct ReachGround {
    std::vector<std::uint32_t> grid_cells; ///< grid index of each cell
    std::vector<domain::MeshCell> cells;   ///< populated, rising
    geo::HeightGrid terrain;               ///< empty where the study has none
    geo::HeightGrid clutter;
};
/// @throws InputError, ExternalError as the readers of terrain and clutter
ReachGround read_reach_ground(const StudyFile& study, const Inputs& inputs, const Covered& covered,
                              Progress& progress);

/// The study's presets in their order with its own link budget; behind them the first one indoors,
/// where the study wants figures of that.
std::vector<radio::BandPreset> presets_of(const RadioSettings& settings);

/// The model a preset's reach is predicted with: the study's, or what stands for it at the preset's
/// frequency.
radio::SweepModel model_of(const RadioSettings& settings, const radio::BandPreset& preset);
/// Its id as [radio] model is written: "p1812".
std::string_view model_id_of(const RadioSettings& settings, const radio::BandPreset& preset);

/// One for each asset.
std::vector<radio::Site> sites_of(const Inputs& inputs);

/// By the study's settings; refers to the ground and the sites, which must outlive it.
/// @throws InputError for a file of an antenna that cannot be used
radio::ReachRequest reach_request(const StudyFile& study, const ReachGround& ground,
                                  std::span<const radio::Site> sites, Threads threads);

} // namespace todoku::study
