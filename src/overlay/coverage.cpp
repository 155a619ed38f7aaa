#include "overlay/coverage.hpp"

#include "overlay/cell_index.hpp"
#include "overlay/covered_points.hpp"
#include "overlay/crowded_cell.hpp"
#include "overlay/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cassert>
#include <cmath>

namespace todoku::overlay {

namespace {

// What one service covers: a series for each carrier, then for at least 1, 2... of them.
struct Measured {
    std::vector<std::vector<double>> shares;
    std::vector<std::vector<std::uint8_t>> centres;
    std::vector<std::vector<std::uint8_t>> places;
    std::vector<ZoneAreas> zones; ///< sets x series x zones
};

// Of a single carrier "any" and "all" are both told.
std::size_t combinations_of(std::size_t carriers) {
    return std::max<std::size_t>(carriers, 2);
}

// The series that ground covered by these carriers counts in.
template <class Add>
void for_each_series(std::uint32_t carriers_there, std::size_t carriers, Add add) {
    for (std::size_t k = 0; k < carriers; ++k) {
        if ((carriers_there >> k & 1U) != 0) {
            add(k);
        }
    }
    const auto count = static_cast<std::size_t>(std::popcount(carriers_there));
    for (std::size_t n = 0; n < (count == carriers ? combinations_of(carriers) : count); ++n) {
        add(carriers + n);
    }
}

class Measurer {
public:
    Measurer(const CoverageRequest& request, Threads threads, const Progress& progress)
        : request_(request), threads_(threads), progress_(progress), cells_(request.grid.cells),
          areas_(areas_of(request.grid.cells)) {
        for (const domain::MeshCell cell : request.grid.cells) {
            points_.push_back(cell.centre());
        }
        points_.insert(points_.end(), request.places.begin(), request.places.end());
    }

    Measured measure(const Service& service) {
        const std::size_t carriers = service.shapes.size();
        const std::size_t series = carriers + combinations_of(carriers);
        Measured measured;
        measured.shares.assign(series, std::vector<double>(request_.grid.size(), 0.0));
        if (request_.zones.empty()) {
            overlay(service.shapes, nullptr, 0, &measured.shares, nullptr);
        }
        for (const Zones& zones : request_.zones) {
            Sums sums(series * zones.size());
            for (std::size_t pass = 0; pass < zones.passes.size(); ++pass) {
                const bool first = &zones == request_.zones.data() && pass == 0;
                overlay(service.shapes, &zones, pass, first ? &measured.shares : nullptr, &sums);
            }
            ZoneAreas areas(series, std::vector<std::int64_t>(zones.size()));
            for (std::size_t i = 0; i < sums.size(); ++i) {
                areas[i / zones.size()][i % zones.size()] = sums[i].load();
            }
            measured.zones.push_back(std::move(areas));
        }
        find_points(service, measured);
        return measured;
    }

private:
    using Sums = std::vector<std::atomic<std::int64_t>>; ///< series x zones, mm2

    // Carriers are the first layers, then the land (where it is apart from the zones), then the
    // zones of the pass.
    void overlay(const std::vector<LayerShapes>& carriers, const Zones* zones, std::size_t pass,
                 std::vector<std::vector<double>>* shares, Sums* sums) {
        std::vector<LayerShapes> layers = carriers;
        const bool land = zones != nullptr && !zones->land.empty();
        if (land) {
            layers.push_back(zones->land);
        }
        const std::size_t first_zone = layers.size();
        if (zones != nullptr) {
            const auto& more = zones->passes[pass];
            layers.insert(layers.end(), more.begin(), more.end());
        }
        const std::uint32_t carrier_bits = (std::uint32_t{1} << carriers.size()) - 1;
        for_each_combination(
            std::span<const LayerShapes>(layers), cells_.window(), threads_,
            [&](std::size_t index, std::span<const CombinationPart> parts) {
                const auto cell = cells_.find(cells_.window().cell(index));
                if (!cell) {
                    return;
                }
                progress_.check();
                for (const CombinationPart& part : parts) {
                    const std::uint32_t there = part.mask & carrier_bits;
                    if (there == 0) {
                        continue;
                    }
                    if (shares != nullptr) {
                        for_each_series(there, carriers.size(),
                                        [&](std::size_t s) { (*shares)[s][*cell] += part.share; });
                    }
                    if (zones == nullptr || (land && (part.mask >> carriers.size() & 1U) == 0)) {
                        continue;
                    }
                    for (const Zones::Part& ground : zones->ground.of(*cell)) {
                        const Zones::Place place = zones->places[ground.zone];
                        if (place.pass == pass &&
                            (part.mask >> (first_zone + place.layer) & 1U) != 0) {
                            const auto area = static_cast<std::int64_t>(
                                std::llround(part.share * areas_[*cell] * kSquareMillimetres));
                            for_each_series(there, carriers.size(), [&](std::size_t s) {
                                (*sums)[s * zones->size() + ground.zone].fetch_add(
                                    area, std::memory_order_relaxed);
                            });
                        }
                    }
                }
            });
        if (shares != nullptr) { // parts of one cell may add up to a rounding more than the whole
            for (std::vector<double>& series : *shares) {
                for (double& share : series) {
                    share = std::min(share, 1.0);
                }
            }
        }
    }

