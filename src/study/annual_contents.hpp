// What the annual report says, taken from the results, last year's output and the register.
#pragma once

#include "report/annual_report.hpp"
#include "study/request_register.hpp"
#include "study/result_tables.hpp"

namespace todoku::study {

/// Without maps and sources. Last year's figures come from the output that `[report] last_year`
/// names, by this study's rule.
/// @throws InputError where that is no output of a run, or of another prefecture
report::AnnualReport annual_contents(const Results& results, const RequestRegister& requests);

} // namespace todoku::study
