// todoku: parse, run, one catch.
#include "cli/commands.hpp"
#include "core/progress.hpp"
#include "study/fingerprint.hpp"

#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <string_view>

namespace {

using namespace todoku;
using namespace todoku::cli;

// The language must be known before the options are described.
Language language_of(int count, char** values) {
    for (int i = 1; i < count; ++i) {
        const std::string_view word = values[i];
        if (word == "--lang=en" ||
            (word == "--lang" && i + 1 < count && std::string_view(values[i + 1]) == "en")) {
            return Language::English;
        }
    }
    return Language::Japanese;
}

void translate_labels(CLI::App& app, const Terminal& terminal) {
    if (!terminal.japanese()) {
        return;
    }
    const auto formatter = app.get_formatter();
    for (const auto& [english, japanese] : {std::pair{"Usage", "使い方"},
                                            {"OPTIONS", "オプション"},
                                            {"Options", "オプション"},
                                            {"SUBCOMMAND", "コマンド"},
                                            {"SUBCOMMANDS", "コマンド"},
                                            {"Subcommands", "コマンド"},
                                            {"Positionals", "引数"},
                                            {"REQUIRED", "必須"},
                                            {"TEXT", "文字列"},
                                            {"INT", "整数"},
                                            {"UINT", "整数"},
                                            {"FLOAT", "数"}}) {
        formatter->label(english, japanese);
    }
}

int run(int count, char** values) {
    const Terminal terminal(language_of(count, values));
    CLI::App app(
        terminal.say(
            {"todoku（届く）: "
             "モバイルの未整備箇所と、そこに届く公共の資産を調べ、事業者への要望資料を作ります",
             "todoku: finds where mobile coverage is missing and which public assets would help, "
             "and writes "
             "each carrier's request package"}),
        "todoku");
    app.set_help_flag("-h,--help", terminal.say({"使い方を表示する", "show help"}));
    app.set_version_flag("--version", std::string("todoku ") + study::program_version(),
                         terminal.say({"版を表示する", "show the version"}));
    std::string language;
    app.add_option("--lang", language, terminal.say({"表示の言語", "language of messages"}))
        ->check(CLI::IsMember({"ja", "en"}));
    app.require_subcommand(1);
    app.fallthrough();
    Action action;
    const Commands commands{app, terminal, action};
    add_demo(commands);
    add_init(commands);
    add_check(commands);
    add_run(commands);
    add_assets(commands);
    add_explain(commands);
    add_choose(commands);
    add_lab(commands);
    translate_labels(app, terminal);
    app.footer(terminal.say({"終了コード: 0 正常、2 使い方の誤り、3 入力が使えない、4 "
                             "外部の失敗（ディスクなど）、130 中断",
                             "Exit codes: 0 done, 2 wrong usage, 3 unusable input, 4 outside "
                             "failure, 130 interrupted"}));
    try {
        app.parse(count, values);
    } catch (const CLI::Success& success) { // --help and --version
        app.exit(success);
        return 0;
    } catch (const CLI::ParseError& error) {
        terminal.fail(UsageError(
            {std::string("使い方が違います（") + error.what() +
                 "）。「todoku --help」または「todoku コマンド --help」を見てください。",
             std::string(error.what()) + ". See \"todoku --help\" or \"todoku COMMAND --help\"."}));
        return static_cast<int>(ExitCode::WrongUsage);
    }
    try {
        return static_cast<int>(action());
    } catch (const Error& error) {
        terminal.fail(error);
        return static_cast<int>(error.exit_code());
    } catch (const std::bad_alloc&) {
        terminal.fail(ExternalError({"メモリが足りません。", "Out of memory."}));
        return static_cast<int>(ExitCode::OutsideFailure);
    } catch (const std::exception& error) { // disk full, permission: the operating system's words
        terminal.fail(ExternalError({std::string("処理できませんでした: ") + error.what(),
                                     std::string("Failed: ") + error.what()}));
        return static_cast<int>(ExitCode::OutsideFailure);
    }
}

} // namespace

int main(int count, char** values) {
    return run(count, values);
}
