// `todoku init`: what a clerk starts from, and that filling it in is enough to run.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <regex>
#include <set>
#include <sstream>

using namespace todoku::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// The template with every key that is commented out put to use.
std::string with_all_keys(const std::string& text) {
    std::istringstream lines(text);
    std::string all;
    const std::regex key(R"(# (\[\[?[a-z_.]+\]\]?|[a-z_0-9]+ = .*))");
    for (std::string line; std::getline(lines, line);) {
        std::smatch found;
        all += std::regex_match(line, found, key) ? found[1].str() + "\n" : line + "\n";
    }
    return all;
}

} // namespace

TEST_CASE("The manual's list of keys is the template that init writes") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "my-study";
    REQUIRE(run_todoku({"init", place.string()}).code == 0);
    const std::string page = read_file(fs::path(TODOKU_SOURCE_DIR) / "docs" / "study_file.md");
    const std::string open = "```toml\n";
    const std::size_t from = page.find(open);
    REQUIRE(from != std::string::npos);
    const std::size_t begin = from + open.size();
    CHECK(page.substr(begin, page.find("\n```", begin) + 1 - begin) ==
          read_file(place / "study.toml"));
}

TEST_CASE("init writes a study file named after its folder, guides, a ledger and a letter, and "
          "overwrites nothing") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "我が県";
    const Outcome done = run_todoku({"init", place.string()});
    CHECK(done.code == 0);
    for (const char* name :
         {"study.toml", "はじめに.txt", "inputs/資産台帳.csv",
          "inputs/coverage/エリアのファイルについて.txt", "templates/要望書.docx",
          "templates/照会.docx", "templates/回答.docx"}) {
        INFO(name);
        CHECK(fs::exists(place / name));
        CHECK_THAT(done.out, Catch::Contains(name));
    }
    CHECK(fs::is_directory(place / "inputs/population"));
    CHECK_THAT(read_file(place / "study.toml"), Catch::Contains("name = \"我が県\""));
    // As Excel and Windows' editor open them without a question.
    for (const char* name : {"inputs/資産台帳.csv", "はじめに.txt"}) {
        CHECK_THAT(read_file(place / name),
                   Catch::StartsWith("\xEF\xBB\xBF") && Catch::Contains("\r\n"));
    }
    const std::string text = read_file(place / "study.toml");
    CHECK(run_todoku({"init", place.string()}).code == 2);
    CHECK(read_file(place / "study.toml") == text);
    const fs::path other = folder.path() / "other";
    folder.write("other/inputs/資産台帳.csv", "mine");
    CHECK(run_todoku({"init", other.string()}).code == 2);
    CHECK(read_file(other / "inputs/資産台帳.csv") == "mine");
    CHECK_FALSE(fs::exists(other / "study.toml"));
}

TEST_CASE("check on a fresh init names each file that is still to be put in place") {
    const TemporaryFolder folder;
    const std::string place = (folder.path() / "new").string();
    REQUIRE(run_todoku({"init", place}).code == 0);
    const Outcome check = run_todoku({"check", place});
    CHECK(check.code == 3);
    CHECK_THAT(check.out, Catch::Contains("まだ置かれていないファイル") &&
                              Catch::Contains("inputs/N03_24.geojson") &&
                              Catch::Contains("inputs/population/*.txt") &&
                              Catch::Contains("inputs/coverage/carrier_a.gpkg") &&
                              Catch::Contains("はじめに.txt"));
    CHECK(check.err.empty());
    // The ledger is there, and its example row is told and not taken for an asset.
    CHECK_THAT(check.out, Catch::Contains("(記入例)○○小学校"));
    const json checked = json::parse(run_todoku({"check", place, "--json"}).out);
    for (const json& input : checked["inputs"]) {
        if (input["file"] == "inputs/資産台帳.csv") {
            CHECK(input["failure"].is_null());
            CHECK(input["read"] == 1);
            CHECK(input["rejected"] == 1);
            CHECK(input["columns"].size() == 24); // every column but the owner's is recognised
        }
    }
    CHECK(run_todoku({"run", place, "-o", (folder.path() / "out").string()}).code == 3);
}

