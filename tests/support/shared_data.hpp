// Where the real public files stand during tests, and how a test says that they are absent.
#pragma once

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

namespace todoku::test {

/// Path of a file under ../shared (may not exist). TODOKU_SHARED in the environment overrides the
/// place.
inline std::filesystem::path shared(const std::string& relative) {
    const char* root = std::getenv("TODOKU_SHARED");
    return std::filesystem::path(root != nullptr ? root : TODOKU_SHARED_DIR) / relative;
}

/// True where the file is present; otherwise warns that the test is skipped.
inline bool have_shared(const std::string& relative) {
    if (std::filesystem::exists(shared(relative))) {
        return true;
    }
    WARN("skipped: " << shared(relative).string() << " is not on this machine");
    return false;
}

} // namespace todoku::test
