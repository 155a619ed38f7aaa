#include "overlay/gap_order.hpp"

#include "overlay/gaps.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace todoku::overlay {

const char* name_of(GapOrder order) {
    switch (order) {
    case GapOrder::Population:
        return "population";
    case GapOrder::Households:
        return "households";
    case GapOrder::Population65plus:
        return "population_65plus";
    case GapOrder::Road:
        return "road";
    case GapOrder::Places:
        return "places";
    case GapOrder::Isolation:
        return "isolation";
    }
    return "";
}

std::optional<GapOrder> gap_order_of(std::string_view name) {
    for (const GapOrder order : kGapOrders) {
        if (name == name_of(order)) {
            return order;
        }
    }
    return std::nullopt;
}

Text label_of(GapOrder order) {
    switch (order) {
    case GapOrder::Population:
        return {"居住者の多い", "most people"};
    case GapOrder::Households:
        return {"世帯の多い", "most households"};
    case GapOrder::Population65plus:
        return {"65歳以上の方の多い", "most people of 65 and over"};
    case GapOrder::Road:
        return {"道路の長い", "most road"};
    case GapOrder::Places:
        return {"施設の多い", "most places"};
    case GapOrder::Isolation:
        return {"エリアから遠い", "farthest from coverage"};
    }
    return {};
}

double rank_value(const GapArea& area, GapOrder order) {
    const auto stated = [](double value) { return std::isnan(value) ? -1.0 : value; };
    switch (order) {
    case GapOrder::Population:
        return area.population;
    case GapOrder::Households:
        return stated(area.households);
    case GapOrder::Population65plus:
        return stated(area.population_65plus);
    case GapOrder::Road:
        return area.road_m;
    case GapOrder::Places: {
        std::size_t places = 0;
        for (const auto& [kind, names] : area.places) {
            places += names.size();
        }
        return static_cast<double>(places);
    }
    case GapOrder::Isolation:
        // To the millimetre: distances of cells that lie alike differ by rounding.
        return std::round(stated(area.isolation_m) * 1000.0) / 1000.0;
    }
    return 0.0;
}

void sort_gaps(std::span<GapArea> areas, GapOrder order) {
    std::ranges::sort(areas, [order](const GapArea& a, const GapArea& b) {
        const double first = rank_value(a, order);
        const double second = rank_value(b, order);
        return first != second                ? first > second
               : a.population != b.population ? a.population > b.population
                                              : a.id < b.id;
    });
}

} // namespace todoku::overlay
