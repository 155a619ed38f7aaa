#include "synth/network.hpp"

#include "geo/ellipsoid.hpp"
#include "synth/noise.hpp"
#include "synth/random.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace todoku::synth {

namespace {

/// How a technology is built: ranges in towns and in the country, and what its band does at hills.
struct TechnologyHabit {
    double town_range_m = 0.0;    ///< where 10,000 people live within 1 km
    double country_range_m = 0.0; ///< where hardly anybody does
    double antenna_m = 30.0;
    double bend_degrees = 1.0;
};

// House choices in the range of published figures: Sub6 "several hundred metres" (総務省,
// Sub6展開率の公表, 2025), converted 4G bands about as far as 4G, millimetre wave within sight of a
// street corner.
constexpr std::array<TechnologyHabit, 4> kHabits = {{
    {1500.0, 4200.0, 35.0, 2.6}, // 4g
    {1100.0, 2600.0, 35.0, 1.6}, // 5g-converted
    {620.0, 950.0, 25.0, 0.8},   // 5g-sub6
    {230.0, 260.0, 12.0, 0.3},   // 5g-mmwave
}};

/// What a carrier aims at: share of the people by technology, and its taste.
struct CarrierHabit {
    std::array<double, 4> share;
    double whim = 0.0;  ///< how much its plans differ from one part of the country to the next
    double north = 0.0; ///< preference for the north
    bool roads = false; ///< serves main roads away from people with 4g and converted bands
};

// Any of the four together: 4g 99 %, converted about 93 %, Sub6 about 52 %, millimetre wave about 4
// %. Made up.
constexpr std::array<CarrierHabit, 4> kCarrierHabits = {{
    {{0.991, 0.860, 0.300, 0.012}, 0.9, 0.0, true},
    {{0.986, 0.800, 0.340, 0.010}, 1.3, 0.8, true},
    {{0.981, 0.830, 0.280, 0.009}, 1.3, -0.5, false},
    {{0.950, 0.420, 0.240, 0.015}, 0.7, 0.6, false},
}};

double range_of(const TechnologyHabit& habit, double crowd, Random& random) {
    const double town = std::clamp(std::log10(1.0 + crowd / 25.0) / std::log10(401.0), 0.0, 1.0);
    const double range_m =
        habit.country_range_m * std::pow(habit.town_range_m / habit.country_range_m, town);
    return range_m * random.uniform(0.85, 1.15);
}

/// Demand points in the order in which a carrier turns to them: crowds first, by its taste.
std::vector<std::size_t> order_of(const NetworkRequest& request, std::size_t carrier,
                                  std::size_t technology) {
    const CarrierHabit& habit = kCarrierHabits[carrier];
    const std::uint64_t seed = hashed(request.seed, 0xca44, carrier);
    std::vector<std::pair<double, std::size_t>> wishes;
    wishes.reserve(request.demand.size());
    for (std::size_t i = 0; i < request.demand.size(); ++i) {
        const geo::LatLng place = request.demand.place(i);
        const double taste = fractal_noise(seed, place.lng() * 8.0, place.lat() * 9.0, 2);
        const double chance = unit_interval(hashed(seed, technology, i)) - 0.5;
        wishes.emplace_back(-(std::log(1.0 + request.demand.crowd(i)) + habit.whim * taste +
                              habit.north * (place.lat() - 34.6) + 0.6 * chance),
                            i);
    }
    std::sort(wishes.begin(), wishes.end());
    std::vector<std::size_t> order;
    order.reserve(wishes.size());
    std::transform(wishes.begin(), wishes.end(), std::back_inserter(order),
                   [](const auto& wish) { return wish.second; });
    return order;
}

class Builder {
public:
    Builder(const NetworkRequest& request, NetworkLayer& layer)
        : request_(request), layer_(layer), technology_(static_cast<std::size_t>(layer.technology)),
          habit_(kHabits[technology_]), served_(request.demand.size(), 0),
          random_(request.seed, "network", 16 * layer.carrier + technology_) {}

    void build() {
        const CarrierHabit& carrier = kCarrierHabits[layer_.carrier];
        const double wanted = carrier.share[technology_] * request_.demand.total();
        for (const std::size_t i : order_of(request_, layer_.carrier, technology_)) {
            if (people_ >= wanted) {
                break;
            }
            if (served_[i] == 0) {
                add(request_.demand.place(i), request_.demand.crowd(i));
                serve(i); // the station was built for it, whatever the ground says
            }
        }
        if (carrier.roads && technology_ < 2) {
            for (const geo::LatLng place : request_.roadside) {
                const bool near =
                    std::any_of(layer_.stations.begin(), layer_.stations.end(),
                                [&](const Station& station) { return station.serves(place); });
                if (!near && random_.chance(technology_ == 0 ? 0.5 : 0.2)) {
                    add(place, 0.0);
                }
            }
        }
        layer_.served = request_.demand.total() > 0.0 ? people_ / request_.demand.total() : 0.0;
    }

private:
    void add(geo::LatLng at, double crowd) {
        const geo::LocalFrame frame(at);
        const double range_m = range_of(habit_, crowd, random_);
        const double aside_m = 0.12 * std::min(range_m, 1000.0);
        StationPlan plan;
        plan.place = frame.to_lat_lng(
            {random_.uniform(-aside_m, aside_m), random_.uniform(-aside_m, aside_m)});
        plan.antenna_m = habit_.antenna_m;
        plan.range_m = range_m;
        plan.bend_degrees = habit_.bend_degrees;
        plan.rays = std::max<std::size_t>(
            12, static_cast<std::size_t>(std::lround(kRays * request_.detail)));
        plan.seed = random_.next();
        layer_.stations.push_back(build_station(plan, request_.ground));
        const Station& station = layer_.stations.back();
        request_.demand.near(station.place, station.longest_m, [&](std::size_t i) {
            if (served_[i] == 0 && station.serves(request_.demand.place(i))) {
                serve(i);
            }
        });
    }

    void serve(std::size_t i) {
        if (served_[i] == 0) {
            served_[i] = 1;
            people_ += request_.demand.people(i);
        }
    }

    static constexpr double kRays = 100.0; // of an outline at detail 1
    const NetworkRequest& request_;
    NetworkLayer& layer_;
    std::size_t technology_;
    const TechnologyHabit& habit_;
    std::vector<std::uint8_t> served_;
    double people_ = 0.0;
    Random random_;
};

} // namespace

std::vector<NetworkLayer> build_networks(const NetworkRequest& request) {
    std::vector<NetworkLayer> layers;
    for (std::size_t carrier = 0; carrier < kCarriers.size(); ++carrier) {
        for (const domain::Technology technology : domain::kTechnologies) {
            layers.push_back({carrier, technology, {}, 0.0});
        }
    }
    parallel_for(layers.size(), request.threads,
                 [&](std::size_t i) { Builder(request, layers[i]).build(); });
    return layers;
}

} // namespace todoku::synth
