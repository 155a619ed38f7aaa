#include "io/mesh_table_values.hpp"

#include "core/japanese.hpp"
#include "io/attribute_table.hpp"
#include "io/mesh_table_columns.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

namespace todoku::io {

namespace {

class ValueLook : public TableVisitor {
public:
    explicit ValueLook(const MeshTableReading& reading) : reading_(reading) {}
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
            columns[i].add(cells[i]);
        }
    }
    void misfit(std::int64_t /*row*/, std::string /*excerpt*/, Text /*problem*/) override {}
    [[nodiscard]] std::vector<std::vector<ColumnValues>> take() { return std::move(tables_); }

private:
    const MeshTableReading& reading_;
    std::vector<std::vector<ColumnValues>> tables_;
};

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

std::optional<bool> plain_answer(const std::string& word) {
    static const std::set<std::string, std::less<>> inside = {
        "エリア内",   "圏内",           "内",     "提供中", "提供",     "提供済",  "提供済み",
        "提供エリア", "サービスエリア", "カバー", "整備済", "整備済み", "covered", "in"};
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
                                                               "uncovered",
                                                               "out"};
    if (inside.contains(word)) {
        return true;
    }
    return outside.contains(word) ? std::optional(false) : yes_or_no(word);
}

bool says_unknown(const std::string& word) {
    static const std::set<std::string, std::less<>> words = {
        "不明",   "未確認", "確認中", "未調査",   "調査中",  "未定", "未回答",
        "照会中", "要確認", "未把握", "回答待ち", "unknown", "?",    "n/a"};
    const std::size_t remark = std::min({word.find('('), word.find('['), word.find("※")});
    return words.contains(std::string_view(word).substr(0, remark));
}

CellClass cell_class(std::string_view cell) {
    using Said = CellClass::Said;
    const std::string word = comparable(cell);
    if (word.empty()) {
        return {};
    }
    if (says_unknown(word)) {
        return {Said::Unknown};
    }
    const auto answer = plain_answer(word);
    if (!answer) {
        return {Said::Other};
    }
    return {*answer ? Said::Inside : Said::Outside, word == "1" || word == "0",
            yes_or_no(word).has_value()};
}

void ColumnValues::add(const CellClass& cell) {
    using Said = CellClass::Said;
    unknown += cell.said == Said::Unknown ? 1 : 0;
    filled += cell.said == Said::Blank || cell.said == Said::Unknown ? 0 : 1;
    inside += cell.said == Said::Inside ? 1 : 0;
    outside += cell.said == Said::Outside ? 1 : 0;
    digits += cell.digit ? 1 : 0;
    general += cell.general ? 1 : 0;
}

bool ColumnValues::are_answers() const {
    const std::int64_t answers = inside + outside;
    return answers > 0 &&
           (10 * answers >= 9 * filled || (inside > 0 && outside > 0 && 2 * answers >= filled));
}

std::vector<std::vector<ColumnValues>> column_values(const VectorSource& source,
                                                     const MeshTableReading& reading) {
    ValueLook look(reading);
    std::vector<Issue> told_by_the_reader;
    visit_table(source, look, told_by_the_reader);
    return look.take();
}

} // namespace todoku::io
