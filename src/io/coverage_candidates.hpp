// What the headers and values of a table say of its columns, for one carrier and technology: which
// may be the class of coverage, the share, the strength.
#pragma once

#include "io/coverage_headers.hpp"
#include "io/coverage_of.hpp"
#include "io/mesh_table_values.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

/// Whether a column says where there is no coverage, so that its ○ and 1 are not to be taken for
/// coverage as they stand; not one whose values are 圏内, 圏外 and the like.
bool denies_coverage(const std::string& header, const ColumnValues& values);

/// Judges the columns by headers and values; keeps references to what it is made of.
class CoverageCandidates {
public:
    CoverageCandidates(const std::vector<std::string>& headers,
                       const std::vector<ColumnValues>& values, const CoverageOf& of,
                       const std::string& where_told);

    void leave_out(std::optional<std::size_t> column);

    [[nodiscard]] bool is_class_header(std::size_t i) const;

    std::optional<std::size_t> covered_class();

    /// Numbers, of which 0 alone is not covered.
    [[nodiscard]] bool counts_from_zero(std::size_t i) const;

    /// Shares of which some are neither nothing nor all.
    [[nodiscard]] bool are_parts(std::size_t i) const;

    /// Numbers of pixels or classes, of which it is not known what they mean.
    [[nodiscard]] bool are_codes(std::size_t i) const;

    template <class Is>
    [[nodiscard]] std::vector<std::size_t> all(const Is& is) const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (!columns_[i].taken && is(i)) {
                found.push_back(i);
            }
        }
        return found;
    }

    /// The first column whose values name other technologies.
    [[nodiscard]] std::optional<std::size_t> naming_others() const;

    [[nodiscard]] std::optional<std::size_t> in_strength_words() const;

    /// Numbers of a received power, dBm below 0 or dBµV.
    [[nodiscard]] bool is_power(std::size_t i) const;
    /// Numbers of how strong the signal is, that differ or of which some may be none.
    [[nodiscard]] bool is_signal(std::size_t i) const;
    [[nodiscard]] std::optional<std::size_t> in_power() const;

    /// Those of polygons, which are covered where nothing speaks against it.
    [[nodiscard]] std::vector<std::size_t> polygon_classes() const;

    /// Those of other technologies, where none is of this one.
    [[nodiscard]] std::vector<std::size_t> polygon_classes_of_others() const;

    /// @param likely also headers that are none of the known names
    std::optional<std::size_t> share(bool likely, bool of_people);

    [[nodiscard]] bool is_share_header(std::size_t i) const { return is_share(columns_[i]); }

    [[nodiscard]] bool is_of_people(std::size_t i) const;

    /// The first of any values, but for those that are taken.
    [[nodiscard]] std::optional<std::size_t> denial() const;
    [[nodiscard]] bool denies(std::size_t i) const { return columns_[i].denies; }
    [[nodiscard]] bool is_ratio(std::size_t i) const;

    /// @throws InputError where there were columns, all of other technologies
    void require_no_others() const;

private:
    /// House default: more numbers than a legend has are ids or measures.
    static constexpr double kMostClasses = 16.0;

    struct Column {
        std::string full; ///< header_key()
        std::string key;  ///< without its unit
        std::string rest; ///< without technology, carrier and separators
        int rank = 0;     ///< technology_rank(); of another operator -1
        bool carrier = false;
        bool denies = false; ///< denies_coverage()
        bool taken = false;
    };

    [[nodiscard]] bool is_remark(std::size_t i) const;
    [[nodiscard]] bool is_flag(std::size_t i) const;
    [[nodiscard]] static bool is_share(const Column& column);
    [[nodiscard]] static bool is_share_like(const Column& column);

    /// Leaves the columns of the highest rank, and says which it is.
    template <class Rank>
    static int keep_best(std::vector<std::size_t>& found, const Rank& rank) {
        int best = 0;
        for (const std::size_t i : found) {
            best = std::max(best, rank(i));
        }
        std::erase_if(found, [&](std::size_t i) { return rank(i) < best; });
        return best;
    }

    std::optional<std::size_t> choose(std::vector<std::size_t> found, const char* key,
                                      HeaderNames names, bool by_words);

    [[noreturn]] void refuse(const std::vector<std::size_t>& found, const char* key) const;

    const std::vector<std::string>& headers_;
    const std::vector<ColumnValues>& values_;
    const CoverageOf& of_;
    const std::string& where_told_;
    std::vector<Column> columns_;
    std::vector<std::size_t> others_; ///< that would do, were they not of other technologies
    const char* others_key_ = "class_field";
};

} // namespace todoku::io
