#include "radio/sweep.hpp"

#include "geo/ellipsoid.hpp"
#include "radio/bullington.hpp"
#include "radio/effective_earth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace todoku::radio {

namespace {

/// Distances nearer than this part of a step are one place: steps are sums of rounded numbers.
constexpr double kSamePlace = 1e-6;

Metres length_of(const RadialFan& fan) {
    return fan.step() * static_cast<double>(fan.most_steps());
}

/// What hides a receiver in all bands, of v times the square root of the wavelength; a hundredth
/// beyond the limit, that rounding decides nothing.
float covered_parameter(const SweepSettings& settings) {
    if (settings.model != SweepModel::LineOfSight || settings.frequencies.empty()) {
        return std::numeric_limits<float>::infinity();
    }
    const Hertz highest =
        *std::max_element(settings.frequencies.begin(), settings.frequencies.end());
    return static_cast<float>((kClearParameter + 0.01) * std::sqrt(wavelength(highest).value()));
}

} // namespace

SiteGround::SiteGround(const SweepSettings& settings, geo::LatLng site, const RadialFan& fan)
    : terrain(settings.terrain, site, length_of(fan).value()),
      clutter(settings.clutter, site, length_of(fan).value()) {}

Sweep::Sweep(const RadialFan& fan, const RadialTables& tables, const SweepSettings& settings)
    : fan_(fan), settings_(settings),
      scan_(tables, scan_depth(settings.model), settings.clutter != nullptr),
      losses_(settings.frequencies.size(), std::vector<float>(ReceiverBatch::kCapacity)),
      lost_(settings.frequencies.size()) {
    receivers_.reserve(ReceiverBatch::kCapacity);
}

void Sweep::part_by_sight(std::span<const std::uint16_t> steps,
                          const std::function<void(const SweptBatch&)>& take) {
    steps_.resize(steps.size());
    hidden_.resize(steps.size());
    std::size_t seen = 0;
    std::size_t hidden = 0;
    for (std::size_t k = 0; k < steps.size(); ++k) { // without a branch: sight is hard to foresee
        const std::uint16_t step = steps[k];
        const std::uint32_t receiver = of_radial_[k];
        const bool sees = scan_.sees(step);
        steps_[seen] = step;
        of_radial_[seen] = receiver;
        hidden_[hidden] = receiver;
        seen += sees ? 1U : 0U;
        hidden += sees ? 0U : 1U;
    }
    steps_.resize(seen);
    of_radial_.resize(seen);
    for (std::vector<float>& lost : lost_) {
        lost.resize(std::max(lost.size(), hidden), std::numeric_limits<float>::infinity());
    }
    if (hidden > 0) {
        take({std::span(hidden_).first(hidden), lost_});
    }
}

void Sweep::flush(const BatchSite& site, const DistanceTerms& distance,
                  const std::function<void(const SweptBatch&)>& take) {
    batch_geometry(settings_.model, site, distance, batch_, geometry_);
    for (std::size_t f = 0; f < losses_.size(); ++f) {
        batch_loss(settings_.model, site, settings_.frequencies[f], geometry_, batch_.size(),
                   losses_[f].data());
    }
    take({receivers_,
          losses_,
          site.first_m,
          {batch_.column(ReceiverBatch::kSecond), batch_.size()}});
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
        // The points no farther than that: a step that ends beyond it has what stands there.
        .clear_steps =
            static_cast<std::size_t>(std::floor(settings_.clear.value() / step_m + kSamePlace)),
        .covered = covered_parameter(settings_)};
    BatchSite site{.step_m = step_m,
                   .effective_radius_m = ends.effective_radius_m,
                   .lat_deg = place.lat(),
                   .n0 = settings_.n0,
                   .most_steps = fan_.most_steps(),
                   .polarisation = settings_.polarisation};
    const DistanceTerms distance(settings_.model, site);
    const ScanDepth depth = scan_depth(settings_.model);
    for (std::size_t radial = radials.begin; radial < radials.end; ++radial) {
        const std::size_t first = fan_.begin(radial);
        const std::size_t count = fan_.begin(radial + 1) - first;
        std::span<const std::uint16_t> steps = fan_.steps().subspan(first, count);
        of_radial_.clear();
        if (wanted.empty()) {
            of_radial_.resize(count);
            std::iota(of_radial_.begin(), of_radial_.end(), static_cast<std::uint32_t>(first));
        } else {
            steps_.clear();
            for (std::size_t k = first; k < first + count; ++k) {
                if (wanted[k] != 0) {
                    steps_.push_back(fan_.steps()[k]);
                    of_radial_.push_back(static_cast<std::uint32_t>(k));
                }
            }
            steps = steps_;
        }
        if (steps.empty()) {
            continue;
        }
        const std::size_t n = steps.back(); // they are ordered outwards
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
        if (settings_.model == SweepModel::LineOfSight) {
            part_by_sight(steps, take);
            steps = steps_;
        }
        scans_.resize(std::max(scans_.size(), steps.size()));
        scan_.receive(steps, scans_);
        for (std::size_t k = 0; k < steps.size(); ++k) {
            batch_.add(scans_[k], fan_.distances_m()[of_radial_[k]], depth);
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
