// All files of a result, to compare two results byte by byte.
#pragma once

#include "support/temporary_folder.hpp"

#include <filesystem>
#include <map>
#include <sstream>
#include <string>

namespace todoku::test {

/// By their names below the folder. Of run.json the lines that tell of the run itself are left out:
/// its seconds, and which steps it took from an earlier one.
inline std::map<std::string, std::string> result_files(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) {
            continue;
        }
        std::string& bytes = files[entry.path().lexically_relative(folder).generic_string()];
        bytes = read_file(entry.path());
        if (entry.path().filename() == "run.json") {
            std::istringstream in(bytes);
            std::string kept;
            for (std::string line; std::getline(in, line);) {
                if (line.find("\"seconds\"") == std::string::npos &&
                    line.find("\"reused\"") == std::string::npos) {
                    kept += line + "\n";
                }
            }
            bytes = kept;
        }
    }
    return files;
}

} // namespace todoku::test
