#include "study/study_paths.hpp"

#include <algorithm>
#include <fnmatch.h>
#include <optional>
#include <utility>

namespace todoku::study {

namespace fs = std::filesystem;

std::vector<std::string> StudyPaths::expand(const std::string& pattern) const {
    const fs::path path(pattern);
    const std::string last = path.filename().string();
    if (last.find_first_of("*?[") == std::string::npos) {
        return {pattern};
    }
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry :
         fs::directory_iterator(resolve(path.parent_path().string()), ignored)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file() && fnmatch(last.c_str(), name.c_str(), FNM_PERIOD) == 0) {
            names.push_back((path.parent_path() / name).string());
        }
    }
    std::sort(names.begin(), names.end());
    return names.empty() ? std::vector<std::string>{pattern} : names;
}

std::vector<std::string> StudyPaths::files_of(TomlSection& section) const {
    std::vector<std::string> given = section.texts("files");
    if (const auto one = section.optional_text("file")) {
        given.insert(given.begin(), *one);
    }
    if (given.empty()) {
        section.reject("file",
                       {"ファイル（file か files）を書いてください。", "give file or files."});
    }
    std::vector<std::string> all;
    for (const std::string& pattern : given) {
        for (std::string& name : expand(pattern)) {
            all.push_back(std::move(name));
        }
    }
    return all;
}

std::vector<VectorInput> vector_inputs(TomlSection& section, const StudyPaths& paths) {
    const std::vector<std::string> files = paths.files_of(section);
    const std::vector<std::string> layers = section.texts("layer");
    const std::string where = section.text("where", "");
    const auto crs = section.optional_text("crs");
    const auto encoding = section.optional_text("encoding");
    std::vector<VectorInput> inputs;
    for (const std::string& file : files) {
        for (const std::string& layer : layers.empty() ? std::vector<std::string>{""} : layers) {
            inputs.push_back({paths.resolve(file), file, layer, where, crs, encoding});
        }
    }
    return inputs;
}

VectorInput vector_input(TomlSection& section, const StudyPaths& paths) {
    std::vector<VectorInput> inputs = vector_inputs(section, paths);
    if (inputs.empty()) {
        return {};
    }
    if (inputs.size() != 1) {
        section.reject("files", {"ここにはファイル（レイヤ）を一つだけ書いてください。",
                                 "exactly one file (and layer) here."});
    }
    return std::move(inputs.front());
}

AsOf as_of(TomlSection& section, const std::string& value) {
    const std::string word = comparable(value);
    if (const auto year = word.ends_with("年度") ? year_in(word) : std::nullopt) {
        return {Date(std::chrono::year(*year + 1) / 3 / 31), value};
    }
    const auto date = date_in(value);
    if (!date) {
        section.reject("as_of",
                       {"日付（例: 2026-10-01）か年度（例: 令和8年度）で書いてください。",
                        "must be a date such as 2026-10-01, or a fiscal year (令和8年度)."});
    }
    return {date, {}};
}

Provenance provenance_of(TomlSection& section) {
    Provenance origin{section.text("credit", ""), section.text("licence", ""), std::nullopt};
    if (const auto value = section.optional_text("as_of")) {
        AsOf when = as_of(section, *value);
        origin.as_of = when.date;
        origin.fiscal_year = std::move(when.fiscal_year);
    }
    return origin;
}

} // namespace todoku::study
