// Which datum a header or a cell of a table names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace todoku::io {

enum class SaidDatum : std::uint8_t {
    None,
    World, ///< 世界測地系, JGD2000, JGD2011 (日本測地系2000, 日本測地系2011), WGS 84
    Tokyo  ///< 日本測地系, 旧測地系, Tokyo
};

/// @param text as written: 緯度（日本測地系）, 旧測地系_緯度, 世界測地系, 旧...
SaidDatum said_datum(std::string_view text);

/// In a cell of a column of datums a word may be short: 日本, 世界, 旧測地, ベッセル...
SaidDatum said_datum_in_cell(std::string_view text);

/// A header's key without the words of its datum: 緯度 of 緯度(日本測地系), of 旧測地系_緯度...; as
/// it is where it names none.
std::string without_datum(const std::string& key);

/// True of a column that says row by row on which datum a place is: 測地系, 測地系(日本・世界)...
bool is_datum_header(std::string_view header);

} // namespace todoku::io
