// The readers of a study's inputs, one a kind: each calls io, checks what it got against the study,
// and adds values, summary and issues to the inputs.
#pragma once

#include "io/readers.hpp"
#include "study/input_reader.hpp"
#include "study/inputs.hpp"
#include "study/study_file.hpp"

#include <string>
#include <vector>

namespace todoku::study {

void read_municipalities(const StudyFile& study, Inputs& inputs, InputReader& reader);
/// After the municipalities: people elsewhere are refused, neighbours' ground is read.
void read_population(const StudyFile& study, Inputs& inputs, InputReader& reader, Threads threads);
/// After the population: its neighbours are those of the people by day too.
void read_daytime(const StudyFile& study, Inputs& inputs, InputReader& reader, Threads threads);
io::MunicipalitySource municipality_source_of(const StudyFile& study);
io::PopulationSource population_source_of(const StudyFile& study);
void read_coverage(const StudyFile& study, Inputs& inputs, InputReader& reader);
/// Carriers of the coverage, each once.
std::vector<std::string> carriers_of(const StudyFile& study);
/// All drive and walk tests, summed by cell of the study's mesh; after the municipalities, outside
/// which samples do not count.
void read_measurements(const StudyFile& study, Inputs& inputs, InputReader& reader,
                       Threads threads);
/// Ground of other prefectures around, where the boundary file holds any.
std::vector<domain::Municipality> neighbours_around(const StudyFile& study, const Inputs& inputs);
/// All ledgers, joined, each asset in its municipality.
void read_assets(const StudyFile& study, Inputs& inputs, InputReader& reader);
void read_restrictions(const StudyFile& study, Inputs& inputs, InputReader& reader);
/// Places and roads to count.
void read_surroundings(const StudyFile& study, Inputs& inputs, InputReader& reader);
/// Zones that statistics are wanted for, and whether the groups name municipalities that there are.
void read_zones(const StudyFile& study, Inputs& inputs, InputReader& reader);
/// Only looked at: the steps that need terrain read their own windows.
void look_at_terrain(const StudyFile& study, Inputs& inputs, InputReader& reader);
void look_at_clutter(const StudyFile& study, Inputs& inputs, InputReader& reader);

} // namespace todoku::study
