#include "report/office_file.hpp"
#include "report/package.hpp"
#include "report/sample_package.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::report;
using namespace todoku::test;

namespace {

std::string readme(const PackageContent& content) {
    const ScratchFolder folder("readme");
    write_readme(content, folder.path() / kReadmeName);
    return bytes_of(folder.path() / kReadmeName);
}

} // namespace

TEST_CASE("The read-me file opens in Notepad: byte order mark, and every line ends with CR LF") {
    const std::string text = readme(sample_package());
    CHECK(text.starts_with("\xEF\xBB\xBF"));
    CHECK(text.ends_with("\r\n"));
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
        REQUIRE(text[at - 1] == '\r');
    }
}

TEST_CASE("The read-me file names every file of the package and whom to ask") {
    const std::string text = readme(sample_package());
    for (const std::string_view part :
         {kLetterName, kListName, kMapStem, kGeoPackageName, kManifestName, kMunicipalityMapsName,
          std::string_view("geodata/gaps.geojson"), std::string_view("059-224-0000"),
          std::string_view("模擬データ"), std::string_view("過半メッシュ方式")}) {
        INFO(part);
        CHECK(text.find(part) != std::string::npos);
    }
}

TEST_CASE("Real data is not called synthetic, and empty lists are said") {
    PackageContent content = sample_package(0, 0);
    content.synthetic = false;
    content.sources.clear();
    const std::string text = readme(content);
    CHECK(text.find("模擬データ") == std::string::npos);
    CHECK(text.find("整備を要望する箇所はありません。") != std::string::npos);
    CHECK(text.find("提供できる資産はありません。") != std::string::npos);
}
