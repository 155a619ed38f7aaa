#include "io/population_kinds.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/text_table.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace todoku::io {

namespace {

constexpr std::uint16_t kVaried = std::numeric_limits<std::uint16_t>::max();
constexpr std::size_t kMostWords = 200; // ages by single years are some hundred

bool is_everybody(const std::string& word) {
    static constexpr auto words =
        std::to_array<std::string_view>({"総数", "計", "合計", "総計", "総人口", "男女計", "年齢計",
                                         "全体", "全年齢", "total", "all"});
    const std::string key = header_key(word);
    return std::find(words.begin(), words.end(), key) != words.end() || key.starts_with("総数");
}

/// 2020, 2020年, 2020年度; 0 for anything else.
int year_in(const std::string& word) {
    std::string key = header_key(word);
    for (const std::string_view unit : {"年度", "年"}) {
        if (key.ends_with(unit)) {
            key.resize(key.size() - unit.size());
            break;
        }
    }
    const bool four = key.size() == 4 &&
                      (key.starts_with("19") || key.starts_with("20") || key.starts_with("21"));
    return four && key.find_first_not_of("0123456789") == std::string::npos ? std::stoi(key) : 0;
}

/// Parts of everybody, of which each person is in one.
bool divides_people(const std::string& word) {
    static constexpr auto sexes =
        std::to_array<std::string_view>({"男", "女", "男性", "女性", "male", "female", "m", "f"});
    const std::string key = header_key(word);
    return std::find(sexes.begin(), sexes.end(), key) != sexes.end() ||
           key.find("歳") != std::string::npos;
}

/// 男 or 女 where a name has one of them; 男女 is everybody.
std::string sex_in(std::string name) {
    for (std::size_t at = 0; (at = name.find("男女")) != std::string::npos;) {
        name.erase(at, std::string_view("男女").size());
    }
    const bool male = name.find("男") != std::string::npos;
    const bool female = name.find("女") != std::string::npos;
    return male == female ? "" : male ? "男" : "女";
}

/// 65歳以 of 65歳以上人口, 15歳未 of 15歳未満: the years and what stands behind them; else "".
std::string age_in(const std::string& name) {
    const std::size_t at = name.find("歳");
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t before = name.find_last_not_of("0123456789", at == 0 ? 0 : at - 1);
    const std::size_t start = before == std::string::npos ? 0 : before + 1;
    return start < at ? name.substr(start, at + std::string_view("歳以").size() - start) : "";
}

/// The people of a cell are divided among municipalities: rows of several are to be added up.
bool names_a_place(const std::string& header) {
    const std::string key = header_key(header);
    return std::ranges::any_of(
        std::to_array<std::string_view>(
            {"市", "町", "字", "県", "自治体", "行政", "city", "pref", "shicode"}),
        [&](std::string_view part) { return key.find(part) != std::string::npos; });
}

/// The word that counts everybody once; nothing where adding the words up does.
std::optional<std::string> only_word(const std::vector<std::string>& words) {
    if (const auto all = std::ranges::find_if(words, is_everybody); all != words.end()) {
        return *all;
    }
    if (std::ranges::all_of(words, [](const auto& word) { return year_in(word) != 0; })) {
        return *std::ranges::max_element(words, {}, year_in);
    }
    return std::nullopt;
}

} // namespace

PopulationKinds::PopulationKinds(const PopulationHeader& header, const PopulationColumns& columns)
    : header_(header), code_(columns.code) {
    std::vector<std::optional<std::size_t>> read = {columns.code,         columns.population,
                                                    columns.municipality, columns.treatment,
                                                    columns.target,       columns.included};
    read.insert(read.end(), columns.details.begin(), columns.details.end());
    for (std::size_t i = 0; i < header.shown.size(); ++i) {
        if (std::find(read.begin(), read.end(), i) == read.end() &&
            !names_a_place(header.shown[i])) {
            columns_.push_back({i, {}, {}, 0, false});
        }
    }
}

void PopulationKinds::add(std::span<const std::string_view> cells) {
    const auto cell = [&](std::size_t i) { return i < cells.size() ? cells[i] : ""; };
    const auto [at, is_new] =
        first_.try_emplace(std::string(trimmed(cell(code_))), columns_.size(), kVaried);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        Column& column = columns_[i];
        if (column.hopeless) {
            continue;
        }
        const auto number = static_cast<std::uint16_t>(column.words.size());
        const auto [known, is_new_word] =
            column.numbers.emplace(trimmed(cell(column.index)), number);
        if (is_new_word) {
            column.words.push_back(known->first);
            column.hopeless = column.words.size() > kMostWords;
        }
        std::uint16_t& first = at->second[i];
        if (is_new) {
            first = known->second;
        } else if (first != kVaried && first != known->second) {
            first = kVaried;
            ++column.varied;
        }
    }
}

std::vector<PopulationKinds::Kind> PopulationKinds::found(std::int64_t repeated) const {
    std::vector<Kind> twice;
    std::vector<Kind> unexplained;
    for (const Column& column : columns_) {
        if (column.hopeless || 2 * column.varied <= repeated) {
            continue;
        }
        const std::string& name = header_.shown[column.index];
        if (auto one = only_word(column.words)) {
            twice.push_back({name, column.words, std::move(*one)});
        } else if (!std::ranges::all_of(column.words, divides_people)) {
            unexplained.push_back({name, column.words, ""});
        }
    }
    return twice.empty() ? unexplained : twice;
}

bool name_parts_of_people(std::string_view a, std::string_view b) {
    const std::string one = normalise_width(a);
    const std::string other = normalise_width(b);
    const auto differ = [](const std::string& x, const std::string& y) {
        return !x.empty() && !y.empty() && x != y;
    };
    return differ(sex_in(one), sex_in(other)) || differ(age_in(one), age_in(other));
}

std::string condition_of(const std::string& where, std::span<const PopulationKinds::Kind> kinds) {
    std::string condition = where;
    for (const PopulationKinds::Kind& kind : kinds) {
        condition += (condition.empty() ? "" : " AND ") + kind.header + " = '" + kind.one + "'";
    }
    return condition;
}

} // namespace todoku::io
