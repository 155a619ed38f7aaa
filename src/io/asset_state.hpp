// What a ledger says against the use of an asset: that it is gone, given up, or not built yet.
#pragma once

#include <string_view>

namespace todoku::io {

/// True for 解体済, 廃止, R5.3.31 除却, 閉校, 建設中（R9完成予定）, 計画中 in a column of states;
/// false for 供用中, 休止, 未利用, and for what is denied (廃止予定なし).
bool speaks_against_use(std::string_view state);

/// True for such a word and nothing else: a note 解体済, not 令和5年度に隣の棟を解体.
bool is_only_a_state(std::string_view note);

/// The part in brackets of a name that speaks so: 旧北小学校（解体済）, 【廃止】南公民館; empty
/// where none does. A view of the name.
std::string_view state_in_name(std::string_view name);

/// True for a date or a word of its having happened, in a column of 除却年月日 or 廃止年月日; false
/// where it is empty or says no.
bool is_date_of_end(std::string_view cell);

/// True for headers such as 除却年月日, 解体年度, 廃止日.
/// @param key as header_key() makes it
bool tells_end(std::string_view key);

} // namespace todoku::io
