// check: what was read, repaired, rejected, and why.
#include "cli/arguments.hpp"
#include "cli/terminal_progress.hpp"
#include "study/check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace todoku::cli {

namespace {

using nlohmann::ordered_json;

std::string as_json(const study::CheckResult& result) {
    const auto text = [](const Text& t) { return ordered_json{{"ja", t.ja}, {"en", t.en}}; };
    ordered_json json;
    json["title"] = result.title;
    json["synthetic"] = result.synthetic;
    json["usable"] = result.usable;
    json["people_read"] = result.people_read;
    json["people_placed"] = result.people_placed;
    json["missing_files"] = result.missing;
    json["legends"] = result.legends;
    json["people_by_the_shore"] = result.people_by_the_shore;
    json["people_of_neighbours"] = result.people_of_neighbours;
    json["people_elsewhere"] = result.people_elsewhere;
    json["cells"] = result.cells;
    json["populated_cells"] = result.populated_cells;
    json["unknown_cells"] = result.unknown_cells;
    json["border_cells"] = result.border_cells_by_centroid ? "centroid" : "area";
    json["municipalities"] = ordered_json::array();
    for (const study::BorderTotals& totals : result.municipalities) {
        json["municipalities"].push_back({{"code", totals.code},
                                          {"name", totals.name},
                                          {"people_by_area", totals.by_area},
                                          {"people_by_centroid", totals.by_centroid}});
    }
    json["inputs"] = ordered_json::array();
    for (const study::InputSummary& input : result.inputs) {
        ordered_json facts = ordered_json::array();
        for (const auto& [what, value] : input.facts) {
            facts.push_back({{"what", text(what)}, {"value", value}});
        }
        ordered_json entry = {{"id", input.id},
                              {"what", text(input.what)},
                              {"file", input.file},
                              {"as_of", input.as_of},
                              {"encoding", input.encoding},
                              {"read", input.counts.read},
                              {"used", input.counts.used},
                              {"rejected", input.counts.rejected},
                              {"outside", input.counts.outside},
                              {"joined", input.counts.joined},
                              {"unplaced", input.counts.unplaced},
                              {"repaired", input.counts.repaired},
                              {"facts", facts}};
        entry["failure"] = input.failure ? text(*input.failure) : ordered_json(nullptr);
        json["inputs"].push_back(std::move(entry));
    }
    json["issues"] = ordered_json::array();
    for (const Issue& issue : result.issues) {
        json["issues"].push_back(
            {{"kind", name_of(issue.kind)},
             {"code", issue.code},
             {"file", issue.file},
             {"layer", issue.layer},
             {"row", issue.row ? ordered_json(*issue.row) : ordered_json(nullptr)},
             {"field", issue.field},
             {"value", issue.value},
             {"problem", text(issue.problem)},
             {"action", text(issue.action)}});
    }
    // Text of broken files may hold anything: bytes that are no UTF-8 are replaced, never a crash.
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string inputs_table(const study::CheckResult& result, const Terminal& terminal) {
    const auto count = [](std::int64_t number) {
        return with_thousands(static_cast<double>(number));
    };
    std::vector<std::vector<std::string>> rows = {
        {"", terminal.say({"入力", "input"}), terminal.say({"読込", "read"}),
         terminal.say({"採用", "used"}), terminal.say({"対象外", "outside"}),
         terminal.say({"統合", "joined"}), terminal.say({"位置不明", "unplaced"}),
         terminal.say({"不採用", "rejected"}), terminal.say({"修正", "repaired"}),
         terminal.say({"文字", "text"}), terminal.say({"ファイル", "file"})}};
    for (const study::InputSummary& input : result.inputs) {
        rows.push_back(
            {input.failure ? "×" : (input.counts.lost() + input.counts.unplaced > 0 ? "△" : "○"),
             terminal.say(input.what), count(input.counts.read), count(input.counts.used),
             count(input.counts.outside), count(input.counts.joined), count(input.counts.unplaced),
             count(input.counts.lost()), count(input.counts.repaired), input.encoding, input.file});
    }
    return table(rows, {false, false, true, true, true, true, true, true, true, false, false});
}

std::string issue_line(const Issue& issue, const Terminal& terminal) {
    std::string where = issue.file;
    if (!issue.layer.empty()) {
        where += " / " + issue.layer;
    }
    if (issue.row) {
        where += terminal.japanese() ? fmt::format(" {}行目", *issue.row)
                                     : fmt::format(" row {}", *issue.row);
    }
    if (!issue.field.empty()) {
        where += " " + issue.field;
    }
    if (!issue.value.empty()) {
        where += terminal.japanese() ? "「" + issue.value + "」" : " \"" + issue.value + "\"";
    }
    return fmt::format("  [{}] {}: {} → {}", terminal.say(label_of(issue.kind)), where,
                       terminal.say(issue.problem), terminal.say(issue.action));
}

/// Issues in groups of one kind; only the first few of each group unless all are wanted.
std::string issues_text(const std::vector<Issue>& issues, bool all, const Terminal& terminal) {
    constexpr std::size_t kShown = 5;
    std::map<std::pair<IssueKind, std::string>, std::vector<const Issue*>> groups;
    for (const Issue& issue : issues) {
        groups[{issue.kind, issue.code}].push_back(&issue);
    }
    std::string text;
    for (const auto& [key, group] : groups) {
        const std::size_t shown = all ? group.size() : std::min(kShown, group.size());
        for (std::size_t i = 0; i < shown; ++i) {
            text += issue_line(*group[i], terminal) + "\n";
        }
        if (shown < group.size()) {
            text +=
                terminal.japanese()
                    ? fmt::format("  … ほか{}件（--all ですべて、--issues ファイル.csv で一覧）\n",
                                  group.size() - shown)
                    : fmt::format(
                          "  ... and {} more (--all shows all, --issues FILE.csv writes a list)\n",
                          group.size() - shown);
        }
    }
    return text;
}

std::string facts_text(const study::CheckResult& result, const Terminal& terminal) {
    std::string text;
    for (const study::InputSummary& input : result.inputs) {
        std::string line;
        for (const auto& [what, value] : input.facts) {
            line += (line.empty()          ? ""
                     : terminal.japanese() ? "、"
                                           : ", ") +
                    terminal.say(what) + (value.empty() ? "" : " " + value);
        }
        if (!line.empty()) {
            constexpr std::size_t kColumns = 100;
            for (const std::string& part :
                 wrapped(terminal.say(input.what) + ": " + line, kColumns)) {
                text += "  " + part + "\n";
            }
        }
    }
    return text;
}

/// Where the people are who were left out or placed by distance.
std::string moved_people_text(const study::CheckResult& result, const Terminal& terminal) {
    std::string text;
    const auto line = [&](double people, const Text& what) {
        if (people > 0.0) {
            text += "  " + terminal.say(what) + ": " + with_thousands(people) +
                    terminal.say({"人", ""}) + "\n";
        }
    };
    line(result.people_by_the_shore,
         {"うち、どの区域にもかからず最寄りの市町村に入れた（shore_m）",
          "of these, touching no municipality and given to the nearest (shore_m)"});
    line(result.people_of_neighbours,
         {"隣の都道府県の人として除いた", "left out as people of other prefectures"});
    if (result.unknown_cells > 0) {
        text +=
            "  " +
            terminal.say({"人口が不明のメッシュ（整備済みにも未整備にも数えない）",
                          "cells of unknown people (counted neither as covered nor left out)"}) +
            ": " + with_thousands(static_cast<double>(result.unknown_cells)) + "\n";
    }
    line(result.people_elsewhere, {"対象の市町村から離れていて除いた",
                                   "left out, too far from any municipality of the study"});
    return text;
}

/// The municipalities for which the rule for cells on borders matters most.
std::string border_text(const study::CheckResult& result, const Terminal& terminal) {
    constexpr std::size_t kShown = 5;
    std::vector<study::BorderTotals> totals = result.municipalities;
    const auto difference = [](const study::BorderTotals& t) {
        return std::abs(std::round(t.by_area) - std::round(t.by_centroid));
    };
    std::erase_if(totals, [&](const auto& t) { return difference(t) < 1.0; });
    if (totals.empty()) {
        return {};
    }
    std::stable_sort(totals.begin(), totals.end(),
                     [&](const auto& a, const auto& b) { return difference(a) > difference(b); });
    const std::size_t differing = totals.size();
    totals.resize(std::min(kShown, differing));
    const bool centroid = result.border_cells_by_centroid;
    std::vector<std::vector<std::string>> rows = {
        {terminal.say({"市町村", "municipality"}),
         terminal.say({"面積で分ける", "by area"}) + (centroid ? "" : " *"),
         terminal.say({"中心のある市町村", "by centroid"}) + (centroid ? " *" : ""),
         terminal.say({"差", "difference"})}};
    for (const study::BorderTotals& t : totals) {
        rows.push_back({t.name, with_thousands(t.by_area), with_thousands(t.by_centroid),
                        with_thousands(std::round(t.by_centroid) - std::round(t.by_area))});
    }
    std::string text =
        terminal.japanese()
            ? fmt::format(
                  "境界のメッシュの人口を面積で分ける場合と、メッシュの中心がある市町村に入れる"
                  "場合（* がこのスタディ。[rules] border_cells）。差のある{}市町村のうち、差の"
                  "大きい{}\n",
                  differing, totals.size())
            : fmt::format(
                  "People with cells on borders divided by area, or given to the municipality "
                  "of their centre (* is this study's; [rules] border_cells): the {} largest "
                  "differences of {} municipalities\n",
                  totals.size(), differing);
    return text + table(rows, {false, true, true, true});
}

std::string missing_text(const study::CheckResult& result, const Terminal& terminal) {
    if (result.missing.empty()) {
        return {};
    }
    std::string text =
        terminal.say({"まだ置かれていないファイル（study.toml のあるフォルダから）\n",
                      "Files still to be put in place (from the folder of study.toml)\n"});
    for (const std::string& file : result.missing) {
        text += "  " + file + "\n";
    }
    if (!result.guide.empty()) {
        text += terminal.japanese()
                    ? "何をどこに置くかは " + result.guide + " にあります。\n"
                    : "What to put where is explained in " + result.guide + " (Japanese).\n";
    }
    return text + "\n";
}

std::string people_text(const study::CheckResult& result, const Terminal& terminal) {
    if (result.people_read <= 0.0) {
        return {};
    }
    return terminal.japanese()
               ? fmt::format(
                     "人口 {}人のうち{}人を市区町村に置きました。メッシュ{}（居住あり{}）。\n",
                     with_thousands(result.people_read), with_thousands(result.people_placed),
                     with_thousands(static_cast<double>(result.cells)),
                     with_thousands(static_cast<double>(result.populated_cells)))
               : fmt::format(
                     "{} people read, {} placed in municipalities; {} cells ({} populated).\n",
                     with_thousands(result.people_read), with_thousands(result.people_placed),
                     with_thousands(static_cast<double>(result.cells)),
                     with_thousands(static_cast<double>(result.populated_cells)));
}

std::string legends_text(const study::CheckResult& result, const std::string& folder,
                         const Terminal& terminal) {
    if (result.legends.empty()) {
        return {};
    }
    std::string text =
        terminal.japanese()
            ? "読み取りを目で確かめる図など（" + folder + "。非公開のエリアが入っています）\n"
            : "To confirm by eye (" + folder + "; holds confidential coverage)\n";
    for (const std::string& name : result.legends) {
        text += "  " + name + "\n";
    }
    return text + "\n";
}

std::string as_text(const study::CheckResult& result, bool all, const Terminal& terminal,
                    const std::string& study, const std::string& legend) {
    std::string text;
    if (result.synthetic) {
        text += terminal.say({"【模擬データ】", "[SYNTHETIC DATA] "});
    }
    text += result.title + "\n\n" + inputs_table(result, terminal);
    if (!result.usable) {
        text += "\n";
    }
    for (const study::InputSummary& input : result.inputs) {
        if (input.failure) {
            text +=
                fmt::format("× {}: {}\n", terminal.say(input.what), terminal.say(*input.failure));
        }
    }
    text +=
        terminal.say({"\n読み方\n", "\nHow it was read\n"}) + facts_text(result, terminal) + "\n";
    if (!result.issues.empty()) {
        text += terminal.japanese() ? fmt::format("気付いたこと（{}件）\n", result.issues.size())
                                    : fmt::format("Noticed ({})\n", result.issues.size());
        text += issues_text(result.issues, all, terminal) + "\n";
    }
    text += legends_text(result, legend, terminal);
    return text + missing_text(result, terminal) + people_text(result, terminal) +
           moved_people_text(result, terminal) + border_text(result, terminal) +
           terminal.say(
               result.usable
                   ? Text{"すべての入力を使えます。次は: todoku run " + study + "\n",
                          "All inputs can be used. Next: todoku run " + study + "\n"}
                   : Text{"使えない入力があります（×）。直してからもう一度確かめてください。\n",
                          "Some inputs cannot be used (×). Mend them and check again.\n"});
}

} // namespace

void add_check(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::CheckRequest request;
        bool json = false;
        bool all = false;
    };
    auto options = std::make_shared<Options>();
    Arguments arguments(commands.app, commands, "check",
                        {"入力をすべて読み、読めたもの・直したもの・使えないものを示す",
                         "read every input and say what was read, repaired and rejected"});
    arguments.study(options->request.study);
    arguments.flag("--all", options->all,
                   {"気付いたことをすべて示す（既定: 種類ごとに5件まで）",
                    "show every issue (default: five of each kind)"});
    arguments.path("--issues", options->request.issues, {"ファイル.csv", "FILE.csv"},
                   {"気付いたことの一覧をCSVに書く（Excelで開けます）",
                    "write all issues to a CSV file that Excel opens"});
    arguments.path(
        "--legend", options->request.legend, {"フォルダ", "DIR"},
        {"画像のエリアの読み取り結果を目で確かめる図と、読み取ったエリア（GeoPackage）を書く",
         "write pictures of how coverage pictures were read, and all coverage as polygons"});
    arguments.threads(options->request.threads);
    arguments.json(options->json);
    arguments.example(
        "todoku check my-study --issues issues.csv",
        {"入力を確かめ、直すべき行の一覧を書き出す", "check the inputs and list the rows to mend"});
    arguments.runs([&terminal, options] {
        options->request.language = terminal.language();
        TerminalProgress progress(terminal.language());
        const study::CheckResult result = study::check(options->request, progress);
        progress.end();
        terminal.print(options->json ? as_json(result)
                                     : as_text(result, options->all, terminal,
                                               options->request.study.string(),
                                               options->request.legend.string()));
        return result.usable ? ExitCode::Done : ExitCode::UnusableInput;
    });
}

} // namespace todoku::cli
