#include "report/zip_archive.hpp"

#include "core/error.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>

namespace todoku::report {

namespace {

struct DiscardArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, DiscardArchive>;

struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;

struct CloseMember {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

/// 1980-01-01 00:00 in the words of MS-DOS: year 0, month 1, day 1. No time zone enters.
constexpr zip_uint16_t kDosDate = (1U << 5U) | 1U;
constexpr zip_uint16_t kDosTime = 0;
/// Most work, smallest file; part of what makes the bytes repeat.
constexpr zip_uint32_t kDeflateLevel = 9;
/// No member of an office document comes near it; a forged size must not fill the memory.
constexpr zip_uint64_t kLargestMember = 256ULL << 20U;

/// Compressed already: doing it again takes seconds a package and saves a fiftieth.
bool is_compressed(std::string_view name) {
    return std::ranges::any_of(
        std::array<std::string_view, 5>{".png", ".pdf", ".docx", ".xlsx", ".zip"},
        [&](std::string_view ending) { return name.ends_with(ending); });
}

[[noreturn]] void fail(const std::string& reason) {
    throw ExternalError({"ZIP形式のファイルを作成できませんでした（" + reason + "）。",
                         "A zip archive could not be made (" + reason + ")."});
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& reason) {
    throw InputError(
        {file.string() + "：ZIP形式（Word・Excelの文書）として読めません（" + reason + "）。",
         file.string() + ": not readable as a zip archive (a Word or Excel document) (" + reason +
             ")."});
}

/// libzip (1.7.3) fills two static words when an archive is first opened. A thread that comes
/// between them is told "Read-only archive": the first archive is opened before any other.
void open_first_archive() {
    static const bool opened = [] {
        zip_error_t error;
        zip_error_init(&error);
        Source nothing(zip_source_buffer_create(nullptr, 0, 0, &error));
        if (nothing) {
            const Archive archive(zip_open_from_source(nothing.get(), ZIP_TRUNCATE, &error));
            if (archive) {
                nothing.release(); // the archive's, which frees it
            }
        }
        zip_error_fini(&error);
        return true;
    }();
    static_cast<void>(opened);
}

} // namespace

std::string zip_bytes(const std::vector<ZipMember>& members) {
    open_first_archive();
    zip_error_t error;
    zip_error_init(&error);
    Source target(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!target) {
        fail(zip_error_strerror(&error));
    }
    Archive archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, &error));
    if (!archive) {
        fail(zip_error_strerror(&error));
    }
    zip_source_keep(target.get()); // closing the archive would otherwise free what was written
    for (const ZipMember& member : members) {
        Source source(
            zip_source_buffer(archive.get(), member.bytes.data(), member.bytes.size(), 0));
        if (!source) {
            fail(zip_strerror(archive.get()));
        }
        const zip_int64_t index =
            zip_file_add(archive.get(), member.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
        if (index < 0) {
            fail(zip_strerror(archive.get()));
        }
        source.release(); // now the archive's
        const auto place = static_cast<zip_uint64_t>(index);
        const bool stored = is_compressed(member.name);
        if (zip_set_file_compression(archive.get(), place, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                     stored ? 0 : kDeflateLevel) != 0 ||
            zip_file_set_dostime(archive.get(), place, kDosTime, kDosDate, 0) != 0) {
            fail(zip_strerror(archive.get()));
        }
    }
    if (zip_close(archive.get()) != 0) {
        fail(zip_strerror(archive.get()));
    }
    archive.release(); // freed by zip_close
    zip_stat_t stat;
    if (zip_source_stat(target.get(), &stat) != 0 || zip_source_open(target.get()) != 0) {
        fail("zip_source_open");
    }
    std::string bytes(static_cast<std::size_t>(stat.size), '\0');
    const zip_int64_t read = zip_source_read(target.get(), bytes.data(), bytes.size());
    zip_source_close(target.get());
    if (read < 0 || static_cast<std::size_t>(read) != bytes.size()) {
        fail("zip_source_read");
    }
    return bytes;
}

std::vector<ZipMember> read_zip(const std::filesystem::path& file) {
    open_first_archive();
    int code = 0;
    Archive archive(zip_open(file.c_str(), ZIP_RDONLY, &code));
    if (!archive) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const std::string reason = zip_error_strerror(&error);
        zip_error_fini(&error);
        refuse(file, reason);
    }
    std::vector<ZipMember> members;
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const auto index = static_cast<zip_uint64_t>(i);
        zip_stat_t stat;
        if (zip_stat_index(archive.get(), index, 0, &stat) != 0) {
            refuse(file, zip_strerror(archive.get()));
        }
        if (stat.size > kLargestMember) {
            refuse(file, std::string(stat.name) + ": " + std::to_string(stat.size) + " bytes");
        }
        const std::unique_ptr<zip_file_t, CloseMember> member(
            zip_fopen_index(archive.get(), index, 0));
        if (!member) {
            refuse(file, zip_strerror(archive.get()));
        }
        std::string bytes(static_cast<std::size_t>(stat.size), '\0');
        const zip_int64_t read = zip_fread(member.get(), bytes.data(), bytes.size());
        if (read < 0 || static_cast<std::size_t>(read) != bytes.size()) {
            refuse(file, stat.name);
        }
        members.push_back({stat.name, std::move(bytes)});
    }
    return members;
}

ZipMember* member_named(std::vector<ZipMember>& members, std::string_view name) {
    const auto found = std::ranges::find(members, name, &ZipMember::name);
    return found == members.end() ? nullptr : &*found;
}

} // namespace todoku::report
