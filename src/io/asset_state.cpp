#include "io/asset_state.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_cells.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace todoku::io {

namespace {

// Words of public property ledgers (除却, 滅失, 用途廃止, 処分) and of lists of facilities.
constexpr std::array<std::string_view, 12> kGone = {"解体", "除却",     "撤去",       "滅失",
                                                    "取壊", "取り壊し", "取りこわし", "取壊し",
                                                    "廃止", "廃棄",     "売却",       "譲渡"};
constexpr std::array<std::string_view, 14> kClosed = {
    "閉校", "廃校", "閉鎖",   "閉館",   "閉園",     "廃園",     "処分済",
    "計画", "構想", "建設中", "建築中", "建設予定", "整備予定", "未着工"};

bool holds_one_of(std::string_view text, const auto& words) {
    return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

} // namespace

bool speaks_against_use(std::string_view state) {
    // 廃止予定なし, 計画外; 廃校活用 and 旧…跡地 are used for something else by now.
    static constexpr std::array<std::string_view, 6> denied = {"なし",   "無し",   "ない",
                                                               "しない", "計画外", "活用"};
    const std::string text = comparable(state);
    return (holds_one_of(text, kGone) || holds_one_of(text, kClosed)) &&
           !holds_one_of(text, denied);
}

bool is_only_a_state(std::string_view note) {
    static constexpr std::array<std::string_view, 7> behind = {"",     "済",   "済み",    "中",
                                                               "予定", "した", "しました"};
    const std::string text = comparable(note);
    const auto is_word = [&text](std::string_view word) {
        return text.starts_with(word) &&
               std::find(behind.begin(), behind.end(), text.substr(word.size())) != behind.end();
    };
    return std::any_of(kGone.begin(), kGone.end(), is_word) ||
           std::any_of(kClosed.begin(), kClosed.end(), is_word);
}

std::string_view state_in_name(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> brackets = {
        {{"（", "）"}, {"(", ")"}, {"【", "】"}, {"[", "]"}, {"［", "］"}, {"〔", "〕"}}};
    for (const auto& [opening, closing] : brackets) {
        for (auto open = name.find(opening); open != std::string_view::npos;
             open = name.find(opening, open + opening.size())) {
            const auto begin = open + opening.size();
            const auto close = name.find(closing, begin);
            if (close == std::string_view::npos) {
                break;
            }
            const std::string_view inner = name.substr(begin, close - begin);
            if (speaks_against_use(inner)) {
                return inner;
            }
        }
    }
    return {};
}

bool is_date_of_end(std::string_view cell) {
    if (says_nothing(cell)) {
        return false;
    }
    const std::string text = comparable(cell);
    return date_in(text).has_value() || year_built_in(text).has_value() ||
           yes_or_no(text).value_or(false) || speaks_against_use(text);
}

bool tells_end(std::string_view key) {
    static constexpr std::array<std::string_view, 12> deeds = {
        "除却",     "解体", "撤去",     "滅失", "取壊", "取壊し",
        "取り壊し", "廃止", "用途廃止", "売却", "処分", "閉校"};
    static constexpr std::array<std::string_view, 6> times = {"年月日", "年月", "年度",
                                                              "年",     "日",   "日付"};
    return std::any_of(deeds.begin(), deeds.end(), [key](std::string_view deed) {
        return key.starts_with(deed) &&
               std::find(times.begin(), times.end(), key.substr(deed.size())) != times.end();
    });
}

} // namespace todoku::io
