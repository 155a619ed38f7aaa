#include "cli/usage_errors.hpp"

#include "core/nearest_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace todoku::cli {

namespace {

struct Named {
    const CLI::App* app = nullptr; ///< the innermost command that was named
    std::string path;              ///< "todoku lab mesh"
};

Named named_command(const CLI::App& root) {
    Named named{&root, root.get_name()};
    while (!named.app->get_subcommands().empty()) {
        named.app = named.app->get_subcommands().front();
        named.path += " " + named.app->get_name();
    }
    return named;
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(command->get_name());
    }
    return names;
}

/// Long names of the command's options and of those that hold everywhere.
std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* at = &app; at != nullptr; at = at->get_parent()) {
        for (const CLI::Option* option : at->get_options()) {
            for (const std::string& name : option->get_lnames()) {
                names.push_back("--" + name);
            }
        }
    }
    return names;
}

Text did_you_mean(const std::string& word, const std::vector<std::string>& known) {
    const auto meant = nearest_words(word, known, 1);
    return meant.empty() ? Text{}
                         : Text{"「" + meant.front() + "」ではありませんか。",
                                " Did you mean \"" + meant.front() + "\"?"};
}

Text unknown_word(const Named& named, const std::string& word) {
    if (word.rfind('-', 0) == 0) {
        const std::string option = word.substr(0, word.find('='));
        const Text meant = did_you_mean(option, option_names(*named.app));
        return {fmt::format("{} に「{}」というオプションはありません。{}", named.path, option,
                            meant.ja),
                fmt::format("{} has no option \"{}\".{}", named.path, option, meant.en)};
    }
    const auto commands = command_names(*named.app);
    if (commands.empty()) {
        return {fmt::format("{} の引数「{}」は余分です。空白を含む値は \" \" で囲んでください。",
                            named.path, word),
                fmt::format("{} takes no argument \"{}\". Put values with blanks in quotes.",
                            named.path, word)};
    }
    const Text meant = did_you_mean(word, commands);
    return {fmt::format("{} に「{}」というコマンドはありません。{}コマンド: {}", named.path, word,
                        meant.ja, fmt::join(commands, " ")),
            fmt::format("{} has no command \"{}\".{} Commands: {}", named.path, word, meant.en,
                        fmt::join(commands, " "))};
}

Text missing_words(const Named& named) {
    std::string missing;
    for (const CLI::Option* option : named.app->get_options()) {
        if (option->get_required() && option->count() == 0) {
            missing += (missing.empty() ? "" : " ") + option->get_name();
            if (!option->get_positional()) {
                missing += " " + option->get_type_name();
            }
        }
    }
    if (!missing.empty()) {
        return {fmt::format("{} には {} が必要です。", named.path, missing),
                fmt::format("{} needs {}.", named.path, missing)};
    }
    const auto commands = command_names(*named.app);
    return {fmt::format("{} のあとにコマンドを書いてください: {}", named.path,
                        fmt::join(commands, " ")),
            fmt::format("Name a command after {}: {}", named.path, fmt::join(commands, " "))};
}

/// CLI11 begins these messages with the option's name, some without its dashes.
std::string named_option(const CLI::ParseError& error) {
    const std::string message = error.what();
    return message.substr(0, message.find_first_of(" :"));
}

Text wrong_count(const Named& named, const CLI::ParseError& error) {
    const std::string said = named_option(error);
    const CLI::Option* option = nullptr;
    for (const CLI::App* at = named.app; at != nullptr; at = at->get_parent()) {
        for (const std::string& name : {said, "--" + said, "-" + said}) {
            option = option == nullptr ? at->get_option_no_throw(name) : option;
        }
    }
    if (option == nullptr) {
        return {fmt::format("{} の使い方が違います。", named.path),
                fmt::format("{} is used wrongly.", named.path)};
    }
    const std::string name = option->get_name();
    if (option->get_items_expected_max() == 0) {
        return {fmt::format("{} に値は付けられません。", name),
                fmt::format("{} takes no value.", name)};
    }
    if (option->count() > 1) {
        return {fmt::format("{} は一度だけ指定できます。", name),
                fmt::format("{} may be given once only.", name)};
    }
    return {fmt::format("{} のあとに値（{}）を指定してください。", name, option->get_type_name()),
            fmt::format("{} needs a value: {}.", name, option->get_type_name())};
}

} // namespace

UsageError usage_error(const CLI::App& root, const CLI::ParseError& error) {
    const Named named = named_command(root);
    const std::vector<std::string> left = root.remaining(true);
    Text problem;
    if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) {
        // The part after the name is ours already, in the language asked for (arguments.cpp).
        const std::string name = named_option(error);
        const std::string what = error.what();
        const std::string reason = what.substr(std::min(what.size(), name.size() + 2));
        problem = {name + ": " + reason, name + ": " + reason};
    } else if (!left.empty()) {
        problem = unknown_word(named, left.front());
    } else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
        problem = missing_words(named);
    } else {
        problem = wrong_count(named, error);
    }
    return UsageError({fmt::format("{}（使い方: {} --help）", problem.ja, named.path),
                       fmt::format("{} (See: {} --help)", problem.en, named.path)});
}

} // namespace todoku::cli
