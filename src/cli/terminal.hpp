// What every command shares: the language, where results and messages go, and how long text is laid
// out in columns.
#pragma once

#include "core/error.hpp"
#include "core/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace todoku::cli {

struct ScreenSize {
    std::size_t columns = 100;
    std::size_t lines = 60;
};

/// Results go to stdout, messages to stderr.
class Terminal {
public:
    explicit Terminal(Language language) : language_(language) {}
    [[nodiscard]] Language language() const { return language_; }
    [[nodiscard]] const std::string& say(const Text& text) const { return text.in(language_); }
    [[nodiscard]] bool japanese() const { return language_ == Language::Japanese; }

    /// Of stdout; 100 x 60, as on a sheet of paper, where it is no terminal.
    [[nodiscard]] static ScreenSize screen();

    /// To stdout, as it is. @throws ExternalError where it cannot be written (a full disk)
    void print(std::string_view text) const;
    /// A message line to stderr.
    void tell(const Text& text) const;
    /// An error to stderr, every line marked.
    void fail(const Error& error) const;

private:
    Language language_;
};

/// Columns a text takes on a terminal: full-width characters two, others one.
std::size_t display_width(std::string_view utf8);

/// At most `columns` columns of the text, the last of them "…" where something was cut.
std::string clipped(std::string_view utf8, std::size_t columns);

/// Lines of at most `columns` columns. Words of half-width letters stay whole, full-width text
/// breaks anywhere but before closing and after opening punctuation (JIS X 4051's 行頭・行末禁則);
/// line ends in the text stay.
std::vector<std::string> wrapped(std::string_view utf8, std::size_t columns);

/// Pieces of at most `columns` columns, cut anywhere: a word that is longer than a line.
std::vector<std::string> cut(std::string_view utf8, std::size_t columns);

/// Rows in aligned columns, two blanks apart. `right` columns are aligned right.
std::string table(const std::vector<std::vector<std::string>>& rows,
                  const std::vector<bool>& right);

} // namespace todoku::cli
