// What people are handed, of names no form foresaw, of nothing at all, and on a disk that is full:
// right, or a message and the earlier results as they were.
#include "report/zip_archive.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

using namespace todoku;
using namespace todoku::test;
namespace fs = std::filesystem;
using Catch::Matchers::Contains;

namespace {

/// The tiny study with letters to municipalities and answers to carriers.
TinyStudy with_letters(const TemporaryFolder& folder) {
    const fs::path start = folder.path() / "start";
    REQUIRE(run_todoku({"init", start.string()}).code == 0);
    for (const char* name : {"照会.docx", "回答.docx"}) {
        folder.write(name, read_file(start / "templates" / name));
    }
    TinyStudy tiny;
    tiny.files["study.toml"] += "\n[report]\nenquiry = \"照会.docx\"\nanswer = \"回答.docx\"\n";
    return tiny;
}

std::string repeated(const std::string& text, int times) {
    std::string whole;
    for (int i = 0; i < times; ++i) {
        whole += text;
    }
    return whole;
}

/// Bytes by name below a folder; the record of the run, which tells seconds, is left out.
std::map<std::string, std::string> files_below(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = fs::relative(entry.path(), folder).generic_string();
        if (entry.is_regular_file() && !name.starts_with("workspace/") && name != "run.json") {
            files[name] = read_file(entry.path());
        }
    }
    return files;
}

/// All that a package's manifest lists is there, and nothing else.
void check_manifest(const fs::path& package) {
    const auto manifest = nlohmann::json::parse(read_file(package / "manifest.json"));
    std::map<std::string, std::string> files = files_below(package);
    files.erase("manifest.json");
    CHECK(manifest.at("files").size() == files.size());
    for (const auto& file : manifest.at("files")) {
        const auto found = files.find(file.at("name"));
        REQUIRE(found != files.end());
        CHECK(found->second.size() == file.at("size").get<std::size_t>());
    }
}

std::string letter_text(const fs::path& file) {
    auto members = report::read_zip(file);
    const report::ZipMember* document = report::member_named(members, "word/document.xml");
    REQUIRE(document != nullptr);
    return document->bytes;
}

} // namespace

TEST_CASE("Names outside CP932, of 300 characters or like formulas are handed over as they are") {
    struct Names {
        std::string town;
        std::string asset;
        std::string in_files; ///< how the town's name stands in names of files
    };
    const std::vector<Names> all = {
        {"𠮷野㍿町", "=HYPERLINK(1)𠮷", "𠮷野㍿町"},
        {"葛\U000E0100城市", "a/b:c?*<>|&葛\U000E0100", "葛\U000E0100城市"},
        {repeated("長", 300), repeated("名", 300), repeated("長", 39) + "…"}};
    for (const Names& names : all) {
        INFO(names.town);
        const TemporaryFolder folder;
        TinyStudy tiny = with_letters(folder);
        for (const char* file : {"municipalities.geojson", "assets.csv"}) {
            tiny.files[file] = replaced(tiny.files[file], "松阪市", names.town);
        }
        tiny.files["assets.csv"] = replaced(tiny.files["assets.csv"], "中央公民館", names.asset);
        const fs::path out = folder.path() / "out";
        REQUIRE(run_todoku({"run", tiny.write(folder).string(), "-o", out.string()}).code == 0);
        CHECK_THAT(letter_text(out / "letters" / ("照会_242047_" + names.in_files + ".docx")),
                   Contains(names.town + "長"));
        const fs::path package = out / "packages" / "キャリアA";
        check_manifest(package);
        CHECK(
            fs::exists(package / "5G未整備エリア図_市町村別" / ("03_" + names.in_files + ".png")));
        const std::string kept = (names.asset.front() == '=' ? "'" : "") + names.asset;
        CHECK_THAT(read_file(package / "geodata/assets.csv"), Contains("," + kept + ","));
        CHECK_THAT(read_file(out / "tables/candidates.csv"), Contains("," + kept + ","));
    }
}

TEST_CASE("Letters that no font draws are told with the name that holds them") {
    const TemporaryFolder folder;
    TinyStudy tiny;
    tiny.files["municipalities.geojson"] =
        replaced(tiny.files["municipalities.geojson"], "松阪市", "\U0010FFFD野市"); // private use
    const auto run =
        run_todoku({"run", tiny.write(folder).string(), "-o", (folder.path() / "out").string()});
    CHECK(run.code == 0);
    CHECK_THAT(run.out, Contains("フォントにない") && Contains("\U0010FFFD（\U0010FFFD野市）") &&
                            Contains("fonts-ipamj-mincho"));
}

