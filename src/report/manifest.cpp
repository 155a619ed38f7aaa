#include "core/checksum.hpp"
#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <system_error>

namespace todoku::report {

namespace {

using Json = nlohmann::ordered_json; // keys stay in the order in which a person wants to read them

/// Path below the folder with "/", in UTF-8.
std::string name_below(const std::filesystem::path& folder, const std::filesystem::path& file) {
    const std::u8string name = file.lexically_relative(folder).generic_u8string();
    return {name.begin(), name.end()};
}

struct ListedFile {
    std::string name;
    std::filesystem::path path;
};

std::vector<ListedFile> files_below(const std::filesystem::path& folder) {
    std::vector<ListedFile> files;
    std::error_code error;
    std::filesystem::recursive_directory_iterator entry(folder, error);
    for (const auto end = std::filesystem::end(entry); !error && entry != end;
         entry.increment(error)) {
        std::string name = name_below(folder, entry->path());
        if (entry->is_regular_file(error) && name != kManifestName) {
            files.push_back({std::move(name), entry->path()});
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

} // namespace

void write_manifest(const PackageContent& content, const std::filesystem::path& folder) {
    Json manifest;
    manifest["format"] = "todoku-package-1";
    manifest["prefecture"] = printable(content.prefecture);
    manifest["carrier"] = printable(content.carrier);
    manifest["title"] = printable(content.study_title);
    manifest["as_of"] = content.as_of.ok() ? Json(iso_date(content.as_of)) : Json(nullptr);
    manifest["synthetic"] = content.synthetic;
    if (content.synthetic) {
        manifest["stamp"] = kSyntheticStamp;
    }
    manifest["files"] = Json::array();
    for (const ListedFile& file : files_below(folder)) {
        manifest["files"].push_back(
            {{"name", printable(file.name)},
             {"size", static_cast<std::uint64_t>(std::filesystem::file_size(file.path))},
             {"sha256", sha256_of_file(file.path)}});
    }
    manifest["inputs"] = Json::array();
    for (const SourceNote& source : content.sources) {
        manifest["inputs"].push_back({{"what", printable(source.what)},
                                      {"file", printable(source.file)},
                                      {"date", printable(source.date)},
                                      {"credit", printable(source.credit)},
                                      {"licence", printable(source.licence)},
                                      {"sha256", printable(source.sha256)}});
    }
    write_file_atomically(folder / kManifestName, manifest.dump(2) + "\n");
}

} // namespace todoku::report
