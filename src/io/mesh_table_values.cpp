#include "io/mesh_table_values.hpp"

#include "core/japanese.hpp"
#include "domain/strength.hpp"
#include "io/attribute_table.hpp"
#include "io/denied_coverage.hpp"
#include "io/mesh_table_columns.hpp"
#include "io/technology_words.hpp"
#include "io/text_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

namespace todoku::io {

namespace {

class ValueLook : public TableVisitor {
public:
    ValueLook(const MeshTableReading& reading, domain::Technology technology)
        : reading_(reading), technology_(technology) {}
    [[nodiscard]] bool is_header(std::span<const std::string_view> cells) const override {
        return has_code_column(cells, reading_);
    }
    [[nodiscard]] bool may_be_data(std::span<const std::string_view> cells) const override {
        return holds_code(cells);
    }
    void begin(std::vector<std::string> headers, const std::string& /*member*/) override {
        tables_.emplace_back(headers.size());
    }
    void row(std::span<const std::string_view> cells, std::int64_t /*row*/) override {
        std::vector<ColumnValues>& columns = tables_.back();
        for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
            columns[i].add(cell_class(cells[i], technology_));
        }
    }
    void misfit(std::int64_t /*row*/, std::string /*excerpt*/, Text /*problem*/) override {}
    [[nodiscard]] std::vector<std::vector<ColumnValues>> take() { return std::move(tables_); }

private:
    const MeshTableReading& reading_;
    domain::Technology technology_;
    std::vector<std::vector<ColumnValues>> tables_;
};

/// Of text that says 予定 or 計画 and nothing but when and of what.
bool is_plan(std::string_view word) {
    static constexpr std::string_view ends[] = {"予定エリア", "予定", "計画中", "計画"};
    static const std::set<std::string_view> begun = {
        "",     "提供", "提供開始", "サービス", "サービス提供", "サービス開始",
        "整備", "拡大", "拡張",     "エリア化", "エリア",       "エリア拡大",
        "開始", "開設", "開局",     "運用開始", "供用",         "供用開始",
        "建設", "設置", "展開",     "対応",     "今後",         "将来"};
    const auto end = std::find_if(std::begin(ends), std::end(ends),
                                  [&](std::string_view e) { return word.ends_with(e); });
    if (end == std::end(ends)) {
        return false;
    }
    std::string rest(word.substr(0, word.size() - end->size()));
    std::erase_if(rest, [](char c) { return (c >= '0' && c <= '9') || c == '/' || c == '.'; });
    for (const std::string_view part : {"令和", "R", "年度", "年", "月", "日", "頃", "末", "以降",
                                        "上期", "下期", "春", "夏", "秋", "冬", "中に", "に"}) {
        for (auto at = rest.find(part); at != std::string::npos; at = rest.find(part)) {
            rest.erase(at, part.size());
        }
    }
    return begun.contains(rest);
}

/// 予定, 計画中, 2028年3月提供予定, 令和9年度整備予定（西部）, 5Gエリア（2026年12月末予定）; not
/// 廃止予定 and 提供中（拡大予定）, which are covered still.
bool says_planned(std::string_view word) {
    if (word.find("予定") == word.npos && word.find("計画") == word.npos) {
        return false;
    }
    const std::size_t bracket = std::min(word.find('('), word.find('['));
    const std::string_view before = word.substr(0, std::min(bracket, word.find("※")));
    if (is_plan(before)) {
        return true;
    }
    const std::string_view remark = bracket == word.npos ? "" : word.substr(bracket + 1);
    static constexpr std::string_view kNow[] = {"中", "済", "済み", "圏内", "内", "現在"};
    const bool now = std::any_of(std::begin(kNow), std::end(kNow),
                                 [&](std::string_view end) { return before.ends_with(end); });
    return !now && is_plan(remark.substr(0, remark.find_first_of(")]")));
}

std::string in_small_letters(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

std::optional<double> plain_number(std::string_view word) {
    double value = 0.0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return error == std::errc{} && end == word.data() + word.size() && std::isfinite(value)
               ? std::optional(value)
               : std::nullopt;
}

/// False for most text (places, dates), so that tables of many rows are looked at quickly.
bool may_name_technology(std::string_view word) {
    constexpr std::size_t kLongest = 60; // bytes
    return word.size() <= kLongest &&
           (word.find_first_of("GgLlNnMmSsCc") != word.npos || word.find("ミリ波") != word.npos ||
            word.find("サブ") != word.npos || word.find("転用") != word.npos ||
            word.find("プラチナ") != word.npos);
}

/// What a word that is none for covered and not implies: a technology, a strength, no coverage.
CellClass implied_class(const std::string& word, domain::Technology technology) {
    using Said = CellClass::Said;
    constexpr std::size_t kLongestStrength = 16; // bytes; the longest word has 12
    if (word.size() <= kLongestStrength && domain::strength_in(word)) {
        CellClass said{Said::Implied};
        said.strength = true;
        return said;
    }
    const bool denied = says_no_coverage(word) == Denied::Yes;
    if (!may_name_technology(word)) {
        return {denied ? Said::Outside : Said::Other};
    }
    const std::string key = header_key(word);
    if (const auto rank = technology_value(key, technology)) {
        return {*rank > 0 ? Said::Implied : Said::Foreign};
    }
    if (technology_rank(key, technology) > 0) { // 5G圏外, 5G提供予定
        const std::string rest = without_technology(key);
        if (says_unknown(rest)) {
            return {Said::Unknown};
        }
        const bool none = rest == "なし" || rest == "無し" || rest == "不可"; // not 5G-0
        if (none || (!yes_or_no(rest) && plain_answer(rest) == false)) {
            return {Said::Outside};
        }
    }
    return {denied && technology_rank(key, technology) >= 0 ? Said::Outside : Said::Other};
}

} // namespace

std::optional<WrittenShare> share_in(std::string_view cell) {
    std::string text = comparable(cell);
    if (text == "-") { // none, in tables of offices
        return WrittenShare{};
    }
    WrittenShare share;
    if (text.ends_with('%')) {
        share.percent_sign = true;
        text.pop_back();
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share.value);
    return text.empty() || error != std::errc{} || end != text.data() + text.size() ||
                   !std::isfinite(share.value)
               ? std::nullopt
               : std::optional(share);
}

std::optional<bool> plain_answer(const std::string& written) {
    const std::string word = in_small_letters(written);
    static const std::set<std::string, std::less<>> inside = {
        "エリア内",       "圏内",     "内",         "提供中",
        "提供",           "提供済",   "提供済み",   "提供エリア",
        "サービスエリア", "カバー",   "整備済",     "整備済み",
        "covered",        "in",       "サービス中", "現在",
        "現在のエリア",   "既設",     "既存",       "運用中",
        "供用中",         "稼働中",   "在圏",       "在圏内",
        "開通",           "開通済",   "復旧済",     "復旧済み",
        "支障なし",       "停波なし", "提供あり",   "served",
        "inservice",      "available"};
    static const std::set<std::string, std::less<>> outside = {"エリア外",
                                                               "圏外",
                                                               "外",
                                                               "提供予定",
                                                               "整備予定",
                                                               "提供エリア外",
                                                               "サービスエリア外",
                                                               "未提供",
                                                               "提供なし",
                                                               "未カバー",
                                                               "未整備",
                                                               "対象外",
                                                               "計画なし",
                                                               "準備中",
                                                               "notcovered",
                                                               "uncovered",
                                                               "nocoverage",
                                                               "noservice",
                                                               "nosignal",
                                                               "unserved",
                                                               "notserved",
                                                               "unavailable",
                                                               "notavailable",
                                                               "outofservice",
                                                               "outofcoverage",
                                                               "outofarea",
                                                               "outside",
                                                               "none",
                                                               "planned",
                                                               "notplanned",
                                                               "underconstruction",
                                                               "out",
                                                               "将来",
                                                               "将来エリア",
                                                               "今後",
                                                               "建設中",
                                                               "工事中",
                                                               "施工中",
                                                               "整備中",
                                                               "廃止",
                                                               "廃止済",
                                                               "撤去",
                                                               "撤去済",
                                                               "休止",
                                                               "休止中",
                                                               "停止中",
                                                               "停波",
                                                               "停波中",
                                                               "支障あり",
                                                               "支障エリア",
                                                               "支障中",
                                                               "復旧中",
                                                               "未復旧",
                                                               "未開通",
                                                               "提供終了"};
    if (inside.contains(word)) {
        return true;
    }
    return outside.contains(word) || says_planned(word) ? std::optional(false) : yes_or_no(word);
}

bool says_unknown(const std::string& written) {
    const std::string word = in_small_letters(written);
    static const std::set<std::string, std::less<>> words = {
        "不明", "未確認", "確認中", "未調査", "調査中", "未定", "未回答", "照会中", "要確認",
        "未把握", "回答待ち", "unknown", "?", "n/a",
        // A part of the ground, nobody knows which.
        "一部圏外", "一部エリア外", "一部不感", "一部未整備", "一部未提供", "一部未カバー"};
    const std::size_t remark = std::min({word.find('('), word.find('['), word.find("※")});
    return words.contains(std::string_view(word).substr(0, remark));
}

CellClass cell_class(std::string_view cell, domain::Technology technology) {
    using Said = CellClass::Said;
    const std::string word = comparable(cell);
    if (word.empty() || word == "-") { // none, in tables of offices
        return {};
    }
    if (says_unknown(word)) {
        return {Said::Unknown};
    }
    const bool percent = word.ends_with('%');
    const auto number =
        plain_number(std::string_view(word).substr(0, word.size() - (percent ? 1 : 0)));
    const auto answer = plain_answer(word);
    CellClass said = number || answer ? CellClass{Said::Other} : implied_class(word, technology);
    said.number = number;
    if (answer) {
        said.said = *answer ? Said::Inside : Said::Outside;
        said.digit = word == "1" || word == "0";
        said.general = yes_or_no(word).has_value() || in_small_letters(word) == "none";
    }
    return said;
}

void ColumnValues::add(const CellClass& cell) {
    using Said = CellClass::Said;
    unknown += cell.said == Said::Unknown ? 1 : 0;
    filled += cell.said == Said::Blank || cell.said == Said::Unknown ? 0 : 1;
    inside += cell.said == Said::Inside ? 1 : 0;
    outside += cell.said == Said::Outside ? 1 : 0;
    digits += cell.digit ? 1 : 0;
    general += cell.general ? 1 : 0;
    blank += cell.said == Said::Blank ? 1 : 0;
    implied += cell.said == Said::Implied ? 1 : 0;
    foreign += cell.said == Said::Foreign ? 1 : 0;
    strengths += cell.strength ? 1 : 0;
    if (!cell.number) {
        return;
    }
    const double number = *cell.number;
    const bool first = numbers == zeros;
    ++numbers;
    whole += std::floor(number) == number ? 1 : 0;
    if (number == 0.0) {
        ++zeros;
    } else {
        low = first ? number : std::min(low, number);
        high = first ? number : std::max(high, number);
    }
}

bool ColumnValues::are_answers() const {
    const std::int64_t answers = inside + outside;
    return answers > 0 &&
           (10 * answers >= 9 * filled || (inside > 0 && outside > 0 && 2 * answers >= filled));
}

std::vector<std::vector<ColumnValues>> column_values(const VectorSource& source,
                                                     const MeshTableReading& reading,
                                                     domain::Technology technology) {
    ValueLook look(reading, technology);
    std::vector<Issue> told_by_the_reader;
    visit_table(source, look, told_by_the_reader);
    return look.take();
}

} // namespace todoku::io
