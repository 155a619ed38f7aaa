// The bytes of a file, or of a file inside a ZIP, piece by piece.
#pragma once

#include "io/zip_member.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

namespace todoku::io {

class ByteStream {
public:
    /// @throws InputError where the file cannot be read at all
    ByteStream(const std::filesystem::path& file, const std::string& shown_as);
    /// @throws InputError where the archive cannot be opened or the member is encrypted
    ByteStream(const std::filesystem::path& file, const std::string& shown_as,
               const ZipMember& member);

    /// Appends up to `most` bytes to `bytes`; false at the end of the file. @throws InputError
    bool append_to(std::string& bytes, std::size_t most);

private:
    std::function<std::size_t(char*, std::size_t)> read_;
};

} // namespace todoku::io
