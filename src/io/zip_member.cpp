#include "io/zip_member.hpp"

#include "core/encoding.hpp"
#include "core/error.hpp"
#include "io/file_access.hpp"
#include "io/input_limits.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <memory>
#include <sys/stat.h>

namespace todoku::io {

namespace {

struct ArchiveDeleter {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct MemberDeleter {
    void operator()(zip_file_t* member) const { zip_fclose(member); }
};
using Archive = std::unique_ptr<zip_t, ArchiveDeleter>;

Archive open(const std::filesystem::path& file, const std::string& shown_as) {
    int code = 0;
    Archive archive(zip_open(file.c_str(), ZIP_RDONLY, &code));
    if (!archive) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const std::string reason = zip_error_strerror(&error);
        zip_error_fini(&error);
        throw InputError(
            {fmt::format(
                 "{} をZIPとして開けません。途中で切れているか壊れています。ダウンロードし直し"
                 "てください。",
                 shown_as),
             fmt::format("Cannot open {} as a ZIP ({}). Download it again.", shown_as, reason)});
    }
    return archive;
}

InputError not_extracted(const std::string& shown_as, const ZipMember& member,
                         const std::string& reason) {
    return InputError(
        {fmt::format("{} の中の {} を取り出せません。パスワードが付いているか、壊れています。ZIPを"
                     "展開し、中のファイルを指定してください。",
                     shown_as, member.name),
         fmt::format("Cannot extract {} from {} ({}). Unpack the ZIP and name the file inside.",
                     member.name, shown_as, reason)});
}

bool is_content(const std::string& name) {
    const std::string base = name.substr(name.find_last_of("/\\") + 1);
    return !base.empty() && !base.starts_with('.') && !name.starts_with("__MACOSX/");
}

/// A link of Unix (upper half of the attributes: st_mode) points somewhere and holds no data.
bool is_link(zip_t* archive, zip_uint64_t index) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    return zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16U);
}

} // namespace

std::vector<ZipMember> zip_members(const std::filesystem::path& file, const std::string& shown_as) {
    require_readable(file, shown_as);
    require_sane_archive(file, shown_as);
    const Archive archive = open(file, shown_as);
    std::vector<ZipMember> members;
    const auto count = static_cast<zip_uint64_t>(zip_get_num_entries(archive.get(), 0));
    for (zip_uint64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        const char* raw = zip_get_name(archive.get(), i, ZIP_FL_ENC_RAW);
        if (raw == nullptr || zip_stat_index(archive.get(), i, 0, &stat) != 0) {
            continue;
        }
        ZipMember member{decode(raw).text, i, stat.size, stat.crc};
        if (stat.size > 0 && is_content(member.name) && !is_link(archive.get(), i)) {
            members.push_back(std::move(member));
        }
    }
    return members;
}

std::string zip_member_bytes(const std::filesystem::path& file, const std::string& shown_as,
                             const ZipMember& member) {
    const Archive archive = open(file, shown_as);
    zip_stat_t stat;
    std::unique_ptr<zip_file_t, MemberDeleter> content(
        zip_fopen_index(archive.get(), member.index, 0));
    std::string bytes;
    bool whole = false;
    if (content && zip_stat_index(archive.get(), member.index, 0, &stat) == 0) {
        require_text_size(stat.size, shown_as + " / " + member.name);
        bytes.resize(stat.size);
        char beyond = 0; // reading to the end makes the library compare the checksum
        whole = zip_fread(content.get(), bytes.data(), stat.size) ==
                    static_cast<zip_int64_t>(stat.size) &&
                zip_fread(content.get(), &beyond, 1) == 0;
    }
    if (!whole) {
        throw not_extracted(shown_as, member, zip_strerror(archive.get()));
    }
    return bytes;
}

std::function<std::size_t(char*, std::size_t)> zip_member_reader(const std::filesystem::path& file,
                                                                 const std::string& shown_as,
                                                                 const ZipMember& member) {
    struct Open {
        Archive archive;
        std::unique_ptr<zip_file_t, MemberDeleter> content;
    };
    auto opened = std::make_shared<Open>();
    opened->archive = open(file, shown_as);
    opened->content.reset(zip_fopen_index(opened->archive.get(), member.index, 0));
    if (!opened->content) {
        throw not_extracted(shown_as, member, zip_strerror(opened->archive.get()));
    }
    return [opened, shown_as, member](char* to, std::size_t most) {
        const zip_int64_t got = zip_fread(opened->content.get(), to, most);
        if (got < 0) {
            throw not_extracted(shown_as, member, zip_file_strerror(opened->content.get()));
        }
        return static_cast<std::size_t>(got);
    };
}

void replace_zip_members(const std::filesystem::path& file,
                         const std::map<std::uint64_t, std::filesystem::path>& replacements) {
    Archive archive(zip_open(file.c_str(), 0, nullptr));
    bool written = archive != nullptr;
    for (const auto& [index, replacement] : replacements) {
        zip_source_t* source =
            written ? zip_source_file(archive.get(), replacement.c_str(), 0, -1) : nullptr;
        written = source != nullptr && zip_file_replace(archive.get(), index, source, 0) == 0;
        if (!written) {
            zip_source_free(source);
        }
        written = written && zip_set_file_compression(archive.get(), index, ZIP_CM_STORE, 0) == 0;
    }
    if (!written || zip_close(archive.get()) != 0) {
        throw ExternalError({"一時フォルダに書けません。空き容量を確かめてください。",
                             "Cannot write to the temporary folder. Check the free space."});
    }
    archive.release(); // zip_close() has freed it
}

} // namespace todoku::io
