#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"
#include "report/zip_archive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

namespace todoku::report {

namespace fs = std::filesystem;

namespace {

ZipMember member_of(const fs::path& folder, const fs::path& file, const std::string& stem) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in) {
        throw ExternalError(
            {file.string() + "：読めません。", file.string() + ": cannot be read."});
    }
    const std::u8string name = file.lexically_relative(folder).generic_u8string();
    return {stem + "/" + std::string(name.begin(), name.end()), std::move(bytes)};
}

} // namespace

std::string zip_stem(const PackageContent& content) {
    std::string day = content.as_of.ok() ? iso_date(content.as_of) : std::string();
    std::erase(day, '-');
    return in_file_name(content.prefecture) + "_" + in_file_name(content.carrier) +
           (day.empty() ? "" : "_" + day);
}

void write_package_zip(const PackageContent& content, const fs::path& folder,
                       const fs::path& file) {
    std::vector<fs::path> files;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error);
    for (const auto end = fs::end(entry); !error && entry != end; entry.increment(error)) {
        if (entry->is_regular_file(error)) {
            files.push_back(entry->path());
        }
    }
    if (error) {
        const std::string reason = error.message();
        throw ExternalError({folder.string() + "：フォルダーを読めません（" + reason + "）。",
                             folder.string() + ": the folder cannot be read (" + reason + ")."});
    }
    std::ranges::sort(files);
    const std::string stem = zip_stem(content);
    std::vector<ZipMember> members;
    for (const fs::path& path : files) {
        members.push_back(member_of(folder, path, stem));
    }
    write_file_atomically(file, zip_bytes(members));
}

} // namespace todoku::report
