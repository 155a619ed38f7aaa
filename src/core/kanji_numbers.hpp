// Numbers written in kanji: 五十六, 五六 and 一〇二 as 56, 56 and 102.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace todoku {

/// Bytes of a kanji in UTF-8.
inline constexpr std::size_t kKanjiBytes = 3;

/// 〇 and 零 to 九.
std::optional<std::int64_t> kanji_digit(std::string_view letter);
/// 十, 百, 千.
std::optional<std::int64_t> kanji_unit(std::string_view letter);

/// Moves past the kanji numerals that stand in front and gives their number, below ten thousand:
/// digits alone (一〇二), or with 千, 百 and 十 in falling order, each once and behind one digit at
/// most (百二). Nothing, and nothing moved, where none stand there or they are no such number.
std::optional<int> take_kanji_number(std::string_view& text);

/// The text with its kanji numbers in digits: 昭和五十六年三月 is 昭和56年3月. What is no number by
/// itself, or touches a digit (3千), stays.
std::string with_digits(std::string_view text);

} // namespace todoku
