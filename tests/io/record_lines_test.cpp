// Rows of text tables are told by the line of the file on which they start, also where headers and
// cells hold line breaks.
#include "io/layers.hpp"
#include "io/read_measurements.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;

namespace {

std::int64_t first_rejected_row(const std::vector<Issue>& issues) {
    for (const Issue& issue : issues) {
        if (issue.kind == IssueKind::Rejected) {
            return issue.row.value_or(0);
        }
    }
    return 0;
}

} // namespace

TEST_CASE("The mark by which MS-DOS told the end of a text is no row") {
    const WrittenFiles files;
    AssetSource source;
    source.file = files.write("a.csv", "名称,緯度,経度\r\n北小,34.7,136.5\r\n\x1A");
    const auto loaded = read_assets(source);
    CHECK(loaded.counts.read == 1);
    CHECK(loaded.counts.used == 1);
}

TEST_CASE("A row is told by the line on which it starts, behind line breaks within cells") {
    const WrittenFiles files;
    SECTION("of a ledger") {
        AssetSource source;
        source.file = files.write("a.csv", "\"番\n号\",名称,\"緯\r\n度\",経度\n1,\"北\n\n小\","
                                           "34.7,136.5\n\n1.3E+12,中,34.7,136.5\n");
        CHECK(first_rejected_row(read_assets(source).issues) == 8);
    }
    SECTION("of people") {
        PopulationSource source;
        source.files = {files.write("a.csv", "code,\"popu\nlation\",備考\n5236047031,16,\"a\nb\"\n"
                                             "9999999999,1,\n")};
        CHECK(first_rejected_row(read_population(source).issues) == 5);
    }
    SECTION("of coverage") {
        CoverageSource source;
        source.carrier = "キャリアA";
        source.sources = {source_of(
            files.write("a.csv", "\"メッシュ\nコード\",備考\n51366721,\"a\rb\"\n99999999,\n"))};
        CHECK(first_rejected_row(read_coverage(source).issues) == 5);
    }
    SECTION("of measurements") {
        MeasurementSource source;
        source.file = files.write(
            "a.csv", "緯度,経度,\"RS\nRP\",備考\n34.7,136.5,-90,\"a\nb\"\n34.7,x,-90,\n");
        source.shown_as = "a.csv";
        source.carriers = {"キャリアA"};
        source.carrier = "キャリアA";
        source.technology = domain::MeasuredTechnology::Lte4g;
        const auto take = [](const auto&) { return true; };
        CHECK(first_rejected_row(read_measurements(source, take).issues) == 5);
    }
    SECTION("of places") {
        const auto source =
            source_of(files.write("a.csv", "\"名\n称\",緯度,経度\n\"A\nB\",34.7,136.5\nC,34.7,\n"));
        CHECK(first_rejected_row(read_places({source, "school", ""}).issues) == 5);
    }
}
