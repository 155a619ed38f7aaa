// A table of a TOML file whose keys are taken one by one; keys left over are errors that say what
// was meant.
#pragma once

#include "core/error.hpp"

#include <toml++/toml.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace todoku::study {

/// Every fault becomes a UsageError with file, line, section and key.
class TomlSection {
public:
    TomlSection(const toml::table& table, std::string file, std::string name);

    [[nodiscard]] bool has(const std::string& key) const;
    [[nodiscard]] std::string text(const std::string& key);
    [[nodiscard]] std::string text(const std::string& key, const std::string& fallback);
    [[nodiscard]] std::optional<std::string> optional_text(const std::string& key);
    [[nodiscard]] bool yes(const std::string& key, bool fallback);
    [[nodiscard]] std::int64_t whole(const std::string& key, std::int64_t fallback,
                                     std::int64_t low, std::int64_t high);
    [[nodiscard]] double number(const std::string& key, double fallback, double low, double high);
    /// A list of texts; one text stands for a list of one.
    [[nodiscard]] std::vector<std::string> texts(const std::string& key);
    /// A table of texts.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> pairs(const std::string& key);
    [[nodiscard]] std::optional<TomlSection> section(const std::string& key);
    /// Sections of an array of tables; one table stands for an array of one.
    [[nodiscard]] std::vector<TomlSection> sections(const std::string& key);

    /// @throws UsageError for the first key nobody asked for
    void finish() const;

    /// A UsageError that points at a key's line.
    [[nodiscard]] UsageError wrong(const std::string& key, const Text& problem) const;
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    const toml::node* take(const std::string& key);
    [[nodiscard]] UsageError missing(const std::string& key) const;
    [[nodiscard]] UsageError wrong_type(const std::string& key, const Text& expected) const;
    [[nodiscard]] std::string child(const std::string& key) const;

    const toml::table* table_;
    std::string file_;
    std::string name_;
    std::set<std::string> known_;
};

} // namespace todoku::study
