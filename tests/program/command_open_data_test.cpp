// scripts/fetch-open-data against a server on this machine that plays the publishers.
#include "core/checksum.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/publisher.hpp"

using namespace todoku;
using namespace todoku::test;
namespace fs = std::filesystem;
using Catch::Matchers::Contains;

namespace {

const std::string kBoundaries =
    "/nlftp.mlit.go.jp/ksj/gml/data/N03/N03-2026/N03-20260101_24_GML.zip";
const std::string kShelters =
    "/hinanmap.gsi.go.jp/hinanjocp/defaultFtpData/geoJSON/24000_1.geojson";
const std::string kMeshCodes = "/www.stat.go.jp/data/mesh/csv/24.csv";
const std::string kRoads = "/nlftp.mlit.go.jp/ksj/gml/data/N13/N13-24/N13-24_";

/// The least that passes for a ZIP: its first and its last record.
std::string zip_of(const std::string& content) {
    return "PK\x03\x04" + content + "PK\x05\x06" + std::string(18, '\0');
}

Outcome fetch(const std::string& base, const fs::path& folder,
              const std::vector<std::string>& words) {
    std::string command = "env no_proxy=127.0.0.1 TODOKU_OPEN_DATA_BASE=" + quoted(base) + " " +
                          quoted(std::string(TODOKU_SOURCE_DIR) + "/scripts/fetch-open-data") +
                          " --pref 24 -o " + quoted(folder.string());
    for (const std::string& word : words) {
        command += " " + quoted(word);
    }
    return run_shell(command);
}

std::vector<std::string> fields_of(const fs::path& manifest, const std::string& file) {
    std::istringstream lines(read_file(manifest));
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(file + "\t")) {
            std::vector<std::string> fields;
            std::istringstream record(line);
            for (std::string field; std::getline(record, field, '\t');) {
                fields.push_back(field);
            }
            return fields;
        }
    }
    return {};
}

} // namespace

TEST_CASE("Public files are fetched once, with checksum, date, address, publisher and licence") {
    const TemporaryFolder folder;
    Publisher publisher;
    const std::string zip = zip_of(std::string(3000, 'x'));
    publisher.publish(kBoundaries, {zip});
    publisher.publish(kShelters, {R"({"type":"FeatureCollection","features":[]})"});
    const std::vector<std::string> two = {"--only", "municipalities,shelters"};
    const Outcome done = fetch(publisher.base(), folder.path(), two);
    INFO(done.err);
    CHECK(done.code == 0);
    CHECK_THAT(done.out, Contains("取得 2、済み 0、取れなかったもの 0"));
    CHECK(read_file(folder.path() / "N03-20260101_24_GML.zip") == zip);
    const auto fields = fields_of(folder.path() / "manifest.tsv", "N03-20260101_24_GML.zip");
    REQUIRE(fields.size() == 10);
    CHECK(fields[1] == "municipalities");
    CHECK(fields[2] == sha256(zip));
    CHECK(fields[3] == std::to_string(zip.size()));
    CHECK(fields[4].size() == std::string("2026-11-26").size());
    CHECK(fields[5] == "https:/" + kBoundaries);
    CHECK(fields[6] == "国土交通省");
    CHECK_THAT(fields[7], Contains("規約"));
    // A second run asks the publisher for nothing.
    const auto asked = publisher.asked().size();
    const Outcome again = fetch(publisher.base(), folder.path(), two);
    CHECK(again.code == 0);
    CHECK_THAT(again.out, Contains("取得 0、済み 2"));
    CHECK(publisher.asked().size() == asked);
    // A file that was damaged since is noticed and fetched again.
    folder.write("N03-20260101_24_GML.zip", "damaged");
    CHECK(fetch(publisher.base(), folder.path(), two).code == 0);
    CHECK(read_file(folder.path() / "N03-20260101_24_GML.zip") == zip);
}

TEST_CASE("A cut transfer of public data goes on where it stopped") {
    const TemporaryFolder folder;
    Publisher publisher;
    const std::string zip = zip_of(std::string(20000, 'y'));
    publisher.publish(kBoundaries, {zip, 200, 5000});
    const Outcome done =
        fetch(publisher.base(), folder.path(), {"--only", "municipalities", "--lang", "en"});
    INFO(done.err);
    CHECK(done.code == 0);
    CHECK(read_file(folder.path() / "N03-20260101_24_GML.zip") == zip);
    CHECK(publisher.asked() == std::vector<std::string>{kBoundaries, kBoundaries + " bytes=5000-"});
    CHECK(fs::is_empty(folder.path()) == false);
    CHECK_FALSE(fs::exists(folder.path() / "N03-20260101_24_GML.zip.part"));
}

