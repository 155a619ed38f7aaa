#include "io/byte_stream.hpp"

#include "core/error.hpp"
#include "io/file_access.hpp"

#include <fmt/format.h>

#include <fstream>
#include <memory>

namespace todoku::io {

ByteStream::ByteStream(const std::filesystem::path& file, const std::string& shown_as) {
    require_readable(file, shown_as);
    auto in = std::make_shared<std::ifstream>(file, std::ios::binary);
    read_ = [in, shown_as](char* to, std::size_t most) {
        in->read(to, static_cast<std::streamsize>(most));
        if (in->bad() || (in->fail() && !in->eof())) {
            throw InputError(
                {fmt::format("{} を読めません。読み取り権限を確かめてください。", shown_as),
                 fmt::format("Cannot read {}. Check its permissions.", shown_as)});
        }
        return static_cast<std::size_t>(in->gcount());
    };
}

ByteStream::ByteStream(const std::filesystem::path& file, const std::string& shown_as,
                       const ZipMember& member)
    : read_(zip_member_reader(file, shown_as, member)) {}

bool ByteStream::append_to(std::string& bytes, std::size_t most) {
    const std::size_t before = bytes.size();
    bytes.resize(before + most);
    const std::size_t got = read_(bytes.data() + before, most);
    bytes.resize(before + got);
    return got > 0;
}

} // namespace todoku::io
