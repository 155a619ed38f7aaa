// What a person reads who mistyped a command: the language asked for, what was expected, and where
// that command's help is; always exit code 2.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

bool is_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

/// Every command by the words that name it.
const std::vector<std::vector<std::string>>& commands() {
    static const std::vector<std::vector<std::string>> all = {{},
                                                              {"demo"},
                                                              {"init"},
                                                              {"check"},
                                                              {"run"},
                                                              {"assets"},
                                                              {"explain"},
                                                              {"choose"},
                                                              {"compare"},
                                                              {"publish"},
                                                              {"prepare"},
                                                              {"merge"},
                                                              {"lab"},
                                                              {"lab", "mesh"},
                                                              {"lab", "mesh", "encode"},
                                                              {"lab", "mesh", "decode"},
                                                              {"lab", "fractions"},
                                                              {"lab", "path-loss"},
                                                              {"lab", "terms"},
                                                              {"lab", "reach"},
                                                              {"lab", "choose"},
                                                              {"lab", "fill"}};
    return all;
}

std::vector<std::string> operator+(std::vector<std::string> words,
                                   const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text = "todoku";
    for (const std::string& word : words) {
        text += " " + word;
    }
    return text;
}

/// Columns a line takes: UTF-8 of three and more bytes is full-width in these texts.
std::size_t columns_of(const std::string& line) {
    std::size_t columns = 0;
    for (const char c : line) {
        const auto byte = static_cast<unsigned char>(c);
        columns += byte < 0x80U || (byte >= 0xC0U && byte < 0xE0U) ? 1U : byte >= 0xE0U ? 2U : 0U;
    }
    return columns;
}

struct Mistake {
    std::vector<std::string> words;
    std::string command; ///< whose help is named
    std::string said;    ///< in Japanese
    std::string said_en;
};

} // namespace

