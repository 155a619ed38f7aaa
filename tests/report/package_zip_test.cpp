#include "core/error.hpp"
#include "report/office_file.hpp"
#include "report/package.hpp"
#include "report/sample_package.hpp"
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
    write_geojson(content, package / "geodata");
    write_manifest(content, package);
    CHECK(zip_stem(content) == "三重県_キャリアA_20261001");
    for (const char* name : {"a.zip", "b.zip"}) {
        write_package_zip(content, package, folder.path() / name);
    }
    CHECK(bytes_of(folder.path() / "a.zip") == bytes_of(folder.path() / "b.zip"));
    const auto members = read_zip(folder.path() / "a.zip");
    CHECK(members.size() == 4);
    for (const ZipMember& member : members) {
        const std::string stem = zip_stem(content) + "/";
        REQUIRE(member.name.starts_with(stem));
        CHECK(member.bytes == bytes_of(package / member.name.substr(stem.size())));
    }
    CHECK(std::ranges::is_sorted(members, {}, &ZipMember::name));
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
