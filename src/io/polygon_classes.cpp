#include "io/polygon_classes.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/coverage_candidates.hpp"
#include "io/coverage_headers.hpp"
#include "io/denied_coverage.hpp"
#include "io/mesh_table_values.hpp"
#include "io/polygon_columns.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"
#include "io/where_told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace todoku::io {

using Said = CellClass::Said;

std::set<std::string> ClassLook::words() const {
    std::set<std::string> words;
    for (const auto& [word, said] : known_) {
        if (said.said != Said::Blank && !gone_) {
            words.insert(word);
        }
    }
    return words;
}

CellClass::Said ClassLook::add(const std::string& text) {
    auto known = known_.find(text);
    if (known == known_.end()) {
        known = known_.emplace(text, cell_class(text, technology_)).first;
        other_ = other_.empty() && known->second.said >= Said::Implied ? comparable(text) : other_;
    }
    values_.add(known->second);
    const Said said = known->second.said;
    const bool outside = said == Said::Outside && !known->second.general;
    denied_ = denied_ || outside;
    const bool undecided = said == Said::Other || said == Said::Unknown;
    if (outside || (undecided && says_no_coverage(comparable(text)) != Denied::No)) {
        take_not_covered(text);
    }
    if (known_.size() > kMostWords) {
        hopeless_ = !named_ && values_.inside + values_.outside + values_.unknown == 0;
        gone_ = true;
        known_.clear();
    }
    return said;
}

void ClassLook::take_not_covered(const std::string& text) {
    constexpr std::size_t kShown = 5; // of the words that are told
    ++not_covered_.polygons;
    auto& words = not_covered_.words;
    if (words.size() < kShown && std::find(words.begin(), words.end(), text) == words.end()) {
        words.push_back(text);
    }
}

std::vector<Said> PolygonClasses::add(const LayerInfo& layer, const Feature& feature) {
    if (headers_.empty()) {
        for (std::size_t i = 0; i < layer.fields.size(); ++i) {
            const Field& field = layer.fields[i];
            const bool of_coverage = speaks_of_coverage(field.name, of_);
            if (field.type != FieldType::Real || names_classes(field.name) ||
                names_signal(field.name) || of_coverage) {
                const bool named =
                    of_coverage || names_remarks(field.name) || names_signal(field.name);
                headers_.push_back(field.name);
                looks_.emplace_back(i, field, named, of_.technology);
            }
        }
    }
    std::vector<Said> classes;
    classes.reserve(looks_.size());
    for (ClassLook& look : looks_) {
        if (look.field() < feature.values.size()) {
            classes.push_back(look.is_hopeless() ? Said::Other
                                                 : look.add(to_text(feature.values[look.field()])));
        }
    }
    return classes;
}

Said PolygonClasses::meaning_of(Said said, std::size_t column, std::int64_t row) const {
    const bool implied = said == Said::Implied && looks_[column].values().are_implied();
    if (implied || (zero_alone_ && said == Said::Other)) {
        return Said::Inside;
    }
    if (said >= Said::Implied) {
        refuse_word(column, looks_[column].other(), row);
    }
    return said;
}

void PolygonClasses::require_nothing_unsaid(const BeginJudge& begins) const {
    require_no_codes();
    require_no_parts();
    require_explained_words(begins);
    require_something_covered(begins);
}

std::vector<ColumnValues> PolygonClasses::values() const {
    std::vector<ColumnValues> values;
    for (const ClassLook& look : looks_) {
        values.push_back(look.values());
    }
    return values;
}

LookedAt PolygonClasses::looked_at(const BeginJudge& begins) const {
    LookedAt looked_at;
    for (std::size_t i = 0; i < looks_.size(); ++i) {
        const ClassLook& look = looks_[i];
        if (begins.has_judged(headers_[i])) {
            continue;
        }
        looked_at.headers.push_back(headers_[i]);
        looked_at.values.push_back(look.values());
        looked_at.words.push_back(look.words());
        looked_at.is_text.push_back(look.is_text());
        looked_at.not_covered.push_back(look.not_covered());
    }
    return looked_at;
}

