// Which of several shapes holds a place, and how far one of them is: the answers of contains() and
// distance(), for millions of places.
#pragma once

#include "core/units.hpp"
#include "geo/geometry.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace todoku::geo {

/// An immutable index that refers to the shapes. Edges are sorted into rows of latitude, so that a
/// place is tested against those of its own row; distances look at stretches of edges by their
/// boxes first. Memory: about 70 bytes an edge beside the shapes.
class ShapeIndex {
public:
    explicit ShapeIndex(std::vector<const MultiPolygon*> shapes);
    ShapeIndex(ShapeIndex&&) noexcept;
    ShapeIndex& operator=(ShapeIndex&&) noexcept;
    ~ShapeIndex();

    /// Position of the first shape of which contains(shape, place) is true.
    [[nodiscard]] std::optional<std::size_t> holding(LatLng place) const;
    /// distance(shape, place), to the last bit. @pre shape is a position
    [[nodiscard]] Metres distance(std::size_t shape, LatLng place) const;

    struct Nearest {
        std::size_t shape = 0;
        Metres distance;
    };
    /// The shape of the least distance(), the first of several; nothing where no shape has a
    /// vertex.
    [[nodiscard]] std::optional<Nearest> nearest(LatLng place) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace todoku::geo
