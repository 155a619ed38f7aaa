#include "io/strength_judge.hpp"

#include "core/counted.hpp"
#include "core/japanese.hpp"
#include "io/mesh_table_values.hpp"
#include "io/row_issues.hpp"

#include <fmt/format.h>

namespace todoku::io {

using domain::Strength;

StrengthJudge::StrengthJudge(const StrengthReading& reading) : reading_(reading) {
    for (const auto& [word, strength] : reading.values) {
        words_.emplace(comparable(word), strength);
    }
}

Strength StrengthJudge::of(std::string_view cell) {
    const std::string word = comparable(cell);
    if (word.empty()) {
        return whole();
    }
    if (const auto known = words_.find(word); known != words_.end()) {
        return known->second;
    }
    if (const auto known = domain::strength_in(word)) {
        return *known;
    }
    ++unknown_[word];
    return whole();
}

bool StrengthJudge::knows(std::string_view cell) const {
    const std::string word = comparable(cell);
    return words_.contains(word) || domain::strength_in(word).has_value();
}

GroundSaid StrengthJudge::ground(std::string_view cell) const {
    const std::string word = comparable(cell);
    if (words_.contains(word) || domain::strength_in(word)) {
        return GroundSaid::Covered;
    }
    if (says_unknown(word)) {
        return GroundSaid::Unknown;
    }
    const bool is_code = word.size() == 1 && word != "-" && word != "x"; // 0, N: of anything
    return word == "-" || (!is_code && plain_answer(word) == false) ? GroundSaid::NotCovered
                                                                    : GroundSaid::Covered;
}

void StrengthJudge::leave_out(std::string_view cell) {
    ++left_out_[comparable(cell)];
}

bool StrengthJudge::is_enough(Strength strength) {
    if (!reading_.least || domain::reaches(strength, *reading_.least)) {
        return true;
    }
    ++(strength == Strength::Unsaid ? unsaid_ : weaker_);
    return false;
}

void StrengthJudge::tell(const VectorSource& source, std::vector<Issue>& issues) const {
    for (const auto& [word, count] : unknown_) {
        note_row(
            issues, IssueKind::Assumed, source, std::nullopt, "strength_unknown", word,
            {fmt::format("強度「{}」が、良好（good）・中程度（fair）・エリア端（edge）のどれか分か"
                         "りません（{}件）。",
                         word, counted(count)),
             fmt::format("It is not known which of good, fair, edge \"{}\" means ({} rows).", word,
                         counted(count))},
            {fmt::format("強度の記載なしとして扱いました。study.toml に strengths = {{ \"{}\" "
                         "= \"fair\" }} のように書いてください。",
                         word),
             fmt::format("taken as not said. Add strengths = {{ \"{}\" = \"fair\" }} or the "
                         "like to study.toml.",
                         word)});
        issues.back().field = reading_.field;
    }
    for (const auto& [word, count] : left_out_) {
        const bool unknown = ground(word) == GroundSaid::Unknown;
        note_row(issues, IssueKind::Assumed, source, std::nullopt, "strength_says_not_covered",
                 word,
                 {fmt::format("強度の列に「{}」とあるものが{}件あります。", word, counted(count)),
                  fmt::format("{} have \"{}\" for a strength.", counted(count), word)},
                 unknown ? Text{"エリアの内外が不明としました。違うときは strengths "
                                "に強度として書いてください。",
                                "taken as unknown ground. If not, add the word to strengths."}
                         : Text{"エリア外としました。違うときは strengths "
                                "に強度として書いてください。",
                                "taken as not covered. If not, add the word to strengths."});
        issues.back().field = reading_.field;
    }
    if (weaker_ > 0) {
        note_row(issues, IssueKind::Noted, source, std::nullopt, "weaker_than_asked",
                 std::to_string(weaker_),
                 {fmt::format("強度が「{}」（{}）に届かないものが{}件あります。",
                              label_of(*reading_.least).ja, domain::name_of(*reading_.least),
                              counted(weaker_)),
                  fmt::format("{} are weaker than {}.", counted(weaker_),
                              domain::name_of(*reading_.least))},
                 {"least_strength のとおり、エリアに数えませんでした。",
                  "not counted as covered, as least_strength says."});
    }
    if (unsaid_ > 0) {
        note_row(issues, IssueKind::Rejected, source, std::nullopt, "strength_not_said",
                 std::to_string(unsaid_),
                 {fmt::format("least_strength の指定がありますが、強度の分からないものが{}件ありま"
                              "す。",
                              counted(unsaid_)),
                  fmt::format("least_strength is asked for, but of {} nothing says how strong they "
                              "are.",
                              counted(unsaid_))},
                 {"エリアに数えませんでした。", "not counted as covered."});
    }
}

} // namespace todoku::io
