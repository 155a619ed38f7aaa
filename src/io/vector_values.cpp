#include "io/vector_file.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"

#include <charconv>

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
        std::optional<double> operator()(std::int64_t number) const { return static_cast<double>(number); }
        std::optional<double> operator()(double number) const { return number; }
        std::optional<double> operator()(const std::string& text) const {
            const std::string_view digits = trimmed(text);
            double number = 0.0;
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
            return error == std::errc{} && end == digits.data() + digits.size() ? std::optional(number) : std::nullopt;
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
