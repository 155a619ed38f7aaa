#include "domain/designated_city.hpp"

#include <algorithm>
#include <iterator>

namespace todoku::domain {

bool is_ward_of(GovernmentCode ward, GovernmentCode city) {
    // Rising.
    static constexpr GovernmentCode kCities[] = {
        {1, 100},  {4, 100},  {11, 100}, {12, 100}, {14, 100}, {14, 130}, {14, 150},
        {15, 100}, {22, 100}, {22, 130}, {23, 100}, {26, 100}, {27, 100}, {27, 140},
        {28, 100}, {33, 100}, {34, 100}, {40, 100}, {40, 130}, {43, 100}};
    constexpr int kFirstCity = 200; // codes of other cities begin here
    if (ward.municipality() >= kFirstCity) {
        return false;
    }
    const auto after = std::ranges::upper_bound(kCities, ward);
    return after != std::begin(kCities) && *std::prev(after) == city &&
           city.prefecture() == ward.prefecture() && ward != city;
}

} // namespace todoku::domain
