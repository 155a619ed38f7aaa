// What a DBF can hold: names of ten bytes, texts of 254, characters of CP932.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace todoku::io {

inline constexpr std::size_t kDbfNameBytes = 10;
inline constexpr std::size_t kDbfTextBytes = 254;

/// As much of a UTF-8 text as fits into `bytes` bytes of CP932, cut between characters.
std::string cut_to_cp932(std::string_view text, std::size_t bytes);

/// The text as CP932 can hold it: characters it lacks become 〓.
std::string representable_in_cp932(const std::string& text);

/// At most ten bytes, different from all names in `taken` (capital or small), to which it is added.
std::string dbf_name(const std::string& name, std::set<std::string>& taken);

} // namespace todoku::io
