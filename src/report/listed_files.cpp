#include "report/listed_files.hpp"

#include "core/checksum.hpp"
#include "core/error.hpp"
#include "report/package.hpp"

#include <algorithm>
#include <system_error>

namespace todoku::report {

namespace {

std::string name_below(const std::filesystem::path& folder, const std::filesystem::path& file) {
    const std::u8string name = file.lexically_relative(folder).generic_u8string();
    return {name.begin(), name.end()};
}

} // namespace

std::vector<ListedFile> listed_files(const std::filesystem::path& folder) {
    std::vector<ListedFile> files;
    std::error_code error;
    std::filesystem::recursive_directory_iterator entry(folder, error);
    for (const auto end = std::filesystem::end(entry); !error && entry != end;
         entry.increment(error)) {
        std::string name = name_below(folder, entry->path());
        if (entry->is_regular_file(error) && name != kManifestName) {
            files.push_back({std::move(name), std::filesystem::file_size(entry->path()),
                             sha256_of_file(entry->path())});
        }
    }
    if (error) {
        const std::string reason = error.message();
        throw ExternalError({folder.string() + "：フォルダーを読めません（" + reason + "）。",
                             folder.string() + ": the folder cannot be read (" + reason + ")."});
    }
    std::ranges::sort(files, {}, &ListedFile::name);
    return files;
}

} // namespace todoku::report
