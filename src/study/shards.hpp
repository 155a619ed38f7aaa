// `todoku prepare`, `todoku run --mesh1` and `todoku merge`: the run of a study in shards, one for
// each primary mesh.
#pragma once

#include "study/run.hpp"
#include "study/shard_files.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace todoku::study {

struct PrepareRequest {
    std::filesystem::path study;  ///< study.toml or its folder
    std::filesystem::path output; ///< empty: outputs/<study name>/
    Threads threads;
    bool allow_approximate_datum = false; ///< as if the study file said so
};

struct PrepareResult {
    std::filesystem::path output;
    std::string title;
    bool synthetic = false;
    bool reused = false; ///< inputs and settings had been prepared before
    std::vector<PreparedMesh> meshes;
    std::vector<InputSummary> inputs;
    std::vector<Issue> issues;
};

/// Reads all inputs once and writes what each primary mesh needs. Results of an earlier prepare of
/// other inputs or settings are thrown away.
/// @throws InputError, UsageError as run(), Interrupted; earlier files then stay as they were
PrepareResult prepare(const PrepareRequest& request, Progress& progress);

struct ShardsRequest {
    std::filesystem::path study;
    std::filesystem::path output;
    std::vector<std::string> meshes; ///< four-digit codes
    Threads threads;
    bool allow_approximate_datum = false;
};

struct ShardOutcome {
    std::string code;
    std::uint64_t bytes = 0; ///< read
    double seconds = 0.0;
    bool reused = false; ///< had been measured before
};

struct ShardsResult {
    std::filesystem::path output;
    std::vector<ShardOutcome> shards;
    std::vector<std::string> left; ///< meshes of the study that have no result in its folder yet
};

/// Measures primary meshes from their prepared files alone: no input is read. Several may run at
/// the same time, on machines that share the folder or hold a copy of it.
/// @throws UsageError where nothing is prepared, what is prepared is not of this study file, or a
/// mesh is not the study's; InputError where a prepared file is damaged; Interrupted
ShardsResult run_shards(const ShardsRequest& request, Progress& progress);

struct MergeRequest {
    RunRequest run;
    /// Result files, or folders that hold some; empty: those in the output folder.
    std::vector<std::filesystem::path> shards;
};

/// Joins what the shards measured and goes on as run() does: the same bytes.
/// @throws as run(); UsageError where a primary mesh is missing or a result is of another prepare
RunResult merge(const MergeRequest& request, Progress& progress);

} // namespace todoku::study
