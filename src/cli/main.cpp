// todoku: parse, run, one catch.
#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/usage_errors.hpp"
#include "cli/values.hpp"
#include "core/progress.hpp"
#include "study/fingerprint.hpp"

#include <exception>
#include <iostream>
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

void add_common_options(CLI::App& app, const Terminal& terminal, std::string& language) {
    app.set_help_flag("-h,--help", terminal.say({"使い方を表示する", "show help"}));
    app.set_version_flag("--version", std::string("todoku ") + study::program_version(),
                         terminal.say({"版を表示する", "show the version"}));
    app.add_option("--lang", language,
                   terminal.say({"表示の言語（ja 日本語、en 英語。既定: ja）",
                                 "language of messages (ja Japanese, en English; default: ja)"}))
        ->type_name("ja|en")
        ->check([&terminal](const std::string& word) {
            const auto problem = refused(word, std::vector<std::string>{"ja", "en"});
            return problem ? terminal.say(*problem) : std::string();
        });
    app.require_subcommand(1);
    app.fallthrough();
}

void add_examples(CLI::App& app, const Terminal& terminal) {
    app.footer(terminal.say({"例\n"
                             "  todoku demo demo        模擬の県を書き出す\n"
                             "  todoku run demo         その要望資料まで作る（outputs/demo/ に）\n"
                             "  todoku run --help       コマンドごとの使い方\n\n"
                             "終了コード\n"
                             "  0 正常  2 使い方の誤り  3 入力が使えない  4 外部の失敗  130 中断\n",
                             "Examples\n"
                             "  todoku demo demo        writes the synthetic prefecture\n"
                             "  todoku run demo         makes everything of it, in outputs/demo/\n"
                             "  todoku run --help       help of one command\n\n"
                             "Exit codes\n"
                             "  0 done  2 wrong usage  3 unusable input  4 outside failure (disk)\n"
                             "  130 interrupted\n"}));
}

ExitCode act(const Terminal& terminal, const Action& action) {
    try {
        const ExitCode code = action();
        std::cout.flush();
        if (!std::cout) {
            throw ExternalError(
                {"標準出力に書き出せません（空き容量がないか、出力先が閉じています）。",
                 "Standard output cannot be written (no room, or closed)."});
        }
        return code;
    } catch (const Error& error) {
        terminal.fail(error);
        return error.exit_code();
    } catch (const std::bad_alloc&) {
        terminal.fail(ExternalError({"メモリが足りません。", "Out of memory."}));
        return ExitCode::OutsideFailure;
    } catch (const std::exception& error) { // disk full, permission: the operating system's words
        terminal.fail(ExternalError({std::string("処理できませんでした: ") + error.what(),
                                     std::string("Failed: ") + error.what()}));
        return ExitCode::OutsideFailure;
    }
}

ExitCode run(int count, char** values) {
    const Terminal terminal(language_of(count, values));
    CLI::App app(
        terminal.say({"todoku（届く）: 5Gなどの届いていない場所と人、そこに届く公共の資産を調べ、"
                      "事業者ごとの要望資料を作ります。インターネットにはつなぎません。",
                      "todoku: finds where mobile coverage is missing and for whom, which public "
                      "assets would help, and writes each carrier's request package. Nothing is "
                      "fetched from the internet."}),
        "todoku");
    app.formatter(std::make_shared<HelpFormatter>(terminal));
    std::string language;
    add_common_options(app, terminal, language);
    Action action;
    const Commands commands{app, terminal, action};
    add_demo(commands);
    add_init(commands);
    add_check(commands);
    add_run(commands);
    add_assets(commands);
    add_explain(commands);
    add_choose(commands);
    add_compare(commands);
    add_publish(commands);
    add_prepare(commands);
    add_merge(commands);
    add_lab(commands);
    add_examples(app, terminal); // last: commands would take it over
    try {
        app.parse(count, values);
    } catch (const CLI::CallForHelp&) {
        return act(terminal, [&] {
            terminal.print(app.help());
            return ExitCode::Done;
        });
    } catch (const CLI::CallForVersion& version) {
        return act(terminal, [&] {
            terminal.print(std::string(version.what()) + "\n");
            return ExitCode::Done;
        });
    } catch (const CLI::ParseError& error) {
        terminal.fail(usage_error(app, error));
        return ExitCode::WrongUsage;
    }
    return act(terminal, action);
}

} // namespace

int main(int count, char** values) {
    return static_cast<int>(run(count, values));
}
