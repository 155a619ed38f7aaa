// Figures as Japanese offices write them, the same in the letter, the list and the pages.
#pragma once

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "overlay/sensitivity.hpp"

#include <optional>
#include <string>
#include <vector>

namespace todoku::report {

/// People, households, places: whole, halves away from zero as Excel shows them, with separators of
/// thousands. 不明 for NaN: no source states it.
std::string count_text(double number);
/// The same with ※ behind it where it holds estimates of suppressed figures.
std::string estimated_text(double number, bool estimated);
/// What that ※ means.
Text estimated_note();

/// part of whole as "93.2％". As many decimals (1 to 3) as it takes not to say 100 or 0 where it is
/// neither; "－" where the whole is nothing.
std::string percent_text(double part, double whole);

/// Shares of so many people as "81.9～82.8％", each end as `percent_text` says it; with two
/// decimals where both ends would read the same.
std::string range_text(overlay::Range shares, double people);

/// Metres as kilometres with one decimal ("12.3"); under 50 m but not nothing: "0.1未満".
std::string kilometres_text(double metres);

/// 有, 無, or 不明 where the ledger does not say.
std::string presence_text(std::optional<bool> present);

/// 有, 無, or － where it is not to be told.
std::string told_text(std::optional<bool> present);

/// 可, 不可, 不明.
std::string permission_text(std::optional<bool> allowed);

/// Era date; a blank form for a date that is not given ("令和　　年　　月　　日" is filled in by
/// hand).
std::string date_or_blank(Date date);

/// 県 of 三重県: how a prefecture speaks of itself (都, 道, 府, 県).
std::string prefecture_suffix(const std::string& prefecture);

/// 市町, 市町村, 市区町 or 市区町村: what the municipalities of these names are called together.
std::string municipalities_word(const std::vector<std::string>& names);

/// 模擬データ for synthetic data, else 取扱注意 for what was computed from data given in
/// confidence, else nothing.
std::string stamp_text(bool synthetic, bool confidential = false);

} // namespace todoku::report
