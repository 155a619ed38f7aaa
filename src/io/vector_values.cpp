#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/vector_file.hpp"

#include <charconv>
#include <cmath>

namespace todoku::io {

std::string to_text(const Value& value) {
    struct Visitor {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(double number) const { return shortest(number); }
        std::string operator()(const std::string& text) const { return text; }
    };
    return std::visit(Visitor{}, value);
}

std::optional<double> to_number(const Value& value) {
    struct Visitor {
        std::optional<double> operator()(std::monostate) const { return std::nullopt; }
        std::optional<double> operator()(std::int64_t number) const {
            return static_cast<double>(number);
        }
        std::optional<double> operator()(double number) const {
            return std::isfinite(number) ? std::optional(number) : std::nullopt;
        }
        std::optional<double> operator()(const std::string& text) const {
            const std::string narrow = normalise_width(text);
            const std::string_view digits = trimmed(narrow);
            double number = 0.0;
            const char* end = digits.data() + digits.size();
            const auto [stop, error] = std::from_chars(digits.data(), end, number);
            return error == std::errc{} && stop == end && std::isfinite(number)
                       ? std::optional(number)
                       : std::nullopt;
        }
    };
    return std::visit(Visitor{}, value);
}

std::optional<std::size_t> LayerInfo::field(const std::string& wanted) const {
    const std::string key = comparable(wanted);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (comparable(fields[i].name) == key) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace todoku::io
