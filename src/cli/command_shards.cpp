// prepare, merge: the run of a study in shards; `run --mesh1` stands between them.
#include "cli/arguments.hpp"
#include "cli/run_screen.hpp"
#include "cli/shard_screen.hpp"
#include "cli/terminal_progress.hpp"
#include "study/shards.hpp"

#include <memory>

namespace todoku::cli {

void add_prepare(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::PrepareRequest request;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    Arguments arguments(commands.app, commands, "prepare",
                        {"入力を一度だけ読み、一次メッシュごとに分ける（run --mesh1 のため）",
                         "read the inputs once and divide them by primary mesh, for run --mesh1"});
    arguments.study(options->request.study);
    arguments.run_output(options->request.output);
    arguments.approximate_datum(options->request.allow_approximate_datum);
    arguments.threads(options->request.threads);
    arguments.json(options->json);
    arguments.example("todoku prepare my-study",
                      {"outputs/スタディ名/workspace/shards/ に一次メッシュごとのファイルを書く",
                       "writes a file a primary mesh to outputs/STUDY'S NAME/workspace/shards/"});
    arguments.runs([&terminal, options] {
        TerminalProgress progress(terminal.language());
        const study::PrepareResult result = study::prepare(options->request, progress);
        progress.end();
        terminal.print(options->json ? prepare_json(result)
                                     : prepare_text(result, options->request.study,
                                                    options->request.output, terminal));
        return ExitCode::Done;
    });
}

void add_merge(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    struct Options {
        study::MergeRequest request;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    Arguments arguments(commands.app, commands, "merge",
                        {"run --mesh1 の結果を一つにし、一度に実行したのと同じ結果一式を作る",
                         "join the results of run --mesh1 and make what one run makes, byte for "
                         "byte"});
    study::RunRequest& run = options->request.run;
    arguments.study(run.study);
    arguments.paths("SHARD", options->request.shards,
                    {"結果のファイルか、それがあるフォルダ（既定: 出力フォルダにあるもの）",
                     "result files or folders that hold some (default: those in the output "
                     "folder)"});
    arguments.run_output(run.output);
    arguments.self_check(run.self_check);
    arguments.approximate_datum(run.allow_approximate_datum);
    arguments.threads(run.threads);
    arguments.json(options->json);
    arguments.example("todoku merge my-study",
                      {"すべての一次メッシュが済んだら、結果一式を作る",
                       "makes everything once all primary meshes are done"});
    arguments.example("todoku merge my-study shards-from-b/",
                      {"ほかの機械で測った結果を使う", "takes what other machines measured"});
    arguments.runs([&terminal, options] {
        TerminalProgress progress(terminal.language());
        const study::RunResult result = study::merge(options->request, progress);
        progress.end();
        terminal.print(options->json ? run_json(result) : run_text(result, terminal));
        return ExitCode::Done;
    });
}

} // namespace todoku::cli
