// A ZIP kept open, on disk or in memory, for reading many members one after another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace todoku::io {

class ArchiveReader {
public:
    struct Member {
        std::string name; ///< UTF-8; names in CP932 are decoded
        std::uint64_t index = 0;
        std::uint64_t bytes = 0; ///< unpacked, as the archive says
    };

    /// @throws InputError where it is no ZIP
    ArchiveReader(const std::filesystem::path& file, std::string shown_as);
    /// An archive inside an archive.
    ArchiveReader(std::string bytes, std::string shown_as);
    ArchiveReader(ArchiveReader&&) noexcept;
    ArchiveReader& operator=(ArchiveReader&&) noexcept;
    ~ArchiveReader();

    [[nodiscard]] const std::string& shown_as() const;
    /// Files with content, in the archive's order.
    [[nodiscard]] const std::vector<Member>& members() const;
    /// The first bytes of a member, at most `most`; where it is longer than `limit` unpacked, or
    /// broken, or encrypted: @throws InputError
    [[nodiscard]] std::string bytes(const Member& member, std::size_t most,
                                    std::size_t limit) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace todoku::io