std::optional<std::size_t> PolygonClasses::choose(std::optional<std::size_t> strength_field) {
    auto found = polygon_class_columns(headers_, values(), of_);
    std::erase_if(found, [&](std::size_t i) { return looks_[i].field() == strength_field; });
    const auto denies = [this](std::size_t i) {
        return denies_coverage(headers_[i], looks_[i].values());
    };
    if (!found.empty() && !strength_field && std::ranges::all_of(found, denies)) {
        refuse_denial(headers_[found.front()]);
    }
    std::erase_if(found, denies);
    if (found.empty()) {
        require_no_other_class();
        found = polygon_zero_columns(headers_, values(), of_);
        zero_alone_ = !found.empty();
    }
    if (found.size() > 1) {
        refuse_several(found);
    }
    return found.empty() ? std::nullopt : std::optional(found.front());
}

void PolygonClasses::refuse_denial(const std::string& name) const {
    const std::string condition = in_condition(name);
    const std::string blank = where_line(condition + " IS NULL OR " + condition + " = ''");
    const std::string zero = where_line(condition + " = 0");
    throw InputError(
        {fmt::format("{} の項目「{}」は、名前によればエリアでないところを示します。どのポリゴン"
                     "がエリア内か決められません。エリア内のポリゴンを study.toml に {}（0 が"
                     "エリア内のとき）、{}（空欄がエリア内のとき）のように書いてください。",
                     shown_name(source_), name, zero, blank),
         fmt::format("{}: by its name, the attribute \"{}\" says where there is no coverage, and "
                     "nothing says which polygons are covered. Choose them in study.toml by {} "
                     "(where 0 is covered), {} (where a blank is) or the like.",
                     shown_name(source_), name, zero, blank)});
}

/// @throws InputError for numbers of classes, where nothing else says covered or not
void PolygonClasses::require_no_codes() const {
    const auto codes = polygon_code_columns(headers_, values(), of_);
    if (codes.empty()) {
        return;
    }
    const std::string& name = headers_[codes.front()];
    const ColumnValues& held = looks_[codes.front()].values();
    const double low = held.zeros > 0 ? std::min(0.0, held.low) : held.low;
    throw InputError(
        {fmt::format("{} の項目「{}」の番号（{:.0f}〜{:.0f}）のうち、どれがエリア内か"
                     "分かりません。エリア内のポリゴンを study.toml に where = \"{} = …\" "
                     "のように書いてください。",
                     shown_name(source_), name, low, held.high, name),
         fmt::format("{}: it is not known which of the numbers of the attribute \"{}\" ({:.0f} "
                     "to {:.0f}) mean covered. Choose the covered polygons in study.toml by "
                     "where = \"{} = ...\" or the like.",
                     shown_name(source_), name, low, held.high, name)});
}

/// @throws InputError for polygons of which only a part is covered, nobody knows which
void PolygonClasses::require_no_parts() const {
    const auto shares = polygon_share_columns(headers_, values(), of_);
    if (shares.empty()) {
        return;
    }
    const std::string& name = headers_[shares.front()];
    const std::string number = looks_[shares.front()].is_text()
                                   ? fmt::format("CAST({} AS float)", in_condition(name))
                                   : in_condition(name);
    const std::string whole = where_line(number + " > 0");
    throw InputError(
        {fmt::format("{} の項目「{}」はエリアの割合で、ポリゴンのどこがエリアか分かりません。メッシ"
                     "ュのポリゴンなら、study.toml に read = \"mesh\" "
                     "と書くと、メッシュコードの表として割合のとおりに読みます。割合によらず全体を"
                     "エリアとするなら {} のように書いてください。",
                     shown_name(source_), name, whole),
         fmt::format("{}: the attribute \"{}\" is the share that is covered, and nothing says "
                     "where in the polygon. If the polygons are mesh cells, write read = "
                     "\"mesh\" in study.toml: they are read as a table of mesh codes, by their "
                     "shares. To take them whole, write {} or the like.",
                     shown_name(source_), name, whole)});
}

/// @throws InputError where an attribute of few words, not of remarks, has some for what is not
/// covered and others that nobody knows
void PolygonClasses::require_explained_words(const BeginJudge& begins) const {
    constexpr std::size_t kMost = 20; // of the words of a class
    for (std::size_t i = 0; i < looks_.size(); ++i) {
        const ClassLook& look = looks_[i];
        const auto words = look.words();
        if (look.denies() && !look.other().empty() && words.size() <= kMost &&
            !names_remarks(headers_[i]) && !begins.has_judged(headers_[i])) {
            refuse_word(i, fmt::format("{}", fmt::join(words, ", ")), std::nullopt);
        }
    }
}

