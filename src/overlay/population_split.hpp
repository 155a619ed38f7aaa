// Brings people from the cells of a census to the cells of a study: coarser by sums, else by where
// there is land, or by what says where people live.
#pragma once

#include "core/parallel.hpp"
#include "domain/cell_weights.hpp"
#include "domain/municipality.hpp"
#include "domain/population_grid.hpp"

#include <span>

namespace todoku::overlay {

/// How a population file's cells became the study's, for saying beside the figures.
enum class RegridRule {
    Same,    ///< the file's cells are the study's
    Sum,     ///< cells of the study hold whole cells of the file
    Land,    ///< divided by land inside municipalities
    Weights, ///< divided by a raster's values or buildings' floor area
};

/// The people of the file, each in exactly one of the three figures where they were divided.
struct RegriddedPopulation {
    domain::PopulationGrid grid;
    RegridRule rule = RegridRule::Same;
    double people_by_weight = 0.0;
    double people_by_land = 0.0; ///< by the rule Weights: cells without any weight
    double people_evenly = 0.0;  ///< cells without weight and land: every part alike
};

struct RegridRequest {
    const domain::PopulationGrid& population; ///< in order
    domain::MeshLevel level = domain::MeshLevel::M250;
    /// Ground on which the people may live: the study's, and neighbours' where the file holds their
    /// people too.
    std::span<const domain::Municipality> municipalities;
    std::span<const domain::Municipality> neighbours;
    const domain::CellWeights* weights = nullptr; ///< of the study's level
};

/// The same people in the cells of `level`. A cell of the file that is not a part of one of them
/// divides among those on its ground in proportion to, first of these that is not 0 for it: the
/// weights of cells that hold land; the weights anywhere; the area of land; the area. So the sea
/// takes nobody, and sums are kept (to rounding of the sum). Where the levels do not nest (250 m
/// and 100 m) a cell of `level` that lies partly on the file's counts with that part, its land and
/// weight as if spread evenly. Details divide as the total does; cells that take nobody are left
/// out, unless nobody knows how many there are.
RegriddedPopulation regrid(const RegridRequest& request, Threads threads = {});

} // namespace todoku::overlay
