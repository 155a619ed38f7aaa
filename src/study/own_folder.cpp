#include "study/own_folder.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

namespace todoku::study {

namespace fs = std::filesystem;

void require_own_folder(const fs::path& folder, const std::set<std::string>& own) {
    if (!fs::exists(folder)) {
        return;
    }
    if (!fs::is_directory(folder)) {
        throw ExternalError(
            {folder.string() + " はフォルダではありません。-o で別の名前を指定してください。",
             folder.string() + " is no folder. Name another with -o."});
    }
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!own.contains(name)) {
            throw UsageError(
                {fmt::format("{} には todoku "
                             "の結果でないもの（{}"
                             "）があります。消してしまわないよう、ここには書きません。-o "
                             "で空のフォルダか新しい名前を指定してください。",
                             folder.string(), name),
                 fmt::format("{} holds something that is no result of todoku ({}). To lose "
                             "nothing, nothing is written there. "
                             "Name an empty or a new folder with -o.",
                             folder.string(), name)});
        }
    }
}

fs::path output_of(const StudyFile& study, const fs::path& asked) {
    fs::path folder = asked.empty() ? fs::path("outputs") / study.name : asked;
    folder = fs::absolute(folder).lexically_normal();
    return folder.has_filename() ? folder : folder.parent_path();
}

void require_result_folder(const fs::path& folder) {
    std::set<std::string> own = {"run.json", "results.gpkg", "index.html", "tables",
                                 "maps",     "packages",     "letters",    "workspace"};
    if (fs::exists(folder / "run.json")) { // a report or a register alone may be somebody's own
        own.insert({"report.pdf", "register.xlsx", "register.csv"});
    }
    require_own_folder(folder, own);
}

} // namespace todoku::study
