#include "io/stray_words.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_cells.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace todoku::io {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

bool says_total(std::string_view cell) {
    constexpr std::string_view kSum = "計";
    if (cell.find(kSum) == std::string_view::npos) {
        return false;
    }
    std::string text = comparable(cell);
    if (text.starts_with('(') && text.ends_with(')')) {
        text = text.substr(1, text.size() - 2);
    }
    for (const std::string_view word : {"合計", "総合計", "総計", "小計", "累計", "計"}) {
        if (!text.starts_with(word)) {
            continue;
        }
        const std::string_view rest = std::string_view(text).substr(word.size());
        if (rest.empty() || rest.front() == '(' || is_digit(rest.front())) {
            return true;
        }
    }
    return false;
}

bool ends_in_total(std::string_view cell) {
    constexpr std::string_view kSum = "計";
    if (cell.find(kSum) == std::string_view::npos) {
        return false;
    }
    const std::string text = clean_text(cell);
    if (!text.ends_with(kSum) || text.size() == kSum.size()) {
        return false;
    }
    const std::string_view before = std::string_view(text).substr(0, text.size() - kSum.size());
    // Not 会計, 統計, 設計, 時計: what a sum is of, a blank, or another word for it.
    static constexpr std::array<std::string_view, 22> of = {
        " ",  "合", "小",   "総",   "中",   "県", "市", "町", "村", "部", "局",
        "課", "区", "地区", "施設", "部門", "類", "校", "館", "園", "所", "系"};
    return std::any_of(of.begin(), of.end(),
                       [before](std::string_view word) { return before.ends_with(word); });
}

bool says_example(std::string_view cell) {
    if (cell.find("例") == std::string_view::npos) {
        return false;
    }
    static constexpr std::array<std::string_view, 9> words = {
        "例", "(例)", "【例】", "記入例", "(記入例)", "【記入例】", "記載例", "入力例", "例示"};
    const std::string text = comparable(cell);
    return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_footnote(std::string_view cell) {
    const std::string text = comparable(cell);
    static constexpr std::array<std::string_view, 12> begun = {
        "※", "注", "(注", "(※", "*", "出典", "資料:", "(資料", "備考:", "(備考", "(単位", "単位:"};
    return text == "以上" || std::any_of(begun.begin(), begun.end(), [&](std::string_view word) {
               return text.starts_with(word);
           });
}

} // namespace todoku::io
