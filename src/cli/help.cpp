#include "cli/help.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace todoku::cli {

namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kIndent = 2;
constexpr std::size_t kDescriptionColumn = 26;

/// "  name      description", the description wrapped in its own column; a long name takes a line
/// of its own.
std::string entry(const std::string& name, const std::string& description) {
    std::string text = std::string(kIndent, ' ') + name;
    std::size_t at = kIndent + display_width(name);
    if (at + 2 > kDescriptionColumn) {
        text += "\n";
        at = 0;
    }
    for (const std::string& line : wrapped(description, kColumns - kDescriptionColumn)) {
        text += std::string(kDescriptionColumn - at, ' ') + line + "\n";
        at = 0;
    }
    return text;
}

std::string option_names(const CLI::Option& option) {
    std::string names = option.get_name(false, true);
    for (std::size_t at = 0; (at = names.find(',', at)) != std::string::npos; at += 2) {
        names.replace(at, 1, ", ");
    }
    const std::string type = option.get_type_name();
    return option.get_items_expected_max() == 0 || type.empty() ? names : names + " " + type;
}

/// Words of a usage line stay whole; what goes on stands further in.
std::string usage_lines(const std::vector<std::string>& words) {
    std::string text;
    std::string line;
    for (const std::string& word : words) {
        if (!line.empty() && display_width(line) + 1 + display_width(word) > kColumns) {
            text += line + "\n";
            line = "    ";
        }
        line += (line.empty() || line.back() == ' ' ? "" : " ") + word;
    }
    return text + line + "\n";
}

bool belongs_to_every_command(const CLI::App& app, const CLI::Option& option) {
    return &option == app.get_help_ptr() || &option == app.get_version_ptr();
}

} // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string name,
                                     CLI::AppFormatMode /*mode*/) const {
    const auto say = [this](const Text& text) { return terminal_->say(text); };
    const auto commands = app->get_subcommands([](const CLI::App*) { return true; });
    std::vector<const CLI::Option*> positionals;
    std::vector<const CLI::Option*> options;
    for (const CLI::Option* option : app->get_options()) {
        if (option->get_positional()) {
            positionals.push_back(option);
        } else if (!belongs_to_every_command(*app, *option) || app->get_parent() == nullptr) {
            options.push_back(option);
        }
    }

    std::vector<std::string> usage = {say({"使い方: ", "Usage: "}) + name};
    for (const CLI::Option* option : positionals) {
        const std::string word = option->get_name(true);
        const std::string words = word + (option->get_items_expected_max() > 1 ? "..." : "");
        usage.push_back(option->get_required() ? words : "[" + words + "]");
    }
    for (const CLI::Option* option : options) {
        if (option->get_required()) {
            usage.push_back(option->get_name() + " " + option->get_type_name());
        }
    }
    if (!commands.empty()) {
        usage.push_back(say({"コマンド", "COMMAND"}));
    }
    usage.push_back(say({"[オプション]", "[OPTIONS]"}));

    std::string text;
    for (const std::string& line : wrapped(app->get_description(), kColumns)) {
        text += line + "\n";
    }
    text += "\n" + usage_lines(usage);
    const auto heading = [&](const Text& title) { text += "\n" + say(title) + "\n"; };
    if (!commands.empty()) {
        heading({"コマンド", "Commands"});
        for (const CLI::App* command : commands) {
            text += entry(command->get_name(), command->get_description());
        }
    }
    if (!positionals.empty()) {
        heading({"引数", "Arguments"});
        for (const CLI::Option* option : positionals) {
            text += entry(option->get_name(true), option->get_description());
        }
    }
    if (!options.empty()) {
        heading({"オプション", "Options"});
        for (const CLI::Option* option : options) {
            const std::string needed =
                option->get_required() ? say({"【必須】", "(required) "}) : std::string();
            text += entry(option_names(*option), needed + option->get_description());
        }
    }
    if (!app->get_footer().empty()) {
        text += "\n" + app->get_footer();
    }
    if (app->get_parent() != nullptr) {
        text +=
            say({"\nどのコマンドにも --help（使い方）と --lang ja|en（表示の言語）があります。\n",
                 "\nEvery command takes --help and --lang ja|en.\n"});
    }
    return text;
}

} // namespace todoku::cli