TEST_CASE("Every key of the template is one the program knows, and every key it knows is there") {
    const TemporaryFolder folder;
    REQUIRE(run_todoku({"init", (folder.path() / "s").string()}).code == 0);
    const fs::path study = folder.path() / "s" / "study.toml";
    const std::string original = read_file(study);
    std::string all = with_all_keys(original);
    // The second population line shows other keys of the same input.
    all = replaced(all, "population = { files = [\"inputs/population/*.txt\"]",
                   "# population = { files = [\"inputs/population/*.txt\"]");
    // Other ways to say what weighs how much.
    all = replaced(all, "pairwise = ", "# pairwise = ");
    // In place of sites, which phases count.
    all = replaced(all, "\nbudget = ", "\n# budget = ");
    // Goes without separation and floors.
    all = replaced(all, "\nbackup_within = ", "\n# backup_within = ");
    all = replaced(all, "order = [\"residents\"", "# order = [\"residents\"");
    folder.write("s/study.toml", all);
    const Outcome check = run_todoku({"check", study.string()});
    INFO(check.err);
    CHECK(check.code == 3); // files that are missing, not a study file that is wrong
    // Each section lists its keys when asked for one that is unlike all of them.
    std::set<std::string> sections;
    const std::regex heading(R"(\n(\[\[?([a-z_.]+)\]\]?)[^\n]*\n)");
    for (std::sregex_iterator at(all.begin(), all.end(), heading), end; at != end; ++at) {
        const std::string section = (*at)[2];
        if (!sections.insert(section).second) {
            continue;
        }
        const auto after = static_cast<std::size_t>(at->position() + at->length());
        std::string broken = all;
        broken.insert(after, "qqqqqqqqqqqqqqqq = 1\n");
        folder.write("s/study.toml", broken);
        const Outcome refused = run_todoku({"--lang", "en", "check", study.string()});
        INFO(section);
        INFO(refused.err);
        CHECK(refused.code == 3);
        const auto list = refused.err.find("Known here: ");
        REQUIRE(list != std::string::npos);
        std::istringstream known(refused.err.substr(list + 12));
        for (std::string key; known >> key;) {
            key = key.substr(0, key.find(','));
            INFO(key);
            CHECK(std::regex_search(original, std::regex("\\b" + key + "( =|\\]\\])")));
        }
    }
    CHECK(sections.size() >= 11);
}

TEST_CASE("Every example of the manual of inputs is one that the program knows") {
    const TemporaryFolder folder;
    const fs::path manual = fs::path(TODOKU_SOURCE_DIR) / "docs" / "inputs";
    std::size_t examples = 0;
    for (const auto& page : fs::directory_iterator(manual)) {
        const std::string text = read_file(page.path());
        constexpr std::string_view kOpen = "```toml\n";
        for (std::size_t at = text.find(kOpen); at != std::string::npos;) {
            const std::size_t begin = at + kOpen.size();
            const std::size_t end = text.find("```\n", begin);
            REQUIRE(end != std::string::npos);
            const std::string example = text.substr(begin, end - begin);
            TinyStudy tiny;
            std::string& study = tiny.files["study.toml"];
            constexpr std::string_view kInputs = "[inputs]\n";
            if (example.starts_with(kInputs)) { // beside the study's own, or in their place
                for (const std::string key : {"municipalities", "population"}) {
                    if (example.find("\n" + key + " = ") != std::string::npos) {
                        study = replaced(study, "\n" + key + " = ", "\n# ");
                    }
                }
                study = replaced(study, std::string(kInputs), example);
            } else {
                study += "\n" + example;
            }
            const Outcome check = run_todoku({"check", tiny.write(folder).string()});
            INFO(page.path().filename() << "\n" << example << check.err);
            CHECK(check.code == 3); // its files are not there
            CHECK(check.err.empty());
            ++examples;
            at = text.find(kOpen, end);
        }
    }
    CHECK(examples >= 12);
}