TEST_CASE("Where nobody is left out there is a package that says so") {
    const TemporaryFolder folder;
    TinyStudy tiny = with_letters(folder);
    for (const char* file : {"a.geojson", "b.geojson"}) {
        tiny.files[file] = TinyStudy::collection(TinyStudy::polygon(0, 0, 4, 8, R"("name":"A")"));
    }
    const fs::path out = folder.path() / "out";
    REQUIRE(run_todoku({"run", tiny.write(folder).string(), "-o", out.string()}).code == 0);
    for (const char* carrier : {"キャリアA", "キャリアB"}) {
        const fs::path package = out / "packages" / carrier;
        check_manifest(package);
        CHECK(fs::exists(package / "5G未整備エリア図_市町村別/02_津市.png"));
        CHECK_FALSE(fs::exists(package / "5G未整備エリア図_提供資産別"));
        CHECK(std::ranges::count(read_file(package / "geodata/gaps.csv"), '\n') == 1);
        CHECK(fs::exists(package / "geodata/shapefile/gaps.shp"));
        CHECK_THAT(read_file(package / "はじめにお読みください.txt"),
                   Contains("整備を要望する箇所はありません"));
    }
    // There is nothing to ask a municipality about.
    for (const auto& entry : fs::directory_iterator(out / "letters")) {
        CHECK(entry.path().filename().string().starts_with("回答_"));
    }
}

TEST_CASE("A municipality of 1,375 islands has its sheet, its list and its page") {
    const TemporaryFolder folder;
    TinyStudy tiny;
    constexpr int kIslands = 1375; // of the largest such town the boundaries of 国土数値情報 have
    constexpr int kSide = 38;
    std::string polygons;
    for (int i = 0; i < kIslands; ++i) {
        const double south = 4.0 * (i / kSide) / kSide;
        const double west = 4.0 + 4.0 * (i % kSide) / kSide;
        const double side = 2.0 / kSide;
        polygons +=
            fmt::format("{}[[[{},{}],[{},{}],[{},{}],[{},{}],[{},{}]]]", i == 0 ? "" : ",",
                        TinyStudy::lng(west), TinyStudy::lat(south), TinyStudy::lng(west + side),
                        TinyStudy::lat(south), TinyStudy::lng(west + side),
                        TinyStudy::lat(south + side), TinyStudy::lng(west),
                        TinyStudy::lat(south + side), TinyStudy::lng(west), TinyStudy::lat(south));
    }
    tiny.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 4, 4, R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        R"(,{"type":"Feature","properties":{"N03_001":"三重県","N03_004":"松阪市","N03_007":"24204"},)"
        R"("geometry":{"type":"MultiPolygon","coordinates":[)" +
        polygons + "]}}");
    const fs::path out = folder.path() / "out";
    REQUIRE(run_todoku({"run", tiny.write(folder).string(), "-o", out.string()}).code == 0);
    check_manifest(out / "packages" / "キャリアA");
    CHECK(fs::exists(out / "packages/キャリアA/5G未整備エリア図_市町村別/03_松阪市.png"));
    CHECK(fs::exists(out / "index.html"));
}

TEST_CASE("A disk that is full leaves the earlier results whole and names the file") {
    const TemporaryFolder folder;
    const fs::path study = with_letters(folder).write(folder);
    const fs::path out = folder.path() / "out";
    REQUIRE(run_todoku({"run", study.string(), "-o", out.string()}).code == 0);
    const auto before = files_below(out);
    // No file may grow beyond so many blocks of 512 bytes: maps, archives, page by turns.
    for (const char* blocks : {"20", "100", "300", "600", "1200"}) {
        INFO(blocks);
        const Outcome done = run_shell(
            "(trap '' XFSZ; ulimit -f " + std::string(blocks) + "; exec " + quoted(TODOKU_PROGRAM) +
            " run " + quoted(study.string()) + " -o " + quoted(out.string()) + " --from report)");
        CHECK(done.code == 4);
        CHECK_THAT(done.err, Contains("に書き込めません") && Contains("空き容量"));
        CHECK(files_below(out) == before);
        for (const auto& entry : fs::directory_iterator(folder.path())) {
            CHECK_FALSE(entry.path().filename().string().starts_with(".out"));
        }
    }
}
