#include "cli/arguments.hpp"

#include <utility>

namespace todoku::cli {

Arguments::Arguments(CLI::App& parent, const Commands& commands, const std::string& name,
                     const Text& description)
    : app_(parent.add_subcommand(name, commands.terminal.say(description))),
      terminal_(commands.terminal), action_(commands.action) {}

void Arguments::study(std::filesystem::path& target) {
    path("STUDY", target, {},
         {"スタディファイル（study.toml）か、それがあるフォルダ",
          "study file (study.toml) or the folder it lies in"})
        ->required();
}

void Arguments::run_output(std::filesystem::path& target, const std::string& names) {
    path(names, target, {"フォルダ", "DIR"},
         {"run の出力フォルダ（既定: outputs/スタディ名）",
          "output folder of run (default: outputs/STUDY'S NAME)"});
}

void Arguments::threads(Threads& target) {
    whole("--threads", target.count, {1, 1024, {}}, {"すべてのコア", "all cores"},
          {"同時に使うスレッド数。結果は変わりません",
           "threads to use; the results are the same for any number"});
}

void Arguments::json(bool& target) {
    flag("--json", target,
         {"結果をJSONで標準出力に出す", "print the result as JSON on standard output"});
}

void Arguments::self_check(bool& target) {
    flag("--self-check", target,
         {"メッシュの被覆率を別の方法で検算して最大誤差を示す（1e-9を超えたら終了コード4）",
          "check the cells' shares in other ways and say the largest error (exit code 4 above "
          "1e-9)"});
}

void Arguments::approximate_datum(bool& target) {
    flag("--allow-approximate-datum", target,
         {"日本測地系（旧測地系）のファイルを、変換パラメータ（TKY2JGD）なしでも約9mの誤差で読む",
          "read files on Tokyo datum without GSI's TKY2JGD grid too, some 9 m off"});
}

CLI::Option* Arguments::needs_word(CLI::Option* option, const Text& takes) {
    // "-o --json" means that the name was forgotten.
    return option->type_name(say(takes))->check([&terminal = terminal_](const std::string& word) {
        return word.empty() || word.rfind("--", 0) == 0
                   ? terminal.say({"値を指定してください。", "needs a value."})
                   : std::string();
    });
}

CLI::Option* Arguments::path(const std::string& names, std::filesystem::path& target,
                             const Text& takes, const Text& description) {
    return needs_word(app_->add_option(names, target, say(description)), takes);
}

CLI::Option* Arguments::paths(const std::string& names, std::vector<std::filesystem::path>& target,
                              const Text& description) {
    return needs_word(app_->add_option(names, target, say(description)), {});
}

CLI::Option* Arguments::text(const std::string& names, std::string& target, const Text& takes,
                             const Text& description) {
    return needs_word(app_->add_option(names, target, say(description)), takes);
}

CLI::Option* Arguments::texts(const std::string& names, std::vector<std::string>& target,
                              const Text& takes, const Text& description) {
    return needs_word(app_->add_option(names, target, say(description)), takes)
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

CLI::Option* Arguments::flag(const std::string& names, bool& target, const Text& description) {
    return app_->add_flag(names, target, say(description))->disable_flag_override();
}

CLI::Option* Arguments::choice(const std::string& names, std::string& target,
                               const std::vector<std::string>& choices, const Text& description) {
    return checked(
        names, {"語", "WORD"}, described(choices), same_text(target), description,
        [choices](const std::string& word) { return refused(word, choices); },
        [&target](const std::string& word) { target = word; });
}

CLI::Option* Arguments::number(const std::string& names, double& target, const NumberRange& range,
                               const Text& fallback, const Text& description) {
    return checked(
        names, {"数", "NUMBER"}, described(range), fallback, description,
        [range](const std::string& word) { return refused(word, range); },
        [&target](const std::string& word) { target = *number_word(word); });
}

CLI::Option* Arguments::place(const std::string& names, std::optional<PlaceDegrees>& target,
                              const Text& description) {
    return checked(
        names, {"緯度,経度", "LAT,LON"}, {"度", "degrees"}, {}, description,
        [](const std::string& word) -> std::optional<Text> {
            const auto parsed = place_word(word);
            return parsed.value ? std::nullopt : std::optional(parsed.problem);
        },
        [&target](const std::string& word) { target = place_word(word).value; });
}

CLI::Option* Arguments::box(const std::string& names, std::optional<BoxDegrees>& target,
                            const Text& description) {
    return checked(
        names, {"西,南,東,北", "W,S,E,N"}, {"度", "degrees"}, {}, description,
        [](const std::string& word) -> std::optional<Text> {
            const auto parsed = box_word(word);
            return parsed.value ? std::nullopt : std::optional(parsed.problem);
        },
        [&target](const std::string& word) { target = box_word(word).value; });
}

CLI::Option* Arguments::primary_meshes(const std::string& names, std::vector<std::string>& target,
                                       const Text& description) {
    return checked(
        names, {"コード,…", "CODE,..."},
        {"四桁のコードをコンマで区切る", "four-digit codes with commas"}, {}, description,
        [](const std::string& word) -> std::optional<Text> {
            const auto parsed = primary_meshes_word(word);
            return parsed.value ? std::nullopt : std::optional(parsed.problem);
        },
        [&target](const std::string& word) { target = *primary_meshes_word(word).value; });
}

CLI::Option* Arguments::checked(const std::string& names, const Text& takes, const Text& expected,
                                const Text& fallback, const Text& description, Check check,
                                Take take) {
    Text shown = {description.ja + "（" + expected.ja, description.en + " (" + expected.en};
    if (!fallback.ja.empty()) {
        shown.ja += "。既定: " + fallback.ja;
        shown.en += "; default: " + fallback.en;
    }
    shown.ja += "）";
    shown.en += ")";
    return app_->add_option_function<std::string>(names, std::move(take), say(shown))
        ->type_name(say(takes))
        ->check([check = std::move(check), &terminal = terminal_](const std::string& word) {
            const auto problem = check(word);
            return problem ? terminal.say(*problem) : std::string();
        });
}

void Arguments::example(const std::string& line, const Text& does) {
    std::string footer = app_->get_footer();
    if (footer.empty()) {
        footer = say({"例\n", "Example\n"});
    }
    footer += "  " + line + "\n      " + say(does) + "\n";
    app_->footer(footer);
}

void Arguments::runs(Action action) {
    app_->callback([&chosen = action_, action = std::move(action)] { chosen = action; });
}

} // namespace todoku::cli
