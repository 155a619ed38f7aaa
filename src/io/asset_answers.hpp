// Yes and no in the cells of asset ledgers.
#pragma once

#include <optional>
#include <string_view>

namespace todoku::io {

/// What a cell answers: yes, no, or nothing that decides.
struct Answer {
    std::optional<bool> value;
    /// 条件付き可, 一部可, 原則不可, and a yes with words behind it: 可（要協議）, 有（容量不足）.
    bool conditional = false;
    bool remark = false; ///< anything stands behind the answer: 有（100V）, 不可（老朽化のため）
    bool open = false;   ///< a word for what is not decided: 要協議, 応相談, 検討中, 有（予定）
};

/// yes_or_no(), also with an explanation behind ("有（100V）", "不可（老朽化のため）"), 公開 /
/// 非公開, 済 / 未 and their compounds (整備済, 未整備), OK / NG, 許可 / 禁止.
Answer answer_in(std::string_view cell);

} // namespace todoku::io
