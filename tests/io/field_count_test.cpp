// Rows of tables with fewer or more fields than the header: never read shifted, never lost unsaid.
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"

#include <algorithm>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;

namespace {

std::vector<Issue> issues_of(const std::vector<Issue>& issues, const std::string& code) {
    std::vector<Issue> found;
    std::copy_if(issues.begin(), issues.end(), std::back_inserter(found),
                 [&](const Issue& issue) { return issue.code == code; });
    return found;
}

void check_balance(const ReadCounts& counts) {
    CHECK(counts.read == counts.used + counts.rejected);
}

} // namespace

TEST_CASE("Residents: a row of another width is rejected with its line and both numbers") {
    const WrittenFiles files;
    PopulationSource source;
    source.files = {files.write("p.csv", "code,population,households,population_65plus\n"
                                         "5236047011,16,6,5\n"
                                         "5236047012,6,5\n"       // a field lost
                                         "5236047013,1,234,6,5\n" // 1,234 without quotes
                                         "5236047014,16,6,5,,\n"  // filled up by a spreadsheet
                                         ",,,\n"
                                         "5236047021,16,6,5\n")};
    source.shown_as = {"p.csv"};
    const auto loaded = read_population(source);
    CHECK(loaded.value.size() == 3);
    CHECK(loaded.counts.read == 5);
    CHECK(loaded.counts.used == 3);
    CHECK(loaded.counts.rejected == 2);
    const auto told = issues_of(loaded.issues, "field_count_differs");
    REQUIRE(told.size() == 2);
    CHECK(told[0].kind == IssueKind::Rejected);
    CHECK(told[0].file == "p.csv");
    CHECK(told[0].row == 3);
    CHECK_THAT(told[0].problem.en, Catch::Contains("Expected 4 fields, found 3"));
    CHECK_THAT(told[0].problem.ja, Catch::Contains("見出しは 4 列ですが、この行は 3 列です"));
    CHECK(told[1].row == 4);
    CHECK_THAT(told[1].problem.en, Catch::Contains("Expected 4 fields, found 5"));
    CHECK(told[1].value == "5236047013,1,234,6,5");
    CHECK(issues_of(loaded.issues, "blank_rows").size() == 1);
}

TEST_CASE("Residents: two header rows that do not fit each other are refused") {
    const WrittenFiles files;
    PopulationSource source;
    source.files = {files.write("p.csv", "KEY_CODE,T001101001,T001101034\n,　人口（総数）\n"
                                         "523604701,5,2\n")};
    source.shown_as = {"p.csv"};
    CHECK_THAT(refusal([&] { read_population(source); }), Catch::Contains("見出し2行の列数が違い"));
}

TEST_CASE("Ledgers: what may be shifted is rejected, what only lacks its empty end is used") {
    const WrittenFiles files;
    AssetSource source;
    source.file = files.write("a.csv", "ID,名称,緯度,経度,高さ,電源,市区町村コード,備考\n"
                                       "1,全部ある,34.71,136.51,12,有,242012,よい\n"
                                       "2,備考がない,34.72,136.52,12,有,242012\n"
                                       "3,高さから先がない,34.73,136.53\n"
                                       "4,34.74,136.54,12,有,242012,名称がない\n"
                                       "5,高さがない,34.75,136.55,有,242012,よい\n"
                                       "6,経度がない,34.76,12,有,242012,よい\n"
                                       "7,一つ,多い,34.77,136.57,12,有,242012,よい\n"
                                       "8,空が余る,34.78,136.58,12,有,242012,よい,,\n"
                                       "※出典：管財課\n");
    source.shown_as = "a.csv";
    const auto loaded = read_assets(source);
    std::vector<std::string> used;
    for (const domain::Asset& asset : loaded.value) {
        used.push_back(asset.id);
    }
    CHECK(used == std::vector<std::string>{"1", "2", "3", "8"});
    CHECK(loaded.counts.read == 9);
    check_balance(loaded.counts);
    const auto assumed = issues_of(loaded.issues, "trailing_fields_absent");
    REQUIRE(assumed.size() == 2);
    CHECK(assumed[0].kind == IssueKind::Assumed);
    CHECK(assumed[0].row == 3);
    CHECK_THAT(assumed[1].problem.en, Catch::Contains("Expected 8 fields, found 4"));
    const auto rejected = issues_of(loaded.issues, "field_count_differs");
    std::vector<std::int64_t> rows;
    for (const Issue& issue : rejected) {
        CHECK(issue.kind == IssueKind::Rejected);
        rows.push_back(issue.row.value_or(0));
    }
    CHECK(rows == std::vector<std::int64_t>{5, 6, 7, 8, 10});
    CHECK(rejected.size() == static_cast<std::size_t>(loaded.counts.rejected));
}

TEST_CASE("Layers in CSV: a row of another width is listed by its line in every reader") {
    const WrittenFiles files;
    const auto file =
        files.write("c.csv", "WKT,name,tech\n"
                             "\"POLYGON((136 34,136.1 34,136.1 34.1,136 34))\",a,NR\n"
                             "\n"
                             "\"POLYGON((136 35,136.1 35,136.1 35.1,136 35))\",NR\n"
                             "POLYGON((136 36,136.1 36,136.1 36.1,136 36)),a,NR\n"
                             "\"POLYGON((137 34,137.1 34,137.1 34.1,137 34))\",b,NR,\n");
    CoverageSource coverage;
    coverage.carrier = "キャリアA";
    coverage.sources = {source_of(file)};
    coverage.sources[0].crs = "EPSG:6668";
    coverage.sources[0].where = "tech = 'NR'";
    const auto loaded = read_coverage(coverage);
    CHECK(loaded.value.polygons.polygons.size() == 2);
    CHECK(loaded.counts.read == 4);
    CHECK(loaded.counts.rejected == 2);
    check_balance(loaded.counts);
    const auto told = issues_of(loaded.issues, "field_count_differs");
    REQUIRE(told.size() == 2);
    CHECK(told[0].kind == IssueKind::Rejected);
    CHECK(told[0].row == 4);
    CHECK(told[1].row == 5);
    CHECK_THAT(told[1].problem.en, Catch::Contains("Expected 3 fields, found 6"));

    PlaceSource places;
    places.kind = "school";
    places.source = source_of(files.write("s.csv", "name,lon,lat\n一小,136.5,34.5\n二小,34.5\n"));
    places.source.crs = "EPSG:6668";
    const auto schools = read_places(places);
    CHECK(schools.value.size() == 1);
    check_balance(schools.counts);
    CHECK(issues_of(schools.issues, "field_count_differs").size() == 1);
}
