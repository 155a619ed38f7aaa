#include "synth/station.hpp"

#include "geo/ellipsoid.hpp"
#include "synth/random.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::synth {

namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

/// How far the ground lets a ray go, as a part of the range; marks rays that cross a short shadow.
double unobstructed(const StationPlan& plan, const Ground& ground, const geo::LocalFrame& frame,
                    double base_m, double east, double north, bool& short_shadow) {
    constexpr int kSteps = 16;
    constexpr int kLongShadow = 3; // steps in shadow that end a ray
    const double bend = std::tan(plan.bend_degrees * std::numbers::pi / 180.0);
    double skyline = -1e9;
    int dark = 0;
    for (int step = 1; step <= kSteps; ++step) {
        const double away = plan.range_m * step / kSteps;
        const double height = ground(frame.to_lat_lng({east * away, north * away}));
        const double slope = (height + 1.5 - base_m) / away;
        dark = slope < skyline - bend ? dark + 1 : 0;
        if (dark == kLongShadow) {
            return std::max(0.06, static_cast<double>(step - kLongShadow + 1) / kSteps);
        }
        short_shadow = short_shadow || dark == kLongShadow - 1;
        skyline = std::max(skyline, slope);
    }
    return 1.0;
}

geo::LatLng rounded(geo::LatLng place) {
    return geo::LatLng::from_degrees(std::round(place.lat() * 1e7) / 1e7,
                                     std::round(place.lng() * 1e7) / 1e7);
}

} // namespace

bool Station::serves(geo::LatLng at) const {
    const geo::LocalFrame frame(place);
    const auto offset = frame.to_metres(at);
    const double away = std::hypot(offset.east_m, offset.north_m);
    if (away > longest_m) {
        return false;
    }
    double angle = std::atan2(offset.east_m, offset.north_m) / kTurn;
    angle -= std::floor(angle);
    const double ray = angle * static_cast<double>(reach_m.size());
    const auto before = std::min(static_cast<std::size_t>(ray), reach_m.size() - 1);
    const double t = ray - static_cast<double>(before);
    return away <= (1.0 - t) * reach_m[before] + t * reach_m[(before + 1) % reach_m.size()];
}

geo::Polygon Station::outline() const {
    const geo::LocalFrame frame(place);
    geo::Polygon polygon;
    const auto count = static_cast<double>(reach_m.size());
    for (std::size_t k = 0; k < reach_m.size(); ++k) {
        const double angle = kTurn * static_cast<double>(k) / count;
        polygon.outer.push_back(rounded(
            frame.to_lat_lng({reach_m[k] * std::sin(angle), reach_m[k] * std::cos(angle)})));
    }
    for (const Hole& hole : holes) {
        const geo::LocalFrame around(hole.place);
        Random random(hole.seed, "hole");
        constexpr int kCorners = 11;
        geo::Ring ring;
        for (int k = 0; k < kCorners; ++k) {
            const double angle = kTurn * k / kCorners;
            const double radius_m = hole.radius_m * random.uniform(0.55, 1.0);
            ring.push_back(rounded(
                around.to_lat_lng({radius_m * std::sin(angle), radius_m * std::cos(angle)})));
        }
        polygon.holes.push_back(std::move(ring));
    }
    return polygon;
}

Station build_station(const StationPlan& plan, const Ground& ground) {
    Random random(plan.seed, "station");
    const geo::LocalFrame frame(plan.place);
    Station station;
    station.place = plan.place;
    station.reach_m.resize(plan.rays);
    const auto count = static_cast<double>(plan.rays);

    // Sectors behind buildings and woods reach less far.
    struct Sector {
        double from = 0.0; ///< parts of a turn
        double width = 0.0;
        double part = 1.0;
    };
    std::vector<Sector> sectors(random.below(3));
    for (Sector& sector : sectors) {
        sector = {random.uniform(), random.uniform(0.05, 0.17), random.uniform(0.35, 0.7)};
    }
    const double lobe = random.uniform();
    // The terrain is asked along every second ray; between them the nearer of the two counts.
    const double base_m = ground ? ground(plan.place) + plan.antenna_m : 0.0;
    std::vector<std::size_t> shadowed;
    double open = 1.0;
    for (std::size_t k = 0; k < plan.rays; ++k) {
        const double turn = static_cast<double>(k) / count;
        if (ground && k % 2 == 0) {
            bool short_shadow = false;
            open = unobstructed(plan, ground, frame, base_m, std::sin(kTurn * turn),
                                std::cos(kTurn * turn), short_shadow);
            if (short_shadow) {
                shadowed.push_back(k);
            }
        }
        double part =
            open * random.uniform(0.82, 1.0) * (1.0 + 0.10 * std::cos(3.0 * kTurn * (turn - lobe)));
        for (const Sector& sector : sectors) {
            double inside = turn - sector.from;
            inside -= std::floor(inside);
            part *= inside < sector.width ? sector.part : 1.0;
        }
        station.reach_m[k] = std::max(part * plan.range_m, 25.0);
        station.longest_m = std::max(station.longest_m, station.reach_m[k]);
    }

    // A dead spot or two in the larger cells, first where a hill throws a short shadow. It keeps
    // clear of the outline.
    const bool wants_hole = plan.range_m > 700.0 && random.chance(0.5);
    if (wants_hole) {
        const std::size_t k = shadowed.empty() ? random.below(plan.rays) : random.pick(shadowed);
        const double turn = static_cast<double>(k) / count;
        const double radius_m = random.uniform(0.07, 0.13) * plan.range_m;
        const double away = random.uniform(0.35, 0.55) * plan.range_m;
        double least = station.longest_m;
        for (std::size_t near = 0; near < plan.rays; ++near) {
            double apart = std::abs(static_cast<double>(near) - static_cast<double>(k)) / count;
            apart = std::min(apart, 1.0 - apart);
            least = apart < 0.12 ? std::min(least, station.reach_m[near]) : least;
        }
        if (away + 1.6 * radius_m < least) {
            station.holes.push_back(
                {frame.to_lat_lng({away * std::sin(kTurn * turn), away * std::cos(kTurn * turn)}),
                 radius_m, random.next()});
        }
    }
    return station;
}

} // namespace todoku::synth
