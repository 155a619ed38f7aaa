#include "cli/values.hpp"

#include "core/japanese.hpp"
#include "core/nearest_words.hpp"
#include "domain/mesh.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace todoku::cli {

namespace {

Text quoted(std::string_view word) {
    return {fmt::format("「{}」", word), fmt::format("\"{}\"", word)};
}

Text not_so(const Text& expected, std::string_view word) {
    return {fmt::format("{}を指定してください（{}でした）。", expected.ja, quoted(word).ja),
            fmt::format("must be {}, not {}.", expected.en, quoted(word).en)};
}

std::string listed(const std::vector<std::string>& words, const char* between) {
    return fmt::format("{}", fmt::join(words, between));
}

/// The finite numbers between commas; nothing where one is none or their count is another.
std::optional<std::vector<double>> numbers_between_commas(std::string_view word,
                                                          std::size_t count) {
    std::vector<double> numbers;
    const std::string text = normalise_width(word);
    for (std::size_t at = 0;;) {
        const std::size_t comma = text.find(',', at);
        const auto number = number_word(trimmed(std::string_view(text).substr(
            at, comma == std::string::npos ? std::string::npos : comma - at)));
        if (!number) {
            return std::nullopt;
        }
        numbers.push_back(*number);
        if (comma == std::string::npos) {
            break;
        }
        at = comma + 1;
    }
    return numbers.size() == count ? std::optional(numbers) : std::nullopt;
}

constexpr double kPole = 90.0;
constexpr double kDateLine = 180.0;

bool is_place(double lat, double lng) {
    return std::abs(lat) <= kPole && std::abs(lng) <= kDateLine;
}

} // namespace

Text described(const WholeRange& range) {
    return {fmt::format("{}〜{}の整数", range.least, range.most),
            fmt::format("a whole number from {} to {}", range.least, range.most)};
}

Text described(const NumberRange& range) {
    const std::string least = shortest(range.least);
    const std::string most = shortest(range.most);
    const std::string unit = range.unit.en.empty() ? "" : " " + range.unit.en;
    if (range.above) {
        return {fmt::format("{}より大きく{}{}以下の数", least, most, range.unit.ja),
                fmt::format("a number over {} and up to {}{}", least, most, unit)};
    }
    return {fmt::format("{}〜{}{}の数", least, most, range.unit.ja),
            fmt::format("a number from {} to {}{}", least, most, unit)};
}

Text described(const std::vector<std::string>& choices) {
    return {listed(choices, " ") + " のどれか", "one of " + listed(choices, " ")};
}

std::optional<double> number_word(std::string_view word) {
    const std::string text = normalise_width(word);
    const char* first = text.data();
    const char* const last = first + text.size();
    if (first != last && *first == '+') {
        ++first;
    }
    double number = 0.0;
    const auto [end, error] = std::from_chars(first, last, number);
    if (error != std::errc() || end != last || !std::isfinite(number)) {
        return std::nullopt;
    }
    return number;
}

std::optional<std::int64_t> whole_word(std::string_view word) {
    const std::string text = normalise_width(word);
    std::int64_t number = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (error != std::errc() || end != last) {
        return std::nullopt;
    }
    return number;
}

std::optional<Text> refused(std::string_view word, const WholeRange& range) {
    const auto number = whole_word(word);
    if (number && *number >= range.least && *number <= range.most) {
        return std::nullopt;
    }
    return not_so(described(range), word);
}

std::optional<Text> refused(std::string_view word, const NumberRange& range) {
    const auto number = number_word(word);
    if (number && *number <= range.most &&
        (range.above ? *number > range.least : *number >= range.least)) {
        return std::nullopt;
    }
    return not_so(described(range), word);
}

std::optional<Text> refused(std::string_view word, const std::vector<std::string>& choices) {
    if (std::find(choices.begin(), choices.end(), word) != choices.end()) {
        return std::nullopt;
    }
    Text text = not_so(described(choices), word);
    const auto meant = nearest_words(word, choices, 1);
    if (!meant.empty()) {
        text.ja += quoted(meant.front()).ja + "ではありませんか。";
        text.en += " Did you mean " + quoted(meant.front()).en + "?";
    }
    return text;
}

