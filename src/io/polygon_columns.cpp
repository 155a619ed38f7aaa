#include "io/polygon_columns.hpp"

#include "io/coverage_candidates.hpp"
#include "io/coverage_headers.hpp"

namespace todoku::io {

std::vector<std::size_t> polygon_class_columns(const std::vector<std::string>& headers,
                                               const std::vector<ColumnValues>& values,
                                               const CoverageOf& of) {
    const std::string where_told;
    return CoverageCandidates(headers, values, of, where_told).polygon_classes();
}

std::vector<std::size_t> polygon_zero_columns(const std::vector<std::string>& headers,
                                              const std::vector<ColumnValues>& values,
                                              const CoverageOf& of) {
    const std::string where_told;
    const CoverageCandidates candidates(headers, values, of, where_told);
    return candidates.all([&](std::size_t i) { return candidates.counts_from_zero(i); });
}

std::vector<std::size_t> polygon_code_columns(const std::vector<std::string>& headers,
                                              const std::vector<ColumnValues>& values,
                                              const CoverageOf& of) {
    const std::string where_told;
    const CoverageCandidates candidates(headers, values, of, where_told);
    return candidates.all(
        [&](std::size_t i) { return candidates.are_codes(i) && !candidates.counts_from_zero(i); });
}

std::vector<std::size_t> polygon_signal_columns(const std::vector<std::string>& headers,
                                                const std::vector<ColumnValues>& values,
                                                const CoverageOf& of) {
    const std::string where_told;
    const CoverageCandidates candidates(headers, values, of, where_told);
    return candidates.all([&](std::size_t i) { return candidates.is_signal(i); });
}

std::vector<std::size_t> polygon_classes_of_others(const std::vector<std::string>& headers,
                                                   const std::vector<ColumnValues>& values,
                                                   const CoverageOf& of) {
    const std::string where_told;
    return CoverageCandidates(headers, values, of, where_told).polygon_classes_of_others();
}

std::vector<std::size_t> polygon_share_columns(const std::vector<std::string>& headers,
                                               const std::vector<ColumnValues>& values,
                                               const CoverageOf& of) {
    const std::string where_told;
    const CoverageCandidates candidates(headers, values, of, where_told);
    return candidates.all([&](std::size_t i) { return candidates.are_parts(i); });
}

bool speaks_of_coverage(const std::string& header, const CoverageOf& of) {
    const std::vector<std::string> headers = {header};
    const std::vector<ColumnValues> values(1);
    const std::string where_told;
    const CoverageCandidates candidates(headers, values, of, where_told);
    return candidates.is_class_header(0) || candidates.is_share_header(0) ||
           is_one_of(key_without_unit(header).text, kAnswerNames);
}

} // namespace todoku::io
