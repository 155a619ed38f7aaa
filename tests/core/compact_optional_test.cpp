// Values that may be absent, in no more room than the value.
#include "core/compact_optional.hpp"
#include "support/catch.hpp"

#include <cstdint>

using namespace todoku;

static_assert(sizeof(CompactOptional<double>) == sizeof(double));
static_assert(sizeof(CompactOptional<int>) == sizeof(int));

TEST_CASE("A compact optional behaves as std::optional does and converts both ways") {
    const auto check = [](auto value, auto other) {
        using T = decltype(value);
        CompactOptional<T> held;
        CHECK_FALSE(held);
        CHECK_FALSE(held.has_value());
        CHECK(held == std::nullopt);
        CHECK(held == std::optional<T>());
        CHECK_FALSE(held == std::optional<T>(value));
        CHECK(held.value_or(other) == other);
        CHECK(std::optional<T>(held) == std::nullopt);
        held = value;
        REQUIRE(held);
        CHECK(*held == value);
        CHECK(held == value);
        CHECK_FALSE(held == CompactOptional<T>());
        CHECK_FALSE(held == other);
        CHECK(held == std::optional<T>(value));
        CHECK_FALSE(held == std::optional<T>());
        CHECK(std::optional<T>(held) == value);
        held = std::optional<T>(other);
        CHECK(*held == other);
        held.reset();
        CHECK_FALSE(held);
        held = value;
        held = std::optional<T>();
        CHECK_FALSE(held);
    };
    check(0.0, -1.5);
    check(0, -3);
    check(std::uint32_t{0}, std::uint32_t{7});
}
