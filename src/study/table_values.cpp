#include "study/table_values.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <utility>

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
