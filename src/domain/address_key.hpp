// Japanese addresses in one form, so that the same place written by two offices compares equal.
#pragma once

#include <string>
#include <string_view>

namespace todoku::domain {

/// An address, or a part of one, as a key: one_spelling(); kanji numerals as digits; 大字, 字 and
/// 小字 dropped, and former names in brackets (旧久居市); 丁目 as "-", 番地, 番 and 号 behind a
/// number as "_".
/// "津市大字八太字前田一二番地の3" and "津市八太前田12番地3" are "津市8太前田12_3";
/// "丸之内二丁目5番8号" is "丸の内2-5_8_".
std::string address_key(std::string_view text);

/// The same without "-" and "_" at its end: a part that others follow.
std::string address_part_key(std::string_view text);

} // namespace todoku::domain