Parsed<PlaceDegrees> place_word(std::string_view word) {
    const auto numbers = numbers_between_commas(word, 2);
    if (!numbers) {
        return {std::nullopt, not_so({"緯度,経度（例: 34.73,136.51。度、空白なし）",
                                      "LAT,LON in degrees without a blank, e.g. 34.73,136.51"},
                                     word)};
    }
    const double lat = (*numbers)[0];
    const double lng = (*numbers)[1];
    if (is_place(lat, lng)) {
        return {PlaceDegrees{lat, lng}, {}};
    }
    if (is_place(lng, lat)) {
        const std::string turned = shortest(lng) + "," + shortest(lat);
        return {std::nullopt,
                {fmt::format("緯度と経度が逆のようです（「{}」でした）。緯度,経度 の順に {} "
                             "と書いてください。",
                             word, turned),
                 fmt::format("latitude and longitude seem to be swapped in \"{}\". The order is "
                             "LAT,LON: {}.",
                             word, turned)}};
    }
    return {std::nullopt, not_so({"緯度（-90〜90）と経度（-180〜180）",
                                  "a latitude (-90 to 90) and a longitude (-180 to 180)"},
                                 word)};
}

Parsed<std::vector<std::string>> primary_meshes_word(std::string_view word) {
    std::vector<std::string> codes;
    const std::string text = normalise_width(word);
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        const std::string code(trimmed(std::string_view(text).substr(at, comma - at)));
        if (!domain::MeshCell::parse(code, domain::MeshLevel::Km80)) {
            return {std::nullopt,
                    not_so({"四桁の一次メッシュコード（コンマ区切り。例: 5136,5236）",
                            "codes of primary meshes, four digits each, with commas, e.g. "
                            "5136,5236"},
                           word)};
        }
        if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
            codes.push_back(code);
        }
        at = comma + 1;
    }
    return {std::move(codes), {}};
}

Parsed<BoxDegrees> box_word(std::string_view word) {
    const auto numbers = numbers_between_commas(word, 4);
    if (!numbers) {
        return {std::nullopt,
                not_so({"西,南,東,北（例: 136.4,34.6,136.6,34.8。度、空白なし）",
                        "W,S,E,N in degrees without blanks, e.g. 136.4,34.6,136.6,34.8"},
                       word)};
    }
    const auto& n = *numbers;
    const auto as_word = [](double west, double south, double east, double north) {
        return fmt::format("{},{},{},{}", west, south, east, north);
    };
    const auto right = [](double west, double south, double east, double north) {
        return is_place(south, west) && is_place(north, east) && west < east && south < north;
    };
    if (right(n[0], n[1], n[2], n[3])) {
        return {BoxDegrees{n[0], n[1], n[2], n[3]}, {}};
    }
    // The orders other programs use: S,W,N,E; W,E,S,N; corners the other way round.
    std::string meant;
    for (const auto& order : {std::vector<std::size_t>{1, 0, 3, 2},
                              {0, 2, 1, 3},
                              {2, 3, 0, 1},
                              {3, 2, 1, 0},
                              {0, 3, 2, 1},
                              {2, 1, 0, 3}}) {
        if (meant.empty() && right(n[order[0]], n[order[1]], n[order[2]], n[order[3]])) {
            meant = as_word(n[order[0]], n[order[1]], n[order[2]], n[order[3]]);
        }
    }
    Text text = not_so({"西,南,東,北 の順に、西＜東、南＜北、経度-180〜180、緯度-90〜90の範囲",
                        "W,S,E,N with W < E and S < N, longitudes -180 to 180, latitudes -90 to "
                        "90"},
                       word);
    if (!meant.empty()) {
        text.ja += meant + " ではありませんか。";
        text.en += " Did you mean " + meant + "?";
    }
    return {std::nullopt, text};
}

} // namespace todoku::cli
