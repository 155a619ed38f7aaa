#include "radio/sweep.hpp"

#include "geo/ellipsoid.hpp"
#include "radio/effective_earth.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::radio {

namespace {

Metres length_of(const RadialFan& fan) {
    return fan.step() * static_cast<double>(fan.most_steps());
}

} // namespace

SiteGround::SiteGround(const SweepSettings& settings, geo::LatLng site, const RadialFan& fan)
    : terrain(settings.terrain, site, length_of(fan).value()),
      clutter(settings.clutter, site, length_of(fan).value()) {}

Sweep::Sweep(const RadialFan& fan, const RadialTables& tables, const SweepSettings& settings)
    : fan_(fan), settings_(settings),
      scan_(tables, scan_depth(settings.model), settings.clutter != nullptr),
      losses_(settings.frequencies.size(), std::vector<float>(ReceiverBatch::kCapacity)) {
    receivers_.reserve(ReceiverBatch::kCapacity);
}

void Sweep::flush(const BatchSite& site, const DistanceTerms& distance,
                  const std::function<void(const SweptBatch&)>& take) {
    batch_geometry(settings_.model, site, distance, batch_, geometry_);
    for (std::size_t f = 0; f < losses_.size(); ++f) {
        batch_loss(settings_.model, site, settings_.frequencies[f], geometry_, batch_.size(),
                   losses_[f].data());
    }
    take({receivers_, losses_});
    batch_.clear();
    receivers_.clear();
}

void Sweep::run(geo::LatLng place, Metres antenna, std::span<const std::uint8_t> wanted,
                const std::function<void(const SweptBatch&)>& take) {
    run(place, antenna, SiteGround(settings_, place, fan_), {0, fan_.radials()}, wanted, take);
}

void Sweep::run(geo::LatLng place, Metres antenna, const SiteGround& ground, const Radials& radials,
                std::span<const std::uint8_t> wanted,
                const std::function<void(const SweptBatch&)>& take) {
    const double step_m = fan_.step().value();
    const geo::LocalFrame frame(place);
    const RadialEnds ends{
        .antenna_m = static_cast<float>(antenna.value()),
        .receiver_m = static_cast<float>(settings_.receiver_height.value()),
        .step_m = step_m,
        .effective_radius_m = settings_.model == SweepModel::P1812
                                  ? effective_earth_radius(settings_.delta_n).value()
                                  : kStandardEffectiveRadius.value(),
        .clear_steps = static_cast<std::size_t>(std::ceil(settings_.clear.value() / step_m))};
    BatchSite site{.step_m = step_m,
                   .effective_radius_m = ends.effective_radius_m,
                   .lat_deg = place.lat(),
                   .n0 = settings_.n0,
                   .most_steps = fan_.most_steps(),
                   .polarisation = settings_.polarisation};
    const DistanceTerms distance(site);
    const std::span<const FanReceiver> all = fan_.receivers();
    for (std::size_t radial = radials.begin; radial < radials.end; ++radial) {
        steps_.clear();
        of_radial_.clear();
        for (std::size_t k = fan_.begin(radial); k < fan_.begin(radial + 1); ++k) {
            if (wanted.empty() || wanted[k] != 0) {
                steps_.push_back(all[k].steps);
                of_radial_.push_back(static_cast<std::uint32_t>(k));
            }
        }
        if (steps_.empty()) {
            continue;
        }
        const std::size_t n = steps_.back(); // they are ordered outwards
        const RadialFan::Direction direction = fan_.direction(radial);
        const double length = static_cast<double>(n) * step_m;
        const geo::LatLng end =
            frame.to_lat_lng({direction.east * length, direction.north * length});
        ground.terrain.sample(end, n, scan_.ground());
        if (scan_.clutter() != nullptr) {
            ground.clutter.sample(end, n, scan_.clutter());
        }
        scan_.prepare(n, ends);
        site.first_m = scan_.first_m();
        site.first_ground_m = scan_.first_ground_m();
        scans_.resize(std::max(scans_.size(), steps_.size()));
        scan_.receive(steps_, scans_);
        for (std::size_t k = 0; k < steps_.size(); ++k) {
            const FanReceiver& receiver = all[of_radial_[k]];
            const auto east = static_cast<float>(receiver.east);
            const auto north = static_cast<float>(receiver.north);
            batch_.add(scans_[k],
                       static_cast<float>(fan_.pitch().value()) *
                           std::sqrt(east * east + north * north),
                       scan_depth(settings_.model));
            receivers_.push_back(of_radial_[k]);
            if (batch_.full()) {
                flush(site, distance, take);
            }
        }
    }
    if (batch_.size() > 0) {
        flush(site, distance, take);
    }
}

} // namespace todoku::radio
