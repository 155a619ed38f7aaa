// What gap areas are listed by.
#pragma once

#include "core/text.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace todoku::overlay {

/// Most first; of isolation the farthest first.
enum class GapOrder { Population, Households, Population65plus, Road, Places, Isolation };

inline constexpr GapOrder kGapOrders[] = {GapOrder::Population,       GapOrder::Households,
                                          GapOrder::Population65plus, GapOrder::Road,
                                          GapOrder::Places,           GapOrder::Isolation};

/// "population" "households" "population_65plus" "road" "places" "isolation".
const char* name_of(GapOrder order);
std::optional<GapOrder> gap_order_of(std::string_view name);
/// 居住者の多い, 世帯の多い...: before 順 or 箇所.
Text label_of(GapOrder order);

struct GapArea;

/// What the order compares; -1 where an area does not state it, after all that do.
double rank_value(const GapArea& area, GapOrder order);

/// By the order, then falling people, then identifier.
void sort_gaps(std::span<GapArea> areas, GapOrder order);

} // namespace todoku::overlay
