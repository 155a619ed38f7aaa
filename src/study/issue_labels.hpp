// What a clerk is told in a few words about an issue: which ask for a hand, and what was assumed.
#pragma once

#include "core/issue.hpp"

#include <vector>

namespace todoku::study {

/// True where somebody should look into the file: rows that could not be used, and what looks
/// wrong in rows that were. False for repairs, assumptions and what is only told.
bool asks_for_a_hand(const Issue& issue);

/// What was done, in a few words (文字コードを推定); the first sentence of its action for codes
/// without such words.
Text in_few_words(const Issue& issue);

/// Issues of one kind and code, in the order of their importance: those that ask for a hand first,
/// rows lost before rows doubted, then by how many they are.
struct IssueGroup {
    std::vector<const Issue*> issues;
    bool asks = false;
};
/// Points into `issues`.
std::vector<IssueGroup> grouped(const std::vector<Issue>& issues);

} // namespace todoku::study
