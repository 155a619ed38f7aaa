// The largest sum of two rows against a plain loop.
#include "siting/row_maximum.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>

using namespace todoku::siting;

TEST_CASE("The largest sum of two rows is a plain loop's") {
    CHECK(largest_sum({}, {}) == 0);
    CHECK(rc::check("rows of any length", [] {
        const auto size = static_cast<std::size_t>(*rc::gen::inRange(0, 200));
        const auto number = rc::gen::inRange(-1000, 1000);
        const auto a = *rc::gen::container<std::vector<std::int32_t>>(size, number);
        const auto b = *rc::gen::container<std::vector<std::int32_t>>(size, number);
        std::int32_t most = 0;
        for (std::size_t i = 0; i < size; ++i) {
            most = std::max(most, a[i] + b[i]);
        }
        RC_ASSERT(largest_sum(a, b) == most);
    }));
}
