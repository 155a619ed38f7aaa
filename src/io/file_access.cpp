#include "io/file_access.hpp"

#include "core/error.hpp"
#include "io/file_kind.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <unistd.h>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

struct FileCloser {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

} // namespace

bool is_dataset_folder(const fs::path& file) {
    return file.extension() == ".gdb" || file.extension() == ".GDB";
}

void require_readable(const fs::path& file, const std::string& shown_as) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (!fs::exists(status)) {
        if (error == std::errc::permission_denied) {
            throw InputError(
                {fmt::format(
                     "{} のあるフォルダを開けません（{}）。読み取り権限を確かめてください。",
                     shown_as, file.string()),
                 fmt::format("The folder of {} cannot be opened ({}). Check its permissions.",
                             shown_as, file.string())});
        }
        throw InputError(
            {fmt::format("{} がありません（{}）。ファイル名と置き場所を確かめてください。",
                         shown_as, file.string()),
             fmt::format("{} does not exist ({}). Check its name and place.", shown_as,
                         file.string())});
    }
    if (fs::is_directory(status)) {
        if (is_dataset_folder(file)) {
            return;
        }
        throw InputError(
            {fmt::format(
                 "{} はフォルダです。中のファイルを指定してください（まとめて指定するときは "
                 "\"{}/*.csv\" のように書けます）。",
                 shown_as, shown_as),
             fmt::format("{} is a folder. Name a file in it (several at once as \"{}/*.csv\").",
                         shown_as, shown_as)});
    }
    if (access(file.c_str(), R_OK) != 0) {
        throw InputError(
            {fmt::format(
                 "{} を開けません。読み取り権限を確かめ、Excelなどで開いていれば閉じてくださ"
                 "い。",
                 shown_as),
             fmt::format("{} cannot be opened. Check its permissions, and close it in other "
                         "programs.",
                         shown_as)});
    }
    if (fs::is_regular_file(status) && fs::file_size(file, error) == 0 && !error) {
        throw InputError(
            {fmt::format("{} は空のファイル（0バイト）です。元のファイルをもう一度コピーしてくださ"
                         "い。",
                         shown_as),
             fmt::format("{} is empty (0 bytes). Copy it again from its source.", shown_as)});
    }
    if (fs::is_regular_file(status)) {
        const std::string name = file.filename().string();
        require_kind(read_bytes(file.string(), kKindBytes), name, shown_as);
    }
}

std::string read_bytes(const std::string& path, std::size_t most) {
    const std::unique_ptr<VSILFILE, FileCloser> file(VSIFOpenL(path.c_str(), "rb"));
    std::string bytes;
    std::string block(std::min(most, std::size_t{1} << 20), '\0');
    while (file && bytes.size() < most) {
        const std::size_t got = VSIFReadL(block.data(), 1, block.size(), file.get());
        bytes.append(block, 0, got);
        if (got < block.size()) {
            break;
        }
    }
    return bytes;
}

std::string last_bytes(const std::string& path, std::size_t most) {
    const std::unique_ptr<VSILFILE, FileCloser> file(VSIFOpenL(path.c_str(), "rb"));
    const std::uint64_t size = size_of(path).value_or(0);
    std::string bytes(std::min<std::uint64_t>(size, most), '\0');
    if (!file || VSIFSeekL(file.get(), size - bytes.size(), SEEK_SET) != 0) {
        return {};
    }
    bytes.resize(VSIFReadL(bytes.data(), 1, bytes.size(), file.get()));
    return bytes;
}

std::optional<std::uint64_t> size_of(const std::string& path) {
    VSIStatBufL status;
    return VSIStatL(path.c_str(), &status) == 0
               ? std::optional(static_cast<std::uint64_t>(status.st_size))
               : std::nullopt;
}

} // namespace todoku::io
