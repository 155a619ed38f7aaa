#include "cli/terminal.hpp"

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace todoku::cli {

namespace {

char32_t next_character(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    std::size_t length = 1;
    char32_t code = lead;
    if (lead >= 0xF0) {
        length = 4;
        code = lead & 0x07U;
    } else if (lead >= 0xE0) {
        length = 3;
        code = lead & 0x0FU;
    } else if (lead >= 0xC0) {
        length = 2;
        code = lead & 0x1FU;
    }
    for (std::size_t i = 1; i < length && at + i < text.size(); ++i) {
        code = (code << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    at += length;
    return code;
}

// The blocks of Unicode's East Asian Width W and F (UAX #11) that Japanese office text uses.
bool is_wide(char32_t code) {
    return (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
           (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0xFE30 && code <= 0xFE4F) || (code >= 0xFF00 && code <= 0xFF60) ||
           (code >= 0xFFE0 && code <= 0xFFE6) || (code >= 0x1F300 && code <= 0x1FAFF) ||
           (code >= 0x20000 && code <= 0x3FFFD);
}

/// What stays on one line, and whether a blank stood before it.
struct Piece {
    std::string text;
    bool after_blank = false;
};

bool may_not_begin_a_line(std::string_view character) {
    static constexpr std::string_view kClosing =
        "、。，．・：；！？）」』】〕》〉］｝ー〜…々ぁぃぅぇぉっゃゅょァィゥェォッャュョ→";
    return character.size() > 1 && kClosing.find(character) != std::string_view::npos;
}

bool may_not_end_a_line(std::string_view character) {
    static constexpr std::string_view kOpening = "（「『【〔《〈［｛→";
    return character.size() > 1 && kOpening.find(character) != std::string_view::npos;
}

std::vector<Piece> pieces_of(std::string_view line) {
    std::vector<Piece> pieces;
    bool blank = false;
    bool glued = false;   // to the piece before: it was an opening bracket
    bool in_word = false; // half-width letters go on
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t start = at;
        const char32_t code = next_character(line, at);
        const std::string_view character = line.substr(start, at - start);
        if (code == U' ') {
            blank = true;
            in_word = false;
            continue;
        }
        const bool wide = is_wide(code) || character.size() > 1;
        const bool joins = !pieces.empty() && !blank &&
                           (glued || may_not_begin_a_line(character) || (!wide && in_word));
        if (joins) {
            pieces.back().text += character;
        } else {
            pieces.push_back({std::string(character), blank});
        }
        blank = false;
        glued = may_not_end_a_line(character);
        in_word = !wide;
    }
    return pieces;
}

} // namespace

std::vector<std::string> wrapped(std::string_view utf8, std::size_t columns) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at <= utf8.size();) {
        const std::size_t end = std::min(utf8.find('\n', at), utf8.size());
        std::string line;
        for (const Piece& piece : pieces_of(utf8.substr(at, end - at))) {
            const std::string addition =
                piece.after_blank && !line.empty() ? " " + piece.text : piece.text;
            if (!line.empty() && display_width(line) + display_width(addition) > columns) {
                lines.push_back(std::move(line));
                line = piece.text;
            } else {
                line += addition;
            }
        }
        lines.push_back(std::move(line));
        at = end + 1;
    }
    return lines;
}

std::vector<std::string> cut(std::string_view utf8, std::size_t columns) {
    std::vector<std::string> parts;
    std::size_t width = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t start = at;
        const std::size_t wide = is_wide(next_character(utf8, at)) ? 2 : 1;
        if (width + wide > columns && start > begin) {
            parts.emplace_back(utf8.substr(begin, start - begin));
            begin = start;
            width = 0;
        }
        width += wide;
    }
    parts.emplace_back(utf8.substr(begin));
    return parts;
}

ScreenSize Terminal::screen() {
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0
               ? ScreenSize{size.ws_col, size.ws_row}
               : ScreenSize{};
}

std::string clipped(std::string_view utf8, std::size_t columns) {
    if (display_width(utf8) <= columns) {
        return std::string(utf8);
    }
    std::size_t width = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t start = at;
        width += is_wide(next_character(utf8, at)) ? std::size_t{2} : std::size_t{1};
        if (width + 1 > columns) {
            return std::string(utf8.substr(0, start)) + "…";
        }
    }
    return std::string(utf8);
}

namespace {

/// What files hold is never an order to the terminal: control characters but tab and line ends
/// become U+FFFD.
std::string harmless(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F) {
            safe += "\uFFFD";
        } else {
            safe += c;
        }
    }
    return safe;
}

} // namespace

void Terminal::print(std::string_view given) const {
    const std::string text = harmless(given);
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() ||
        std::fflush(stdout) != 0) {
        throw ExternalError({"標準出力に書き出せません（空き容量がないか、出力先が閉じています）。",
                             "Standard output cannot be written (no room, or closed)."});
    }
}

void Terminal::tell(const Text& text) const {
    std::fprintf(stderr, "%s\n", harmless(say(text)).c_str());
}

void Terminal::fail(const Error& error) const {
    std::istringstream lines(say(error.message()));
    for (std::string line; std::getline(lines, line);) {
        // A line that is set in quotes the file and goes with the one before.
        const char* head = line.starts_with("  ") ? "" : japanese() ? "エラー: " : "error: ";
        std::fprintf(stderr, "%s%s\n", head, harmless(line).c_str());
    }
}

std::size_t display_width(std::string_view utf8) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        width += is_wide(next_character(utf8, at)) ? std::size_t{2} : std::size_t{1};
    }
    return width;
}

std::string table(const std::vector<std::vector<std::string>>& rows,
                  const std::vector<bool>& right) {
    std::vector<std::size_t> widths(right.size(), 0);
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], display_width(row[i]));
        }
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string blanks(widths[i] - display_width(row[i]), ' ');
            line += (i == 0 ? "" : "  ") + (right[i] ? blanks + row[i] : row[i] + blanks);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

} // namespace todoku::cli
