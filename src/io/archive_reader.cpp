#include "io/archive_reader.hpp"

#include "core/encoding.hpp"
#include "core/error.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <utility>

namespace todoku::io {

namespace {

struct ArchiveDeleter {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct MemberDeleter {
    void operator()(zip_file_t* member) const { zip_fclose(member); }
};

InputError no_archive(const std::string& shown_as, const std::string& reason) {
    return InputError(
        {fmt::format("{} をZIPとして開けません（{}）。ダウンロードし直してください。", shown_as,
                     reason),
         fmt::format("Cannot open {} as a ZIP ({}). Download it again.", shown_as, reason)});
}

std::string reason_of(zip_error_t& error) {
    std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    return reason;
}

} // namespace

struct ArchiveReader::Impl {
    std::string shown_as;
    std::string memory; ///< of an archive inside an archive; outlives `archive`
    std::unique_ptr<zip_t, ArchiveDeleter> archive;
    std::vector<Member> members;

    void list() {
        const auto count = static_cast<zip_uint64_t>(zip_get_num_entries(archive.get(), 0));
        for (zip_uint64_t i = 0; i < count; ++i) {
            zip_stat_t stat;
            const char* raw = zip_get_name(archive.get(), i, ZIP_FL_ENC_RAW);
            if (raw == nullptr || zip_stat_index(archive.get(), i, 0, &stat) != 0 ||
                stat.size == 0) {
                continue;
            }
            std::string name = decode(raw).text;
            const std::string base = name.substr(name.rfind('/') + 1);
            if (!base.empty() && !base.starts_with('.') && !name.starts_with("__MACOSX/")) {
                members.push_back({std::move(name), i, stat.size});
            }
        }
    }
};

ArchiveReader::ArchiveReader(const std::filesystem::path& file, std::string shown_as)
    : impl_(std::make_unique<Impl>()) {
    impl_->shown_as = std::move(shown_as);
    int code = 0;
    impl_->archive.reset(zip_open(file.c_str(), ZIP_RDONLY, &code));
    if (!impl_->archive) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        throw no_archive(impl_->shown_as, reason_of(error));
    }
    impl_->list();
}

ArchiveReader::ArchiveReader(std::string bytes, std::string shown_as)
    : impl_(std::make_unique<Impl>()) {
    impl_->shown_as = std::move(shown_as);
    impl_->memory = std::move(bytes);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source =
        zip_source_buffer_create(impl_->memory.data(), impl_->memory.size(), 0, &error);
    impl_->archive.reset(source == nullptr ? nullptr
                                           : zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!impl_->archive) {
        zip_source_free(source);
        throw no_archive(impl_->shown_as, reason_of(error));
    }
    zip_error_fini(&error);
    impl_->list();
}

ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader& ArchiveReader::operator=(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

const std::string& ArchiveReader::shown_as() const {
    return impl_->shown_as;
}
const std::vector<ArchiveReader::Member>& ArchiveReader::members() const {
    return impl_->members;
}

std::string ArchiveReader::bytes(const Member& member, std::size_t most, std::size_t limit) const {
    const auto broken = [&](const std::string& reason) {
        return InputError(
            {fmt::format("{} の中の {} を取り出せません（{}）。ダウンロードし直してください。",
                         impl_->shown_as, member.name, reason),
             fmt::format("Cannot extract {} from {} ({}). Download it again.", member.name,
                         impl_->shown_as, reason)});
    };
    if (member.bytes > limit) {
        throw broken(fmt::format("{} MiB", member.bytes >> 20));
    }
    const std::unique_ptr<zip_file_t, MemberDeleter> content(
        zip_fopen_index(impl_->archive.get(), member.index, 0));
    if (!content) {
        throw broken(zip_strerror(impl_->archive.get()));
    }
    std::string bytes(std::min<std::size_t>(most, member.bytes), '\0');
    const zip_int64_t got = zip_fread(content.get(), bytes.data(), bytes.size());
    if (got < 0 || static_cast<std::size_t>(got) != bytes.size()) {
        throw broken(zip_file_strerror(content.get()));
    }
    return bytes;
}

} // namespace todoku::io
