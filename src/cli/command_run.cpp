// run: the pipeline, whole or some of its primary meshes.
#include "cli/arguments.hpp"
#include "cli/run_screen.hpp"
#include "cli/shard_screen.hpp"
#include "cli/terminal_progress.hpp"
#include "core/error.hpp"
#include "study/run.hpp"
#include "study/shards.hpp"

#include <memory>

namespace todoku::cli {

void add_run(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::RunRequest request;
        std::string from;
        std::string until;
        std::vector<std::string> meshes;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    Arguments arguments(commands.app, commands, "run",
                        {"入力から、未整備箇所と選んだ資産を調べ、事業者ごとの要望資料までを作る",
                         "from the inputs to the gaps, the chosen assets and a package for each "
                         "carrier"});
    const std::vector<std::string> steps = {"read",  "cover",  "compare", "gaps",
                                            "reach", "choose", "report"};
    arguments.study(options->request.study);
    arguments.path("-o,--output", options->request.output, {"フォルダ", "DIR"},
                   {"出力フォルダ（既定: outputs/スタディ名）",
                    "output folder (default: outputs/STUDY'S NAME)"});
    arguments.choice("--from", options->from, steps,
                     {"この段階からやり直す。その前の結果は、あるものを使います",
                      "run anew from this step; earlier results are taken as they are"});
    arguments.choice("--until", options->until, steps,
                     {"この段階までで止める。資料は report で書き出します",
                      "stop after this step; files for people are written by report"});
    arguments.primary_meshes(
        "--mesh1", options->meshes,
        {"todoku prepare で分けた入力から、この一次メッシュだけを測る。あとで todoku merge で一つに"
         "する",
         "measure these primary meshes only, from what todoku prepare has divided; todoku merge "
         "joins them"});
    arguments.self_check(options->request.self_check);
    arguments.approximate_datum(options->request.allow_approximate_datum);
    arguments.threads(options->request.threads);
    arguments.json(options->json);
    arguments.example("todoku run my-study", {"outputs/スタディ名/ に結果一式を作る",
                                              "writes everything to outputs/STUDY'S NAME/"});
    arguments.example("todoku run my-study -o results --from report",
                      {"計算はそのままに、資料だけ作り直す",
                       "keeps what was computed and writes the files again"});
    arguments.example("todoku run my-study --mesh1 5136,5236",
                      {"二つの一次メッシュだけを測る（先に todoku prepare my-study）",
                       "measures two primary meshes (after todoku prepare my-study)"});
    arguments.runs([&terminal, options] {
        TerminalProgress progress(terminal.language());
        if (!options->meshes.empty()) {
            if (!options->from.empty() || !options->until.empty() || options->request.self_check) {
                throw UsageError({"--mesh1 は --from・--until・--self-check "
                                  "と一緒には使えません。",
                                  "--mesh1 goes without --from, --until and --self-check."});
            }
            const study::RunRequest& whole = options->request;
            const study::ShardsResult result =
                study::run_shards({whole.study, whole.output, options->meshes, whole.threads,
                                   whole.allow_approximate_datum},
                                  progress);
            progress.end();
            terminal.print(options->json
                               ? shards_json(result)
                               : shards_text(result, whole.study, whole.output, terminal));
            return ExitCode::Done;
        }
        options->request.from = study::step_of(options->from);
        options->request.until = study::step_of(options->until);
        try {
            const study::RunResult result = study::run(options->request, progress);
            progress.end();
            terminal.print(options->json ? run_json(result) : run_text(result, terminal));
        } catch (const Interrupted&) {
            progress.end();
            terminal.tell({"終わった段階の結果は残してあります。同じ todoku run を --from "
                           "を付けずにもう一度実行すると、その続きから始めます。",
                           "What was finished is kept: the same todoku run, without --from, goes "
                           "on from there."});
            throw;
        }
        return ExitCode::Done;
    });
}

} // namespace todoku::cli
