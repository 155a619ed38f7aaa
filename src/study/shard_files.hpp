// The files of a study in shards: what `prepare` writes for each primary mesh, and what a shard
// measured.
#pragma once

#include "overlay/shards.hpp"
#include "study/fingerprint.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace todoku::study {

// <output>/workspace/shards/ holds `prepared.json`, one `mesh-<code>.bin` a primary mesh, and one
// `result-<code>.bin` for each that has been measured. All of them are written whole or not at all.

struct PreparedMesh {
    std::string code; ///< four digits
    std::uint64_t cells = 0;
    std::uint64_t bytes = 0; ///< of its file
    std::string sha256;
};

struct Prepared {
    std::string fingerprint;          ///< of the cover step
    std::vector<PreparedMesh> meshes; ///< south to north, west to east
    std::vector<InputChecksum> inputs;
    /// SHA-256 of all that: by it a result says which prepare it belongs to.
    std::string id;
};

std::filesystem::path shard_folder(const std::filesystem::path& output);
std::filesystem::path mesh_file(const std::filesystem::path& folder, const std::string& code);
std::filesystem::path result_file(const std::filesystem::path& folder, const std::string& code);

/// Nothing where there is none, or one that cannot be read.
std::optional<Prepared> read_prepared(const std::filesystem::path& folder);
/// Gives it its id. @throws ExternalError
void write_prepared(const std::filesystem::path& folder, Prepared& prepared);

/// @throws ExternalError
PreparedMesh write_mesh(const std::filesystem::path& folder, const overlay::Shard& shard);
/// Nothing where the file is missing, or not as it was prepared.
std::optional<overlay::Shard> read_mesh(const std::filesystem::path& folder,
                                        const PreparedMesh& mesh);

struct ShardResult {
    std::string prepared; ///< Prepared::id
    std::string code;     ///< of its primary mesh
    overlay::Measures measures;
};

/// @throws ExternalError
void write_result(const std::filesystem::path& folder, const ShardResult& result);
/// Nothing where the file is missing, damaged or something else.
std::optional<ShardResult> read_result(const std::filesystem::path& file);

} // namespace todoku::study
