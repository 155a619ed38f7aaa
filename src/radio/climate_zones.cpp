#include "radio/climate_zones.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::radio {

namespace {

bool is_sea(int zone) {
    return zone == static_cast<int>(Zone::Sea);
}

bool is_inland(int zone) {
    return zone == static_cast<int>(Zone::Inland);
}

/// Where the ground of point i begins: midway to the point before.
double begin_of(std::span<const double> at_m, std::size_t i) {
    return i == 0 ? at_m.front() : (at_m[i - 1] + at_m[i]) / 2.0;
}

double end_of(std::span<const double> at_m, std::size_t i) {
    return i + 1 == at_m.size() ? at_m.back() : (at_m[i] + at_m[i + 1]) / 2.0;
}

/// Length of the longest run of points that the predicate holds for, km.
template <class Predicate>
double longest_run_km(std::span<const double> at_m, std::span<const int> zone, Predicate holds) {
    double longest_m = 0.0;
    std::size_t i = 0;
    while (i < zone.size()) {
        if (!holds(zone[i])) {
            ++i;
            continue;
        }
        const std::size_t first = i;
        while (i + 1 < zone.size() && holds(zone[i + 1])) {
            ++i;
        }
        longest_m = std::max(longest_m, end_of(at_m, i) - begin_of(at_m, first));
        ++i;
    }
    return longest_m / 1e3;
}

} // namespace

ZoneSections zone_sections(std::span<const double> at_m, std::span<const int> zone) {
    ZoneSections result;
    const double length_m = at_m.back() - at_m.front();
    result.first_to_coast_km = result.second_to_coast_km = kNoCoast_km;
    if (zone.empty()) {
        result.longest_land_km = result.longest_inland_km = length_m / 1e3;
        return result;
    }
    double sea_m = 0.0;
    for (std::size_t i = 0; i < zone.size(); ++i) {
        if (!is_sea(zone[i])) {
            continue;
        }
        const double begin = begin_of(at_m, i);
        const double end = end_of(at_m, i);
        sea_m += end - begin;
        if (result.first_to_coast_km == kNoCoast_km) {
            result.first_to_coast_km = (begin - at_m.front()) / 1e3;
        }
        result.second_to_coast_km = (at_m.back() - end) / 1e3;
    }
    result.sea_share = sea_m / length_m;
    result.longest_land_km = longest_run_km(at_m, zone, [](int z) { return !is_sea(z); });
    result.longest_inland_km = longest_run_km(at_m, zone, is_inland);
    return result;
}

double inland_term(double longest_inland_km) {
    return 1.0 - std::exp(-4.12e-4 * std::pow(longest_inland_km, 2.41));
}

double ducting_time_percent(double middle_lat_deg, const ZoneSections& sections) {
    const double tau = inland_term(sections.longest_inland_km);
    const double mu1 =
        std::min(1.0, std::pow(std::pow(10.0, -sections.longest_land_km / (16.0 - 6.6 * tau)) +
                                   std::pow(10.0, -5.0 * (0.496 + 0.354 * tau)),
                               0.2)); // eq. 2
    const double lat = std::abs(middle_lat_deg);
    if (lat > 70.0) {
        return 4.17 * mu1 * std::pow(mu1, 0.3); // eq. 4 and 5
    }
    return std::pow(10.0, -0.015 * lat + 1.67) * mu1 * std::pow(mu1, -0.935 + 0.0176 * lat);
}

} // namespace todoku::radio
