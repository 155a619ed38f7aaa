// The files below a folder as a manifest lists them: by name, with size and checksum.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace todoku::report {

struct ListedFile {
    std::string name; ///< below the folder with "/", UTF-8
    std::uint64_t size = 0;
    std::string sha256;
};

/// All but the manifest itself, by name. @throws ExternalError
std::vector<ListedFile> listed_files(const std::filesystem::path& folder);

} // namespace todoku::report
