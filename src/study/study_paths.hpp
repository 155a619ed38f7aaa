// The keys by which sections of a study file name their files, and where those files come from.
#pragma once

#include "study/study_file.hpp"
#include "study/toml_section.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace todoku::study {

/// Turns the paths of a study file into absolute ones.
class StudyPaths {
public:
    explicit StudyPaths(const std::filesystem::path& study_file)
        : folder_(std::filesystem::absolute(study_file).parent_path()) {}

    [[nodiscard]] std::filesystem::path resolve(const std::string& text) const {
        return (folder_ / std::filesystem::path(text)).lexically_normal();
    }

    /// The texts of `file` or `files`, patterns such as "inputs/*.txt" expanded by name (a pattern
    /// that matches nothing stays); none is a fault.
    [[nodiscard]] std::vector<std::string> files_of(TomlSection& section) const;

private:
    [[nodiscard]] std::vector<std::string> expand(const std::string& pattern) const;

    std::filesystem::path folder_;
};

/// `file`/`files`, `layer`, `where`, `crs`, `encoding`: every layer of every file.
std::vector<VectorInput> vector_inputs(TomlSection& section, const StudyPaths& paths);
/// The same where exactly one is possible.
VectorInput vector_input(TomlSection& section, const StudyPaths& paths);

/// When something is as it is said to be.
struct AsOf {
    std::optional<Date> date;
    std::string
        fiscal_year; ///< where the study says no more, as it says it; `date` is its last day
};
/// A date such as 2026-10-01, or a fiscal year (令和6年度); another text is a fault.
AsOf as_of(TomlSection& section, const std::string& value);

/// `credit`, `licence`, `as_of`.
Provenance provenance_of(TomlSection& section);

} // namespace todoku::study
