// Zip archives in memory: Office packages read and written member by member, the same bytes for the
// same members.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::report {

struct ZipMember {
    std::string name; ///< path inside the archive, with "/"
    std::string bytes;
};

/// The archive's bytes: members in the given order, deflated where
/// they are not compressed already, dated 1980-01-01 (the earliest a zip
/// can say).
/// @throws ExternalError where the library fails
std::string zip_bytes(const std::vector<ZipMember>& members);

/// All members of a file in archive order. @throws InputError where it is missing or no zip archive
std::vector<ZipMember> read_zip(const std::filesystem::path& file);

/// The member's place in the list; nullptr where there is none of that name.
ZipMember* member_named(std::vector<ZipMember>& members, std::string_view name);

} // namespace todoku::report
