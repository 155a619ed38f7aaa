// The table of coverage by municipality in the open-data edition, and which of its rows are not
// shown.
#pragma once

#include "overlay/statistics.hpp"
#include "study/open_data_tables.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace todoku::study {

/// The open rows of one prefecture's municipalities, by layer.
class OpenCoverage {
public:
    OpenCoverage(const Results& results, const OpenTables& tables);

    [[nodiscard]] const std::vector<const overlay::CoverageRow*>& rows() const { return rows_; }

    /// Rows that are not shown; all municipalities whose rows are not.
    /// @param least counts of people over nothing and below it are not shown
    void hide(double least);
    [[nodiscard]] bool hides(const overlay::CoverageRow& row) const;
    [[nodiscard]] const std::set<domain::GovernmentCode>& municipalities() const {
        return municipalities_;
    }

private:
    void hide(int prefecture, double least);

    std::vector<const overlay::CoverageRow*> rows_; ///< of the results, which must outlive it
    std::set<domain::GovernmentCode> municipalities_;
    std::set<std::pair<domain::GovernmentCode, std::string>> totals_;
};

void fill_coverage(const Results& results, const OpenCoverage& open, OpenTables& tables);

} // namespace todoku::study
