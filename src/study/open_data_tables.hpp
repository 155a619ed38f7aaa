// What of a finished study may be published, as the tables of the open-data edition: assets whose
// ledger allows it, figures of carriers whose layers are open, no small counts of people.
#pragma once

#include "report/open_data.hpp"
#include "study/result_tables.hpp"

#include <cstddef>
#include <set>
#include <string>

namespace todoku::study {

/// Carriers none of whose layers is confidential.
std::set<std::string> open_carriers(const StudyFile& study);

/// What an edition holds, and what was kept out of it.
struct OpenTables {
    report::OpenTable assets;
    report::OpenTable coverage;
    report::OpenTable gaps;
    std::set<std::string> carriers; ///< open ones
    std::set<std::string> ledgers;  ///< that the assets are from, as the study file names them
    bool combined = false;          ///< figures of all carriers together are there: all are open
    std::size_t assets_kept_in = 0;
    std::size_t hidden_municipalities = 0;
    std::size_t hidden_gaps = 0; ///< whose people are not shown
};

/// @param min_count counts of people over nothing and below it are not shown
OpenTables open_tables(const Results& results, double min_count);

} // namespace todoku::study