/// @throws InputError where all that an attribute, not of remarks, says is that there is no
/// coverage
void PolygonClasses::require_something_covered(const BeginJudge& begins) const {
    for (std::size_t i = 0; i < looks_.size(); ++i) {
        const ColumnValues& held = looks_[i].values();
        if (!looks_[i].denies() || held.outside < held.filled || held.general > 0 ||
            names_remarks(headers_[i]) || begins.has_judged(headers_[i])) {
            continue;
        }
        const std::string words = listed(looks_[i].not_covered().words);
        const std::string name = in_condition(headers_[i]);
        const std::string line =
            where_line(held.blank > 0 ? fmt::format("{0} IS NULL OR {0} = ''", name)
                                      : fmt::format("{} IS NOT NULL", name));
        throw InputError(
            {fmt::format("{} の項目「{}」は、エリアでないところ（{}）だけを示します。エリアのフ"
                         "ァイルか確かめてください。{}をエリアとして読むなら、study.toml に {} "
                         "と書いてください。",
                         shown_name(source_), headers_[i], words,
                         held.blank > 0 ? "空欄のポリゴン" : "それでもすべて", line),
             fmt::format("{}: all that the attribute \"{}\" says is that there is no coverage "
                         "({}). Check whether this is a file of coverage. To take {} for "
                         "covered, write {} in study.toml.",
                         shown_name(source_), headers_[i], words,
                         held.blank > 0 ? "the polygons where it is blank" : "them all", line)});
    }
}

/// @throws InputError where the only classes are those of other technologies
void PolygonClasses::require_no_other_class() const {
    const auto others = polygon_classes_of_others(headers_, values(), of_);
    if (others.empty()) {
        return;
    }
    const std::string& name = headers_[others.front()];
    throw InputError(
        {fmt::format("{} のエリアの内外の項目「{}」は、{}のものではありません。{} "
                     "のエリアのポリゴンを study.toml に where = \"{} = '…'\" "
                     "のように書くか、technology とファイルを確かめてください。",
                     shown_name(source_), name, label_of(of_.technology).ja,
                     label_of(of_.technology).ja, name),
         fmt::format("{}: the attribute \"{}\", which says covered or not, is not of {}. "
                     "Choose the polygons of {} in study.toml by where = \"{} = '...'\" or "
                     "the like, or check technology and the file.",
                     shown_name(source_), name, label_of(of_.technology).en,
                     label_of(of_.technology).en, name)});
}

void PolygonClasses::refuse_several(const std::vector<std::size_t>& found) const {
    std::string ja;
    std::string en;
    for (const std::size_t i : found) {
        ja += "「" + headers_[i] + "」";
        en += (en.empty() ? "\"" : ", \"") + headers_[i] + "\"";
    }
    throw InputError(
        {fmt::format("{} の項目{}のうち、どれが {} の{}のエリアの内外か分かりません。"
                     "使うポリゴンを study.toml に where = \"{} = '…'\" "
                     "のように書いてください。",
                     shown_name(source_), ja, of_.carrier, label_of(of_.technology).ja,
                     headers_[found.front()]),
         fmt::format("{}: it is not known which of the attributes {} says where {} in {} "
                     "is covered. Choose the polygons in study.toml by where = \"{} = "
                     "'...'\" or the like.",
                     shown_name(source_), en, of_.carrier, label_of(of_.technology).en,
                     headers_[found.front()])});
}

void PolygonClasses::refuse_word(std::size_t column, const std::string& words,
                                 std::optional<std::int64_t> row) const {
    const std::string& header = headers_[column];
    throw InputError({fmt::format("{} の項目「{}」の値「{}」がエリア内かどうか分かりません{}。"
                                  "エリア内のポリゴンを study.toml に where = \"{} = '…'\" "
                                  "のように書いてください。",
                                  shown_name(source_), header, words,
                                  row ? fmt::format("（{}行目）", *row) : "", header),
                      fmt::format("{}: it is not known whether the value \"{}\" of the attribute "
                                  "\"{}\" means covered{}. Choose the covered polygons in "
                                  "study.toml by where = \"{} = '...'\" or the like.",
                                  shown_name(source_), words, header,
                                  row ? fmt::format(" (row {})", *row) : "", header)});
}

} // namespace todoku::io
