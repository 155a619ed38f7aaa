#include "core/output_folder.hpp"
#include "report/listed_files.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"

#include <nlohmann/json.hpp>

namespace todoku::report {

namespace {

using Json = nlohmann::ordered_json; // keys stay in the order in which a person wants to read them

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
    for (const ListedFile& file : listed_files(folder)) {
        manifest["files"].push_back(
            {{"name", printable(file.name)}, {"size", file.size}, {"sha256", file.sha256}});
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
