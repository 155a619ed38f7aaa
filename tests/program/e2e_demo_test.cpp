// The synthetic prefecture from nothing to the packages, at 1 km so that it stays quick; 250 m is
// for scripts/demo.
#include "support/catch.hpp"
#include "support/program.hpp"

#include <nlohmann/json.hpp>

#include <csignal>
#include <fcntl.h>
#include <map>
#include <thread>
#include <unistd.h>

using namespace todoku::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> files_below(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().lexically_relative(folder).generic_string()] =
                read_file(entry.path());
        }
    }
    return files;
}

/// Starts a run in the background and stops it with Ctrl-C after a while. @return its exit code
int interrupted_run(const fs::path& study, const fs::path& out, const fs::path& errors,
                    std::chrono::milliseconds after) {
    const pid_t child = fork();
    if (child == 0) {
        const int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        const int told = open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        dup2(told, STDERR_FILENO);
        execl(TODOKU_PROGRAM, "todoku", "run", study.c_str(), "-o", out.c_str(),
              static_cast<char*>(nullptr));
        _exit(127);
    }
    std::this_thread::sleep_for(after);
    kill(child, SIGINT);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

TEST_CASE("The demo is written, checked and run, the same bytes each time, and Ctrl-C leaves old "
          "or new results") {
    const TemporaryFolder folder;
    const fs::path demo = folder.path() / "demo";
    REQUIRE(run_todoku({"demo", demo.string(), "--mesh", "1km", "--scale", "0.3"}).code == 0);
    REQUIRE(run_todoku({"demo", (folder.path() / "again").string(), "--mesh", "1km", "--scale",
                        "0.3", "--threads", "1"})
                .code == 0);
    CHECK(files_below(demo) == files_below(folder.path() / "again"));

    const Outcome check = run_todoku({"check", demo.string(), "--json"});
    CHECK(check.code == 0);
    const json checked = json::parse(check.out);
    CHECK(checked["people_read"] == checked["people_placed"]);
    CHECK(checked["people_read"] == 1770254.0); // sum of the 29 census figures of 2020

    const fs::path out = folder.path() / "out";
    const Outcome run = run_todoku({"run", demo.string(), "-o", out.string(), "--json"});
    INFO(run.err);
    REQUIRE(run.code == 0);
    const json carriers = json::parse(run.out)["carriers"];
    REQUIRE(carriers.size() == 4);
    for (const json& carrier : carriers) {
        CHECK(carrier["population"].get<double>() == Approx(1770254.0));
        CHECK(carrier["newly_covered"].get<double>() <=
              carrier["upper_bound"].get<double>() * (1 + 1e-12));
        CHECK(carrier["newly_covered"].get<double>() > 0.0);
    }
    // 模擬データ stands in every table.
    for (const auto& entry : fs::directory_iterator(out / "tables")) {
        CHECK_THAT(read_file(entry.path()), Catch::Contains("模擬データ"));
    }

    // Ctrl-C at several moments of a forced rerun: the old results stay, byte for byte.
    const auto before = files_below(out);
    fs::remove_all(out / "workspace");
    for (const int after : {20, 300, 900, 2500}) {
        const fs::path errors = folder.path() / "errors.txt";
        const int code = interrupted_run(demo, out, errors, std::chrono::milliseconds(after));
        CHECK((code == 130 || code == 0));
        const std::string told = read_file(errors);
        if (told.find("中断しました") != std::string::npos) { // else before or after the run
            CHECK_THAT(told, Catch::Contains("その続きから始めます"));
        }
        for (const auto& [name, bytes] : before) {
            if (name.rfind("workspace/", 0) != 0 && name != "run.json") {
                INFO(name);
                CHECK(read_file(out / name) == bytes);
            }
        }
        CHECK_FALSE(fs::exists(folder.path() / ".out.partial"));
    }
}
