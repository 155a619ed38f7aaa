#include "io/population_cells.hpp"

#include <charconv>
#include <cmath>

namespace todoku::io {

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

namespace {

/// 1,234 and 12,345,678.5; not 1,23 or 1,2345, which may have lost a digit.
bool parts_thousands(std::string_view text) {
    constexpr std::size_t kGroup = 3; // digits
    text.remove_prefix(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
    std::string_view whole = text.substr(0, text.find('.'));
    if (text.substr(whole.size()).find(',') != text.npos) {
        return false;
    }
    for (bool first = true; !whole.empty(); first = false) {
        const std::string_view group = whole.substr(0, whole.find(','));
        if (group.empty() || group.size() > kGroup || (!first && group.size() < kGroup)) {
            return false;
        }
        whole.remove_prefix(std::min(group.size() + 1, whole.size()));
    }
    return !text.ends_with(',');
}

} // namespace

std::optional<double> whole_number_text(std::string_view cell) {
    const PlainText plain(cell);
    std::string_view text = plain.text();
    for (const std::string_view unit : {"人", "世帯"}) {
        text.remove_suffix(text.size() > unit.size() && text.ends_with(unit) ? unit.size() : 0);
    }
    std::string joined;
    if (text.find(',') != std::string_view::npos) {
        if (!parts_thousands(text)) {
            return std::nullopt;
        }
        joined = text;
        std::erase(joined, ',');
        text = joined;
    }
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() ||
        !(std::abs(value) < 1e12)) {
        return std::nullopt;
    }
    return value;
}

CellFigure figure_in(std::string_view cell) {
    const PlainText plain(cell);
    const std::string_view text = plain.text();
    if (text.empty()) {
        return {CellKind::Empty, 0.0};
    }
    if (text == "*" || text == "X" || text == "x" || text == "***") {
        return {CellKind::Suppressed, 0.0};
    }
    if (text == "-") { // nobody, in tables of official statistics
        return {CellKind::Number, 0.0};
    }
    const auto number = whole_number_text(text);
    return number && *number >= 0.0 ? CellFigure{CellKind::Number, *number}
                                    : CellFigure{CellKind::Bad, 0.0};
}

std::string mended_code(std::string_view text) {
    const std::size_t exponent = text.find_first_of("eE");
    if (exponent == std::string_view::npos) {
        const std::size_t point = text.find('.');
        const bool whole = point != std::string_view::npos && point + 1 < text.size() &&
                           text.find_first_not_of('0', point + 1) == std::string_view::npos;
        return std::string(whole ? text.substr(0, point) : text);
    }
    std::string digits(text.substr(0, exponent));
    std::string_view power = text.substr(exponent + 1);
    power.remove_prefix(power.starts_with('+') ? 1 : 0);
    std::size_t places = 0;
    const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), places);
    // One digit before the point, and no more and no fewer behind it than the power says.
    if (error != std::errc{} || end != power.data() + power.size() || digits.size() < 3 ||
        digits[1] != '.' || digits.size() - 2 != places) {
        return std::string(text);
    }
    digits.erase(1, 1);
    return digits;
}

int prefecture_in(std::string_view cell) {
    const auto code = whole_number_text(cell);
    if (!code || !(*code >= 1000.0)) {
        return 0;
    }
    const int prefecture = static_cast<int>(*code / (*code >= 100000.0 ? 10000.0 : 1000.0));
    return prefecture <= 47 ? prefecture : 0;
}

} // namespace todoku::io
