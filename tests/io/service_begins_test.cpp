// Days on which service begins: what begins after the day of the coverage is no coverage of it.
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/service_begins.hpp"
#include "io/written_file.hpp"

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;

namespace {

Date day_of(int y, unsigned m, unsigned d) {
    return Date{std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

CoverageSource coverage_of(const std::filesystem::path& file) {
    CoverageSource source;
    source.carrier = "キャリアA";
    source.technology = domain::Technology::Nr5gSub6;
    source.sources = {source_of(file)};
    source.day = day_of(2026, 10, 1);
    return source;
}

/// A polygon for each value of the attribute, side by side.
std::filesystem::path squares(const WrittenFiles& files, const std::string& header,
                              const std::vector<std::string>& values) {
    std::string features;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string west = std::to_string(136 + i);
        features += (i == 0 ? R"({"type":"Feature","properties":{")"
                            : R"(,{"type":"Feature","properties":{")") +
                    header + R"(":")" + values[i] +
                    R"("},"geometry":{"type":"Polygon","coordinates":[[[)" + west + ",34],[" +
                    west + ".1,34],[" + west + ".1,34.1],[" + west + ",34]]]}}";
    }
    return files.write("a.geojson",
                       R"({"type":"FeatureCollection","features":[)" + features + "]}");
}

const Issue* told_of(const LoadedCoverage& loaded, const std::string& code) {
    for (const Issue& issue : loaded.issues) {
        if (issue.code == code) {
            return &issue;
        }
    }
    return nullptr;
}

} // namespace

TEST_CASE("A time of a cell is before a day, after it or in its month or year") {
    const auto [cell, begun] = GENERATE(table<std::string, Begun>({
        {"2026-10-01", Begun::Yes},
        {"2026/10/02", Begun::Later},
        {"2026-10-02T00:00:00Z", Begun::Later},
        {"令和9年3月", Begun::Later},
        {"R6.4", Begun::Yes},
        {"R9.4", Begun::Later},
        {"2026年10月", Begun::Within},
        {"2026-09", Begun::Yes},
        {"2027年3月末予定", Begun::Later},
        {"2027年春頃", Begun::Later},
        {"2025年度", Begun::Yes},
        {"2026年度末", Begun::Within},
        {"令和9年度下期", Begun::Later},
        {"2027", Begun::Later},
        {"済", Begun::Yes},
        {"提供中", Begun::Yes},
        {"未定", Begun::Later},
        {"提供予定", Begun::Later},
        {"不明", Begun::Unsaid},
        {"", Begun::Unsaid},
        {"-", Begun::Unsaid},
        {"協議中", Begun::Unsaid},
        {"12345", Begun::Unsaid},
    }));
    INFO(cell);
    CHECK(begun_by(cell, day_of(2026, 10, 1)) == begun);
}

TEST_CASE("Columns of when service begins are those of this technology, not of works or ends") {
    const auto sub6 = domain::Technology::Nr5gSub6;
    CHECK(columns_of_beginnings({"名称", "提供開始日", "begin"}, sub6) ==
          std::vector<std::size_t>{1, 2});
    CHECK(columns_of_beginnings({"4G開始年月", "5G開始年月", "開設年月日"}, sub6) ==
          std::vector<std::size_t>{1});
    CHECK(columns_of_beginnings({"エリア化予定時期"}, sub6).size() == 1);
    CHECK(columns_of_beginnings({"工事開始日", "提供終了日", "更新日", "4G開始日", "年度"}, sub6)
              .empty());
}

TEST_CASE("Polygons that begin after the day of the coverage are not covered, and counted") {
    const WrittenFiles files;
    const auto [header, values] = GENERATE(table<std::string, std::vector<std::string>>({
        {"サービス開始日", {"2024-03-01", "2028-04-01", "2026-10-02"}},
        {"開設年月", {"R6.4", "R9.4", "R10.4"}},
        {"エリア化予定時期", {"", "2027年3月", "2027年3月"}},
        {"エリア化時期", {"済", "2027年3月", "未定"}},
    }));
    INFO(header);
    const auto loaded = read_coverage(coverage_of(squares(files, header, values)));
    CHECK(loaded.value.polygons.polygons.size() == 1);
    CHECK(loaded.counts.used == 3);
    const Issue* issue = told_of(loaded, "begins_later");
    REQUIRE(issue != nullptr);
    CHECK(loaded.issues.size() == 1);
    CHECK(issue->field == header);
    CHECK_THAT(issue->problem.ja, Catch::Contains("「" + header +
                                                  "」が時点（as_of 2026-10-01）"
                                                  "より後か未定のものが 2 件"));
    // A condition has chosen.
    CoverageSource all = coverage_of(squares(files, header, values));
    all.sources[0].where = header + " IS NOT NULL";
    CHECK(read_coverage(all).value.polygons.polygons.size() == 3);
}

TEST_CASE("What begins in the month of the day is covered and told, as is what is no time") {
    const WrittenFiles files;
    const auto loaded = read_coverage(
        coverage_of(squares(files, "開始年月", {"2026年10月", "2026年9月", "協議中"})));
    CHECK(loaded.value.polygons.polygons.size() == 3);
    const Issue* issue = told_of(loaded, "begins_later");
    REQUIRE(issue != nullptr);
    CHECK_THAT(issue->problem.ja, Catch::Contains("「2026年10月」など）のものが 1 件") &&
                                      Catch::Contains("「協議中」など）が 1 件"));
    CHECK(told_of(read_coverage(coverage_of(squares(files, "開始年月", {"R6.4", "R6.5"}))),
                  "begins_later") == nullptr);
}

TEST_CASE("Rows of a table that begin after the day of the coverage are not covered, and counted") {
    const WrittenFiles files;
    const auto [header, rows] = GENERATE(table<std::string, std::string>({
        {"5G開始年月", "51366721,R6.4\n51366722,R9.4\n51366723,\n"},
        {"5G提供開始時期", "51366721,提供中\n51366722,2027年3月\n51366723,\n"},
    }));
    const auto loaded =
        read_coverage(coverage_of(files.write("a.csv", "メッシュコード," + header + "\n" + rows)));
    const geo::Box ground = geo::bounds(loaded.value.polygons);
    CHECK(ground.east == domain::MeshCell::parse("51366723")->box().east);
    CHECK(loaded.value.polygons.polygons.size() == 2);
    const Issue* issue = told_of(loaded, "begins_later");
    REQUIRE(issue != nullptr);
    CHECK_THAT(issue->problem.ja, Catch::Contains(" 1 件"));
}

TEST_CASE("A row that a class says is covered is not, where it begins later") {
    const WrittenFiles files;
    const auto file = files.write(
        "a.csv",
        "メッシュコード,5G,開始年月\n51366721,○,2024年4月\n51366723,○,2027年3月\n51366725,×,\n");
    const auto loaded = read_coverage(coverage_of(file));
    CHECK(loaded.value.polygons.polygons.size() == 1);
    CoverageSource named = coverage_of(file);
    named.mesh.class_field = "5G";
    CHECK(read_coverage(named).value.polygons.polygons.size() == 2);
}
