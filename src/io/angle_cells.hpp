// Latitudes and longitudes in a cell, in their usual spellings.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace todoku::io {

/// An angle in degrees: "34.73", "３４．７３", "34.73°", "北緯34度43分49.1秒", "34°43′49″",
/// "34:43:49.1", "34-43-49", "34/43/49", "34 43 49", "N34.43.49.1" (the last part decimals of the
/// second), "344349.1", "34°43.818", "34度43分49秒1" and "34°43′49″.1" (a tenth), numbers in kanji.
/// Nothing else may stand in the cell.
std::optional<double> degrees_in(std::string_view cell);

/// Whole degrees, two digits of minutes and seconds with commas between them (34,43,49); nothing
/// where a comma may part thousands or stand for a decimal point. Whoever reads so tells it.
std::optional<double> degrees_between_commas(std::string_view cell);

/// Latitude and longitude in degrees of two figures that count seconds of arc, or thousandths of
/// them (125029.08 and 491400; 125029080 and 491400000): nothing where that is no place in Japan.
/// No place in Japan has such figures as DDMMSS. Whoever reads so tells it.
std::optional<std::pair<double, double>> degrees_in_seconds(std::string_view lat,
                                                            std::string_view lng);

} // namespace todoku::io
