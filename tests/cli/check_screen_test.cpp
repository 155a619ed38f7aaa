#include "cli/check_screen.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>

#include <sstream>

using namespace todoku;
using namespace todoku::cli;
using Catch::Matchers::Contains;

namespace {

/// Sixteen coverages of four carriers, sixty ledgers, and issues of many kinds with long texts.
study::CheckResult crowded() {
    study::CheckResult result;
    result.title = "三重県 5Gエリア整備要望";
    result.usable = true;
    result.people_read = 1770254.0;
    result.people_placed = 1770000.0;
    result.people_by_the_shore = 9503.0;
    const auto input = [&](const char* id, const Text& what, const Text& group) {
        study::InputSummary& summary = result.inputs.emplace_back();
        summary.id = id;
        summary.what = what;
        summary.group = group;
        summary.file = "inputs/とても長い名前のフォルダ/とても長い名前のファイル.gpkg / layer";
        summary.counts = {1234567, 1234000, 567, 3, 500, 60};
    };
    input("municipalities", {"市区町村", "municipalities"}, {});
    input("population", {"人口メッシュ", "population"}, {});
    for (const char* carrier : {"キャリアA", "キャリアB", "キャリアC", "キャリアD"}) {
        for (const char* technology : {"4G", "5G（転用）", "5G（Sub6）", "5G（ミリ波）"}) {
            input("coverage",
                  {fmt::format("エリア {} {}", carrier, technology),
                   fmt::format("coverage {} {}", carrier, technology)},
                  {fmt::format("エリア {}", carrier), fmt::format("coverage {}", carrier)});
        }
    }
    for (int i = 0; i < 60; ++i) {
        input("assets", {"資産台帳", "asset ledger"}, {});
    }
    for (const IssueKind kind :
         {IssueKind::Rejected, IssueKind::Repaired, IssueKind::Assumed, IssueKind::Noted}) {
        for (int code = 0; code < 8; ++code) {
            Issue issue;
            issue.kind = kind;
            issue.code = fmt::format("{}_{}", name_of(kind), code);
            issue.file = "inputs/台帳.csv";
            issue.row = 123456;
            issue.problem.ja = fmt::format("{:x<300}緯度経度がありません。", "");
            issue.problem.en = fmt::format("{:x<300}", "");
            issue.action.ja = "使いませんでした。";
            issue.action.en = "not used.";
            result.issues.push_back(issue);
        }
    }
    return result;
}

} // namespace

TEST_CASE("check fits its screen in both languages, however many inputs and issues there are") {
    const ScreenSize size = GENERATE(ScreenSize{80, 24}, ScreenSize{100, 40});
    const Language language = GENERATE(Language::Japanese, Language::English);
    const std::string screen = check_screen(crowded(), "my-study", Terminal(language), size);
    INFO(screen);
    std::istringstream in(screen);
    std::size_t lines = 0;
    for (std::string line; std::getline(in, line); ++lines) {
        CHECK(display_width(line) <= size.columns);
    }
    CHECK(lines + 1 <= size.lines); // the prompt follows
}

TEST_CASE("The totals of check are the sums of its lines, and rows joined later are not counted "
          "twice") {
    study::CheckResult result;
    result.usable = true;
    for (const auto& [read, joined] : {std::pair(100, 0), std::pair(50, 0), std::pair(150, 20)}) {
        study::InputSummary& summary = result.inputs.emplace_back();
        summary.id = "assets";
        summary.what = {"資産台帳", "asset ledger"};
        summary.counts = {read, read - joined, joined, 0, 0, joined};
        summary.after_joining = joined > 0;
    }
    const std::string screen =
        check_screen(result, "s", Terminal(Language::English), ScreenSize{80, 24});
    INFO(screen);
    CHECK_THAT(screen, Contains("total          150   130      20         0"));
}

TEST_CASE("Rows that were lost come before what is only told, with how many there are") {
    const std::string screen =
        check_screen(crowded(), "s", Terminal(Language::English), ScreenSize{100, 60});
    INFO(screen);
    CHECK_THAT(screen, Contains("To be looked at (16 kinds, 16 in all)"));
    CHECK(screen.find("rejected (1)") < screen.find("noted (1)"));
    CHECK(screen.find("noted (1)") < screen.find("Repaired, assumed"));
}

