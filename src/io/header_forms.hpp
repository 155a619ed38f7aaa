// The forms in which the headers of a ledger are compared with words.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// The forms by which a header is compared; empty where it has none.
struct Keys {
    std::vector<std::string> full;
    std::vector<std::string> bare;
    /// Of headers of two parts: together either way (共用可否, 延床面積), the first where the
    /// second only says name or number (所有者_名称), the second.
    std::array<std::vector<std::string>, 4> parted;

    void add(const std::string& key);
};

/// The forms of each header. Beside 建物_面積 what is said of the land (土地_所有者) has no second
/// part.
Keys keys_of(const std::vector<std::string>& headers);

/// The column that one of the words names, earlier words first: in full or without its bracket,
/// then by the parts of its header.
std::optional<std::size_t> spelled(const Keys& keys, std::span<const std::string_view> names);

} // namespace todoku::io
