// Columns of a ledger whose yes is a no of ours: 非公開, 共用不可, 電源なし.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

/// The field that a mark in such a column denies; nothing for every other header.
/// @param key as header_key() makes it
std::optional<std::string_view> field_denied_by(const std::string& key);

/// Whether a cell of such a column denies: true for a mark (○, 1, 有, 該当) and for words of its
/// own (部外秘, a reason), false where it is empty or says no (0, 無, 公開, 可). Nothing for × and
/// for what says it is not known: read either way.
std::optional<bool> denies(std::string_view cell);

} // namespace todoku::io
