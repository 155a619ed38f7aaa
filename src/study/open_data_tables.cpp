#include "study/open_data_tables.hpp"

#include "study/open_data_assets.hpp"
#include "study/open_data_coverage.hpp"
#include "study/open_data_gaps.hpp"
#include "study/pipeline.hpp"

#include <algorithm>

namespace todoku::study {

std::set<std::string> open_carriers(const StudyFile& study) {
    std::set<std::string> carriers;
    for (const CoverageInput& coverage : study.coverage) {
        carriers.insert(coverage.carrier);
    }
    for (const CoverageInput& coverage : study.coverage) {
        if (coverage.confidential) {
            carriers.erase(coverage.carrier);
        }
    }
    return carriers;
}

OpenTables open_tables(const Results& results, double min_count) {
    OpenTables tables;
    tables.carriers = open_carriers(results.study);
    tables.combined =
        std::ranges::none_of(results.study.coverage,
                             [](const CoverageInput& coverage) { return coverage.confidential; });
    fill_assets(results, tables);
    OpenCoverage open(results, tables);
    open.hide(min_count);
    tables.hidden_municipalities = open.municipalities().size();
    fill_coverage(results, open, tables);
    fill_gaps(results, open, min_count, tables);
    return tables;
}

} // namespace todoku::study
