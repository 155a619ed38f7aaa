#include "io/mesh_table_columns.hpp"

#include "core/error.hpp"
#include "io/coverage_candidates.hpp"
#include "io/coverage_headers.hpp"
#include "io/mesh_codes.hpp"
#include "io/technology_words.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::io {

namespace {

std::optional<std::size_t> by_name(const std::vector<HeaderKey>& keys, HeaderNames names) {
    for (const std::string_view name : names) {
        const auto found = std::find_if(keys.begin(), keys.end(),
                                        [&](const HeaderKey& key) { return key.text == name; });
        if (found != keys.end()) {
            return static_cast<std::size_t>(found - keys.begin());
        }
    }
    return std::nullopt;
}

class Search {
public:
    Search(const std::vector<std::string>& headers, const std::string& where_told)
        : headers_(headers), where_told_(where_told) {
        for (const std::string& header : headers) {
            keys_.push_back(key_without_unit(header));
        }
    }

    /// @throws InputError where the study names a column that is not there
    [[nodiscard]] std::optional<std::size_t> find(const std::string& named, const char* key,
                                                  HeaderNames known) const {
        if (named.empty()) {
            return by_name(keys_, known);
        }
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < headers_.size(); ++i) {
            if (header_key(headers_[i]) == header_key(named)) {
                found.push_back(i);
            }
        }
        if (found.size() > 1) {
            throw InputError(
                {fmt::format("{} には {} = \"{}\" の列がいくつもあります（{}列目と{}列目など）。"
                             "見出しを区別できる名前に直してください。",
                             where_told_, key, named, found[0] + 1, found[1] + 1),
                 fmt::format("{} has several columns \"{}\" ({}): numbers {}, {}. Give them "
                             "headers that differ.",
                             where_told_, named, key, found[0] + 1, found[1] + 1)});
        }
        if (!found.empty()) {
            return found.front();
        }
        throw InputError({fmt::format("{} に {} = \"{}\" の列がありません。ある列: {}", where_told_,
                                      key, named, listed(headers_)),
                          fmt::format("{} has no column \"{}\" ({}). Columns found: {}",
                                      where_told_, named, key, listed(headers_))});
    }
    [[nodiscard]] std::optional<std::size_t> technology() const {
        const auto found = std::find_if(keys_.begin(), keys_.end(), [](const HeaderKey& key) {
            return is_technology_header(key.text);
        });
        return found == keys_.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(found - keys_.begin()));
    }
    [[nodiscard]] bool in_percent(std::size_t column) const { return keys_[column].percent; }

private:
    const std::vector<std::string>& headers_;
    const std::string& where_told_;
    std::vector<HeaderKey> keys_;
};

} // namespace

bool has_code_column(std::span<const std::string_view> headers, const MeshTableReading& reading) {
    return std::any_of(headers.begin(), headers.end(), [&](std::string_view header) {
        const std::string key = header_key(header);
        const auto& known = mesh_code_headers();
        return reading.code_field.empty()
                   ? std::find(known.begin(), known.end(), key) != known.end()
                   : key == header_key(reading.code_field);
    });
}

bool holds_code(std::span<const std::string_view> cells) {
    return std::any_of(cells.begin(), cells.end(), [](std::string_view cell) {
        const auto code = mesh_code_in(cell);
        return code && code->size() >= 8 && domain::MeshCell::parse(*code);
    });
}

std::string column_name(const std::vector<std::string>& headers, std::size_t column) {
    return headers[column].empty() ? fmt::format("#{}", column + 1) : headers[column];
}

MeshTableColumns mesh_table_columns(const std::vector<std::string>& headers,
                                    const std::vector<ColumnValues>& values,
                                    const MeshTableReading& reading,
                                    const StrengthReading& strength, const CoverageOf& of,
                                    const std::string& where_told) {
    const Search search(headers, where_told);
    const auto code = search.find(reading.code_field, "code_field", mesh_code_headers());
    if (!code) {
        throw InputError(
            {fmt::format("{} にメッシュコードの列がありません。列の名前を study.toml に code_field "
                         "= \"…\" で書いてください。ある列: {}",
                         where_told, listed(headers)),
             fmt::format("{} has no column of mesh codes. Name it in study.toml as code_field = "
                         "\"...\". Columns found: {}",
                         where_told, listed(headers))});
    }
    MeshTableColumns columns;
    columns.code = *code;
    columns.strength = search.find(strength.field, "strength_field", kStrengthNames);
    columns.technology = search.technology();
    columns.class_is_named = !reading.class_field.empty();
    CoverageCandidates candidates(headers, values, of, where_told);
    candidates.leave_out(columns.code);
    if (strength.field.empty() && strength.values.empty()) {
        if (columns.strength && values[*columns.strength].low < 0.0 &&
            candidates.is_power(*columns.strength)) {
            columns.strength.reset();
        }
        if (!columns.strength) {
            columns.strength = candidates.in_strength_words();
        }
    }
    candidates.leave_out(columns.strength);
    if (columns.class_is_named) {
        columns.covered_class = search.find(reading.class_field, "class_field", {});
        candidates.leave_out(columns.covered_class);
    }
    if (!reading.share_field.empty()) {
        columns.share = search.find(reading.share_field, "share_field", {});
    } else {
        columns.share = candidates.share(!columns.class_is_named, false);
    }
    if (!columns.class_is_named && !columns.share) {
        columns.covered_class = candidates.covered_class();
        columns.class_by_values =
            columns.covered_class && !candidates.is_class_header(*columns.covered_class);
        if (!columns.covered_class) {
            columns.share = candidates.share(true, true);
            columns.share_of_people = columns.share && candidates.is_of_people(*columns.share);
        }
        if (!columns.covered_class && !columns.share) {
            candidates.require_no_others();
        }
    }
    if (columns.covered_class && !columns.class_is_named) {
        columns.class_is_implied = values[*columns.covered_class].are_implied();
        columns.class_by_zero = candidates.counts_from_zero(*columns.covered_class);
    }
    if (!columns.technology) {
        candidates.leave_out(columns.covered_class);
        columns.technology = candidates.naming_others();
    }
    if (!columns.covered_class && !columns.share && !columns.strength) {
        columns.power = candidates.in_power();
    }
    if (columns.share && candidates.denies(*columns.share)) {
        columns.denial = columns.share; // the study names it
    } else if (columns.class_is_named && reading.covered.empty() &&
               candidates.denies(*columns.covered_class)) {
        columns.denial = columns.covered_class;
    } else if (!columns.covered_class && !columns.share && !columns.strength) {
        columns.denial = candidates.denial();
    }
    columns.denial_is_share =
        columns.denial && (columns.denial == columns.share || candidates.is_ratio(*columns.denial));
    columns.share_in_percent = columns.share && search.in_percent(*columns.share);
    if (columns.technology == columns.covered_class) {
        columns.technology.reset();
    }
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (i != columns.code && columns.share != i && columns.covered_class != i &&
            columns.strength != i && columns.technology != i && values[i].filled > 0) {
            columns.unused.push_back(i);
        }
    }
    return columns;
}

} // namespace todoku::io
