// Runs the todoku program itself, as a person would, and keeps what it said.
#pragma once

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
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
    Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                    read_file(scratch.path() / "out"), read_file(scratch.path() / "err")};
    if (outcome.code != 0) { // shown where the next assertion fails
        UNSCOPED_INFO(command << "\nended with " << outcome.code << " and said\n" << outcome.err);
    }
    return outcome;
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

/// What a run took of the machine.
struct Measured {
    Outcome outcome;
    double cpu_seconds = 0.0; ///< not the clock's: machines under test are busy
    std::size_t peak_mib = 0;
};

/// Runs the program by itself and measures it; ends it after a minute.
inline Measured run_measured(const std::vector<std::string>& words) {
    const TemporaryFolder scratch;
    const std::string out = (scratch.path() / "out").string();
    const std::string err = (scratch.path() / "err").string();
    const pid_t child = fork();
    if (child == 0) {
        constexpr unsigned kMinute = 60;
        alarm(kMinute);
        constexpr rlim_t kEnough = rlim_t{8}
                                   << 30U; // the machine goes on whatever the program does
        const rlimit memory{kEnough, kEnough};
        setrlimit(RLIMIT_AS, &memory);
        std::vector<std::string> kept = words;
        kept.insert(kept.begin(), TODOKU_PROGRAM);
        std::vector<char*> arguments;
        for (std::string& word : kept) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        if (std::freopen(out.c_str(), "w", stdout) != nullptr &&
            std::freopen(err.c_str(), "w", stderr) != nullptr) {
            execv(arguments.front(), arguments.data());
        }
        _exit(127);
    }
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_file(out),
             read_file(err)},
            seconds(used.ru_utime) + seconds(used.ru_stime),
            static_cast<std::size_t>(used.ru_maxrss) / 1024};
}

} // namespace todoku::test
