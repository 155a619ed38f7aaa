// What one carrier states never reaches another's package.
#include "report/zip_archive.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <array>
#include <cstdio>
#include <map>
#include <memory>

using namespace todoku;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

Files files_below(const fs::path& folder) {
    Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().lexically_relative(folder).generic_string()] =
                read_file(entry.path());
        }
    }
    return files;
}

std::string text_of_pdf(const fs::path& file) {
    struct Close {
        void operator()(FILE* pipe) const { pclose(pipe); }
    };
    const std::unique_ptr<FILE, Close> pipe(
        popen(("pdftotext '" + file.string() + "' - 2>/dev/null").c_str(), "r"));
    std::string text;
    std::array<char, 4096> buffer{};
    for (std::size_t n = 0;
         pipe != nullptr && (n = fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;) {
        text.append(buffer.data(), n);
    }
    return text;
}

/// The files of a package, the members of its Office documents and archives and the text of its
/// PDFs beside them.
Files opened(const fs::path& folder) {
    Files files = files_below(folder);
    for (const auto& [name, bytes] : Files(files)) {
        if (bytes.starts_with("%PDF")) { // pages are compressed
            files[name + "!text"] = text_of_pdf(folder / name);
        }
        if (bytes.starts_with("PK")) {
            for (const report::ZipMember& member : report::read_zip(folder / name)) {
                files[name + "!" + member.name] = member.bytes;
            }
        }
    }
    return files;
}

fs::path run(const TinyStudy& tiny, const TemporaryFolder& folder) {
    const fs::path out = folder.path() / "out";
    const Outcome outcome = run_todoku({"run", tiny.write(folder).string(), "-o", out.string()});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    return out / "packages";
}

/// キャリアB under names that occur nowhere else, on other ground than before where wanted.
TinyStudy with_canaries(bool moved) {
    TinyStudy tiny;
    tiny.files.erase("b.geojson");
    tiny.files["kanaria_b.geojson"] = TinyStudy::collection(TinyStudy::polygon(
        moved ? 2 : 0, moved ? 1 : 0, 4, moved ? 7 : 4, R"("name":"KANARIA-ZOKUSEI")"));
    std::string& study = tiny.files["study.toml"];
    study.replace(study.find("b.geojson\""), 10, "kanaria_b.geojson\"\ncredit = \"KANARIA-KABU\"");
    return tiny;
}

} // namespace

TEST_CASE(
    "Another carrier's confidential layers change nothing in a package, and none of its names "
    "is in it") {
    const TemporaryFolder before_folder;
    const TemporaryFolder after_folder;
    const fs::path before = run(with_canaries(false), before_folder);
    const fs::path after = run(with_canaries(true), after_folder);
    CHECK(files_below(before / "キャリアA") == files_below(after / "キャリアA"));
    CHECK(files_below(before / "キャリアB") != files_below(after / "キャリアB"));
    const std::string zip = "三重県_キャリアA_20261001.zip";
    CHECK(read_file(before / zip) == read_file(after / zip));

    const Files files = opened(after / "キャリアA");
    CHECK(files.size() > 20); // the Office documents were opened
    CHECK(files.contains("5G未整備エリア図_市町村別.pdf"));
    CHECK(files.contains("5G未整備エリア図_提供資産別.pdf"));
    for (const auto& [name, bytes] : files) {
        INFO(name);
        for (const char* canary :
             {"KANARIA-ZOKUSEI", "KANARIA-KABU", "kanaria_b.geojson", "キャリアB"}) {
            INFO(canary);
            CHECK(bytes.find(canary) == std::string::npos);
        }
    }
    // The canaries sing where they may.
    CHECK(opened(after / "キャリアB").at("manifest.json").find("KANARIA-KABU") !=
          std::string::npos);
}

TEST_CASE("Where the study file allows it, a package says yes or no about other carriers") {
    TinyStudy tiny = with_canaries(true);
    tiny.files["study.toml"] += "\n[report]\ntell_other_carriers = true\n";
    const TemporaryFolder folder;
    const fs::path packages = run(tiny, folder);
    const std::string told = read_file(packages / "キャリアA" / "geodata" / "gaps.geojson");
    CHECK(told.find("\"another_carrier\":1") != std::string::npos);
    const TemporaryFolder silent_folder;
    const std::string silent = read_file(run(with_canaries(true), silent_folder) / "キャリアA" /
                                         "geodata" / "gaps.geojson");
    CHECK(silent.find("\"another_carrier\":null") != std::string::npos);
    CHECK(silent.find("\"another_carrier\":1") == std::string::npos);
}
