// Which of the known words was meant: for mistyped commands, keys and identifiers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace todoku {

/// How many letters must be put in, left out, changed or exchanged with their neighbour to turn one
/// word into the other (Damerau 1964, each letter once), in UTF-8 characters.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// Of `known`, those that `word` may stand for, likeliest first, at most `most`: those that hold it
/// whole, and those not further from it than a third of its letters. Width, case and blanks do not
/// count.
std::vector<std::string> nearest_words(std::string_view word, const std::vector<std::string>& known,
                                       std::size_t most = 3);

} // namespace todoku
