// The last year that a ledger can give as one of building.
#pragma once

#include "study/study_file.hpp"

#include <algorithm>

namespace todoku::study {

inline int last_year_built(const StudyFile& study, const AssetInput& source) {
    // Ledgers name buildings that are being planned or built; five years is long for one.
    constexpr int kPlanned = 5;
    const Date ledger = source.origin.as_of.value_or(study.as_of);
    return static_cast<int>(std::max(study.as_of, ledger).year()) + kPlanned;
}

} // namespace todoku::study
