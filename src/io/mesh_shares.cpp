#include "io/mesh_shares.hpp"

#include "core/counted.hpp"
#include "core/japanese.hpp"
#include "io/mesh_table_values.hpp"
#include "io/row_issues.hpp"

#include <fmt/format.h>

namespace todoku::io {

std::optional<MeshShareJudge::Share> MeshShareJudge::of(std::string_view cell) {
    const std::string word = comparable(cell);
    if (word.empty() || says_unknown(word)) {
        ++unknown_[word];
        return Share{1.0, true};
    }
    const auto share = share_in(cell);
    if (!share) {
        return std::nullopt;
    }
    percent_sign_ = percent_sign_ || share->percent_sign;
    percent_told_ = percent_told_ || share->percent_sign;
    positive_ += share->value > 0.0 ? 1 : 0;
    above_one_ += share->value > 1.0 ? 1 : 0;
    return Share{share->value, false};
}

void MeshShareJudge::tell_unknown(const VectorSource& source, const std::string& column,
                                  std::vector<Issue>& issues) const {
    for (const auto& [word, count] : unknown_) {
        note_row(issues, IssueKind::Assumed, source, std::nullopt, "share_not_said", word,
                 {word.empty()
                      ? fmt::format("カバー率が空欄の行が {} 件あります。", counted(count))
                      : fmt::format("カバー率が「{}」の行が {} 件あります。", word, counted(count)),
                  fmt::format("The share is {} in {} rows.",
                              word.empty() ? "blank" : "\"" + word + "\"", counted(count))},
                 {"エリアの内外が不明としました。0の意味なら 0 と書いてください。",
                  "taken as unknown ground. If 0 is meant, write 0."});
        issues.back().field = column;
    }
}

double MeshShareJudge::whole(const VectorSource& source, const std::string& column, bool by_header,
                             std::vector<Issue>& issues) const {
    const bool percent = percent_told_ || 2 * above_one_ > positive_;
    if (!percent_told_ && positive_ > 0) {
        note_row(
            issues, IssueKind::Assumed, source, std::nullopt, "share_unit_decided",
            percent ? "%" : "0–1",
            {fmt::format("カバー率の単位が書かれていません（0より大きい{}件のうち、1を超えるものが{"
                         "}件）。",
                         counted(positive_), counted(above_one_)),
             fmt::format("Nothing says the unit of the shares ({} above 0, {} of them above 1).",
                         counted(positive_), counted(above_one_))},
            percent ? Text{"百分率（0〜100）として読みました。違うときは share_unit = \"share\" と"
                           "書いてください。",
                           "read as per cent (0 to 100). If not, add share_unit = \"share\"."}
                    : Text{"割合（0〜1）として読みました。違うときは share_unit = \"percent\" と"
                           "書いてください。",
                           "read as shares (0 to 1). If not, add share_unit = \"percent\"."});
        issues.back().field = column;
    } else if (by_header && !percent_sign_ && positive_ > 0 && above_one_ == 0) {
        // What Excel saves of 50 % in a cell of percentages is 0.5.
        note_row(
            issues, IssueKind::Noted, source, std::nullopt, "share_percent_small", "%",
            {fmt::format("見出しは百分率（%）ですが、0より大きい{}件に1を超えるものがありません。",
                         counted(positive_)),
             fmt::format("The heading says per cent, but none of the {} shares above 0 is above 1.",
                         counted(positive_))},
            {"百分率（1は1%）として読みました。1が全部の意味なら share_unit = \"share\" と書いて"
             "ください。",
             "read as per cent (1 is 1 %). If 1 means all, add share_unit = \"share\"."});
        issues.back().field = column;
    }
    return percent ? 100.0 : 1.0;
}

} // namespace todoku::io
