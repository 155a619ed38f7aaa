// Nearest neighbours and radius searches among points (Boost.Geometry R-tree inside).
#pragma once

#include "core/units.hpp"
#include "geo/lat_lng.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace todoku::geo {

/// An immutable index over points; results are positions in the span it was built from, in rising
/// order of distance and, at equal distance, of position.
class PointIndex {
public:
    explicit PointIndex(std::span<const LatLng> points);
    PointIndex(PointIndex&&) noexcept;
    PointIndex& operator=(PointIndex&&) noexcept;
    ~PointIndex();

    struct Hit {
        std::size_t index = 0;
        Metres distance;
    };
    /// Up to `count` nearest points.
    [[nodiscard]] std::vector<Hit> nearest(LatLng place, std::size_t count) const;
    /// All points within a radius.
    [[nodiscard]] std::vector<Hit> within(LatLng place, Metres radius) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace todoku::geo
