// Where the corners of a picture's pixels lie on the ground.
#pragma once

#include "geo/crs.hpp"
#include "geo/geometry.hpp"
#include "io/cell_outlines.hpp"
#include "io/picture_pixels.hpp"

#include <cstdint>
#include <vector>

namespace todoku::io {

/// Turns outlines of pixels into rings in JGD2011. Where rows lie on parallels and columns on
/// meridians (latitude and longitude, Mercator) the rings are exact. Elsewhere an edge is curved in
/// latitude and longitude: vertices are put along it so that it strays by less than a hundredth of
/// a pixel.
class PictureGround {
public:
    /// @throws InputError where the CRS is not known, needs a datum grid that is not there, or a
    /// corner of the picture lies nowhere
    PictureGround(const Picture& picture, const std::string& shown_as,
                  const geo::DatumRules& datum);

    /// The place of a point of the picture, in pixels from its north-west corner. @throws
    /// InputError where it lies nowhere
    [[nodiscard]] geo::LatLng at(double x, double y) const;
    [[nodiscard]] geo::Ring ring(const std::vector<GridCorner>& corners) const;
    /// True where rows and columns are parallels and meridians.
    [[nodiscard]] bool exact() const { return !lats_.empty(); }
    /// The way from the picture's CRS, for what is to be said of it.
    [[nodiscard]] const geo::ToJgd2011& way() const { return to_jgd2011_; }
    /// Pixels between vertices on an edge; 0 where none are needed.
    [[nodiscard]] std::int32_t step() const { return step_; }

private:
    void find_tables(std::int32_t width, std::int32_t height);
    void find_step(std::int32_t width, std::int32_t height);
    void add_edge(geo::Ring& ring, GridCorner from, GridCorner to) const;

    std::array<double, 6> transform_;
    std::string shown_as_;
    geo::ToJgd2011 to_jgd2011_;
    std::vector<double> lats_; ///< by row of corners, where the picture is exact
    std::vector<double> lngs_; ///< by column
    std::int32_t step_ = 0;
};

} // namespace todoku::io
