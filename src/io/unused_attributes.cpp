#include "io/unused_attributes.hpp"

#include "core/counted.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/mesh_table_values.hpp"
#include "io/polygon_columns.hpp"
#include "io/row_issues.hpp"
#include "io/technology_words.hpp"
#include "io/text_table.hpp"
#include "io/where_told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace todoku::io {

namespace {

constexpr std::int64_t kMostWords = 20; // that a class may have: more are names or measures
constexpr std::size_t kMostTold = 5;    // attributes, and words of each

/// A header of days on which service begins: 提供開始日, begin of a KML's TimeSpan...
bool names_beginnings(const std::string& header) {
    const std::string key = header_key(header);
    return key.find("開始") != std::string::npos || key.find("開局") != std::string::npos ||
           key == "begin" || key == "start" || key == "start_date" || key == "startdate";
}

/// The first and the last of days; nothing where a word is none.
std::optional<std::pair<Date, Date>> days_of(const std::set<std::string>& words) {
    std::optional<std::pair<Date, Date>> days;
    for (const std::string& word : words) {
        const auto day = date_in(word);
        if (!day) {
            return std::nullopt;
        }
        days = days ? std::pair(std::min(days->first, *day), std::max(days->second, *day))
                    : std::pair(*day, *day);
    }
    return days;
}

/// Of an attribute's words those that name this technology best; empty where none does.
std::vector<std::string> own_words(const std::set<std::string>& words, const CoverageOf& of) {
    std::vector<std::string> own;
    int best = 1;
    for (const std::string& word : words) {
        const int rank = technology_value(header_key(word), of.technology).value_or(0);
        if (rank > best) {
            own.clear();
            best = rank;
        }
        if (rank == best) {
            own.push_back(word);
        }
    }
    return own;
}

} // namespace

