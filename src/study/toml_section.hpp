// A table of a TOML file whose keys are taken one by one; keys left over are faults that say what
// was meant. Faults are gathered, so that a person sees all of a file at once.
#pragma once

#include "core/text.hpp"

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace todoku::study {

/// What is wrong in one file.
class TomlFaults {
public:
    explicit TomlFaults(std::string file) : file_(std::move(file)) {}

    /// One fault a section and key: the first said is what matters.
    void add(const toml::table* table, const std::string& key, std::int64_t line,
             const Text& problem);
    /// @throws InputError with all faults, by line
    void require_none() const;

private:
    struct Fault {
        std::int64_t line = 0;
        Text problem;
    };
    std::string file_;
    std::set<std::pair<const toml::table*, std::string>> known_;
    std::vector<Fault> faults_;
};

/// Two texts and a number.
struct RatedPair {
    std::string first;
    std::string second;
    double number = 0.0;
};

/// A fault goes to the file's list, with line, section and key; what is asked for is then the
/// fallback, or empty.
class TomlSection {
public:
    /// @param faults outlives the section
    TomlSection(const toml::table& table, TomlFaults& faults, std::string name);

    /// Does not ask for the key: one that is read only where it is there stays unknown to finish().
    [[nodiscard]] bool has(const std::string& key) const;
    [[nodiscard]] std::string text(const std::string& key);
    [[nodiscard]] std::string text(const std::string& key, const std::string& fallback);
    /// As text(key); where it is not there, the line to write is shown: `key = "example"`.
    [[nodiscard]] std::string needed_text(const std::string& key, const std::string& example);
    [[nodiscard]] std::optional<std::string> optional_text(const std::string& key);
    [[nodiscard]] bool yes(const std::string& key, bool fallback);
    [[nodiscard]] std::int64_t whole(const std::string& key, std::int64_t fallback,
                                     std::int64_t low, std::int64_t high);
    [[nodiscard]] double number(const std::string& key, double fallback, double low, double high);
    /// A list of numbers.
    [[nodiscard]] std::vector<double> numbers(const std::string& key, double low, double high);
    /// A list of texts; one text stands for a list of one.
    [[nodiscard]] std::vector<std::string> texts(const std::string& key);
    /// A table of texts.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> pairs(const std::string& key);
    /// A list of lists of two texts and a number: [["a", "b", 3], ...].
    [[nodiscard]] std::vector<RatedPair> rated_pairs(const std::string& key);
    [[nodiscard]] std::optional<TomlSection> section(const std::string& key);
    /// Sections of an array of tables; one table stands for an array of one.
    [[nodiscard]] std::vector<TomlSection> sections(const std::string& key);

    /// Lists every key nobody asked for.
    void finish() const;

    /// Lists what is wrong with a key.
    void reject(const std::string& key, const Text& problem) const;
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    const toml::node* take(const std::string& key);
    void reject_type(const std::string& key, const Text& expected) const;
    [[nodiscard]] std::string child(const std::string& key) const;

    const toml::table* table_;
    TomlFaults* faults_;
    std::string name_;
    std::set<std::string> known_;
};

} // namespace todoku::study
