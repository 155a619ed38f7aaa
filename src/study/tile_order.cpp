#include "study/tile_order.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

/// Web Mercator (EPSG:3857) from 0 at 180 W and 85.05 N to 1 at 180 E and 85.05 S.
double across(double lng) {
    return (lng + 180.0) / 360.0;
}
double down(double lat) {
    const double radians = lat * std::numbers::pi / 180.0;
    return (1.0 - std::asinh(std::tan(radians)) / std::numbers::pi) / 2.0;
}
double lng_at(double across) {
    return across * 360.0 - 180.0;
}
double lat_at(double down) {
    return std::atan(std::sinh(std::numbers::pi * (1.0 - 2.0 * down))) * 180.0 / std::numbers::pi;
}

geo::Box from_south(const geo::Box& box) {
    return {-box.north, box.west, -box.south, box.east};
}

geo::Box exchanged(const geo::Box& box) {
    return {lat_at(across(box.east)), lng_at(down(box.north)), lat_at(across(box.west)),
            lng_at(down(box.south))};
}

/// The ending of the first tile by name; ".png" where there is none.
std::string ending_in(const fs::path& folder) {
    std::string ending;
    fs::path first;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string stem = entry->path().stem().string();
        const bool number = !stem.empty() && std::all_of(stem.begin(), stem.end(), [](char c) {
            return c >= '0' && c <= '9';
        });
        if (number && entry->is_regular_file(error) && (first.empty() || entry->path() < first)) {
            first = entry->path();
        }
    }
    return first.empty() ? ".png" : first.extension().string();
}

void replace(std::string& text, const std::string& part, const std::string& other) {
    if (const auto at = text.find(part); at != std::string::npos) {
        text.replace(at, part.size(), other);
    }
}

void count_from_south(std::string& pattern) {
    const bool already = pattern.find("{-y}") != std::string::npos;
    replace(pattern, already ? "{-y}" : "{y}", already ? "{y}" : "{-y}");
}

void exchange(std::string& pattern) {
    replace(pattern, "{x}", "{other}");
    replace(pattern, "{y}", "{x}");
    replace(pattern, "{other}", "{y}");
}

} // namespace

std::string order_on_ground(const fs::path& folder, const std::string& pattern, const geo::Box& box,
                            const geo::Box& ground) {
    std::string order = pattern.empty() ? "{z}/{x}/{y}" + ending_in(folder) : pattern;
    if (from_south(box).touches(ground)) {
        count_from_south(order);
        return order;
    }
    if (order.find("{y}") != std::string::npos) {
        const geo::Box other = exchanged(box);
        if (other.touches(ground)) {
            exchange(order);
            return order;
        }
        if (from_south(other).touches(ground)) {
            exchange(order);
            count_from_south(order);
            return order;
        }
    }
    return {};
}

} // namespace todoku::study
