// Single cells of a drive or walk test: numbers, days, technologies, in and out of service.
#pragma once

#include "core/japanese.hpp"
#include "domain/measurement.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

/// Text without width, case, blanks, underscores, hyphens and full stops, for comparing.
std::string measurement_key(std::string_view text);

/// A number that fills its cell: the common case, without a copy.
std::optional<double> plain_number(std::string_view cell);

/// plain_number() up to 180, else degrees_in().
std::optional<double> measured_degrees(std::string_view cell);

/// The day in Japan of a time: any date that date_in() knows, with a time of day or without;
/// seconds, milliseconds or microseconds since 1970; fourteen digits; Excel's number of a day. A
/// time of day that ends in Z or +00:00 is nine hours behind Japan's.
std::optional<Date> measured_day(std::string_view cell);

/// measured_day() of one row after the other: most have the date of the row before.
class MeasuredDays {
public:
    std::optional<Date> of(std::string_view cell);

private:
    std::string last_date_;
    std::optional<Date> last_day_;
};

/// 4G, LTE, 5G, NR, NSA, Sub6... as handsets and reports write them; nothing for anything else.
std::optional<domain::MeasuredTechnology> technology_spoken_of(std::string_view text);

/// 圏内 and 圏外 in their spellings, and yes_or_no().
std::optional<bool> service_in(std::string_view text);

} // namespace todoku::io
