// The files inside a ZIP as they were downloaded, read into memory or piece by piece.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace todoku::io {

struct ZipMember {
    std::string name; ///< UTF-8; names in CP932, as Windows writes them, are decoded
    std::uint64_t index = 0;
    std::uint64_t bytes = 0; ///< unpacked, as the archive says
    std::uint32_t crc = 0;   ///< of the unpacked bytes, as the archive says
};

/// Files of the archive in its order, without folders, empty files and what is no content (hidden
/// files, __MACOSX).
/// @throws InputError where the archive cannot be opened.
std::vector<ZipMember> zip_members(const std::filesystem::path& file, const std::string& shown_as);

/// All bytes of one member. @throws InputError where it is encrypted or broken.
std::string zip_member_bytes(const std::filesystem::path& file, const std::string& shown_as,
                             const ZipMember& member);

/// Reads one member piece by piece: each call fills up to so many bytes and says how many, 0 at the
/// end. @throws InputError, also later, where it is encrypted or broken.
std::function<std::size_t(char*, std::size_t)> zip_member_reader(const std::filesystem::path& file,
                                                                 const std::string& shown_as,
                                                                 const ZipMember& member);

/// Puts other files in the place of members, by their index. @throws ExternalError where the
/// archive cannot be written
void replace_zip_members(const std::filesystem::path& file,
                         const std::map<std::uint64_t, std::filesystem::path>& replacements);

} // namespace todoku::io
