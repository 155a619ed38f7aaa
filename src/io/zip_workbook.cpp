#include "io/zip_workbook.hpp"

#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/spreadsheet.hpp"
#include "io/zip_member.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

/// What may lie beside a workbook and is no data.
bool is_note(const fs::path& member) {
    static constexpr std::array<std::string_view, 11> notes = {
        ".txt", ".pdf", ".doc", ".docx", ".md", ".html", ".htm", ".png", ".jpg", ".url", ".rtf"};
    const std::string name = member.filename().string();
    const bool census = name.starts_with("tblT"); // of e-Stat
    return !census && std::find(notes.begin(), notes.end(), lower_ending(member)) != notes.end();
}

std::optional<ZipMember> only_workbook(const fs::path& file, const std::string& shown_as) {
    if (lower_ending(file) != ".zip" || !fs::exists(file)) {
        return std::nullopt;
    }
    std::optional<ZipMember> workbook;
    for (ZipMember& member : zip_members(file, shown_as)) {
        const fs::path name(member.name);
        if (is_spreadsheet(name) && !workbook) {
            workbook = std::move(member);
        } else if (!is_note(name)) {
            return std::nullopt;
        }
    }
    return workbook;
}

} // namespace

bool holds_workbook(const fs::path& file, const std::string& shown_as) {
    return is_spreadsheet(file) || only_workbook(file, shown_as).has_value();
}

UnpackedWorkbook::UnpackedWorkbook(const fs::path& file, const std::string& shown_as)
    : path_(file), shown_as_(shown_as) {
    const auto member = is_spreadsheet(file) ? std::nullopt : only_workbook(file, shown_as);
    if (!member) {
        return;
    }
    const std::string bytes = zip_member_bytes(file, shown_as, *member);
    std::string pattern = (fs::temp_directory_path() / "todoku-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw ExternalError({"一時フォルダを作れません。", "Cannot create a temporary folder."});
    }
    folder_ = pattern;
    path_ = folder_ / ("workbook" + lower_ending(member->name));
    shown_as_ = shown_as + " / " + member->name;
    member_ = member->name;
    std::ofstream out(path_, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
        throw ExternalError({"一時フォルダに書けません。空き容量を確かめてください。",
                             "Cannot write to the temporary folder. Check the free space."});
    }
}

bool UnpackedWorkbook::is_called(const std::string& layer) const {
    return !member_.empty() &&
           (layer == member_ || layer == member_.filename() || layer == member_.stem());
}

UnpackedWorkbook::~UnpackedWorkbook() {
    if (!folder_.empty()) {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
}

} // namespace todoku::io
