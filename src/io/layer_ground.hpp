// Whether a layer's coordinates can be what its CRS says: latitude and longitude the wrong way
// round, or a CRS that puts the layer far from the study.
#pragma once

#include "core/error.hpp"
#include "core/issue.hpp"
#include "geo/geometry.hpp"
#include "io/placing.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

/// Decides whether both coordinates of every point stand the wrong way round. Feed it points until
/// it is settled(): one point that lies on the study's ground as written, or one that exchanging
/// would not bring there, settles it.
class AxisOrder {
public:
    /// @param extent of the study, or of Japan for the municipalities themselves
    AxisOrder(const geo::ToJgd2011& transform, const geo::Box& extent)
        : transform_(&transform), as_written_(extent.grown(kBorderDegrees)),
          exchanged_(extent.grown(kSpillDegrees)) {}

    void look(geo::XY point);
    [[nodiscard]] bool settled() const { return settled_; }
    /// True where there were points and exchanging puts every one of them on the study's ground.
    [[nodiscard]] bool exchanged() const { return !settled_ && points_ > 0; }
    [[nodiscard]] std::int64_t points() const { return points_; }

private:
    const geo::ToJgd2011* transform_;
    geo::Box as_written_;
    geo::Box exchanged_;
    std::int64_t points_ = 0;
    bool settled_ = false;
};

/// Which CRSs would put a layer on the study's ground.
struct FittingCrs {
    Text told;         ///< a sentence; empty where none does
    std::string first; ///< "EPSG:6674", the likeliest of them
};

/// What a layer's shapes have to do with the study's ground.
class GroundTally {
public:
    explicit GroundTally(const Placing& placing) : placing_(&placing) {}

    /// One shape: its place, and a coordinate as the file has it. @return false where it lies
    /// outside
    bool take(const geo::Geometry& geometry, geo::XY raw, std::int64_t row);
    bool take(const geo::Box& box, std::int64_t row); ///< of a shape that needs no CRS
    /// A shape whose coordinates are no place.
    void take_unusable(geo::XY raw);

    [[nodiscard]] bool known() const { return !placing_->extent.empty(); }
    [[nodiscard]] bool all_elsewhere() const { return known() && touching_ == 0 && shapes_ > 0; }
    /// True where the layer is one of wider ground, such as all Japan: more lies outside than not.
    [[nodiscard]] bool mostly_elsewhere() const { return outside_ > touching_; }
    [[nodiscard]] std::int64_t outside() const { return outside_; }
    [[nodiscard]] std::int64_t farthest_row() const { return farthest_row_; }
    [[nodiscard]] double farthest_km() const { return farthest_km_; }
    /// Kilometres from the nearest shape to the study; nothing where no shape had a place.
    [[nodiscard]] std::optional<double> nearest_km() const;
    /// What to try: CRSs that would put the layer on the study. Empty where none does.
    [[nodiscard]] FittingCrs suggestion() const;

private:
    void keep(geo::XY raw);

    const Placing* placing_;
    std::vector<geo::XY> sample_;
    std::int64_t shapes_ = 0;
    std::int64_t touching_ = 0;
    std::int64_t outside_ = 0;
    std::int64_t farthest_row_ = 0;
    double farthest_km_ = 0.0;
    double nearest_km_ = -1.0;
};

/// The CRSs, of those that occur in Japanese files, by which every coordinate falls
/// on the study's ground: its plane rectangular system (also with X, the north, first), latitude
/// and longitude, Web Mercator. Empty where none fits or the ground is not known.
FittingCrs fitting_crs(const Placing& placing, const std::vector<geo::XY>& sample);

/// A layer that does not say its CRS.
InputError without_crs(const std::string& file, const std::string& layer,
                       const FittingCrs& fitting);

/// A layer of which nothing lies on the study's ground, read as `crs`.
InputError lies_elsewhere(const GroundTally& ground, const std::string& file,
                          const std::string& crs);

/// A table of mesh cells none of which lies on the study's ground.
InputError cells_lie_elsewhere(const GroundTally& ground, const std::string& file);

/// How much of a layer lies off the study's ground, and how far.
Issue outside_issue(const GroundTally& ground, const std::string& file, const std::string& layer);

} // namespace todoku::io
