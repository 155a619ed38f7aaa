// A private folder for files that exist only while something is made.
#pragma once

#include "core/error.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace todoku::study {

/// Created below the system's temporary folder, removed with everything in it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "todoku-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) {
            throw ExternalError(
                {"一時フォルダを作れません。", "Cannot create a temporary folder."});
        }
        path_ = pattern;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace todoku::study
