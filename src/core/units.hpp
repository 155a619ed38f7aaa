// Physical quantities as types: one small class each, explicit construction, only meaningful
// operators.
#pragma once

#include <compare>

namespace todoku {

/// A quantity of one dimension in one unit. Adding metres to metres gives metres; metres times a
/// number gives metres; metres by metres gives a plain ratio; anything else does not compile.
template <class Unit>
class Quantity {
public:
    constexpr Quantity() = default;
    constexpr explicit Quantity(double value) : value_(value) {}

    /// The number in the unit the type is named after.
    [[nodiscard]] constexpr double value() const { return value_; }

    constexpr Quantity& operator+=(Quantity other) {
        value_ += other.value_;
        return *this;
    }
    constexpr Quantity& operator-=(Quantity other) {
        value_ -= other.value_;
        return *this;
    }
    friend constexpr Quantity operator+(Quantity a, Quantity b) {
        return Quantity(a.value_ + b.value_);
    }
    friend constexpr Quantity operator-(Quantity a, Quantity b) {
        return Quantity(a.value_ - b.value_);
    }
    friend constexpr Quantity operator-(Quantity a) { return Quantity(-a.value_); }
    friend constexpr Quantity operator*(Quantity a, double factor) {
        return Quantity(a.value_ * factor);
    }
    friend constexpr Quantity operator*(double factor, Quantity a) { return a * factor; }
    friend constexpr Quantity operator/(Quantity a, double divisor) {
        return Quantity(a.value_ / divisor);
    }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }
    friend constexpr auto operator<=>(Quantity, Quantity) = default;

private:
    double value_ = 0.0;
};

using Metres = Quantity<struct MetreUnit>;
using SquareMetres = Quantity<struct SquareMetreUnit>;
using Hertz = Quantity<struct HertzUnit>;
/// A ratio on the logarithmic scale: gain, loss, margin.
using Decibels = Quantity<struct DecibelUnit>;

/// A power level. Level plus gain is a level, level minus level is a ratio; level plus level does
/// not compile.
class DbMilliwatts {
public:
    constexpr DbMilliwatts() = default;
    constexpr explicit DbMilliwatts(double dbm) : dbm_(dbm) {}
    [[nodiscard]] constexpr double value() const { return dbm_; }
    friend constexpr DbMilliwatts operator+(DbMilliwatts level, Decibels gain) {
        return DbMilliwatts(level.dbm_ + gain.value());
    }
    friend constexpr DbMilliwatts operator-(DbMilliwatts level, Decibels loss) {
        return DbMilliwatts(level.dbm_ - loss.value());
    }
    friend constexpr Decibels operator-(DbMilliwatts a, DbMilliwatts b) {
        return Decibels(a.dbm_ - b.dbm_);
    }
    friend constexpr auto operator<=>(DbMilliwatts, DbMilliwatts) = default;

private:
    double dbm_ = 0.0;
};

constexpr Hertz gigahertz(double value) {
    return Hertz(value * 1e9);
}
constexpr Metres kilometres(double value) {
    return Metres(value * 1e3);
}

} // namespace todoku
