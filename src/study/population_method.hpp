// How the people of the files came to the cells of the study: said wherever the census is named.
#pragma once

#include "core/text.hpp"
#include "domain/study_grid.hpp"
#include "overlay/population_split.hpp"
#include "study/study_file.hpp"

#include <string>
#include <vector>

namespace todoku::study {

struct PopulationMethod {
    domain::MeshLevel level = domain::MeshLevel::M250; ///< of the files
    overlay::RegridRule rule = overlay::RegridRule::Same;
    bool by_buildings = false; ///< of the rule Weights; else by a raster
    std::string weights;       ///< as the study names the file
    double people_by_weight = 0.0;
    double people_by_land = 0.0;
    double people_evenly = 0.0;
};

/// 500mメッシュを陸地の面積の割合で250mメッシュに分けた; "" where the cells are the files' own.
Text regrid_words(const PopulationMethod& method, domain::MeshLevel study);

/// Whom the rule did not reach and how they were divided instead; empty where it reached everybody.
Text regrid_exceptions(const PopulationMethod& method);

/// Sentences for the notes of a package: how cells on borders count, how many cells' details are
/// estimated, in how many cells nobody knows the people.
std::vector<std::string> population_notes(const StudyFile& study, const PopulationMethod& method,
                                          const domain::StudyGrid& grid);

} // namespace todoku::study
