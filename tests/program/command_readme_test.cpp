// Every command line the READMEs show is one the program understands.
#include "support/catch.hpp"
#include "support/program.hpp"

#include <sstream>

using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

/// Lines of code blocks that begin with todoku, without their comments.
std::vector<std::string> shown_commands(const fs::path& file) {
    std::istringstream lines(read_file(file));
    std::vector<std::string> commands;
    bool code = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("```", 0) == 0) {
            code = !code;
        } else if (code && line.rfind("todoku ", 0) == 0) {
            commands.push_back(line.substr(7, line.find(" # ") - 7));
        }
    }
    return commands;
}

} // namespace

TEST_CASE("The READMEs show the same commands, and the program refuses none of them as mistyped") {
    const fs::path root = TODOKU_SOURCE_DIR;
    const auto english = shown_commands(root / "README.md");
    const auto japanese = shown_commands(root / "README.ja.md");
    CHECK(english.size() >= 8);
    const auto bare = [](std::vector<std::string> commands) {
        for (std::string& command : commands) {
            command.erase(command.find_last_not_of(' ') + 1);
        }
        return commands;
    };
    CHECK(bare(english) == bare(japanese));
    for (const std::string& command : english) {
        INFO(command);
        const TemporaryFolder folder; // empty: a study that is named is not there
        const fs::path err = folder.path() / "err";
        const int status =
            std::system(("cd " + quoted(folder.path().string()) + " && " + quoted(TODOKU_PROGRAM) +
                         " " + command + " > out 2> " + quoted(err.string()))
                            .c_str());
        const bool starts_anew = command.rfind("init", 0) == 0 || command.find("--help") < 99;
        CHECK(WEXITSTATUS(status) == (starts_anew ? 0 : 3));
        CHECK_THAT(read_file(err), !Catch::Contains("（使い方:"));
    }
}
