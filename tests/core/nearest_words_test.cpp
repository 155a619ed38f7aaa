#include "core/nearest_words.hpp"
#include "support/catch.hpp"

using namespace todoku;

TEST_CASE("The edit distance counts letters put in, left out, changed and exchanged") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("run", "run") == 0);
    CHECK(edit_distance("run", "") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3); // Wagner and Fischer's customary example
    CHECK(edit_distance("chekc", "check") == 1);
    CHECK(edit_distance("学校", "学院") == 1); // letters, not bytes
}

TEST_CASE("The nearest words are those that hold the word and those a few letters away, best "
          "first") {
    const std::vector<std::string> known = {"check", "choose", "run", "assets", "A-0012", "A-0112"};
    CHECK(nearest_words("chek", known) == std::vector<std::string>{"check"});
    CHECK(nearest_words("RUN", known) == std::vector<std::string>{"run"});
    CHECK(nearest_words("Ａ-0012", known) == std::vector<std::string>{"A-0012", "A-0112"});
    CHECK(nearest_words("asse", known) == std::vector<std::string>{"assets"});
    CHECK(nearest_words("nothing like it", known).empty());
    CHECK(nearest_words("", known).empty());
    CHECK(nearest_words("A-0", known, 1).size() == 1);
}
