#include "study/shard_files.hpp"

#include "core/checksum.hpp"
#include "core/output_folder.hpp"
#include "study/archive.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <new>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace todoku::overlay {

template <class Archive>
void serialize(Archive& archive, Shift& shift) {
    archive(shift.north_degrees, shift.east_degrees);
}
template <class Archive>
void serialize(Archive& archive, Zones::Part& part) {
    archive(part.zone, part.share);
}
template <class Archive>
void serialize(Archive& archive, Zones::Parts& parts) {
    archive(parts.begin, parts.parts);
}
template <class Archive>
void serialize(Archive& archive, Zones::Place& place) {
    archive(place.pass, place.layer);
}
template <class Archive>
void serialize(Archive& archive, ShardZones& zones) {
    archive(zones.ground, zones.places, zones.passes, zones.land);
}
template <class Archive>
void serialize(Archive& archive, StrengthLayers& strong) {
    archive(strong.least, strong.layers);
}
template <class Archive>
void serialize(Archive& archive, Shard& shard) {
    archive(shard.mesh, shard.cells, shard.zones, shard.ministry_cells, shard.ministry_zones,
            shard.places, shard.shapes, shard.layers, shard.unknown, shard.shifts,
            shard.moved_technologies, shard.strengths, shard.deployment, shard.deployment_cells);
}
template <class Archive>
void serialize(Archive& archive, Measures& measures) {
    archive(measures.study, measures.ministry, measures.moved, measures.study_at_most,
            measures.ministry_at_most, measures.strengths, measures.deployment,
            measures.deployment_at_most);
}

} // namespace todoku::overlay

namespace todoku::study {

template <class Archive>
void serialize(Archive& archive, ShardResult& result) {
    archive(result.prepared, result.code, result.measures);
}

namespace fs = std::filesystem;

namespace {

// First bytes; the number grows whenever a serialised type changes.
constexpr int kFormat = 2;
constexpr std::string_view kMeshMagic = "todoku mesh 2\n";
constexpr std::string_view kResultMagic = "todoku shard 2\n";
constexpr std::size_t kChecksum = 64;

template <class Value>
std::string bytes_of(const Value& value) {
    std::ostringstream out;
    cereal::BinaryOutputArchive archive(out);
    archive(value);
    return std::move(out).str();
}

template <class Value>
std::optional<Value> value_of(std::string bytes) {
    std::istringstream in(std::move(bytes));
    try {
        Value value;
        cereal::BinaryInputArchive archive(in);
        archive(value);
        return value;
    } catch (const cereal::Exception&) {
        return std::nullopt;
    } catch (const std::length_error&) {
        return std::nullopt;
    } catch (const std::bad_alloc&) {
        return std::nullopt;
    }
}

std::optional<std::string> content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    if (!in || !(bytes << in.rdbuf())) {
        return std::nullopt;
    }
    return std::move(bytes).str();
}

bool is_primary(const std::string& code) {
    return domain::MeshCell::parse(code, domain::MeshLevel::Km80).has_value();
}

} // namespace

fs::path shard_folder(const fs::path& output) {
    return output / "workspace" / "shards";
}
fs::path mesh_file(const fs::path& folder, const std::string& code) {
    return folder / ("mesh-" + code + ".bin");
}
fs::path result_file(const fs::path& folder, const std::string& code) {
    return folder / ("result-" + code + ".bin");
}

std::optional<Prepared> read_prepared(const fs::path& folder) {
    const auto text = content_of(folder / "prepared.json");
    if (!text) {
        return std::nullopt;
    }
    try {
        const auto json = nlohmann::json::parse(*text);
        if (json.at("format") != kFormat) {
            return std::nullopt;
        }
        Prepared prepared;
        json.at("fingerprint").get_to(prepared.fingerprint);
        for (const auto& entry : json.at("meshes")) {
            PreparedMesh mesh{entry.at("code"), entry.at("cells"), entry.at("bytes"),
                              entry.at("sha256")};
            if (!is_primary(mesh.code)) {
                return std::nullopt;
            }
            prepared.meshes.push_back(std::move(mesh));
        }
        for (const auto& entry : json.at("inputs")) {
            prepared.inputs.push_back(
                {entry.at("id"), entry.at("file"), entry.at("size"), entry.at("sha256")});
        }
        prepared.id = sha256(*text);
        return prepared;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

void write_prepared(const fs::path& folder, Prepared& prepared) {
    nlohmann::ordered_json json;
    json["format"] = kFormat;
    json["fingerprint"] = prepared.fingerprint;
    json["meshes"] = nlohmann::ordered_json::array();
    for (const PreparedMesh& mesh : prepared.meshes) {
        json["meshes"].push_back({{"code", mesh.code},
                                  {"cells", mesh.cells},
                                  {"bytes", mesh.bytes},
                                  {"sha256", mesh.sha256}});
    }
    json["inputs"] = nlohmann::ordered_json::array();
    for (const InputChecksum& input : prepared.inputs) {
        json["inputs"].push_back({{"id", input.role},
                                  {"file", input.file},
                                  {"size", input.bytes},
                                  {"sha256", input.sha256}});
    }
    const std::string text =
        json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    prepared.id = sha256(text);
    write_file_atomically(folder / "prepared.json", text);
}

PreparedMesh write_mesh(const fs::path& folder, const overlay::Shard& shard) {
    const std::string bytes = std::string(kMeshMagic) + bytes_of(shard);
    PreparedMesh mesh{shard.mesh.code(), shard.cells.size(), bytes.size(), sha256(bytes)};
    write_file_atomically(mesh_file(folder, mesh.code), bytes);
    return mesh;
}

std::optional<overlay::Shard> read_mesh(const fs::path& folder, const PreparedMesh& mesh) {
    const auto bytes = content_of(mesh_file(folder, mesh.code));
    if (!bytes || !bytes->starts_with(kMeshMagic) || sha256(*bytes) != mesh.sha256) {
        return std::nullopt;
    }
    return value_of<overlay::Shard>(bytes->substr(kMeshMagic.size()));
}

void write_result(const fs::path& folder, const ShardResult& result) {
    const std::string bytes = bytes_of(result);
    write_file_atomically(result_file(folder, result.code),
                          std::string(kResultMagic) + sha256(bytes) + bytes);
}

std::optional<ShardResult> read_result(const fs::path& file) {
    const auto bytes = content_of(file);
    const std::size_t head = kResultMagic.size() + kChecksum;
    if (!bytes || bytes->size() < head || !bytes->starts_with(kResultMagic)) {
        return std::nullopt;
    }
    std::string rest = bytes->substr(head);
    if (sha256(rest) != bytes->substr(kResultMagic.size(), kChecksum)) {
        return std::nullopt;
    }
    return value_of<ShardResult>(std::move(rest));
}

} // namespace todoku::study
