#include "core/checksum.hpp"
#include "core/error.hpp"
#include "report/office_file.hpp"
#include "report/package.hpp"
#include "report/sample_package.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

using namespace todoku;
using namespace todoku::report;
using namespace todoku::test;

TEST_CASE("The manifest names every other file with its size and checksum, by name") {
    const ScratchFolder folder("manifest");
    std::filesystem::create_directories(folder.path() / "geodata");
    write_bytes(folder.path() / "要望書.docx", "abc");
    write_bytes(folder.path() / "geodata" / "gaps.geojson", "");
    write_bytes(folder.path() / "a.txt", std::string(100000, 'x'));
    const PackageContent content = sample_package();
    write_manifest(content, folder.path());
    const auto manifest = nlohmann::json::parse(bytes_of(folder.path() / kManifestName));
    const auto& files = manifest.at("files");
    REQUIRE(files.size() == 3);
    CHECK(files[0].at("name") == "a.txt");
    CHECK(files[1].at("name") == "geodata/gaps.geojson");
    CHECK(files[2].at("name") == "要望書.docx");
    // FIPS 180-4 example: SHA-256 of "abc"; and of nothing
    CHECK(files[2].at("sha256") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(files[1].at("sha256") ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(files[0].at("size") == 100000);
    CHECK(manifest.at("prefecture") == "三重県");
    CHECK(manifest.at("carrier") == "キャリアA");
    CHECK(manifest.at("as_of") == "2026-10-01");
    CHECK(manifest.at("synthetic") == true);
    CHECK(manifest.at("inputs").size() == content.sources.size());
}

TEST_CASE("A manifest written again over itself is the same") {
    const ScratchFolder folder("manifest_again");
    write_bytes(folder.path() / "a.txt", "x");
    const PackageContent content = sample_package();
    write_manifest(content, folder.path());
    const std::string first = bytes_of(folder.path() / kManifestName);
    write_manifest(content, folder.path());
    CHECK(bytes_of(folder.path() / kManifestName) == first);
}

TEST_CASE("A manifest of a folder that is not there is an error of the outside") {
    CHECK_THROWS_AS(write_manifest(sample_package(), "/nonexistent/folder"), ExternalError);
}

TEST_CASE("Broken text in the content does not break the manifest") {
    const ScratchFolder folder("manifest_text");
    PackageContent content = sample_package();
    content.carrier = "\xFF\x01\"A\"";
    write_manifest(content, folder.path());
    CHECK(nlohmann::json::parse(bytes_of(folder.path() / kManifestName)).at("carrier") ==
          "\xEF\xBF\xBD\"A\"");
}
