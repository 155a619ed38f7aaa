// A value that may be absent, as large as the value: absence is a value that nobody gives. For
// structures kept in millions, where std::optional doubles a number.
#pragma once

#include <cmath>
#include <concepts>
#include <limits>
#include <optional>
#include <type_traits>

namespace todoku {

/// What stands for absence: no number, the least int, the largest unsigned one.
template <class T>
struct AbsentValue;
template <>
struct AbsentValue<double> {
    static constexpr double kValue = std::numeric_limits<double>::quiet_NaN();
    static bool is(double value) { return std::isnan(value); }
};
template <std::integral T>
struct AbsentValue<T> {
    static constexpr T kValue =
        std::is_signed_v<T> ? std::numeric_limits<T>::min() : std::numeric_limits<T>::max();
    static constexpr bool is(T value) { return value == kValue; }
};

/// Behaves like std::optional<T>, to and from which it converts. Not for yes and no: there
/// std::optional<bool> would take its explicit conversion to bool for a value.
/// @pre a value given is not AbsentValue<T>::kValue, which counts as none
template <class T>
    requires(!std::same_as<T, bool>)
class CompactOptional {
public:
    CompactOptional() = default;
    CompactOptional(std::nullopt_t) {}
    CompactOptional(T value) : stored_(value) {}
    CompactOptional(const std::optional<T>& value) : stored_(value.value_or(Absent::kValue)) {}

    [[nodiscard]] bool has_value() const { return !Absent::is(stored_); }
    explicit operator bool() const { return has_value(); }
    /// @pre has_value()
    T operator*() const { return stored_; }
    [[nodiscard]] T value_or(T otherwise) const { return has_value() ? **this : otherwise; }
    void reset() { stored_ = Absent::kValue; }
    operator std::optional<T>() const {
        return has_value() ? std::optional<T>(**this) : std::nullopt;
    }

    friend bool operator==(const CompactOptional& a, const CompactOptional& b) {
        return a.has_value() == b.has_value() && (!a.has_value() || a.stored_ == b.stored_);
    }
    // By themselves, or those of std::optional would be as good.
    friend bool operator==(const CompactOptional& a, const std::optional<T>& b) {
        return a == CompactOptional(b);
    }
    friend bool operator==(const CompactOptional& a, const T& b) { return a == CompactOptional(b); }
    friend bool operator==(const CompactOptional& a, std::nullopt_t) { return !a.has_value(); }

private:
    using Absent = AbsentValue<T>;
    T stored_ = Absent::kValue;
};

} // namespace todoku