TEST_CASE(
    "A fresh init filled in with a small prefecture runs, with the letter from its template") {
    const TemporaryFolder folder;
    const fs::path place = folder.path() / "s";
    REQUIRE(run_todoku({"init", place.string()}).code == 0);
    TinyStudy tiny;
    folder.write("s/inputs/N03_24.geojson", tiny.files["municipalities.geojson"]);
    folder.write("s/inputs/population/people.txt", tiny.files["population.csv"]);
    folder.write("s/inputs/coverage/a.geojson", tiny.files["a.geojson"]);
    folder.write(
        "s/inputs/資産台帳.csv",
        read_file(place / "inputs/資産台帳.csv") +
            fmt::format("A-1,北小学校,学校,建物,津市北町1,{},{},242012,12.5,3,RC造,陸屋根,"
                        "2400,有,無,昭和60年,新耐震,可,宅地,有,可,総務課,059-000-0000,\r\n",
                        TinyStudy::lat(3.3), TinyStudy::lng(1.3)));
    std::string study = read_file(place / "study.toml");
    study = replaced(study, "inputs/coverage/carrier_a.gpkg", "inputs/coverage/a.geojson");
    study = replaced(study, "# template = ", "template = ");
    study = replaced(study, "# enquiry = ", "enquiry = ");
    study = replaced(study, "# answer = ", "answer = ");
    study = replaced(study, "synthetic = false", "synthetic = true");
    folder.write("s/study.toml", study);

    const Outcome check = run_todoku({"check", place.string(), "--json"});
    CHECK(check.code == 0);
    const json checked = json::parse(check.out);
    CHECK(checked["inputs"].back()["id"] == "letter");
    const Outcome run =
        run_todoku({"run", place.string(), "-o", (folder.path() / "out").string(), "--json"});
    INFO(run.err);
    REQUIRE(run.code == 0);
    const json result = json::parse(run.out);
    CHECK(result["carriers"][0]["gaps"] == 2);
    CHECK(result["carriers"][0]["sites"] == 1);
    CHECK(fs::exists(folder.path() / "out/packages/キャリアA/要望書.docx"));
    // Letters of its own beside the packages: to the municipalities with places, and an answer.
    CHECK(fs::exists(folder.path() / "out/letters/照会_242012_津市.docx"));
    CHECK(fs::exists(folder.path() / "out/letters/回答_キャリアA.docx"));
    // The example row stays out of everything handed over.
    CHECK_THAT(read_file(folder.path() / "out/tables/candidates.csv"),
               Catch::Contains("北小学校") && !Catch::Contains("記入例"));

    // A changed template makes the letters anew, and a broken one is told before any work.
    fs::remove(place / "templates/要望書.docx");
    const Outcome missing =
        run_todoku({"run", place.string(), "-o", (folder.path() / "out").string()});
    CHECK(missing.code == 3);
    CHECK_THAT(missing.err, Catch::Contains("要望書のひな形") && Catch::Contains("要望書.docx"));
    fs::copy_file(place / "templates/照会.docx", place / "templates/要望書.docx");
    const Outcome exchanged =
        run_todoku({"run", place.string(), "-o", (folder.path() / "out").string()});
    CHECK(exchanged.code == 3);
    CHECK_THAT(exchanged.err, Catch::Contains("要望書.docx") && Catch::Contains("市町"));
    fs::remove(place / "templates/要望書.docx");
    REQUIRE(run_todoku({"init", (folder.path() / "fresh").string()}).code == 0);
    fs::copy_file(folder.path() / "fresh/templates/要望書.docx", place / "templates/要望書.docx");

    // So are the two others, and the folder of letters stays that of the last whole run.
    const std::string before = read_file(folder.path() / "out/letters/照会_242012_津市.docx");
    for (const char* name : {"照会.docx", "回答.docx"}) {
        INFO(name);
        const std::string whole = read_file(place / "templates" / name);
        for (const std::string& broken :
             {std::string(), std::string("no document"), whole.substr(0, whole.size() / 2)}) {
            folder.write(std::string("s/templates/") + name, broken);
            const Outcome refused =
                run_todoku({"run", place.string(), "-o", (folder.path() / "out").string()});
            CHECK(refused.code == 3);
            CHECK_THAT(refused.err, Catch::Contains(name) && Catch::Contains("ZIP"));
        }
        fs::remove(place / "templates" / name);
        const Outcome gone =
            run_todoku({"run", place.string(), "-o", (folder.path() / "out").string()});
        CHECK(gone.code == 3);
        CHECK_THAT(gone.err, Catch::Contains(name));
        folder.write(std::string("s/templates/") + name, whole);
    }
    CHECK(read_file(folder.path() / "out/letters/照会_242012_津市.docx") == before);
}
