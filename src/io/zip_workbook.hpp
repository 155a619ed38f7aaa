// A workbook that somebody has put into a ZIP: read as if it lay beside it.
#pragma once

#include <filesystem>
#include <string>

namespace todoku::io {

/// True for a workbook, and for a ZIP whose only data is one workbook (notes in .txt, .pdf and the
/// like may lie beside it).
bool holds_workbook(const std::filesystem::path& file, const std::string& shown_as);

/// The workbook itself: the file, or a copy of the ZIP's in a private folder that lasts as long as
/// this object.
class UnpackedWorkbook {
public:
    /// @pre holds_workbook(). @throws InputError where the ZIP is broken or encrypted
    UnpackedWorkbook(const std::filesystem::path& file, const std::string& shown_as);
    UnpackedWorkbook(const UnpackedWorkbook&) = delete;
    UnpackedWorkbook& operator=(const UnpackedWorkbook&) = delete;
    ~UnpackedWorkbook();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// With the member of a ZIP: 台帳.zip / 台帳.xlsx.
    [[nodiscard]] const std::string& shown_as() const { return shown_as_; }
    /// Whether a study's `layer` names the member of the ZIP, with or without its ending.
    [[nodiscard]] bool is_called(const std::string& layer) const;

private:
    std::filesystem::path folder_; ///< empty where nothing was unpacked
    std::filesystem::path path_;
    std::string shown_as_;
    std::filesystem::path member_;
};

} // namespace todoku::io
