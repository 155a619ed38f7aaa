// Quantities combine only as physics allows: what must not compile is checked as such.
#include "core/units.hpp"
#include "support/catch.hpp"

#include <concepts>

using namespace todoku;

namespace {

template <class A, class B>
concept Addable = requires(A a, B b) { a + b; };
template <class A, class B>
concept Subtractable = requires(A a, B b) { a - b; };

static_assert(Addable<Metres, Metres>);
static_assert(!Addable<Metres, SquareMetres>);
static_assert(!Addable<Metres, double>);
static_assert(!std::convertible_to<double, Metres>);
static_assert(Addable<DbMilliwatts, Decibels>);
static_assert(!Addable<DbMilliwatts, DbMilliwatts>);
static_assert(Subtractable<DbMilliwatts, DbMilliwatts>);
static_assert(std::same_as<decltype(DbMilliwatts(1) - DbMilliwatts(1)), Decibels>);
static_assert(std::same_as<decltype(Metres(1) / Metres(1)), double>);

} // namespace

TEST_CASE("Metres add, scale and divide to a ratio") {
    CHECK((Metres(2) + kilometres(1)).value() == 1002.0);
    CHECK((Metres(2) - Metres(3)) == -Metres(1));
    CHECK((2.0 * Metres(3) / 4.0).value() == 1.5);
    CHECK(Metres(3) / Metres(2) == 1.5);
    Metres sum;
    sum += Metres(4);
    sum -= Metres(1);
    CHECK(sum == Metres(3));
    CHECK(Metres(1) < Metres(2));
}

TEST_CASE("A level plus a gain is a level, the difference of levels is a ratio") {
    CHECK((DbMilliwatts(40) + Decibels(15) - Decibels(3)) == DbMilliwatts(52));
    CHECK((DbMilliwatts(-80) - DbMilliwatts(-100)) == Decibels(20));
    CHECK(gigahertz(3.7).value() == 3.7e9);
}