TEST_CASE("Each mistake is answered in Japanese, in English on request, with the command's own "
          "help") {
    const std::vector<Mistake> mistakes = {
        {{}, "todoku", "コマンドを書いてください", "Name a command"},
        {{"nonsense"}, "todoku", "「nonsense」というコマンドはありません", "no command"},
        {{"chekc"}, "todoku", "「check」ではありませんか", "Did you mean \"check\"?"},
        {{"lab"}, "todoku lab", "mesh fractions", "mesh fractions"},
        {{"lab", "reech"}, "todoku lab", "「reach」ではありませんか", "Did you mean \"reach\"?"},
        {{"run"}, "todoku run", "STUDY が必要です", "needs STUDY"},
        {{"explain", "s"}, "todoku explain", "ASSET_ID が必要です", "needs ASSET_ID"},
        {{"compare", "s"}, "todoku compare", "NEW が必要です", "needs NEW"},
        {{"publish"}, "todoku publish", "STUDY が必要です", "needs STUDY"},
        {{"publish", "s", "--min-count", "-1"}, "todoku publish", "「-1」", "\"-1\""},
        {{"run", "s", "extra"}, "todoku run", "「extra」は余分です", "takes no argument \"extra\""},
        {{"run", "s", "--thread", "2"},
         "todoku run",
         "「--threads」ではありませんか",
         "Did you mean \"--threads\"?"},
        {{"run", "s", "--zzz"}, "todoku run", "「--zzz」というオプションはありません", "no option"},
        {{"run", "s", "-x"}, "todoku run", "「-x」というオプションはありません", "no option"},
        {{"run", "s", "--threads"}, "todoku run", "値（整数）", "needs a value"},
        {{"run", "s", "-o", "--json"}, "todoku run", "値を指定", "needs a value"},
        {{"run", "s", "--json=3x"}, "todoku run", "値は付けられません", "takes no value"},
        {{"run", "s", "--from", "a", "--from", "b"}, "todoku run", "", ""},
        {{"choose", "s", "--sites", "3", "--sites", "4"}, "todoku choose", "一度だけ", "once only"},
        {{"run", "s", "--from", "raech"},
         "todoku run",
         "「reach」ではありませんか",
         "Did you mean \"reach\"?"},
        {{"run", "s", "--threads", "abc"}, "todoku run", "1〜1024の整数", "1 to 1024"},
        {{"run", "s", "--threads", "0"}, "todoku run", "1〜1024の整数", "1 to 1024"},
        {{"run", "s", "--threads", "-1"}, "todoku run", "「-1」", "\"-1\""},
        {{"demo", "d", "--seed", "-5"}, "todoku demo", "0〜", "from 0 to"},
        {{"demo", "d", "--mesh", "3km"}, "todoku demo", "1km 500m 250m 125m", "1km 500m"},
        {{"demo", "d", "--scale", "nan"}, "todoku demo", "0.01〜100", "0.01 to 100"},
        {{"choose", "s", "--sites", "0"}, "todoku choose", "1〜100000の整数", "1 to 100000"},
        {{"choose", "s", "--sites", "-3"}, "todoku choose", "「-3」", "\"-3\""},
        {{"choose", "s", "--sites", "1e9"}, "todoku choose", "「1e9」", "\"1e9\""},
        {{"assets", "s", "--near", "nan,nan"}, "todoku assets", "緯度,経度", "LAT,LON"},
        {{"assets", "s", "--near", "136.51,34.73"},
         "todoku assets",
         "34.73,136.51 と書いて",
         "swapped"},
        {{"assets", "s", "--near", "-91,200"}, "todoku assets", "緯度（-90〜90）", "-90 to 90"},
        {{"assets", "s", "--bbox", "136.6,34.8,136.4,34.6"},
         "todoku assets",
         "136.4,34.6,136.6,34.8 ではありませんか",
         "Did you mean 136.4,34.6,136.6,34.8?"},
        {{"assets", "s", "--bbox", "-200,0,10,10"}, "todoku assets", "-180〜180", "-180 to 180"},
        {{"assets", "s", "--near", "34.7,136.5", "--within", "-1"},
         "todoku assets",
         "0より大きく",
         "over 0"},
        {{"assets", "s", "-f", "shp"}, "todoku assets", "csv geojson gpkg kml xlsx", "csv geojson"},
        {{"run", "s", "--mesh1", "5136;5236"},
         "todoku run",
         "四桁の一次メッシュコード",
         "four digits"},
        {{"lab", "choose", "--demand", "d", "--covers", "c", "--sites", "1", "-o", "o",
          "--time-limit", "-1"},
         "todoku lab choose",
         "0〜1000000秒",
         "0 to 1000000 s"},
        {{"lab", "choose", "--demand", "d", "--covers", "c", "--sites", "1", "-o", "o",
          "--time-limit", "nan"},
         "todoku lab choose",
         "「nan」",
         "\"nan\""},
        {{"lab", "mesh", "encode", "--level", "30m"},
         "todoku lab mesh encode",
         "80km 10km",
         "80km 10km"},
        {{"lab", "mesh", "encode"}, "todoku lab mesh encode", "--level", "--level"},
        {{"lab", "terms", "--model", "p2107", "--cases", "c"},
         "todoku lab terms",
         "p2108 p2108-height p2109",
         "p2108 p2108-height p2109"},
        {{"lab", "fractions", "f", "--mesh", "1km", "--bbox", "1,2,3"},
         "todoku lab fractions",
         "西,南,東,北",
         "W,S,E,N"},
        {{"lab", "reach", "--terrain", "t", "--site", "nan,1", "--height-m", "1", "--radius-m", "9",
          "--f-ghz", "1", "-o", "o"},
         "todoku lab reach",
         "緯度,経度",
         "LAT,LON"},
        {{"lab", "reach", "--terrain", "t", "--site", "34,136", "--height-m", "-1", "--radius-m",
          "9", "--f-ghz", "1", "-o", "o"},
         "todoku lab reach",
         "0〜10000m",
         "0 to 10000 m"},
        {{"check", "s", "--lang", "de"}, "todoku check", "ja en", "ja en"}};
    for (const Mistake& mistake : mistakes) {
        INFO(joined(mistake.words));
        const Outcome japanese = run_todoku(mistake.words);
        CHECK(japanese.code == 2);
        CHECK(japanese.out.empty());
        CHECK_THAT(japanese.err, Catch::StartsWith("エラー: ") && Catch::Contains(mistake.said) &&
                                     Catch::Contains("（使い方: " + mistake.command + " --help）"));
        // CLI11's own sentences.
        for (const char* english :
             {"required", "expected", "The following", "Could not convert", "missing", "At Most"}) {
            CHECK_THAT(japanese.err, !Catch::Contains(english));
        }
        if (mistake.words.size() > 2 && mistake.words[2] == "--lang") {
            continue;
        }
        const Outcome english =
            run_todoku(std::vector<std::string>{"--lang", "en"} + mistake.words);
        CHECK(english.code == 2);
        CHECK_THAT(english.err, Catch::StartsWith("error: ") && Catch::Contains(mistake.said_en) &&
                                    Catch::Contains("(See: " + mistake.command + " --help)"));
        CHECK(is_ascii(english.err));
    }
}

