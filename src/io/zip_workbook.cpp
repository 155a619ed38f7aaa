#include "io/zip_workbook.hpp"

#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/spreadsheet.hpp"
#include "io/workbook_text.hpp"
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

ExternalError cannot_write() {
    return ExternalError({"一時フォルダに書けません。空き容量を確かめてください。",
                          "Cannot write to the temporary folder. Check the free space."});
}

} // namespace

bool holds_workbook(const fs::path& file, const std::string& shown_as) {
    return is_spreadsheet(file) || only_workbook(file, shown_as).has_value();
}

UnpackedWorkbook::UnpackedWorkbook(const fs::path& file, const std::string& shown_as)
    : path_(file), shown_as_(shown_as) {
    try {
        take_out_of_zip();
        rewrite();
    } catch (...) {
        remove();
        throw;
    }
}

void UnpackedWorkbook::make_folder() {
    std::string pattern = (fs::temp_directory_path() / "todoku-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw ExternalError({"一時フォルダを作れません。", "Cannot create a temporary folder."});
    }
    folder_ = pattern;
}

void UnpackedWorkbook::take_out_of_zip() {
    const auto member = is_spreadsheet(path_) ? std::nullopt : only_workbook(path_, shown_as_);
    if (!member) {
        return;
    }
    const std::string bytes = zip_member_bytes(path_, shown_as_, *member);
    make_folder();
    path_ = folder_ / ("workbook" + lower_ending(member->name));
    shown_as_ = shown_as_ + " / " + member->name;
    member_ = member->name;
    std::ofstream out(path_, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) {
        throw cannot_write();
    }
}

void UnpackedWorkbook::rewrite() {
    if (!needs_rewriting(path_, shown_as_)) {
        return;
    }
    if (folder_.empty()) {
        make_folder();
        const fs::path copy = folder_ / ("workbook" + lower_ending(path_));
        std::error_code error;
        if (!fs::copy_file(path_, copy, error)) {
            throw cannot_write();
        }
        fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, error);
        path_ = copy;
    }
    const auto parts = rewritten_parts(path_, shown_as_, folder_);
    replace_zip_members(path_, parts);
    for (const auto& [index, part] : parts) {
        std::error_code ignored;
        fs::remove(part, ignored);
    }
}

bool UnpackedWorkbook::is_called(const std::string& layer) const {
    return !member_.empty() &&
           (layer == member_ || layer == member_.filename() || layer == member_.stem());
}

UnpackedWorkbook::~UnpackedWorkbook() {
    remove();
}

void UnpackedWorkbook::remove() noexcept {
    if (!folder_.empty()) {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
}

} // namespace todoku::io
