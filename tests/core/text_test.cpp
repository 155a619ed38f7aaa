// Text a person reads.
#include "core/counted.hpp"
#include "core/text.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <string>

using namespace todoku;

TEST_CASE("A text is shown in the language asked for") {
    const Text text{"三重県", "Mie"};
    CHECK(text.in(Language::Japanese) == "三重県");
    CHECK(text.in(Language::English) == "Mie");
    CHECK(same_text("24201") == Text{"24201", "24201"});
}

TEST_CASE("Whole numbers carry separators of thousands") {
    CHECK(with_thousands(0) == "0");
    CHECK(with_thousands(999) == "999");
    CHECK(with_thousands(1000) == "1,000");
    CHECK(with_thousands(1234567) == "1,234,567");
    CHECK(with_thousands(-1234.4) == "-1,234");
    CHECK(with_thousands(-0.2) == "0");
    CHECK(with_thousands(999.6) == "1,000");
    CHECK(counted(std::size_t{1234567}) == "1,234,567");
}

TEST_CASE("The shortest form of a double reads back to the same double") {
    CHECK(shortest(0.1) == "0.1");
    CHECK(shortest(35) == "35");
    CHECK(shortest(1e-7) == "1e-07");
    CHECK(rc::check([](double x) {
        RC_PRE(std::isfinite(x));
        RC_ASSERT(std::stod(shortest(x)) == x);
    }));
}

TEST_CASE("Fixed decimals") {
    CHECK(fixed(12.5, 2) == "12.50");
    CHECK(fixed(0.999, 1) == "1.0");
    CHECK(fixed(3, 0) == "3");
}

TEST_CASE("Blanks at both ends are removed and none inside") {
    CHECK(trimmed(" \t a b\r\n") == "a b");
    CHECK(trimmed(" \r\n").empty());
    CHECK(trimmed("").empty());
}