TEST_CASE("assets --within without --near is refused in words") {
    const Outcome done = run_todoku({"assets", "s", "--within", "5"});
    CHECK(done.code == 2);
    CHECK_THAT(done.err, Catch::Contains("--within は --near 緯度,経度 とともに"));
}

TEST_CASE("Every command's help fits 80 columns in both languages and holds an example") {
    for (const auto& words : commands()) {
        INFO(joined(words));
        const Outcome japanese = run_todoku(words + std::vector<std::string>{"--help"});
        const Outcome english = run_todoku(std::vector<std::string>{"--lang", "en"} + words +
                                           std::vector<std::string>{"--help"});
        CHECK(japanese.code == 0);
        CHECK(english.code == 0);
        CHECK_THAT(japanese.out, Catch::Contains("使い方: " + joined(words)));
        CHECK_THAT(english.out, Catch::Contains("Usage: " + joined(words)));
        CHECK(is_ascii(english.out));
        for (const Outcome* help : {&japanese, &english}) {
            std::istringstream lines(help->out);
            for (std::string line; std::getline(lines, line);) {
                INFO(line);
                CHECK(columns_of(line) <= 80);
                CHECK((line.empty() || line.back() != ' '));
            }
        }
        const bool group = words.empty() || words.back() == "lab" || words.back() == "mesh";
        if (!group) {
            CHECK_THAT(japanese.out, Catch::Contains("例\n  "));
            CHECK_THAT(english.out, Catch::Contains("Example\n  "));
        }
    }
    const Outcome top = run_todoku({"--help"});
    CHECK_THAT(top.out, Catch::Contains("終了コード") && Catch::Contains("130"));
}

TEST_CASE("Words that cannot be written end with 4 and a sentence, not with a good exit code") {
    if (!fs::exists("/dev/full")) {
        WARN("skipped: there is no /dev/full here");
        return;
    }
    const TemporaryFolder folder;
    const std::string err = (folder.path() / "err").string();
    const int status =
        std::system((quoted(TODOKU_PROGRAM) + " --help > /dev/full 2> " + quoted(err)).c_str());
    CHECK(WEXITSTATUS(status) == 4);
    CHECK_THAT(read_file(err), Catch::Contains("標準出力"));
}

TEST_CASE("With --json standard output holds JSON and nothing else") {
    const TemporaryFolder folder;
    const auto study = TinyStudy().write(folder);
    const std::string out = (folder.path() / "out").string();
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"check", study.string(), "--json"},
             {"run", study.string(), "-o", out, "--json"},
             {"explain", study.string(), "T-1", "-o", out, "--json"},
             {"choose", study.string(), "-o", out, "--sites", "1", "--json"},
             {"publish", study.string(), "--output-folder", out, "-o", out + "-open", "--json"},
             {"compare", out, out, "-o", out + "-compared", "--json"}}) {
        INFO(joined(words));
        const Outcome done = run_todoku(words);
        CHECK(done.code == 0);
        CHECK_NOTHROW(nlohmann::json::parse(done.out));
        CHECK(done.err.empty()); // no progress where stderr is no terminal
    }
}
