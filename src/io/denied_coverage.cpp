#include "io/denied_coverage.hpp"

#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

} // namespace

bool denies_coverage(std::string_view header) {
    const std::string key = header_key(header);
    const auto names_one_side = [&key](const Denial& denial) {
        const auto at = key.find(denial.word);
        if (at == std::string::npos) {
            return false;
        }
        const std::string_view text = key;
        return text.substr(0, at).find(denial.opposite) == text.npos &&
               text.substr(at + denial.word.size()).find(denial.opposite) == text.npos;
    };
    std::string words = fmt::format("_{}_", key);
    std::ranges::replace_if(
        words,
        [](char c) { return std::string_view(" -/.()[]:").find(c) != std::string_view::npos; },
        '_');
    std::string joined = words;
    std::erase(joined, '_');
    const auto is_in = [](const std::string& text) {
        return [&text](std::string_view word) { return text.find(word) != std::string::npos; };
    };
    const bool both = words.find("_in_") != std::string::npos; // in_or_out_of_area
    return std::ranges::any_of(kDenials, names_one_side) ||
           (!both && (std::ranges::any_of(kWords, is_in(words)) ||
                      std::ranges::any_of(kJoined, is_in(joined))));
}

} // namespace todoku::io
