#include "io/coverage_candidates.hpp"

#include "core/error.hpp"
#include "io/carrier_names.hpp"
#include "io/denied_coverage.hpp"
#include "io/mesh_table_columns.hpp"
#include "io/technology_words.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <utility>

namespace todoku::io {

bool denies_coverage(const std::string& header, const ColumnValues& values) {
    return !values.speak_for_themselves() && denies_coverage(header);
}

CoverageCandidates::CoverageCandidates(const std::vector<std::string>& headers,
                                       const std::vector<ColumnValues>& values,
                                       const CoverageOf& of, const std::string& where_told)
    : headers_(headers), values_(values), of_(of), where_told_(where_told) {
    const std::string carrier = header_key(of.carrier);
    const auto whose = operator_named(of.carrier);
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const std::string& header = headers[i];
        Column column;
        column.full = header_key(header);
        column.key = key_without_unit(header).text;
        column.rank = technology_rank(column.full, of.technology);
        column.carrier = !carrier.empty() && column.full.find(carrier) != std::string::npos;
        column.rest = column.full;
        if (column.carrier) {
            const std::string_view part = carrier;
            remove_parts(column.rest, {&part, 1});
        }
        if (const auto named = operator_named(header); whose && named == whose) {
            column.carrier = true; // au_5G of KDDI
            column.rest = without_operator(std::move(column.rest));
        } else if (whose && named && !column.carrier) {
            column.rank = -1; // docomo_5G is as little KDDI's as 4G is 5G
        }
        column.rest = without_technology(std::move(column.rest));
        remove_parts(column.rest, kSeparators);
        column.denies = column.rank >= 0 && denies_coverage(header, values[i]) &&
                        !holds_any(column.full, kRemarkParts);
        columns_.push_back(std::move(column));
    }
}

void CoverageCandidates::leave_out(std::optional<std::size_t> column) {
    if (column) {
        columns_[*column].taken = true;
    }
}

bool CoverageCandidates::is_class_header(std::size_t i) const {
    const Column& column = columns_[i];
    return is_one_of(column.key, kClassNames) ||
           ((column.rank != 0 || column.carrier) &&
            (column.rest.empty() || is_one_of(column.rest, kClassNames)));
}

std::optional<std::size_t> CoverageCandidates::covered_class() {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!columns_[i].taken && !columns_[i].denies &&
            (is_class_header(i) || ((values_[i].are_words() || is_flag(i)) && !is_remark(i)))) {
            found.push_back(i);
        }
    }
    for (std::size_t i = 0; found.empty() && i < columns_.size(); ++i) {
        if (!columns_[i].taken && !columns_[i].denies && columns_[i].rank >= 0 &&
            ((values_[i].are_implied() && !is_remark(i)) || values_[i].are_all_words() ||
             counts_from_zero(i))) {
            found.push_back(i);
        }
    }
    return choose(std::move(found), "class_field", kClassNames, true);
}

bool CoverageCandidates::counts_from_zero(std::size_t i) const {
    const ColumnValues& values = values_[i];
    const bool one_other = values.low == values.high;
    const bool pixels =
        is_one_of(columns_[i].key, kPixelNames) || is_one_of(columns_[i].key, kCodeNames);
    const bool whole_cells =
        is_share(columns_[i]) && one_other && (values.low == 1.0 || values.low == 100.0);
    return values.count_from_zero() &&
           (is_one_of(columns_[i].key, kCountedNames) || (pixels && one_other) || whole_cells);
}

bool CoverageCandidates::are_parts(std::size_t i) const {
    const ColumnValues& values = values_[i];
    const double whole = values.high > 1.0 ? 100.0 : 1.0;
    return is_share(columns_[i]) && columns_[i].rank >= 0 && values.low > 0.0 &&
           values.high <= 100.0 && values.numbers == values.filled && values.low < whole;
}

bool CoverageCandidates::are_codes(std::size_t i) const {
    const ColumnValues& values = values_[i];
    const bool numbers = values.filled > 0 && values.whole == values.filled;
    const bool pixels = is_one_of(columns_[i].key, kPixelNames);
    const bool small = is_one_of(columns_[i].key, kCodeNames) && values.zeros > 0 &&
                       values.low > 0.0 && values.high <= kMostClasses;
    return numbers && (pixels || small) && values.low < values.high;
}

