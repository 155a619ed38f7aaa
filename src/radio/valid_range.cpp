#include "radio/valid_range.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <cmath>

namespace todoku::radio {

bool ValidRange::holds(double value) const {
    return std::isfinite(value) && (ends_excluded ? value > least && value < greatest
                                                  : value >= least && value <= greatest);
}

Text ValidRange::text() const {
    const auto number = [&](double value) {
        return unit.empty() ? shortest(value) : fmt::format("{} {}", shortest(value), unit);
    };
    if (std::isinf(greatest)) {
        return ends_excluded ? Text{number(least) + "より大きい値", "more than " + number(least)}
                             : Text{number(least) + "以上", number(least) + " or more"};
    }
    if (ends_excluded) {
        return {fmt::format("{}より大きく{}未満", number(least), number(greatest)),
                fmt::format("more than {} and less than {}", number(least), number(greatest))};
    }
    return {fmt::format("{}〜{}", shortest(least), number(greatest)),
            fmt::format("{} to {}", shortest(least), number(greatest))};
}

void require_valid(double value, const ValidRange& range, std::string_view symbol,
                   std::string_view source) {
    if (range.holds(value)) {
        return;
    }
    const Text expected = range.text();
    throw UsageError(
        {fmt::format("{} = {} は {} の範囲（{}）の外です。範囲内の値か別のモデルを使ってください。",
                     symbol, shortest(value), source, expected.ja),
         fmt::format(
             "{} = {} is outside the range of {} ({}). Use a value within it or another model.",
             symbol, shortest(value), source, expected.en)});
}

} // namespace todoku::radio
