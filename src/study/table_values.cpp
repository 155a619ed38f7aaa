#include "study/table_values.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>

namespace todoku::study {

io::Value number(double value) {
    return std::isnan(value) ? io::Value{} : io::Value{value};
}
io::Value yes(bool value) {
    return io::Value{static_cast<std::int64_t>(value ? 1 : 0)};
}
io::Value whole(std::size_t value) {
    return io::Value{static_cast<std::int64_t>(value)};
}

std::string table_text(const io::Field& field, const io::Value& value) {
    const double* real = std::get_if<double>(&value);
    if (real == nullptr || !std::isfinite(*real)) {
        return io::to_text(value);
    }
    const auto named_for = [&](std::string_view part) {
        return field.name.find(part) != std::string::npos;
    };
    const bool fine = field.name == "lat" || field.name == "lon" || named_for("ratio") ||
                      named_for("share") || named_for("fraction") || named_for("difference");
    std::string text = fmt::format("{:.{}f}", *real, fine ? 9 : 6);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
        text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string separated(const std::vector<std::string>& texts, const char* separator) {
    return fmt::format("{}", fmt::join(texts, separator));
}

std::string estimated_columns(domain::CellMarks marks) {
    std::vector<std::string> names;
    for (const auto& [mark, name] :
         {std::pair{domain::kHouseholdsEstimated, "households"},
          std::pair{domain::kResidents65plusEstimated, "population_65plus"},
          std::pair{domain::kResidents75plusEstimated, "population_75plus"}}) {
        if ((marks & mark) != 0) {
            names.emplace_back(name);
        }
    }
    return separated(names, ";");
}

} // namespace todoku::study