    void find_points(const Service& service, Measured& measured) const {
        const std::size_t carriers = service.shapes.size();
        const std::size_t cells = request_.grid.size();
        const std::size_t series = measured.shares.size();
        measured.centres.assign(series, std::vector<std::uint8_t>(cells, 0));
        measured.places.assign(series, std::vector<std::uint8_t>(request_.places.size(), 0));
        const auto masks =
            covered_points(std::span<const LayerShapes>(service.shapes), points_, threads_);
        for (std::size_t i = 0; i < masks.size(); ++i) {
            for_each_series(masks[i], carriers, [&](std::size_t s) {
                (i < cells ? measured.centres[s][i] : measured.places[s][i - cells]) = 1;
            });
        }
    }

    const CoverageRequest& request_;
    Threads threads_;
    const Progress& progress_;
    CellIndex cells_;
    std::vector<double> areas_;
    std::vector<geo::LatLng> points_; ///< centres of the cells, then the places
};

} // namespace

std::string combined_name(std::size_t least, std::size_t carriers) {
    if (least == 1) {
        return std::string(kAnyCarrier);
    }
    return least >= carriers ? std::string(kAllCarriers) : fmt::format("at-least-{}", least);
}

Text carrier_label(std::string_view carrier) {
    constexpr std::string_view kAtLeast = "at-least-";
    if (carrier == kAnyCarrier) {
        return {"いずれかの事業者", "Any carrier"};
    }
    if (carrier == kAllCarriers) {
        return {"全ての事業者", "Every carrier"};
    }
    if (carrier.starts_with(kAtLeast)) {
        const std::string n(carrier.substr(kAtLeast.size()));
        return {n + "社以上", "At least " + n + " carriers"};
    }
    return same_text(carrier);
}

std::optional<std::size_t> Coverage::layer(std::string_view carrier,
                                           std::string_view technology) const {
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i].carrier == carrier && layers[i].technology == technology) {
            return i;
        }
    }
    return std::nullopt;
}

Coverage measure_coverage(const CoverageRequest& request, Threads threads, Progress& progress) {
    Coverage coverage;
    coverage.carriers = carriers_of(request.layers);
    const std::size_t carriers = coverage.carriers.size();
    std::vector<Service> services = services_of(coverage.carriers, request.layers, request.unknown);
    std::erase_if(services, [&](const Service& service) {
        return !request.technologies.empty() &&
               std::ranges::find(request.technologies, service.technology) ==
                   request.technologies.end();
    });
    coverage.zones.resize(request.zones.size());
    Measurer measurer(request, threads, progress);
    progress.begin({"カバー率を計算", "Measuring coverage"},
                   static_cast<std::int64_t>(services.size()));
    std::vector<Measured> measured;
    for (const Service& service : services) {
        progress.check();
        // "5g" of a study that has one class of 5G is that class.
        const auto same = std::find_if(
            services.begin(), services.begin() + static_cast<std::ptrdiff_t>(measured.size()),
            [&](const Service& other) { return other.shapes == service.shapes; });
        const auto done = static_cast<std::size_t>(same - services.begin());
        try {
            measured.push_back(done < measured.size() ? measured[done] : measurer.measure(service));
        } catch (const CrowdedCell& cell) {
            const std::uint32_t layer = cell.crowd().layer;
            throw CrowdedCell(
                cell, layer < carriers
                          ? Text{coverage.carriers[layer] + "の" + service.technology,
                                 coverage.carriers[layer] + " " + service.technology}
                          : Text{"市町村・区域の境界", "boundaries of municipalities or zones"});
        }
        progress.advance();
    }
    progress.end();

    const auto take = [&](std::size_t s, std::size_t series, const std::string& carrier) {
        coverage.layers.push_back({carrier, services[s].technology});
        coverage.shares.push_back(std::move(measured[s].shares[series]));
        coverage.centres.push_back(std::move(measured[s].centres[series]));
        coverage.places.push_back(std::move(measured[s].places[series]));
        for (std::size_t set = 0; set < request.zones.size(); ++set) {
            coverage.zones[set].push_back(std::move(measured[s].zones[set][series]));
        }
    };
    for (std::size_t carrier = 0; carrier < carriers; ++carrier) {
        for (std::size_t s = 0; s < services.size(); ++s) {
            if (services[s].given[carrier]) {
                take(s, carrier, coverage.carriers[carrier]);
            }
        }
    }
    for (std::size_t least = 1; carriers > 0 && least <= combinations_of(carriers); ++least) {
        for (std::size_t s = 0; s < services.size(); ++s) {
            take(s, carriers + least - 1, combined_name(least, carriers));
        }
    }
    return coverage;
}

double PopulationRule::covered(double share, bool centre) const {
    switch (kind) {
    case Kind::Area:
        return std::clamp(share, 0.0, 1.0);
    case Kind::Centroid:
        return centre ? 1.0 : 0.0;
    case Kind::Majority:
        break;
    }
    const double least = more_than ? threshold + tolerance : threshold - tolerance;
    return share > 0.0 && (more_than ? share > least : share >= least) ? 1.0 : 0.0;
}

double PopulationRule::covered(double share) const {
    assert(kind != Kind::Centroid);
    return covered(share, false);
}

std::string PopulationRule::name() const {
    if (kind == Kind::Area) {
        return "area";
    }
    if (kind == Kind::Centroid) {
        return "centroid";
    }
    std::string name = "majority";
    const PopulationRule usual;
    if (more_than) {
        name += fmt::format(">{}", threshold);
    } else if (threshold != usual.threshold || tolerance != usual.tolerance) {
        name += fmt::format(":{}", threshold);
    }
    return tolerance != usual.tolerance ? name + fmt::format("~{}", tolerance) : name;
}

} // namespace todoku::overlay
