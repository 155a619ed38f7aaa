// The register of requests from run to run, and the annual report.
#include "report/zip_archive.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

using namespace todoku;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string run_study(const fs::path& study, const fs::path& out) {
    const Outcome outcome = run_todoku({"run", study.string(), "-o", out.string(), "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    return outcome.out;
}

} // namespace

TEST_CASE("The next run keeps what staff wrote in the register, adds places and says what came") {
    TinyStudy tiny;
    const TemporaryFolder folder;
    const fs::path study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    run_study(study, out);
    const std::string first = read_file(out / "register.csv");
    CHECK_THAT(first, Catch::Contains("区域ID,事業者,市区町村,箇所,要望日"));
    CHECK_THAT(first, Catch::Contains("キャリアA,津市"));
    CHECK_THAT(first, Catch::Contains("2026-10-01"));
    CHECK_THAT(first, Catch::Contains("未整備"));
    CHECK_THAT(first, Catch::Contains("要望中"));
    CHECK(fs::exists(out / "register.xlsx"));
    CHECK(fs::exists(out / "report.pdf"));
    CHECK_FALSE(fs::exists(out / "packages" / "キャリアA" / "register.csv"));

    // Staff write an answer and a column of their own into a copy, and lose an id.
    std::string edited = replaced(first, "状態,備考", "備考,担当,状態");
    edited = replaced(edited, "要望中,,", "来年度に再度,山田,協議中,");
    while (edited.find("要望中,,") != std::string::npos) {
        edited = replaced(edited, "要望中,,", ",,要望中,");
    }
    edited += ",キャリアA,,口頭の要望,,,,,,,検討する,,\n";
    folder.write("daicho.csv", edited);
    tiny.files["study.toml"] += "\n[report]\nregister = \"daicho.csv\"\n";
    // キャリアA now covers everything.
    tiny.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 4, 8, R"("name":"A")"));
    tiny.write(folder);
    const fs::path second_out = folder.path() / "second";
    const std::string told = run_study(study, second_out);
    const std::string second = read_file(second_out / "register.csv");
    CHECK_THAT(second, Catch::Contains("協議中,来年度に再度,山田,"));
    CHECK_THAT(second, Catch::Contains("口頭の要望"));
    CHECK_THAT(second, Catch::Contains("検討する"));
    CHECK_THAT(second, Catch::Contains("整備済み"));
    const std::string record = read_file(second_out / "run.json");
    CHECK_THAT(record, Catch::Contains("register_row_without_key"));
    CHECK_THAT(record, Catch::Contains("daicho.csv"));

    // compare says of each entry whether it came.
    const fs::path compared = folder.path() / "compared";
    const Outcome compare =
        run_todoku({"compare", out.string(), second_out.string(), "-o", compared.string()});
    INFO(compare.err);
    REQUIRE(compare.code == 0);
    CHECK_THAT(compare.out, Catch::Contains("要望台帳"));
    const std::string entries = read_file(compared / "tables" / "compare_register.csv");
    CHECK_THAT(entries, Catch::Contains("来年度に再度") || Catch::Contains("協議中"));
    CHECK_THAT(entries, Catch::Contains(",1,met"));
    CHECK_THAT(entries, Catch::Contains("not_met")); // キャリアB's
    CHECK_THAT(entries, Catch::Contains("検討する,,,,,unknown"));

    // The same again: the same bytes.
    run_study(study, folder.path() / "third");
    for (const char* name : {"register.csv", "register.xlsx", "report.pdf"}) {
        INFO(name);
        CHECK(read_file(second_out / name) == read_file(folder.path() / "third" / name));
    }
}

TEST_CASE("A request met in part is told the same by register and compare, under its first id") {
    TinyStudy tiny;
    const TemporaryFolder folder;
    const fs::path study = tiny.write(folder);
    const auto run_with = [&](double rows, const char* name, const char* earlier) {
        tiny.files["a.geojson"] =
            TinyStudy::collection(TinyStudy::polygon(0, 0, rows, 8, R"("name":"A")"));
        if (earlier != nullptr) {
            fs::copy_file(folder.path() / earlier / "register.xlsx", folder.path() / "known.xlsx",
                          fs::copy_options::overwrite_existing);
        } else {
            tiny.files["study.toml"] += "\n[report]\nregister = \"known.csv\"\n";
            folder.write("known.csv", "区域ID,事業者\n");
        }
        tiny.write(folder);
        run_study(study, folder.path() / name);
        if (earlier == nullptr) {
            tiny.files["study.toml"] =
                replaced(tiny.files["study.toml"], "known.csv", "known.xlsx");
        }
        return read_file(folder.path() / name / "register.csv");
    };
    const auto lines = [](const std::string& text) { return std::ranges::count(text, '\n'); };
    const auto row_of = [](const std::string& text, const std::string& words) {
        const std::size_t at = text.find(words);
        REQUIRE(at != std::string::npos);
        const std::size_t begin = text.rfind('\n', at) + 1;
        return text.substr(begin, text.find('\n', at) - begin);
    };
    const std::string first = run_with(2, "first", nullptr);
    const std::string id = row_of(first, ",キャリアA,津市,").substr(0, 16);
    CHECK_THAT(row_of(first, id), Catch::Contains(",128,1,未整備,128,,,要望中,"));

    // One of its two rows is served: the fullest cell is another one, the place the same.
    const std::string second = run_with(3, "second", "first");
    CHECK(lines(second) == lines(first));
    CHECK_THAT(row_of(second, id), Catch::Contains(",一部整備,64,,,要望中,"));
    REQUIRE(run_todoku({"compare", (folder.path() / "first").string(),
                        (folder.path() / "second").string(), "-o",
                        (folder.path() / "compared").string()})
                .code == 0);
    const std::string told =
        read_file(folder.path() / "compared" / "tables" / "compare_register.csv");
    CHECK_THAT(row_of(told, id), Catch::Contains(",128,64,0.5,partly_met"));

    const std::string third = run_with(4, "third", "second");
    CHECK(lines(third) == lines(first));
    CHECK_THAT(row_of(third, id), Catch::Contains(",,整備済み,0,,,整備確認,"));
    REQUIRE(run_todoku({"compare", (folder.path() / "second").string(),
                        (folder.path() / "third").string(), "-o",
                        (folder.path() / "compared").string()})
                .code == 0);
    CHECK_THAT(
        row_of(read_file(folder.path() / "compared" / "tables" / "compare_register.csv"), id),
        Catch::Contains(",64,64,1,met"));
}

