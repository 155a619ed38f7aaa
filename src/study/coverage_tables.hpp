// Who and what is covered, as tables: by municipality, by any zone, by the rule for borders, and
// how sure it is.
#pragma once

#include "study/result_tables.hpp"

namespace todoku::study {

/// Columns as in the design: municipality_code, municipality, carrier, technology, rule,
/// population, covered, uncovered, ratio; then border_cells, census, unknown.
ResultTable coverage_table(const Results& results);
/// Everything counted, for every zone: municipalities, groups, prefectures, layers of zones.
ResultTable statistics_table(const Results& results);
/// The study's rule with cells on borders given by area and by centroid, and the difference.
ResultTable border_cells_table(const Results& results);
/// How sure the prefectures' figures are.
ResultTable sensitivity_table(const Results& results);

/// Who is covered at least that strongly, by carrier and class of those who say strengths.
ResultTable strength_table(const Results& results);
/// Sub6展開率 and 5G基盤展開率.
ResultTable deployment_table(const Results& results);

} // namespace todoku::study
