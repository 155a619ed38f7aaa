#include "io/denied_coverage.hpp"

#include "core/error.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>

namespace todoku::io {

namespace {

struct Denial {
    std::string_view word;
    std::string_view opposite; ///< a header that holds it too names both sides
};

// As header_key() makes them.
constexpr std::array<Denial, 24> kDenials = {{
    {"圏外", "圏内"},       {"エリア外", "エリア内"}, {"域外", "域内"},
    {"範囲外", "範囲内"},   {"対象外", "対象"},       {"不感", "良好"},
    {"空白地", "カバー"},   {"未整備", "整備"},       {"未対応", "対応"},
    {"未カバー", "カバー"}, {"未提供", "提供"},       {"未開通", "開通"},
    {"未開始", "開始"},     {"未展開", "展開"},       {"未サービス", "サービス"},
    {"未エリア", "エリア"}, {"非カバー", "カバー"},   {"非対応", "対応"},
    {"非提供", "提供"},     {"非エリア", "エリア"},   {"利用不可", "利用可"},
    {"提供不可", "提供可"}, {"通信不可", "通信可"},   {"カバレッジホール", "カバー"},
}};

/// Between the words of a header, of which `_` stands for every separator.
constexpr std::array<std::string_view, 4> kWords = {"_not_", "_non_", "_out_of_", "_outside_"};
/// Written as one word, or with capitals in between.
constexpr std::array<std::string_view, 12> kJoined = {
    "notcover", "noncover",  "uncovered",   "nocoverage", "noservice",    "nosignal",
    "unserved", "notserved", "unavailable", "outofarea",  "outofservice", "outofcoverage"};

/// Of a value: what is done about ground without coverage, or that it is not meant.
constexpr std::array<std::string_view, 12> kDoubts = {
    "対策", "解消", "改善", "除", "なし", "無し", "ない", "済", "一部", "含む", "以外", "隣接"};
/// Letters of every Japanese denial, by which most other text is passed over.
constexpr std::array<std::string_view, 6> kLetters = {"外", "不", "未", "非", "空白", "ホール"};

/// Of words that stand as one in kJoined.
constexpr std::array<std::string_view, 10> kWordParts = {"cover", "Cover", "COVER", "serv", "Serv",
                                                         "ignal", "vaila", "area",  "Area", "SERV"};

bool is_separator(char c) {
    return std::string_view(" -/.()[]:_").find(c) != std::string_view::npos;
}

std::string joined_words(std::string key) {
    std::erase_if(key, is_separator);
    return key;
}

bool holds_denial(std::string_view text) {
    const auto names_one_side = [&text](const Denial& denial) {
        const auto at = text.find(denial.word);
        if (at == text.npos) {
            return false;
        }
        return text.substr(0, at).find(denial.opposite) == text.npos &&
               text.substr(at + denial.word.size()).find(denial.opposite) == text.npos;
    };
    return std::ranges::any_of(kDenials, names_one_side);
}

template <std::size_t Count>
bool holds_any(std::string_view text, const std::array<std::string_view, Count>& parts) {
    return std::ranges::any_of(
        parts, [&text](std::string_view part) { return text.find(part) != text.npos; });
}

} // namespace

bool denies_coverage(std::string_view header) {
    const std::string key = header_key(header);
    std::string words = fmt::format("_{}_", key);
    std::ranges::replace_if(words, is_separator, '_');
    const std::string joined = joined_words(words);
    const bool both = words.find("_in_") != std::string::npos; // in_or_out_of_area
    return holds_denial(key) || (!both && (holds_any(words, kWords) || holds_any(joined, kJoined)));
}

Denied says_no_coverage(std::string_view value) {
    constexpr std::size_t kLongest = 90; // bytes: 30 letters
    if (value.size() > kLongest || !(holds_any(value, kLetters) || holds_any(value, kWordParts))) {
        return Denied::No;
    }
    const std::string key = header_key(value);
    const bool denied = holds_denial(key) || holds_any(joined_words(key), kJoined);
    return !denied ? Denied::No : holds_any(key, kDoubts) ? Denied::Perhaps : Denied::Yes;
}

void refuse_name_of_denial(const std::string& shown_as, const std::string& layer) {
    const std::string stem = std::filesystem::path(shown_as).stem().string();
    const bool file = says_no_coverage(stem) == Denied::Yes;
    if (!file && says_no_coverage(layer) != Denied::Yes) {
        return;
    }
    const std::string name = file ? stem : layer;
    throw InputError(
        {fmt::format("{} は、名前（{}）によればエリアでないところを示します。エリアとしては読みませ"
                     "ん。エリアのファイルをもらってください。名前が違うだけなら、名前を直すか、"
                     "study.toml に where = \"1 = 1\" と書いてください。",
                     shown_as, name),
         fmt::format("{}: by its name ({}) this is ground without coverage, and is not read as "
                     "coverage. Ask for a file of what is covered. If only the name is wrong, "
                     "mend it, or write where = \"1 = 1\" in study.toml.",
                     shown_as, name)});
}

} // namespace todoku::io
