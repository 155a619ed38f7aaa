// Files that a test writes for itself and that vanish with it.
#pragma once

#include "core/encoding.hpp"
#include "support/temporary_folder.hpp"

#include <zip.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace todoku::test {

/// A temporary folder that also writes what offices send: CP932 text, ZIPs.
class WrittenFiles : public TemporaryFolder {
public:
    /// The text in CP932, as offices save it.
    std::filesystem::path write_cp932(const std::string& name, const std::string& utf8) const {
        return write(name, encode_cp932(utf8).bytes);
    }
    std::filesystem::path
    write_zip(const std::string& name,
              const std::vector<std::pair<std::string, std::string>>& members) const {
        const std::filesystem::path file = folder() / name;
        zip_t* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
        for (const auto& [member, bytes] : members) {
            zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
            zip_file_add(archive, member.c_str(), source, ZIP_FL_ENC_GUESS);
        }
        if (zip_close(archive) != 0) {
            throw std::runtime_error("cannot write " + file.string());
        }
        return file;
    }
    [[nodiscard]] const std::filesystem::path& folder() const { return path(); }
};

} // namespace todoku::test
