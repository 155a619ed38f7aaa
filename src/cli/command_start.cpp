// demo, init: something to start from.
#include "cli/commands.hpp"
#include "cli/terminal_progress.hpp"
#include "study/demo.hpp"
#include "study/init.hpp"

#include <fmt/format.h>

#include <memory>

namespace todoku::cli {

void add_demo(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command =
        commands.command("demo", {"作り物の県（模擬データ）一式をフォルダに書き出す",
                                  "write the synthetic prefecture: a complete study"});
    auto request = std::make_shared<study::DemoRequest>();
    command
        ->add_option("DIR", request->folder, terminal.say({"書き出すフォルダ", "folder to write"}))
        ->required();
    command
        ->add_option("--mesh", request->mesh,
                     terminal.say({"人口メッシュ: 1km 500m 250m 125m",
                                   "population mesh: 1km 500m 250m 125m"}))
        ->capture_default_str();
    command
        ->add_option("--seed", request->seed,
                     terminal.say({"乱数の種（同じ種なら同じデータ）",
                                   "seed; the same seed gives the same bytes"}))
        ->capture_default_str();
    command
        ->add_option("--scale", request->scale,
                     terminal.say({"資産とエリアの多さ（1が標準）",
                                   "amount of assets and coverage vertices"}))
        ->capture_default_str()
        ->check(CLI::Range(0.01, 100.0));
    command
        ->add_option("--threads", request->threads.count,
                     terminal.say({"使うスレッド数（0はすべて）", "threads (0: all)"}))
        ->check(CLI::Range(0, 1024));
    command->callback([&action = commands.action, &terminal, request] {
        action = [&terminal, request] {
            TerminalProgress progress(terminal.language());
            study::write_demo(*request, progress);
            terminal.print(fmt::format("{}\n", (request->folder / "study.toml").string()));
            terminal.tell({fmt::format("模擬データを書き出しました。次は: todoku run {}",
                                       request->folder.string()),
                           fmt::format("Wrote the synthetic prefecture. Next: todoku run {}",
                                       request->folder.string())});
            return ExitCode::Done;
        };
    });
}

void add_init(const Commands& commands) {
    const Terminal& terminal = commands.terminal;
    CLI::App* command = commands.command("init", {"説明付きのスタディファイルのひな形を書き出す",
                                                  "write a commented study file to start from"});
    auto folder = std::make_shared<std::filesystem::path>();
    command->add_option("DIR", *folder, terminal.say({"書き出すフォルダ", "folder to write"}))
        ->required();
    command->callback([&action = commands.action, &terminal, folder] {
        action = [&terminal, folder] {
            for (const auto& file : study::init(*folder)) {
                terminal.print(file.string() + "\n");
            }
            terminal.tell(
                {"study.toml を開き、入力ファイルの場所を書いてください。書けたら: todoku check " +
                     folder->string(),
                 "Open study.toml and name your files. Then: todoku check " + folder->string()});
            return ExitCode::Done;
        };
    });
}

} // namespace todoku::cli
