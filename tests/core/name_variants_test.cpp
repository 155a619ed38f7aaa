// Names written in more than one way.
#include "core/name_variants.hpp"
#include "support/catch.hpp"

using namespace todoku;

TEST_CASE("Names that differ by letters of one sound or by old kanji have one spelling") {
    CHECK(one_spelling("南ヶ丘") == one_spelling("南が丘"));
    CHECK(one_spelling("ﾊﾟﾝｻﾞﾏｽﾄ") == one_spelling("パンザマスト"));
    CHECK(one_spelling("瀧澤　學園") == one_spelling("滝沢学園"));
    CHECK(one_spelling("井ノ口") == one_spelling("井之口"));
    CHECK(one_spelling("舟渡４−１６") == one_spelling("舟渡4-16"));
    CHECK(one_spelling("センター") == "センター");
}

TEST_CASE("Names that are different stay so") {
    CHECK(one_spelling("大里") != one_spelling("太里"));
    CHECK(one_spelling("1-2") != one_spelling("12"));
    CHECK(one_spelling("北1条") != one_spelling("北11条"));
}