TEST_CASE("A request that came is told though the later run began a register of its own") {
    TinyStudy tiny;
    const TemporaryFolder folder;
    const fs::path study = tiny.write(folder);
    const fs::path first = folder.path() / "first";
    run_study(study, first);
    // キャリアA now covers everything: none of its places is asked for any more.
    tiny.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 4, 8, R"("name":"A")"));
    tiny.write(folder);
    const fs::path second = folder.path() / "second";
    run_study(study, second);
    CHECK_THAT(read_file(second / "register.csv"), !Catch::Contains("キャリアA"));
    const fs::path compared = folder.path() / "compared";
    REQUIRE(
        run_todoku({"compare", first.string(), second.string(), "-o", compared.string()}).code ==
        0);
    const std::string entries = read_file(compared / "tables" / "compare_register.csv");
    CHECK_THAT(entries, Catch::Contains("キャリアA") && Catch::Contains(",1,met"));
}

TEST_CASE("Without a key the register in the output itself is read back") {
    const TinyStudy tiny;
    const TemporaryFolder folder;
    const fs::path study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    run_study(study, out);
    const std::string first = read_file(out / "register.csv");
    run_study(study, out);
    CHECK(read_file(out / "register.csv") == first);
    // A register that stands alone is somebody's.
    folder.write("documents/register.xlsx", "theirs");
    CHECK(run_todoku({"run", study.string(), "-o", (folder.path() / "documents").string()}).code ==
          2);
    // What cannot be read is not written over.
    folder.write("out/register.xlsx", "not a workbook");
    const Outcome refused = run_todoku({"run", study.string(), "-o", out.string()});
    CHECK(refused.code == 3);
    CHECK(read_file(out / "register.xlsx") == "not a workbook");
}

TEST_CASE("The annual report compares with last year's output") {
    TinyStudy tiny;
    const TemporaryFolder folder;
    const fs::path study = tiny.write(folder);
    run_study(study, folder.path() / "last");
    tiny.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 3, 8, R"("name":"A")"));
    tiny.files["study.toml"] += "\n[report]\nlast_year = \"last\"\n";
    tiny.write(folder);
    const fs::path out = folder.path() / "out";
    run_study(study, out);
    const std::string file = (out / "report.pdf").string();
    if (std::system("command -v pdftotext qpdf > /dev/null") == 0) {
        CHECK(std::system(("qpdf --check '" + file + "' > /dev/null").c_str()) == 0);
        const std::string text_file = (folder.path() / "report.txt").string();
        REQUIRE(std::system(("pdftotext -layout '" + file + "' '" + text_file + "'").c_str()) == 0);
        const std::string text = read_file(text_file);
        for (const char* wanted :
             {"令和8年度", "進捗報告", "模擬データ", "目次", "キャリアA", "75.0", "50.0", "+25.0",
              "津市", "要望した箇所", "5G未整備エリア図"}) {
            INFO(wanted);
            CHECK_THAT(text, Catch::Contains(wanted));
        }
    }
    tiny.files["study.toml"] = replaced(tiny.files["study.toml"], "\"last\"", "\"nothing\"");
    tiny.write(folder);
    CHECK(run_todoku({"run", study.string(), "-o", out.string()}).code == 3);
}

TEST_CASE("A run that counts otherwise than the one before says so beside the register") {
    TinyStudy tiny;
    const TemporaryFolder folder;
    const fs::path study = tiny.write(folder);
    const auto run = [&] {
        const Outcome done =
            run_todoku({"run", study.string(), "-o", (folder.path() / "out").string()});
        REQUIRE(done.code == 0);
        return done.out;
    };
    CHECK_THAT(run(), !Catch::Contains("前の結果と"));
    CHECK_THAT(run(), !Catch::Contains("前の結果と")); // the same again
    tiny.files["study.toml"] += "\n[rules]\nthreshold = 0.75\n";
    tiny.write(folder);
    CHECK_THAT(run(), Catch::Contains("前の結果とエリア内とする数え方が違います"));
    CHECK_THAT(run(), !Catch::Contains("前の結果と")); // those before are by this rule now
}
