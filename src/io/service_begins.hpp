// Columns of coverage that say when service begins: what begins after the day of the coverage is no
// coverage of that day.
#pragma once

#include "core/issue.hpp"
#include "core/japanese.hpp"
#include "domain/technology.hpp"
#include "io/vector_file.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// The columns whose headers are of days on which service begins (提供開始日, 5G開設年月,
/// エリア化予定時期, begin of a KML's TimeSpan): those of this technology where some name it, none
/// of others.
std::vector<std::size_t> columns_of_beginnings(const std::vector<std::string>& headers,
                                               domain::Technology technology);

/// What a cell of such a column says.
enum class Begun : char {
    Unsaid, ///< blank, or no time
    Yes,
    Within, ///< in the month or year of that day, whether before it or not
    Later   ///< after that day, or not decided yet (未定, 予定)
};

/// Of a day, a month (2027年3月, R9.4, 2027-03) or a year (2027年度); 末, 頃, 予定 and the like may
/// stand behind. @param day of the coverage
Begun begun_by(std::string_view cell, Date day);

/// Judges the rows or polygons of one source.
class BeginJudge {
public:
    /// @param day nothing: nothing is judged
    explicit BeginJudge(std::optional<Date> day) : day_(day) {}

    /// @param header of the column, for what is told
    /// @return true where service begins later
    bool is_later(const std::string& header, std::string_view cell);
    /// True for a column of which some cell said when.
    [[nodiscard]] bool has_judged(const std::string& header) const {
        return judged_.contains(header);
    }
    /// Counts a row that is_later() took out of the coverage.
    void leave_out() { ++left_out_; }
    /// One issue, where anything was later, within the month or year of the day, or no time.
    void tell(const VectorSource& source, std::vector<Issue>& issues) const;

private:
    std::optional<Date> day_;
    std::set<std::string, std::less<>> judged_; ///< headers
    std::string header_; ///< of the first that was later or within the day's month or year
    std::string first_;  ///< value
    std::string within_; ///< value
    std::string unsaid_; ///< value
    std::int64_t left_out_ = 0;
    std::int64_t within_count_ = 0;
    std::int64_t unsaid_count_ = 0;
};

} // namespace todoku::io
