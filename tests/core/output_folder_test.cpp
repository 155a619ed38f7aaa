// A folder holds its old content or its new content, never a mixture.
#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "support/catch.hpp"

#include <fstream>
#include <iterator>
#include <string>

using namespace todoku;
namespace fs = std::filesystem;

namespace {

/// An empty folder of the test's own, removed at its end.
class Scratch {
public:
    explicit Scratch(const std::string& name)
        : path_(fs::temp_directory_path() / ("todoku_output_folder_" + name)) {
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { fs::remove_all(path_); }
    [[nodiscard]] fs::path operator/(const std::string& name) const { return path_ / name; }
    [[nodiscard]] std::size_t entries() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
    }

private:
    fs::path path_;
};

void write(const fs::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

std::string content(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("commit() makes a new folder and leaves nothing beside it") {
    const Scratch scratch("new");
    OutputFolder folder(scratch / "a/study");
    write(folder.staging() / "run.json", "1");
    CHECK_FALSE(fs::exists(scratch / "a/study"));
    folder.commit();
    CHECK(content(scratch / "a/study/run.json") == "1");
    CHECK(std::distance(fs::directory_iterator(scratch / "a"), fs::directory_iterator()) == 1);
}

TEST_CASE("commit() replaces all of the old content") {
    const Scratch scratch("replace");
    {
        OutputFolder first(scratch / "study");
        write(first.staging() / "old.txt", "old");
        first.commit();
    }
    OutputFolder second(scratch / "study/"); // a trailing slash means the same folder
    write(second.staging() / "new.txt", "new");
    CHECK(content(scratch / "study/old.txt") == "old");
    second.commit();
    CHECK_FALSE(fs::exists(scratch / "study/old.txt"));
    CHECK(content(scratch / "study/new.txt") == "new");
    CHECK(scratch.entries() == 1);
}

TEST_CASE("Without commit() the old content stays and the new is thrown away") {
    const Scratch scratch("discard");
    {
        OutputFolder first(scratch / "study");
        write(first.staging() / "a", "old");
        first.commit();
    }
    try {
        OutputFolder second(scratch / "study");
        write(second.staging() / "a", "half-writ");
        throw Interrupted();
    } catch (const Interrupted&) {
    }
    CHECK(content(scratch / "study/a") == "old");
    CHECK(scratch.entries() == 1);
}

TEST_CASE("Leftovers of a killed process are removed, and a folder caught between two renames "
          "comes back") {
    const Scratch scratch("killed");
    fs::create_directories(scratch / ".study.partial");
    write(scratch / ".study.partial/junk", "x");
    fs::create_directories(scratch / ".study.old");
    write(scratch / ".study.old/a", "old");
    {
        const OutputFolder folder(scratch / "study");
        CHECK(fs::is_empty(folder.staging()));
    }
    CHECK(content(scratch / "study/a") == "old");
    CHECK(scratch.entries() == 1);
}

TEST_CASE("A place that cannot be written is told with its path") {
    const Scratch scratch("blocked");
    write(scratch / "file", "x");
    CHECK_THROWS_AS(OutputFolder(scratch / "file/study"), ExternalError);
    CHECK_THROWS_AS(write_file_atomically(scratch / "file/a.txt", "x"), ExternalError);
    try {
        write_file_atomically(scratch / "file/a.txt", "x");
    } catch (const ExternalError& error) {
        CHECK_THAT(error.message().ja, Catch::Matchers::Contains("a.txt"));
    }
}

TEST_CASE("A file is written whole under its name, with the folders it needs") {
    const Scratch scratch("file");
    write_file_atomically(scratch / "deep/er/a.txt", "first");
    write_file_atomically(scratch / "deep/er/a.txt", "second");
    CHECK(content(scratch / "deep/er/a.txt") == "second");
    CHECK(std::distance(fs::directory_iterator(scratch / "deep/er"), fs::directory_iterator()) ==
          1);
}
