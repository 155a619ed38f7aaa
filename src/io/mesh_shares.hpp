// How much of a mesh cell the share column of a table says is covered, and in which unit.
#pragma once

#include "core/issue.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Reads the shares of one table and keeps account of what tells their unit.
class MeshShareJudge {
public:
    struct Share {
        double value = 1.0;   ///< as written, of either unit
        bool unknown = false; ///< blank or 不明
    };

    /// Nothing where the cell is no number.
    std::optional<Share> of(std::string_view cell);
    /// The header of the column says that its numbers are per cent.
    void told_in_percent() { percent_told_ = true; }
    void tell_unknown(const VectorSource& source, const std::string& column,
                      std::vector<Issue>& issues) const;
    /// 100 for per cent, else 1. By a sign or the header, else by the numbers: most of a table of
    /// per cents are above 1.
    /// @param by_header the header of the column says per cent
    [[nodiscard]] double whole(const VectorSource& source, const std::string& column,
                               bool by_header, std::vector<Issue>& issues) const;

private:
    bool percent_told_ = false; ///< by the header or a sign
    bool percent_sign_ = false;
    std::int64_t positive_ = 0;
    std::int64_t above_one_ = 0;
    std::map<std::string, std::int64_t> unknown_; ///< words and blanks in place of shares
};

} // namespace todoku::io
