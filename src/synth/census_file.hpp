// The census mesh file as e-Stat publishes it: CP932, CRLF, two header rows, small cells' details
// merged into a neighbour.
#pragma once

#include "synth/census.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace todoku::synth {

/// "tblT001142Q" for 250 m, by the table number and size letter of the 2020 census.
/// @throws UsageError for a level without census table.
std::string census_file_stem(domain::MeshLevel level);

/// The file's bytes. Cells of few people have "*" for their details, which a near cell of the same
/// area carries (HTKSYORI 2 and 1, HTKSAKI, GASSAN). @pre cells rise and each has people
std::string census_file(std::span<const CensusCell> cells);

/// Writes one file for each primary mesh; returns their names, rising.
std::vector<std::string> write_census_files(const std::filesystem::path& folder,
                                            std::span<const CensusCell> cells,
                                            domain::MeshLevel level);

} // namespace todoku::synth
