#include "io/asset_denials.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_cells.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace todoku::io {

namespace {

template <class Words>
bool is_in(const Words& words, std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

constexpr std::string_view kClosed[] = {
    "非公開",     "非公表",     "非開示",   "不開示",   "非掲載",   "公開不可",    "公表不可",
    "開示不可",   "掲載不可",   "公開禁止", "公表禁止", "部外秘",   "庁外秘",      "秘密",
    "秘匿",       "機密",       "秘",       "取扱注意", "庁内限り", "内部限り",    "庁内限定",
    "hp掲載不可", "hp公開不可", "個人情報", "private",  "closed",   "confidential"};
constexpr std::string_view kBarred[] = {"共用不可", "共同利用不可", "貸付不可",    "貸付禁止",
                                        "貸出不可", "貸与不可",     "提供不可",    "使用不可",
                                        "使用禁止", "利用不可",     "利用禁止",    "設置不可",
                                        "設置禁止", "占用不可",     "使用許可不可"};
constexpr std::string_view kWithoutPower[] = {"電源なし", "電源無し",   "電源無",    "無電源",
                                              "電気なし", "電源未整備", "電源未引込"};
constexpr std::string_view kWithoutFibre[] = {
    "光回線なし",         "光回線無し",       "光回線無",      "光回線未整備",
    "光ファイバなし",     "光ファイバーなし", "光未整備",      "光ファイバ未整備",
    "光ファイバー未整備", "光なし",           "光ケーブルなし"};

} // namespace

std::optional<std::string_view> field_denied_by(const std::string& key) {
    static constexpr std::array<std::string_view, 10> behind = {
        "フラグ", "区分", "の有無", "有無", "の別", "理由", "の理由", "指定", "欄", "flag"};
    static constexpr std::array<std::string_view, 6> of_stations = {
        "携帯電話基地局", "携帯基地局", "基地局", "アンテナ", "民間", "外部"};
    std::string whole = key; // 公開 over 不可 in a header of two rows
    std::erase(whole, '_');
    const auto bar = key.rfind('_');
    for (const std::string& part :
         {whole, bar == std::string::npos ? std::string() : key.substr(bar + 1)}) {
        std::string_view word = part;
        word = word.substr(0, word.find('('));
        for (const std::string_view end : behind) {
            if (word.ends_with(end)) {
                word.remove_suffix(end.size());
                break;
            }
        }
        if (is_in(kClosed, word)) {
            return "publishable";
        }
        for (const std::string_view begun : of_stations) {
            if (word.starts_with(begun)) {
                word.remove_prefix(begun.size());
                break;
            }
        }
        if (is_in(kBarred, word)) {
            return "sharing_allowed";
        }
        if (is_in(kWithoutPower, word)) {
            return "power";
        }
        if (is_in(kWithoutFibre, word)) {
            return "fibre";
        }
    }
    return std::nullopt;
}

std::optional<bool> denies(std::string_view cell) {
    static constexpr std::string_view open[] = {
        "公開",     "公開可", "公表",   "公表可", "一般公開", "一般",   "開示",     "可",
        "可能",     "許可",   "共用可", "使用可", "利用可",   "貸付可", "貸付可能", "非該当",
        "該当なし", "普通",   "整備済", "OK",     "ok",       "設置可"};
    static constexpr std::string_view either[] = {"×", "✕",    "✖",    "☓",     "x",
                                                  "X", "不明", "未定", "未調査"};
    const std::string word = comparable(cell);
    if (is_in(either, word)) {
        return std::nullopt;
    }
    if (says_nothing(cell) || is_in(open, word)) {
        return false;
    }
    static constexpr std::string_view own[] = {"不可", "否", "不可能", "使用不可", "利用不可"};
    return is_in(own, word) || yes_or_no(word).value_or(true); // 不可 under 公開不可 says so again
}

} // namespace todoku::io
