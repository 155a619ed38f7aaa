// A workbook as it is to be opened: taken out of a ZIP, rewritten where GDAL would misread it.
#pragma once

#include <filesystem>
#include <string>

namespace todoku::io {

/// True for a workbook, and for a ZIP whose only data is one workbook (notes in .txt, .pdf and the
/// like may lie beside it).
bool holds_workbook(const std::filesystem::path& file, const std::string& shown_as);

/// The workbook itself: the file, or a copy in a private folder that lasts as long as this object
/// where it stands in a ZIP or has to be rewritten (workbook_text.hpp).
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
    void make_folder();
    void take_out_of_zip();
    void rewrite();
    void remove() noexcept;

    std::filesystem::path folder_; ///< empty where nothing was copied
    std::filesystem::path path_;
    std::string shown_as_;
    std::filesystem::path member_;
};

} // namespace todoku::io