TEST_CASE("Public data that is not there, a page instead of data, or other than recorded is "
          "refused, and the rest is fetched") {
    const TemporaryFolder folder;
    Publisher publisher;
    publisher.publish(kShelters, {R"({"type":"FeatureCollection","features":[]})"});
    const std::vector<std::string> two = {"--only", "municipalities,shelters"};

    const Outcome missing = fetch(publisher.base(), folder.path(), two);
    CHECK(missing.code == 3);
    CHECK_THAT(missing.err, Contains("HTTP 404") && Contains("KsjTmplt-N03"));
    CHECK_THAT(missing.out, Contains("取得 1、済み 0、取れなかったもの 1"));

    publisher.publish(kBoundaries, {"<html>メンテナンス中</html>"});
    const Outcome page = fetch(publisher.base(), folder.path(), two);
    CHECK(page.code == 3);
    CHECK_THAT(page.err, Contains("データではなくページ"));
    CHECK_FALSE(fs::exists(folder.path() / "N03-20260101_24_GML.zip"));

    // A colleague's manifest says which bytes are meant.
    const std::string zip = zip_of("2027");
    publisher.publish(kBoundaries, {zip});
    folder.write("manifest.tsv",
                 "N03-20260101_24_GML.zip\tmunicipalities\t" + std::string(64, '0') + "\t1\n");
    fs::remove(folder.path() / "shelters_24000_1.geojson");
    const Outcome other = fetch(publisher.base(), folder.path(), two);
    CHECK(other.code == 3);
    CHECK_THAT(other.err, Contains("記録と違います") && Contains("--update"));
    CHECK_FALSE(fs::exists(folder.path() / "N03-20260101_24_GML.zip"));
    CHECK(fetch(publisher.base(), folder.path(), {"--only", "municipalities", "--update"}).code ==
          0);
    CHECK(fields_of(folder.path() / "manifest.tsv", "N03-20260101_24_GML.zip").at(2) ==
          sha256(zip));
}

TEST_CASE("A file that stands there unrecorded is never overwritten by public data") {
    const TemporaryFolder folder;
    folder.write("N03-20260101_24_GML.zip", "somebody's own");
    Publisher publisher;
    publisher.publish(kBoundaries, {zip_of("z")});
    const Outcome done = fetch(publisher.base(), folder.path(), {"--only", "municipalities"});
    CHECK(done.code == 3);
    CHECK_THAT(done.err, Contains("上書きしません"));
    CHECK(read_file(folder.path() / "N03-20260101_24_GML.zip") == "somebody's own");
}

TEST_CASE("Roads come by the primary meshes that the list of mesh codes gives the prefecture") {
    const TemporaryFolder folder;
    Publisher publisher;
    publisher.publish(kMeshCodes, {"市区町村コード,市区町村名,基準メッシュ・コード\r\n"
                                   "24201,津市,52360470\r\n24201,津市,51367799\r\n"});
    publisher.publish(kRoads + "5136_GEOJSON.zip", {zip_of("a")});
    publisher.publish(kRoads + "5236_GEOJSON.zip", {zip_of("b")});
    const Outcome done = fetch(publisher.base(), folder.path(), {"--only", "roads"});
    INFO(done.err);
    CHECK(done.code == 0);
    CHECK(publisher.asked() == std::vector<std::string>{kMeshCodes, kRoads + "5136_GEOJSON.zip",
                                                        kRoads + "5236_GEOJSON.zip"});
}

TEST_CASE("Without internet one sentence says what to do, at once and in both languages") {
    const TemporaryFolder folder;
    std::string base;
    {
        const Publisher gone;
        base = gone.base();
    }
    const Outcome ja = fetch(base, folder.path(), {});
    CHECK(ja.code == 4);
    CHECK_THAT(ja.err, Contains("つながる端末でこのコマンドを動かし"));
    CHECK(std::count(ja.err.begin(), ja.err.end(), '\n') == 1);
    const Outcome en = fetch(base, folder.path(), {"--lang", "en"});
    CHECK(en.code == 4);
    CHECK_THAT(en.err, Contains("cut off from the internet"));
}

TEST_CASE("Every product of public data is listed, and shown before it is fetched") {
    const TemporaryFolder folder;
    const Outcome list = fetch("", folder.path(), {"--list"});
    CHECK(list.code == 0);
    CHECK_THAT(list.out, Contains("municipalities") && Contains("census-250m") &&
                             Contains("landslide-zones") && Contains("アドレスは未確認"));
    const fs::path unmade = folder.path() / "unmade";
    const Outcome dry = fetch("", unmade, {"--dry-run"});
    CHECK(dry.code == 0);
    CHECK_THAT(dry.out, Contains("https:/" + kBoundaries) && Contains("（手で）"));
    CHECK_FALSE(fs::exists(unmade));
    CHECK(fetch("", unmade, {"--only", "boundaries"}).code == 2);
}
