#include "io/mesh_table_codes.hpp"

#include "core/counted.hpp"
#include "io/row_issues.hpp"

#include <fmt/format.h>

#include <charconv>

namespace todoku::io {

using domain::MeshCell;
using domain::MeshLevel;

std::optional<MeshTableCodes::Code> MeshTableCodes::of(std::string_view cell) {
    const auto code = mesh_code_in(cell);
    const auto found = code ? MeshCell::parse(*code) : std::nullopt;
    if (!found) {
        return std::nullopt;
    }
    if (code->size() != 10) {
        return Code{*found};
    }
    ten_digits_.add(*code);
    first_ten_ = first_ten_.empty() ? *code : first_ten_;
    Code read{*MeshCell::parse(code->substr(0, 8))};
    std::from_chars(code->data(), code->data() + code->size(), read.ten_digits);
    return read;
}

MeshLevel MeshTableCodes::level_of_ten_digits(const VectorSource& source,
                                              std::vector<Issue>& issues) const {
    const MeshLevel level = ten_digits_.level();
    if (ten_digits_.ambiguous()) {
        note_row(issues, IssueKind::Assumed, source, std::nullopt, "mesh_level_ambiguous",
                 first_ten_,
                 {fmt::format("10桁のコードは250mメッシュにも100mメッシュにも読めます（{} 件中 {} "
                              "件が250mの形）。",
                              counted(ten_digits_.count()), counted(ten_digits_.quarters())),
                  fmt::format("Codes of ten digits may be 250 m or 100 m cells ({} of {} have the "
                              "form of 250 m).",
                              counted(ten_digits_.quarters()), counted(ten_digits_.count()))},
                 level == MeshLevel::M250
                     ? Text{"250mメッシュとして読みました。", "Read as 250 m cells."}
                     : Text{"100mメッシュとして読みました。", "Read as 100 m cells."});
    }
    return level;
}

CodeProblem problem_of_code(std::string_view cell) {
    if (is_ruined_mesh_code(cell)) {
        return {"mesh_code_ruined_by_spreadsheet",
                {"メッシュコードが表計算ソフトで指数表示に変わり、桁が失われています。"
                 "元のファイルを使ってください。",
                 "A spreadsheet turned the mesh code into an exponent and lost digits. Use the "
                 "original file."}};
    }
    return {"mesh_code_unreadable",
            mesh_code_in(cell)
                ? Text{"存在しないメッシュコードです。", "There is no such mesh code."}
                : Text{"メッシュコードではありません（4〜11桁の数字が必要です）。",
                       "Not a mesh code (4 to 11 digits are needed)."}};
}

Text problem_of_ten_digits(MeshLevel level) {
    const auto name = domain::name_of(level);
    return {fmt::format("{}のメッシュコードではありません（ほかの10桁のコードは{}のものです）。",
                        name, name),
            fmt::format("Not a code of a {} cell, as the other codes of ten digits are.", name)};
}

bool may_be_cut(MeshLevel level) {
    return level == MeshLevel::Km80 || level == MeshLevel::Km10;
}

bool are_few(std::size_t large, std::size_t all) {
    constexpr std::size_t kFewest = 5; // house default: files that merge whole cells have more
    return large > 0 && kFewest * large <= all;
}

Text problem_of_cut_code(MeshLevel level, std::size_t large, std::size_t all) {
    const auto name = domain::name_of(level);
    return {
        fmt::format("ほかの行より桁の少ない{}メッシュのコードです（{}件中 {}件だけ）。桁が欠けて"
                    "いるおそれがあります。",
                    name, counted(all), counted(large)),
        fmt::format("A code of a {} cell with fewer digits than the others ({} of {} rows alone). "
                    "Digits may be lost.",
                    name, counted(large), counted(all))};
}

} // namespace todoku::io
