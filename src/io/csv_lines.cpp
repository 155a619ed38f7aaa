#include "core/csv.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"

namespace todoku::io {

CsvLines::CsvLines(std::string_view text) {
    CsvReader reader(text, separator_in(text));
    if (!reader.next()) {
        return;
    }
    const RowWidth width(reader.fields());
    names_ = width.names();
    // One name only: a separator this program does not look for, of which nothing can be said.
    const bool judged = reader.fields().size() > 1;
    while (reader.next()) {
        lines_.push_back(reader.line());
        if (judged && width.fit(reader.fields()) != RowWidth::Fit::Whole) {
            wrong_[static_cast<std::int64_t>(lines_.size())] = reader.fields().size();
        }
    }
}

std::int64_t CsvLines::line(std::int64_t feature) const {
    const auto index = static_cast<std::size_t>(feature - 1);
    return index < lines_.size() ? lines_[index] : feature;
}

std::optional<std::size_t> CsvLines::wrong_width(std::int64_t feature) const {
    const auto found = wrong_.find(feature);
    return found == wrong_.end() ? std::nullopt : std::optional(found->second);
}

} // namespace todoku::io
