// Words of the command line as values: numbers, places, areas; each refusal says what was expected.
#pragma once

#include "core/text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::cli {

/// What numbers an option takes. Both ends belong to it unless `above` says that the least does
/// not.
struct NumberRange {
    double least = 0.0;
    double most = 0.0;
    bool above = false; ///< more than the least
    Text unit;          ///< "m"; may be empty
};
struct WholeRange {
    std::int64_t least = 0;
    std::int64_t most = 0;
    Text unit;
};

/// "1〜1024の整数" / "a whole number from 1 to 1024".
Text described(const WholeRange& range);
Text described(const NumberRange& range);
/// "csv、gpkg のどれか" / "one of csv, gpkg".
Text described(const std::vector<std::string>& choices);

/// A finite decimal number and nothing else; full-width digits may stand for half-width ones.
std::optional<double> number_word(std::string_view word);
/// Digits, with a minus before them or not.
std::optional<std::int64_t> whole_word(std::string_view word);

/// Each gives nothing where the word can be used, else the reason why not.
std::optional<Text> refused(std::string_view word, const WholeRange& range);
std::optional<Text> refused(std::string_view word, const NumberRange& range);
std::optional<Text> refused(std::string_view word, const std::vector<std::string>& choices);

/// A value or the reason why there is none.
template <class Value>
struct Parsed {
    std::optional<Value> value;
    Text problem;
};

/// Degrees as a person typed them, in range.
struct PlaceDegrees {
    double lat = 0.0;
    double lng = 0.0;
};
struct BoxDegrees {
    double west = 0.0;
    double south = 0.0;
    double east = 0.0;
    double north = 0.0;
};

/// LAT,LON; a pair that only makes sense the other way round is told so.
Parsed<PlaceDegrees> place_word(std::string_view word);
/// Codes of primary meshes (JIS X 0410) with commas between them, each once.
Parsed<std::vector<std::string>> primary_meshes_word(std::string_view word);
/// W,S,E,N; sides in another order are told so.
Parsed<BoxDegrees> box_word(std::string_view word);

} // namespace todoku::cli
