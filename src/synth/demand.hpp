// Where people are, as far as the planner of a made-up network cares: points with people, found by
// place.
#pragma once

#include "geo/lat_lng.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace todoku::synth {

/// Points with people in buckets of about 1 km.
class Demand {
public:
    Demand(std::vector<geo::LatLng> places, std::vector<double> people);

    [[nodiscard]] std::size_t size() const { return places_.size(); }
    [[nodiscard]] geo::LatLng place(std::size_t i) const { return places_[i]; }
    [[nodiscard]] double people(std::size_t i) const { return people_[i]; }
    [[nodiscard]] double total() const { return total_; }
    /// People within about 1 km of a point.
    [[nodiscard]] double crowd(std::size_t i) const { return crowd_[i]; }

    /// Calls visit(point) for all points in the buckets that a square of half-side `radius_m`
    /// around a place touches.
    template <class Visit>
    void near(geo::LatLng place, double radius_m, Visit&& visit) const {
        const std::int32_t rows = 1 + static_cast<std::int32_t>(radius_m / kBucketSouthNorth_m);
        const std::int32_t columns = 1 + static_cast<std::int32_t>(radius_m / kBucketWestEast_m);
        const std::int32_t row = row_of(place);
        const std::int32_t column = column_of(place);
        for (std::int32_t r = row - rows; r <= row + rows; ++r) {
            for (std::int32_t c = column - columns; c <= column + columns; ++c) {
                if (r < 0 || r >= rows_ || c < 0 || c >= columns_) {
                    continue;
                }
                const auto bucket =
                    static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) +
                    static_cast<std::size_t>(c);
                for (std::uint32_t k = begin_[bucket]; k < begin_[bucket + 1]; ++k) {
                    visit(static_cast<std::size_t>(order_[k]));
                }
            }
        }
    }

private:
    static constexpr double kBucket = 0.01; // degrees
    static constexpr double kBucketSouthNorth_m =
        1105.0;                                        // the shortest such a bucket gets in Japan
    static constexpr double kBucketWestEast_m = 780.0; // at 45 degrees north

    [[nodiscard]] std::int32_t row_of(geo::LatLng place) const {
        return static_cast<std::int32_t>(std::floor((place.lat() - south_) / kBucket));
    }
    [[nodiscard]] std::int32_t column_of(geo::LatLng place) const {
        return static_cast<std::int32_t>(std::floor((place.lng() - west_) / kBucket));
    }

    std::vector<geo::LatLng> places_;
    std::vector<double> people_;
    std::vector<double> crowd_;
    double total_ = 0.0;
    double south_ = 0.0;
    double west_ = 0.0;
    std::int32_t rows_ = 0;
    std::int32_t columns_ = 0;
    std::vector<std::uint32_t> begin_; ///< of each bucket in order_
    std::vector<std::uint32_t> order_;
};

} // namespace todoku::synth
