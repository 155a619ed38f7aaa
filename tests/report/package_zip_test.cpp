#include "core/error.hpp"
#include "report/office_file.hpp"
#include "report/package.hpp"
#include "report/sample_package.hpp"
#include "report/zip_archive.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace todoku;
using namespace todoku::report;
using namespace todoku::test;

TEST_CASE("The zipped package holds every file in one folder and repeats to the byte") {
    const ScratchFolder folder("zip");
    const PackageContent content = sample_package(3, 3);
    const auto package = folder.path() / "package";
    std::filesystem::create_directories(package / "geodata");
    write_readme(content, package / kReadmeName);
    write_geodata(content, package / "geodata");
    write_manifest(content, package);
    CHECK(zip_stem(content) == "三重県_キャリアA_20261001");
    for (const char* name : {"a.zip", "b.zip"}) {
        write_package_zip(content, package, folder.path() / name);
    }
    CHECK(bytes_of(folder.path() / "a.zip") == bytes_of(folder.path() / "b.zip"));
    const auto members = read_zip(folder.path() / "a.zip");
    // read-me, manifest; CSV, GeoJSON and five files of a Shapefile for places and for assets; KML,
    // columns
    CHECK(members.size() == 2 + 2 * 7 + 2);
    for (const ZipMember& member : members) {
        const std::string stem = zip_stem(content) + "/";
        REQUIRE(member.name.starts_with(stem));
        CHECK(member.bytes == bytes_of(package / member.name.substr(stem.size())));
    }
    CHECK(std::ranges::is_sorted(members, {}, &ZipMember::name));
}

TEST_CASE("What is compressed already is stored, the rest deflated") {
    const std::string zeros(100000, '\0');
    CHECK(zip_bytes({{"a.txt", zeros}}).size() < 1000);
    for (const char* name : {"a.png", "a.pdf", "a.docx", "a.xlsx"}) {
        CHECK(zip_bytes({{name, zeros}}).size() > zeros.size());
    }
}

TEST_CASE("An archive's name holds nothing that Windows refuses") {
    PackageContent content = sample_package(0, 0);
    content.carrier = "A:B/C?";
    content.as_of = {};
    CHECK(zip_stem(content) == "三重県_A_B_C_");
}

TEST_CASE("A package that is not there cannot be zipped") {
    CHECK_THROWS_AS(
        write_package_zip(sample_package(0, 0), "/nonexistent/folder", "/nonexistent/x.zip"),
        ExternalError);
}
