#include "report/printable.hpp"
#include "support/catch.hpp"

using namespace todoku::report;

TEST_CASE("Control characters leave the text and line ends become blanks") {
    CHECK(printable("制御\x01文字\x1F入り\n改行\tと\r\n復帰\x7F") == "制御文字入り 改行 と 復帰");
}

TEST_CASE("Bytes that are no UTF-8 become the replacement character") {
    CHECK(printable("\xFF津") == "\xEF\xBF\xBD津");
    CHECK(printable("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); // a surrogate
    CHECK(printable("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");                 // an overlong slash
    CHECK(printable("\xE6\xB4") == "\xEF\xBF\xBD\xEF\xBF\xBD");                 // cut off
}

TEST_CASE("Rare characters and variation selectors stay") {
    const std::string name = "髙﨑邉①㈱𠮷葛\xF3\xA0\x84\x80";
    CHECK(printable(name) == name);
}

TEST_CASE("Marks that turn the direction of text are left out") {
    CHECK(printable("a\xE2\x80\xAE"
                    "b\xE2\x81\xA6"
                    "c\xEF\xBB\xBF") == "abc");
}

TEST_CASE("A shortened name keeps whole characters and their marks") {
    CHECK(shortened("津市立", 3) == "津市立");
    CHECK(shortened("津市立宮川", 3) == "津市…");
    const std::string selected = "葛\xF3\xA0\x84\x80";
    CHECK(shortened(selected + "根", 2) == selected + "根");
    CHECK(shortened(selected + "根橋", 2) == selected + "…");
    CHECK(shortened("", 3).empty());
}

TEST_CASE("Width counts full-width characters twice and marks not at all") {
    CHECK(display_width("5G基地局") == 8);
    CHECK(display_width("ｱｲｳ") == 3);
    CHECK(display_width("葛\xF3\xA0\x84\x80") == 2);
}

TEST_CASE("Markup in a name is only text") {
    CHECK(escape_markup("<b a=\"1\">&'</b>") == "&lt;b a=&quot;1&quot;&gt;&amp;&#39;&lt;/b&gt;");
}