TEST_CASE("A long message is told whole, in lines that fit, wherever the screen has room") {
    study::CheckResult result;
    result.usable = true;
    Issue& issue = result.issues.emplace_back();
    issue.kind = IssueKind::Assumed;
    issue.code = "x";
    for (int i = 0; i < 20; ++i) {
        issue.problem.ja += "緯度と経度の列の測地系が書かれていません。";
    }
    issue.action.ja = "そのまま使いました。";
    const auto screen = [&](std::size_t lines) {
        return check_screen(result, "s", Terminal(Language::Japanese), ScreenSize{80, lines});
    };
    CHECK_THAT(screen(40), Contains("そのまま使いました。") && !Contains("…"));
    CHECK_THAT(screen(10), !Contains("そのまま使いました。") && Contains("…\n"));
}

TEST_CASE("Ledgers whose columns were read alike share a line, and a line of many columns ends") {
    study::CheckResult result;
    result.usable = true;
    for (int i = 0; i < 60; ++i) {
        study::InputSummary& summary = result.inputs.emplace_back();
        summary.id = "assets";
        summary.what = {"資産台帳", "asset ledger"};
        summary.mapping = {{"name", {"名称", "name"}, "施設名"}, {"lat", {"緯度", "lat"}, "緯度"}};
        summary.unused_columns = std::vector<std::string>(12, "備考");
    }
    CHECK_THAT(
        check_screen(result, "s", Terminal(Language::Japanese), ScreenSize{160, 40}),
        Contains("  資産台帳 (60): 施設名→name（名称）、緯度→lat。使わなかった列: 備考、備考、") &&
            Contains("ほか4列\n"));
}

TEST_CASE("An input that cannot be used is told whole, even beyond the screen") {
    study::CheckResult result = crowded();
    result.usable = false;
    for (study::InputSummary& input : result.inputs) {
        input.failure = Text{"開けません。", "cannot be opened: " + input.file + "."};
    }
    const std::string screen =
        check_screen(result, "s", Terminal(Language::English), ScreenSize{80, 24});
    std::size_t told = 0;
    for (std::size_t at = 0; (at = screen.find("cannot be opened", at)) != std::string::npos;
         ++at) {
        ++told;
    }
    CHECK(told == result.inputs.size());
    CHECK_THAT(screen, Contains("Mend them and check again"));
}

TEST_CASE("Text is cut to columns, with a mark where it was cut") {
    CHECK(clipped("三重県津市", 10) == "三重県津市");
    CHECK(clipped("三重県津市", 9) == "三重県津…");
    CHECK(clipped("三重県津市", 8) == "三重県…");
    CHECK(clipped("abc", 3) == "abc");
    CHECK(clipped("abcd", 3) == "ab…");
}

TEST_CASE("What a file holds neither breaks the screen's lines nor orders the terminal") {
    study::CheckResult result;
    result.usable = true;
    Issue& issue = result.issues.emplace_back();
    issue.kind = IssueKind::Rejected;
    issue.code = "x";
    issue.problem.ja =
        "名前「山  田\n\x1b[31m太郎」の緯度経度がありません。住所から位置を決めるには"
        "位置参照情報を置いてください。資産の一覧に残します。";
    issue.action.ja = "使いませんでした。";
    const std::string screen =
        check_screen(result, "s", Terminal(Language::Japanese), ScreenSize{80, 24});
    INFO(screen);
    CHECK_THAT(screen, Contains("不採用 1件: 名前「山 田 [31m太郎」の緯度経度がありません。"));
    CHECK(screen.find('\x1b') == std::string::npos);
    std::string joined; // of both lines: no character cut, none twice
    std::istringstream in(screen);
    for (std::string line; std::getline(in, line);) {
        joined += line.substr(std::min(line.size(), line.find_first_not_of(' ')));
    }
    CHECK_THAT(joined, Contains("住所から位置を決めるには位置参照情報を置いてください。"));
}

TEST_CASE("An input of which not one row can be used is not called usable") {
    study::CheckResult result;
    result.usable = true;
    study::InputSummary& summary = result.inputs.emplace_back();
    summary.what = {"資産台帳", "asset ledger"};
    summary.counts = {.read = 3, .used = 0, .rejected = 3, .unplaced = 3};
    CHECK_THAT(next_text(result, "s", Terminal(Language::Japanese)),
               Contains("一行も使えなかった"));
    summary.counts = {.read = 3, .used = 1, .rejected = 2, .unplaced = 2};
    CHECK_THAT(next_text(result, "s", Terminal(Language::Japanese)),
               Contains("すべての入力を使えます"));
}
