// One row of a ledger to one asset: placed, of unknown place, or refused.
#pragma once

#include "core/issue.hpp"
#include "domain/asset.hpp"
#include "geo/crs.hpp"
#include "io/asset_answers.hpp"
#include "io/asset_fields.hpp"
#include "io/asset_position.hpp"
#include "io/asset_table.hpp"
#include "io/cell_memory.hpp"
#include "io/issue_list.hpp"
#include "io/readers.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace todoku::io {

/// Reads the rows of one ledger whose columns are known.
class AssetRows {
public:
    /// @throws InputError where a chosen column is absent, or the ledger has neither coordinates
    /// nor addresses
    AssetRows(const AssetSource& request, const AssetTable& table);

    /// An asset with its place; one without, and why; or the issue that refuses the row.
    struct Unplaced {
        domain::Asset asset;
        WhyUnplaced why;
    };
    using Outcome = std::variant<domain::Asset, Unplaced, Issue>;
    Outcome read(const AssetRow& row);

    /// What was noticed of rows that were used, and of the ledger as a whole.
    [[nodiscard]] std::vector<Issue> take_issues();
    /// Rows whose latitude and longitude stand the wrong way round, in the order of the file; their
    /// assets were given the place that exchanging them makes.
    [[nodiscard]] const std::vector<ExchangedRow>& exchanged() const { return exchanged_; }
    [[nodiscard]] bool some_right_way_round() const { return some_right_way_round_; }
    [[nodiscard]] const AssetColumns& columns() const { return columns_; }

private:
    [[nodiscard]] std::string_view cell(const AssetRow& row, std::size_t field) const;
    [[nodiscard]] std::string text(const AssetRow& row, std::size_t field) const;
    SharedText repeated(const AssetRow& row, std::size_t field);
    [[nodiscard]] Issue issue(const AssetRow& row, IssueKind kind, const char* code,
                              std::string field, std::string value, Text problem,
                              Text action) const;
    [[nodiscard]] Issue refusal(const AssetRow& row, const char* code, std::string field,
                                std::string value, Text problem) const;

    void settle_datum(const AssetTable& table);
    const geo::ToJgd2011* way_of(const AssetRow& row);
    [[nodiscard]] bool proves_its_columns(const AssetRow& row) const;
    std::optional<Issue> judge_width(const AssetRow& row);
    void read_names(const AssetRow& row, domain::Asset& asset);
    [[nodiscard]] bool repeats_header(const AssetRow& row) const;
    [[nodiscard]] std::string other_headers_in(const AssetRow& row) const;
    std::optional<Issue> judge_total(const AssetRow& row, const domain::Asset& asset);
    std::optional<WhyUnplaced> place(const AssetRow& row, domain::Asset& asset);
    void tell_cell_errors(const AssetRow& row);
    void read_kind(const AssetRow& row, domain::Asset& asset);
    void read_figures(const AssetRow& row, domain::Asset& asset);
    void read_answers(const AssetRow& row, domain::Asset& asset);
    void deny(const AssetRow& row, std::string_view field, std::optional<bool>& target);
    void read_state(const AssetRow& row, domain::Asset& asset);
    void read_answer(const AssetRow& row, std::size_t field, std::optional<bool>& target,
                     domain::Asset& asset);
    void read_municipality(const AssetRow& row, domain::Asset& asset);
    /// @param target a std::optional or CompactOptional
    template <class Target, class Parse>
    void optional_field(const AssetRow& row, std::size_t field, Target& target, const Parse& parse,
                        const Text& expected);
    void summarise_kinds();
    void summarise_columns();
    void summarise_answers();

    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    const AssetSource& request_;
    AssetColumns columns_;
    std::size_t names_ = 0;
    std::vector<std::vector<std::string>> header_rows_;
    std::array<std::size_t, kAssetFields.size()> position_{}; ///< column of each field, or kNone
    std::array<std::string, kAssetFields.size()> default_;
    std::optional<geo::ToJgd2011> convert_;   ///< for coordinate columns in another CRS
    geo::Box ground_;                         ///< where x and y may lie
    std::optional<std::size_t> datum_column_; ///< says row by row which are on Tokyo datum
    bool assumed_ = false;                    ///< nothing says on which datum some coordinates are
    std::map<std::string, std::int64_t> unknown_datums_; ///< words of the column -> rows
    SharedText source_;
    SharedText layer_;
    CellMemory<SharedText> position_headers_;
    SharedText owner_;
    std::array<CellMemory<SharedText>, kAssetFields.size()> texts_;
    CellMemory<std::optional<domain::AssetKind>> kinds_;
    CellMemory<std::optional<double>> heights_; ///< of own cells, in the unit of their header
    CellMemory<std::optional<int>> floors_;
    CellMemory<std::optional<int>> years_;
    CellMemory<std::optional<Answer>> answers_; ///< nothing where the cell says nothing
    /// What the columns of one field's denials said.
    struct Denied {
        std::int64_t rows = 0;      ///< denied
        std::int64_t undecided = 0; ///< × and the like
    };
    std::map<std::string, Denied, std::less<>> denied_;
    std::map<std::string, std::int64_t> unavailable_; ///< what speaks against use -> rows
    std::int64_t first_unavailable_ = 0;              ///< row
    std::int64_t provisional_ = 0;                    ///< names with (仮称)
    std::int64_t first_provisional_ = 0;              ///< row
    std::vector<ExchangedRow> exchanged_;
    bool some_right_way_round_ = false;
    std::map<domain::AssetKind, std::int64_t> deduced_;
    std::string of_poles_; ///< the word that makes the ledger a list of loudspeaker poles
    std::int64_t assumed_poles_ = 0;
    std::int64_t assumed_buildings_ = 0;
    std::int64_t floors_of_structure_ = 0;
    std::int64_t floors_of_range_ = 0; ///< 1〜3階, 2階・3階
    std::int64_t decimals_ = 0;        ///< rows whose latitude has four decimals or more
    std::int64_t minutes_ = 0; ///< of these: of two pairs below 60, in latitude and longitude
    std::int64_t dates_ = 0;   ///< ids that look like dates
    std::pair<std::int64_t, std::string> first_date_; ///< row and id
    IssueList issues_;
};

} // namespace todoku::io
