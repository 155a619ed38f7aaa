// What a clerk is told in a few words about an issue: which ask for a hand, and what was assumed.
#pragma once

#include "core/issue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace todoku::study {

/// True where somebody should look into the file: rows that could not be used, and what looks
/// wrong in rows that were. False for repairs, assumptions and what is only told.
bool asks_for_a_hand(const Issue& issue);

/// The word a person reads: 対象外 for what lies outside, 位置不明 for an asset that is kept
/// without a place, else 不採用, 修正...
Text kind_label(const Issue& issue);

/// What the issue is about: a heading of the file as it is, what the program itself calls a thing
/// in the reader's language.
std::string field_label(const Issue& issue, Language language);

/// Text of a file on one line: a line break as ⏎, other controls as a blank.
std::string on_one_line(std::string_view text);

/// What was done, in a few words (文字コードを推定); the first sentence of its action for codes
/// without such words.
Text in_few_words(const Issue& issue);

/// Issues of one kind and code, in the order of their importance: those that ask for a hand first,
/// rows lost before rows doubted, then by how many they are.
struct IssueGroup {
    std::vector<const Issue*> issues;
    std::int64_t count = 0; ///< of those not listed too
    bool asks = false;
};
/// How many were noticed, with those not listed.
std::int64_t count_of(const std::vector<Issue>& issues);

/// Points into `issues`.
std::vector<IssueGroup> grouped(const std::vector<Issue>& issues);

} // namespace todoku::study
