// The assets of a query as a list people read in Excel: Japanese headings and words.
#pragma once

#include "study/result_tables.hpp"

namespace todoku::study {

/// The same rows with headings and words as offices write them (有 無 不明, 可 不可, 建物), people
/// and metres whole. Tables for machines keep the English columns.
ResultTable as_office_list(const ResultTable& table);

} // namespace todoku::study
