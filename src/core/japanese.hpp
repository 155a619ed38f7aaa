// Japanese office writing: full-width letters and digits, numbers with units, era dates.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace todoku {

/// Full-width ASCII (Ａ-Ｚ ０-９ （） etc.) and the ideographic space to half-width, half-width
/// kana to full-width, kana with separate sound marks to one letter, the dashes and wave dashes
/// that CP932 tables disagree on to one form (− and － to -, ～ to 〜, — to ―, ∥ to ‖); everything
/// else as it is. Input UTF-8.
std::string normalise_width(std::string_view text);

/// Text for comparing names: normalise_width, then all blanks removed.
std::string comparable(std::string_view text);

/// The number in an office cell: "12.5", "１２．５ｍ", "約12m", "地上3階", "1,234" -> the first
/// number. Empty and number-free text give nothing.
std::optional<double> number_in(std::string_view text);

/// Yes and no in their spellings: 有 無 ○ × 可 不可 あり なし レ 1 0 true false yes no; nothing for
/// anything else.
std::optional<bool> yes_or_no(std::string_view text);

using Date = std::chrono::year_month_day;

/// A date in "2026-11-23", "2026/11/23", "2026年11月23日", "令和8年11月23日", "令和元年5月1日",
/// "R8.11.23", "20261123".
std::optional<Date> date_in(std::string_view text);

/// The year of something built or bought: "1980", "昭和55年", "S55", "昭和55年3月", or the year of
/// any date above.
std::optional<int> year_in(std::string_view text);

/// 令和8年11月23日 (元年 for the first year of an era). Eras since 明治6年 (1873).
std::string era_date(Date date);

/// ISO 8601: 2026-11-23.
std::string iso_date(Date date);

} // namespace todoku
