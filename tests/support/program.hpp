// Runs the todoku program itself, as a person would, and keeps what it said.
#pragma once

#include "support/temporary_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace todoku::test {

struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
};

inline std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) {
        result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return result + "'";
}

/// What a command line of the shell said and how it ended.
inline Outcome run_shell(const std::string& command) {
    const TemporaryFolder scratch;
    const std::string line = command + " > " + quoted((scratch.path() / "out").string()) + " 2> " +
                             quoted((scratch.path() / "err").string());
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            read_file(scratch.path() / "out"), read_file(scratch.path() / "err")};
}

/// @param input text on stdin. @param folder working folder
inline Outcome
run_todoku(const std::vector<std::string>& words, const std::string& input = "",
           const std::filesystem::path& folder = std::filesystem::temp_directory_path()) {
    const TemporaryFolder scratch;
    scratch.write("in", input);
    std::string command = "cd " + quoted(folder.string()) + " && " + quoted(TODOKU_PROGRAM);
    for (const std::string& word : words) {
        command += " " + quoted(word);
    }
    return run_shell(command + " < " + quoted((scratch.path() / "in").string()));
}

} // namespace todoku::test
