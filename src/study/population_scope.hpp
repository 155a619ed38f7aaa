// Whether population files hold one prefecture's people or those of everybody in their cells.
#pragma once

#include "study/study_file.hpp"

#include <string>

namespace todoku::study {

/// The prefecture (1 to 47) in the name of a file that holds one prefecture's people; 0 for other
/// names. e-Stat: tblT001100S30.txt (two digits; four are a primary mesh). 国土数値情報:
/// 1km_mesh_2018_25.shp, 500m_mesh_suikei_2018_shape_24.zip, Mesh4_POP_24.shp, m500-17_24_GML.zip,
/// 500m_mesh_2024_24_GML.zip.
int prefecture_of_population_file(const std::string& name);

/// True where every cell of the files holds people of the study's prefecture only: cells on its
/// border need not be divided.
bool holds_own_people_only(const PopulationInput& population, int prefecture);

} // namespace todoku::study