std::optional<std::size_t> CoverageCandidates::naming_others() const {
    const auto found = all([this](std::size_t i) { return values_[i].name_others(); });
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::optional<std::size_t> CoverageCandidates::in_strength_words() const {
    const auto found = all([this](std::size_t i) {
        return is_one_of(columns_[i].key, kLevelNames) && values_[i].are_strengths();
    });
    return found.empty() ? std::nullopt : std::optional(found.front());
}

bool CoverageCandidates::is_power(std::size_t i) const {
    const ColumnValues& values = values_[i];
    return is_power_key(columns_[i].key) && values.strengths == 0 &&
           2 * values.numbers > values.filled && values.low < values.high;
}

bool CoverageCandidates::is_signal(std::size_t i) const {
    const ColumnValues& values = values_[i];
    return is_signal_key(columns_[i].key) && values.strengths == 0 &&
           2 * values.numbers > values.filled &&
           (values.low < values.high || values.low < 0.0 || values.zeros > 0);
}

std::optional<std::size_t> CoverageCandidates::in_power() const {
    const auto found = all([this](std::size_t i) { return is_power(i); });
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<std::size_t> CoverageCandidates::polygon_classes() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const ColumnValues& values = values_[i];
        const bool words = values.are_words() || (values.filled == 0 && values.unknown > 0);
        const bool flag = values.are_answers() && values.inside + values.outside == values.filled &&
                          (is_class_header(i) || is_one_of(columns_[i].key, kAnswerNames));
        const bool by_header = flag || (is_class_header(i) && (words || values.are_half_known()));
        const bool by_values =
            (values.are_words() && values.inside > 0 && values.general == 0 && !is_remark(i)) ||
            (values.are_implied() && !is_remark(i)) || values.are_all_words();
        const bool against = values.outside + values.unknown > 0 || values.are_half_known() ||
                             (by_header && values.blank > 0);
        const bool denied = columns_[i].denies && values.filled > 0;
        if (denied || (columns_[i].rank >= 0 && against && (by_header || by_values))) {
            found.push_back(i);
        }
    }
    keep_best(found, [&](std::size_t i) { return columns_[i].carrier ? 1 : 0; });
    keep_best(found, [&](std::size_t i) { return columns_[i].rank; });
    return found;
}

std::vector<std::size_t> CoverageCandidates::polygon_classes_of_others() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const ColumnValues& values = values_[i];
        const bool answers = is_class_header(i) &&
                             (values.are_answers() || (values.filled == 0 && values.unknown > 0));
        if (answers && columns_[i].rank >= 0) {
            return {};
        }
        if (answers) {
            found.push_back(i);
        }
    }
    return found;
}

std::optional<std::size_t> CoverageCandidates::share(bool likely, bool of_people) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Column& column = columns_[i];
        const bool known = is_one_of(column.key, kShareNames);
        const bool like = likely && (is_share_like(column) && of_people == is_of_people(i));
        if (!column.taken && !column.denies && !values_[i].are_words() && (known || like)) {
            found.push_back(i);
        }
    }
    return choose(std::move(found), "share_field", kShareNames, false);
}

bool CoverageCandidates::is_of_people(std::size_t i) const {
    return columns_[i].full.find("人口") != std::string::npos;
}

std::optional<std::size_t> CoverageCandidates::denial() const {
    const auto found =
        all([this](std::size_t i) { return columns_[i].denies && values_[i].filled > 0; });
    return found.empty() ? std::nullopt : std::optional(found.front());
}

bool CoverageCandidates::is_ratio(std::size_t i) const {
    return holds_any(columns_[i].full, kRatioParts);
}

void CoverageCandidates::require_no_others() const {
    if (!others_.empty()) {
        refuse(others_, others_key_);
    }
}

bool CoverageCandidates::is_remark(std::size_t i) const {
    return holds_any(columns_[i].full, kRemarkParts);
}

bool CoverageCandidates::is_flag(std::size_t i) const {
    return values_[i].are_answers() && holds_any(columns_[i].full, kAnswerParts);
}

bool CoverageCandidates::is_share(const Column& column) {
    return is_one_of(column.key, kShareNames) || is_share_like(column);
}

bool CoverageCandidates::is_share_like(const Column& column) {
    const bool named = (column.rank != 0 || column.carrier) && !column.rest.empty() &&
                       is_one_of(column.rest, kShareNames);
    return named ||
           (column.full.find("率") != std::string::npos && holds_any(column.full, kShareParts));
}

std::optional<std::size_t> CoverageCandidates::choose(std::vector<std::size_t> found,
                                                      const char* key, HeaderNames names,
                                                      bool by_words) {
    const std::vector<std::size_t> all = found;
    std::erase_if(found, [&](std::size_t i) { return columns_[i].rank < 0; });
    if (found.empty()) {
        if (others_.empty()) {
            others_ = all;
            others_key_ = key;
        }
        return std::nullopt;
    }
    const int carrier =
        keep_best(found, [&](std::size_t i) { return columns_[i].carrier ? 1 : 0; });
    const int technology = keep_best(found, [&](std::size_t i) { return columns_[i].rank; });
    if (by_words) {
        keep_best(found, [&](std::size_t i) { return values_[i].are_answers() ? 1 : 0; });
    }
    if (found.size() == 1) {
        return found.front();
    }
    if (carrier == 0 && technology == 0) {
        for (const std::string_view name : names) {
            for (const std::size_t i : found) {
                if (columns_[i].key == name) {
                    return i;
                }
            }
        }
    }
    refuse(found, key);
}

void CoverageCandidates::refuse(const std::vector<std::size_t>& found, const char* key) const {
    std::string ja;
    std::string en;
    for (const std::size_t i : found) {
        ja += fmt::format("「{}」", column_name(headers_, i));
        en += fmt::format("{}\"{}\"", en.empty() ? "" : ", ", column_name(headers_, i));
    }
    const Text label = label_of(of_.technology);
    throw InputError(
        {fmt::format("{} の列{}のうち、どれが {} の{}のエリアか分かりません。使う列を "
                     "study.toml に {} = \"列の名前\" で書いてください。",
                     where_told_, ja, of_.carrier, label.ja, key),
         fmt::format("{}: it is not known which of the columns {} states the coverage of {} in "
                     "{}. Name it in study.toml as {} = \"COLUMN\".",
                     where_told_, en, of_.carrier, label.en, key)});
}

} // namespace todoku::io
