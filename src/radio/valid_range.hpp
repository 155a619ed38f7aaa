// The range in which a model holds: one constant that the code checks, the header states and the
// message quotes.
#pragma once

#include "core/text.hpp"

#include <limits>
#include <string_view>

namespace todoku::radio {

struct ValidRange {
    double least = 0.0;
    double greatest = std::numeric_limits<double>::infinity(); ///< infinity: no upper limit
    std::string_view unit;                                     ///< as written behind a number
    bool ends_excluded = false;                                ///< least < value < greatest

    /// False for what is no finite number.
    [[nodiscard]] bool holds(double value) const;
    /// "0.5〜67 GHz"; "0.25 km以上"; "0 %より大きく100 %未満".
    [[nodiscard]] Text text() const;
};

/// @param symbol of the value, as in the columns of `lab terms`. @param source the Recommendation
/// @throws UsageError naming symbol, value, range and source where the value is outside
void require_valid(double value, const ValidRange& range, std::string_view symbol,
                   std::string_view source);

} // namespace todoku::radio
