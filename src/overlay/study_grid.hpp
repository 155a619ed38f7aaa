// Builds the study's cells: which cells there are, how each divides among municipalities, who lives
// there.
#pragma once

#include "core/issue.hpp"
#include "core/parallel.hpp"
#include "domain/municipality.hpp"
#include "domain/population_grid.hpp"
#include "domain/study_grid.hpp"

#include <span>

namespace todoku::overlay {

/// The study's cells, and what became of the people of the file: each is in exactly one figure.
struct StudyGridResult : Loaded<domain::StudyGrid> {
    double people_placed = 0.0;        ///< in the municipalities, those by the shore included
    double people_by_the_shore = 0.0;  ///< of these, in cells that touch no municipality
    double people_of_neighbours = 0.0; ///< on the neighbours' ground
    double people_elsewhere = 0.0;     ///< beyond reach of any municipality
    std::size_t cells_by_the_shore = 0;
    std::size_t cells_of_neighbours = 0; ///< wholly theirs
    std::size_t cells_divided = 0;       ///< shared with neighbours, people divided by area
    std::size_t cells_elsewhere = 0;
};

/// All cells of the population's level that touch a municipality, and the populated cells near
/// them. A cell's parts are its areas inside the municipalities, scaled to add up to 1 (the sea
/// does not count). Where the cell also touches a neighbour (ground of another prefecture), only
/// the people of the municipalities' share of the land are the study's. A populated cell that
/// touches nothing goes to the nearest municipality within `reach` (generalised coast lines) and is
/// noted, unless a neighbour is nearer. Cells of neighbours and cells farther out are no cells of
/// the study: they are counted in counts.outside.
/// @param neighbours ground around the study as far as it is known; empty where the population
/// holds nobody else's people
StudyGridResult make_study_grid(const domain::PopulationGrid& population,
                                std::span<const domain::Municipality> municipalities,
                                Metres reach = Metres(2000.0), Threads threads = {},
                                std::span<const domain::Municipality> neighbours = {});

} // namespace todoku::overlay
