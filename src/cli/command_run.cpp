// run: the pipeline.
#include "cli/commands.hpp"
#include "cli/terminal_progress.hpp"
#include "study/run.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace todoku::cli {

namespace {

using nlohmann::ordered_json;

std::string as_json(const study::RunResult& result) {
    ordered_json json;
    json["output"] = result.output.string();
    json["title"] = result.title;
    json["synthetic"] = result.synthetic;
    json["steps"] = ordered_json::array();
    for (const study::StepOutcome& step : result.steps) {
        json["steps"].push_back(
            {{"step", name_of(step.step)}, {"seconds", step.seconds}, {"reused", step.reused}});
    }
    json["carriers"] = ordered_json::array();
    for (const study::CarrierOutcome& carrier : result.carriers) {
        json["carriers"].push_back({{"carrier", carrier.carrier},
                                    {"population", carrier.population},
                                    {"covered", carrier.covered},
                                    {"gaps", carrier.gaps},
                                    {"sites", carrier.sites},
                                    {"newly_covered", carrier.plan_gain},
                                    {"upper_bound", carrier.plan_upper_bound}});
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string as_text(const study::RunResult& result, const Terminal& terminal) {
    std::string text =
        (result.synthetic ? terminal.say({"【模擬データ】", "[SYNTHETIC DATA] "}) : "") +
        result.title + "\n\n";
    std::vector<std::vector<std::string>> steps;
    for (const study::StepOutcome& step : result.steps) {
        steps.push_back({terminal.say(label_of(step.step)),
                         step.reused ? terminal.say({"前の結果を使用", "kept"}) : "",
                         fmt::format("{:.1f} {}", step.seconds, terminal.say({"秒", "s"}))});
    }
    text += table(steps, {false, false, true}) + "\n";
    if (!result.carriers.empty()) {
        std::vector<std::vector<std::string>> rows = {
            {terminal.say({"事業者", "carrier"}), terminal.say({"5Gカバー率", "5G"}),
             terminal.say({"エリア外人口", "left out"}), terminal.say({"未整備箇所", "gaps"}),
             terminal.say({"選んだ資産", "sites"}),
             terminal.say({"新たに届く人口", "newly reached"})}};
        for (const study::CarrierOutcome& carrier : result.carriers) {
            rows.push_back(
                {carrier.carrier,
                 carrier.population > 0.0
                     ? fmt::format("{:.1f} %", 100.0 * carrier.covered / carrier.population)
                     : "-",
                 with_thousands(carrier.population - carrier.covered),
                 with_thousands(static_cast<double>(carrier.gaps)),
                 with_thousands(static_cast<double>(carrier.sites)),
                 with_thousands(carrier.plan_gain)});
        }
        text += table(rows, {false, true, true, true, true, true}) + "\n";
    }
    std::int64_t rejected = 0;
    for (const study::InputSummary& input : result.inputs) {
        rejected += input.counts.rejected;
    }
    text += terminal.japanese()
                ? fmt::format(
                      "入力で使わなかった行: {}、気付いたこと: {}件（todoku check で見られます）\n",
                      rejected, result.issues.size())
                : fmt::format("rows not used: {}, issues: {} (see todoku check)\n", rejected,
                              result.issues.size());
    text += terminal.say({"結果: ", "results: "}) + result.output.string() + "\n";
    return text;
}

} // namespace

void add_run(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command = commands.command("run", {"入力から事業者ごとの要望資料までを作る",
                                                 "from the inputs to a package per carrier"});
    struct Options {
        study::RunRequest request;
        std::string from;
        std::string until;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    const CLI::IsMember steps({"read", "cover", "gaps", "reach", "choose", "report"});
    command
        ->add_option("STUDY", options->request.study,
                     terminal.say({"スタディファイルかそのフォルダ", "study file or its folder"}))
        ->required();
    command->add_option("-o,--output", options->request.output,
                        terminal.say({"出力フォルダ（指定しなければ outputs/スタディ名）",
                                      "output folder (default outputs/<study name>)"}));
    command
        ->add_option("--from", options->from,
                     terminal.say({"この段階からやり直す", "run anew from this step"}))
        ->check(steps);
    command
        ->add_option("--until", options->until,
                     terminal.say({"この段階までで止める", "stop after this step"}))
        ->check(steps);
    command
        ->add_option("--threads", options->request.threads.count,
                     terminal.say({"使うスレッド数（0はすべて）", "threads (0: all)"}))
        ->check(CLI::Range(0, 1024));
    command->add_flag("--json", options->json,
                      terminal.say({"結果をJSONで出す", "print the result as JSON"}));
    command->callback([&action = commands.action, &terminal, options] {
        action = [&terminal, options] {
            options->request.from = study::step_of(options->from);
            options->request.until = study::step_of(options->until);
            TerminalProgress progress(terminal.language());
            const study::RunResult result = study::run(options->request, progress);
            terminal.print(options->json ? as_json(result) : as_text(result, terminal));
            return ExitCode::Done;
        };
    });
}

} // namespace todoku::cli
