// The map sheets of one carrier's package: a sheet per municipality and a sheet per site of its
// plan, each book with its index before them.
#pragma once

#include "report/map_sheet.hpp"
#include "report/package_content.hpp"
#include "study/map_grounds.hpp"
#include "study/result_tables.hpp"

#include <cstddef>

namespace todoku::study {

/// Page of a municipality (by its index in the inputs) and of a plan's site (by its place in the
/// plan) in their books, from 1.
constexpr int page_in_book(std::size_t index) {
    return static_cast<int>(index) + 2; // after the index
}

/// Both borrow from what they are given. @param grounds of the overview, at least one
report::MapBook municipality_book(const Results& results, const report::PackageContent& content,
                                  const geo::HeightGrid& terrain,
                                  const std::vector<MapGround>& grounds);
/// Without pages where the plan has no site.
report::MapBook site_book(const Results& results, const report::PackageContent& content,
                          const siting::CarrierPlan& plan, const geo::HeightGrid& terrain,
                          const std::vector<MapGround>& grounds);

} // namespace todoku::study
