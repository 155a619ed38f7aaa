// What single cells of population tables say: codes and figures in the ways offices write them.
#pragma once

#include "core/japanese.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

/// Text as comparable() makes it, without a copy where it is plain already (nearly always), and
/// without the mark by which Excel keeps digits as text ('5236047031).
class PlainText {
public:
    explicit PlainText(std::string_view cell) {
        const bool plain =
            std::all_of(cell.begin(), cell.end(), [](char c) { return c > ' ' && c < '\x7F'; });
        if (!plain) {
            changed_ = comparable(cell);
        }
        text_ = plain ? cell : std::string_view(changed_);
        text_.remove_prefix(text_.starts_with('\'') ? 1 : 0);
    }
    PlainText(const PlainText&) = delete;
    PlainText& operator=(const PlainText&) = delete;
    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string changed_;
    std::string_view text_;
};

bool all_digits(std::string_view text);

/// A whole cell as a number: thousands separated by commas (each three digits) or not, with 人 or
/// 世帯 behind it or not, nothing else in it. Nothing for 1e12 and more.
std::optional<double> whole_number_text(std::string_view cell);

enum class CellKind { Number, Suppressed, Empty, Bad };

struct CellFigure {
    CellKind kind = CellKind::Empty;
    double value = 0.0; ///< of a number, 0 or more
};

/// `*` and X are suppressed, `-` is nobody, negative numbers and other words are bad.
CellFigure figure_in(std::string_view cell);

/// A code that a floating-point column or a spreadsheet wrote another way and that still holds all
/// its digits: 52360470.0, 5.2360470E+07. Other text stays as it is.
std::string mended_code(std::string_view text);

/// The prefecture of a municipality's code as numbers write it: 24201, 1202 (Hokkaido), 242012; 0
/// where it is none.
int prefecture_in(std::string_view cell);

} // namespace todoku::io
