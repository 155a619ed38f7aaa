#include "io/asset_answers.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_cells.hpp"
#include "io/cell_scan.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace todoku::io {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

template <std::size_t N>
bool holds_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

/// A word that answers by itself, and those of ledgers that yes_or_no() does not know.
std::optional<bool> plain_answer(const std::string& word) {
    // Of a thing's being there; of a measurement 未 says that none was made.
    // 商用: of electricity from the grid.
    static constexpr std::array<std::string_view, 17> yes = {
        "済", "済み", "公開", "公開可",   "公表", "公表可", "一般公開", "許可",    "許可済",
        "OK", "ok",   "商用", "商用電源", "低圧", "高圧",   "低圧受電", "高圧受電"};
    static constexpr std::array<std::string_view, 22> no = {
        "未",       "非公開",   "公開不可", "非公表",     "公表不可",   "非開示",
        "不開示",   "禁止",     "NG",       "ng",         "庁内限り",   "庁内のみ",
        "庁内限定", "内部限り", "内部のみ", "関係者限り", "関係者のみ", "部外秘",
        "庁外秘",   "取扱注意", "秘",       "機密"};
    static constexpr std::array<std::string_view, 10> deeds = {
        "整備", "設置", "導入", "敷設", "引込", "引き込み", "接続", "契約", "加入", "配線"};
    if (std::find(yes.begin(), yes.end(), word) != yes.end()) {
        return true;
    }
    if (std::find(no.begin(), no.end(), word) != no.end()) {
        return false;
    }
    for (const std::string_view deed : deeds) {
        const std::string name(deed);
        if (word == name + "済" || word == name + "済み") {
            return true;
        }
        if (word == "未" + name) {
            return false;
        }
    }
    return yes_or_no(word);
}

/// Passes over what limits the answer behind it: 条件付き可, 一部可, 原則不可.
bool skip_limit(std::string_view& word) {
    static constexpr std::array<std::string_view, 9> limits = {
        "条件付きで", "条件付き", "条件付で", "条件付",    "条件つき",
        "条件により", "一部",     "原則",     "原則として"};
    return skip_one_of(word, limits);
}

/// What is left of an explanation without the brackets and stops around it; ※ stays.
std::string_view without_marks(std::string_view explanation) {
    static constexpr std::array<std::string_view, 6> marks = {"(", ")", "、", ":", "。", " "};
    const auto cut = [&](auto at_end, auto remove) {
        bool found = true;
        while (found) {
            found = false;
            for (const std::string_view mark : marks) {
                if (at_end(mark)) {
                    remove(mark.size());
                    found = true;
                }
            }
        }
    };
    cut([&](std::string_view mark) { return explanation.starts_with(mark); },
        [&](std::size_t size) { explanation.remove_prefix(size); });
    cut([&](std::string_view mark) { return explanation.ends_with(mark); },
        [&](std::size_t size) { explanation.remove_suffix(size); });
    return explanation;
}

/// What explains a yes and limits nothing: 100V, 三相200V, R5.
bool holds_only_figures(std::string_view explanation) {
    static constexpr std::array<std::string_view, 6> words = {"単相", "三相", "・", "、", "/", "."};
    while (!explanation.empty()) {
        const char first = explanation.front();
        const bool letter =
            is_digit(first) || (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
        if (letter) {
            explanation.remove_prefix(1);
        } else if (!skip_one_of(explanation, words)) {
            return false;
        }
    }
    return true;
}

} // namespace

Answer answer_in(std::string_view cell) {
    if (const auto answer = yes_or_no(cell)) {
        return {answer};
    }
    static constexpr std::array<std::string_view, 7> before_explanation = {
        "(", "、", ":", "。", "※", "ただし", "但し"};
    static constexpr std::array<std::string_view, 12> undecided = {
        "予定", "検討", "調査",   "申請",   "計画",   "保留",
        "未定", "不明", "工事中", "整備中", "協議中", "調整中"};
    static constexpr std::array<std::string_view, 14> open_words = {
        "要",   "応",   "協議", "相談", "検討", "調整",     "調査",
        "確認", "申請", "計画", "保留", "予定", "該当なし", "△"};
    const std::string text = comparable(cell);
    std::size_t end = text.size();
    for (const std::string_view mark : before_explanation) {
        end = std::min(end, text.find(mark));
    }
    const std::string word = text.substr(0, end);
    const std::string_view explanation = without_marks(std::string_view(text).substr(end));
    if (const auto answer = plain_answer(word)) {
        if (*answer && holds_one_of(explanation, undecided)) {
            return {.value = std::nullopt, .open = true};
        }
        return {.value = *answer,
                .conditional = *answer && !explanation.empty() && !holds_only_figures(explanation),
                .remark = !explanation.empty()};
    }
    std::string_view rest = word;
    if (skip_limit(rest)) {
        const bool partly_no = word.starts_with("一部") && plain_answer(std::string(rest)) == false;
        const auto answer = rest.empty() && word.starts_with("条件")
                                ? std::optional(true)
                                : plain_answer(std::string(rest));
        return answer && !partly_no ? Answer{.value = *answer, .conditional = true, .remark = true}
                                    : Answer{.value = std::nullopt, .open = true};
    }
    const bool open = std::any_of(open_words.begin(), open_words.end(),
                                  [&](std::string_view begun) { return word.starts_with(begun); });
    return {.value = std::nullopt, .open = open};
}

} // namespace todoku::io
