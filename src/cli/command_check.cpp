// check: what was read, repaired, rejected, and why.
#include "cli/arguments.hpp"
#include "cli/check_evidence.hpp"
#include "cli/check_people.hpp"
#include "cli/check_screen.hpp"
#include "cli/terminal_progress.hpp"
#include "study/check.hpp"
#include "study/issue_labels.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

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
        ordered_json columns = ordered_json::array();
        for (const study::ReadColumn& column : input.mapping) {
            columns.push_back({{"item", text(column.item)},
                               {"heading", column.heading},
                               {"field", column.field}});
        }
        ordered_json entry = {
            {"id", input.id},
            {"what", text(input.what)},
            {"file", input.file},
            {"as_of", input.as_of},
            {"encoding", input.encoding},
            {"read", input.counts.read},
            {"used", input.counts.used},
            {"rejected", input.counts.rejected},
            {"outside", input.counts.outside},
            {"left_out", input.counts.left_out},
            {"joined", input.counts.joined},
            {"unplaced", input.counts.unplaced},
            {"repaired", input.counts.repaired},
            {"mark", study::mark_of(input.failure.has_value(), input.counts, input.strays)},
            {"facts", facts},
            {"columns", columns},
            {"columns_not_used", input.unused_columns}};
        entry["failure"] = input.failure ? text(*input.failure) : ordered_json(nullptr);
        json["inputs"].push_back(std::move(entry));
    }
    json["evidence"] = ordered_json::array();
    for (const study::EvidenceLine& line : result.evidence) {
        json["evidence"].push_back({{"carrier", line.carrier},
                                    {"technology", line.technology},
                                    {"agreed", line.agreed},
                                    {"stated_measured_out", line.stated_measured_out},
                                    {"not_stated_measured_in", line.not_stated_measured_in},
                                    {"undecided", line.undecided}});
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
             {"count", issue.count},
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
         terminal.say({"条件外", "left out"}), terminal.say({"統合", "joined"}),
         terminal.say({"位置不明", "unplaced"}), terminal.say({"不採用", "rejected"}),
         terminal.say({"修正", "repaired"}), terminal.say({"文字", "text"}),
         terminal.say({"ファイル", "file"})}};
    for (const study::InputSummary& input : result.inputs) {
        rows.push_back({study::mark_of(input.failure.has_value(), input.counts, input.strays),
                        terminal.say(input.what), count(input.counts.read),
                        count(input.counts.used), count(input.counts.outside),
                        count(input.counts.left_out), count(input.counts.joined),
                        count(input.counts.unplaced), count(input.counts.lost()),
                        count(input.counts.repaired), input.encoding, input.file});
    }
    return table(rows,
                 {false, false, true, true, true, true, true, true, true, true, false, false});
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
        where += " " + study::field_label(issue, terminal.language());
    }
    if (!issue.value.empty()) {
        const std::string value = study::on_one_line(issue.value);
        where += terminal.japanese() ? "「" + value + "」" : " \"" + value + "\"";
    }
    where = std::string(trimmed(where)); // of the whole study where there is no file
    return fmt::format("  [{}] {}: {} → {}", terminal.say(study::kind_label(issue)), where,
                       study::on_one_line(terminal.say(issue.problem)),
                       study::on_one_line(terminal.say(issue.action)));
}

std::string issues_text(const std::vector<Issue>& issues, const Terminal& terminal) {
    std::string text;
    for (const study::IssueGroup& group : study::grouped(issues)) {
        for (const Issue* issue : group.issues) {
            text += issue_line(*issue, terminal) + "\n";
        }
    }
    return text;
}

std::string facts_text(const study::CheckResult& result, const Terminal& terminal) {
    std::string text;
    for (const study::InputSummary& input : result.inputs) {
        std::string line;
        const auto put = [&](const std::string& what) {
            line += (line.empty() ? "" : terminal.say({"、", ", "})) + what;
        };
        for (const auto& [what, value] : input.facts) {
            put(terminal.say(what) + (value.empty() ? "" : " " + value));
        }
        for (const study::ReadColumn& column : input.mapping) {
            put(terminal.japanese() ? column.item.ja + "の列「" + column.heading + "」"
                                    : column.item.en + " = \"" + column.heading + "\"");
        }
        if (!input.unused_columns.empty()) {
            put(terminal.say({"使わなかった列 ", "columns not used: "}) +
                fmt::format("{}", fmt::join(input.unused_columns, ", ")));
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

/// Everything, however long.
std::string as_text(const study::CheckResult& result, const Terminal& terminal,
                    const std::string& study) {
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
        text += terminal.japanese()
                    ? fmt::format("気付いたこと（{}件）\n", study::count_of(result.issues))
                    : fmt::format("Noticed ({})\n", study::count_of(result.issues));
        text += issues_text(result.issues, terminal) + "\n";
    }
    text += legends_text(result, terminal);
    const std::string missing = missing_files_text(result, terminal);
    return text + evidence_text(result, terminal) + missing + (missing.empty() ? "" : "\n") +
           people_text(result, terminal) + border_text(result, terminal) +
           next_text(result, study, terminal);
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
                   {"入力ごとの読み方と、気付いたことをすべて示す（既定: 1画面に収める）",
                    "show how each input was read, and every issue (default: one screen)"});
    arguments.path("-o,--output,--issues", options->request.list, {"ファイル.xlsx", "FILE.xlsx"},
                   {"入力ごとの件数、気付いたこと、列の対応の一覧をExcelに書く（.csv なら気付いた"
                    "ことだけをCSVに）",
                    "write counts, issues and columns as an Excel list (.csv: the issues only)"});
    arguments.approximate_datum(options->request.allow_approximate_datum);
    arguments.path(
        "--legend", options->request.legend, {"フォルダ", "DIR"},
        {"画像のエリアの読み取り結果を目で確かめる図と、読み取ったエリア（GeoPackage）を書く",
         "write pictures of how coverage pictures were read, and all coverage as polygons"});
    arguments.threads(options->request.threads);
    arguments.json(options->json);
    arguments.example(
        "todoku check my-study -o check.xlsx",
        {"入力を確かめ、直すべき行の一覧を書き出す", "check the inputs and list the rows to mend"});
    arguments.runs([&terminal, options] {
        options->request.language = terminal.language();
        TerminalProgress progress(terminal.language());
        const study::CheckResult result = study::check(options->request, progress);
        progress.end();
        const std::string study = options->request.study.string();
        terminal.print(options->json  ? as_json(result)
                       : options->all ? as_text(result, terminal, study)
                                      : check_screen(result, study, terminal, Terminal::screen()));
        return result.usable ? ExitCode::Done : ExitCode::UnusableInput;
    });
}

} // namespace todoku::cli
