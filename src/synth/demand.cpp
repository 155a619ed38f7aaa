#include "synth/demand.hpp"

#include "geo/box.hpp"

#include <utility>

namespace todoku::synth {

Demand::Demand(std::vector<geo::LatLng> places, std::vector<double> people)
    : places_(std::move(places)), people_(std::move(people)) {
    geo::Box box;
    for (const geo::LatLng place : places_) {
        box.extend(place);
    }
    begin_.assign(1, 0);
    if (places_.empty()) {
        return;
    }
    south_ = box.south;
    west_ = box.west;
    rows_ = row_of({geo::LatLng::from_degrees(box.north, box.west)}) + 1;
    columns_ = column_of({geo::LatLng::from_degrees(box.south, box.east)}) + 1;
    const auto bucket_of = [&](geo::LatLng place) {
        return static_cast<std::size_t>(row_of(place)) * static_cast<std::size_t>(columns_) +
               static_cast<std::size_t>(column_of(place));
    };
    begin_.assign(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_) + 1, 0);
    for (const geo::LatLng place : places_) {
        ++begin_[bucket_of(place) + 1];
    }
    for (std::size_t i = 1; i < begin_.size(); ++i) {
        begin_[i] += begin_[i - 1];
    }
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    order_.resize(places_.size());
    std::vector<double> in_bucket(begin_.size() - 1, 0.0);
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const std::size_t bucket = bucket_of(places_[i]);
        order_[next[bucket]++] = static_cast<std::uint32_t>(i);
        in_bucket[bucket] += people_[i];
        total_ += people_[i];
    }
    crowd_.reserve(places_.size());
    for (const geo::LatLng place : places_) {
        // The point's own bucket and a half of those around it stand for a circle of 1 km.
        double sum = 0.0;
        for (std::int32_t r = row_of(place) - 1; r <= row_of(place) + 1; ++r) {
            for (std::int32_t c = column_of(place) - 1; c <= column_of(place) + 1; ++c) {
                if (r >= 0 && r < rows_ && c >= 0 && c < columns_) {
                    const bool own = r == row_of(place) && c == column_of(place);
                    sum +=
                        (own ? 1.0 : 0.25) *
                        in_bucket[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) +
                                  static_cast<std::size_t>(c)];
                }
            }
        }
        crowd_.push_back(sum);
    }
}

} // namespace todoku::synth
