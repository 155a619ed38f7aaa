#include "io/mesh_codes.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace todoku::io {

const std::vector<std::string_view>& mesh_code_headers() {
    static const std::vector<std::string_view> names = {"key_code",
                                                        "keycode",
                                                        "mesh_id",
                                                        "meshid",
                                                        "mesh_code",
                                                        "meshcode",
                                                        "メッシュコード",
                                                        "地域メッシュコード",
                                                        "標準地域メッシュコード",
                                                        "基準メッシュコード",
                                                        "メッシュ番号",
                                                        "3次メッシュコード",
                                                        "4次メッシュコード",
                                                        "5次メッシュコード",
                                                        "メッシュid",
                                                        "mesh",
                                                        "code",
                                                        "メッシュ",
                                                        "コード"};
    return names;
}

std::optional<std::string> mesh_code_in(std::string_view cell) {
    std::string code = comparable(cell);
    if (code.ends_with(".0")) { // an integer that passed through a column of decimals
        code.resize(code.size() - 2);
    }
    std::erase(code, '-');        // 5136-67-21, as JIS X 0410 prints them
    if (code.starts_with('\'')) { // by which Excel keeps digits as text
        code.erase(0, 1);
    }
    const bool digits = !code.empty() && std::all_of(code.begin(), code.end(),
                                                     [](char c) { return c >= '0' && c <= '9'; });
    return digits ? std::optional(std::move(code)) : std::nullopt;
}

bool is_ruined_mesh_code(std::string_view cell) {
    const std::string text = comparable(cell);
    return text.find("E+") != std::string::npos || text.find("e+") != std::string::npos;
}

void TenDigitCodes::add(std::string_view code) {
    if (code.size() == 10) {
        ++count_;
        quarters_ += domain::MeshCell::parse(code, domain::MeshLevel::M250) ? 1 : 0;
    }
}

domain::MeshLevel TenDigitCodes::level() const {
    return 2 * quarters_ > count_ ? domain::MeshLevel::M250 : domain::MeshLevel::M100;
}

bool TenDigitCodes::ambiguous() const {
    // With 20 codes chance makes all of a 100 m file fit in less than one of 10^15 cases.
    constexpr std::int64_t kCertain = 20;
    const bool quarter = level() == domain::MeshLevel::M250;
    return count_ > 0 && (count_ < kCertain || (quarter && quarters_ != count_));
}

bool is_h3_code(std::string_view cell) {
    constexpr std::size_t kDigits = 15;
    cell = trimmed(cell);
    const auto is_hex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    const auto is_letter = [](char c) { return c > '9'; }; // mesh codes have none
    return cell.size() == kDigits && cell.front() == '8' &&
           std::all_of(cell.begin(), cell.end(), is_hex) &&
           std::any_of(cell.begin(), cell.end(), is_letter);
}

InputError h3_instead_of_mesh(const std::string& where_told) {
    return InputError(
        {where_told +
             " のコードは地域メッシュではなく、H3（六角形のセル）です。セルをポリゴンにした"
             "ファイル（GeoJSON・GeoPackage など）でもらってください。",
         where_told + " has codes of H3 (hexagons), not of the Japanese mesh. Ask for the cells as "
                      "polygons (GeoJSON, GeoPackage...)."});
}

} // namespace todoku::io
