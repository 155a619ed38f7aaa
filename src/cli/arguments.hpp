// One command's arguments: each is declared once with what it takes, so that help and refusals say
// the same.
#pragma once

#include "cli/commands.hpp"
#include "cli/values.hpp"
#include "core/parallel.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace todoku::cli {

/// Targets must live as long as the command's action: commands keep them in a shared struct.
class Arguments {
public:
    /// A command below `parent`.
    Arguments(CLI::App& parent, const Commands& commands, const std::string& name,
              const Text& description);

    [[nodiscard]] CLI::App& app() { return *app_; }

    /// STUDY.
    void study(std::filesystem::path& target);
    /// -o, --output of a finished run; other letters where -o means a file.
    void run_output(std::filesystem::path& target, const std::string& names = "-o,--output");
    void threads(Threads& target);
    void json(bool& target);
    /// --self-check of the commands that measure a whole study.
    void self_check(bool& target);
    /// --allow-approximate-datum of the commands that read inputs.
    void approximate_datum(bool& target);

    /// Words as they are. Names without a dash are positional.
    CLI::Option* path(const std::string& names, std::filesystem::path& target, const Text& takes,
                      const Text& description);
    /// Any number of them.
    CLI::Option* paths(const std::string& names, std::vector<std::filesystem::path>& target,
                       const Text& description);
    CLI::Option* text(const std::string& names, std::string& target, const Text& takes,
                      const Text& description);
    /// May be given several times.
    CLI::Option* texts(const std::string& names, std::vector<std::string>& target,
                       const Text& takes, const Text& description);
    CLI::Option* flag(const std::string& names, bool& target, const Text& description);
    CLI::Option* choice(const std::string& names, std::string& target,
                        const std::vector<std::string>& choices, const Text& description);

    /// Numbers in a range. `fallback` is what holds where the option is not given; empty for an
    /// option that has to be given.
    template <class Whole>
    CLI::Option* whole(const std::string& names, Whole& target, const WholeRange& range,
                       const Text& fallback, const Text& description) {
        return checked(
            names, {"整数", "N"}, described(range), fallback, description,
            [range](const std::string& word) { return refused(word, range); },
            [&target](const std::string& word) { target = static_cast<Whole>(*whole_word(word)); });
    }
    CLI::Option* number(const std::string& names, double& target, const NumberRange& range,
                        const Text& fallback, const Text& description);
    CLI::Option* place(const std::string& names, std::optional<PlaceDegrees>& target,
                       const Text& description);
    CLI::Option* box(const std::string& names, std::optional<BoxDegrees>& target,
                     const Text& description);

    /// CODE,CODE...
    CLI::Option* primary_meshes(const std::string& names, std::vector<std::string>& target,
                                const Text& description);

    /// A line shown under --help, and what it does.
    void example(const std::string& line, const Text& does);
    /// What runs when the command is named.
    void runs(Action action);

private:
    using Check = std::function<std::optional<Text>(const std::string&)>;
    using Take = std::function<void(const std::string&)>;
    CLI::Option* checked(const std::string& names, const Text& takes, const Text& expected,
                         const Text& fallback, const Text& description, Check check, Take take);
    CLI::Option* needs_word(CLI::Option* option, const Text& takes);
    [[nodiscard]] const std::string& say(const Text& text) const { return terminal_.say(text); }

    CLI::App* app_;
    const Terminal& terminal_;
    Action& action_;
};

} // namespace todoku::cli
