// demo, init: something to start from.
#include "cli/arguments.hpp"
#include "cli/terminal_progress.hpp"
#include "study/demo.hpp"
#include "study/init.hpp"

#include <fmt/format.h>

#include <memory>

namespace todoku::cli {

void add_demo(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    auto request = std::make_shared<study::DemoRequest>();
    Arguments arguments(commands.app, commands, "demo",
                        {"作り物の県（模擬データ）のスタディ一式をフォルダに書き出す",
                         "write the synthetic prefecture: a complete study to try everything on"});
    arguments.path("DIR", request->folder, {}, {"書き出すフォルダ（作ります）", "folder to write"})
        ->required();
    arguments.choice("--mesh", request->mesh, {"1km", "500m", "250m", "125m"},
                     {"人口メッシュの大きさ", "size of the population mesh"});
    arguments.whole(
        "--seed", request->seed, {0, std::numeric_limits<std::int64_t>::max(), {}},
        same_text(std::to_string(request->seed)),
        {"乱数の種。同じ種からは同じデータができます", "seed; the same seed gives the same bytes"});
    arguments.number("--scale", request->scale, {0.01, 100.0, false, {"倍", "times"}},
                     same_text("1"),
                     {"資産の数とエリアの細かさ", "number of assets and coverage vertices"});
    arguments.threads(request->threads);
    arguments.example("todoku demo demo", {"フォルダ demo に模擬の県を書き出す",
                                           "writes the synthetic prefecture to the folder demo"});
    arguments.runs([&terminal, request] {
        TerminalProgress progress(terminal.language());
        study::write_demo(*request, progress);
        progress.end();
        terminal.print(fmt::format("{}\n", (request->folder / "study.toml").string()));
        terminal.tell({fmt::format("模擬データを書き出しました。次は: todoku run {}",
                                   request->folder.string()),
                       fmt::format("Wrote the synthetic prefecture. Next: todoku run {}",
                                   request->folder.string())});
        return ExitCode::Done;
    });
}

void add_init(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    auto folder = std::make_shared<std::filesystem::path>();
    Arguments arguments(commands.app, commands, "init",
                        {"説明付きのスタディファイルと、台帳・要望書のひな形を書き出す",
                         "write a commented study file and templates of the ledger and the letter "
                         "to start from"});
    arguments.path("DIR", *folder, {}, {"書き出すフォルダ（作ります）", "folder to write"})
        ->required();
    arguments.example("todoku init my-study", {"フォルダ my-study にひな形を書き出す",
                                               "writes the templates to the folder my-study"});
    arguments.runs([&terminal, folder] {
        for (const auto& file : study::init(*folder)) {
            terminal.print(file.string() + "\n");
        }
        terminal.tell({"はじめに.txt を読み、入力ファイルを置いて study.toml に書いてください。"
                       "書けたら: todoku check " +
                           folder->string(),
                       "Read はじめに.txt, put your files in place and name them in study.toml. "
                       "Then: todoku check " +
                           folder->string()});
        return ExitCode::Done;
    });
}

} // namespace todoku::cli
