#include "io/picture_ground.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace todoku::io {

namespace {

constexpr int kSamples = 5; ///< places along each side where the picture's shape is looked at
/// Less than this is rounding of PROJ (degrees; a tenth of a micrometre).
constexpr double kSamePlace_deg = 1e-12;
constexpr double kMostStray_px = 0.01;
constexpr std::int32_t kLongestStep_px = 4096;

geo::ToJgd2011 transformation(const Picture& picture, const std::string& shown_as,
                              const geo::DatumRules& datum) {
    try {
        return geo::ToJgd2011(picture.crs, datum);
    } catch (const InputError& error) {
        throw InputError(
            {shown_as + ": " + error.message().ja, shown_as + ": " + error.message().en});
    }
}

} // namespace

PictureGround::PictureGround(const Picture& picture, const std::string& shown_as,
                             const geo::DatumRules& datum)
    : transform_(picture.corner_to_crs), shown_as_(shown_as),
      to_jgd2011_(transformation(picture, shown_as, datum)) {
    find_tables(picture.pixels->width(), picture.pixels->height());
    if (!exact()) {
        find_step(picture.pixels->width(), picture.pixels->height());
    }
}

geo::LatLng PictureGround::at(double x, double y) const {
    const auto& t = transform_;
    const auto place = to_jgd2011_({t[0] + x * t[1] + y * t[2], t[3] + x * t[4] + y * t[5]});
    if (!place || !(std::abs(place->lat()) <= 90.0 && std::abs(place->lng()) <= 180.0)) {
        throw InputError(
            {shown_as_ + " の位置が緯度経度に直せません。ワールドファイルの値と座標系（crs）を確か"
                         "めてください。",
             shown_as_ + " does not lie anywhere on the ground. Check the numbers of its world "
                         "file and its CRS."});
    }
    return *place;
}

void PictureGround::find_tables(std::int32_t width, std::int32_t height) {
    const auto along = [](std::int32_t length, int i) {
        return static_cast<double>(length) * i / (kSamples - 1);
    };
    for (int i = 0; i < kSamples; ++i) {
        const double lat = at(0.0, along(height, i)).lat();
        const double lng = at(along(width, i), 0.0).lng();
        for (int k = 1; k < kSamples; ++k) {
            if (std::abs(at(along(width, k), along(height, i)).lat() - lat) > kSamePlace_deg ||
                std::abs(at(along(width, i), along(height, k)).lng() - lng) > kSamePlace_deg) {
                return;
            }
        }
    }
    for (std::int32_t y = 0; y <= height; ++y) {
        lats_.push_back(at(0.0, y).lat());
    }
    for (std::int32_t x = 0; x <= width; ++x) {
        lngs_.push_back(at(x, 0.0).lng());
    }
}

/// The longest power of two that keeps edges straight enough everywhere they were looked at.
void PictureGround::find_step(std::int32_t width, std::int32_t height) {
    const auto strays = [&](double x, double y, double dx, double dy) {
        const geo::LatLng a = at(x, y);
        const geo::LatLng b = at(x + dx, y + dy);
        const geo::LatLng middle = at(x + dx / 2.0, y + dy / 2.0);
        const geo::LatLng right = at(x + 1.0, y);
        const geo::LatLng down = at(x, y + 1.0);
        const double pixel_lat =
            std::max(std::abs(right.lat() - a.lat()), std::abs(down.lat() - a.lat()));
        const double pixel_lng =
            std::max(std::abs(right.lng() - a.lng()), std::abs(down.lng() - a.lng()));
        return std::max(std::abs((a.lat() + b.lat()) / 2.0 - middle.lat()) / pixel_lat,
                        std::abs((a.lng() + b.lng()) / 2.0 - middle.lng()) / pixel_lng);
    };
    for (step_ = kLongestStep_px; step_ > 1; step_ /= 2) {
        double most = 0.0;
        for (int i = 0; i < kSamples; ++i) {
            for (int k = 0; k < kSamples; ++k) {
                const double x = static_cast<double>(width) * i / (kSamples - 1);
                const double y = static_cast<double>(height) * k / (kSamples - 1);
                most = std::max({most, strays(x, y, std::min(step_, width), 0.0),
                                 strays(x, y, 0.0, std::min(step_, height))});
            }
        }
        if (most < kMostStray_px) {
            return;
        }
    }
}

/// The corner `from` and the vertices on the way to `to`, at whole multiples of the step, so that
/// outlines that share an edge share its vertices.
void PictureGround::add_edge(geo::Ring& ring, GridCorner from, GridCorner to) const {
    ring.push_back(at(from.x, from.y));
    const bool along = from.y == to.y;
    const std::int32_t first = along ? from.x : from.y;
    const std::int32_t last = along ? to.x : to.y;
    const std::int32_t sign = last > first ? 1 : -1;
    std::int32_t next = first / step_ * step_;
    if (sign > 0 || next == first) {
        next += sign * step_;
    }
    for (; sign * next < sign * last; next += sign * step_) {
        ring.push_back(along ? at(next, from.y) : at(from.x, next));
    }
}

geo::Ring PictureGround::ring(const std::vector<GridCorner>& corners) const {
    geo::Ring ring;
    ring.reserve(corners.size());
    for (std::size_t i = 0; i < corners.size(); ++i) {
        if (exact()) {
            ring.push_back(
                geo::LatLng::from_degrees(lats_[static_cast<std::size_t>(corners[i].y)],
                                          lngs_[static_cast<std::size_t>(corners[i].x)]));
        } else {
            add_edge(ring, corners[i], corners[(i + 1) % corners.size()]);
        }
    }
    return ring;
}

} // namespace todoku::io
