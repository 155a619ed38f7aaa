// Whose row it is, in a file with a column of carriers: kept or left out, and told.
#pragma once

#include "core/issue.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// The rows of one carrier.
class CarrierRows {
public:
    /// @param carrier empty: every row is kept
    /// @param carriers of the study: where no other is of the same operator, its other names (KDDI,
    /// au) are the carrier's too
    explicit CarrierRows(std::string carrier, const std::vector<std::string>& carriers = {});

    /// True for a carrier that is asked for.
    [[nodiscard]] bool asks() const { return !carrier_.empty(); }

    /// The header that tells carriers: 事業者, 通信事業者名, キャリア, 免許人, operator...
    [[nodiscard]] static std::optional<std::string>
    column_among(const std::vector<std::string>& headers);

    /// Whether the row is kept: no name of a carrier, or one that holds this one or is held by it,
    /// or another name of its operator.
    bool keep(std::int64_t row, std::string_view name);

    /// Whether the name is none, this carrier's or one of its operator's.
    [[nodiscard]] bool fits(std::string_view name) const;

    [[nodiscard]] bool left_out(std::int64_t row) const { return rows_.contains(row); }

    /// Adds what was left out to the counts and tells it once.
    /// @throws InputError where rows name carriers and none of them this one
    void tell(const VectorSource& source, const std::string& header, ReadCounts& counts,
              std::vector<Issue>& issues) const;

private:
    std::string carrier_;
    std::string key_;
    std::optional<std::size_t> operator_; ///< whose names are all this carrier's
    bool found_ = false;                  ///< some row names this carrier
    std::set<std::int64_t> rows_;
    std::map<std::string, std::int64_t> names_;
};

} // namespace todoku::io
