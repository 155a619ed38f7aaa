// Spellings of one Japanese name: 南ヶ丘 and 南が丘, 櫻 and 桜, 舟渡４ and 舟渡4.
#pragma once

#include <string>
#include <string_view>

namespace todoku {

/// Text for telling whether two names or addresses are one, not for showing: comparable(), then
/// every letter that offices write in more than one way in one form: ヶ ケ ガ が, の ノ 之, small
/// and large kana, old kanji and new ones; every dash between digits (and の there) is -.
std::string one_spelling(std::string_view text);

} // namespace todoku
