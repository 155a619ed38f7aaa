// All that a study measures of the carriers' polygons: in its own cells, in the ministry's, and
// with the polygons moved.
#pragma once

#include "overlay/coverage.hpp"
#include "overlay/ministry_rule.hpp"
#include "overlay/sensitivity.hpp"
#include "overlay/strength_layers.hpp"

#include <span>
#include <string>
#include <vector>

namespace todoku::overlay {

struct MeasureRequest {
    std::span<const domain::CoverageLayer> layers;
    std::span<const domain::CoverageLayer> unknown = {}; ///< ground of which carriers do not know
    const domain::StudyGrid& grid;
    std::span<const Zones> zones = {};
    std::span<const geo::LatLng> places = {};
    const MinistryGround& ministry;
    std::span<const Shift> shifts = {}; ///< for the sensitivity; none where it is not wanted
    std::span<const std::string> moved_technologies = {};
    std::span<const StrengthLayers> strengths = {}; ///< measured with the first set of zones
    const domain::StudyGrid* deployment = nullptr;  ///< of 1 km, for Sub6; null: not wanted
};

struct Measures {
    Coverage study;
    Coverage ministry;           ///< of the cells of 500 m; nothing where there are none
    std::vector<Coverage> moved; ///< of the study's cells, by shift
    /// The most that may be, with the unknown ground; nothing where there is none.
    Coverage study_at_most;
    Coverage ministry_at_most;
    std::vector<Coverage> strengths; ///< of the study's cells and their classes, by strength
    Coverage deployment;             ///< of cells of 1 km, Sub6 alone
    Coverage deployment_at_most;
};

/// What follows from them (figures, sensitivity) needs no polygons of carriers any more.
Measures measure(const MeasureRequest& request, Threads threads, Progress& progress);

} // namespace todoku::overlay
