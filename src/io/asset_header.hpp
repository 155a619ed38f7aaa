// The header of a ledger among its first rows: below titles, in one row or in two under merged
// cells.
#pragma once

#include "core/csv.hpp"
#include "io/readers.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Is shown the first rows of a ledger one by one; the header is what holds most known names.
class AssetHeader {
public:
    explicit AssetHeader(const AssetSource& request) : request_(request) {}

    void offer(std::span<const std::string_view> fields, std::int64_t line);

    /// One name a column. Two rows are joined by "_" (所在地 over 市区町村: 所在地_市区町村), a
    /// name above going on to the right until the next; of three rows by the last two; parts of
    /// angles and units below a name stand in brackets behind it (緯度(度), 面積(㎡)).
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    [[nodiscard]] const RowWidth& width() const { return width_; }
    /// The last row of the header.
    [[nodiscard]] std::int64_t line() const { return line_; }
    /// The rows that the names were made of, as they stand.
    [[nodiscard]] const std::vector<std::vector<std::string>>& rows() const { return rows_; }

    /// Texts that stand alone, or with one other, in rows above the header.
    [[nodiscard]] const std::vector<std::string>& titles() const { return titles_; }

    static constexpr std::size_t kTitleRows = 30; ///< so many rows are looked at

private:
    using Cells = std::vector<std::string>;
    [[nodiscard]] std::size_t known_in(const Cells& cells) const;
    void take(Cells names, std::int64_t line);
    /// 延床 | 敷地 below 面積, itself below 建物: 面積_延床, 面積_敷地; false where the row is
    /// none.
    bool take_third_row(const Cells& cells, std::int64_t line);

    const AssetSource& request_;
    std::size_t most_ = 0;
    std::vector<std::string> names_;
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::string> titles_;
    std::vector<std::string> above_; ///< the row before
    std::size_t above_known_ = 0;
    bool data_follow_ = false; ///< below the header at hand
    RowWidth width_;
    std::int64_t line_ = 0;
};

} // namespace todoku::io
