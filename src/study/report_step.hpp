// The report step: tables, results.gpkg, a package per carrier, the page, the record of the run.
#pragma once

#include "core/progress.hpp"
#include "study/fingerprint.hpp"
#include "study/request_register.hpp"
#include "study/result_tables.hpp"
#include "study/run.hpp"

#include <filesystem>
#include <vector>

namespace todoku::study {

/// Writes all files for people below `folder`, run.json excepted.
/// @param requests as renewed() gives it
void write_reports(const Results& results, const Fingerprints& prints,
                   const RequestRegister& requests, Threads threads,
                   const std::filesystem::path& folder, Progress& progress);

/// run.json: versions, parameters, checksum and counts of each input, issues by kind, seconds per
/// step, files written. The seconds are the only part that differs between two runs on the same
/// inputs.
void write_run_record(const StudyFile& study, const Fingerprints& prints, const RunResult& result,
                      const std::filesystem::path& folder);

/// What differs between the way people were counted in the run that `folder` holds and this study's
/// (mesh, census, rule, cells on borders): the register's states then change without anything
/// built. Empty where nothing does, or no run is there.
Text counted_otherwise(const StudyFile& study, const std::filesystem::path& folder);

/// True where `folder` holds the complete output of this fingerprint: each file of its run.json, in
/// the size noted there.
bool is_complete(const std::filesystem::path& folder, const std::string& report_fingerprint);

} // namespace todoku::study
