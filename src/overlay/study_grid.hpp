// Builds the study's cells: which cells there are, how each divides among municipalities, who lives
// there.
#pragma once

#include "core/issue.hpp"
#include "core/parallel.hpp"
#include "domain/municipality.hpp"
#include "domain/population_grid.hpp"
#include "domain/study_grid.hpp"

#include <cstddef>
#include <span>
#include <vector>

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
    std::size_t cells_within = 0; ///< of these, within the rectangle around the municipalities
    std::size_t cells_unknown =
        0; ///< cells of the study with people that the source does not count
    /// People by municipality under both rules for cells on borders, whichever was used; where it
    /// is Largest, people_by_centroid holds what that rule gives.
    std::vector<double> people_by_area;
    std::vector<double> people_by_centroid;
};

/// Whose a cell's people are where it lies in several municipalities.
enum class BorderCells {
    Area,     ///< each one's, by its part of the land
    Centroid, ///< the one's that holds the cell's centre; the largest part's where the centre is
              ///< sea
    Largest   ///< the one's with the largest part of the land (the ministry's rule)
};

struct StudyGridRules {
    // NOLINTNEXTLINE(google-explicit-constructor): a reach alone is a rule
    StudyGridRules(Metres shore = Metres(2000.0), BorderCells cells = BorderCells::Area)
        : reach(shore), border_cells(cells) {}
    Metres reach; ///< populated cells beside all municipalities go to one within this distance
    BorderCells border_cells;
};

/// All cells of the population's level that touch a municipality, and the populated cells near
/// them. By area, a cell's parts are its areas inside the municipalities, scaled to add up to 1
/// (the sea does not count); where the cell also touches a neighbour (ground of another
/// prefecture), only the people of the municipalities' share of the land are the study's. By
/// centroid, a cell is wholly the municipality's (or the neighbour's) that holds its centre, by
/// largest part wholly that one's. A
/// populated cell that touches nothing goes to the nearest municipality within `reach` (generalised
/// coast lines) and is noted, unless a neighbour is nearer. Cells of neighbours and cells farther
/// out are no cells of the study: they are counted in counts.outside. Cells whose people nobody
/// knows are cells of the study like others, marked, with nobody counted.
/// @param neighbours ground around the study as far as it is known; empty where the population
/// holds nobody else's people
StudyGridResult make_study_grid(const domain::PopulationGrid& population,
                                std::span<const domain::Municipality> municipalities,
                                StudyGridRules rules = {}, Threads threads = {},
                                std::span<const domain::Municipality> neighbours = {});

} // namespace todoku::overlay