void tell_unused_attributes(const VectorSource& source, const LookedAt& looked_at,
                            const CoverageOf& of, std::int64_t polygons,
                            std::vector<Issue>& issues) {
    const auto tell = [&](std::size_t i, const char* code, std::string value, Text problem,
                          const std::string& condition, const Text& example) {
        const std::string line = where_line(condition);
        note_row(
            issues, IssueKind::Assumed, source, std::nullopt, code, std::move(value),
            std::move(problem),
            {fmt::format("ポリゴン {} 件をすべてエリアとしました。一部だけがエリアなら study.toml "
                         "に {} のように書いてください{}。",
                         counted(polygons), line, example.ja),
             fmt::format("All {} polygons were taken for covered. If only some are, write {} or "
                         "the like in study.toml{}.",
                         counted(polygons), line, example.en)});
        issues.back().field = looked_at.headers[i];
    };
    const auto signals = polygon_signal_columns(looked_at.headers, looked_at.values, of);
    for (const std::size_t i : signals) {
        const ColumnValues& values = looked_at.values[i];
        const std::string& header = looked_at.headers[i];
        const std::string name = in_condition(header);
        const std::string number =
            looked_at.is_text[i] ? fmt::format("CAST({} AS float)", name) : name;
        const double low = values.zeros > 0 ? std::min(0.0, values.low) : values.low;
        const double high = values.zeros > 0 ? std::max(0.0, values.high) : values.high;
        const bool from_zero = low == 0.0;
        const std::string range = fmt::format("{}〜{}", shortest(low), shortest(high));
        const std::string range_en = fmt::format("{} to {}", shortest(low), shortest(high));
        if (from_zero) {
            tell(
                i, "polygon_signal_unused", range,
                {fmt::format("項目「{}」は電波の強さの数（{}）で、0 のポリゴンが {} 件あります。",
                             header, range, counted(values.zeros)),
                 fmt::format("The attribute \"{}\" holds numbers of how strong the signal is ({}), "
                             "which are 0 of {} polygons.",
                             header, range_en, counted(values.zeros))},
                number + " > 0", {});
        } else {
            tell(
                i, "polygon_signal_unused", range,
                {fmt::format("項目「{}」は電波の強さの数（{}）で、どこからがエリア内か分かりません"
                             "。",
                             header, range),
                 fmt::format("The attribute \"{}\" holds numbers of how strong the signal is ({}), "
                             "and nothing says from where on that is covered.",
                             header, range_en)},
                number + (low < 0.0 ? " >= -110" : " >= …"),
                low < 0.0
                    ? Text{"（-110 は、エリア内とみなす最も弱い値の例）",
                           " (-110 being an example of the weakest value that counts as covered)"}
                    : Text{"（… はエリア内とみなす最も弱い値）",
                           " (... being the weakest value that counts as covered)"});
        }
    }
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < looked_at.headers.size(); ++i) {
        const NotCoveredWords& found = looked_at.not_covered[i];
        if (std::find(signals.begin(), signals.end(), i) != signals.end()) {
            continue;
        }
        const auto days =
            names_beginnings(looked_at.headers[i]) ? days_of(looked_at.words[i]) : std::nullopt;
        if (days) {
            const std::string first = iso_date(days->first);
            const std::string last = iso_date(days->second);
            tell(i, "polygon_days_unused", first == last ? first : first + "〜" + last,
                 {fmt::format("項目「{}」は始まる日（{}〜{}）です。", looked_at.headers[i], first,
                              last),
                  fmt::format("The attribute \"{}\" says when service begins ({} to {}).",
                              looked_at.headers[i], first, last)},
                 fmt::format("{} <= '{}'", in_condition(looked_at.headers[i]),
                             *looked_at.words[i].begin()),
                 {"（日付は、その日までに始まった所だけをエリアとする例）",
                  " (an example: covered is what has begun by that day)"});
            continue;
        }
        if (found.polygons == 0) {
            const auto words = static_cast<std::int64_t>(looked_at.words[i].size());
            if (words > 1 && words <= kMostWords && words < looked_at.values[i].filled) {
                others.push_back(i);
            }
            continue;
        }
        const std::string words = listed(found.words);
        tell(i, "polygon_plan_unused", words,
             {fmt::format("項目「{}」に、エリア外や予定を表す語（{}）のポリゴンが {} 件あります。",
                          looked_at.headers[i], words, counted(found.polygons)),
              fmt::format("The attribute \"{}\" has words for ground that is not covered or only "
                          "planned ({}) in {} polygons.",
                          looked_at.headers[i], words, counted(found.polygons))},
             is_no_value_of(looked_at.headers[i], found.words), {});
    }
    if (others.empty()) {
        return;
    }
    std::string list;
    std::string names;
    for (const std::size_t i : std::span(others).first(std::min(others.size(), kMostTold))) {
        const std::set<std::string>& words = looked_at.words[i];
        const std::vector<std::string> first(
            words.begin(), std::next(words.begin(), static_cast<std::ptrdiff_t>(
                                                        std::min(words.size(), kMostTold))));
        names += (names.empty() ? "" : ", ") + looked_at.headers[i];
        list += fmt::format("「{}」（{}{}）", looked_at.headers[i], fmt::join(first, "・"),
                            words.size() > kMostTold ? " など" : "");
    }
    const std::size_t first = others.front();
    const std::string& header = looked_at.headers[first];
    const std::set<std::string>& words = looked_at.words[first];
    const std::vector<std::string> own = own_words(words, of);
    const Text problem{fmt::format("エリアの内外の判断に使わなかった項目があります: {}。", list),
                       fmt::format("Attributes that decided nothing: {}.", names)};
    if (!own.empty()) {
        tell(first, "polygon_attributes_unused", names, problem,
             is_one_of_values(header, own, looked_at.is_text[first]), {});
    } else {
        tell(first, "polygon_attributes_unused", names, problem,
             is_one_of_values(header, {words.begin(), words.end()}, looked_at.is_text[first]),
             {"（エリアでない値を除いて）", ", without the values that are not covered"});
    }
}

} // namespace todoku::io
